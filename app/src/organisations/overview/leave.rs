//! Leaving the organisation.

use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    organisations::api::{LeaveOrganisation, OrganisationView},
};

use super::texts;
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Confirm, Look, Toast, use_toasts},
    view,
    workspace::Mine,
};

#[component]
pub fn LeaveSection(organisation: RwSignal<OrganisationView>, owns: bool) -> impl IntoView {
    let t = texts();
    let (mine, toasts) = (Mine::context(), use_toasts());
    let submission = Submission::new();
    let open = RwSignal::new(false);
    let OrganisationView { id, name, .. } = organisation.get_untracked();
    let question = (t.leave_question)(&name);
    let leave = move |()| {
        let (path, intent) = (ByOrganisation { organisation: id }, submission.intent());
        let left = (t.left)(&name);
        submission.run(
            async move { send::<LeaveOrganisation>(&path, &(), &intent, None).await },
            move |me| {
                open.set(false);
                toasts.show(Toast { text: left, undo: None });
                mine.set(me);
            },
        );
    };
    let way = if owns {
        view! { <p class="quiet">{t.leave_owner}</p> }
    } else {
        view! {
            <p>{t.leave_body}</p>
            <div class="form-ways">
                <Button look=Look::Danger on_press=move |()| open.set(true)>{t.leave}</Button>
            </div>
            <Confirm open=open id="leave" title=question deed=t.leave busy=submission.busy on_confirm=leave>
                <p>{t.leave_body}</p>
                <p>{t.leave_note}</p>
                <FormProblem submission=submission/>
            </Confirm>
        }
    };
    view! {
        <section class="panel" aria-labelledby="leave-title">
            <h2 id="leave-title">{t.leave_title}</h2>
            {way}
        </section>
    }
}
