//! The list under a combobox or in the palette: groups, options, and which one is active.

use leptos::prelude::*;

use super::{Icon, IconName};

use crate::{
    view,
    view::{effect, live},
};

/// One line to choose. Options of one group stand together; an empty group has no heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComboOption {
    /// Handed to `on_choose`.
    pub id: String,
    pub group: String,
    pub title: String,
    pub detail: String,
    pub icon_url: Option<String>,
}

/// Where the keys lead from `active` among `count` options. `None` is the text itself, between the last
/// and the first option.
pub(super) fn step(active: Option<usize>, count: usize, forward: bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (active, forward) {
        (None, true) => Some(0),
        (None, false) => Some(last),
        (Some(at), true) => (at < last).then_some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    }
}

pub(super) fn option_id(list: &str, at: usize) -> String {
    format!("{list}-{at}")
}

/// The list box. The focus stays in the text; `active` is what `aria-activedescendant` names.
#[component]
pub fn OptionList(
    /// Id of the list box; options are numbered after it.
    list: String,
    label: String,
    options: Signal<Vec<ComboOption>>,
    active: RwSignal<Option<usize>>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let scope = list.clone();
    let rows = live(move || {
        let mut group = None;
        options
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, option)| {
                let heading = (group.as_ref() != Some(&option.group) && !option.group.is_empty())
                    .then(|| view! { <li class="group" role="presentation">{option.group.clone()}</li> });
                group = Some(option.group.clone());
                view! {
                    {heading}
                    <Row id=option_id(&scope, at) at=at option=option active=active on_choose=on_choose />
                }
            })
            .collect_view()
    });
    view! {
        <ul id=list class="options" role="listbox" aria-label=label>
            {rows}
        </ul>
    }
}

#[component]
fn Row(
    id: String,
    at: usize,
    option: ComboOption,
    active: RwSignal<Option<usize>>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let chosen = option.id.clone();
    let picture = match option.icon_url {
        Some(url) => view! { <img src=url alt="" width="32" height="32" /> },
        None => view! { <Icon name=IconName::Search /> },
    };
    let label = if option.group.is_empty() {
        option.title.clone()
    } else {
        format!("{}, {}", option.title, option.group)
    };
    let is_active = move || active.get() == Some(at);
    // The list scrolls under the keys; the page does not.
    let node = NodeRef::<leptos::html::Li>::new();
    effect(move || {
        if let (true, Some(row)) = (is_active(), node.get()) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    view! {
        <li
            node_ref=node
            id=id
            class="option"
            role="option"
            aria-label=label
            aria-selected=move || if is_active() { "true" } else { "false" }
            // The text keeps the focus.
            on:mousedown=|event| event.prevent_default()
            on:pointermove=move |_| {
                if !is_active() {
                    active.set(Some(at));
                }
            }
            on:click=move |_| on_choose.run(chosen.clone())
        >
            <span class="picture">{picture}</span>
            <span class="title">{option.title}</span>
            {(!option.detail.is_empty()).then(|| view! { <span class="detail">{option.detail}</span> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn the_keys_go_round_through_the_text() {
        assert_eq!(step(None, 0, true), None);
        assert_eq!(step(None, 3, true), Some(0));
        assert_eq!(step(Some(0), 3, true), Some(1));
        assert_eq!(step(Some(2), 3, true), None);
        assert_eq!(step(None, 3, false), Some(2));
        assert_eq!(step(Some(0), 3, false), None);
        // The list became shorter under the keys.
        assert_eq!(step(Some(9), 3, true), None);
    }
}
