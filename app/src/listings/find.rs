//! Finding a listing by its name.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    editorial::api::{FindListings, ListingRef},
    endpoint::ByOrganisation,
    marketplace::api::SuggestQuery,
};

use crate::{
    transport::ask,
    ui::{ComboOption, Combobox},
    view,
    view::effect,
};

/// A box in which one types, with what is found below. `address` is the `url` of an endpoint that answers
/// [`shared::editorial::api::Found`]: which listings are found is its own.
#[component]
pub fn Find(
    id: &'static str,
    label: &'static str,
    placeholder: &'static str,
    at: ByOrganisation,
    address: fn(&ByOrganisation, &SuggestQuery) -> String,
    #[prop(into)] on_choose: Callback<ListingRef>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<ListingRef>::new());
    effect(move || {
        let q = typed.with(|typed| typed.trim().to_owned());
        if q.is_empty() {
            found.set(Vec::new());
            return;
        }
        let address = address(&at, &SuggestQuery { q: q.clone() });
        spawn_local(async move {
            let answer = ask(address).await;
            // More was typed meanwhile: its answer is under way.
            if typed.try_with_untracked(|typed| typed.trim() == q) == Some(true)
                && let Ok(reply) = answer.read::<FindListings>()
            {
                let _ = found.try_set(reply.listings);
            }
        });
    });
    let options = Signal::derive(move || {
        let option = |listing: ListingRef| ComboOption {
            id: listing.id.to_string(),
            group: String::new(),
            title: listing.name,
            detail: listing.partner,
            icon_url: listing.icon_url,
        };
        found.get().into_iter().map(option).collect::<Vec<_>>()
    });
    let choose = move |id: String| {
        let chosen = found.with_untracked(|found| found.iter().find(|one| one.id.to_string() == id).cloned());
        typed.set(String::new());
        if let Some(chosen) = chosen {
            on_choose.run(chosen);
        }
    };
    view! {
        <div class="find">
            <Combobox id=id name="q" label=label placeholder=placeholder value=typed options=options
                on_choose=choose/>
        </div>
    }
}
