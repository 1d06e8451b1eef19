//! The home page: the search first, then shelves.

use leptos::prelude::*;
use serde_json::{Value, json};
use shared::marketplace::api::{Facet, GetHome, Home, ListingCard, TermCount};

use super::{Cards, address, search::SearchBox, texts};
use crate::{
    head::{Head, PageHead, absolute},
    layout::{self, Heading},
    loading::one,
    test_ids,
    ui::{StateKind, StatePage},
    view,
};

/// Loads the home page.
#[component]
pub fn HomePage() -> impl IntoView {
    one::<GetHome>(|home| view! { <HomeView home=home/> })
}

#[component]
pub fn HomeView(home: Home) -> impl IntoView {
    let t = texts();
    let head = PageHead {
        description: t.home_description.to_owned(),
        canonical: Some("/".to_owned()),
        feed: Some(("/feeds/new.atom".to_owned(), layout::texts().feed_new.to_owned())),
        ..PageHead::default()
    }
    .with_structured(|| vec![site()]);
    let content = if home.total == 0 {
        view! { <StatePage kind=StateKind::Empty title=t.empty_title.to_owned() body=t.empty_body.to_owned()/> }
    } else {
        shelves(home.clone())
    };
    view! {
        <Head page=head/>
        <section class="hero">
            <Heading text=t.home_title/>
            <p class="lead">{(t.home_about)(home.total, home.partners)}</p>
            <SearchBox id="home-search"/>
            <TermList terms=home.categories.into_iter().take(8).collect() taxonomy=Facet::Category/>
        </section>
        <div class="page">{content}</div>
    }
}

/// The site as structured data: schema.org `WebSite`, with its search.
fn site() -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": layout::texts().product,
        "url": absolute("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": format!("{}?q={{search_term_string}}", absolute("/apps")),
            "query-input": "required name=search_term_string",
        },
    })
}

fn shelves(home: Home) -> AnyView {
    let t = texts();
    let shelves = home.shelves.into_iter().map(|shelf| {
        let title = if shelf.title.is_empty() { (t.shelf)(&shelf.slug) } else { shelf.title };
        view! { <ShelfView id=shelf.slug title=title about=shelf.about cards=shelf.listings all=shelf.all/> }
    });
    let jobs = home.jobs.into_iter().map(|shelf| {
        let all = Some(address::narrowed(Facet::Job, &shelf.slug));
        view! { <ShelfView id=format!("job-{}", shelf.slug) title=shelf.title about=shelf.about cards=shelf.listings all=all/> }
    });
    view! {
        {shelves.collect_view()}
        {jobs.collect_view()}
        <section class="shelf" aria-labelledby="verticals">
            <div class="shelf-head"><h2 id="verticals">{t.verticals_title}</h2></div>
            <TermList terms=home.verticals taxonomy=Facet::Vertical/>
        </section>
    }
}

#[component]
pub fn ShelfView(
    id: String,
    title: String,
    about: String,
    cards: Vec<ListingCard>,
    all: Option<String>,
) -> impl IntoView {
    let t = texts();
    if cards.is_empty() {
        return ().into_any();
    }
    let all = all.map(|address| {
        view! { <a class="see-all" href=address aria-label=(t.see_all_of)(&title)>{t.see_all}</a> }
    });
    view! {
        <section class="shelf" aria-labelledby=format!("shelf-{id}") data-testid=test_ids::SHELF>
            <div class="shelf-head">
                <h2 id=format!("shelf-{id}")>{title.clone()}</h2>
                {all}
            </div>
            {(!about.is_empty()).then(|| view! { <p class="shelf-about">{about}</p> })}
            <Cards cards=cards/>
        </section>
    }
}

/// Terms with their numbers of apps, each a way in.
#[component]
pub fn TermList(terms: Vec<TermCount>, taxonomy: Facet) -> impl IntoView {
    let items = terms.into_iter().map(move |term| {
        let href = match taxonomy {
            Facet::Category => address::category(&term.slug),
            Facet::Vertical => address::vertical(&term.slug),
            other => address::narrowed(other, &term.slug),
        };
        let count = (texts().apps)(term.count);
        view! { <li><a href=href><span>{term.label}</span>" "<span class="count">{count}</span></a></li> }
    });
    view! { <ul class="terms">{items.collect_view()}</ul> }
}
