//! Taking away a certification that holds.

use leptos::prelude::*;
use shared::{
    certification::api::{CertificationCase, Said, WithdrawCertification},
    decisions::words::Words,
    endpoint::ByCertification,
};

use super::super::texts;
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Confirm, Look, TextArea},
    view,
};

#[component]
pub fn Withdraw(at: ByCertification, case: RwSignal<CertificationCase>) -> impl IntoView {
    let t = &texts().console;
    let submission = Submission::new();
    let (open, words) = (RwSignal::new(false), RwSignal::new(String::new()));
    let name = case.with_untracked(|case| case.row.name.clone());
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let complaint = texts().no_words;
        if submission.parsed::<Words>("/words", &words.get_untracked(), complaint).is_some() {
            submission.clear();
            open.set(true);
        }
    };
    let withdraw = move |()| {
        let Ok(said) = words.get_untracked().parse::<Words>() else { return };
        let version = case.with_untracked(|case| case.view.version);
        let (intent, based_on) = (submission.intent(), submission.based_on(version, "/view/version"));
        submission.run(
            async move {
                send::<WithdrawCertification>(&at, &Said { words: said }, &intent, Some(based_on)).await
            },
            move |next| {
                open.set(false);
                case.set(next);
            },
        );
    };
    view! {
        <section class="panel" aria-labelledby="withdraw-title">
            <h3 id="withdraw-title">{t.withdraw_title}</h3>
            <p>{t.withdraw_about}</p>
            <form class="form" method="post" on:submit=ask novalidate>
                <TextArea id="withdraw-words" name="words" label=t.withdraw_why value=words rows=3
                    hint=t.words_hint error=submission.field("/words") required=true/>
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Danger submit=true busy=submission.busy>{t.withdraw}</Button>
                </div>
            </form>
            <Confirm open=open title=(t.withdraw_sure)(&name) deed=t.withdraw id="withdraw"
                busy=submission.busy on_confirm=withdraw>
                <p>{t.withdraw_about}</p>
            </Confirm>
        </section>
    }
}
