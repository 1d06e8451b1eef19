//! Where an app stands in a list, and why.

use super::policy::DirectoryPolicy;
use crate::marketplace::{
    api::{Rating, Why, WhyPart},
    model::Signals,
};

/// What is known about an app's quality when a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub rating: Rating,
    pub installs: u64,
    pub installs_28d: u64,
    pub installs_prior_28d: u64,
    pub age_days_since_update: i64,
    /// Badges that hold on the day.
    pub badges: u8,
}

/// What an app's quality multiplies its text score by, and how that came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Quality {
    /// The product of the parts' effects; positive.
    pub factor: f64,
    /// `rating`, `installs`, `momentum`, `freshness`, `certified`, in this order.
    pub parts: Vec<WhyPart>,
}

/// Weighs the qualities of an app under a policy.
pub fn quality(facts: &Facts, policy: &DirectoryPolicy) -> Quality {
    let effects = effects(facts, policy);
    let [rating, installs, momentum, freshness, certified] = effects;
    let part =
        |factor: &str, value: String, effect: f64| WhyPart { factor: factor.to_owned(), value, effect };
    let stars = if facts.rating.count == 0 { "–".to_owned() } else { facts.rating.score.to_string() };
    let parts = vec![
        part("rating", stars, rating),
        part("installs", grouped(facts.installs), installs),
        part("momentum", growth_in_words(facts.installs_28d, facts.installs_prior_28d), momentum),
        part("freshness", format!("{} d", facts.age_days_since_update.max(0)), freshness),
        part("certified", facts.badges.to_string(), certified),
    ];
    Quality { factor: effects.iter().product(), parts }
}

/// The factor of [`quality`] alone, without the words.
pub fn quality_factor(facts: &Facts, policy: &DirectoryPolicy) -> f64 {
    effects(facts, policy).iter().product()
}

/// Rank by relevance: the text score times the quality. `fields` names where the text was found
/// (`name, tagline`); it is empty, and the text score 1, when nothing was searched for.
///
/// The effects of the parts multiply to the score.
pub fn relevance(text_score: f64, fields: &str, quality: &Quality) -> Why {
    let mut parts = Vec::with_capacity(quality.parts.len() + 1);
    if !fields.is_empty() {
        parts.push(WhyPart { factor: "text_match".to_owned(), value: fields.to_owned(), effect: text_score });
    }
    parts.extend(quality.parts.iter().cloned());
    Why { score: text_score * quality.factor, parts, exploration: false }
}

/// How strongly installs grow: the growth of the last 28 days over the 28 before, in units of the
/// spread that such a base has by chance (a Poisson z-score with a padded base). 0 for no change,
/// negative for decline.
pub fn trending(signals: &Signals, policy: &DirectoryPolicy) -> f64 {
    let recent = as_f64(signals.installs_28d);
    let prior = as_f64(signals.installs_prior_28d);
    (recent - prior) / (prior + as_f64(policy.trending.smoothing.max(1))).sqrt()
}

/// Rank by [`trending`].
pub fn trending_why(signals: &Signals, policy: &DirectoryPolicy) -> Why {
    let score = trending(signals, policy);
    let value = growth_in_words(signals.installs_28d, signals.installs_prior_28d);
    Why {
        score,
        parts: vec![WhyPart { factor: "momentum".to_owned(), value, effect: score }],
        exploration: false,
    }
}

/// The effects of rating, installs, momentum, freshness and certification, each positive.
fn effects(facts: &Facts, policy: &DirectoryPolicy) -> [f64; 5] {
    let weights = &policy.quality;
    let stars =
        if facts.rating.count == 0 { policy.rating.prior_mean } else { facts.rating.score.as_number() };
    let rating = weights.rating * (stars - policy.rating.prior_mean) / 4.0;
    let full = as_f64(weights.installs_full.max(1)).ln_1p();
    let installs = weights.installs * (as_f64(facts.installs).ln_1p() / full).min(1.0);
    let padding = as_f64(weights.momentum_smoothing.max(1));
    let growth = (as_f64(facts.installs_28d) + padding) / (as_f64(facts.installs_prior_28d) + padding);
    let momentum = weights.momentum * (growth.log2() / 2.0).clamp(-1.0, 1.0);
    let half_lives = as_f64(facts.age_days_since_update.max(0).unsigned_abs())
        / f64::from(weights.freshness_half_life_days.max(1));
    let freshness = weights.freshness * (-half_lives).exp2();
    let certified = weights.badge * f64::from(facts.badges);
    [rating, installs, momentum, freshness, certified].map(|effect| (1.0 + effect).max(LEAST_EFFECT))
}

/// No quality takes more than this away, whatever the policy says: a score stays positive.
const LEAST_EFFECT: f64 = 0.05;

#[expect(clippy::cast_precision_loss, reason = "counts of installs stay far below 2^53")]
fn as_f64(count: u64) -> f64 {
    count as f64
}

/// `1204` as `1 204`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// `+35 %`, `-12 %`; the plain number when there was nothing before.
fn growth_in_words(recent: u64, prior: u64) -> String {
    if prior == 0 {
        return format!("+{}", grouped(recent));
    }
    format!("{:+.0} %", (as_f64(recent) / as_f64(prior) - 1.0) * 100.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::marketplace::api::Stars;

    fn facts() -> impl Strategy<Value = Facts> {
        (100_u16..=500, 0_u32..500, 0_u64..1_000_000, 0_u64..10_000, 0_u64..10_000, -5_i64..5_000, 0_u8..4)
            .prop_map(
                |(
                    score,
                    count,
                    installs,
                    installs_28d,
                    installs_prior_28d,
                    age_days_since_update,
                    badges,
                )| Facts {
                    rating: Rating { score: Stars(if count == 0 { 0 } else { score }), count },
                    installs,
                    installs_28d,
                    installs_prior_28d,
                    age_days_since_update,
                    badges,
                },
            )
    }

    fn factor(facts: &Facts) -> f64 {
        quality(facts, &DirectoryPolicy::default()).factor
    }

    #[test]
    fn a_rank_reads_as_words_and_factors() {
        let facts = Facts {
            rating: Rating { score: Stars(452), count: 31 },
            installs: 1_204,
            installs_28d: 135,
            installs_prior_28d: 100,
            age_days_since_update: 180,
            badges: 2,
        };
        let why = relevance(10.0, "name, tagline", &quality(&facts, &DirectoryPolicy::default()));
        let read: Vec<_> = why
            .parts
            .iter()
            .map(|part| format!("{} {} {:.3}", part.factor, part.value, part.effect))
            .collect();
        assert_eq!(
            read,
            [
                "text_match name, tagline 10.000",
                "rating 4.52 1.124",
                "installs 1 204 1.216",
                "momentum +35 % 1.022",
                "freshness 180 d 1.050",
                "certified 2 1.080",
            ]
        );
    }

    #[test]
    fn trending_prefers_growth_that_is_no_accident() {
        let grew = |installs_prior_28d, installs_28d| {
            let signals = Signals { installs_28d, installs_prior_28d, ..Signals::default() };
            trending(&signals, &DirectoryPolicy::default())
        };
        assert!(grew(300, 500) > grew(1, 4), "two hundred more beats three more");
        assert!(grew(1, 4) > grew(50, 50), "growth beats none");
        assert!(grew(50, 50) > grew(50, 20), "none beats decline");
    }

    #[test]
    fn an_app_without_reviews_stands_between_a_good_and_a_bad_one() {
        let with = |rating| {
            factor(&Facts {
                rating,
                installs: 0,
                installs_28d: 0,
                installs_prior_28d: 0,
                age_days_since_update: 0,
                badges: 0,
            })
        };
        let unrated = with(Rating::default());
        assert!(with(Rating { score: Stars(480), count: 9 }) > unrated);
        assert!(with(Rating { score: Stars(210), count: 9 }) < unrated);
    }

    proptest! {
        #[test]
        fn the_parts_multiply_to_the_score(facts in facts(), text in 0.01..100.0_f64) {
            let policy = DirectoryPolicy::default();
            let why = relevance(text, "name", &quality(&facts, &policy));
            let product: f64 = why.parts.iter().map(|part| part.effect).product();
            prop_assert!((product - why.score).abs() <= 1e-9 * why.score, "{why:?}");
            prop_assert!(why.score > 0.0 && why.score.is_finite());
            prop_assert!((quality_factor(&facts, &policy) * text - why.score).abs() <= 1e-9 * why.score);
        }

        #[test]
        fn more_of_a_good_thing_never_ranks_lower(facts in facts(), more in 1_u64..1_000) {
            let now = factor(&facts);
            let installed = factor(&Facts { installs: facts.installs + more, ..facts });
            let growing = factor(&Facts { installs_28d: facts.installs_28d + more, ..facts });
            let certified = factor(&Facts { badges: facts.badges + 1, ..facts });
            prop_assert!([installed, growing, certified].iter().all(|then| *then >= now));
            let days = facts.age_days_since_update + i64::try_from(more).expect("below a thousand");
            let older = factor(&Facts { age_days_since_update: days, ..facts });
            prop_assert!(older <= now);
            if facts.rating.count > 0 && facts.rating.score < Stars(500) {
                let rating = Rating { score: Stars(facts.rating.score.0 + 1), ..facts.rating };
                let better = factor(&Facts { rating, ..facts });
                prop_assert!(better >= now);
            }
        }

        #[test]
        fn trending_rises_with_now_and_falls_with_before(recent in 0_u64..100_000, prior in 0_u64..100_000) {
            let policy = DirectoryPolicy::default();
            let of = |installs_28d, installs_prior_28d| {
                trending(&Signals { installs_28d, installs_prior_28d, ..Signals::default() }, &policy)
            };
            prop_assert!(of(recent + 1, prior) > of(recent, prior));
            prop_assert!(of(recent, prior + 1) < of(recent, prior));
        }
    }
}
