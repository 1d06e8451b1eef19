//! The second factor: a code of the authenticator app, or a recovery code.

use leptos::prelude::*;
use shared::{
    identity::api::{SecondFactor, SignInSecondFactor},
    problem::{Problem, ProblemKind},
};

use super::{SecondStep, texts};
use crate::{
    forms::{FormProblem, Submission},
    loading::replaced,
    transport::send,
    ui::{Button, Field, FieldKind, Look},
    view,
    view::live,
};

/// The step lasts five minutes; after that one begins again with the password.
#[component]
pub fn SecondFactorForm(
    step: SecondStep,
    second: RwSignal<Option<SecondStep>>,
    on_done: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let code = RwSignal::new(String::new());
    let recovery = RwSignal::new(false);
    let submission = Submission::new();
    let SecondStep { step, recovery_left } = step;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let body = SecondFactor { step: step.clone(), code: code.get_untracked() };
        let intent = submission.intent();
        submission
            .run(async move { send::<SignInSecondFactor>(&(), &body, &intent, None).await }, move |_| {
                on_done.run(())
            });
    };
    let field = replaced(
        move || recovery.get(),
        move |recovery| {
            let (label, hint) = if recovery {
                (t.recovery_code, (t.recovery_left)(recovery_left))
            } else {
                (t.code, t.code_hint.to_owned())
            };
            view! { <Field id="code" name="code" label=label hint=hint value=code kind=FieldKind::Code required=true/> }
        },
    );
    let change = move |()| {
        code.set(String::new());
        submission.clear();
        recovery.update(|recovery| *recovery = !*recovery);
    };
    view! {
        <form class="form" method="post" action="/sign-in" on:submit=submit>
            <p>{t.second_factor}</p>
            {field}
            <FormProblem submission=submission said=said/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.confirm}</Button>
                {(recovery_left > 0).then(|| view! {
                    <Button look=Look::Quiet on_press=change>
                        {live(move || if recovery.get() { t.use_app } else { t.use_recovery })}
                    </Button>
                })}
                <Button look=Look::Quiet on_press=move |()| second.set(None)>{t.begin_again}</Button>
            </div>
        </form>
    }
}

fn said(problem: &Problem) -> Option<&'static str> {
    let t = texts();
    if problem.is(ProblemKind::ProofRefused) {
        Some(t.code_refused)
    } else if problem.is(ProblemKind::Gone) || problem.is(ProblemKind::NotFound) {
        Some(t.step_over)
    } else if problem.is(ProblemKind::TooManyRequests) {
        Some(t.too_many)
    } else {
        None
    }
}
