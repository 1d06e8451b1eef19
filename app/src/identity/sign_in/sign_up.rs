//! Asking for an account.

use leptos::prelude::*;
use shared::identity::{
    api::{NewAccount, SignUp},
    email::Email,
    model::Name,
};

use super::{
    super::{
        chosen::{ChosenPassword, accepted},
        doorway::Doorway,
    },
    texts,
};
use crate::{
    forms::{self, FormProblem, Submission},
    i18n::use_locale,
    loading::replaced,
    platform::use_platform,
    transport::send,
    ui::{Button, Field, FieldKind, Look, Notice, Tone},
    view,
};

/// The page. What happens next stands in a mail, and so is the same for an address that has an account.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let t = texts();
    let asked = RwSignal::new(None::<String>);
    let content = replaced(
        move || asked.get(),
        move |email| match email {
            None => view! { <SignUpForm asked=asked/> },
            Some(email) => view! { <LookIntoMail email=email/> },
        },
    );
    view! { <Doorway title=t.sign_up lead=t.sign_up_lead>{content}</Doorway> }
}

#[component]
fn SignUpForm(asked: RwSignal<Option<String>>) -> impl IntoView {
    let t = texts();
    let [name, email, password] = [(); 3].map(|()| RwSignal::new(String::new()));
    let locale = use_locale();
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (typed_name, typed_email) = (name.get_untracked(), email.get_untracked());
        let f = forms::texts();
        let Some(name) = submission.parsed::<Name>("/name", &typed_name, f.no_name) else { return };
        let Some(email) = submission.parsed::<Email>("/email", &typed_email, f.bad_mail) else { return };
        let password = password.get_untracked();
        if !accepted(submission, &password, &typed_email, &typed_name) {
            return;
        }
        // The tags of the screens' languages are locales.
        let Ok(locale) = locale.tag().parse() else { return };
        let body = NewAccount { email, name, password, locale };
        let intent = submission.intent();
        submission.run(async move { send::<SignUp>(&(), &body, &intent, None).await }, move |_| {
            asked.set(Some(typed_email));
        });
    };
    view! {
        <form class="form" method="post" action="/sign-up" on:submit=submit>
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
                hint=t.email_hint
                value=email
                kind=FieldKind::Email
                error=submission.field("/email")
                autocomplete="username"
                required=true
            />
            <ChosenPassword id="password" value=password submission=submission email=email name=name/>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.create_account}</Button>
            </div>
            <p class="doorway-foot">{t.have_account}" "<a href="/sign-in">{t.sign_in}</a></p>
        </form>
    }
}

/// The next step is in a mail.
#[component]
pub fn LookIntoMail(email: String) -> impl IntoView {
    let t = texts();
    let demo = use_platform().demo.then(|| view! { <p><a href="/dev/mail">{t.open_mailbox}</a></p> });
    view! {
        <div tabindex="-1" autofocus>
            <Notice tone=Tone::Done>
                <p>{(t.mail_sent)(&email)}</p>
                <p>{t.mail_sent_help}</p>
                {demo}
            </Notice>
        </div>
    }
}
