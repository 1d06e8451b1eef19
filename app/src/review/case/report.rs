//! What the linter says of the manifest, and the names that this one is too like.

use leptos::prelude::*;
use shared::{
    listings::names::{How, Likeness, Whose},
    manifest::{
        Report,
        report::Finding,
        rule::Severity,
        words::{self, Language},
    },
};

use super::{desk::Desk, texts};
use crate::{
    i18n::use_locale,
    listings,
    ui::{Tag, Tone},
    view,
    view::live,
};

#[component]
pub fn LintReport(desk: Desk) -> impl IntoView {
    let t = texts();
    let report = desk.part(|case| (case.manifest.clone(), case.compared.is_empty()));
    let shown = live(move || {
        report.with(|report| match report {
            (None, true) => view! { <p>{t.not_known}</p> },
            (None, false) => view! { <p>{t.no_manifest}</p> },
            (Some(report), _) => findings(report),
        })
    });
    view! {
        <section class="panel" id="lint" tabindex="-1" aria-labelledby="lint-title">
            <h3 id="lint-title">{t.lint}</h3>
            {shown}
        </section>
    }
}

fn findings(report: &Report) -> AnyView {
    let t = texts();
    let list = report.findings.iter().map(finding).collect_view();
    view! {
        {report.findings.is_empty().then(|| view! { <p>{t.lint_good}</p> })}
        {(!report.findings.is_empty()).then(|| view! { <ul class="findings">{list}</ul> })}
        <p class="quiet">{t.lint_hash}" "<code class="hash">{report.hash.clone()}</code></p>
    }
}

fn finding(finding: &Finding) -> AnyView {
    let language = use_locale().pick(Language::English, Language::German);
    let said = words::finding(language, finding);
    let tone = match finding.severity {
        Severity::Error => Tone::Danger,
        Severity::Warning => Tone::Waiting,
        Severity::Hint => Tone::Information,
    };
    let place = finding.place.line.zip(finding.place.column);
    let place = place.map(|(line, column)| (listings::texts().manifest_line)(line, column));
    view! {
        <li>
            <p>
                <Tag label=words::severity(language, finding.severity) tone=tone/>
                " "<b>{said.title}</b>" "
                <span class="quiet">{place}</span>
            </p>
            <p>{said.why}" "{said.fix}</p>
        </li>
    }
}

/// Names that this one is too like, and how.
pub(super) fn likenesses(alike: &[Likeness]) -> Option<AnyView> {
    let t = texts();
    if alike.is_empty() {
        return None;
    }
    let entry = |likeness: &Likeness| {
        let whose = match likeness.with.whose {
            Whose::Listing { .. } => t.of_another,
            Whose::Brand => t.of_a_brand,
        };
        let how = match likeness.how {
            How::Spelling => t.alike_spelling.to_owned(),
            How::Looks => t.alike_looks.to_owned(),
            How::SwappedWords => t.alike_swapped.to_owned(),
            How::ContainsBrand => t.alike_brand.to_owned(),
            How::Edits { edits, .. } => (t.alike_edits)(edits as u64),
        };
        view! { <li><b>{likeness.with.name.clone()}</b>" "<span class="quiet">{whose}</span>" "{how}</li> }
    };
    let entries = alike.iter().map(entry).collect_view();
    Some(view! { <h4>{t.alike}</h4><p>{t.alike_about}</p><ul class="findings">{entries}</ul> })
}
