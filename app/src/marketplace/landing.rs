//! The page of a category or a vertical: what it is, its best apps, the ways on.

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    marketplace::api::{Facet, ListCategories, ListListings, ListingCard, ListingsQuery, TermCount},
    page::Limit,
    problem::{Problem, ProblemKind},
};

use super::{Cards, NotFoundPage, address, texts};
use crate::{
    head::{Head, PageHead, breadcrumbs},
    layout::{self, Heading},
    loading::{Loaded, asked, loaded, slug_of_page},
    transport::{Answer, CallError},
    ui::{Breadcrumbs, Crumb, Icon, IconName, LinkButton, Look, StateKind, StatePage},
    view,
};

/// Most apps on a landing page.
const SHOWN: u16 = 12;

#[derive(Clone, Debug, PartialEq)]
pub struct Landing {
    term: TermCount,
    best: Vec<ListingCard>,
}

/// A category's page.
#[component]
pub fn CategoryPage() -> impl IntoView {
    landing(Facet::Category)
}

/// A vertical's page.
#[component]
pub fn VerticalPage() -> impl IntoView {
    landing(Facet::Vertical)
}

fn landing(taxonomy: Facet) -> AnyView {
    let slug = slug_of_page();
    let page = asked(move || {
        let limit = Limit::new(SHOWN).unwrap_or_default();
        let query =
            slug.with(|slug| ListingsQuery { limit, ..ListingsQuery::default().toggled(taxonomy, slug) });
        vec![ListCategories::url(&(), &()), ListListings::url(&(), &query)]
    });
    loaded(
        page,
        move |answers| {
            let slug = slug.get_untracked();
            let landing = read(answers, taxonomy, &slug)?;
            Ok(view! { <LandingView taxonomy=taxonomy landing=landing/> })
        },
        move || {
            let t = texts();
            let title = if taxonomy == Facet::Category {
                t.landing_missing_category
            } else {
                t.landing_missing_vertical
            };
            view! { <NotFoundPage title=title/> }
        },
    )
}

/// The term first: where there is none, the directory's complaint about it is not what the visitor wants
/// to read.
fn read(answers: &[Answer], taxonomy: Facet, slug: &str) -> Loaded<Landing> {
    let [categories, listings] = answers else { return Err(CallError::Offline) };
    let all = categories.read::<ListCategories>()?;
    let terms = if taxonomy == Facet::Category { all.categories } else { all.verticals };
    let Some(term) = terms.into_iter().find(|term| term.slug == slug) else {
        return Err(CallError::Problem(Box::new(Problem::new(ProblemKind::NotFound, "No such term."))));
    };
    Ok(Landing { term, best: listings.read::<ListListings>()?.items })
}

#[component]
pub fn LandingView(taxonomy: Facet, landing: Landing) -> impl IntoView {
    let t = texts();
    let Landing { term, best } = landing;
    let category = taxonomy == Facet::Category;
    let here = if category { address::category(&term.slug) } else { address::vertical(&term.slug) };
    let feed = category.then(|| format!("/feeds/categories/{}.atom", term.slug));
    let above = vec![
        Crumb { label: layout::texts().home.to_owned(), href: "/".to_owned() },
        Crumb { label: t.categories_title.to_owned(), href: "/categories".to_owned() },
    ];
    let head = PageHead {
        title: term.label.clone(),
        description: if term.about.is_empty() {
            (t.landing_description)(&term.label, term.count)
        } else {
            term.about.clone()
        },
        canonical: Some(here.clone()),
        feed: feed.clone().map(|path| (path, term.label.clone())),
        ..PageHead::default()
    }
    .with_structured(|| vec![breadcrumbs(&above, &term.label, &here)]);
    let content = if best.is_empty() {
        view! {
            <StatePage kind=StateKind::Empty title=t.empty_title.to_owned() body=t.landing_empty.to_owned()>
                <LinkButton href="/apps">{layout::texts().not_found_all}</LinkButton>
            </StatePage>
        }
    } else {
        let all = address::narrowed(taxonomy, &term.slug);
        view! {
            <section class="shelf" aria-labelledby="best">
                <div class="shelf-head"><h2 id="best">{(t.landing_best)(&term.label)}</h2></div>
                <Cards cards=best/>
            </section>
            <p class="actions"><LinkButton href=all look=Look::Primary>{(t.landing_all)(term.count)}</LinkButton></p>
        }
    };
    view! {
        <Head page=head/>
        <div class="page">
            <Breadcrumbs above=above here=term.label.clone()/>
            <p class="kicker">{if category { t.landing_category } else { t.landing_vertical }}</p>
            <Heading text=term.label.clone()/>
            {(!term.about.is_empty()).then(|| view! { <p class="lead">{term.about}</p> })}
            {feed.map(|path| {
                view! { <p><a class="feed-link" href=path rel="external"><Icon name=IconName::Feed/>{(t.landing_feed)(&term.label)}</a></p> }
            })}
            {content}
        </div>
    }
}
