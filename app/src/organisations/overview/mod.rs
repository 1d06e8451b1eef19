//! What the organisation is, and what its owner and admins change about it.

pub mod edit;
pub mod leave;
pub mod ownership;

use leptos::prelude::*;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    organisations::{
        api::{GetOrganisation, OrganisationView},
        permission::Permission,
    },
};

pub use edit::EditForm;
pub use leave::LeaveSection;
pub use ownership::{Ownership, OwnershipSection};

use super::{Here, here, texts, words};
use crate::{
    i18n::{date, list, number, use_locale},
    ui::{Tag, Tone},
    view,
    view::live,
    workspace::{Area, kind_name, private},
};

/// The page.
pub fn page() -> AnyView {
    here::page(Area::Overview, |here| {
        private::<GetOrganisation>(
            move || Some(GetOrganisation::url(&ByOrganisation { organisation: here.organisation }, &())),
            move |organisation, _| view! { <OverviewView organisation=organisation here=here/> },
        )
    })
}

#[component]
pub fn OverviewView(organisation: OrganisationView, here: Here) -> impl IntoView {
    let t = texts();
    let owns = organisation.owner == here.person;
    let organisation = RwSignal::new(organisation);
    let edit = if here.may(Permission::OrganisationEdit) {
        view! { <EditForm organisation=organisation/> }
    } else {
        view! { <p class="quiet">{t.may_not_edit}</p> }
    };
    let ownership = (owns && here.may(Permission::OrganisationTransfer)).then(|| {
        view! { <Ownership here=here organisation=organisation/> }
    });
    view! {
        {live(move || organisation.with(|organisation| view! { <Facts organisation=organisation.clone()/> }))}
        <section class="panel" aria-labelledby="edit-title">
            <h2 id="edit-title">{t.edit_title}</h2>
            {edit}
        </section>
        {ownership}
        <LeaveSection organisation=organisation owns=owns/>
    }
}

/// What there is to know, in a list.
#[component]
pub fn Facts(organisation: OrganisationView) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let OrganisationView { kind, name, slug, since, owner_name, people, domains, .. } = organisation;
    let label = name.clone();
    let owner = owner_name.unwrap_or_else(|| t.nobody_known.to_owned());
    let proved = if domains.is_empty() { t.no_domains.to_owned() } else { list(locale, &domains) };
    view! {
        <section class="organisation-facts" aria-label=label>
            <header>
                <p class="organisation-name">{name}</p>
                <Tag label=kind_name(kind) tone=Tone::Accent/>
                <span class="quiet">{words::about_kind(kind)}</span>
            </header>
            <dl class="known-facts">
                <div><dt>{t.address}</dt><dd><code>{slug}</code></dd></div>
                <div><dt>{t.owner}</dt><dd>{owner}</dd></div>
                <div><dt>{t.people}</dt><dd><a href=Area::Members.path()>{number(locale, people)}</a></dd></div>
                <div><dt>{t.domains}</dt><dd><a href=Area::Domains.path()>{proved}</a></dd></div>
                <div><dt>{t.since}</dt><dd>{date(locale, since.date_naive())}</dd></div>
            </dl>
        </section>
    }
}
