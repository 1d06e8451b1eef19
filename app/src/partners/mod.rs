//! A partner's public page.

pub mod texts;

use leptos::prelude::*;
use serde_json::{Value, json};
use shared::partners::api::{GetPartner, PartnerPage as Partner};

pub use texts::{Texts, texts};

use crate::{
    head::{Head, PageHead, absolute, breadcrumbs},
    layout::{self, Heading},
    loading::by_slug,
    marketplace::{Cards, NotFoundPage, address, host},
    ui::{Breadcrumbs, Crumb, LinkButton, StateKind, StatePage, When},
    view,
};

/// Loads a partner.
#[component]
pub fn PartnerPage() -> impl IntoView {
    by_slug::<GetPartner>(
        |partner| view! { <PartnerView partner=partner/> },
        || view! { <NotFoundPage title=texts().missing/> },
    )
}

#[component]
pub fn PartnerView(partner: Partner) -> impl IntoView {
    let t = texts();
    let here = address::partner(&partner.slug);
    let above = vec![
        Crumb { label: layout::texts().home.to_owned(), href: "/".to_owned() },
        Crumb { label: layout::texts().apps.to_owned(), href: "/apps".to_owned() },
    ];
    let summary = (t.description)(&partner.name, partner.total);
    let head = PageHead {
        title: partner.name.clone(),
        description: summary.clone(),
        canonical: Some(here.clone()),
        ..PageHead::default()
    }
    .with_structured(|| vec![organisation(&partner, &summary), breadcrumbs(&above, &partner.name, &here)]);
    let shown = partner.listings.len() as u64;
    let apps = if partner.listings.is_empty() {
        view! {
            <StatePage kind=StateKind::Empty title=t.no_apps_title body=t.no_apps_body>
                <LinkButton href="/apps">{t.browse}</LinkButton>
            </StatePage>
        }
    } else {
        view! {
            <section class="shelf" aria-labelledby="partner-apps">
                <div class="shelf-head"><h2 id="partner-apps">{(t.apps)(partner.total)}</h2></div>
                {(shown < partner.total).then(|| view! { <p class="shelf-about">{(t.some_of)(shown, partner.total)}</p> })}
                <Cards cards=partner.listings/>
            </section>
        }
    };
    let website = partner.website.map(|website| {
        let shown = host(&website).to_owned();
        view! {
            <div><dt>{t.website}</dt><dd><a href=website rel="external nofollow noopener">{shown}</a></dd></div>
        }
    });
    let location = partner.location.map(|place| view! { <div><dt>{t.location}</dt><dd>{place}</dd></div> });
    view! {
        <Head page=head/>
        <div class="page partner">
            <Breadcrumbs above=above here=partner.name.clone()/>
            <p class="kicker">{t.kind}</p>
            <Heading text=partner.name/>
            {(!partner.about.is_empty()).then(|| view! { <p class="lead">{partner.about}</p> })}
            <dl class="plain-facts">
                <div><dt>{t.since}</dt><dd><When date=partner.since.date_naive()/></dd></div>
                {location}
                {website}
            </dl>
            {apps}
        </div>
    }
}

/// The partner as structured data: schema.org `Organization`.
fn organisation(partner: &Partner, summary: &str) -> Value {
    let mut organisation = json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": partner.name,
        "url": partner.website.clone().unwrap_or_else(|| absolute(&address::partner(&partner.slug))),
        "description": if partner.about.is_empty() { summary } else { &partner.about },
    });
    if let Some(place) = &partner.location {
        organisation["address"] = place.clone().into();
    }
    organisation
}
