//! Finding a listing to act on.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    editorial::api::ListingRef,
    endpoint::{ByOrganisation, Endpoint},
    listings::api::FindGovernable,
};

use super::{super::find::Find, href, texts};
use crate::view;

#[component]
pub fn FindListing(at: ByOrganisation) -> impl IntoView {
    let t = texts();
    let go = StoredValue::new_local(use_navigate());
    let choose = move |listing: ListingRef| go.with_value(|go| go(&href(listing.id), Default::default()));
    view! {
        <Find id="find-listing" label=t.find placeholder=t.find_hint at=at address=FindGovernable::url
            on_choose=choose/>
    }
}
