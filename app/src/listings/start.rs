//! Starting a listing.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    decisions::words::Words,
    endpoint::ByOrganisation,
    ids::ListingId,
    listings::api::{NewApp, StartApp},
};

use super::{href, texts};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    organisations::Here,
    transport::send,
    ui::{Button, Field, Look, Sheet},
    view,
};

#[component]
pub fn Start(here: Here, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let name = RwSignal::new(String::new());
    let listing = ListingId::new(&FreshIds);
    let go = StoredValue::new_local(use_navigate());
    let start = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(name) = submission.parsed::<Words>("/name", &name.get_untracked(), t.no_name) else {
            return;
        };
        let body = NewApp { listing, name };
        let (path, intent) = (ByOrganisation { organisation: here.organisation }, submission.intent());
        submission.run(async move { send::<StartApp>(&path, &body, &intent, None).await }, move |app| {
            open.set(false);
            go.with_value(|go| go(&href(app.row.listing), Default::default()));
        });
    };
    view! {
        <Sheet open=open title=t.start_title>
            <form class="form" method="post" on:submit=start novalidate>
                <Field id="listing-name" name="name" label=t.start_name value=name hint=t.start_name_hint
                    error=submission.field("/name") max_chars=60 required=true/>
                <FormProblem submission=submission/>
                <div class="form-ways sticky-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.begin}</Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        </Sheet>
    }
}
