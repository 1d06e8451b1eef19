//! Disconnecting the provider.

use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    sign_on::api::{DisconnectSignOn, SignOnView},
};

use super::texts;
use crate::{
    forms::{FormProblem, Submission},
    organisations::Here,
    transport::send,
    ui::{Button, Confirm, Look, Toast, use_toasts},
    view,
};

#[component]
pub fn Disconnect(sign_on: RwSignal<SignOnView>, here: Here) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let open = RwSignal::new(false);
    let disconnect = move |()| {
        let (path, intent) = (ByOrganisation { organisation: here.organisation }, submission.intent());
        submission.run(
            async move { send::<DisconnectSignOn>(&path, &(), &intent, None).await },
            move |reply| {
                open.set(false);
                sign_on.set(reply);
                toasts.show(Toast { text: t.disconnected.to_owned(), undo: None });
            },
        );
    };
    view! {
        <section class="panel" aria-labelledby="disconnect-title">
            <h2 id="disconnect-title">{t.disconnect_title}</h2>
            <p>{t.disconnect_body}</p>
            <div class="form-ways">
                <Button look=Look::Danger on_press=move |()| open.set(true)>{t.disconnect}</Button>
            </div>
            <Confirm open=open id="disconnect" title=t.disconnect_question deed=t.disconnect
                busy=submission.busy on_confirm=disconnect>
                <p>{t.disconnect_body}</p>
                <FormProblem submission=submission/>
            </Confirm>
        </section>
    }
}
