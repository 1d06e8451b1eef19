//! Suggestions for a text that is being typed.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::marketplace::api::{Suggest, SuggestQuery, Suggestion};

use super::super::{address, texts};
use crate::{transport::call, ui::ComboOption, view::effect};

/// Long enough that a fast typist asks once, short enough that it is not felt.
const PAUSE: Duration = Duration::from_millis(80);

/// The suggestions for `text`, asked for after a short pause. Replies that arrive late are dropped, and
/// nothing is asked while the text is what the page shows already.
pub fn follow(text: RwSignal<String>, shown: Memo<String>) -> Signal<Vec<ComboOption>> {
    let options = RwSignal::new(Vec::new());
    let latest = StoredValue::new(0_u64);
    let current = move |ticket| latest.try_get_value() == Some(ticket);
    effect(move || {
        let typed = text.with(|text| text.trim().to_owned());
        let ticket = latest.get_value().wrapping_add(1);
        latest.set_value(ticket);
        if typed.is_empty() || shown.with_untracked(|shown| *shown == typed) {
            options.set(Vec::new());
            return;
        }
        // What is asked belongs to this page: the texts are picked here, inside it.
        let owner = leptos::reactive::owner::Owner::current();
        set_timeout(
            move || {
                if !current(ticket) {
                    return;
                }
                spawn_local(async move {
                    let reply = call::<Suggest>(&(), &SuggestQuery { q: typed }).await;
                    // Without an answer there are no suggestions; the search itself says what is wrong.
                    let items = reply.map(|reply| reply.items).unwrap_or_default();
                    if !current(ticket) {
                        return;
                    }
                    let render = || items.into_iter().map(option).collect::<Vec<_>>();
                    let found = match owner {
                        Some(owner) => owner.with(render),
                        None => render(),
                    };
                    options.try_set(found);
                });
            },
            PAUSE,
        );
    });
    options.into()
}

/// A suggestion as a line to choose; its id is the address.
pub fn option(suggestion: Suggestion) -> ComboOption {
    let t = texts();
    match suggestion {
        Suggestion::Listing { slug, name, tagline, icon_url } => ComboOption {
            id: address::app(&slug),
            group: t.group_apps.to_owned(),
            title: name,
            detail: tagline,
            icon_url: icon_url.map(|url| address::picture(&url, 64)),
        },
        Suggestion::Partner { slug, name } => plain(address::partner(&slug), t.group_partners, name),
        Suggestion::Category { slug, label } => plain(address::category(&slug), t.group_categories, label),
        Suggestion::Vertical { slug, label } => plain(address::vertical(&slug), t.group_verticals, label),
    }
}

fn plain(id: String, group: &str, title: String) -> ComboOption {
    ComboOption { id, group: group.to_owned(), title, detail: String::new(), icon_url: None }
}
