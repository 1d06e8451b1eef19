//! What stands around what waits: the first step when nothing does, the listings by state, and what happened
//! lately.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    home::api::PhaseCount,
    notifications::api::NotificationView,
    organisations::{model::OrganisationKind, permission::Permission},
};

use super::texts;
use crate::{
    i18n::{distance, instant, use_locale},
    listings,
    organisations::Here,
    ui::{LinkButton, Look, StateKind, StatePage},
    view,
    workspace::Area,
};

/// That nothing waits, and the first step of who looks.
pub fn nothing_waits(here: Here, counts: Option<&[PhaseCount]>) -> AnyView {
    let t = texts();
    let (href, step) = first_step(here, counts);
    view! {
        <StatePage kind=StateKind::Empty title=t.none_title body=t.none_body>
            <LinkButton look=Look::Primary href=href>{step}</LinkButton>
        </StatePage>
    }
}

/// Where somebody goes to whom nothing is left to do.
fn first_step(here: Here, counts: Option<&[PhaseCount]>) -> (&'static str, &'static str) {
    let t = texts();
    match here.kind {
        OrganisationKind::Partner if here.may(Permission::ListingsEdit) => {
            let none = counts.is_none_or(<[_]>::is_empty);
            (Area::Listings.path(), if none { t.start_listing } else { t.see_listings })
        }
        OrganisationKind::Operator if here.may(Permission::ReviewRead) => (Area::Reviews.path(), t.see_queue),
        OrganisationKind::Customer => ("/apps", t.find_apps),
        OrganisationKind::Partner | OrganisationKind::Operator => (Area::Overview.path(), t.see_organisation),
    }
}

/// How many listings stand where.
pub fn by_state(counts: &[PhaseCount], here: Here) -> AnyView {
    let t = texts();
    let count = |one: &PhaseCount| {
        view! {
            <div>
                <dt>{(listings::texts().phase)(one.phase)}</dt>
                <dd>{one.count}</dd>
            </div>
        }
    };
    let all = here
        .may(Permission::ListingsEdit)
        .then(|| view! { <p><a href=Area::Listings.path()>{t.see_listings}</a></p> });
    view! {
        <section class="panel" aria-labelledby="home-listings">
            <h2 id="home-listings">{t.listings}</h2>
            <dl class="home-counts">{counts.iter().map(count).collect_view()}</dl>
            {all}
        </section>
    }
}

/// What the reader was told of the organisation last, and how much of everything is unread.
pub fn lately(told: &[NotificationView], unread: u64, now: DateTime<Utc>) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let one = |told: &NotificationView| {
        let at = told.at;
        let unread = (!told.read).then(|| view! { <span class="visually-hidden">{t.unread_mark}": "</span> });
        view! {
            <li class="home-told" class:unread=!told.read>
                {unread}
                <a href=told.href.clone()>{told.text.clone()}</a>
                <time class="quiet" datetime=at.to_rfc3339() title=instant(locale, at)>
                    {distance(locale, at, now)}
                </time>
            </li>
        }
    };
    let list = if told.is_empty() {
        view! { <p class="quiet">{t.lately_none}</p> }
    } else {
        view! { <ul class="home-lately">{told.iter().map(one).collect_view()}</ul> }
    };
    view! {
        <section class="panel" aria-labelledby="home-lately">
            <h2 id="home-lately">{t.lately}</h2>
            {list}
            <p><a href=Area::Notifications.path()>{(t.inbox)(unread)}</a></p>
        </section>
    }
}
