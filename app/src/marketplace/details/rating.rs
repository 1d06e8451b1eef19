//! Ratings, how they spread, and why the score is what it is.

use leptos::prelude::*;
use shared::marketplace::{
    api::{Rating, Stars},
    model::Signals,
};

use super::texts;
use crate::{
    i18n::{Locale, number, stars, use_locale},
    ui::{RatingHistogram, RatingStars, Receipt, ReceiptRow},
    view,
};

/// The section of ratings.
#[component]
pub fn Ratings(rating: Rating, signals: Signals) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let content = match mean(signals.ratings) {
        None => view! { <p class="quiet">{t.no_reviews}</p> },
        Some(mean) => {
            let count = u64::from(rating.count);
            let score = stars(locale, rating.score);
            let row = |label: &str, value: String, effect: &str| ReceiptRow {
                label: label.to_owned(),
                value,
                effect: effect.to_owned(),
            };
            let rows = vec![
                row(t.score_reviews, number(locale, count), t.score_reviews_effect),
                row(t.score_mean, exact(mean, locale), t.score_mean_effect),
                row(t.score_shown, exact(rating.score, locale), t.score_shown_effect),
            ];
            view! {
                <div class="ratings">
                    <p class="score"><RatingStars rating=rating/></p>
                    <RatingHistogram ratings=signals.ratings/>
                </div>
                <details class="why">
                    <summary>{t.why_score}</summary>
                    <Receipt title=t.why_score_title verdict=(t.score_of)(&score, count) rows=rows foot=t.why_score_foot/>
                </details>
            }
        }
    };
    view! {
        <section aria-labelledby="ratings">
            <h2 id="ratings">{t.reviews}</h2>
            {content}
        </section>
    }
}

/// Two decimals in the language's notation.
fn exact(value: Stars, locale: Locale) -> String {
    let text = value.to_string();
    match locale {
        Locale::English => text,
        Locale::German => text.replace('.', ","),
    }
}

/// The plain mean in hundredths of a star; `None` without a rating.
fn mean(ratings: [u32; 5]) -> Option<Stars> {
    let count: u64 = ratings.iter().map(|count| u64::from(*count)).sum();
    let hundredths: u64 = ratings
        .iter()
        .zip([100_u64, 200, 300, 400, 500])
        .map(|(count, stars)| u64::from(*count) * stars)
        .sum();
    let rounded = (hundredths + count / 2).checked_div(count)?;
    u16::try_from(rounded).ok().map(Stars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_rounded_to_hundredths() {
        assert_eq!(mean([0; 5]), None);
        assert_eq!(mean([0, 0, 0, 0, 7]), Some(Stars(500)));
        assert_eq!(mean([1, 0, 0, 0, 2]), Some(Stars(367)));
        assert_eq!(mean([u32::MAX; 5]), Some(Stars(300)));
    }
}
