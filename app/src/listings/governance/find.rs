//! Finding a listing to act on.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use shared::{
    editorial::api::ListingRef,
    endpoint::{ByOrganisation, Endpoint},
    ids::ListingId,
    listings::api::FindGovernable,
    marketplace::api::SuggestQuery,
};

use super::{href, texts};
use crate::{
    transport::ask,
    ui::{ComboOption, Combobox},
    view,
    view::effect,
};

#[component]
pub fn FindListing(at: ByOrganisation) -> impl IntoView {
    let t = texts();
    let go = StoredValue::new_local(use_navigate());
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<ListingRef>::new());
    effect(move || {
        let q = typed.with(|typed| typed.trim().to_owned());
        if q.is_empty() {
            found.set(Vec::new());
            return;
        }
        let address = FindGovernable::url(&at, &SuggestQuery { q: q.clone() });
        spawn_local(async move {
            let answer = ask(address).await;
            // More was typed meanwhile: its answer is under way.
            if typed.try_with_untracked(|typed| typed.trim() == q) == Some(true)
                && let Ok(reply) = answer.read::<FindGovernable>()
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
        if let Ok(listing) = id.parse::<ListingId>() {
            go.with_value(|go| go(&href(listing), Default::default()));
        }
    };
    view! {
        <div class="find">
            <Combobox id="find-listing" name="q" label=t.find placeholder=t.find_hint value=typed
                options=options on_choose=choose/>
        </div>
    }
}
