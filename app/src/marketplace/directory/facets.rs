//! The filters: beside the list where there is room, and a sheet over it where there is not.
//!
//! It is one form. Without a script it is sent with a button; with one, each change is a new address at
//! once. The sheet is the same element as a popover, so it opens before any script runs.

use leptos::{ev, prelude::*};
use shared::marketplace::api::{Facet, FacetCount, ListingsQuery, Sort, Stars};
use wasm_bindgen::JsCast;

use super::{super::words, Directory, facet_name, sort_name, texts};
use crate::{
    i18n::{self, number, use_locale},
    test_ids,
    ui::{Icon, IconName},
    view,
    view::{Keyed, keyed, live},
};

/// The panel's id, which the button that opens the sheet names.
pub const PANEL: &str = "filters";
/// Facets that are open from the start.
const OPEN: [Facet; 4] = [Facet::Category, Facet::Job, Facet::Pricing, Facet::Badge];
/// Lowest ratings that are offered.
const RATINGS: [Stars; 3] = [Stars(300), Stars(400), Stars(450)];

/// The panel.
#[component]
pub fn Facets(directory: Directory) -> impl IntoView {
    let t = texts();
    let query = directory.query;
    let hidden_search = live(move || {
        query.with(|query| {
            (!query.q.is_empty()).then(|| view! { <input type="hidden" name="q" value=query.q.clone()/> })
        })
    });
    view! {
        <aside id=PANEL class="facets" popover="auto" aria-label=t.filters data-testid=test_ids::FACETS>
            <div class="facets-head">
                <h2>{t.filters}</h2>
                <button type="button" class="button quiet square facets-close" popovertarget=PANEL
                    popovertargetaction="hide" aria-label=t.close_filters title=t.close_filters>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <form action="/apps" method="get">
                {hidden_search}
                <SortField directory=directory/>
                {Facet::ALL.map(|facet| view! { <FacetField facet=facet directory=directory/> }).collect_view()}
                <RatingField directory=directory/>
                <button type="submit" class="button primary only-without-script">{t.apply}</button>
            </form>
        </aside>
    }
}

#[component]
pub fn SortField(directory: Directory) -> impl IntoView {
    let query = directory.query;
    let change = move |event: ev::Event| {
        let value = event_target_value(&event);
        if let Some(sort) = Sort::ALL.into_iter().find(|sort| sort.as_str() == value) {
            directory.go.run(ListingsQuery { sort, ..query.get_untracked().first_page() });
        }
    };
    let options = Sort::ALL.map(|sort| {
        let name = live(move || sort_name(sort, query.with(|query| !query.q.is_empty())));
        let selected = move || query.with(|query| query.sort == sort);
        view! { <option value=sort.as_str() selected=selected>{name}</option> }
    });
    view! {
        <label class="sort">
            <span>{texts().sort}</span>
            <select name="sort" on:change=change prop:value=move || query.with(|query| query.sort.as_str())>
                {options.collect_view()}
            </select>
        </label>
    }
}

#[component]
pub fn FacetField(facet: Facet, directory: Directory) -> impl IntoView {
    let query = directory.query;
    let open = OPEN.contains(&facet) || query.with_untracked(|query| !query.chosen(facet).is_empty());
    let values =
        move || directory.with(|found| offered(facet, found.page.facets.get(&facet))).unwrap_or_default();
    let row = move |(value, label): (String, String)| {
        Keyed::new(
            value.clone(),
            move || view! { <Value facet=facet value=value label=label directory=directory/> },
        )
    };
    let some = Memo::new(move |_| !values().is_empty());
    view! {
        <details class="facet" open=open hidden=move || !some.get()>
            <summary>{facet_name(facet)}</summary>
            <fieldset>
                <legend class="visually-hidden">{facet_name(facet)}</legend>
                {keyed(move || values().into_iter().map(row).collect())}
            </fieldset>
        </details>
    }
}

/// The values of a facet in an order that does not move while filtering: closed lists as declared, the
/// others by name.
fn offered(facet: Facet, counts: Option<&Vec<FacetCount>>) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = counts
        .into_iter()
        .flatten()
        .map(|count| (count.value.clone(), words::facet_value(facet, &count.value, &count.label)))
        .collect();
    if facet == Facet::Pricing {
        let place = |value: &str| {
            shared::marketplace::model::PricingModel::ALL.iter().position(|model| model.as_str() == value)
        };
        values.sort_by_key(|(value, _)| place(value));
    } else {
        values.sort_by_cached_key(|(_, label)| i18n::lower(label));
    }
    values
}

#[component]
pub fn Value(facet: Facet, value: String, label: String, directory: Directory) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let query = directory.query;
    let wanted = StoredValue::new(value.clone());
    let chosen =
        Memo::new(move |_| query.with(|query| wanted.with_value(|value| query.is_chosen(facet, value))));
    let count = Memo::new(move |_| {
        let of = |counts: &Vec<FacetCount>| {
            counts
                .iter()
                .find(|count| wanted.with_value(|value| count.value == *value))
                .map(|count| count.count)
        };
        directory.with(|found| found.page.facets.get(&facet).and_then(of)).flatten().unwrap_or_default()
    });
    let change =
        move |_| directory.go.run(wanted.with_value(|value| query.get_untracked().toggled(facet, value)));
    let none = move || count.get() == 0 && !chosen.get();
    view! {
        <label class="facet-value" class:none=none>
            <input type="checkbox" name=facet.as_str() value=value checked=chosen.get_untracked()
                prop:checked=chosen on:change=change/>
            <span>{label}</span>
            <span class="count" aria-hidden="true">{live(move || number(locale, count.get()))}</span>
            <span class="visually-hidden">{live(move || (t.count_of)(count.get()))}</span>
        </label>
    }
}

#[component]
pub fn RatingField(directory: Directory) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let query = directory.query;
    let change = move |event: ev::Event| {
        // The group's listener: whichever of them changed is the chosen one.
        let least = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
            .and_then(|input| input.value().parse().ok().filter(|stars: &Stars| RATINGS.contains(stars)));
        directory.go.run(ListingsQuery { rating_min: least, ..query.get_untracked().first_page() });
    };
    let choice = move |least: Option<Stars>| {
        let chosen = Memo::new(move |_| query.with(|query| query.rating_min == least));
        let value = least.unwrap_or_default().shortest();
        let label = least
            .map_or_else(|| t.rating_any.to_owned(), |least| (t.rating_least)(&i18n::stars(locale, least)));
        view! {
            <label class="facet-value">
                <input type="radio" name="rating_min" value=value checked=chosen.get_untracked() prop:checked=chosen/>
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <details class="facet" open=query.with_untracked(|query| query.rating_min.is_some())>
            <summary>{t.rating}</summary>
            <fieldset on:change=change>
                <legend class="visually-hidden">{t.rating}</legend>
                {choice(None)}
                {RATINGS.map(|least| choice(Some(least))).collect_view()}
            </fieldset>
        </details>
    }
}
