//! The facts of an app, for the column beside its story.

use leptos::prelude::*;
use shared::marketplace::api::{Facet, ListingPage, TermRef};

use super::{
    super::{address, words},
    texts,
};
use crate::{
    i18n::{language_name, number, use_locale},
    platform::use_platform,
    ui::{Icon, IconName, Seal, When},
    view,
};

/// Seals, price, where and in which languages, who, since when.
#[component]
pub fn Facts(listing: ListingPage) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let today = use_platform().today;
    let seals = if listing.badges.is_empty() {
        view! { <span class="quiet">{super::super::texts().no_seals}</span> }
    } else {
        let seals =
            listing.badges.iter().cloned().map(|badge| view! { <li><Seal badge=badge today=today/></li> });
        view! { <ul class="seals">{seals.collect_view()}</ul> }
    };
    let languages =
        listing.languages.iter().map(|tag| language_name(locale, tag).into_owned()).collect::<Vec<_>>();
    let website = listing.website.clone().filter(|website| address::is_web(website)).map(|website| {
        let shown = address::host(&website).to_owned();
        row(t.website, view! { <a href=website rel="external nofollow noopener">{shown}</a> })
    });
    let feed = listing.categories.first().map(|main| {
        view! {
            <p><a class="feed-link" href=format!("/feeds/categories/{}.atom", main.slug) rel="external">
                <Icon name=IconName::Feed/>{(t.feed)(&main.label)}
            </a></p>
        }
    });
    let installs = format!(
        "{} ({})",
        number(locale, listing.signals.installs),
        (t.installs_recent)(listing.signals.installs_28d)
    );
    view! {
        <h2 id="facts">{t.facts}</h2>
        <dl>
            {row(t.seals, view! { {seals}<p class="hint"><a href="/about#seals">{t.seals_about}</a></p> })}
            {row(t.price, words::price(listing.pricing).into_any())}
            {row(t.regions, terms(Facet::Region, &listing.regions))}
            {row(t.languages, stated(languages))}
            {row(t.compliance, terms(Facet::Compliance, &listing.compliance))}
            {row(t.categories, terms(Facet::Category, &listing.categories))}
            {row(t.verticals, terms(Facet::Vertical, &listing.verticals))}
            {row(t.jobs, terms(Facet::Job, &listing.jobs))}
            {row(t.installs, installs.into_any())}
            {row(t.partner, view! { <a href=address::partner(&listing.partner.slug)>{listing.partner.name}</a> })}
            {website}
            {row(t.published, view! { <When date=listing.published_at.date_naive()/> })}
            {row(t.updated, view! { <When date=listing.updated_at.date_naive() today=today/> })}
            {(!listing.tags.is_empty()).then(|| row(t.tags, listing.tags.join(", ").into_any()))}
        </dl>
        {feed}
    }
}

fn row(name: &'static str, value: AnyView) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}

/// Terms, each the way to what else carries it.
fn terms(facet: Facet, terms: &[TermRef]) -> AnyView {
    if terms.is_empty() {
        return stated(Vec::new());
    }
    let links = terms.iter().map(|term| {
        let href = match facet {
            Facet::Category => address::category(&term.slug),
            Facet::Vertical => address::vertical(&term.slug),
            other => address::narrowed(other, &term.slug),
        };
        view! { <li><a href=href>{term.label.clone()}</a></li> }
    });
    view! { <ul class="inline">{links.collect_view()}</ul> }
}

fn stated(values: Vec<String>) -> AnyView {
    if values.is_empty() {
        view! { <span class="quiet">{texts().not_stated}</span> }
    } else {
        values.join(", ").into_any()
    }
}
