//! Several of a list, in an order.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::Cell;
use crate::{
    listings::texts,
    ui::{Icon, IconName},
    view,
    view::live,
};

/// Something that can be chosen: its name in the data, and for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub label: String,
}

impl Named {
    /// Something that people call by its name in the data.
    pub fn plain(name: &str) -> Self {
        Self { name: name.to_owned(), label: name.to_owned() }
    }
}

/// How several are asked for.
#[derive(Clone, Debug)]
pub struct Picks {
    /// Unique on the page.
    pub id: String,
    pub label: &'static str,
    pub hint: &'static str,
    /// Whether the first one counts for more.
    pub first_counts: bool,
}

/// What is chosen, each with a way to take it away, and a list of what is left. What is chosen and not in the list
/// stays until it is taken away.
pub fn picks(
    cell: Cell,
    asked: Picks,
    list: impl Fn() -> Vec<Named> + Send + Sync + 'static,
    wrong: Signal<Option<String>>,
) -> AnyView {
    let t = texts();
    let Picks { id, label, hint, first_counts } = asked;
    let known = Memo::new(move |_| list());
    let cell = StoredValue::new(cell);
    let chosen = Memo::new(move |_| cell.with_value(Cell::texts));
    let write = move |names: Vec<String>| {
        let value = if names.is_empty() { Value::Null } else { json!(names) };
        cell.with_value(|cell| cell.set(value));
    };
    let select = NodeRef::<leptos::html::Select>::new();
    let back = move || {
        if let Some(select) = select.get_untracked() {
            let _ = select.focus();
        }
    };
    let label_of = move |name: &str| {
        known
            .with(|all| all.iter().find(|named| named.name == name).map(|named| named.label.clone()))
            .unwrap_or_else(|| name.to_owned())
    };
    let picked = live(move || {
        let names = chosen.get();
        let entry = |(at, name): (usize, &String)| {
            let shown = label_of(name);
            let main = first_counts && at == 0 && names.len() > 1;
            let (taken, first) = (name.clone(), name.clone());
            let without = move |_| {
                let mut names = chosen.get_untracked();
                names.retain(|other| *other != taken);
                write(names);
                back();
            };
            let to_front = move |_| {
                let mut names = chosen.get_untracked();
                names.retain(|other| *other != first);
                names.insert(0, first.clone());
                write(names);
                back();
            };
            view! {
                <li>
                    <span>{shown.clone()}</span>
                    {main.then(|| view! { <span class="quiet">{t.main}</span> })}
                    {(first_counts && at > 0).then(|| view! {
                        <button type="button" class="button quiet" aria-label=(t.make_main)(&shown) on:click=to_front>
                            {t.to_front}
                        </button>
                    })}
                    <button type="button" class="button quiet square" aria-label=(t.take_out)(&shown) on:click=without>
                        <Icon name=IconName::Close/>
                    </button>
                </li>
            }
        };
        let entries = names.iter().enumerate().map(entry).collect_view();
        (!names.is_empty()).then(|| view! { <ul class="picked">{entries}</ul> })
    });
    // Arrows and letters change a list that is closed with each press: what they come by is only added when that
    // is asked for. A choice with the pointer is one already.
    let (by_key, reached) = (StoredValue::new(false), RwSignal::new(String::new()));
    let add = move |name: String| {
        reached.set(String::new());
        let mut names = chosen.get_untracked();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
            write(names);
        }
    };
    let choose = move |event: leptos::ev::Event| {
        let name = event_target_value(&event);
        if by_key.get_value() { reached.set(name) } else { add(name) }
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        by_key.set_value(true);
        if event.key() == "Enter" && reached.with_untracked(|name| !name.is_empty()) {
            event.prevent_default();
            add(reached.get_untracked());
        }
    };
    let take = live(move || {
        let name = reached.get();
        (!name.is_empty()).then(|| {
            let text = (t.add_named)(&label_of(&name));
            let press = move |_| {
                add(reached.get_untracked());
                back();
            };
            view! { <button type="button" class="button" on:click=press>{text}</button> }
        })
    });
    let options = live(move || {
        let taken = chosen.get();
        let left = known.get().into_iter().filter(|named| !taken.contains(&named.name));
        left.map(|named| view! { <option value=named.name>{named.label}</option> }).collect_view()
    });
    let notes = format!("{id}-notes");
    view! {
        <div class="field picks">
            <label for=id.clone()>{label}</label>
            {picked}
            // Its first entry is shown again once another is added to the list above.
            <select id=id.clone() name=id node_ref=select aria-describedby=notes.clone() on:change=choose
                on:keydown=press on:pointerdown=move |_| by_key.set_value(false)
                prop:value=move || { chosen.track(); reached.get() }>
                <option value="">{t.add_one}</option>
                {options}
            </select>
            {take}
            <div class="notes" id=notes>
                {live(move || wrong.get().map(|why| view! { <p class="error"><Icon name=IconName::Error/>{why}</p> }))}
                {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
            </div>
        </div>
    }
}
