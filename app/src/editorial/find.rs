//! Finding an app of the directory.

use leptos::prelude::*;
use shared::{
    editorial::api::{FindListings, ListingRef},
    endpoint::{ByOrganisation, Endpoint},
};

use super::texts;
use crate::{listings, view};

#[component]
pub fn Find(
    id: &'static str,
    at: ByOrganisation,
    #[prop(into)] on_choose: Callback<ListingRef>,
) -> impl IntoView {
    let t = texts();
    view! {
        <listings::find::Find id=id label=t.find placeholder=t.find_hint at=at address=FindListings::url
            on_choose=on_choose/>
    }
}
