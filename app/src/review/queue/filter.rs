//! Which part of the queue is looked at. The address of the page says it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    endpoint::{Query, decode_pairs, encode_pairs},
    review::{
        api::StageCount,
        query::{CaseQuery, Held},
        stage::StageKind,
    },
    slug::Slug,
};

use super::{super::texts as around, texts};
use crate::{
    ui::{Button, Select, SelectOption},
    view,
    workspace::Area,
};

/// What the address asks for. What it gets wrong the server names; then nothing of it is used.
pub(super) fn asked(search: &str) -> CaseQuery {
    decode_pairs(search).ok().and_then(|pairs| CaseQuery::parse(&pairs).ok()).unwrap_or_default()
}

/// The address of a part of the queue.
pub fn address(query: &CaseQuery) -> String {
    let pairs = query.pairs();
    let path = Area::Reviews.path();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", encode_pairs(&pairs)) }
}

/// Whether anything is left out.
pub(super) fn narrows(query: &CaseQuery) -> bool {
    query.stage.is_some()
        || query.category.is_some()
        || query.risk.is_some_and(|least| least > 0)
        || query.held.is_some()
}

/// Least risks that are offered.
const RISKS: [u32; 3] = [25, 50, 75];

/// Tabs of stages with how many are in each, who is at them, and lists of categories and risks.
#[component]
pub fn Filters(query: CaseQuery, stages: Vec<StageCount>, categories: Vec<Slug>) -> impl IntoView {
    let t = texts();
    let from_start = CaseQuery { cursor: None, ..query.clone() };
    let open = stages.iter().map(|stage| stage.open).sum::<usize>();
    let tab = |label: String, count: Option<usize>, to: CaseQuery, current: bool| {
        let count = count.map(|count| view! { " "<span class="tab-count">{count}</span> });
        view! {
            <li>
                <a href=address(&to) aria-current=current.then_some("page") data-noscroll="">{label}{count}</a>
            </li>
        }
    };
    let opened = CaseQuery { ended: false, stage: None, ..from_start.clone() };
    let mut tabs =
        vec![tab(t.all_stages.to_owned(), Some(open), opened.clone(), query.stage.is_none() && !query.ended)];
    for kind in StageKind::ALL {
        let count = stages.iter().find(|stage| stage.stage == kind).map_or(0, |stage| stage.open);
        let current = query.stage == Some(kind) && !query.ended;
        let to = CaseQuery { stage: Some(kind), ..opened.clone() };
        tabs.push(tab((around().stage)(kind).to_owned(), Some(count), to, current));
    }
    let to = CaseQuery { ended: true, stage: None, held: None, ..from_start.clone() };
    tabs.push(tab(t.ended.to_owned(), None, to, query.ended));
    let held = (!query.ended).then(|| {
        let choices = std::iter::once(None).chain(Held::ALL.map(Some)).map(|held| {
            let to = CaseQuery { held, ..from_start.clone() };
            tab((t.held)(held).to_owned(), None, to, query.held == held)
        });
        view! { <nav class="review-tabs held" aria-label=t.by_holder><ul>{choices.collect_view()}</ul></nav> }
    });
    view! {
        <div class="review-filters">
            <nav class="review-tabs" aria-label=t.by_stage><ul>{tabs}</ul></nav>
            {held}
            <Lists query=from_start categories=categories/>
        </div>
    }
}

/// Category and least risk; sending the form opens the address.
#[component]
fn Lists(query: CaseQuery, categories: Vec<Slug>) -> impl IntoView {
    let t = texts();
    let navigate = use_navigate();
    let category = RwSignal::new(query.category.as_ref().map(Slug::to_string).unwrap_or_default());
    let risk = RwSignal::new(query.risk.map(|risk| risk.to_string()).unwrap_or_default());
    let option = |value: String, label: String| SelectOption { value, label };
    let mut of_category = vec![option(String::new(), t.every_category.to_owned())];
    // One without anything open stays chosen.
    let chosen = query.category.iter().filter(|chosen| !categories.contains(chosen));
    of_category
        .extend(categories.iter().chain(chosen).map(|slug| option(slug.to_string(), slug.to_string())));
    let mut of_risk = vec![option(String::new(), t.any_risk.to_owned())];
    let mut risks = RISKS.to_vec();
    risks.extend(query.risk.filter(|least| *least > 0 && !RISKS.contains(least)));
    risks.sort_unstable();
    of_risk.extend(risks.into_iter().map(|least| option(least.to_string(), (t.risk_from)(least))));
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let query = CaseQuery {
            category: category.get_untracked().parse().ok(),
            risk: risk.get_untracked().parse().ok(),
            ..query.clone()
        };
        navigate(&address(&query), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    view! {
        <form class="review-lists" method="post" on:submit=apply>
            <Select id="review-category" name="category" label=t.category value=category options=of_category/>
            <Select id="review-risk" name="risk" label=t.least_risk value=risk options=of_risk/>
            <Button submit=true>{t.apply}</Button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_what_is_looked_at() {
        let query = CaseQuery {
            stage: Some(StageKind::SecurityReview),
            risk: Some(50),
            held: Some(Held::Free),
            ..CaseQuery::default()
        };
        assert_eq!(address(&query), "/reviews?stage=security_review&risk=50&held=free");
        assert_eq!(address(&CaseQuery::default()), "/reviews");
        assert_eq!(asked("stage=security_review&risk=50&held=free"), query);
        assert_eq!(asked("stage=done"), CaseQuery::default());
        assert!(narrows(&query) && !narrows(&CaseQuery { ended: true, ..CaseQuery::default() }));
    }
}
