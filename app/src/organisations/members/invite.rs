//! Inviting somebody by mail.

use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    identity::email::Email,
    ids::InvitationId,
    organisations::{
        api::{Invite, NewInvitation},
        model::OrganisationKind,
        policy::OrganisationPolicy,
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
    let first = least(roster.here.kind, &options);
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
            <p>{(t.invite_lead)(OrganisationPolicy::default().invitation_days.into())}</p>
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

/// The built-in role that may do the least: whoever is to be able to do more is given that on purpose.
fn least(kind: OrganisationKind, options: &[SelectOption]) -> String {
    let held = |option: &&SelectOption| {
        let Ok(RoleRef::BuiltIn(role)) = option.value.parse() else { return None };
        role.permissions(kind).map(|permissions| permissions.iter().count())
    };
    let built_in = options.iter().filter(|option| held(option).is_some()).min_by_key(held);
    built_in.or(options.first()).map(|option| option.value.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use shared::organisations::role::BuiltIn;

    use super::*;

    #[test]
    fn nobody_is_made_an_admin_or_given_an_own_role_by_chance() {
        for (kind, expected) in
            [(OrganisationKind::Partner, BuiltIn::EventStaff), (OrganisationKind::Customer, BuiltIn::Buyer)]
        {
            let roles = BuiltIn::ALL.into_iter().filter(|role| role.permissions(kind).is_some());
            let mut options: Vec<_> = roles
                .map(|role| SelectOption { value: role.as_str().to_owned(), label: String::new() })
                .collect();
            options.push(SelectOption {
                value: "rol_00000000000000000000000001".to_owned(),
                label: "Ours".to_owned(),
            });
            assert_eq!(least(kind, &options), expected.as_str());
        }
        assert_eq!(least(OrganisationKind::Partner, &[]), "");
    }
}
