//! A listing's own page: the story on the left, the facts on the right, the name and the action in view.

pub mod facts;
pub mod gallery;
pub mod rating;
pub mod structured;
pub mod texts;

use leptos::prelude::*;
use shared::marketplace::api::{GetListing, ListingPage as Listing};

pub use facts::host;
pub use texts::{Texts, texts};

use super::{Cards, NotFoundPage, address, card::AppIcon, compare::CompareToggle};
use crate::{
    head::{Head, PageHead, breadcrumbs},
    i18n::{date, use_locale},
    layout::{self, Heading},
    loading::by_slug,
    platform::use_platform,
    ui::{Breadcrumbs, Crumb, Icon, IconName, Notice, RatingStars, Tone, When},
    view,
};

/// Loads a listing.
#[component]
pub fn ListingPage() -> impl IntoView {
    by_slug::<GetListing>(
        |listing| view! { <ListingView listing=listing/> },
        || view! { <NotFoundPage title=texts().missing/> },
    )
}

#[component]
pub fn ListingView(listing: Listing) -> impl IntoView {
    let above = crumbs(&listing);
    let head = PageHead {
        title: listing.name.clone(),
        description: listing.tagline.clone(),
        canonical: Some(address::app(&listing.slug)),
        image: Some(format!("/og/apps/{}.png", listing.slug)),
        feed: listing
            .categories
            .first()
            .map(|main| (format!("/feeds/categories/{}.atom", main.slug), main.label.clone())),
        ..PageHead::default()
    }
    .with_structured(|| {
        vec![structured::software(&listing), breadcrumbs(&above, &listing.name, &address::app(&listing.slug))]
    });
    view! {
        <Head page=head/>
        <article class="page listing">
            <Breadcrumbs above=above here=listing.name.clone()/>
            {headline(&listing)}
            {changes_owner(&listing)}
            <div class="listing-body">
                <div class="story">{story(&listing)}</div>
                <facts::Facts listing=listing.clone()/>
            </div>
            {alternatives(listing)}
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

/// Name, line and action; stays in view.
fn headline(listing: &Listing) -> AnyView {
    let t = texts();
    let visit = listing.website.clone().map(|website| {
        view! {
            <a class="button primary" href=website rel="external nofollow noopener">
                <Icon name=IconName::External/>
                {t.visit}
            </a>
        }
    });
    let has_reviews = listing.rating.count > 0;
    let jumps = [
        (!listing.screenshots.is_empty(), "pictures", t.screenshots),
        (true, "about", t.about),
        (true, "release", t.release),
        (true, "ratings", t.reviews),
        (true, "facts", t.facts),
        (!listing.alternatives.is_empty(), "alternatives", t.alternatives),
    ];
    let jumps = jumps
        .into_iter()
        .filter(|(there, ..)| *there)
        // The browser moves the focus along with a link that is its own.
        .map(|(_, id, text)| view! { <li><a href=format!("#{id}") rel="external">{text}</a></li> })
        .collect_view();
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
                <CompareToggle slug=listing.slug.clone() name=listing.name.clone()/>
            </div>
        </header>
        <nav class="jumps" aria-label=t.sections><ul>{jumps}</ul></nav>
    }
}

/// Before an app goes to another partner, customers read it here.
fn changes_owner(listing: &Listing) -> Option<AnyView> {
    let t = texts();
    let change = listing.changes_owner.as_ref()?;
    let to = change.to.as_ref().map_or(t.another_partner, |to| to.name.as_str());
    let said = (t.changes_owner)(to, &date(use_locale(), change.from_at.date_naive()));
    Some(view! {
        <Notice tone=Tone::Waiting><p><b>{said}</b></p><p>{t.changes_owner_about}</p></Notice>
    })
}

/// Pictures, text, release, ratings.
fn story(listing: &Listing) -> AnyView {
    let t = texts();
    let today = use_platform().today;
    let pictures = (!listing.screenshots.is_empty()).then(|| {
        view! { <gallery::Gallery screenshots=listing.screenshots.clone()/> }
    });
    let text = if listing.description_html.is_empty() {
        view! { <p class="quiet">{t.no_description}</p> }
    } else {
        // Sanitised by the server.
        view! { <div class="prose" inner_html=listing.description_html.clone()></div> }
    };
    let release = match &listing.release {
        None => view! { <p class="quiet">{t.no_release}</p> },
        Some(release) => {
            let when = release.released_at.map(|at| {
                view! { ", "{t.released}" "<When date=at.date_naive() today=today/> }
            });
            view! { <p><b>{(t.release_version)(&release.version)}</b>{when}</p> }
        }
    };
    view! {
        {pictures}
        <section aria-labelledby="about">
            <h2 id="about">{t.about}</h2>
            {text}
        </section>
        <section aria-labelledby="release">
            <h2 id="release">{t.release}</h2>
            {release}
        </section>
        <rating::Ratings rating=listing.rating signals=listing.signals/>
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
