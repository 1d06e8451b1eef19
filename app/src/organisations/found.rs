//! Founding an organisation.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    identity::model::Name,
    ids::OrganisationId,
    organisations::{
        api::{FoundOrganisation, NewKind, NewOrganisation},
        model::OrganisationKind,
    },
    slug::Slug,
};

use super::{texts, words};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission, texts as forms},
    transport::send,
    ui::{Button, Field, Look, Toast, use_toasts},
    view,
    view::effect,
    workspace::{Area, Mine, WorkspaceFrame, kind_name},
};

/// The kinds that anyone can found.
const KINDS: [NewKind; 2] = [NewKind::Partner, NewKind::Customer];

/// The page.
pub fn page() -> AnyView {
    let t = texts();
    view! {
        <WorkspaceFrame area=Area::Overview title=t.found_title>
            <p class="lead">{t.found_lead}</p>
            <FoundForm/>
        </WorkspaceFrame>
    }
}

/// The address follows the name until it is written by hand.
#[component]
pub fn FoundForm() -> impl IntoView {
    let t = texts();
    let (mine, toasts, navigate) = (Mine::context(), use_toasts(), use_navigate());
    let submission = Submission::new();
    let kind = RwSignal::new(NewKind::Partner);
    let (name, slug) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let suggested = StoredValue::new(String::new());
    effect(move || {
        let wanted = name.with(|name| Slug::from_name(name)).map(|slug| slug.to_string()).unwrap_or_default();
        if slug.with_untracked(|slug| *slug == suggested.get_value()) {
            suggested.set_value(wanted.clone());
            slug.set(wanted);
        }
    });
    // One for every attempt: a repeated one after a lost answer names the same organisation.
    let id = StoredValue::new(OrganisationId::new(&FreshIds));
    let found = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(name) = submission.parsed::<Name>("/name", &name.get_untracked(), forms().no_name) else {
            return;
        };
        let Some(slug) = submission.parsed::<Slug>("/slug", slug.get_untracked().trim(), t.bad_address)
        else {
            return;
        };
        let id = id.get_value();
        let founded = (t.founded)(name.as_str());
        let body = NewOrganisation { id, kind: kind.get_untracked(), name, slug };
        let (intent, navigate) = (submission.intent(), navigate.clone());
        submission.run(
            async move { send::<FoundOrganisation>(&(), &body, &intent, None).await },
            move |me| {
                mine.set(me);
                toasts.show(Toast { text: founded, undo: None });
                navigate(Area::Overview.path(), leptos_router::NavigateOptions::default());
            },
        );
    };
    let kinds = KINDS.map(|one| {
        let about = OrganisationKind::from(one);
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="kind"
                    value=about.as_str()
                    checked=one == NewKind::Partner
                    prop:checked=move || kind.get() == one
                    on:change=move |_| kind.set(one)
                />
                <span>
                    <b>{kind_name(about)}</b>
                    <small>{words::about_kind(about)}</small>
                </span>
            </label>
        }
    });
    view! {
        <form class="form" method="post" on:submit=found novalidate>
            <fieldset class="choices">
                <legend>{t.kind}</legend>
                {kinds.into_iter().collect_view()}
            </fieldset>
            <Field id="found-name" name="name" label=t.name value=name hint=t.name_hint
                error=submission.field("/name") max_chars=100 required=true/>
            <Field id="found-address" name="slug" label=t.address value=slug hint=t.address_hint
                error=submission.field("/slug") max_chars=80 required=true/>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.found}</Button>
            </div>
        </form>
    }
}
