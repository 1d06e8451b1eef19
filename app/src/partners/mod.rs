//! A partner's public page.

pub mod texts;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    endpoint::BySlug,
    partners::api::{GetPartner, PartnerPage as Partner},
    problem::{Problem, ProblemKind},
};

pub use texts::{Texts, texts};

use crate::{
    head::{Head, PageHead, absolute, breadcrumbs},
    layout::{self, Heading},
    loading::{Loaded, loaded},
    marketplace::{Cards, NotFoundPage, address, host},
    transport::{CallError, call},
    ui::{Breadcrumbs, Crumb, LinkButton, StateKind, StatePage, When},
};

/// Loads a partner.
#[component]
pub fn PartnerPage() -> impl IntoView {
    let params = use_params_map();
    let slug =
        Memo::new(move |_| params.with(|params| params.get_str("slug").unwrap_or_default().to_owned()));
    let page = Resource::new(move || slug.get(), load);
    loaded(
        page,
        |partner| view! { <PartnerView partner=partner/> }.into_any(),
        || view! { <NotFoundPage title=texts().missing/> }.into_any(),
    )
}

async fn load(slug: String) -> Loaded<Partner> {
    match slug.parse() {
        Ok(slug) => call::<GetPartner>(&BySlug { slug }, &()).await,
        // What is not a slug names nothing.
        Err(_) => Err(CallError::Problem(Problem::new(ProblemKind::NotFound, "Not a partner's address."))),
    }
}

#[component]
pub fn PartnerView(partner: Partner) -> impl IntoView {
    let t = texts();
    let here = address::partner(&partner.slug);
    let above = vec![
        Crumb { label: layout::texts().home.to_owned(), href: "/".to_owned() },
        Crumb { label: layout::texts().apps.to_owned(), href: "/apps".to_owned() },
    ];
    let mut way: Vec<(String, String)> =
        above.iter().map(|crumb| (crumb.label.clone(), crumb.href.clone())).collect();
    way.push((partner.name.clone(), here.clone()));
    let summary = (t.description)(&partner.name, partner.total);
    let mut organisation = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": partner.name,
        "url": partner.website.clone().unwrap_or_else(|| absolute(&here)),
        "description": if partner.about.is_empty() { summary.clone() } else { partner.about.clone() },
    });
    if let Some(place) = &partner.location {
        organisation["address"] = place.clone().into();
    }
    let head = PageHead {
        title: partner.name.clone(),
        description: summary,
        canonical: Some(here),
        structured: vec![organisation, breadcrumbs(&way)],
        ..PageHead::default()
    };
    let shown = partner.listings.len() as u64;
    let apps = if partner.listings.is_empty() {
        view! {
            <StatePage kind=StateKind::Empty title=t.no_apps_title body=t.no_apps_body>
                <LinkButton href="/apps">{t.browse}</LinkButton>
            </StatePage>
        }
        .into_any()
    } else {
        view! {
            <section class="shelf" aria-labelledby="partner-apps">
                <div class="shelf-head"><h2 id="partner-apps">{(t.apps)(partner.total)}</h2></div>
                {(shown < partner.total).then(|| view! { <p class="shelf-about">{(t.some_of)(shown, partner.total)}</p> })}
                <Cards cards=partner.listings/>
            </section>
        }
        .into_any()
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
    .into_any()
}
