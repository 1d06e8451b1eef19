//! A member: who, in which role, and what can be done about it.

use leptos::prelude::*;
use shared::{
    endpoint::{ByMember, Endpoint},
    ids::PersonId,
    organisations::{
        api::{ChangeMember, MemberRole, MemberView, Members, RemoveMember},
        permission::Permission,
    },
    problem::{Problem, ProblemKind},
};

use super::{Roster, role_in, texts};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{short_date, use_locale},
    organisations::{here::refresh, words},
    transport::{CallError, send},
    ui::{Confirm, Icon, IconName, Look, Select, Tag, Toast, Tone, new_intent, use_toasts},
    view,
    view::{effect, live},
    workspace::Mine,
};

#[component]
pub fn Row(roster: Roster, member: MemberView) -> impl IntoView {
    let t = texts();
    let person = member.person;
    let submission = Submission::new();
    roster.follow(submission);
    let own = person == roster.here.person;
    let since = member.since.date_naive();
    let manages = roster.here.may(Permission::MembersManage);
    let role = if member.manageable {
        view! { <RoleChoice roster=roster member=member.clone() submission=submission/> }
    } else {
        live(move || shown_role(roster, person).map(|role| view! { <span>{role}</span> }))
    };
    let removal = (member.manageable && !own).then(|| {
        let (label, leaving) = ((t.remove_named)(&member.name), member.clone());
        view! {
            <button type="button" class=Look::Quiet.class() aria-label=label
                on:click=move |_| roster.leaving.set(Some(leaving.clone()))>
                <Icon name=IconName::Close/>
                {t.remove}
            </button>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <b>{member.name}</b>
                {own.then(|| view! { " " <Tag label=t.you tone=Tone::Accent/> })}
                <span class="quiet">{member.email}</span>
            </th>
            <td>
                {role}
                <FormProblem submission=submission said=stale/>
            </td>
            <td><time datetime=since.to_string()>{short_date(use_locale(), since)}</time></td>
            {manages.then(|| view! { <td class="deeds">{removal}</td> })}
        </tr>
    }
}

fn stale(problem: &Problem) -> Option<&'static str> {
    problem.is(ProblemKind::VersionStale).then(|| texts().newer)
}

fn shown_role(roster: Roster, person: PersonId) -> Option<String> {
    roster.members.with(|members| {
        members.people.iter().find(|member| member.person == person).map(|member| words::role(&member.role))
    })
}

fn role_of(roster: Roster, person: PersonId) -> String {
    roster.members.with(|members| {
        let member = members.people.iter().find(|member| member.person == person);
        member.map(|member| member.role.role.clone()).unwrap_or_default()
    })
}

/// The version that is shown, and the role of a person in it.
fn shown(roster: Roster, person: PersonId) -> (u64, String) {
    (roster.members.with_untracked(|members| members.version), untrack(|| role_of(roster, person)))
}

/// Carries a deed about a member out. That the roster changed elsewhere since it was shown does not matter,
/// as long as this member's role is still the one that was looked at.
async fn about<E>(
    path: ByMember,
    body: E::Body,
    intent: String,
    shown: (u64, String),
) -> Result<Members, CallError>
where
    E: Endpoint<Path = ByMember, Reply = Members>,
{
    let (version, role) = shown;
    let refused = match send::<E>(&path, &body, &intent, Some(version)).await {
        Err(CallError::Problem(problem)) if problem.is(ProblemKind::VersionStale) => problem,
        other => return other,
    };
    let person = path.person.to_string();
    let newer = refused.current.as_ref().filter(|now| role_in(now, &person).as_deref() == Some(&role));
    match newer.and_then(|now| now.pointer("/version")?.as_u64()) {
        Some(newer) => send::<E>(&path, &body, &new_intent(), Some(newer)).await,
        None => Err(CallError::Problem(refused)),
    }
}

/// Chosen is done; what could not be done is not shown as done.
#[component]
pub fn RoleChoice(roster: Roster, member: MemberView, submission: Submission) -> impl IntoView {
    let t = texts();
    let (mine, toasts) = (Mine::context(), use_toasts());
    let person = member.person;
    let chosen = RwSignal::new(member.role.role.clone());
    effect(move || {
        let role = role_of(roster, person);
        if submission.problem.with(Option::is_some) || !submission.busy.get() {
            chosen.set(role);
        }
    });
    let mut options = roster.options();
    if !options.iter().any(|option| option.value == member.role.role) {
        options.insert(0, super::option(&member.role));
    }
    let names = StoredValue::new(options.clone());
    let name = member.name.clone();
    let change = move |role: String| {
        let Ok(body) = role.parse().map(|role| MemberRole { role }) else { return };
        let shown = shown(roster, person);
        let path = ByMember { organisation: roster.here.organisation, person };
        let word = names.with_value(|names| {
            names.iter().find(|option| option.value == role).map(|option| option.label.clone())
        });
        let done = (t.role_changed)(&name, &word.unwrap_or_default());
        let intent = submission.intent();
        submission.run(about::<ChangeMember>(path, body, intent, shown), move |members| {
            roster.members.set(members);
            if person == roster.here.person {
                refresh(mine);
            }
            toasts.show(Toast { text: done, undo: None });
        });
    };
    view! {
        <Select id=format!("role-{person}") name="role" label=(t.role_of)(&member.name) value=chosen options=options
            disabled=submission.busy on_change=change/>
    }
}

/// The question before somebody is removed, and the deed.
#[component]
pub fn Removal(roster: Roster, member: MemberView, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    roster.follow(submission);
    let person = member.person;
    let removed = (t.removed)(&member.name);
    let remove = move |()| {
        let shown = shown(roster, person);
        let path = ByMember { organisation: roster.here.organisation, person };
        let (intent, removed) = (submission.intent(), removed.clone());
        submission.run(about::<RemoveMember>(path, (), intent, shown), move |members| {
            open.set(false);
            roster.members.set(members);
            toasts.show(Toast { text: removed, undo: None });
        });
    };
    view! {
        <Confirm open=open id="remove" title=(t.remove_question)(&member.name) deed=(t.remove_named)(&member.name)
            busy=submission.busy on_confirm=remove>
            <p>{t.remove_body}</p>
            <FormProblem submission=submission said=stale/>
        </Confirm>
    }
}
