//! Making a tenant.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    endpoint::ByListing,
    ids::SandboxId,
    sandbox::{
        api::{MakeSandbox, NewSandbox},
        target::Target,
    },
};

use super::{tenant_href, texts};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Field, Look, Sheet},
    view,
};

/// What its data are made from at first.
const SEED: u32 = 1;

/// The form, in the page.
#[component]
pub fn Make(at: ByListing, loopback: bool) -> impl IntoView {
    form(at, loopback, None)
}

/// The form, beside what is there.
#[component]
pub fn Another(at: ByListing, loopback: bool, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Sheet open=open title=texts().make_title>
            {form(at, loopback, Some(open))}
        </Sheet>
    }
}

fn form(at: ByListing, loopback: bool, open: Option<RwSignal<bool>>) -> AnyView {
    let t = texts();
    let submission = Submission::new();
    let target = RwSignal::new(String::new());
    let id = SandboxId::new(&FreshIds);
    let go = StoredValue::new_local(use_navigate());
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = target.get_untracked();
        let Some(target) = submission.parsed::<Target>("/target", typed.trim(), t.bad_target) else { return };
        let body = NewSandbox { sandbox: id, target, seed: SEED };
        let intent = submission.intent();
        submission.run(async move { send::<MakeSandbox>(&at, &body, &intent, None).await }, move |made| {
            go.with_value(|go| go(&tenant_href(at.listing, made.sandbox), Default::default()));
        });
    };
    let hint = if loopback { t.target_hint_loopback } else { t.target_hint };
    let cancel = open.map(|open| view! { <Button on_press=move |()| open.set(false)>{t.cancel}</Button> });
    view! {
        <form class="form" method="post" on:submit=make novalidate>
            <Field id="sandbox-target" name="target" label=t.target value=target hint=hint
                error=submission.field("/target") max_chars=300 required=true/>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.make}</Button>
                {cancel}
            </div>
        </form>
    }
}
