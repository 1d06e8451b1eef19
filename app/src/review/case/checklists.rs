//! What reviewers look at, stage by stage, and finishing a stage.

use leptos::prelude::*;
use shared::review::{
    api::{CaseView, ItemView, Pass, PassStage, Tick, TickItem},
    stage::{StageKind, StageState},
};

use super::{
    super::{state_tag, texts as around},
    desk::Desk,
    texts,
};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{date, use_locale},
    loading::replaced,
    transport::send,
    ui::{Button, Checkbox, Tag, Tone},
    view,
    view::{Keyed, effect, keyed, live},
};

/// The stages that need a person, and were not skipped.
fn stages(case: &CaseView) -> Vec<StageKind> {
    let by_hand = case
        .stages
        .iter()
        .filter(|stage| !stage.kind.is_automated() && !matches!(stage.state, StageState::Skipped { .. }));
    by_hand.map(|stage| stage.kind).collect()
}

fn items(case: &CaseView, stage: StageKind) -> &[ItemView] {
    case.checklists.iter().find(|list| list.stage == stage).map_or(&[], |list| &list.items)
}

fn item<'c>(case: &'c CaseView, id: &str) -> Option<&'c ItemView> {
    case.checklists.iter().flat_map(|list| &list.items).find(|item| item.id == id)
}

/// How many items are needed and not ticked.
fn open(case: &CaseView, stage: StageKind) -> u64 {
    items(case, stage).iter().filter(|item| item.needed && !item.ticked).count() as u64
}

#[component]
pub fn Checklists(desk: Desk) -> impl IntoView {
    let t = texts();
    let by_hand = desk.part(stages);
    let lists = replaced(
        move || by_hand.get(),
        move |by_hand| {
            if by_hand.is_empty() {
                return view! { <p>{t.no_checklists}</p> };
            }
            by_hand.into_iter().map(|stage| list(desk, stage)).collect_view().into_any()
        },
    );
    let holds = desk.holds();
    let writes = desk.writes();
    let hint =
        live(move || (writes.get() && !holds.get()).then(|| view! { <p class="hint">{t.claim_to_tick}</p> }));
    view! {
        <section class="panel" id="checklists" tabindex="-1" aria-labelledby="checklists-title">
            <h3 id="checklists-title">{t.checklists}</h3>
            {hint}
            {lists}
        </section>
    }
}

fn list(desk: Desk, stage: StageKind) -> AnyView {
    let t = texts();
    let ids =
        desk.part(move |case| items(case, stage).iter().map(|item| item.id.clone()).collect::<Vec<_>>());
    let state = desk
        .part(move |case| case.stages.iter().find(|view| view.kind == stage).map(|view| view.state.clone()));
    let version = desk
        .part(move |case| case.checklists.iter().find(|list| list.stage == stage).map(|list| list.version));
    let rows = keyed(move || {
        ids.get()
            .into_iter()
            .map(|id| Keyed::new(id.clone(), move || view! { <Row desk=desk id=id/> }))
            .collect()
    });
    let open = desk.part(move |case| open(case, stage));
    // A stage without a checklist has nothing to tick.
    let said = live(move || ids.with(|ids| (!ids.is_empty()).then(|| (t.open_items)(open.get()))));
    let title = format!("checklist-{}", stage.as_str());
    let labelled = title.clone();
    view! {
        <div class="case-checklist" role="group" aria-labelledby=labelled>
            <h4 id=title>
                {(around().stage)(stage)}
                " "
                {live(move || state.with(|state| state.as_ref().map(state_tag)))}
                {live(move || version.get().map(|version| {
                    view! { " "<span class="quiet">{(t.list_version)(version)}</span> }
                }))}
            </h4>
            <ul class="checklist">{rows}</ul>
            <p class="quiet" role="status">{said}</p>
            {(stage != StageKind::Approval).then(|| view! { <Finish desk=desk stage=stage/> })}
        </div>
    }
}

/// An item. What is ticked shows at once, and stands as it was when the server does not take it.
#[component]
fn Row(desk: Desk, id: String) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let of = id.clone();
    let shown = desk.part(move |case| item(case, &of).cloned());
    let ticked = RwSignal::new(shown.with_untracked(|item| item.as_ref().is_some_and(|item| item.ticked)));
    effect(move || {
        let known = shown.with(|item| item.as_ref().is_some_and(|item| item.ticked));
        let failed = submission.problem.with(Option::is_some);
        if failed || !submission.busy.get() {
            ticked.set(known);
        }
    });
    let tick = Callback::new({
        let id = id.clone();
        move |done: bool| {
            ticked.set(done);
            let (body, intent) = (Tick { item: id.clone(), done }, submission.intent());
            submission
                .run(async move { send::<TickItem>(&desk.at, &body, &intent, None).await }, move |case| {
                    desk.show(case)
                });
        }
    });
    let holds = desk.holds();
    let about = live(move || {
        shown.with(|item| {
            let item = item.as_ref()?;
            let since = date(use_locale(), item.needed_since);
            let tag = if item.needed {
                view! { <Tag label=t.needed tone=Tone::Neutral/> }
            } else {
                view! { <Tag label=t.announced tone=Tone::Information/>" "{(t.needed_from)(&since)} }
            };
            let by = (item.ticked).then(|| item.by.as_ref().map(|by| (t.ticked_by)(by))).flatten();
            Some(view! { <span class="quiet">{tag}{by.map(|by| format!(" · {by}"))}</span> })
        })
    });
    let text = shown.with_untracked(|item| item.as_ref().map(|item| item.text.clone()).unwrap_or_default());
    view! {
        <li>
            <Checkbox name="item" value=id label=text checked=ticked disabled=Signal::derive(move || !holds.get())
                on_change=tick/>
            {about}
            <FormProblem submission=submission/>
        </li>
    }
}

/// Finishing the stage, while it is the one that holds the case.
#[component]
fn Finish(desk: Desk, stage: StageKind) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let holds = desk.holds();
    let turn = desk.part(move |case| {
        case.stages.iter().any(|view| view.kind == stage && matches!(view.state, StageState::Running { .. }))
    });
    let finish = move |()| {
        let intent = submission.intent();
        submission.run(
            async move { send::<PassStage>(&desk.at, &Pass { stage }, &intent, None).await },
            move |case| desk.done(case),
        );
    };
    let offered = Memo::new(move |_| turn.get() && holds.get());
    replaced(
        move || offered.get(),
        move |offered| {
            offered
                .then(|| {
                    view! {
                        <FormProblem submission=submission/>
                        <div class="form-ways">
                            <Button busy=submission.busy on_press=finish>{(t.finish)((around().stage)(stage))}</Button>
                        </div>
                    }
                })
                .into_any()
        },
    )
}
