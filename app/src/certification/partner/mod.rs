//! The certifications of one app, for its partner.

pub mod competency;
pub mod keeper;
pub mod request;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    certification::api::{CertificationView, Certifications, ListCertifications},
    endpoint::{ByListing, Endpoint},
    ids::ListingId,
    organisations::permission::Permission,
};

use super::{level_line, texts};
use crate::{
    browser::now,
    listings,
    organisations::{self, Here, Lacking},
    ui::{Icon, IconName, Notice},
    view,
    workspace::{Area, private},
};

/// The page of a listing.
pub(crate) fn page(listing: ListingId) -> AnyView {
    organisations::page_of(Area::Listings, move |here| {
        if !here.may(Permission::CertificationsRead) {
            return view! { <Lacking permission=Permission::CertificationsRead/> };
        }
        let at = ByListing { organisation: here.organisation, listing };
        private::<ListCertifications>(
            move || Some(ListCertifications::url(&at, &())),
            move |all, _| view! { <CertificationsPage at=at here=here all=all now=now()/> },
        )
    })
}

/// The page: what each level takes, and the competencies one by one.
#[component]
pub fn CertificationsPage(
    at: ByListing,
    here: Here,
    all: Certifications,
    now: DateTime<Utc>,
) -> impl IntoView {
    let t = texts();
    let hidden = (!all.published).then(|| view! { <Notice><p>{t.not_published}</p></Notice> });
    let levels = all.levels.iter().map(|needed| {
        let kinds = needed.kinds.iter().map(|kind| view! { <li>{(t.kind)(*kind)}</li> }).collect_view();
        view! { <li><b>{level_line(needed.level)}</b><ul>{kinds}</ul></li> }
    });
    let levels = levels.collect_view();
    let (name, decides) = (all.name.clone(), all.decides.clone());
    let all = StoredValue::new(all);
    let one = |view: CertificationView| {
        view! { <competency::Competency at=at here=here all=all view=view now=now/> }
    };
    let competencies = all.with_value(|all| all.competencies.clone()).into_iter().map(one).collect_view();
    view! {
        <nav class="editor-head" aria-label=t.around>
            <a href=Area::Listings.path()><Icon name=IconName::Back/>{listings::texts().back}</a>
            <a href=listings::href(at.listing)>{listings::versions::texts().to_draft}</a>
            <a href=listings::versions_href(at.listing)>{listings::versions::texts().title}</a>
            <b class="versions-name">{name}</b>
        </nav>
        <p class="lead">{(t.partner_lead)(&decides)}</p>
        {hidden}
        <details class="panel">
            <summary>{t.what_levels_take}</summary>
            <ul class="case-asked">{levels}</ul>
        </details>
        <div class="versions">{competencies}</div>
    }
}
