//! Who helps, how soon, and what is promised.

use leptos::prelude::*;
use shared::marketplace::details::Details;

use super::{Within, pairs, part, texts, written};
use crate::i18n::{hundredths, use_locale};

/// Support and service level; `None` where the partner says nothing of either.
pub fn help(within: Within, details: &Details) -> Option<AnyView> {
    let t = texts();
    let mut rows = Vec::new();
    if let Some(support) = &details.support {
        if !support.email.is_empty() {
            rows.push((t.support_mail, written(&support.email)));
        }
        if !support.url.is_empty() {
            rows.push((t.support_page, written(&support.url)));
        }
    }
    if let Some(sla) = &details.sla {
        rows.push((t.first_answer, (t.within_hours)(sla.first_answer_hours).into_any()));
        let uptime = hundredths(use_locale(), f64::from(sla.uptime_basis_points) / 100.0);
        rows.push((t.uptime, format!("{uptime}\u{a0}%").into_any()));
    }
    (!rows.is_empty()).then(|| part(within, "help", t.help, pairs(rows)))
}
