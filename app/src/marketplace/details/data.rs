//! Which data an app keeps, where it goes, and who else works with it.

use leptos::prelude::*;
use shared::{
    listings::field::DataAndTrust,
    manifest::model::{DataStored, Destination, Subprocessor},
    marketplace::details::{Asks, Details},
};

use super::{Within, pairs, part, texts, words, written};
use crate::{
    i18n::{date, use_locale},
    view,
};

/// What the partner says and what the manifest says; `None` where neither says anything.
pub fn data(within: Within, details: &Details) -> Option<AnyView> {
    let said = details.data.as_ref();
    let asks = details.asks.as_ref();
    if said.is_none() && asks.is_none() {
        return None;
    }
    let nothing = Asks::default();
    let asks = asks.unwrap_or(&nothing);
    let content = view! {
        {said.map(trust)}
        {listed(texts().kept, asks.data.iter().map(kept).collect())}
        {listed(texts().subprocessors, subprocessors(said, &asks.subprocessors))}
        {listed(texts().destinations, asks.destinations.iter().map(destination).collect())}
    };
    Some(part(within, "data", texts().data, content))
}

fn trust(data: &DataAndTrust) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let mut rows = Vec::new();
    if !data.regions.is_empty() {
        let regions: Vec<_> =
            data.regions.iter().map(|region| words::region(locale, region.as_str())).collect();
        rows.push((t.kept_in, regions.join(", ").into_any()));
    }
    rows.push((t.deleted, (t.after_days)(data.retention_days).into_any()));
    if !data.privacy_url.is_empty() {
        rows.push((t.privacy, written(&data.privacy_url)));
    }
    if !data.security_contact.is_empty() {
        rows.push((t.security_contact, written(&data.security_contact)));
    }
    if let Some(day) = data.last_tested_on {
        rows.push((t.last_tested, date(locale, day).into_any()));
    }
    let stored = (!data.stored.is_empty()).then(|| view! { <p>{data.stored.clone()}</p> });
    view! { {stored}{pairs(rows)} }
}

/// Under its name; nothing where nothing is.
fn listed(name: &'static str, entries: Vec<AnyView>) -> Option<AnyView> {
    (!entries.is_empty())
        .then(|| view! { <p><b>{name}</b></p><ul class="told">{entries.collect_view()}</ul> })
}

fn entry(name: String, beside: String, purpose: Option<String>) -> AnyView {
    view! {
        <li>
            <b>{name}</b>
            {(!beside.is_empty()).then(|| view! { " "<span class="quiet">{beside}</span> })}
            {purpose.map(|purpose| view! { <p>{purpose}</p> })}
        </li>
    }
}

fn kept(data: &DataStored) -> AnyView {
    let locale = use_locale();
    let mut beside: Vec<_> = data.regions.iter().map(|region| words::region(locale, region)).collect();
    beside.extend(data.retention_days.map(texts().after_days));
    entry(words::class(locale, &data.class), beside.join(", "), Some(data.purpose.clone()))
}

/// Those of the manifest, and those that only the partner's text names.
fn subprocessors(said: Option<&DataAndTrust>, named: &[Subprocessor]) -> Vec<AnyView> {
    let of_manifest =
        named.iter().map(|one| entry(one.name.clone(), one.country.clone(), Some(one.purpose.clone())));
    let others = said.into_iter().flat_map(|data| &data.subprocessors);
    let others = others.filter(|name| !named.iter().any(|one| one.name == **name));
    of_manifest.chain(others.map(|name| entry(name.clone(), String::new(), None))).collect()
}

fn destination(destination: &Destination) -> AnyView {
    entry(destination.host.clone(), String::new(), Some(destination.purpose.clone()))
}
