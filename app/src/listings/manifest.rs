//! The manifest with what the linter finds in it, as one types.

use leptos::prelude::*;
use serde_json::json;
use shared::{
    listings::field::Field,
    manifest::{
        Facts, Report,
        catalogue::Catalogue,
        fix::{self, Fix},
        lint,
        policy::LintPolicy,
        report::Finding,
        rule::Severity,
        source::Format,
        words::{self, Language},
    },
};

use super::{
    inputs::input,
    keeper::Keeper,
    parts::{Form, Part},
    texts,
};
use crate::{
    i18n::use_locale,
    platform::use_platform,
    ui::{Button, Tag, Tone},
    view,
    view::live,
};

const MANIFEST: Part = Part::whole(Field::Manifest, Form::Text);

/// The report of what is typed; `None` while there is no manifest. The same function as on the server.
pub fn report(keeper: Keeper) -> Memo<Option<Report>> {
    let policy = LintPolicy { allow_loopback: use_platform().demo, ..LintPolicy::default() };
    let (catalogue, today) = (Catalogue::default(), use_platform().today);
    let source = Memo::new(move |_| MANIFEST.read(&keeper.value(Field::Manifest)));
    Memo::new(move |_| {
        source.with(|source| {
            let facts = Facts { today, approved: None };
            let some = !source.trim().is_empty();
            some.then(|| lint(source, Format::Toml, &catalogue, &policy, &facts))
        })
    })
}

#[component]
pub fn Manifest(keeper: Keeper, report: Memo<Option<Report>>) -> impl IntoView {
    let t = texts();
    let findings = live(move || {
        report.with(|report| {
            let report = report.as_ref()?;
            let found = report.findings.iter().map(|found| finding(keeper, found)).collect_view();
            Some(view! {
                {report.findings.is_empty().then(|| view! { <p>{t.manifest_good}</p> })}
                <ul class="findings">{found}</ul>
                <p class="quiet">{t.manifest_hash}" "<code>{report.hash.clone()}</code></p>
            })
        })
    });
    view! {
        <p class="hint">{t.manifest_lead}</p>
        {input(keeper, MANIFEST, 16)}
        <div aria-live="polite">{findings}</div>
    }
}

fn finding(keeper: Keeper, finding: &Finding) -> AnyView {
    let t = texts();
    let language = use_locale().pick(Language::English, Language::German);
    let said = words::finding(language, finding);
    let tone = match finding.severity {
        Severity::Error => Tone::Danger,
        Severity::Warning => Tone::Waiting,
        Severity::Hint => Tone::Information,
    };
    let place = finding.place.line.zip(finding.place.column);
    let place = place.map(|(line, column)| (t.manifest_line)(line, column));
    let mend = finding.fix.clone().map(|fix| {
        view! { <Button on_press=move |()| apply(keeper, &fix)>{t.manifest_fix}</Button> }
    });
    view! {
        <li>
            <p>
                <Tag label=words::severity(language, finding.severity) tone=tone/>
                " "<b>{said.title}</b>" "
                <span class="quiet">{place}</span>
            </p>
            <p>{said.why}" "{said.fix}</p>
            {mend}
        </li>
    }
}

/// Puts right what has but one answer.
fn apply(keeper: Keeper, fix: &Fix) {
    let source = MANIFEST.read(&keeper.value(Field::Manifest));
    if let Ok(mended) = fix::apply(&source, Format::Toml, fix) {
        keeper.set(Field::Manifest, json!(mended));
    }
}
