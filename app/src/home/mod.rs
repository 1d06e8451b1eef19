//! The home of who is signed in: what waits for them first, then how their listings stand and what happened.

pub mod addresses;
pub mod around;
pub mod texts;
pub mod waiting;

use leptos::prelude::*;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    home::{
        api::{Home, ReadHome},
        order::Urgency,
    },
};

pub use texts::{Texts, texts};

use crate::{
    organisations::{self, Here},
    view,
    workspace::{Area, private},
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    (path == Area::Home.path()).then(|| {
        organisations::page(Area::Home, |here| {
            let at = ByOrganisation { organisation: here.organisation };
            private::<ReadHome>(
                move || Some(ReadHome::url(&at, &())),
                move |home, _| view! { <HomeView home=home here=here/> },
            )
        })
    })
}

/// What waits, or that nothing does, and what is good to know besides.
#[component]
pub fn HomeView(home: Home, here: Here) -> impl IntoView {
    let t = texts();
    let Home { at, waiting, more, unread, listings, lately } = home;
    let to_do = waiting.iter().any(|ranked| ranked.urgency != Urgency::UnderWay);
    let none = (!to_do).then(|| around::nothing_waits(here, listings.as_deref()));
    view! {
        <p class="lead">{t.lead}</p>
        {none}
        {waiting::groups(&waiting, &more, at)}
        <div class="home-around">
            {listings.filter(|counts| !counts.is_empty()).map(|counts| around::by_state(&counts, here))}
            {around::lately(&lately, unread, at)}
        </div>
    }
}
