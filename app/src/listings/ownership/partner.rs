//! Finding a partner by name, or by the address of their page.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    endpoint::Endpoint,
    marketplace::api::{Suggest, SuggestQuery, Suggestion},
    slug::Slug,
};

use super::texts;
use crate::{
    transport::ask,
    ui::{ComboOption, Combobox},
    view,
    view::effect,
};

/// What is typed, and which partner was chosen by it. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Whom {
    typed: RwSignal<String>,
    chosen: RwSignal<Option<(Slug, String)>>,
}

impl Whom {
    pub fn nobody() -> Self {
        Self { typed: RwSignal::new(String::new()), chosen: RwSignal::new(None) }
    }

    /// The address of who was chosen, or what was typed where it is one.
    pub fn address(self) -> Option<Slug> {
        let chosen = self.chosen.with_untracked(|chosen| chosen.as_ref().map(|(slug, _)| slug.clone()));
        chosen.or_else(|| self.typed.with_untracked(|typed| typed.trim().parse().ok()))
    }

    /// Forgets both.
    pub fn clear(self) {
        self.chosen.set(None);
        self.typed.set(String::new());
    }
}

#[component]
pub fn FindPartner(id: &'static str, whom: Whom) -> impl IntoView {
    let t = texts();
    let Whom { typed, chosen } = whom;
    let found = RwSignal::new(Vec::<(Slug, String)>::new());
    effect(move || {
        let q = typed.with(|typed| typed.trim().to_owned());
        // Who types on means somebody else.
        let same = chosen.with_untracked(|chosen| chosen.as_ref().map(|(_, name)| *name == q));
        if same == Some(false) {
            chosen.set(None);
        }
        if q.is_empty() || same == Some(true) {
            found.set(Vec::new());
            return;
        }
        let address = Suggest::url(&(), &SuggestQuery { q: q.clone() });
        spawn_local(async move {
            let answer = ask(address).await;
            // More was typed meanwhile: its answer is under way.
            if typed.try_with_untracked(|typed| typed.trim() == q) == Some(true)
                && let Ok(reply) = answer.read::<Suggest>()
            {
                let _ = found.try_set(reply.items.into_iter().filter_map(partner).collect());
            }
        });
    });
    let options = Signal::derive(move || {
        let option = |(slug, name): (Slug, String)| ComboOption {
            id: slug.to_string(),
            group: String::new(),
            title: name,
            detail: slug.to_string(),
            icon_url: None,
        };
        found.get().into_iter().map(option).collect::<Vec<_>>()
    });
    let choose = move |id: String| {
        let one = found.with_untracked(|found| found.iter().find(|(slug, _)| slug.as_str() == id).cloned());
        if let Some((slug, name)) = one {
            chosen.set(Some((slug, name.clone())));
            typed.set(name);
        }
    };
    view! {
        <div class="find">
            <Combobox id=id name="to" label=t.whom placeholder=t.whom_hint value=typed options=options
                on_choose=choose/>
        </div>
    }
}

fn partner(suggestion: Suggestion) -> Option<(Slug, String)> {
    match suggestion {
        Suggestion::Partner { slug, name } => Some((slug.parse().ok()?, name)),
        Suggestion::Listing { .. } | Suggestion::Category { .. } | Suggestion::Vertical { .. } => None,
    }
}
