//! How the reviews spread over the stars.

use leptos::prelude::*;

use super::texts::texts;
use crate::{
    i18n::{number, use_locale},
    view,
};

/// Five bars, five stars on top. `ratings` counts the reviews with one to five stars, in that order.
#[component]
pub fn RatingHistogram(ratings: [u32; 5]) -> impl IntoView {
    let texts = texts();
    let locale = use_locale();
    let most = u64::from(ratings.iter().copied().max().unwrap_or(0)).max(1);
    let rows = (1..=5_u8)
        .zip(ratings)
        .rev()
        .map(|(stars, count)| {
            let count = u64::from(count);
            // At least a hair of ink where there is one review.
            let width = if count == 0 { 0 } else { (count * 200 / most).max(2) };
            view! {
                <tr>
                    <th scope="row">{(texts.stars)(stars)}</th>
                    <td class="bar" aria-hidden="true">
                        <svg viewBox="0 0 200 8" preserveAspectRatio="none">
                            <rect width="200" height="8"></rect>
                            <rect class="full" width=width.to_string() height="8"></rect>
                        </svg>
                    </td>
                    <td class="count">{number(locale, count)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="histogram">
            <caption class="visually-hidden">{texts.histogram}</caption>
            <tbody>{rows}</tbody>
        </table>
    }
}
