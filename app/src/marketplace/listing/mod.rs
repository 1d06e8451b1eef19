//! A listing's own page: the story on the left, the facts on the right, the name and the action in view.

pub mod gallery;
pub mod structured;
pub mod texts;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    endpoint::{decode_pairs, encode_pairs},
    marketplace::api::{
        DetailsQuery, GetListing, ListingDetails, ListingPage as Listing, PageLanguage, ReadListingDetails,
    },
};

pub use texts::{Texts, texts};

use super::{Cards, NotFoundPage, address, card::AppIcon, compare::CompareToggle};
use crate::{
    head::{Head, PageHead, breadcrumbs},
    i18n::use_locale,
    layout::{self, Heading},
    loading::{Loaded, address_by_slug, asked, loaded, slug_of_page},
    transport::{Answer, CallError},
    ui::{Breadcrumbs, Crumb, Icon, IconName, RatingStars},
    view,
};

/// Loads a listing, and the parts of its page that the server draws.
#[component]
pub fn ListingPage() -> impl IntoView {
    let (slug, search) = (slug_of_page(), use_location().search);
    let link = Memo::new(move |_| search.with(|search| link_in(search)));
    let language = use_locale().pick(PageLanguage::English, PageLanguage::German);
    let page = asked(move || slug.with(|slug| addresses(slug, language, link.get())));
    loaded(page, show, || view! { <NotFoundPage title=texts().missing/> })
}

/// The token of a listing that only who has its link reaches.
fn link_in(search: &str) -> Option<String> {
    let pairs = decode_pairs(search).unwrap_or_default();
    pairs.into_iter().find(|(name, _)| name == "link").map(|(_, link)| link)
}

/// What the page asks for: the listing, and what is drawn of it.
fn addresses(slug: &str, language: PageLanguage, link: Option<String>) -> Vec<String> {
    let with = |address: String, query: &[(&'static str, String)]| {
        if query.is_empty() { address } else { format!("{address}?{}", encode_pairs(query)) }
    };
    let opening: Vec<_> = link.iter().map(|link| ("link", link.clone())).collect();
    let drawn = shared::endpoint::Query::pairs(&DetailsQuery { language, link });
    vec![
        with(address_by_slug::<GetListing>(slug), &opening),
        with(address_by_slug::<ReadListingDetails>(slug), &drawn),
    ]
}

fn show(answers: &[Answer]) -> Loaded<AnyView> {
    let [listing, details] = answers else { return Err(CallError::Offline) };
    let details = details.read::<ReadListingDetails>()?;
    if details.away {
        return Ok(view! { <Away details=details/> });
    }
    let listing = listing.read::<GetListing>()?;
    Ok(view! { <ListingView listing=listing details=details/> })
}

#[component]
pub fn ListingView(listing: Listing, details: ListingDetails) -> impl IntoView {
    let above = crumbs(&listing);
    let head = PageHead {
        title: listing.name.clone(),
        description: listing.tagline.clone(),
        canonical: details.indexed.then(|| address::app(&listing.slug)),
        image: details.indexed.then(|| format!("/og/apps/{}.png", listing.slug)),
        feed: listing
            .categories
            .first()
            .map(|main| (format!("/feeds/categories/{}.atom", main.slug), main.label.clone())),
        ..PageHead::default()
    }
    .with_structured(|| {
        vec![structured::software(&listing), breadcrumbs(&above, &listing.name, &address::app(&listing.slug))]
    });
    let pictures = (!listing.screenshots.is_empty()).then(|| {
        view! { <gallery::Gallery screenshots=listing.screenshots.clone()/> }
    });
    view! {
        <Head page=head/>
        <article class="page listing">
            <Breadcrumbs above=above here=listing.name.clone()/>
            {headline(&listing, details.indexed)}
            <div inner_html=details.lead></div>
            <div class="listing-body">
                <div class="story">
                    {pictures}
                    <div class="story" inner_html=details.story></div>
                </div>
                <aside class="facts" aria-labelledby="facts" inner_html=details.facts></aside>
            </div>
            {alternatives(listing)}
        </article>
    }
}

/// The page of an app that is suspended or not offered any more: that it is so, and why.
#[component]
fn Away(details: ListingDetails) -> impl IntoView {
    let head =
        PageHead { title: details.name.clone(), description: details.name.clone(), ..PageHead::default() };
    view! {
        <Head page=head/>
        <article class="page listing">
            <Heading text=details.name/>
            <div inner_html=details.lead></div>
        </article>
    }
}

fn crumbs(listing: &Listing) -> Vec<Crumb> {
    let crumb = |label: &str, href: String| Crumb { label: label.to_owned(), href };
    let mut above =
        vec![crumb(layout::texts().home, "/".to_owned()), crumb(layout::texts().apps, "/apps".to_owned())];
    above.extend(listing.categories.first().map(|main| crumb(&main.label, address::category(&main.slug))));
    above
}

/// Name, line and action; stays in view. Only what the directory has is compared.
fn headline(listing: &Listing, indexed: bool) -> AnyView {
    let t = texts();
    let visit = listing.website.clone().filter(|website| address::is_web(website)).map(|website| {
        view! {
            <a class="button primary" href=website rel="external nofollow noopener">
                <Icon name=IconName::External/>
                {t.visit}
            </a>
        }
    });
    let has_reviews = listing.rating.count > 0;
    view! {
        <header class="listing-head">
            <AppIcon url=listing.icon_url.clone() name=listing.name.clone() size=64/>
            <div class="listing-name">
                <Heading text=listing.name.clone()/>
                <p class="listing-line">{listing.tagline.clone()}</p>
                <p class="listing-by">
                    {super::texts().by}" "<a href=address::partner(&listing.partner.slug)>{listing.partner.name.clone()}</a>
                    {has_reviews.then(|| view! { <RatingStars rating=listing.rating/> })}
                </p>
            </div>
            <div class="listing-actions">
                {visit}
                {indexed.then(|| view! { <CompareToggle slug=listing.slug.clone() name=listing.name.clone()/> })}
            </div>
        </header>
    }
}

fn alternatives(listing: Listing) -> AnyView {
    let t = texts();
    if listing.alternatives.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="shelf" aria-labelledby="alternatives">
            <div class="shelf-head"><h2 id="alternatives">{t.alternatives}</h2></div>
            <p class="shelf-about">{t.alternatives_about}</p>
            <Cards cards=listing.alternatives/>
        </section>
    }
}
