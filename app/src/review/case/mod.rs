//! The console of one submission: what it is, what it changes, and what becomes of it.

pub mod against;
pub mod changes;
pub mod checklists;
pub mod claim;
pub mod decision;
pub mod desk;
pub mod fields;
pub mod header;
pub mod keeper;
pub mod lines;
pub mod message;
pub mod notes;
pub mod pulse;
pub mod replies;
pub mod report;
pub mod rounds;
pub mod stages;
pub mod texts;
pub mod words;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    endpoint::{BySubmission, Endpoint},
    ids::SubmissionId,
    review::api::{CaseView, ReadCase},
};

pub use texts::{Texts, texts};

use self::{desk::Desk, keeper::Left};
use super::risk::{RiskBreakdown, RiskMark};
use crate::{
    browser::now,
    loading::replaced,
    organisations, view,
    view::live,
    workspace::{Area, private},
};

pub(super) fn page(submission: SubmissionId) -> AnyView {
    organisations::page_of(Area::Reviews, move |here| {
        let at = BySubmission { organisation: here.organisation, submission };
        private::<ReadCase>(
            move || Some(ReadCase::url(&at, &())),
            move |case, _| match keeper::left(at) {
                Some(left) => view! { <CaseDesk at=at case=case now=now() left=left/> },
                None => view! { <CaseDesk at=at case=case now=now()/> },
            },
        )
    })
}

#[component]
pub fn CaseDesk(
    at: BySubmission,
    case: CaseView,
    now: DateTime<Utc>,
    /// What this device still has of an earlier visit.
    #[prop(optional)]
    left: Option<Left>,
) -> impl IntoView {
    let t = texts();
    let desk = Desk::new(at, case, now, left);
    let worked = StoredValue::new(false);
    pulse::pulse(desk, worked);
    desk.draft.follow();
    // Whoever writes, ticks or reads on is still at it.
    let touch = move || worked.set_value(true);
    let writes = desk.writes();
    let risk = desk.part(|case| (case.risk.clone(), case.row.sensitive));
    view! {
        <div
            class="case"
            on:keydown=move |_| touch()
            on:input=move |_| touch()
            on:pointerdown=move |_| touch()
            on:pointermove=move |_| touch()
        >
            <header::Header desk=desk/>
            <claim::ClaimBar desk=desk/>
            {contents(desk, writes)}
            <div class="case-columns">
                <div class="case-main">
                    <rounds::Rounds desk=desk/>
                    <changes::Changed desk=desk/>
                    <fields::Fields desk=desk/>
                    <report::LintReport desk=desk/>
                </div>
                <div class="case-aside">
                    <section class="panel" id="risk" tabindex="-1" aria-labelledby="risk-title">
                        <h3 id="risk-title">{t.risk}</h3>
                        {live(move || {
                            let (risk, sensitive) = risk.get();
                            view! {
                                <p><RiskMark score=risk.score sensitive=sensitive/></p>
                                <RiskBreakdown risk=risk/>
                            }
                        })}
                    </section>
                    <stages::Stages desk=desk/>
                    <checklists::Checklists desk=desk/>
                    <notes::Notes desk=desk/>
                </div>
            </div>
            {replaced(
                move || writes.get(),
                move |writes| {
                    writes
                        .then(|| view! { <message::Message desk=desk/><decision::Decide desk=desk/> })
                        .into_any()
                },
            )}
        </div>
    }
}

/// The ways to the parts of the page.
fn contents(desk: Desk, writes: Memo<bool>) -> AnyView {
    let t = texts();
    let rounds = desk.part(|case| !(case.earlier.is_empty() && case.asked.is_empty()));
    let link = |id: &str, label: &'static str| {
        view! { <li><a href=format!("#{id}") rel="external">{label}</a></li> }
    };
    let parts = [
        ("changed", t.changed),
        ("fields", t.fields),
        ("lint", t.lint),
        ("risk", t.risk),
        ("stages", t.stages),
        ("checklists", t.checklists),
        ("notes", t.notes),
    ];
    let parts = parts.map(|(id, label)| link(id, label)).into_iter().collect_view();
    view! {
        <nav class="case-contents" aria-label=t.contents>
            <ul>
                {live(move || rounds.get().then(|| link("rounds", t.rounds)))}
                {parts}
                {live(move || writes.get().then(|| view! {
                    {link("message", t.message)}
                    {link("decide", t.decide)}
                }))}
            </ul>
        </nav>
    }
}
