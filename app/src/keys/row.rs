//! A key in its list.

use leptos::prelude::*;
use shared::identity::api::{KeyState, KeyView};

use super::{Asked, Ring, texts};
use crate::{
    i18n::{date, distance, instant, use_locale},
    organisations::words,
    ui::{Clock, Look, Tag, Tone},
    view,
};

#[component]
pub fn Row(ring: Ring, key_view: KeyView) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let key = key_view;
    let by = key.made_by_name.clone().unwrap_or_else(|| t.somebody.to_owned());
    let made = (t.made_by)(&by, &date(locale, key.made_at.date_naive()));
    let scopes: Vec<_> = key.scopes.iter().collect();
    let count = (t.scope_count)(scopes.len() as u64);
    let scopes =
        scopes.into_iter().map(|scope| view! { <li>{words::permission(scope).name}</li> }).collect_view();
    let used = match key.used_at {
        None => view! { <span class="quiet">{t.never_used}</span> },
        Some(at) => view! {
            <time datetime=at.to_rfc3339() title=instant(locale, at)>{distance(locale, at, ring.now)}</time>
        },
    };
    let own = key.person == Some(ring.here.person);
    let can = key.state == KeyState::Works && (own || (key.person.is_none() && ring.manages));
    let ends = key.state == KeyState::Works && (own || ring.manages);
    let deed = |text: &'static str, label: String, asked: Asked| {
        view! {
            <button type="button" class=Look::Quiet.class() aria-label=label
                on:click=move |_| ring.asked.set(Some(asked.clone()))>
                {text}
            </button>
        }
    };
    let rotate = can.then(|| deed(t.rotate, (t.rotate_named)(&key.name), Asked::Rotate(key.clone())));
    let revoke = ends.then(|| deed(t.revoke, (t.revoke_named)(&key.name), Asked::Revoke(key.clone())));
    view! {
        <tr>
            <th scope="row">
                <b>{key.name.clone()}</b>
                <span class="quiet">{made}</span>
            </th>
            <td>
                <details class="scopes">
                    <summary>{count}</summary>
                    <ul>{scopes}</ul>
                </details>
            </td>
            <td>{state(ring, &key)}</td>
            <td>{used}</td>
            <td class="deeds">{rotate}{revoke}</td>
        </tr>
    }
}

fn state(ring: Ring, key: &KeyView) -> AnyView {
    let t = texts();
    match key.state {
        KeyState::Works => {
            let retiring = key.retiring_until.filter(|until| *until > ring.now).map(|until| {
                view! { <Clock until=until now=ring.now label=t.retiring over=t.retired/> }
            });
            view! {
                <Tag label=t.works tone=Tone::Done/>
                <Clock until=key.expires_at now=ring.now label=t.expires over=t.expired_on/>
                {retiring}
            }
        }
        KeyState::Expired => view! {
            <Tag label=t.expired/>
            <Clock until=key.expires_at now=ring.now label=t.expires over=t.expired_on/>
        },
        KeyState::Revoked => view! { <Tag label=t.revoked tone=Tone::Danger/> },
    }
}
