//! The command palette: everywhere with a few keys.

use leptos::{ev, html, prelude::*};

use super::{
    ComboOption, Icon, IconName, modal,
    options::{OptionList, option_id, step},
    texts::texts,
};

use crate::{
    view,
    view::{effect, live},
};

/// Opens `open` on `Ctrl K` and `⌘K`, on every page. Call it once, where the palette is placed.
pub fn use_palette_keys(open: RwSignal<bool>) {
    effect(move || {
        let listener = window_event_listener(ev::keydown, move |event| {
            let pressed = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
            if pressed && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                open.update(|open| *open = !*open);
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// A text and its results over the page. The first result is active, so Enter opens the best one.
#[component]
pub fn Palette(
    open: RwSignal<bool>,
    #[prop(into)] label: String,
    query: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<ComboOption>>,
    #[prop(into)] on_choose: Callback<String>,
    /// Unique on the page.
    #[prop(default = "palette")]
    id: &'static str,
) -> impl IntoView {
    let texts = texts();
    let node = NodeRef::<html::Dialog>::new();
    modal::follow(node, open);
    let active = RwSignal::new(None::<usize>);
    effect(move || active.set(options.with(|options| (!options.is_empty()).then_some(0))));
    let choose = Callback::new(move |chosen: String| {
        open.set(false);
        query.set(String::new());
        on_choose.run(chosen);
    });
    let keydown = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = options.with_untracked(Vec::len);
        let go = |forward| {
            let from = active.get_untracked();
            // Here there is always an active one: past the end is the start.
            active.set(step(from, count, forward).or_else(|| step(None, count, forward)));
        };
        match event.key().as_str() {
            "ArrowDown" => go(true),
            "ArrowUp" => go(false),
            "Enter" => {
                let chosen = active.get_untracked().and_then(|at| {
                    options.with_untracked(|options| options.get(at).map(|option| option.id.clone()))
                });
                if let Some(chosen) = chosen {
                    choose.run(chosen);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let list = format!("{id}-list");
    let scope = list.clone();
    let descendant = move || active.get().map(|at| option_id(&scope, at));
    view! {
        <dialog
            node_ref=node
            class="palette"
            aria-label=label.clone()
            on:close=move |_| open.set(false)
            on:click=move |event| modal::close_beside(node, open, &event)
        >
            <div class="combobox open">
                <Icon name=IconName::Search />
                <input
                    type="search"
                    role="combobox"
                    aria-label=label.clone()
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls=list.clone()
                    aria-activedescendant=descendant
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="200"
                    autofocus
                    placeholder=label.clone()
                    prop:value=move || query.get()
                    on:input=move |event| query.set(event_target_value(&event))
                    on:keydown=keydown
                />
            </div>
            <OptionList list=list.clone() label=label.clone() options=options active=active on_choose=choose />
            <p class="foot" role="status">
                {live(move || {
                    if options.with(Vec::is_empty) && query.with(|query| !query.trim().is_empty()) {
                        texts.nothing_found
                    } else {
                        texts.palette_keys
                    }
                })}
            </p>
        </dialog>
    }
}
