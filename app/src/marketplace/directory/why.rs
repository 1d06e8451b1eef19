//! Why an app stands where it stands, as a receipt.

use leptos::prelude::*;
use shared::marketplace::api::{Why, WhyPart};

use super::texts;
use crate::{
    i18n::{Locale, factor, hundredths, number, use_locale},
    test_ids,
    ui::{Receipt, ReceiptRow},
    view,
};

/// The reasons, folded in.
#[component]
pub fn WhyThisRank(name: String, why: Why) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    // One part alone is what the list was sorted by; several multiply to the score.
    let single = why.parts.len() == 1;
    let verdict = match (why.exploration, why.parts.first()) {
        (true, _) => t.exploration_verdict.to_owned(),
        (false, Some(part)) if single => (t.why_sorted)(&factor_name(&part.factor)),
        (false, _) => (t.why_score)(&hundredths(locale, why.score)),
    };
    let rows = why
        .parts
        .into_iter()
        .map(|part| ReceiptRow {
            label: factor_name(&part.factor),
            effect: match part.factor.as_str() {
                "text_match" => hundredths(locale, part.effect),
                _ if single => String::new(),
                _ => factor(locale, part.effect),
            },
            value: measured(locale, &part),
        })
        .collect::<Vec<_>>();
    let foot = if single { t.why_foot_sorted } else { t.why_foot };
    view! {
        <details class="why" data-testid=test_ids::WHY>
            <summary>{t.why}</summary>
            <Receipt title=(t.why_title)(&name) verdict=verdict rows=rows foot=foot/>
        </details>
    }
}

/// The measured value in the page's language: the directory's words are few.
fn measured(locale: Locale, part: &WhyPart) -> String {
    let t = texts();
    match part.factor.as_str() {
        "text_match" => {
            let fields = part.value.split(", ").map(|field| match field {
                "name" => t.why_name,
                "tagline" => t.field_tagline,
                "partner" => t.field_partner,
                "terms" => t.field_terms,
                "tags" => t.field_tags,
                "description" => t.field_description,
                other => other,
            });
            fields.collect::<Vec<_>>().join(", ")
        }
        "freshness" => match part.value.strip_suffix(" d").and_then(|days| days.parse().ok()) {
            Some(days) => (t.days_ago)(days),
            None => part.value.clone(),
        },
        "installs" => match part.value.chars().filter(char::is_ascii_digit).collect::<String>().parse() {
            Ok(count) => number(locale, count),
            Err(_) => part.value.clone(),
        },
        "rating" if locale == Locale::German => part.value.replacen('.', ",", 1),
        "momentum" if locale == Locale::English => part.value.replace(" %", "%"),
        _ => part.value.clone(),
    }
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
        "published_at" => t.why_published_at,
        other => return other.replace('_', " "),
    };
    name.to_owned()
}
