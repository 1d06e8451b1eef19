//! What a version changes, asked for when somebody wants to see it.

use leptos::prelude::*;
use shared::{
    endpoint::{ByVersion, Endpoint},
    ids::SubmissionId,
    listings::api::{Comparison, ReadVersion, VersionChanges},
    manifest::words::{self, Language},
};

use super::texts;
use crate::{
    i18n::use_locale,
    review::case::{against::against, fields},
    view,
    view::live,
    workspace::private,
};

#[component]
pub fn Changes(
    path: ByVersion,
    /// The last one: another is compared anew.
    round: Memo<Option<SubmissionId>>,
) -> impl IntoView {
    let t = texts();
    let opened = RwSignal::new(false);
    let address = move || {
        round.track();
        Some(ReadVersion::url(&path, &()))
    };
    let shown = live(move || {
        let show = move |changes, _| compared(path, changes);
        opened.get().then(|| private::<ReadVersion>(address, show))
    });
    view! {
        <details class="version-changes" on:toggle=move |_| opened.set(true)>
            <summary>{t.what_changes}</summary>
            {shown}
        </details>
    }
}

/// What differs from its round before, or from what was approved last.
fn compared(path: ByVersion, changes: VersionChanges) -> AnyView {
    let chosen = RwSignal::new(0);
    let options = changes.compared.iter().map(|one| one.against.clone()).collect();
    let all = StoredValue::new(changes.compared);
    view! {
        {against(&format!("compare-{}", path.version), options, chosen)}
        {live(move || all.with_value(|all| all.get(chosen.get()).map(changed)))}
    }
}

fn changed(comparison: &Comparison) -> AnyView {
    let t = texts();
    let language = use_locale().pick(Language::English, Language::German);
    let manifest = comparison.manifest.as_ref().filter(|diff| !diff.changes.is_empty()).map(|diff| {
        let lines = diff.changes.iter().map(|change| view! { <li>{words::change(language, change)}</li> });
        view! { <h4>{t.in_manifest}</h4><ul class="rest">{lines.collect_view()}</ul> }
    });
    let nothing = comparison.fields.is_empty() && manifest.is_none();
    view! {
        {nothing.then(|| view! { <p>{t.nothing_changes}</p> })}
        {fields::changes(&comparison.fields)}
        {manifest}
    }
}
