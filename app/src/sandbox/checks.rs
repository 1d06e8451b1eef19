//! What the checks found, in words.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    manifest::rule::Severity,
    sandbox::{
        api::CallRow,
        budget::{Figures, Verdict, words::over},
        contract::{
            report::{Checked, Finding, Report},
            words::{finding, skipped},
        },
        endpoints::EndpointKind,
    },
};

use super::{call::Opened, language, tenant::Desk, texts};
use crate::{
    i18n::{number, use_locale},
    ui::{Column, Icon, IconName, Table, Tag, Tone},
    view,
};

/// The contract suite: what is wrong first, then everything that was checked.
pub fn contract(desk: Desk, report: &Report, calls: &[CallRow]) -> AnyView {
    let t = texts();
    let calls: BTreeMap<usize, &CallRow> = calls.iter().map(|call| (call.step, call)).collect();
    let findings = report
        .findings
        .iter()
        .map(|found| one(desk, found, calls.get(&found.place.step).copied()))
        .collect_view();
    let checked = report.checked.iter().map(line).collect_view();
    let skipped = report.skipped.iter().map(|one| {
        let why = skipped(language(), one);
        view! { <li><Icon name=IconName::Info/><code>{one.name.clone()}</code>" "{one.version.to_string()}" "{why}</li> }
    });
    let passed = report.checked.iter().filter(|checked| checked.passed).count();
    view! {
        <h3>{t.contract}</h3>
        <ol class="sandbox-findings">{findings}</ol>
        <details class="sandbox-checked">
            <summary>{(t.checks_passed)(passed as u64, report.checked.len() as u64)}</summary>
            <ul class="checklist">{checked}{skipped.collect_view()}</ul>
        </details>
        <p class="quiet sandbox-hash">{t.report_hash}" "<code>{report.hash.to_string()}</code></p>
    }
}

fn one(desk: Desk, found: &Finding, call: Option<&CallRow>) -> AnyView {
    let t = texts();
    let said = finding(language(), found);
    let (label, tone) = match found.severity {
        Severity::Error => (t.error, Tone::Danger),
        Severity::Warning => (t.warning, Tone::Waiting),
        Severity::Hint => (t.hint, Tone::Neutral),
    };
    let place = format!("{} · {} · {}", found.place.name, found.place.version, found.place.pointer);
    let opened = call.map(|call| view! { <Opened desk=desk call=call.call label=t.see_call/> });
    view! {
        <li>
            <p><Tag label=label tone=tone/>" "<b>{said.title}</b></p>
            <p class="quiet"><code>{place}</code></p>
            <p>{said.why}</p>
            <p>{said.fix}</p>
            {opened}
        </li>
    }
}

fn line(checked: &Checked) -> AnyView {
    let t = texts();
    let (icon, said) = if checked.passed { (IconName::Check, t.ok) } else { (IconName::Error, t.not_ok) };
    let place = &checked.place;
    let event = place.event.clone().map(|event| format!(" · {event}")).unwrap_or_default();
    view! {
        <li>
            <Icon name=icon/>
            <span class="visually-hidden">{said}": "</span>
            <code>{place.name.clone()}</code>
            <span class="quiet">{format!(" {}{event}", place.version)}</span>
        </li>
    }
}

/// The performance budget: figures of each endpoint, and what is over.
pub fn performance(verdict: &Verdict) -> AnyView {
    let t = texts();
    let columns = vec![
        Column::new(t.endpoint),
        Column::new(t.requests).number(),
        Column::new(t.failures).number(),
        Column::new(t.half).number(),
        Column::new(t.most).number(),
        Column::new(t.longest).number(),
    ];
    let rows = verdict.endpoints.iter().map(figures).collect_view();
    let over = verdict.endpoints.iter().flat_map(|figures| {
        figures.over.iter().map(|one| {
            let said = over(language(), one);
            let place = figures.pointer.clone();
            view! {
                <li>
                    <p><Tag label=texts().error tone=Tone::Danger/>" "<b>{said.title}</b></p>
                    <p class="quiet"><code>{place}</code></p>
                    <p>{said.why}</p>
                    <p>{said.fix}</p>
                </li>
            }
        })
    });
    view! {
        <h3>{t.performance}</h3>
        <Table caption=t.performance columns=columns><tbody>{rows}</tbody></Table>
        <ol class="sandbox-findings">{over.collect_view()}</ol>
    }
}

fn figures(figures: &Figures) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let name = match figures.kind {
        EndpointKind::Health => t.health,
        EndpointKind::Launch => t.launch,
        EndpointKind::Install => t.install,
        EndpointKind::Webhook => t.webhook,
        EndpointKind::Uninstall => t.uninstall,
    };
    let ms =
        |value: Option<u64>| value.map_or_else(|| "–".to_owned(), |ms| format!("{} ms", number(locale, ms)));
    let icon = if figures.over.is_empty() { IconName::Check } else { IconName::Error };
    let said = if figures.over.is_empty() { t.ok } else { t.not_ok };
    view! {
        <tr>
            <th scope="row"><Icon name=icon/><span class="visually-hidden">{said}": "</span>{name}</th>
            <td class="number">{number(locale, figures.requests.into())}</td>
            <td class="number">{number(locale, figures.errors.into())}</td>
            <td class="number">{ms(figures.p50_ms)}</td>
            <td class="number">{ms(figures.p95_ms)}</td>
            <td class="number">{ms(figures.max_ms)}</td>
        </tr>
    }
}
