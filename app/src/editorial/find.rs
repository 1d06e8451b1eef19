//! Finding an app of the directory.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    editorial::api::{FindListings, ListingRef},
    endpoint::{ByOrganisation, Endpoint},
    marketplace::api::SuggestQuery,
};

use super::texts;
use crate::{
    transport::ask,
    ui::{ComboOption, Combobox},
    view,
    view::effect,
};

#[component]
pub fn Find(
    id: &'static str,
    at: ByOrganisation,
    #[prop(into)] on_choose: Callback<ListingRef>,
) -> impl IntoView {
    let t = texts();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<ListingRef>::new());
    effect(move || {
        let q = typed.get();
        if q.trim().is_empty() {
            found.set(Vec::new());
            return;
        }
        let address = FindListings::url(&at, &SuggestQuery { q: q.clone() });
        spawn_local(async move {
            let answer = ask(address).await;
            // More was typed meanwhile: its answer is under way.
            if typed.try_get_untracked().is_some_and(|typed| typed == q)
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
            <Combobox id=id name="q" label=t.find placeholder=t.find_hint value=typed options=options
                on_choose=choose/>
        </div>
    }
}
