//! Setting apps aside for comparison: the button on each app and the bar at the foot of the window.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

use super::{
    super::address,
    kept::{Full, Kept, KeptApp},
    texts,
};
use crate::{
    test_ids,
    ui::{Icon, IconName, Toast, use_toasts},
    view,
    view::{Keyed, keyed, live},
};

/// Puts an app into the comparison or takes it out. Without a script it leads to the comparison.
#[component]
pub fn CompareToggle(slug: String, name: String) -> impl IntoView {
    let t = texts();
    let kept = Kept::context();
    let toasts = use_toasts();
    let app = StoredValue::new(KeptApp { slug: slug.clone(), name: name.clone() });
    let pressed = move || app.with_value(|app| kept.contains(&app.slug)).to_string();
    let toggle = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let app = app.get_value();
        if untrack(|| kept.contains(&app.slug)) {
            kept.remove(&app.slug);
        } else if kept.keep(app.clone()) == Err(Full) {
            toasts.show(Toast { text: (t.full)(&app.name), undo: None });
        }
    };
    view! {
        <form class="compare-toggle" action="/compare" method="get" on:submit=toggle>
            <input type="hidden" name="app" value=slug/>
            <button type="submit" class="button quiet" aria-pressed=pressed>
                <Icon name=IconName::Compare/>
                {t.compare}
                <span class="visually-hidden">" "{name}</span>
            </button>
        </form>
    }
}

/// The bar with what was set aside. Not there while nothing is, nor on the comparison itself.
#[component]
pub fn CompareTray() -> impl IntoView {
    let t = texts();
    let kept = Kept::context();
    let toasts = use_toasts();
    let path = use_location().pathname;
    let shown =
        Memo::new(move |_| kept.with(|apps| !apps.is_empty()) && path.with(|path| path != "/compare"));
    let restore = move |before: Vec<KeptApp>| Some(Callback::new(move |()| kept.replace(before.clone())));
    let clear = move |_| {
        let before = untrack(|| kept.with(<[KeptApp]>::to_vec));
        kept.replace(Vec::new());
        toasts.show(Toast { text: t.cleared.to_owned(), undo: restore(before) });
    };
    let row = move |app: KeptApp| {
        let key = app.slug.clone();
        let remove = (t.remove)(&app.name);
        let name = app.name.clone();
        let take = move |_| {
            let before = untrack(|| kept.with(<[KeptApp]>::to_vec));
            kept.remove(&app.slug);
            toasts.show(Toast { text: (t.removed)(&app.name), undo: restore(before) });
        };
        Keyed::new(key, move || {
            view! {
                <li>
                    <span>{name}</span>
                    <button type="button" class="button quiet square" aria-label=remove.clone() title=remove on:click=take>
                        <Icon name=IconName::Close/>
                    </button>
                </li>
            }
        })
    };
    let rows = move || kept.with(|apps| apps.iter().cloned().map(row).collect());
    let count = move || kept.with(|apps| apps.len() as u64);
    let to = move || {
        kept.with(|apps| {
            address::compare(&apps.iter().map(|app| app.slug.as_str()).collect::<Vec<_>>(), false)
        })
    };
    let bar = live(move || {
        shown.get().then(|| {
            view! {
                <div class="tray-inner">
                    <ul>{keyed(rows)}</ul>
                    <button type="button" class="button quiet" on:click=clear>{t.clear}</button>
                    <a class="button primary" href=to>{live(move || (t.open)(count()))}</a>
                </div>
            }
        })
    });
    view! {
        <aside class="compare-tray" class:shown=move || shown.get() aria-label=t.tray data-testid=test_ids::COMPARE_TRAY>
            // Always there, so that the first app is announced too.
            <p class="visually-hidden" role="status">
                {live(move || if shown.get() { (t.kept)(count()) } else { String::new() })}
            </p>
            {bar}
        </aside>
    }
}
