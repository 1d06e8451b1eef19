//! Making a role, changing it, removing it.

use leptos::prelude::*;
use shared::{
    endpoint::ByRole,
    identity::model::Name,
    ids::RoleId,
    organisations::{
        api::{DefineRole, RemoveRole, RoleColumn, RoleDefinition, RoleMatrix},
        permission::{Grade, Permission, Permissions},
    },
    problem::{FieldError, Problem, ProblemKind},
};

use super::{
    super::{here::refresh, words},
    Choice, Editing, Roles, texts,
};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission, texts as forms},
    transport::send,
    ui::{Button, Field, Look, Sheet, Toast, use_toasts},
    view,
    view::effect,
    workspace::Mine,
};

/// Why a permission cannot be put into a role.
fn why_not(permission: Permission) -> &'static str {
    match permission.grade() {
        Grade::OwnerOnly => texts().owner_only,
        Grade::Everyday | Grade::InPerson | Grade::Fresh => texts().not_held,
    }
}

fn stale(problem: &Problem) -> Option<&'static str> {
    problem.is(ProblemKind::VersionStale).then(|| texts().newer)
}

/// Beside the table; what was chosen stays when it turns out that somebody else was faster.
#[component]
pub fn Editor(roles: Roles, editing: Editing, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let column = match editing {
        Editing::New => None,
        Editing::Role(column) => Some(column),
    };
    let title = match &column {
        None => t.make_title.to_owned(),
        Some(column) => (t.edit_title)(&words::role(&column.role)),
    };
    let grantable = roles.matrix.with_untracked(|matrix| matrix.grantable);
    let beyond = column.as_ref().map(|column| column.permissions.beyond(grantable));
    let content = match beyond.filter(|beyond| !beyond.is_empty()) {
        Some(beyond) => view! { <p>{(t.beyond)(&words::sentence(beyond))}</p> },
        None => view! { <Definition roles=roles column=column open=open/> },
    };
    view! { <Sheet open=open title=title>{content}</Sheet> }
}

#[component]
pub fn Definition(roles: Roles, column: Option<RoleColumn>, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let (mine, toasts) = (Mine::context(), use_toasts());
    let submission = Submission::new();
    follow(roles, submission);
    let known = column.as_ref().and_then(|column| column.role.role.parse::<RoleId>().ok());
    let id = known.unwrap_or_else(|| RoleId::new(&FreshIds));
    let name = RwSignal::new(column.as_ref().map(|column| words::role(&column.role)).unwrap_or_default());
    let chosen = RwSignal::new(column.as_ref().map(|column| column.permissions).unwrap_or(Permissions::NONE));
    let (rows, grantable) = roles.matrix.with_untracked(|matrix| (matrix.rows, matrix.grantable));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(name) = submission.parsed::<Name>("/name", &name.get_untracked(), forms().no_name) else {
            return;
        };
        let permissions = chosen.get_untracked();
        if permissions.is_empty() {
            submission.refuse(vec![FieldError::pointer("/permissions", t.nothing_chosen)]);
            return;
        }
        let done = if known.is_some() { (t.changed)(name.as_str()) } else { (t.made)(name.as_str()) };
        let version = submission.based_on(version(roles), "/version");
        let (path, intent) = (path(roles, id), submission.intent());
        let body = RoleDefinition { name, permissions };
        submission.run(
            async move { send::<DefineRole>(&path, &body, &intent, Some(version)).await },
            move |matrix| {
                open.set(false);
                roles.matrix.set(matrix);
                toasts.show(Toast { text: done, undo: None });
                // It may be one's own role.
                refresh(mine);
            },
        );
    };
    let removal = column.map(|column| view! { <Removal roles=roles id=id column=column open=open/> });
    view! {
        <form class="form" method="post" on:submit=save novalidate>
            <Field id="role-name" name="name" label=t.name value=name hint=t.name_hint
                error=submission.field("/name") max_chars=100 required=true/>
            <Choice name="permission" legend=t.may offered=rows possible=grantable chosen=chosen why_not=why_not
                error=submission.field("/permissions")/>
            <FormProblem submission=submission said=stale/>
            <div class="form-ways sticky-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>
                    {if known.is_some() { t.save } else { t.create }}
                </Button>
                <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
            </div>
        </form>
        {removal}
    }
}

/// Who has it keeps it from being removed. Pressing asks once more in place.
#[component]
pub fn Removal(roles: Roles, id: RoleId, column: RoleColumn, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    if column.people > 0 {
        return view! { <p class="quiet">{(t.in_use)(column.people)}</p> };
    }
    let toasts = use_toasts();
    let submission = Submission::new();
    follow(roles, submission);
    let name = words::role(&column.role);
    let removed = (t.removed)(&name);
    let remove = move |()| {
        let version = submission.based_on(version(roles), "/version");
        let (path, intent, done) = (path(roles, id), submission.intent(), removed.clone());
        submission.run(
            async move { send::<RemoveRole>(&path, &(), &intent, Some(version)).await },
            move |matrix| {
                open.set(false);
                roles.matrix.set(matrix);
                toasts.show(Toast { text: done, undo: None });
            },
        );
    };
    view! {
        <details class="removal">
            <summary>{t.remove}</summary>
            <p><b>{(t.remove_question)(&name)}</b>" "{t.remove_body}</p>
            <FormProblem submission=submission said=stale/>
            <Button look=Look::Danger busy=submission.busy on_press=remove>{t.remove}</Button>
        </details>
    }
}

fn path(roles: Roles, role: RoleId) -> ByRole {
    ByRole { organisation: roles.here.organisation, role }
}

fn version(roles: Roles) -> u64 {
    roles.matrix.with_untracked(|matrix| matrix.version)
}

/// The table shows what stands there now, when the last attempt was based on an older state.
fn follow(roles: Roles, submission: Submission) {
    effect(move || {
        let newer = submission.current().and_then(|now| serde_json::from_value::<RoleMatrix>(now).ok());
        if let Some(newer) = newer {
            roles.matrix.set(newer);
        }
    });
}
