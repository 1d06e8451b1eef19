//! The directory: search, facets, sorting, and the list.

pub mod chips;
pub mod facets;
pub mod query;
pub mod results;
pub mod texts;
pub mod why;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    marketplace::api::{Facet, ListingsQuery, Sort},
    problem::Problem,
};

pub use query::Memory;
use query::{Asked, Found};
pub use texts::{Texts, texts};

use super::address;
use crate::{
    head::{Head, PageHead},
    layout::Heading,
    loading::{self, Loaded, Page, failure, waiting},
    transport::CallError,
    view,
    view::live,
};

/// What the parts of the page share.
#[derive(Clone, Copy, Debug)]
pub struct Directory {
    /// What the address asks for; the default while it is at fault.
    query: Memo<ListingsQuery>,
    /// The answer. While a new one loads, the one before.
    found: Memo<Option<Loaded<Found>>>,
    /// A new answer is on its way.
    busy: RwSignal<bool>,
    go: Callback<ListingsQuery>,
}

impl Directory {
    /// Reads the last answer that was one.
    fn with<T>(self, read: impl FnOnce(&Found) -> T) -> Option<T> {
        self.found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok()).map(read))
    }
}

/// Loads the directory as the address says. Each change of a filter is a new address; what was found
/// before stays in sight until the new answer is there.
#[component]
pub fn DirectoryPage() -> impl IntoView {
    let asked = query::use_asked();
    let page = loading::asked(move || asked.with(query::address_of).into_iter().collect());
    let busy = RwSignal::new(false);
    view! {
        {live(move || view! { <DirectoryHead asked=asked.get()/> })}
        <div class="page directory">
            <Transition fallback=|| waiting() set_pending=busy>
                <Loader asked=asked page=page busy=busy/>
            </Transition>
        </div>
    }
}

/// Shows the answer, or why there is none.
#[component]
pub fn Loader(asked: Memo<Asked>, page: Page, busy: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let navigate = use_navigate();
    let go = Callback::new(move |query: ListingsQuery| {
        // The list changes in place: the page does not jump, and the focus stays where it is.
        navigate(
            &address::directory(&query),
            NavigateOptions { scroll: false, ..NavigateOptions::default() },
        );
    });
    let query = Memo::new(move |_| asked.get().unwrap_or_default());
    let title = Memo::new(move |_| {
        query.with(|query| if query.q.is_empty() { t.title.to_owned() } else { (t.title_for)(&query.q) })
    });
    // Read out of the text once, here under the transition, which waits for what is read in it.
    let found = Memo::new(move |_| {
        page.with(|answers| answers.as_ref().and_then(|answers| answers.first()).map(query::found))
    });
    let directory = Directory { query, found, busy, go };
    let failed = Memo::new(move |_| match asked.get() {
        Err(faults) => Some(CallError::Problem(Box::new(Problem::invalid(faults)))),
        Ok(_) => found.with(|found| found.as_ref().and_then(|found| found.as_ref().err().cloned())),
    });
    let answered = Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(Result::is_ok)));
    live(move || match failed.get() {
        Some(error) => failure(&error, move || page.refetch()),
        None if answered.get() => view! {
            {live(move || view! { <Heading text=title.get()/> })}
            <div class="directory-body">
                <facets::Facets directory=directory/>
                <results::Results directory=directory/>
            </div>
        },
        None => ().into_any(),
    })
}

#[component]
pub fn DirectoryHead(asked: Asked) -> impl IntoView {
    let t = texts();
    // A page at fault says so itself.
    asked.ok().map(|query| {
        let plain = query == ListingsQuery::default();
        let head = PageHead {
            title: if query.q.is_empty() { t.title.to_owned() } else { (t.title_for)(&query.q) },
            description: t.description.to_owned(),
            // One page for search engines; its states are the visitor's.
            canonical: plain.then(|| "/apps".to_owned()),
            feed: Some(("/feeds/updated.atom".to_owned(), crate::layout::texts().feed_updated.to_owned())),
            ..PageHead::default()
        };
        view! { <Head page=head/> }
    })
}

/// A facet's name.
fn facet_name(facet: Facet) -> &'static str {
    let t = texts();
    match facet {
        Facet::Category => t.category,
        Facet::Vertical => t.vertical,
        Facet::Job => t.job,
        Facet::Pricing => t.pricing,
        Facet::Region => t.region,
        Facet::Compliance => t.compliance,
        Facet::Language => t.language,
        Facet::Badge => t.badge,
    }
}

/// An order's name. Without a search text there is no match to speak of.
fn sort_name(sort: Sort, searching: bool) -> &'static str {
    let t = texts();
    match sort {
        Sort::Relevance if searching => t.sort_relevance,
        Sort::Relevance => t.sort_quality,
        Sort::Trending => t.sort_trending,
        Sort::Rating => t.sort_rating,
        Sort::Newest => t.sort_newest,
        Sort::Installs => t.sort_installs,
        Sort::Name => t.sort_name,
    }
}
