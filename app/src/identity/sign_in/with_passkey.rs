//! Signing in with a passkey: by the button, or from the list under the address.

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use shared::identity::api::{FinishPasskeySignIn, Me, PasskeyAnswer, StartPasskeySignIn};

use super::{super::passkey, texts};
use crate::{
    forms::{FormProblem, Submission, new_intent},
    transport::{CallError, send},
    ui::{Button, Icon, IconName},
    view,
    view::effect,
};

/// The question that waits under the address field.
pub type Waiting = StoredValue<Option<SendWrapper<passkey::Waiting>>>;

/// The button. While nobody presses it, browsers that can offer passkeys in the list under the address.
#[component]
pub fn PasskeyButton(waiting: Waiting, on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    effect(move || {
        spawn_local(async move {
            // Without an answer the button is still there.
            if wait_in_field(waiting).await.is_ok() {
                on_done.run(());
            }
        });
    });
    on_cleanup(move || end(waiting));
    let press = move |()| {
        end(waiting);
        let intent = submission.intent();
        submission.run(
            async move {
                let asked = send::<StartPasskeySignIn>(&(), &(), &intent, None).await?;
                let credential = passkey::get(&asked.options).await?;
                finish(asked.ceremony, credential).await
            },
            move |_| on_done.run(()),
        );
    };
    view! {
        <div>
            <Button busy=submission.busy on_press=press>
                <Icon name=IconName::Key/>
                {t.use_passkey}
            </Button>
            <FormProblem submission=submission/>
        </div>
    }
}

async fn wait_in_field(waiting: Waiting) -> Result<Me, CallError> {
    let question = match passkey::Waiting::new() {
        Some(question) if passkey::offered_in_fields().await => question,
        _ => return Err(CallError::Offline),
    };
    let asked = send::<StartPasskeySignIn>(&(), &(), &new_intent(), None).await?;
    // The page may be gone, and with it the place to keep the question.
    if waiting.try_update_value(|waiting| *waiting = Some(SendWrapper::new(question.clone()))).is_none() {
        return Err(CallError::Offline);
    }
    let credential = passkey::get_in_field(&asked.options, &question).await?;
    finish(asked.ceremony, credential).await
}

async fn finish(ceremony: String, credential: serde_json::Value) -> Result<Me, CallError> {
    let answer = PasskeyAnswer { ceremony, credential };
    send::<FinishPasskeySignIn>(&(), &answer, &new_intent(), None).await
}

/// A browser asks one question at a time.
fn end(waiting: Waiting) {
    if let Some(question) = waiting.try_update_value(Option::take).flatten() {
        question.end();
    }
}
