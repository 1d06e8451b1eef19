//! The checks: run, and what each run found.

use leptos::prelude::*;
use shared::{
    endpoint::{ByRun, Endpoint},
    ids::RunId,
    sandbox::{
        api::{NewRun, ReadRun, RunRow, RunState, RunView, StartRun},
        trial::{Part, WhyStopped},
    },
};

use super::{checks, run_tag, tenant::Desk, texts};
use crate::{
    browser::{self, FreshIds},
    forms::{FormProblem, Submission},
    i18n::{distance, instant, use_locale},
    loading::replaced,
    transport::send,
    ui::{Button, Look, Notice, Tone},
    view,
    view::live,
    workspace::private,
};

#[component]
pub fn Runs(desk: Desk) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let open = Memo::new(move |_| desk.tenant.with(|tenant| tenant.runs.iter().any(RunRow::is_open)));
    let run = move |()| {
        let (at, intent) = (desk.at, submission.intent());
        let body = NewRun { run: RunId::new(&FreshIds) };
        submission.run(async move { send::<StartRun>(&at, &body, &intent, None).await }, move |tenant| {
            desk.chosen.set(None);
            desk.show(tenant);
        });
    };
    let busy = Signal::derive(move || submission.busy.get() || open.get());
    let said = live(move || if open.get() { t.is_running } else { "" });
    let list = live(move || {
        let chosen = desk.chosen.get();
        desk.tenant.with(|tenant| {
            if tenant.runs.is_empty() {
                return view! { <p class="hint">{t.no_runs}</p> };
            }
            let shown = chosen.or_else(|| tenant.runs.first().map(|run| run.run));
            let rows = tenant.runs.iter().map(|run| row(desk, run, shown == Some(run.run))).collect_view();
            view! { <ol class="sandbox-runs" aria-label=t.runs>{rows}</ol> }
        })
    });
    let shown = Memo::new(move |_| {
        let last = desk.tenant.with(|tenant| tenant.runs.first().map(|run| run.run));
        let run = desk.chosen.get().or(last)?;
        let is_open =
            desk.tenant.with(|tenant| tenant.runs.iter().any(|row| row.run == run && row.is_open()));
        (!is_open).then_some(run)
    });
    let found = replaced(
        move || shown.get(),
        move |run| match run {
            Some(run) => {
                let at = ByRun {
                    organisation: desk.at.organisation,
                    listing: desk.at.listing,
                    sandbox: desk.at.sandbox,
                    run,
                };
                private::<ReadRun>(move || Some(ReadRun::url(&at, &())), move |run, _| found(desk, &run))
            }
            None => ().into_any(),
        },
    );
    view! {
        <section class="panel" aria-labelledby="checks-title">
            <h2 id="checks-title">{t.checks}</h2>
            <p>{t.checks_lead}</p>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Primary busy=busy on_press=run>{t.run}</Button>
                <span role="status">{said}</span>
            </div>
            {list}
            {found}
        </section>
    }
}

fn row(desk: Desk, run: &RunRow, shown: bool) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let id = run.run;
    let by = if run.of_review {
        t.by_review.to_owned()
    } else {
        run.asked_by.clone().unwrap_or_else(|| t.by_key.to_owned())
    };
    let what = match run.part {
        Part::Everything => t.part_all,
        Part::Contract => t.part_contract,
        Part::Performance => t.part_performance,
    };
    view! {
        <li>
            <button type="button" class="button quiet sandbox-run" aria-pressed=shown.to_string()
                on:click=move |_| desk.chosen.set(Some(id))>
                {run_tag(&run.state)}
                <span>{what}</span>
                <span class="quiet">{by}</span>
                <time class="quiet" datetime=run.asked_at.to_rfc3339() title=instant(locale, run.asked_at)>
                    {distance(locale, run.asked_at, browser::now())}
                </time>
            </button>
        </li>
    }
}

/// What a run found.
fn found(desk: Desk, run: &RunView) -> AnyView {
    let t = texts();
    if let RunState::Stopped { why, .. } = run.row.state {
        let why = match why {
            WhyStopped::NoSandbox => t.stopped_no_sandbox,
            WhyStopped::Manifest => t.stopped_manifest,
            WhyStopped::NoCaller => t.stopped_no_caller,
        };
        return view! { <Notice tone=Tone::Waiting><p>{why}</p></Notice> };
    }
    let Some(results) = &run.results else { return ().into_any() };
    let elsewhere = desk.tenant.with_untracked(|tenant| tenant.target != run.target);
    view! {
        {elsewhere.then(|| view! { <p class="quiet">{(t.was_called_at)(run.target.as_str())}</p> })}
        {results.contract.as_ref().map(|report| checks::contract(desk, report, &run.calls))}
        {results.performance.as_ref().map(checks::performance)}
    }
}
