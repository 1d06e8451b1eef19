//! The score of an app from its reviews.

use super::policy::DirectoryPolicy;
use crate::marketplace::{
    api::{Rating, Stars},
    model::Signals,
};

/// The Bayesian average of the reviews: `(weight × mean + sum of stars) / (weight + reviews)`, rounded
/// to hundredths. One enthusiastic review does not beat a hundred good ones.
///
/// 0 stars while there is no review; 1 to 5 otherwise.
pub fn rating(signals: &Signals, policy: &DirectoryPolicy) -> Rating {
    let reviews: u64 = signals.ratings.iter().map(|count| u64::from(*count)).sum();
    if reviews == 0 {
        return Rating::default();
    }
    let sum: f64 =
        (1_u8..=5).zip(signals.ratings).map(|(star, count)| f64::from(star) * f64::from(count)).sum();
    let prior = &policy.rating;
    let weight = prior.prior_weight.max(0.0);
    #[expect(clippy::cast_precision_loss, reason = "reviews stay far below 2^53")]
    let mean = (weight * prior.prior_mean.clamp(1.0, 5.0) + sum) / (weight + reviews as f64);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "100 to 500 by the clamp")]
    let score = Stars((mean.clamp(1.0, 5.0) * 100.0).round() as u16);
    Rating { score, count: u32::try_from(reviews).unwrap_or(u32::MAX) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rated(ratings: [u32; 5]) -> Rating {
        rating(&Signals { ratings, ..Signals::default() }, &DirectoryPolicy::default())
    }

    #[test]
    fn scores_by_hand() {
        let check = |ratings, score, count| {
            assert_eq!(rated(ratings), Rating { score: Stars(score), count }, "{ratings:?}");
        };
        check([0, 0, 0, 0, 0], 0, 0);
        check([0, 0, 0, 0, 1], 402, 1);
        check([0, 0, 0, 0, 1_000], 499, 1_000);
        check([1, 0, 0, 0, 0], 358, 1);
        check([0, 0, 0, 100, 0], 399, 100);
    }

    #[test]
    fn counts_beyond_four_billion_saturate() {
        assert_eq!(rated([u32::MAX; 5]).count, u32::MAX);
    }

    proptest! {
        #[test]
        fn a_rating_lies_between_one_and_five(ratings: [u32; 5], mean in -9.0..9.0_f64, weight in 0.0..1e6_f64) {
            let mut policy = DirectoryPolicy::default();
            policy.rating.prior_mean = mean;
            policy.rating.prior_weight = weight;
            let rating = rating(&Signals { ratings, ..Signals::default() }, &policy);
            if ratings == [0; 5] {
                prop_assert_eq!(rating, Rating::default());
            } else {
                prop_assert!((100..=500).contains(&rating.score.0), "{rating:?}");
            }
        }

        #[test]
        fn a_better_review_never_gives_less_than_a_worse_one(
            ratings in prop::array::uniform5(0_u32..1_000_000),
            worse in 0_usize..4,
        ) {
            let with = |star: usize| {
                let mut ratings = ratings;
                ratings[star] += 1;
                rated(ratings).score
            };
            prop_assert!(with(worse + 1) >= with(worse));
            prop_assert!(with(4) >= rated(ratings).score, "one more 5-star review lowered the score");
        }
    }
}
