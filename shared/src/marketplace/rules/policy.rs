//! The numbers behind the directory, as data: weights, priors and thresholds.

use serde::{Deserialize, Serialize};

/// Everything that decides how the directory finds, rates and orders apps.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DirectoryPolicy {
    pub fields: FieldWeights,
    pub typos: TypoPolicy,
    pub rating: RatingPolicy,
    pub quality: QualityPolicy,
    pub trending: TrendingPolicy,
    pub exploration: ExplorationPolicy,
}

/// What a match in each field of a listing is worth in a search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FieldWeights {
    pub name: f32,
    pub tagline: f32,
    pub partner: f32,
    /// Labels of categories, verticals and jobs.
    pub terms: f32,
    pub tags: f32,
    pub description: f32,
    /// What a match by typo is worth against an exact one, 0 to 1.
    pub typo: f32,
    /// What a match of an unfinished last word is worth against a whole one, 0 to 1.
    pub prefix: f32,
}

impl Default for FieldWeights {
    fn default() -> Self {
        Self {
            name: 6.0,
            tagline: 2.5,
            partner: 2.0,
            terms: 1.8,
            tags: 1.5,
            description: 0.6,
            typo: 0.35,
            prefix: 0.7,
        }
    }
}

/// When a word of a search may differ from a word of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TypoPolicy {
    /// Words of at least this many characters may have one typo.
    pub one_from_chars: usize,
    /// Words of at least this many characters may have two.
    pub two_from_chars: usize,
    /// Another spelling is offered when a search finds fewer listings than this.
    pub did_you_mean_below: u64,
}

impl TypoPolicy {
    /// Typos that are tolerated in a word: insertions, deletions, substitutions or swaps.
    pub const fn tolerated(&self, chars: usize) -> u8 {
        if chars >= self.two_from_chars {
            2
        } else if chars >= self.one_from_chars {
            1
        } else {
            0
        }
    }
}

impl Default for TypoPolicy {
    fn default() -> Self {
        Self { one_from_chars: 4, two_from_chars: 8, did_you_mean_below: 3 }
    }
}

/// The prior of the rating: an app is taken for average until its own reviews say otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RatingPolicy {
    /// Stars of the average app, 1 to 5.
    pub prior_mean: f64,
    /// How many reviews the prior counts as.
    pub prior_weight: f64,
}

impl Default for RatingPolicy {
    fn default() -> Self {
        Self { prior_mean: 3.9, prior_weight: 8.0 }
    }
}

/// How much each quality of an app moves its rank. Each is a share of the score: 0.2 moves it by up to
/// a fifth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QualityPolicy {
    /// Four stars above or below the average app move the score by this share.
    pub rating: f64,
    /// Reached at `installs_full`; grows with the logarithm of the installs until then.
    pub installs: f64,
    pub installs_full: u64,
    /// Reached when installs of the last 28 days are four times (or a quarter of) those before.
    pub momentum: f64,
    /// Installs added on both sides of the comparison, so that three after one is no boom.
    pub momentum_smoothing: u64,
    /// For an app that was updated today; halves every `freshness_half_life_days`.
    pub freshness: f64,
    pub freshness_half_life_days: u32,
    /// For each certified badge that holds today.
    pub badge: f64,
}

impl Default for QualityPolicy {
    fn default() -> Self {
        Self {
            rating: 0.8,
            installs: 0.35,
            installs_full: 100_000,
            momentum: 0.12,
            momentum_smoothing: 20,
            freshness: 0.1,
            freshness_half_life_days: 180,
            badge: 0.04,
        }
    }
}

/// What counts as trending.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrendingPolicy {
    /// Installs by which an app's base is padded, so that small numbers do not top the list.
    pub smoothing: u64,
}

impl Default for TrendingPolicy {
    fn default() -> Self {
        Self { smoothing: 25 }
    }
}

/// The one place in the directory that is given to a new app, whatever its score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExplorationPolicy {
    pub enabled: bool,
    /// Its place on the first page, from 0.
    pub position: usize,
    /// Apps published at most this many days ago take part …
    pub new_for_days: u32,
    /// … while they have at most this many installs.
    pub installs_up_to: u64,
    /// Pages with fewer items have no such place.
    pub from_items: usize,
}

impl Default for ExplorationPolicy {
    fn default() -> Self {
        Self { enabled: true, position: 5, new_for_days: 45, installs_up_to: 250, from_items: 12 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_document_may_name_only_what_it_changes() {
        let policy: DirectoryPolicy =
            serde_json::from_str(r#"{"rating":{"prior_mean":3.5}}"#).expect("a partial document");
        assert_eq!(policy.rating, RatingPolicy { prior_mean: 3.5, ..RatingPolicy::default() });
        assert_eq!(policy.fields, FieldWeights::default());
        assert!(serde_json::from_str::<DirectoryPolicy>(r#"{"ratings":{}}"#).is_err());
    }

    #[test]
    fn short_words_tolerate_no_typo() {
        let typos = TypoPolicy::default();
        assert_eq!([3, 4, 7, 8].map(|chars| typos.tolerated(chars)), [0, 1, 1, 2]);
    }
}
