//! Name, language and mail address.

use leptos::prelude::*;
use shared::identity::{
    api::{AskToChangeMail, EditProfile, MailAddress, MyPerson, ProfileEdit},
    email::Email,
    model::Name,
};

use super::{super::sign_in::sign_up::LookIntoMail, texts};
use crate::{
    forms::{self, FormProblem, Now, Submission},
    i18n::Locale,
    loading::replaced,
    transport::send,
    ui::{Button, Field, FieldKind, Look, Select, SelectOption, Toast, use_toasts},
    view,
    workspace::{Area, Mine, WorkspaceFrame, use_me},
};

#[component]
pub fn ProfilePage() -> impl IntoView {
    view! {
        <WorkspaceFrame area=Area::Profile title=texts().profile>
            <Profile/>
        </WorkspaceFrame>
    }
}

#[component]
fn Profile() -> impl IntoView {
    // The frame draws this only when somebody is signed in; the forms begin with what is known now.
    let person = use_me().get_untracked().and_then(|me| me.person);
    person.map(|person| {
        let email = person.email.to_string();
        view! {
            <ProfileForm person=person/>
            <MailForm email=email/>
        }
    })
}

#[component]
fn ProfileForm(person: MyPerson) -> impl IntoView {
    let t = texts();
    let mine = Mine::context();
    let me = mine.me();
    let toasts = use_toasts();
    let name = RwSignal::new(person.name.to_string());
    let locale = RwSignal::new(person.locale.as_str().to_owned());
    let submission = Submission::new();
    let version = person.version;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let no_name = forms::texts().no_name;
        let typed = name.get_untracked();
        let Some(name) = submission.parsed::<Name>("/name", &typed, no_name) else { return };
        let body = ProfileEdit { name: Some(name), locale: locale.get_untracked().parse().ok() };
        let shown = me.with_untracked(|me| me.as_ref()?.person.as_ref().map(|person| person.version));
        let based_on = submission.based_on(shown.unwrap_or(version), "/person/version");
        let intent = submission.intent();
        submission.run(
            async move { send::<EditProfile>(&(), &body, &intent, Some(based_on)).await },
            move |me| {
                mine.set(me);
                toasts.show(Toast { text: t.saved.to_owned(), undo: None });
            },
        );
    };
    let now = vec![
        Now { label: t.name, pointer: "/person/name", yours: name.into() },
        Now { label: t.language, pointer: "/person/locale", yours: locale.into() },
    ];
    view! {
        <form class="form panel" method="post" action="/account" on:submit=submit>
            <Field
                id="name"
                name="name"
                label=t.name
                hint=t.name_hint
                value=name
                max_chars=100
                error=submission.field("/name")
                autocomplete="name"
                required=true
            />
            <Select id="locale" name="locale" label=t.language value=locale options=languages(person.locale.as_str())/>
            <p class="hint">{t.language_hint}</p>
            <FormProblem submission=submission now=now/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.save_profile}</Button>
            </div>
        </form>
    }
}

/// Those of the screens, and the person's own where that is another.
fn languages(own: &str) -> Vec<SelectOption> {
    let mut options: Vec<_> = Locale::ALL
        .map(|locale| SelectOption { value: locale.tag().to_owned(), label: locale.endonym().to_owned() })
        .into();
    if options.iter().all(|option| option.value != own) {
        options.push(SelectOption { value: own.to_owned(), label: own.to_owned() });
    }
    options
}

/// A new address is one's own once the link that goes to it was opened.
#[component]
fn MailForm(email: String) -> impl IntoView {
    let t = texts();
    let address = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<String>);
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = address.get_untracked();
        let bad = forms::texts().bad_mail;
        let Some(email) = submission.parsed::<Email>("/email", &typed, bad) else { return };
        let (body, intent) = (MailAddress { email }, submission.intent());
        submission.run(async move { send::<AskToChangeMail>(&(), &body, &intent, None).await }, move |_| {
            asked.set(Some(typed));
        });
    };
    let sent = replaced(
        move || asked.get(),
        |asked| asked.map(|email| view! { <LookIntoMail email=email/> }).into_any(),
    );
    view! {
        <form class="form panel" method="post" action="/account" on:submit=submit>
            <h2>{t.mail}</h2>
            <p>{(t.mail_is)(&email)}</p>
            <Field
                id="new-mail"
                name="email"
                label=t.new_mail
                hint=t.new_mail_hint
                value=address
                kind=FieldKind::Email
                error=submission.field("/email")
                autocomplete="email"
                required=true
            />
            <FormProblem submission=submission/>
            {sent}
            <div class="form-ways">
                <Button submit=true busy=submission.busy>{t.change_mail}</Button>
            </div>
        </form>
    }
}
