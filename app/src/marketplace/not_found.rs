//! The page for an address with nothing behind it: helps to find what was meant.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    endpoint::Endpoint,
    marketplace::api::{Facet, ListCategories, Suggest, SuggestQuery},
};

use super::{home::TermList, search};
use crate::{
    head::{Head, PageHead},
    layout::{Heading, texts},
    loading::{asked, loaded},
    platform::use_platform,
    ui::{LinkButton, StateKind, StatePage},
    view,
};

/// Says that nothing is here, offers what the address may have meant, the search, and the categories.
#[component]
pub fn NotFoundPage(#[prop(optional)] title: Option<&'static str>) -> impl IntoView {
    let t = texts();
    (use_platform().set_status)(404);
    let title = title.unwrap_or(t.not_found_title);
    let head =
        PageHead { title: title.to_owned(), description: t.not_found_body.to_owned(), ..PageHead::default() };
    let path = use_location().pathname;
    // The help is a help: where it cannot be loaded, the page stands without it.
    let help = asked(move || {
        let q = path.with(|path| meant(path));
        let close = (!q.is_empty()).then(|| Suggest::url(&(), &SuggestQuery { q }));
        [ListCategories::url(&(), &())].into_iter().chain(close).collect()
    });
    let help = loaded(
        help,
        move |answers| {
            let categories = answers.first().and_then(|answer| answer.read::<ListCategories>().ok());
            let categories = categories.map(|all| all.categories).unwrap_or_default();
            let suggestions = answers.get(1).and_then(|answer| answer.read::<Suggest>().ok());
            let suggestions = suggestions.map(|reply| reply.items).unwrap_or_default();
            let close = (!suggestions.is_empty()).then(|| {
                let links = suggestions.into_iter().take(5).map(|suggestion| {
                    let option = search::option(suggestion);
                    view! { <li><a href=option.id><span>{option.title}</span>" "<span class="count">{option.group}</span></a></li> }
                });
                view! { <h2>{t.not_found_meant}</h2><ul class="terms">{links.collect_view()}</ul> }
            });
            let ways = (!categories.is_empty()).then(|| {
                let mut categories = categories;
                categories.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
                categories.truncate(8);
                view! { <h2>{t.not_found_categories}</h2><TermList terms=categories taxonomy=Facet::Category/> }
            });
            Ok(view! { <div class="help">{close}{ways}</div> })
        },
        || ().into_any(),
    );
    let heading = view! { <Heading text=title/> };
    view! {
        <Head page=head/>
        <div class="page">
            <StatePage kind=StateKind::NotFound title=title body=t.not_found_body heading=heading>
                <search::SearchBox id="not-found-search" inner=true/>
                {help}
                <p class="actions"><LinkButton href="/apps">{t.not_found_all}</LinkButton></p>
            </StatePage>
        </div>
    }
}

/// The words of an address, as a search text.
fn meant(path: &str) -> String {
    let last = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    let words: String = last.chars().take(80).collect();
    let between =
        |letter: char| letter.is_whitespace() || letter.is_ascii_punctuation() || letter.is_control();
    words.split(between).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn the_last_words_of_the_address_are_searched_for() {
        assert_eq!(meant("/apps/ledger-brigde"), "ledger brigde");
        assert_eq!(meant("/categories/crm/"), "crm");
        assert_eq!(meant("/"), "");
    }
}
