//! The listings that are suspended or change hands.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    listings::{
        api::{GovernedListings, GovernedRow},
        state::Phase,
    },
};

use super::{find::FindListing, href, texts};
use crate::{
    i18n::{instant, use_locale},
    listings::{ownership::clock::Progress, phase_tag},
    ui::{Column, StateKind, StatePage, Table},
    view,
};

#[component]
pub fn Governed(all: GovernedListings, at: ByOrganisation, now: DateTime<Utc>) -> impl IntoView {
    let t = texts();
    let shown = if all.listings.is_empty() {
        view! { <StatePage kind=StateKind::Empty title=t.none_title body=t.none_body/> }
    } else {
        let columns = [t.listing, t.partner, t.state, t.in_charge].map(Column::new).to_vec();
        let rows = all.listings.into_iter().map(|listing| row(listing, now)).collect_view();
        view! { <Table caption=t.caption columns=columns class="listings"><tbody>{rows}</tbody></Table> }
    };
    view! {
        <p class="lead">{t.lead}</p>
        <FindListing at=at/>
        {shown}
    }
}

fn row(row: GovernedRow, now: DateTime<Utc>) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let partner = row.partner.unwrap_or_else(|| t.gone.to_owned());
    let suspended = row.suspension.as_ref().map(|suspension| {
        let since = (t.since)(&instant(locale, suspension.at));
        view! { {phase_tag(Phase::Suspended)}<span class="quiet">{since}</span> }
    });
    let in_charge = row.suspension.map(|suspension| suspension.owner.unwrap_or_else(|| t.left.to_owned()));
    let change = row.change.map(|change| {
        let to = (t.goes_to)(change.to.as_deref().unwrap_or(t.gone));
        view! { <span class="quiet">{to}</span><Progress change=change now=now/> }
    });
    view! {
        <tr>
            <th scope="row"><a href=href(row.listing)><b>{row.name}</b></a></th>
            <td>{partner}</td>
            <td>{suspended}{change}</td>
            <td>{in_charge}</td>
        </tr>
    }
}
