//! Domains that the organisation proves to be its own.

pub mod claim;
pub mod one;
pub mod proof;
pub mod texts;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    organisations::{
        api::{DomainView, Domains, ListDomains},
        permission::Permission,
    },
};

pub use proof::ProofView;
pub(super) use proof::page as proof_page;
pub use texts::{Texts, texts};

use super::{Here, asked::asked, here};
use crate::{
    browser,
    ui::{StateKind, StatePage},
    view,
    view::{Keyed, keyed, live},
    workspace::{Area, private},
};

/// The page.
pub fn page() -> AnyView {
    here::page(Area::Domains, |here| {
        private::<ListDomains>(
            move || Some(ListDomains::url(&ByOrganisation { organisation: here.organisation }, &())),
            move |domains, _| view! { <DomainsView domains=domains here=here now=browser::now()/> },
        )
    })
}

/// What the parts of the page share.
#[derive(Clone, Copy, Debug)]
pub struct Holdings {
    domains: RwSignal<Domains>,
    here: Here,
    manages: bool,
    now: DateTime<Utc>,
    /// Which one to give up was asked.
    releasing: RwSignal<Option<DomainView>>,
}

#[component]
pub fn DomainsView(domains: Domains, here: Here, now: DateTime<Utc>) -> impl IntoView {
    let t = texts();
    let manages = here.may(Permission::DomainsManage);
    let holdings =
        Holdings { domains: RwSignal::new(domains), here, manages, now, releasing: RwSignal::new(None) };
    let some = Memo::new(move |_| holdings.domains.with(|domains| !domains.domains.is_empty()));
    let list = live(move || {
        if !some.get() {
            return view! { <StatePage kind=StateKind::Empty title=t.none_title body=t.none_body/> };
        }
        let rows = keyed(move || {
            holdings.domains.with(|domains| {
                let one = |domain: &DomainView| {
                    let domain = domain.clone();
                    let key = format!("{} {}", domain.id, domain.verified_at.is_some());
                    Keyed::new(key, move || view! { <one::One holdings=holdings domain=domain/> })
                };
                domains.domains.iter().map(one).collect()
            })
        });
        view! { <ul class="domains" aria-label=t.list>{rows}</ul> }
    });
    let claim = if manages {
        view! { <claim::ClaimForm holdings=holdings/> }
    } else {
        view! { <p class="quiet">{t.may_not}</p> }
    };
    view! {
        <p class="lead">{t.lead}</p>
        {list}
        {claim}
        {asked(holdings.releasing, move |domain, open| {
            view! { <one::Release holdings=holdings domain=domain open=open/> }
        })}
    }
}
