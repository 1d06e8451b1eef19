//! Why an app stands where it stands, as a receipt.

use leptos::prelude::*;
use shared::marketplace::api::Why;

use super::texts;
use crate::{
    i18n::{Locale, factor, use_locale},
    test_ids,
    ui::{Receipt, ReceiptRow},
};

/// The reasons, folded in.
#[component]
pub(super) fn WhyThisRank(name: String, why: Why) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let rows = why
        .parts
        .into_iter()
        .enumerate()
        .map(|(at, part)| ReceiptRow {
            label: factor_name(&part.factor),
            value: part.value,
            // The first part is the score that the others multiply.
            effect: if at == 0 { decimal(locale, part.effect) } else { factor(locale, part.effect) },
        })
        .collect::<Vec<_>>();
    let verdict =
        if why.exploration { t.exploration_verdict.to_owned() } else { (t.why_score)(&decimal(locale, why.score)) };
    view! {
        <details class="why" data-testid=test_ids::WHY>
            <summary>{t.why}</summary>
            <Receipt title=(t.why_title)(&name) verdict=verdict rows=rows foot=t.why_foot/>
        </details>
    }
    .into_any()
}

fn decimal(locale: Locale, value: f64) -> String {
    let text = format!("{value:.2}");
    locale.pick(text.clone(), text.replace('.', ","))
}

/// A factor's name. One that this version does not know stands for itself.
fn factor_name(factor: &str) -> String {
    let t = texts();
    let name = match factor {
        "text_match" => t.why_text_match,
        "rating" => t.why_rating,
        "installs" => t.why_installs,
        "momentum" => t.why_momentum,
        "freshness" => t.why_freshness,
        "certified" => t.why_certified,
        "name" => t.why_name,
        "updated_at" => t.why_updated_at,
        other => return other.replace('_', " "),
    };
    name.to_owned()
}
