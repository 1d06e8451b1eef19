//! A date, absolute, with its distance beside it.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    i18n::{date as written, relative, use_locale},
    view,
};

/// Without `today` only the date is shown. `today` comes with the page's data, so that the server and
/// the browser write the same.
#[component]
pub fn When(date: NaiveDate, #[prop(optional, into)] today: Option<NaiveDate>) -> impl IntoView {
    let locale = use_locale();
    view! {
        <span class="when">
            <time datetime=date.to_string()>{written(locale, date)}</time>
            {today.map(|today| view! { <span class="distance">{relative(locale, date, today)}</span> })}
        </span>
    }
}
