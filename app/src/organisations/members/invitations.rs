//! Invitations that are on their way.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    endpoint::ByInvitation,
    organisations::{
        api::{InvitationRow, WithdrawInvitation},
        permission::Permission,
    },
};

use super::{Roster, texts};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{short_date, use_locale},
    organisations::words,
    transport::send,
    ui::{Clock, Column, Look, Table, Toast, use_toasts},
    view,
    view::{Keyed, keyed, live},
};

#[component]
pub fn Invitations(roster: Roster, now: DateTime<Utc>) -> impl IntoView {
    let t = texts();
    let invites = roster.here.may(Permission::MembersInvite);
    let some = Memo::new(move |_| roster.members.with(|members| !members.invitations.is_empty()));
    let list = live(move || {
        if !some.get() {
            return view! { <p class="quiet">{t.no_invitations}</p> };
        }
        let mut columns = vec![
            Column::new(t.email),
            Column::new(t.role),
            Column::new(t.invited_by),
            Column::new(t.expires),
        ];
        if invites {
            columns.push(Column::new(t.deeds).unseen());
        }
        let rows = keyed(move || {
            roster.members.with(|members| {
                let row = |invitation: &InvitationRow| {
                    let invitation = invitation.clone();
                    Keyed::new(invitation.invitation.to_string(), move || {
                        view! { <Row roster=roster invitation=invitation invites=invites now=now/> }
                    })
                };
                members.invitations.iter().map(row).collect()
            })
        });
        view! {
            <Table caption=t.invitations columns=columns class="invitations">
                <tbody>{rows}</tbody>
            </Table>
        }
    });
    view! {
        <section class="ledger" aria-labelledby="invitations-title">
            <h2 id="invitations-title">{t.invitations}</h2>
            {list}
        </section>
    }
}

#[component]
pub fn Row(roster: Roster, invitation: InvitationRow, invites: bool, now: DateTime<Utc>) -> impl IntoView {
    let t = texts();
    let sent = invitation.sent_at.date_naive();
    let by = invitation.by_name.unwrap_or_else(|| t.nobody.to_owned());
    let submission = Submission::new();
    let toasts = use_toasts();
    let (id, email) = (invitation.invitation, invitation.email.clone());
    let label = (t.withdraw_named)(&email);
    let withdraw = move |_| {
        let path = ByInvitation { organisation: roster.here.organisation, invitation: id };
        let (intent, done) = (submission.intent(), (t.withdrawn)(&email));
        submission.run(
            async move { send::<WithdrawInvitation>(&path, &(), &intent, None).await },
            move |members| {
                roster.members.set(members);
                toasts.show(Toast { text: done, undo: None });
            },
        );
    };
    let deed = invites.then(|| {
        view! {
            <td class="deeds">
                <button type="button" class=Look::Quiet.class() aria-label=label
                    aria-busy=move || submission.busy.get().then_some("true") on:click=withdraw>
                    {t.withdraw}
                </button>
                <FormProblem submission=submission/>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{invitation.email}</th>
            <td>{words::role(&invitation.role)}</td>
            <td>
                {by}
                <span class="quiet">
                    {t.sent}" "<time datetime=sent.to_string()>{short_date(use_locale(), sent)}</time>
                </span>
            </td>
            <td><Clock until=invitation.expires_at now=now label=t.expires over=t.expired/></td>
            {deed}
        </tr>
    }
}
