//! Seals, ratings, receipts: what was found and decided.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::marketplace::{
    api::{Rating, Stars},
    model::{Badge, BadgeKind, Level},
};

use super::{specimen::Theme, texts::texts};
use crate::{
    i18n::{factor, use_locale},
    ui::{RatingHistogram, RatingStars, Receipt, ReceiptRow, Seal, SealMark},
    view,
};

/// The day on which the gallery plays: the samples never age.
pub(super) const TODAY: NaiveDate = day(2026, 6, 1);

pub(super) const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

fn badges() -> Vec<Badge> {
    let badge = |kind, issuer: &str, expires_on| Badge {
        kind,
        issuer: issuer.to_owned(),
        issued_on: day(2025, 8, 12),
        expires_on,
        evidence: texts().sample_evidence.to_owned(),
        level: Some(Level::Verified),
    };
    vec![
        badge(BadgeKind::Security, "Guildhall", day(2026, 12, 12)),
        badge(BadgeKind::Performance, "Nordwall Assurance", day(2026, 11, 1)),
        badge(BadgeKind::Data, "Lindqvist & Ott", day(2026, 10, 2)),
        badge(BadgeKind::Data, "Guildhall", day(2026, 7, 4)),
        badge(BadgeKind::Security, "Halden Audit", day(2026, 5, 30)),
        badge(BadgeKind::Performance, "Kestrel Labs", day(2026, 5, 1)),
    ]
}

pub(super) fn seals(theme: Theme) -> AnyView {
    let seals = badges()
        .into_iter()
        .map(|badge| view! { <Seal badge=badge today=TODAY scope=theme.id("gallery") /> })
        .collect_view();
    let marks =
        badges().into_iter().map(|badge| view! { <SealMark badge=badge today=TODAY /> }).collect_view();
    view! {
        <div class="row">{seals}</div>
        <div class="row">{marks}</div>
    }
}

pub(super) fn ratings(_: Theme) -> AnyView {
    let rating = |score, count| Rating { score: Stars(score), count };
    view! {
        <div class="row">
            <RatingStars rating=rating(462, 1_284) />
            <RatingStars rating=rating(350, 12) />
            <RatingStars rating=rating(100, 1) />
            <RatingStars rating=rating(0, 0) />
            <RatingStars rating=rating(462, 1_284) compact=true />
        </div>
        <RatingHistogram ratings=[3, 9, 41, 212, 1_019] />
    }
}

pub(super) fn receipt(_: Theme) -> AnyView {
    let texts = texts();
    let locale = use_locale();
    let effects = [String::new(), factor(locale, 1.12), factor(locale, 1.04), factor(locale, 0.97)];
    let rows = texts
        .receipt_rows
        .into_iter()
        .zip(effects)
        .map(|((label, value), effect)| ReceiptRow {
            label: label.to_owned(),
            value: value.to_owned(),
            effect,
        })
        .collect();
    view! { <Receipt title=texts.receipt_title verdict=texts.receipt_verdict rows=rows foot=texts.receipt_foot /> }
}
