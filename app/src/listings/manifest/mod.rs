//! The manifest, as a form and as TOML, with what the linter finds in it as one types.

pub mod form;
mod outline;
mod words;

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
        words::{self as found_words, Language},
    },
};

pub use form::spoken;

use super::{
    inputs::{Asked, Form, Part, cell, choice, text},
    keeper::Keeper,
    sheet::Sheet,
    standing::fault,
    texts,
};
use crate::{
    browser,
    i18n::use_locale,
    platform::use_platform,
    ui::{Button, Look, Tag, Tone},
    view,
    view::live,
};

const MANIFEST: Part = Part::whole(Field::Manifest, Form::Text);

/// The report of what is typed; `None` while there is no manifest. The same function as on the server.
pub fn report(keeper: Keeper) -> Memo<Option<Report>> {
    let policy = LintPolicy { allow_loopback: use_platform().demo, ..LintPolicy::default() };
    let (catalogue, today) = (Catalogue::default(), use_platform().today);
    let approved = Memo::new(move |_| keeper.app.with(|app| app.approved.clone()));
    let source = Memo::new(move |_| typed(&keeper.value(Field::Manifest)));
    Memo::new(move |_| {
        source.with(|source| {
            let facts = Facts { today, approved: approved.get() };
            let some = !source.trim().is_empty();
            let lint = || lint(source, Format::Toml, &catalogue, &policy, &facts);
            some.then(|| browser::timed("lint", lint))
        })
    })
}

fn typed(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Under which this device remembers that somebody writes TOML.
const VIEW: &str = "manifest-view";

/// Two views of one text: what is written in one stands in the other.
#[component]
pub fn Manifest(keeper: Keeper, report: Memo<Option<Report>>) -> impl IntoView {
    let t = texts();
    let sheet = Sheet::toml(keeper, Field::Manifest);
    let as_toml = RwSignal::new(false);
    crate::view::effect(move || {
        if browser::kept(VIEW).is_some_and(|view| view == "toml") {
            as_toml.set(true);
        }
    });
    let way = move |toml: bool, label: &'static str| {
        let press = move |_| {
            browser::keep(VIEW, if toml { "toml" } else { "form" });
            as_toml.set(toml);
        };
        view! {
            <button type="button" class=Look::Plain.class() on:click=press
                aria-pressed=move || if as_toml.get() == toml { "true" } else { "false" }>
                {label}
            </button>
        }
    };
    let findings = live(move || {
        report.with(|report| {
            let report = report.as_ref()?;
            let toml = as_toml.get();
            let found =
                report.findings.iter().map(|found| finding(keeper, sheet, toml, found)).collect_view();
            Some(view! {
                {report.findings.is_empty().then(|| view! { <p>{t.manifest_good}</p> })}
                <ul class="findings">{found}</ul>
                <p class="quiet">{t.manifest_hash}" "<code>{report.hash.clone()}</code></p>
            })
        })
    });
    let shown = live(move || {
        if as_toml.get() {
            let asked = Asked {
                id: MANIFEST.id(),
                label: t.manifest_toml,
                hint: "",
                form: Form::Text,
                rows: 16,
                code: true,
            };
            let too_large =
                move || keeper.values.with(|all| fault(Field::Manifest, all.get(&Field::Manifest)?));
            text(cell(keeper, MANIFEST), asked, Signal::derive(too_large))
        } else {
            view! { <form::Form keeper=keeper sheet=sheet report=report/> }
        }
    });
    view! {
        <p class="hint">{t.manifest_lead}</p>
        <div class="views" role="group" aria-label=t.manifest_views>
            {way(false, t.manifest_form)}
            {way(true, t.manifest_toml)}
        </div>
        {choice(keeper, Field::Manifest)}
        {shown}
        <div aria-live="polite">{findings}</div>
    }
}

fn finding(keeper: Keeper, sheet: Sheet, toml: bool, finding: &Finding) -> AnyView {
    let t = texts();
    let language = use_locale().pick(Language::English, Language::German);
    let said = found_words::finding(language, finding);
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
                <Tag label=found_words::severity(language, finding.severity) tone=tone/>
                " "<b>{said.title}</b>" "
                <span class="quiet">{place}</span>
            </p>
            <p>{said.why}" "{said.fix}</p>
            <div class="form-ways">{mend}{(!toml).then(|| form::way_to(sheet, finding))}</div>
        </li>
    }
}

/// Puts right what has but one answer.
fn apply(keeper: Keeper, fix: &Fix) {
    let source = typed(&keeper.value(Field::Manifest));
    if let Ok(mended) = fix::apply(&source, Format::Toml, fix) {
        keeper.set(Field::Manifest, json!(mended));
    }
}
