//! Who did it, and from where.

use leptos::prelude::*;
use shared::audit::{api::ActorView, filter::Filter};

use super::{filter::address, texts};
use crate::view;

/// The name that they have now.
pub fn actor_name(actor: &ActorView) -> String {
    let t = texts();
    match (actor.kind.as_str(), actor.name.as_deref()) {
        ("person", Some(name)) => name.to_owned(),
        ("person", None) => t.gone_person.to_owned(),
        ("key", Some(name)) => (t.key_named)(name),
        ("key", None) => t.gone_key.to_owned(),
        ("host", Some(command)) => (t.host)(command),
        ("host", None) => t.host_alone.to_owned(),
        ("system", _) => t.system.to_owned(),
        (other, _) => other.to_owned(),
    }
}

/// The kind of program in words, `None` where it is not known.
fn client(actor: &ActorView) -> Option<String> {
    let t = texts();
    actor.client.as_deref().map(|client| match client {
        "browser" => t.client_browser.to_owned(),
        "desktop" => t.client_desktop.to_owned(),
        "api" => t.client_api.to_owned(),
        other => other.to_owned(),
    })
}

/// A link to everything else that they did, with network and program below.
#[component]
pub fn Who(actor: ActorView, filter: Filter) -> impl IntoView {
    let t = texts();
    let name = actor_name(&actor);
    let from = actor.network.as_deref().map(|network| (t.from_network)(network));
    let whence: Vec<String> = client(&actor).into_iter().chain(from).collect();
    let whence = (!whence.is_empty()).then(|| view! { <span class="quiet">{whence.join(" ")}</span> });
    let only = actor.filter.parse().ok().map(|actor| address(&Filter { actor: Some(actor), ..filter }));
    let named = match only {
        None => view! { <span>{name}</span> },
        Some(only) => {
            let label = (t.only_by)(&name);
            view! { <a href=only title=label data-noscroll="">{name}</a> }
        }
    };
    view! {
        {named}
        {whence}
    }
}
