//! The parts as HTML, for the page to put into place.

use leptos::{prelude::*, reactive::owner::Owner};
use shared::{
    endpoint::encode_pairs,
    marketplace::{
        api::{ListingDetails, ListingPage},
        details::{Details, SuspendedSince},
    },
    partners::api::PartnerRef,
};

use super::{
    super::address, Within, asks::asks, changelog::changelog, data::data, facts::Facts, help::help,
    plans::plans, rating::Ratings, texts, video,
};
use crate::{
    i18n::{date, use_locale},
    platform::{Platform, use_platform},
    ui::{Icon, IconName, Notice, Tone},
    view,
};

/// What the parts are drawn from.
#[derive(Clone, Debug)]
pub struct Told {
    pub listing: ListingPage,
    pub details: Details,
    /// Set when the app is replaced.
    pub replaced: Option<Replacement>,
    /// Whether search engines may show the page.
    pub indexed: bool,
    /// The token in the link by which it was reached.
    pub link: Option<String>,
}

/// What customers should use instead.
#[derive(Clone, Debug)]
pub struct Replacement {
    /// Its address and name; `None` when it is not published any more.
    pub by: Option<PartnerRef>,
}

/// Draws the parts of a listing's page.
pub fn draw(told: &Told, platform: Platform) -> ListingDetails {
    let follow = || follow(&told.listing.slug, told.link.as_deref());
    under(platform, || ListingDetails {
        name: told.listing.name.clone(),
        away: false,
        indexed: told.indexed,
        lead: html(lead(told)),
        story: html(story(told)),
        facts: html(view! {
            <Facts listing=told.listing.clone()/>
            {follow()}
        }),
    })
}

/// Draws the page of an app that the operator took away.
pub fn draw_suspended(
    app: PartnerRef,
    link: Option<&str>,
    since: &SuspendedSince,
    platform: Platform,
) -> ListingDetails {
    under(platform, || {
        let t = texts();
        let said = (t.suspended)(&date(use_locale(), since.at.date_naive()));
        let reason = since.reason.to_string();
        let follow = follow(&app.slug, link);
        let lead = view! {
            <Notice tone=Tone::Danger>
                <p><b>{said}</b></p>
                <p>{reason}</p>
                <p>{t.suspended_about}" "<a href="/apps">{t.other_apps}</a></p>
                {follow}
            </Notice>
        };
        away(app.name, lead)
    })
}

/// Draws the page of an app that its partner has ended.
pub fn draw_ended(name: String, replaced: Option<&Replacement>, platform: Platform) -> ListingDetails {
    under(platform, || {
        let t = texts();
        let successor = replaced.map(in_its_place);
        let lead = view! {
            <Notice tone=Tone::Neutral>
                <p><b>{t.ended}</b></p>
                {successor}
                <p>{t.ended_about}" "<a href="/apps">{t.other_apps}</a></p>
            </Notice>
        };
        away(name, lead)
    })
}

/// What stands in the place of an app that customers cannot have.
fn away(name: String, lead: AnyView) -> ListingDetails {
    ListingDetails {
        name,
        away: true,
        indexed: false,
        lead: html(lead),
        story: String::new(),
        facts: String::new(),
    }
}

/// Runs where components find the facts of their page.
fn under<T>(platform: Platform, work: impl FnOnce() -> T) -> T {
    Owner::new().with(|| {
        provide_context(platform);
        work()
    })
}

/// The way to hear what becomes of an app.
fn follow(slug: &str, link: Option<&str>) -> AnyView {
    let mut pairs = vec![("app", slug.to_owned())];
    pairs.extend(link.map(|link| ("link", link.to_owned())));
    let href = format!("/account/followed?{}", encode_pairs(&pairs));
    // Its page is not one for browsing.
    view! {
        <p><a class="feed-link" href=href rel="external"><Icon name=IconName::Mail/>{texts().follow}</a></p>
    }
}

/// Without the marks that only hydration reads.
fn html(view: AnyView) -> String {
    view.to_html().replace("<!>", "")
}

/// The way to the parts, and what has to be known first.
fn lead(told: &Told) -> AnyView {
    let t = texts();
    let Told { listing, details, .. } = told;
    let jumps = [
        (!listing.screenshots.is_empty(), "pictures", t.screenshots),
        (true, "about", t.about),
        (plans(Within::Page, details).is_some(), "plans", t.plans),
        (details.asks.is_some(), "asks", t.asks),
        (data(Within::Page, details).is_some(), "data", t.data),
        (help(Within::Page, details).is_some(), "help", t.help),
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
        <nav class="jumps" aria-label=t.sections><ul>{jumps}</ul></nav>
        {told.replaced.as_ref().map(replaced)}
        {unlisted(told)}
        {changes_owner(listing)}
    }
}

/// What is used instead of an app that its partner gave up.
fn replaced(replacement: &Replacement) -> AnyView {
    let t = texts();
    let by = in_its_place(replacement);
    view! { <Notice tone=Tone::Waiting><p><b>{t.replaced}</b></p>{by}</Notice> }
}

/// The way to what customers should use instead, where they can.
fn in_its_place(replacement: &Replacement) -> AnyView {
    let t = texts();
    match &replacement.by {
        Some(by) => {
            let name = by.name.clone();
            view! { <p>{t.replaced_by}" "<a href=address::app(&by.slug)>{name}</a></p> }
        }
        None => ().into_any(),
    }
}

/// Whoever has come here by its address knows that others do not find it.
fn unlisted(told: &Told) -> Option<AnyView> {
    let hidden = !told.indexed && told.replaced.is_none();
    hidden.then(|| view! { <Notice><p>{texts().unlisted}</p></Notice> })
}

/// Before an app goes to another partner, customers read it here.
fn changes_owner(listing: &ListingPage) -> Option<AnyView> {
    let t = texts();
    let change = listing.changes_owner.as_ref()?;
    let to = change.to.as_ref().map_or(t.another_partner, |to| to.name.as_str());
    let said = (t.changes_owner)(to, &date(use_locale(), change.from_at.date_naive()));
    Some(view! {
        <Notice tone=Tone::Waiting><p><b>{said}</b></p><p>{t.changes_owner_about}</p></Notice>
    })
}

/// Text, plans, scopes, data, help, versions, ratings.
fn story(told: &Told) -> AnyView {
    let t = texts();
    let Told { listing, details, .. } = told;
    let text = if listing.description_html.is_empty() {
        view! { <p class="quiet">{t.no_description}</p> }
    } else {
        // Sanitised by the server.
        view! { <div class="prose" inner_html=listing.description_html.clone()></div> }
    };
    view! {
        <section aria-labelledby="about">
            <h2 id="about">{t.about}</h2>
            {text}
            {video(details.video.as_deref())}
        </section>
        {plans(Within::Page, details)}
        {details.asks.as_ref().map(|found| asks(Within::Page, found))}
        {data(Within::Page, details)}
        {help(Within::Page, details)}
        {changelog(listing.release.as_ref(), &details.changelog, use_platform().today)}
        <Ratings rating=listing.rating signals=listing.signals/>
    }
}
