//! Changing the name and the address.

use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    identity::model::Name,
    organisations::api::{EditOrganisation, OrganisationEdit, OrganisationView},
    slug::Slug,
};

use super::{super::here::refresh, texts};
use crate::{
    forms::{FormProblem, Now, Submission, texts as forms},
    transport::send,
    ui::{Button, Field, Look, Toast, use_toasts},
    view,
    workspace::Mine,
};

/// When somebody was faster, both are shown side by side and what was typed stays; sending again puts it in
/// place of theirs.
#[component]
pub fn EditForm(organisation: RwSignal<OrganisationView>) -> impl IntoView {
    let t = texts();
    let (mine, toasts) = (Mine::context(), use_toasts());
    let submission = Submission::new();
    let shown = organisation.get_untracked();
    let (name, slug) = (RwSignal::new(shown.name), RwSignal::new(shown.slug));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let shown = organisation.get_untracked();
        let Some(name) = submission.parsed::<Name>("/name", &name.get_untracked(), forms().no_name) else {
            return;
        };
        let Some(slug) = submission.parsed::<Slug>("/slug", slug.get_untracked().trim(), t.bad_address)
        else {
            return;
        };
        let based_on = submission.based_on(shown.version, "/version");
        let body = OrganisationEdit { name: Some(name), slug: Some(slug) };
        let (path, intent) = (ByOrganisation { organisation: shown.id }, submission.intent());
        submission.run(
            async move { send::<EditOrganisation>(&path, &body, &intent, Some(based_on)).await },
            move |reply| {
                organisation.set(reply);
                refresh(mine);
                toasts.show(Toast { text: t.saved.to_owned(), undo: None });
            },
        );
    };
    let now = vec![
        Now { label: t.name, pointer: "/name", yours: name.into() },
        Now { label: t.address, pointer: "/slug", yours: slug.into() },
    ];
    view! {
        <form class="form" method="post" on:submit=save novalidate>
            <Field id="organisation-name" name="name" label=t.name value=name hint=t.name_hint
                error=submission.field("/name") max_chars=100 required=true/>
            <Field id="organisation-address" name="slug" label=t.address value=slug hint=t.address_hint
                error=submission.field("/slug") max_chars=80 required=true/>
            <FormProblem submission=submission now=now/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.save}</Button>
            </div>
        </form>
    }
}
