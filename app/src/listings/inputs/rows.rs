//! A list of things that have parts, one of them open at a time.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    browser::focus_soon,
    listings::{sheet::Sheet, texts},
    ui::{Button, Icon, IconName, Look},
    view,
    view::{effect, live},
};

/// How a list is shown.
#[derive(Clone)]
pub struct Rows {
    /// What one of them is called on the button that adds one.
    pub add: &'static str,
    /// A line for one of them, from its value.
    pub line: fn(&Value) -> (String, String),
    /// What a new one is.
    pub new: Value,
    /// Whether their order says something.
    pub ordered: bool,
    /// The inputs of the one at a pointer.
    pub inputs: Arc<dyn Fn(&str) -> AnyView + Send + Sync>,
    /// How much is found at the one at a pointer.
    pub found: Arc<dyn Fn(&str) -> usize + Send + Sync>,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("add", &self.add).field("ordered", &self.ordered).finish_non_exhaustive()
    }
}

/// The list at a pointer.
pub fn rows(sheet: Sheet, list: &str, asked: Rows) -> AnyView {
    let t = texts();
    let list = StoredValue::new(list.to_owned());
    let asked = StoredValue::new(asked);
    let count = Memo::new(move |_| list.with_value(|list| sheet.len(list)));
    let open = RwSignal::new(None::<usize>);
    // A finding leads into one of them.
    effect(move || {
        let wanted = sheet.shown.get();
        let at = wanted.as_deref().and_then(|pointer| list.with_value(|list| index_in(list, pointer)));
        if at.is_some() {
            open.set(at);
        }
    });
    let add = move |()| {
        let at = count.get_untracked();
        list.with_value(|list| sheet.add(list, &asked.with_value(|asked| asked.new.clone())));
        open.set(Some(at));
        focus_soon(&head_id(sheet, &list.get_value(), at));
    };
    let all = live(move || {
        let rows = (0..count.get()).map(|at| row(sheet, list, at, count.get_untracked(), open, asked));
        let rows = rows.collect_view();
        (count.get() != 0).then(|| view! { <ol class="rows">{rows}</ol> })
    });
    let none = live(move || (count.get() == 0).then(|| view! { <span class="quiet">" "{t.none_yet}</span> }));
    view! {
        {all}
        <div>
            <Button on_press=move |()| add(())>
                <Icon name=IconName::Add/>
                {asked.with_value(|asked| asked.add)}
            </Button>
            {none}
        </div>
    }
}

fn row(
    sheet: Sheet,
    list: StoredValue<String>,
    at: usize,
    count: usize,
    open: RwSignal<Option<usize>>,
    asked: StoredValue<Rows>,
) -> AnyView {
    let t = texts();
    let pointer = StoredValue::new(list.with_value(|list| format!("{list}/{at}")));
    let id = list.with_value(|list| head_id(sheet, list, at));
    let line = Memo::new(move |_| {
        let value = pointer.with_value(|pointer| sheet.at(pointer));
        asked.with_value(|asked| (asked.line)(&value))
    });
    let named = move || {
        line.with(|(name, _)| if name.is_empty() { (t.nameless)(at as u64 + 1) } else { name.clone() })
    };
    let is_open = Memo::new(move |_| open.get() == Some(at));
    let found =
        Memo::new(move |_| pointer.with_value(|pointer| asked.with_value(|asked| (asked.found)(pointer))));
    let move_to = move |to: usize| {
        list.with_value(|list| sheet.swap(list, at, to));
        open.set(None);
        focus_soon(&list.with_value(|list| head_id(sheet, list, to)));
    };
    let way = move |icon: IconName, label: fn(&str) -> String, to: Option<usize>| {
        let press = move |_| {
            if let Some(to) = to {
                move_to(to);
            }
        };
        view! {
            <button type="button" class="button quiet square" aria-label=move || label(&named())
                aria-disabled=to.is_none().then_some("true") on:click=press>
                <Icon name=icon/>
            </button>
        }
    };
    let ways = asked.with_value(|asked| asked.ordered).then(|| {
        let (up, down) = (at.checked_sub(1), Some(at + 1).filter(|to| *to < count));
        view! {
            {way(IconName::Collapse, t.earlier, up)}
            {way(IconName::Expand, t.later, down)}
        }
    });
    let remove = move |_| {
        let last = at + 1 == count;
        pointer.with_value(|pointer| sheet.put(pointer, Value::Null));
        open.set(None);
        if count > 1 {
            let next = if last { at - 1 } else { at };
            focus_soon(&list.with_value(|list| head_id(sheet, list, next)));
        }
    };
    let count_found = live(move || {
        let found = found.get();
        (found != 0).then(|| {
            view! { <span class="row-found"><Icon name=IconName::Error/>{(t.found)(found as u64)}</span> }
        })
    });
    let toggle = move |_| open.update(|open| *open = (*open != Some(at)).then_some(at));
    let inside = format!("{id}-inputs");
    view! {
        <li>
            <div class="row-head">
                <button type="button" class="row-open" id=id aria-controls=inside.clone()
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    on:click=toggle>
                    {live(move || {
                        let name = if is_open.get() { IconName::Expand } else { IconName::Next };
                        view! { <Icon name=name/> }
                    })}
                    <b>{move || named()}</b>
                    <span class="quiet">{move || line.with(|(_, about)| about.clone())}</span>
                    {count_found}
                </button>
                {ways}
                <button type="button" class=format!("{} square", Look::Quiet.class())
                    aria-label=move || (t.take_out)(&named()) on:click=remove>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <div id=inside>
                {live(move || is_open.get().then(|| {
                    let inputs = asked.with_value(|asked| asked.inputs.clone());
                    view! { <div class="row-inputs form">{pointer.with_value(|pointer| inputs(pointer))}</div> }
                }))}
            </div>
        </li>
    }
}

fn head_id(sheet: Sheet, list: &str, at: usize) -> String {
    format!("row-{}{}-{at}", sheet.name(), list.replace('/', "-"))
}

/// Which entry of a list a pointer leads into.
fn index_in(list: &str, pointer: &str) -> Option<usize> {
    pointer.strip_prefix(list)?.strip_prefix('/')?.split('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::index_in;

    #[test]
    fn a_pointer_leads_into_the_entry_that_it_names() {
        assert_eq!(index_in("/scopes", "/scopes/12/purpose"), Some(12));
        assert_eq!(index_in("/scopes", "/scopes/0"), Some(0));
        assert_eq!(index_in("", "/3/name"), Some(3));
        assert_eq!(index_in("/scopes", "/scopes"), None);
        assert_eq!(index_in("/scopes", "/scopesome/1"), None);
        assert_eq!(index_in("/scopes", "/scopes/-"), None);
    }
}
