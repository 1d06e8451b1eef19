//! What is reviewed: name, version, round, partner; its place and its wait.

use leptos::prelude::*;
use shared::{
    ids::ListingId,
    listings::api::Against,
    organisations::permission::Permission,
    review::queue::{Place, Wait},
};

use super::{
    super::{spans, texts as around},
    desk::Desk,
    texts, words,
};
use crate::{
    i18n::{instant, use_locale},
    listings::governance,
    ui::{Icon, IconName},
    view,
    view::live,
    workspace::{Area, Mine, use_me},
};

#[component]
pub fn Header(desk: Desk) -> impl IntoView {
    let t = texts();
    let row = desk.part(|case| case.row.clone());
    let queue = desk.part(|case| {
        let approved = case.compared.iter().find_map(|one| match &one.against {
            Against::Approved { label } => Some(label.clone()),
            Against::Round { .. } | Against::Submitted { .. } | Against::Nothing => None,
        });
        (case.place, case.wait, approved)
    });
    let waits = Memo::new(move |_| {
        row.with(|row| {
            let until = row.end.as_ref().map_or_else(|| desk.now.get(), |end| end.at);
            spans::minutes(row.submitted_at, until)
        })
    });
    let facts = live(move || {
        let locale = use_locale();
        let (place, wait, against) = queue.get();
        let row = row.get();
        let waits = spans::span(locale, waits.get());
        let against = against.map_or_else(|| t.against_nothing.to_owned(), |label| label.to_string());
        let fact =
            |label: &'static str, value: AnyView| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
        view! {
            <dl class="known-facts">
                {fact(t.partner, row.partner.into_any())}
                {fact(t.category, row.category.to_string().into_any())}
                {fact(t.submitted, instant(locale, row.submitted_at).into_any())}
                {fact(if row.end.is_some() { t.took } else { t.waiting }, waits.into_any())}
                {place.map(|place| fact(t.place, placed(place)))}
                {fact(t.usual, usual(wait))}
                {fact(t.against, against.into_any())}
            </dl>
        }
    });
    let title = live(move || {
        row.with(|row| {
            let version = format!("{} · {}", row.label, (around().round)(row.round));
            view! { <h2>{row.name.clone()}" "<span class="case-version">{version}</span></h2> }
        })
    });
    let listing = row.with_untracked(|row| row.listing);
    view! {
        <header class="case-head">
            <a class="case-back" href=Area::Reviews.path()><Icon name=IconName::Back/>{t.back}</a>
            {title}
            {look_after(listing)}
            {facts}
        </header>
    }
}

/// The way to where the listing is suspended, for who may do that.
fn look_after(listing: ListingId) -> Option<AnyView> {
    let me = Mine::framed().then(use_me)?;
    Some(live(move || {
        let may = me.with(|me| me.as_ref().is_some_and(|me| me.permissions.has(Permission::ListingsSuspend)));
        may.then(|| view! { <a href=governance::href(listing)>{governance::texts().look_after}</a> })
    }))
}

fn placed(place: Place) -> AnyView {
    let t = texts();
    let Place { place, of, place_in_category, of_category } = place;
    view! {
        {(t.place_of)(place, of)}
        <span class="quiet">{(t.place_in_category)(place_in_category, of_category)}</span>
    }
}

/// How long reviews of its category take, and on what that rests.
fn usual(wait: Wait) -> AnyView {
    let rests = (around().rests_on)(wait.basis, wait.samples as u64);
    view! { {words::usual(wait)}<span class="quiet">{rests}</span> }
}
