//! The decision: what each means, once more in words before it is done, and the server's sentence when it
//! does not take it.

use leptos::prelude::*;
use shared::{
    decisions::words::{BadWords, Words},
    ids::PersonId,
    review::{
        api::{CaseView, DecideCase, Escalate, EscalateCase},
        rules::Ruling,
    },
};

use super::{desk::Desk, keeper::Left, texts};
use crate::{
    forms::{FormProblem, Submission, told_here},
    i18n::{list, use_locale},
    loading::replaced,
    transport::{CallError, send},
    ui::{Button, Dialog, Look, Notice, Select, SelectOption, TextArea, Toast, use_toasts},
    view,
    view::{effect, live},
};

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    RequestChanges,
    Approve,
    Reject,
    Escalate,
}

impl Deed {
    const ALL: [Self; 4] = [Self::RequestChanges, Self::Approve, Self::Reject, Self::Escalate];
}

/// A deed with all that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Ruling(Ruling),
    Escalate(Escalate),
}

/// What is missing before it can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Requests,
    Message,
    Person,
    Why,
    Shorter,
}

/// What a deed says, from what was written.
///
/// # Errors
/// Something is missing. What the rules refuse the server says.
pub fn said(deed: Deed, left: &Left, to: Option<PersonId>) -> Result<Said, Missing> {
    match deed {
        Deed::Approve => Ok(Said::Ruling(Ruling::Approve)),
        Deed::RequestChanges if !left.asks_for_something() => Err(Missing::Requests),
        Deed::RequestChanges => {
            let requests = left.requests().map_err(|_| Missing::Shorter)?;
            let message = left.said().map_err(|_| Missing::Shorter)?;
            Ok(Said::Ruling(Ruling::RequestChanges { requests, message }))
        }
        Deed::Reject => {
            let message = left.assembled().map_err(|_| Missing::Shorter)?;
            match message.text.parse::<Words>() {
                Ok(words) => Ok(Said::Ruling(Ruling::Reject { words })),
                Err(BadWords::Empty) => Err(Missing::Message),
                Err(BadWords::TooLong) => Err(Missing::Shorter),
            }
        }
        Deed::Escalate => {
            let to = to.ok_or(Missing::Person)?;
            match left.why.parse::<Words>() {
                Ok(words) => Ok(Said::Escalate(Escalate { to, words })),
                Err(BadWords::Empty) => Err(Missing::Why),
                Err(BadWords::TooLong) => Err(Missing::Shorter),
            }
        }
    }
}

#[component]
pub fn Decide(desk: Desk) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let deed = RwSignal::new(None::<Deed>);
    let to = RwSignal::new(String::new());
    let asking = RwSignal::new(false);
    let ready = RwSignal::new(None::<Said>);
    // Who has the case, or how it ended, may be another than the page shows.
    effect(move || {
        let refused = submission.problem.with(|problem| match problem {
            Some(CallError::Problem(problem)) => matches!(problem.status, 403 | 404 | 409),
            Some(CallError::Offline) | None => false,
        });
        if refused {
            desk.look_again();
        }
    });
    let refuse = move |sentence: &'static str| {
        submission.run(async move { Err::<(), _>(told_here(sentence)) }, |()| ());
    };
    let go_on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if desk.draft.other.with_untracked(Option::is_some) {
            return refuse(t.choose_first);
        }
        let Some(chosen) = deed.get_untracked() else { return refuse(t.no_deed) };
        let person = to.get_untracked().parse().ok();
        match said(chosen, &untrack(|| desk.draft.left()), person) {
            Err(missing) => refuse((t.missing)(missing)),
            Ok(said) => {
                submission.clear();
                ready.set(Some(said));
                asking.set(true);
            }
        }
    };
    let done = move |case: CaseView, said: &'static str| {
        desk.draft.sent();
        desk.let_go(case);
        toasts.show(Toast { text: said.to_owned(), undo: None });
    };
    let do_it = Callback::new(move |()| {
        let Some(said) = ready.get_untracked() else { return };
        asking.set(false);
        let (at, intent) = (desk.at, submission.intent());
        match said {
            Said::Ruling(ruling) => submission.run(
                async move { send::<DecideCase>(&at, &ruling, &intent, None).await },
                move |case| {
                    done(case, t.decided);
                },
            ),
            Said::Escalate(body) => submission.run(
                async move { send::<EscalateCase>(&at, &body, &intent, None).await },
                move |case| {
                    desk.draft.why.set(String::new());
                    desk.let_go(case);
                    toasts.show(Toast { text: t.escalated.to_owned(), undo: None });
                },
            ),
        }
    });
    let choices = Deed::ALL.map(|choice| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="deed"
                    prop:checked=move || deed.get() == Some(choice)
                    on:change=move |_| deed.set(Some(choice))
                />
                <span><b>{(t.deed)(choice)}</b><small>{(t.deed_about)(choice)}</small></span>
            </label>
        }
    });
    let choices = choices.into_iter().collect_view();
    let escalates = Memo::new(move |_| deed.get() == Some(Deed::Escalate));
    let holds = desk.holds();
    view! {
        <section class="panel case-wide" id="decide" tabindex="-1" aria-labelledby="decide-title">
            <h3 id="decide-title">{t.decide}</h3>
            <Eyes desk=desk/>
            {live(move || (!holds.get()).then(|| view! { <p class="hint">{t.claim_to_decide}</p> }))}
            <form class="form" method="post" on:submit=go_on novalidate>
                <fieldset class="choices">
                    <legend>{t.what_now}</legend>
                    {choices}
                </fieldset>
                {replaced(
                    move || escalates.get(),
                    move |escalates| escalates.then(|| view! { <Whom desk=desk to=to/> }).into_any(),
                )}
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.go_on}</Button>
                </div>
            </form>
            <Dialog open=asking title=t.sure>
                {live(move || asking.get().then(|| once_more(desk, ready.get_untracked(), asking, do_it)))}
            </Dialog>
        </section>
    }
}

/// Whether one yes is enough, and why not.
#[component]
fn Eyes(desk: Desk) -> impl IntoView {
    let t = texts();
    let eyes = desk.part(|case| (case.approvers, case.approvals.clone(), case.sensitive.clone()));
    live(move || {
        eyes.with(|(approvers, approvals, sensitive)| {
            let locale = use_locale();
            (*approvers > 1).then(|| {
                let so_far = if approvals.is_empty() {
                    t.no_yes_yet.to_owned()
                } else {
                    (t.said_yes)(&list(locale, approvals))
                };
                let why = (t.eyes)(*approvers as u64, &list(locale, sensitive));
                view! { <Notice><p>{why}</p><p>{so_far}</p></Notice> }
            })
        })
    })
}

/// To whom it goes, and why.
#[component]
fn Whom(desk: Desk, to: RwSignal<String>) -> impl IntoView {
    let t = texts();
    let reviewers = desk.case.with_untracked(|case| case.reviewers.clone());
    if reviewers.is_empty() {
        return view! { <p>{t.nobody_to_escalate}</p> };
    }
    let none = SelectOption { value: String::new(), label: t.choose_person.to_owned() };
    let options = reviewers
        .into_iter()
        .map(|reviewer| SelectOption { value: reviewer.person.to_string(), label: reviewer.name });
    let options = std::iter::once(none).chain(options).collect();
    view! {
        <Select id="escalate-to" name="to" label=t.to_whom value=to options=options/>
        <TextArea id="escalate-why" name="why" label=t.why value=desk.draft.why rows=3 hint=t.why_hint/>
    }
}

/// What will happen, in words, before it does. The way back comes first.
fn once_more(desk: Desk, ready: Option<Said>, asking: RwSignal<bool>, do_it: Callback<()>) -> AnyView {
    let t = texts();
    let Some(said) = ready else { return ().into_any() };
    let sentences = untrack(|| desk.case.with(|case| consequences(&said, case, &desk.draft.left())));
    let sentences = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    let deed = match &said {
        Said::Ruling(Ruling::RequestChanges { .. }) => Deed::RequestChanges,
        Said::Ruling(Ruling::Approve) => Deed::Approve,
        Said::Ruling(Ruling::Reject { .. }) => Deed::Reject,
        Said::Escalate(_) => Deed::Escalate,
    };
    let look = if deed == Deed::Reject { Look::Danger } else { Look::Primary };
    view! {
        <div class="confirm">
            {sentences}
            <div class="confirm-ways">
                <Button on_press=move |()| asking.set(false)>{t.not_yet}</Button>
                <Button look=look on_press=do_it>{(t.deed)(deed)}</Button>
            </div>
        </div>
    }
}

/// What a deed brings about.
pub fn consequences(said: &Said, case: &CaseView, left: &Left) -> Vec<String> {
    let t = texts();
    let app = format!("{} {}", case.row.name, case.row.label);
    match said {
        Said::Ruling(Ruling::RequestChanges { requests, .. }) => {
            vec![(t.will_request)(&app, &case.row.partner, requests.len() as u64)]
        }
        Said::Ruling(Ruling::Approve) => {
            let last = case.approvals.len() + 1 >= case.approvers;
            let first = if last { (t.will_approve)(&app) } else { (t.will_approve_first)(&app) };
            let written = left.work() != Default::default();
            std::iter::once(first).chain(written.then(|| t.message_not_sent.to_owned())).collect()
        }
        Said::Ruling(Ruling::Reject { .. }) => vec![(t.will_reject)(&app, &case.row.partner)],
        Said::Escalate(escalate) => {
            let name = case.reviewers.iter().find(|reviewer| reviewer.person == escalate.to);
            vec![(t.will_escalate)(name.map_or(t.a_reviewer, |reviewer| &reviewer.name))]
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::listings::field::Field;

    use super::{super::keeper::Ask, *};

    #[test]
    fn a_deed_says_what_it_lacks() {
        let blank = Left::default();
        assert_eq!(said(Deed::Approve, &blank, None), Ok(Said::Ruling(Ruling::Approve)));
        assert_eq!(said(Deed::RequestChanges, &blank, None), Err(Missing::Requests));
        assert_eq!(said(Deed::Reject, &blank, None), Err(Missing::Message));
        assert_eq!(said(Deed::Escalate, &blank, None), Err(Missing::Person));
        let person = PersonId::from_ulid(ulid::Ulid(1));
        assert_eq!(said(Deed::Escalate, &blank, Some(person)), Err(Missing::Why));
        let long = Left { message: "a".repeat(4_001), ..Left::default() };
        assert_eq!(said(Deed::Reject, &long, None), Err(Missing::Shorter));
    }

    #[test]
    fn a_rejection_says_all_that_was_written_and_a_message_alone_asks_for_nothing() {
        let ask = Ask { key: 1, field: Some(Field::Name), words: "Another name.".to_owned() };
        let left = Left { message: "Sorry.".to_owned(), asks: vec![ask], ..Left::default() };
        let Ok(Said::Ruling(Ruling::Reject { words })) = said(Deed::Reject, &left, None) else {
            panic!("a rejection");
        };
        assert_eq!(words.as_str(), "Sorry.\n\nAnother name.");
        let Ok(Said::Ruling(Ruling::RequestChanges { requests, message })) =
            said(Deed::RequestChanges, &left, None)
        else {
            panic!("requests");
        };
        assert_eq!((requests.len(), message.as_ref().map(Words::as_str)), (1, Some("Sorry.")));
        let message = Left { asks: Vec::new(), ..left };
        assert_eq!(said(Deed::RequestChanges, &message, None), Err(Missing::Requests));
    }
}
