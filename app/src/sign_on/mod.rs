//! The organisation's own identity provider.

pub mod disconnect;
pub mod form;
pub mod texts;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    organisations::{
        api::{ListMembers, RoleName},
        permission::Permission,
        role::BuiltIn,
    },
    sign_on::api::{ConnectionView, GetSignOn, SignOnView},
};

pub use texts::{Texts, texts};

use crate::{
    i18n::{instant, list, use_locale},
    loading::replaced,
    organisations::{self, Here},
    transport::call,
    ui::{CodeBox, LinkButton, Notice, Tag, Tone},
    view,
    view::effect,
    workspace::{Area, private},
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    (path == Area::SignOn.path()).then(page)
}

fn page() -> AnyView {
    organisations::page(Area::SignOn, |here| {
        let roles = roles(here);
        private::<GetSignOn>(
            move || Some(GetSignOn::url(&ByOrganisation { organisation: here.organisation }, &())),
            move |sign_on, _| view! { <SignOnPage sign_on=sign_on here=here roles=roles/> },
        )
    })
}

/// The roles that the caller can give: the built-in ones until it is known which others there are.
fn roles(here: Here) -> RwSignal<Vec<RoleName>> {
    let held =
        |role: &BuiltIn| role.permissions(here.kind).is_some_and(|held| held.is_within(here.permissions));
    let built_in = BuiltIn::ALL.into_iter().filter(held);
    let built_in = built_in.map(|role| RoleName { role: role.as_str().to_owned(), name: None });
    let roles = RwSignal::new(built_in.collect());
    if here.may(Permission::MembersRead) {
        effect(move || {
            spawn_local(async move {
                let path = ByOrganisation { organisation: here.organisation };
                if let Ok(members) = call::<ListMembers>(&path, &()).await {
                    // The page may have been left meanwhile.
                    let _ = roles.try_set(members.roles);
                }
            });
        });
    }
    roles
}

#[component]
pub fn SignOnPage(
    sign_on: SignOnView,
    here: Here,
    #[prop(into)] roles: Signal<Vec<RoleName>>,
) -> impl IntoView {
    let t = texts();
    let sign_on = RwSignal::new(sign_on);
    let manages = here.may(Permission::SignOnManage);
    let state = replaced(
        move || sign_on.with(|sign_on| sign_on.connection.clone()),
        |connection| {
            view! { <State connection=connection/> }
        },
    );
    let proved = replaced(
        move || sign_on.with(|sign_on| sign_on.domains.clone()),
        |domains| {
            view! { <Domains domains=domains/> }
        },
    );
    let redirect = sign_on.with_untracked(|sign_on| sign_on.redirect.clone());
    let ready = sign_on.with_untracked(|sign_on| !sign_on.domains.is_empty() || sign_on.connection.is_some());
    let form = match (manages, ready) {
        (true, true) => view! { <form::ConnectionForm sign_on=sign_on here=here roles=roles/> },
        (true, false) => ().into_any(),
        (false, _) => view! { <p class="quiet">{t.may_not}</p> },
    };
    let disconnect = manages.then(|| {
        replaced(
            move || sign_on.with(|sign_on| sign_on.connection.is_some()),
            move |connected| {
                connected.then(|| view! { <disconnect::Disconnect sign_on=sign_on here=here/> }).into_any()
            },
        )
    });
    view! {
        <p class="lead">{t.lead}</p>
        {state}
        {proved}
        <section class="panel" aria-labelledby="redirect-title">
            <h2 id="redirect-title">{t.steps_title}</h2>
            <p>{t.redirect_about}</p>
            <CodeBox label=t.redirect text=redirect/>
        </section>
        {form}
        {disconnect}
    }
}

/// Whether it is connected, and whether it works.
#[component]
pub fn State(connection: Option<ConnectionView>) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let Some(connection) = connection else {
        return view! { <p class="sign-on-state"><Tag label=t.not_connected/></p> };
    };
    let (tag, lead) = match connection.worked_at {
        Some(_) => (view! { <Tag label=t.connected tone=Tone::Done/> }, t.connected_lead),
        None => (view! { <Tag label=t.never_worked tone=Tone::Waiting/> }, t.never_worked_lead),
    };
    let required = connection.required.then(|| view! { <Tag label=t.required tone=Tone::Accent/> });
    view! {
        <section class="panel sign-on-state" aria-label=t.form_title>
            <p>{tag}" "{required}</p>
            <p>{lead}</p>
            <dl class="known-facts">
                <div><dt>{t.issuer}</dt><dd translate="no">{connection.issuer}</dd></div>
                {connection.worked_at.map(|at| view! { <div><dt>{t.worked_at}</dt><dd>{instant(locale, at)}</dd></div> })}
                <div><dt>{t.changed_at}</dt><dd>{instant(locale, connection.changed_at)}</dd></div>
            </dl>
        </section>
    }
}

/// For whose addresses the provider may speak.
#[component]
pub fn Domains(domains: Vec<String>) -> impl IntoView {
    let t = texts();
    if domains.is_empty() {
        return view! {
            <Notice tone=Tone::Waiting><p>{t.no_domains}</p></Notice>
            <div class="form-ways"><LinkButton href=Area::Domains.path()>{t.to_domains}</LinkButton></div>
        };
    }
    view! { <p>{(t.domains)(&list(use_locale(), &domains))}" "<a href=Area::Domains.path()>{t.to_domains}</a></p> }
}
