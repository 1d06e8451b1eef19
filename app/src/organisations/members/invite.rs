//! Inviting somebody by mail.

use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    identity::email::Email,
    ids::InvitationId,
    organisations::{
        api::{Invite, NewInvitation},
        role::RoleRef,
    },
};

use super::{Roster, texts};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission, texts as forms},
    transport::send,
    ui::{Button, Field, FieldKind, Look, Select, SelectOption, Toast, use_toasts},
    view,
};

#[component]
pub fn InviteForm(roster: Roster) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let options = roster.options();
    // The last built-in role holds the least: who is to be an admin is chosen on purpose.
    let built_in = |option: &&SelectOption| matches!(option.value.parse(), Ok(RoleRef::BuiltIn(_)));
    let first = options.iter().rfind(built_in).or(options.first());
    let first = first.map(|option| option.value.clone()).unwrap_or_default();
    let (email, role) = (RwSignal::new(String::new()), RwSignal::new(first));
    let id = StoredValue::new(InvitationId::new(&FreshIds));
    let invite = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let email_text = email.get_untracked();
        let Some(address) = submission.parsed::<Email>("/email", email_text.trim(), forms().bad_mail) else {
            return;
        };
        let Ok(role) = role.get_untracked().parse::<RoleRef>() else { return };
        let (path, intent) = (ByOrganisation { organisation: roster.here.organisation }, submission.intent());
        let done = (t.invited)(email_text.trim());
        let body = NewInvitation { id: id.get_value(), email: address, role };
        submission.run(async move { send::<Invite>(&path, &body, &intent, None).await }, move |members| {
            id.set_value(InvitationId::new(&FreshIds));
            email.set(String::new());
            roster.members.set(members);
            toasts.show(Toast { text: done, undo: None });
        });
    };
    view! {
        <section class="panel" aria-labelledby="invite-title">
            <h2 id="invite-title">{t.invite_title}</h2>
            <p>{t.invite_lead}</p>
            <form class="form" method="post" on:submit=invite novalidate>
                <Field id="invite-email" name="email" label=t.email value=email kind=FieldKind::Email
                    error=submission.field("/email") required=true/>
                <Select id="invite-role" name="role" label=t.role value=role options=options/>
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.invite}</Button>
                </div>
            </form>
        </section>
    }
}
