//! The first run: a server without data gets its operator.

pub mod texts;

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    identity::{email::Email, model::Name},
    organisations::api::{FirstOperator, GetSetUp, SetUp},
    problem::{Problem, ProblemKind},
    slug::Slug,
};

pub use texts::{Texts, texts};

use super::{
    after::HOME,
    chosen::{ChosenPassword, accepted},
    doorway::Doorway,
};
use crate::{
    browser::{follow_fragment, go},
    forms::{self, FormProblem, Submission},
    i18n::use_locale,
    transport::send,
    ui::{Button, Field, FieldKind, LinkButton, Look, Notice, Tone},
    view,
    workspace::private,
};

/// The page; a server that has its operator says so.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let t = texts();
    let content = private::<GetSetUp>(
        || Some(GetSetUp::url(&(), &())),
        move |state, _| {
            if state.needed {
                view! {
                    <p class="lead">{t.lead}</p>
                    <SetUpForm/>
                }
            } else {
                view! {
                    <Notice tone=Tone::Information><p>{t.done_already}</p></Notice>
                    <div class="form-ways">
                        <LinkButton look=Look::Primary href="/sign-in">{t.sign_in}</LinkButton>
                    </div>
                }
            }
        },
    );
    view! { <Doorway title=t.title lead="">{content}</Doorway> }
}

#[component]
fn SetUpForm() -> impl IntoView {
    let t = texts();
    let [code, company, slug, name, email, password] = [(); 6].map(|()| RwSignal::new(String::new()));
    let locale = use_locale();
    let submission = Submission::new();
    follow_fragment(move |given| {
        if !given.is_empty() {
            code.set(given);
        }
    });
    // The address follows the name until somebody writes another one.
    Effect::new(move |before: Option<String>| {
        let suggested = company
            .with(|company| Slug::from_name(company))
            .map_or_else(String::new, |slug| slug.to_string());
        if slug.with_untracked(|slug| slug.is_empty() || Some(slug) == before.as_ref()) {
            slug.set(suggested.clone());
        }
        suggested
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let f = forms::texts();
        let (typed_name, typed_email) = (name.get_untracked(), email.get_untracked());
        let company = company.get_untracked();
        let Some(organisation) = submission.parsed::<Name>("/organisation", &company, f.no_name) else {
            return;
        };
        let Some(slug) = submission.parsed::<Slug>("/slug", &slug.get_untracked(), t.bad_slug) else {
            return;
        };
        let Some(name) = submission.parsed::<Name>("/name", &typed_name, f.no_name) else { return };
        let Some(email) = submission.parsed::<Email>("/email", &typed_email, f.bad_mail) else { return };
        let password = password.get_untracked();
        if !accepted(submission, &password, &typed_email, &typed_name) {
            return;
        }
        // The tags of the screens' languages are locales.
        let Ok(locale) = locale.tag().parse() else { return };
        let code = code.with_untracked(|code| code.trim().to_owned());
        let body = FirstOperator { code, organisation, slug, name, email, password, locale };
        let intent = submission.intent();
        submission.run(async move { send::<SetUp>(&(), &body, &intent, None).await }, |_| go(HOME));
    };
    view! {
        <form class="form" method="post" action="/set-up" on:submit=submit>
            <Field
                id="code"
                name="code"
                label=t.code
                hint=t.code_hint
                value=code
                kind=FieldKind::Code
                error=submission.field("/code")
                autocomplete="off"
                required=true
            />
            <Field
                id="organisation"
                name="organisation"
                label=t.company
                hint=t.company_hint
                value=company
                error=submission.field("/organisation")
                autocomplete="organization"
                required=true
            />
            <Field
                id="slug"
                name="slug"
                label=t.slug
                hint=t.slug_hint
                value=slug
                error=submission.field("/slug")
                autocomplete="off"
                required=true
            />
            <Field
                id="name"
                name="name"
                label=t.name
                value=name
                error=submission.field("/name")
                autocomplete="name"
                required=true
            />
            <Field
                id="email"
                name="email"
                label=t.email
                value=email
                kind=FieldKind::Email
                error=submission.field("/email")
                autocomplete="username"
                required=true
            />
            <ChosenPassword id="password" value=password submission=submission email=email name=name/>
            <FormProblem submission=submission said=said/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.set_up}</Button>
            </div>
        </form>
    }
}

fn said(problem: &Problem) -> Option<&'static str> {
    let t = texts();
    if problem.is(ProblemKind::Conflict) {
        Some(t.done_already)
    } else if problem.is(ProblemKind::ProofRefused) {
        Some(t.wrong_code)
    } else {
        None
    }
}
