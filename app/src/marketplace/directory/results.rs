//! The list of what was found.

use leptos::prelude::*;
use shared::marketplace::api::{ListingCard, ListingsQuery};

use super::{
    super::{Card, address},
    Directory, Found, Memory,
    chips::Chips,
    facets, query, texts,
    why::WhyThisRank,
};
use crate::{
    test_ids,
    ui::{Icon, IconName, LinkButton, StateKind, StatePage},
    view,
    view::{Keyed, keyed, live},
};

/// Count, chips, cards, and the way to more.
#[component]
pub fn Results(directory: Directory) -> impl IntoView {
    let t = texts();
    let memory = use_context::<Memory>().unwrap_or_default();
    let list =
        Memo::new(move |_| directory.with(Found::clone).map(|found| memory.with(found)).unwrap_or_default());
    follow_growth(list);
    let total = Memo::new(move |_| directory.with(|found| found.page.total).unwrap_or_default());
    let filters = live(move || {
        directory.query.with(|query| match chosen(query) {
            0 => t.filters.to_owned(),
            count => (t.filters_on)(count),
        })
    });
    let row = |card: ListingCard| {
        Keyed::new(card_key(&card), move || {
            let flag = card.why.as_ref().is_some_and(|why| why.exploration).then(|| texts().exploration);
            let why = card.why.clone().map(|why| view! { <WhyThisRank name=card.name.clone() why=why/> });
            let id = link_id(&card.slug);
            view! { <li><Card card=card flag=flag foot=why id=Some(id)/></li> }
        })
    };
    let rows = move || list.with(|list| query::cards(list)).into_iter().map(row).collect();
    view! {
        <section class="results" aria-labelledby="results-heading" aria-busy=move || directory.busy.get().to_string()>
            <h2 id="results-heading" class="visually-hidden">{t.results}</h2>
            <div class="results-head">
                <p class="result-count" role="status" data-testid=test_ids::RESULT_COUNT>{live(move || counted(directory))}</p>
                <button type="button" class="button facets-open" popovertarget=facets::PANEL>
                    <Icon name=IconName::Filter/>
                    {filters}
                </button>
            </div>
            <DidYouMean directory=directory/>
            <Chips directory=directory/>
            <Continued list=list/>
            <ul class="cards">
                {keyed(rows)}
            </ul>
            {live(move || (total.get() == 0).then(|| view! { <Nothing directory=directory/> }))}
            <More directory=directory list=list/>
        </section>
    }
}

/// A card is drawn anew when what it shows changes.
fn card_key(card: &ListingCard) -> String {
    let score = card.why.as_ref().map_or(0, |why| why.score.to_bits());
    format!("{} {} {score:x}", card.slug, card.updated_at.timestamp())
}

/// Id of a card's link, for the focus.
fn link_id(slug: &str) -> String {
    format!("app-{slug}")
}

fn chosen(query: &ListingsQuery) -> u64 {
    let values = query.chosen.iter().map(Vec::len).sum::<usize>() + usize::from(query.rating_min.is_some());
    values as u64
}

/// The count in words; announced politely when it changes.
fn counted(directory: Directory) -> String {
    let t = texts();
    let total = directory.with(|found| found.page.total).unwrap_or_default();
    directory
        .query
        .with(|query| if query.q.is_empty() { (t.found)(total) } else { (t.found_for)(total, &query.q) })
}

/// When the list grew, the focus goes to the first app that was added: the keyboard goes on from there.
fn follow_growth(list: Memo<Vec<Found>>) {
    Effect::new(move |before: Option<(usize, Option<String>)>| {
        let now = list.with(|list| (list.len(), list.first().map(|found| found.list.clone())));
        let grew = before.is_some_and(|before| before.1 == now.1 && now.0 == before.0 + 1 && now.0 > 1);
        if grew {
            let added = list.with(|list| {
                list.last().and_then(|found| found.page.items.first()).map(|card| card.slug.clone())
            });
            request_animation_frame(move || {
                let link = added.and_then(|slug| document().get_element_by_id(&link_id(&slug)));
                if let Some(link) = link {
                    let link: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(link);
                    // A link that left the page meanwhile cannot take the focus, and need not.
                    let _ = link.focus();
                }
            });
        }
        now
    });
}

#[component]
pub fn DidYouMean(directory: Directory) -> impl IntoView {
    let t = texts();
    live(move || {
        let better = directory.with(|found| found.page.did_you_mean.clone()).flatten()?;
        let query = ListingsQuery { q: better.clone(), ..directory.query.get().first_page() };
        Some(view! {
            <p class="did-you-mean" data-testid=test_ids::DID_YOU_MEAN>
                {t.did_you_mean}" "<a href=address::directory(&query)>{better}</a>"?"
            </p>
        })
    })
}

/// Says that the list starts in the middle, after a link to a later page of it.
#[component]
pub fn Continued(list: Memo<Vec<Found>>) -> impl IntoView {
    let t = texts();
    live(move || {
        let start = list.with(|list| {
            list.first().filter(|found| found.cursor.is_some()).map(|found| found.list.clone())
        })?;
        Some(view! { <p class="continued">{t.continued}" "<a href=start>{t.from_start}</a></p> })
    })
}

/// Nothing matches: why, and the ways out.
#[component]
pub fn Nothing(directory: Directory) -> impl IntoView {
    let t = texts();
    let query = directory.query.get_untracked();
    let body = if query.is_filtered() {
        t.empty_filtered.to_owned()
    } else if query.q.is_empty() {
        t.empty_all.to_owned()
    } else {
        (t.empty_search)(&query.q)
    };
    let unfiltered = (query.is_filtered() && !query.q.is_empty()).then(|| {
        view! { <LinkButton href=address::search(&query.q)>{t.without_filters}</LinkButton> }
    });
    view! {
        <StatePage kind=StateKind::Empty title=t.empty_title.to_owned() body=body>
            {unfiltered}
            <LinkButton href="/apps">{t.all_apps}</LinkButton>
        </StatePage>
    }
}

/// The link to the next page. With a script the page is added to the list.
#[component]
pub fn More(directory: Directory, list: Memo<Vec<Found>>) -> impl IntoView {
    let t = texts();
    let next = Memo::new(move |_| {
        let cursor = list.with(|list| list.last().and_then(|found| found.page.next_cursor.clone()))?;
        Some(address::directory(&ListingsQuery { cursor: Some(cursor), ..directory.query.get() }))
    });
    let some = Memo::new(move |_| next.with(Option::is_some));
    let shown = move || {
        live(move || {
            let total = directory.with(|found| found.page.total).unwrap_or_default();
            list.with(|list| (t.shown_of)(query::cards(list).len() as u64, total))
        })
    };
    // The link stays the same element, so that a held focus is not lost.
    live(move || {
        some.get().then(|| {
            view! {
                <div class="show-more">
                    <p>{shown()}</p>
                    <a class="button" href=move || next.get().unwrap_or_default() rel="next" data-noscroll=""
                        data-testid=test_ids::SHOW_MORE>{t.show_more}</a>
                </div>
            }
        })
    })
}
