//! Rows whose order one changes: by drag, and by buttons.

use std::sync::Arc;

use leptos::prelude::*;

use super::texts;
use crate::{
    ui::{Icon, IconName},
    view,
    view::{Keyed, keyed, live},
};

/// A row to be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// No other row has it.
    pub key: String,
    pub name: String,
    pub detail: String,
}

/// Puts the row at a place in front of another place, as far as both are there.
pub fn moved<T>(rows: &mut Vec<T>, from: usize, to: usize) {
    if from < rows.len() && to < rows.len() && from != to {
        let row = rows.remove(from);
        rows.insert(to, row);
    }
}

/// What can be done with a row, beside moving it.
pub type Ways = Arc<dyn Fn(&str) -> AnyView + Send + Sync>;

#[component]
pub fn Order(
    rows: RwSignal<Vec<Ordered>>,
    #[prop(into)] label: String,
    /// With it, rows can be taken out.
    #[prop(optional)]
    removable: bool,
    ways: Ways,
) -> impl IntoView {
    let t = texts();
    let dragged = RwSignal::new(None::<String>);
    let said = RwSignal::new(String::new());
    let place = move |key: &str| rows.with_untracked(|rows| rows.iter().position(|row| row.key == key));
    let put = move |key: &str, to: usize| {
        let Some(from) = place(key) else { return };
        rows.update(|rows| moved(rows, from, to));
        rows.with_untracked(|rows| {
            if let Some(row) = rows.get(to) {
                said.set((t.moved)(&row.name, to + 1, rows.len()));
            }
        });
    };
    let drawn = move || {
        let ways = Arc::clone(&ways);
        rows.get()
            .into_iter()
            .map(|row| {
                let ways = Arc::clone(&ways);
                Keyed::new(row.key.clone(), move || {
                    let Ordered { key, name, detail } = row;
                    let key = StoredValue::new(key);
                    let own = move || key.get_value();
                    let at = Memo::new(move |_| {
                        rows.with(|rows| {
                            rows.iter()
                                .position(|row| key.with_value(|key| row.key == *key))
                                .unwrap_or_default()
                        })
                    });
                    let last = Memo::new(move |_| at.get() + 1 >= rows.with(Vec::len));
                    let step = move |to: usize, focus: &'static str| {
                        put(&own(), to);
                        focus_again(format!("{focus}-{}", own()));
                    };
                    let remove = removable.then(|| {
                        let label = (t.remove)(&name);
                        view! {
                            <button type="button" class="button quiet square" aria-label=label.clone() title=label
                                on:click=move |_| rows.update(|rows| rows.retain(|row| row.key != own()))>
                                <Icon name=IconName::Close/>
                            </button>
                        }
                    });
                    let (up, down) = ((t.up)(&name), (t.down)(&name));
                    view! {
                        <li
                            draggable="true"
                            class="order-row"
                            class:dragged=move || dragged.with(|dragged| dragged.as_deref() == Some(&own()))
                            on:dragstart=move |_| dragged.set(Some(own()))
                            on:dragend=move |_| dragged.set(None)
                            on:dragover=move |event| {
                                if dragged.with_untracked(Option::is_some) {
                                    event.prevent_default();
                                }
                            }
                            on:drop=move |event| {
                                event.prevent_default();
                                if let Some(moved) = dragged.get_untracked() {
                                    put(&moved, at.get_untracked());
                                }
                                dragged.set(None);
                            }
                        >
                            <span class="order-place" aria-hidden="true">{live(move || at.get() + 1)}</span>
                            <span class="order-name"><b>{name}</b><span class="quiet">{detail}</span></span>
                            <span class="order-ways">
                                {ways(&own())}
                                <button type="button" class="button quiet square turned" id=format!("up-{}", own())
                                    aria-label=up.clone() title=up disabled=move || at.get() == 0
                                    on:click=move |_| step(at.get_untracked().saturating_sub(1), "up")>
                                    <Icon name=IconName::Previous/>
                                </button>
                                <button type="button" class="button quiet square turned" id=format!("down-{}", own())
                                    aria-label=down.clone() title=down disabled=move || last.get()
                                    on:click=move |_| step(at.get_untracked() + 1, "down")>
                                    <Icon name=IconName::Next/>
                                </button>
                                {remove}
                            </span>
                        </li>
                    }
                })
            })
            .collect()
    };
    view! {
        <p class="quiet">{t.order_hint}</p>
        <ol class="order" aria-label=label>{keyed(drawn)}</ol>
        <span class="visually-hidden" role="status">{live(move || said.get())}</span>
    }
}

/// A row that moves in the page loses the focus. At an end its button is off: the other one has it then.
fn focus_again(id: String) {
    request_animation_frame(move || {
        let find = |id: &str| document().get_element_by_id(id);
        let other = id.strip_prefix("up-").map_or_else(
            || id.strip_prefix("down-").map(|key| format!("up-{key}")),
            |key| Some(format!("down-{key}")),
        );
        let own = find(&id).filter(|button| !button.has_attribute("disabled"));
        if let Some(button) = own.or_else(|| other.and_then(|other| find(&other))) {
            let button: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(button);
            // A button that left the page meanwhile cannot take the focus, and need not.
            let _ = button.focus();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_goes_where_it_is_dropped() {
        let check = |from, to, expected: &str| {
            let mut rows: Vec<char> = "abcd".chars().collect();
            moved(&mut rows, from, to);
            assert_eq!(rows.into_iter().collect::<String>(), expected, "{from} to {to}");
        };
        check(0, 2, "bcad");
        check(3, 0, "dabc");
        check(1, 1, "abcd");
        check(1, 4, "abcd");
        check(9, 0, "abcd");
    }
}
