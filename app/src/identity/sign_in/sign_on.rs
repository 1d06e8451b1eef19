//! Signing in through an organisation's identity provider.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    endpoint::decode_pairs,
    problem::{Problem, ProblemKind},
    sign_on::api::{FinishSignOn, SignOnAnswer, SignOnAsked, StartSignOn},
};

use super::{
    super::{
        after::{HOME, after, is_own},
        doorway::Doorway,
    },
    texts,
};
use crate::{
    browser::go,
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Field, Icon, IconName, LinkButton, Look, Skeleton},
    view,
    view::{effect, live},
};

/// Asks whose provider it is, and goes there.
#[component]
pub fn SignOnForm() -> impl IntoView {
    let t = texts();
    let who = RwSignal::new(String::new());
    let search = use_location().search;
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let who = who.with_untracked(|who| who.trim().to_owned());
        let body = SignOnAsked { who, after: Some(after(&search.get_untracked())) };
        let intent = submission.intent();
        submission.run(async move { send::<StartSignOn>(&(), &body, &intent, None).await }, |asked| {
            go(&asked.url);
        });
    };
    view! {
        <details class="more-ways">
            <summary class=Look::Plain.class()>
                <Icon name=IconName::Building/>
                {t.sign_on}
            </summary>
            <form class="form" method="post" action="/sign-in" on:submit=submit>
                <Field
                    id="sign-on-who"
                    name="who"
                    label=t.sign_on_who
                    hint=t.sign_on_hint
                    value=who
                    error=submission.field("/who")
                    autocomplete="email"
                    required=true
                />
                <FormProblem submission=submission said=not_connected/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.sign_on_go}</Button>
                </div>
            </form>
        </details>
    }
}

fn not_connected(problem: &Problem) -> Option<&'static str> {
    problem.is(ProblemKind::NotFound).then(|| texts().sign_on_unknown)
}

/// Where the provider sends people back to. Asks nothing: what came in the address is handed on.
#[component]
pub fn SignOnCallbackPage() -> impl IntoView {
    let t = texts();
    let search = use_location().search;
    let submission = Submission::new();
    effect(move || {
        let body = answer(&search.get_untracked());
        let intent = submission.intent();
        submission.run(async move { send::<FinishSignOn>(&(), &body, &intent, None).await }, |done| {
            go(if is_own(&done.after) { &done.after } else { HOME });
        });
    });
    let state = live(move || {
        if submission.problem.with(Option::is_some) {
            return view! {
                <div class="form-ways">
                    <LinkButton look=Look::Primary href="/sign-in">{t.begin_again}</LinkButton>
                </div>
            };
        }
        view! { <Skeleton lines=3/> }
    });
    view! {
        <Doorway title=t.sign_on lead=t.sign_on_lead>
            <FormProblem submission=submission/>
            {state}
        </Doorway>
    }
}

fn answer(search: &str) -> SignOnAnswer {
    let mut answer = SignOnAnswer::default();
    for (name, value) in decode_pairs(search).unwrap_or_default() {
        match name.as_str() {
            "state" => answer.state = value,
            "code" => answer.code = Some(value),
            "error" => answer.error = Some(value),
            "error_description" => answer.error_description = Some(value),
            "iss" => answer.iss = Some(value),
            // Providers add parameters of their own, such as `session_state`.
            _ => {}
        }
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn what_the_provider_sent_is_handed_on_and_nothing_else() {
        let read = answer("code=a%2Fb&state=s&session_state=x&iss=https%3A%2F%2Flogin.example");
        assert_eq!((read.code.as_deref(), read.state.as_str()), (Some("a/b"), "s"));
        assert_eq!(read.iss.as_deref(), Some("https://login.example"));
        assert_eq!(answer("error=access_denied").error.as_deref(), Some("access_denied"));
    }
}
