//! What an app asks a customer for, in plain words.

use leptos::prelude::*;
use shared::{manifest::model::ScopeRequest, marketplace::details::Asks};

use super::{Within, part, texts, words};
use crate::{
    i18n::use_locale,
    ui::{Tag, Tone},
    view,
};

/// The scopes with their purposes: what the app does not work without comes first.
pub fn asks(within: Within, asks: &Asks) -> AnyView {
    let t = texts();
    let content = if asks.scopes.is_empty() {
        view! { <p>{t.asks_nothing}</p> }
    } else {
        let mut scopes: Vec<&ScopeRequest> = asks.scopes.iter().collect();
        scopes.sort_by_key(|scope| !scope.required);
        let scopes = scopes.into_iter().map(scope).collect_view();
        view! { <p class="hint">{t.asks_about}</p><ul class="told">{scopes}</ul> }
    };
    part(within, "asks", t.asks, content)
}

fn scope(scope: &ScopeRequest) -> AnyView {
    let t = texts();
    let (word, tone) = if scope.required { (t.required, Tone::Accent) } else { (t.optional, Tone::Neutral) };
    view! {
        <li>
            <b>{words::scope(use_locale(), &scope.scope)}</b>
            " "
            <Tag label=word tone=tone/>
            <p>{scope.purpose.clone()}</p>
        </li>
    }
}
