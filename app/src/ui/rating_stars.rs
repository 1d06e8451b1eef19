//! A rating in stars.

use leptos::prelude::*;
use shared::marketplace::api::Rating;

use super::texts::texts;
use crate::{
    i18n::{self, use_locale},
    view,
};

/// Five stars of 20 units each, side by side.
const STARS: &str = "M10 2l2.5 5.1 5.6.8-4 4 .9 5.6-5-2.6-5 2.6.9-5.6-4-4 5.6-.8z\
M30 2l2.5 5.1 5.6.8-4 4 .9 5.6-5-2.6-5 2.6.9-5.6-4-4 5.6-.8z\
M50 2l2.5 5.1 5.6.8-4 4 .9 5.6-5-2.6-5 2.6.9-5.6-4-4 5.6-.8z\
M70 2l2.5 5.1 5.6.8-4 4 .9 5.6-5-2.6-5 2.6.9-5.6-4-4 5.6-.8z\
M90 2l2.5 5.1 5.6.8-4 4 .9 5.6-5-2.6-5 2.6.9-5.6-4-4 5.6-.8z";
/// The first of them.
const STAR: &str = "M10 2l2.5 5.1 5.6.8-4 4 .9 5.6-5-2.6-5 2.6.9-5.6-4-4 5.6-.8z";

/// The score with its stars and the number of reviews; said in words where there is none. `compact`
/// shows one star beside the score, for cards.
#[component]
pub fn RatingStars(rating: Rating, #[prop(optional)] compact: bool) -> impl IntoView {
    let texts = texts();
    let locale = use_locale();
    if rating.count == 0 {
        return view! { <span class="rating none">{texts.no_reviews}</span> };
    }
    let score = i18n::stars(locale, rating.score);
    let count = u64::from(rating.count);
    let label = (texts.rating)(&score, count);
    let picture = if compact {
        view! {
            <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
                <path class="full" d=STAR></path>
            </svg>
        }
    } else {
        // A nested `svg` cuts the filled stars off at the score; no ids, no style attributes.
        let width = format!("{}.{}", rating.score.0 / 5, rating.score.0 % 5 * 2);
        view! {
            <svg viewBox="0 0 100 20" width="90" height="18" aria-hidden="true">
                <path d=STARS></path>
                <svg width=width height="20">
                    <path class="full" d=STARS></path>
                </svg>
            </svg>
        }
    };
    view! {
        <span class="rating">
            {picture} <span class="visually-hidden">{label}</span>
            <span aria-hidden="true">
                <b>{score}</b>
                " "
                <span class="count">{format!("({})", i18n::number(locale, count))}</span>
            </span>
        </span>
    }
}
