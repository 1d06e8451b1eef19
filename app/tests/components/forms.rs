//! Passwords, and what a form says when it fails.

use app::{
    forms::{FormProblem, Submission},
    transport::CallError,
    ui::{Field, PasswordField},
};
use leptos::{prelude::*, task::tick};
use shared::problem::{FieldError, Problem, ProblemKind};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::stage::Stage;

#[wasm_bindgen_test]
async fn a_password_is_shown_on_demand_and_hidden_again() {
    let value = RwSignal::new(String::new());
    let stage = Stage::show(move || {
        view! {
            <PasswordField id="secret" name="password" label="Password" value=value autocomplete="current-password"/>
        }
    })
    .await;
    stage.type_in("#secret", "walnut fiddle").await;
    assert_eq!(value.get_untracked(), "walnut fiddle");
    assert_eq!(stage.attribute("#secret", "type").as_deref(), Some("password"));
    stage.press(".reveal").await;
    assert_eq!(stage.attribute("#secret", "type").as_deref(), Some("text"));
    assert_eq!(stage.attribute(".reveal", "aria-pressed").as_deref(), Some("true"));
    stage.press(".reveal").await;
    assert_eq!(stage.attribute("#secret", "type").as_deref(), Some("password"));
}

/// A form with one field whose next attempt ends as the test says.
async fn form(outcomes: Vec<Result<(), CallError>>) -> (Stage, RwSignal<Vec<String>>, RwSignal<u32>) {
    let email = RwSignal::new(String::new());
    let intents = RwSignal::new(Vec::new());
    let done = RwSignal::new(0);
    let outcomes = StoredValue::new(outcomes);
    let stage = Stage::show(move || {
        let submission = Submission::new();
        let submit = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            intents.update(|intents| intents.push(submission.intent()));
            let outcome =
                outcomes.try_update_value(|outcomes| outcomes.remove(0)).expect("an outcome is left");
            submission.run(async move { outcome }, move |()| done.update(|done| *done += 1));
        };
        view! {
            <form on:submit=submit>
                <Field id="email" name="email" label="Address" value=email error=submission.field("/email")/>
                <FormProblem submission=submission/>
                <button>"Send"</button>
            </form>
        }
    })
    .await;
    (stage, intents, done)
}

async fn send(stage: &Stage) {
    stage.press("form > button").await;
    tick().await;
}

/// The focus moves in the next frame.
async fn frame() {
    let promise = js_sys::Promise::new(&mut |done, _| {
        window().request_animation_frame(&done).expect("a window that is drawn");
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.expect("a frame never fails");
    tick().await;
}

fn problem(kind: ProblemKind) -> CallError {
    CallError::Problem(Box::new(Problem::new(kind, "This is why.")))
}

#[wasm_bindgen_test]
async fn a_retry_after_a_lost_answer_is_the_same_deed() {
    let (stage, intents, done) =
        form(vec![Err(CallError::Offline), Err(problem(ProblemKind::Conflict)), Ok(()), Ok(())]).await;
    for _ in 0..4 {
        send(&stage).await;
    }
    let intents = intents.get_untracked();
    assert_eq!(intents[0], intents[1], "nobody answered the first attempt");
    assert_ne!(intents[1], intents[2], "a problem is an answer");
    assert_ne!(intents[2], intents[3]);
    assert_eq!(intents[0].len(), 32);
    assert_eq!(done.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn an_error_of_a_field_stands_under_it_and_leads_there() {
    let fault = Problem::invalid(vec![FieldError::pointer("/email", "This is no address.")]);
    let (stage, ..) = form(vec![Err(CallError::Problem(Box::new(fault))), Ok(())]).await;
    stage.type_in("#email", "anna@").await;
    send(&stage).await;
    frame().await;
    assert_eq!(stage.attribute("#email", "aria-invalid").as_deref(), Some("true"));
    assert!(stage.get::<HtmlElement>("#email-notes").inner_text().contains("This is no address."));
    assert!(stage.find(".notice").is_none(), "the field says it all");
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some("email"));
    send(&stage).await;
    assert_eq!(stage.attribute("#email", "aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn what_no_field_shows_is_said_beside_them_and_takes_the_focus() {
    let (stage, ..) = form(vec![Err(problem(ProblemKind::Conflict))]).await;
    send(&stage).await;
    frame().await;
    assert_eq!(stage.attribute(".notice", "role").as_deref(), Some("alert"));
    assert!(stage.get::<HtmlElement>(".notice").inner_text().contains("This is why."));
    let focused = document().active_element().map(|element| element.class_name());
    assert_eq!(focused.as_deref(), Some("form-problem"));
}

#[wasm_bindgen_test]
async fn a_newer_version_is_remembered_until_an_attempt_succeeds() {
    let stale = Problem {
        current: Some(serde_json::json!({ "version": 7 })),
        ..Problem::new(ProblemKind::VersionStale, "It changed in the meantime.")
    };
    let stale = CallError::Problem(Box::new(stale));
    let outcomes = vec![Err(stale), Err(problem(ProblemKind::Conflict)), Err(CallError::Offline), Ok(())];
    let based_on = RwSignal::new(Vec::new());
    let outcomes = StoredValue::new(outcomes);
    let stage = Stage::show(move || {
        let submission = Submission::new();
        let submit = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            based_on.update(|based_on| based_on.push(submission.based_on(3, "/version")));
            let outcome = outcomes
                .try_update_value(|outcomes| if outcomes.is_empty() { Ok(()) } else { outcomes.remove(0) });
            submission.run(async move { outcome.unwrap_or(Ok(())) }, |()| ());
        };
        view! {
            <form on:submit=submit>
                <FormProblem submission=submission/>
                <button>"Send"</button>
            </form>
        }
    })
    .await;
    for _ in 0..5 {
        send(&stage).await;
    }
    assert_eq!(based_on.get_untracked(), [3, 7, 7, 7, 3], "what was read, what is newer, what was read anew");
}

#[wasm_bindgen_test]
async fn who_was_slower_sees_what_is_there_now() {
    let stale = Problem {
        current: Some(serde_json::json!({ "version": 7, "name": "Anna Lind", "roles": [] })),
        ..Problem::new(ProblemKind::VersionStale, "It changed in the meantime.")
    };
    let (stage, ..) = form(vec![Err(CallError::Problem(Box::new(stale)))]).await;
    stage.type_in("#email", "mine").await;
    send(&stage).await;
    let table: HtmlElement = stage.get(".difference table");
    let text = table.text_content().unwrap_or_default();
    assert!(text.contains("Anna Lind") && text.contains('7'), "{text}");
    assert_eq!(stage.get::<web_sys::HtmlInputElement>("#email").value(), "mine");
}
