//! What is chosen, each with the way to take it back.

use leptos::prelude::*;
use shared::marketplace::api::{Facet, FacetCount, ListingsQuery};

use super::{
    super::{address, words},
    Directory, facet_name, texts,
};
use crate::{
    i18n::{self, use_locale},
    test_ids,
    ui::Chip,
    view,
    view::live,
};

/// The chosen filters.
#[component]
pub fn Chips(directory: Directory) -> impl IntoView {
    let t = texts();
    let rows = live(move || {
        directory.query.with(|query| {
            if !query.is_filtered() {
                return ().into_any();
            }
            let chips = chosen(query, directory)
                .into_iter()
                .map(|(facet, label, href)| {
                    let remove = (t.remove)(facet, &label);
                    view! { <li><Chip label=label href=href remove_label=remove/></li> }
                })
                .collect_view();
            let clear = ListingsQuery { q: query.q.clone(), sort: query.sort, ..ListingsQuery::default() };
            view! {
                <ul>
                    {chips}
                    <li><a class="clear" href=address::directory(&clear) data-noscroll="">{t.clear_all}</a></li>
                </ul>
            }
        })
    });
    view! { <nav class="chips" aria-label=t.chosen data-testid=test_ids::CHOSEN>{rows}</nav> }
}

/// Facet, value and the address without it.
fn chosen(query: &ListingsQuery, directory: Directory) -> Vec<(&'static str, String, String)> {
    let mut chosen = Vec::new();
    for facet in Facet::ALL {
        for value in query.chosen(facet) {
            let known = directory
                .with(|found| found.page.facets.get(&facet).and_then(|counts| label_of(counts, value)))
                .flatten();
            let label = words::facet_value(facet, value, known.as_deref().unwrap_or(value));
            chosen.push((facet_name(facet), label, address::directory(&query.toggled(facet, value))));
        }
    }
    if let Some(least) = query.rating_min {
        let label = (texts().rating_least)(&i18n::stars(use_locale(), least));
        let without = ListingsQuery { rating_min: None, ..query.first_page() };
        chosen.push((texts().rating, label, address::directory(&without)));
    }
    chosen
}

fn label_of(counts: &[FacetCount], value: &str) -> Option<String> {
    counts.iter().find(|count| count.value == value).map(|count| count.label.clone())
}
