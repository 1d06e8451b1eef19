//! All the ways in which apps are sorted.

use leptos::prelude::*;
use shared::marketplace::api::{Categories, Facet, ListCategories, TermCount};

use super::{home::TermList, texts};
use crate::{
    head::{Head, PageHead},
    layout::Heading,
    loading::one,
    ui::{StateKind, StatePage},
    view,
};

/// Loads the page of categories, verticals and jobs.
#[component]
pub fn CategoriesPage() -> impl IntoView {
    one::<ListCategories>(|all| view! { <CategoriesView all=all/> })
}

#[component]
pub fn CategoriesView(all: Categories) -> impl IntoView {
    let t = texts();
    let head = PageHead {
        title: t.categories_title.to_owned(),
        description: t.categories_description.to_owned(),
        canonical: Some("/categories".to_owned()),
        ..PageHead::default()
    };
    let nothing = all.categories.is_empty() && all.verticals.is_empty() && all.jobs.is_empty();
    let content = if nothing {
        view! { <StatePage kind=StateKind::Empty title=t.empty_title.to_owned() body=t.empty_body.to_owned()/> }
    } else {
        view! {
            {section("categories", t.categories_title, all.categories, Facet::Category)}
            {section("verticals", t.verticals_title, all.verticals, Facet::Vertical)}
            {section("jobs", t.jobs_list_title, all.jobs, Facet::Job)}
        }
    };
    view! {
        <Head page=head/>
        <div class="page">
            <Heading text=t.categories_title/>
            <p class="lead">{t.categories_description}</p>
            {content}
        </div>
    }
}

fn section(id: &'static str, title: &'static str, terms: Vec<TermCount>, taxonomy: Facet) -> AnyView {
    if terms.is_empty() {
        return ().into_any();
    }
    // The page is called like its first section; the heading says so once.
    let class = if taxonomy == Facet::Category { "visually-hidden" } else { "" };
    view! {
        <section class="shelf" aria-labelledby=format!("all-{id}")>
            <h2 id=format!("all-{id}") class=class>{title}</h2>
            <TermList terms=terms taxonomy=taxonomy/>
        </section>
    }
}
