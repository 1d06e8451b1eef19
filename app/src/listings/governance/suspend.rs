//! Suspending a listing: who is in charge, why, and what has to happen so that it comes back.

use leptos::prelude::*;
use shared::{
    decisions::words::Words,
    endpoint::ByListing,
    listings::api::{GovernedListing, NewSuspension, SuspendListing},
    problem::FieldError,
};

use super::texts;
use crate::{
    forms::{FormProblem, Submission},
    organisations::Here,
    transport::send,
    ui::{Button, Dialog, Look, Select, SelectOption, TextArea, Toast, use_toasts},
    view,
    view::live,
};

#[component]
pub fn Suspend(
    one: GovernedListing,
    open: RwSignal<bool>,
    at: ByListing,
    here: Here,
    on_change: Callback<GovernedListing>,
) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let able = one.people.iter().any(|person| person.person == here.person);
    let owner = RwSignal::new(if able { here.person.to_string() } else { String::new() });
    let (reason, way_back) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let suspend = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let written = |text: RwSignal<String>| text.with_untracked(|text| text.parse::<Words>());
        let (Ok(owner), Ok(reason), Ok(way_back)) =
            (owner.with_untracked(|owner| owner.parse()), written(reason), written(way_back))
        else {
            let missing = [
                ("/owner", owner.with_untracked(String::is_empty), t.no_owner),
                ("/reason", written(reason).is_err(), t.no_reason),
                ("/way_back", written(way_back).is_err(), t.no_way_back),
            ];
            let missing = missing.into_iter().filter(|(_, missing, _)| *missing);
            submission.refuse(missing.map(|(at, _, why)| FieldError::pointer(at, why)).collect());
            return;
        };
        let body = NewSuspension { owner, reason, way_back };
        let intent = submission.intent();
        submission.run(async move { send::<SuspendListing>(&at, &body, &intent, None).await }, move |one| {
            open.set(false);
            toasts.show(Toast { text: t.suspended.to_owned(), undo: None });
            on_change.run(one);
        });
    };
    let nobody = SelectOption { value: String::new(), label: t.choose.to_owned() };
    let people = one
        .people
        .into_iter()
        .map(|person| SelectOption { value: person.person.to_string(), label: person.name });
    let people = std::iter::once(nobody).chain(people).collect();
    let owner_error = submission.field("/owner");
    view! {
        <Dialog open=open title=(t.suspend_title)(&one.row.name)>
            <form class="form" method="post" on:submit=suspend novalidate>
                <p>{t.suspend_about}</p>
                <Select id="suspension-owner" name="owner" label=t.in_charge value=owner options=people/>
                {live(move || owner_error.get().map(|error| view! { <p class="error">{error}</p> }))}
                <TextArea id="suspension-reason" name="reason" label=t.reason value=reason rows=3
                    hint=t.reason_hint error=submission.field("/reason") required=true/>
                <TextArea id="suspension-way-back" name="way_back" label=t.way_back value=way_back rows=3
                    hint=t.way_back_hint error=submission.field("/way_back") required=true/>
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                    <Button look=Look::Danger submit=true busy=submission.busy>{t.suspend}</Button>
                </div>
            </form>
        </Dialog>
    }
}
