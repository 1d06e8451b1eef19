//! What changed, version by version.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    listings::field::{Change, ChangeType},
    marketplace::{details::Released, model::Release},
};

use super::{Within, part, texts};
use crate::{
    ui::{Tag, Tone, When},
    view,
};

/// The latest release with what it changed, and the versions before it.
pub fn changelog(release: Option<&Release>, log: &[Released], today: NaiveDate) -> AnyView {
    let t = texts();
    let latest = match release {
        None => view! { <p class="quiet">{t.no_release}</p> },
        Some(release) => version(&release.version, release.released_at.map(|at| at.date_naive()), today),
    };
    let (live, earlier) = match log.split_first() {
        Some((live, earlier)) => (changes(&live.changes), earlier),
        None => (None, log),
    };
    let before = earlier.iter().map(|one| {
        let said = changes(&one.changes).unwrap_or_else(|| view! { <p class="quiet">{t.no_changes}</p> });
        view! { {version(&one.version, Some(one.at.date_naive()), today)}{said} }
    });
    let before = (!earlier.is_empty()).then(|| {
        view! { <details class="why"><summary>{t.earlier}</summary>{before.collect_view()}</details> }
    });
    part(Within::Page, "release", t.release, view! { {latest}{live}{before} })
}

/// What the next version changes, before it is one.
pub fn next(log: &[Change]) -> Option<AnyView> {
    changes(log).map(|changes| part(Within::Preview, "release", texts().changes, changes))
}

fn version(name: &str, at: Option<NaiveDate>, today: NaiveDate) -> AnyView {
    let t = texts();
    let when = at.map(|day| view! { ", "{t.released}" "<When date=day today=today/> });
    view! { <p><b>{(t.release_version)(name)}</b>{when}</p> }
}

/// Line by line, security and what is new first; `None` without a line.
fn changes(log: &[Change]) -> Option<AnyView> {
    let mut log: Vec<&Change> = log.iter().collect();
    log.sort_by_key(|change| (change.kind != ChangeType::Security, change.kind));
    let line = |change: &Change| {
        let tone = match change.kind {
            ChangeType::Security => Tone::Accent,
            ChangeType::Deprecated | ChangeType::Removed => Tone::Waiting,
            ChangeType::Added | ChangeType::Changed | ChangeType::Fixed => Tone::Neutral,
        };
        view! { <li><Tag label=(texts().change)(change.kind) tone=tone/>" "{change.text.clone()}</li> }
    };
    let lines = log.iter().map(|change| line(change)).collect_view();
    (!log.is_empty()).then(|| view! { <ul class="told">{lines}</ul> })
}
