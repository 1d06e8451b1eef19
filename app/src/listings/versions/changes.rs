//! What a version changes, asked for when somebody wants to see it.

use leptos::prelude::*;
use shared::{
    endpoint::{ByVersion, Endpoint},
    listings::api::{ReadVersion, VersionChanges},
    manifest::words::{self, Language},
};

use super::texts;
use crate::{i18n::use_locale, review::case::fields, view, view::live, workspace::private};

#[component]
pub fn Changes(path: ByVersion) -> impl IntoView {
    let t = texts();
    let opened = RwSignal::new(false);
    let shown = live(move || {
        opened.get().then(|| {
            private::<ReadVersion>(move || Some(ReadVersion::url(&path, &())), |changes, _| changed(&changes))
        })
    });
    view! {
        <details class="version-changes" on:toggle=move |_| opened.set(true)>
            <summary>{t.what_changes}</summary>
            {shown}
        </details>
    }
}

fn changed(changes: &VersionChanges) -> AnyView {
    let t = texts();
    let language = use_locale().pick(Language::English, Language::German);
    let lead = match &changes.before {
        Some(before) => (t.compared)(&before.to_string()),
        None => t.first.to_owned(),
    };
    let manifest = changes.manifest.as_ref().filter(|diff| !diff.changes.is_empty()).map(|diff| {
        let lines = diff.changes.iter().map(|change| view! { <li>{words::change(language, change)}</li> });
        view! { <h4>{t.in_manifest}</h4><ul class="rest">{lines.collect_view()}</ul> }
    });
    let nothing = changes.fields.is_empty() && manifest.is_none();
    view! {
        <p class="hint">{lead}</p>
        {nothing.then(|| view! { <p>{t.nothing_changes}</p> })}
        {fields::changes(&changes.fields)}
        {manifest}
    }
}
