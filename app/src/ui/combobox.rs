//! A text with suggestions under it: the combobox of the ARIA Authoring Practices, with a list box that
//! does not complete by itself.

use leptos::{ev, html, prelude::*};

use super::{
    ComboOption, Icon, IconName,
    options::{OptionList, option_id, step},
    texts::texts,
    typed,
};

use crate::{
    view,
    view::{effect, live},
};

/// Enter with an active option chooses it; without one it submits the surrounding form, so a search
/// works before and without a script. Down and Up move through the options, Escape closes them and then
/// empties the text, Alt+Down opens, Alt+Up closes.
#[component]
pub fn Combobox(
    /// Unique on the page; the list is `<id>-list`.
    id: &'static str,
    /// Name of the text in the surrounding form.
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] placeholder: String,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<ComboOption>>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let texts = texts();
    let list = format!("{id}-list");
    let node = NodeRef::<html::Input>::new();
    typed::keep(node, value);
    // Wanted: the user is typing here. Open: and there is something to show.
    let wanted = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let count = Memo::new(move |_| options.with(Vec::len));
    let open = Memo::new(move |_| wanted.get() && count.get() > 0);
    // Other options, other places: an old active one would name a stranger.
    effect(move || {
        options.track();
        active.set(None);
    });

    let close = move || {
        wanted.set(false);
        active.set(None);
    };
    let choose = Callback::new(move |chosen: String| {
        close();
        on_choose.run(chosen);
    });
    let keydown = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = count.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" => {
                let forward = event.key() == "ArrowDown";
                event.prevent_default();
                if event.alt_key() {
                    if forward { wanted.set(true) } else { close() }
                } else if open.get_untracked() {
                    active.set(step(active.get_untracked(), count, forward));
                } else {
                    wanted.set(true);
                    active.set(step(None, count, forward));
                }
            }
            "Enter" => {
                let active = open.get_untracked().then(|| active.get_untracked()).flatten();
                let chosen = active.and_then(|at| {
                    options.with_untracked(|options| options.get(at).map(|option| option.id.clone()))
                });
                match chosen {
                    Some(chosen) => {
                        event.prevent_default();
                        choose.run(chosen);
                    }
                    None => close(),
                }
            }
            "Escape" if open.get_untracked() => {
                event.prevent_default();
                close();
            }
            "Escape" => value.set(String::new()),
            "Tab" => close(),
            _ => {}
        }
    };
    let descendant = {
        let list = list.clone();
        move || active.get().filter(|_| open.get()).map(|at| option_id(&list, at))
    };
    let found = live(move || match (wanted.get(), count.get()) {
        (false, _) => String::new(),
        (true, 0) if value.with(|value| value.trim().is_empty()) => String::new(),
        (true, 0) => texts.nothing_found.to_owned(),
        (true, count) => (texts.options_found)(count as u64),
    });

    view! {
        <div class="combobox" class:open=move || open.get()>
            <Icon name=IconName::Search />
            <input
                node_ref=node
                id=id
                name=name
                type="search"
                role="combobox"
                aria-label=label.clone()
                aria-autocomplete="list"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=list.clone()
                aria-activedescendant=descendant
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                maxlength="200"
                placeholder=placeholder
                value=value.get_untracked()
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    wanted.set(true);
                }
                on:mousedown=move |_| wanted.set(true)
                on:keydown=keydown
                on:blur=move |_| close()
            />
            <OptionList list=list label=label options=options active=active on_choose=choose />
            <span class="visually-hidden" role="status">
                {found}
            </span>
        </div>
    }
}
