//! One of a list.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::{Cell, Named};
use crate::{
    listings::texts,
    ui::{Icon, IconName, Select, SelectOption},
    view,
    view::{effect, live},
};

/// A choice of one. What stands there and is not in the list can be seen, and stays until another is chosen.
pub fn one(
    cell: Cell,
    id: String,
    label: &'static str,
    list: impl Fn() -> Vec<Named> + Send + Sync + 'static,
    wrong: Signal<Option<String>>,
) -> AnyView {
    let t = texts();
    let value = RwSignal::new(said(&untrack(|| cell.get())));
    let from = cell.clone();
    effect(move || {
        let now = said(&from.get());
        if untrack(|| value.get()) != now {
            value.set(now);
        }
    });
    let known = Memo::new(move |_| list());
    // Once it was there it can be chosen again, and the list stays the one that has the focus.
    let odd = RwSignal::new(None::<String>);
    effect(move || {
        let now = value.get();
        if !now.is_empty() && known.with(|all| all.iter().all(|named| named.name != now)) {
            odd.set(Some(now));
        }
    });
    let on_change = Callback::new(move |chosen: String| {
        cell.set(if chosen.is_empty() { Value::Null } else { json!(chosen) });
    });
    let select = live(move || {
        let none = SelectOption { value: String::new(), label: t.choose.to_owned() };
        let odd = odd.get().map(|now| SelectOption { label: now.clone(), value: now });
        let first = std::iter::once(none).chain(odd);
        let rest =
            known.get().into_iter().map(|named| SelectOption { value: named.name, label: named.label });
        let options = first.chain(rest).collect();
        view! {
            <Select id=id.clone() name=id.clone() label=label value=value options=options on_change=on_change/>
        }
    });
    let error = live(move || {
        wrong.get().map(|why| view! { <p class="field-error"><Icon name=IconName::Error/>{why}</p> })
    });
    view! { <div class="one-of">{select}{error}</div> }
}

fn said(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
