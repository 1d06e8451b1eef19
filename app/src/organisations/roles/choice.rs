//! Choosing permissions, group by group; what cannot be chosen says why.

use leptos::prelude::*;
use shared::organisations::permission::{Permission, Permissions};

use super::{super::words, texts};
use crate::{ui::Checkbox, view, view::live};

/// `offered` are the rows, `possible` those that can be chosen; `why_not` says of the others why not.
#[component]
pub fn Choice(
    /// Unique on the page.
    #[prop(into)]
    name: String,
    legend: &'static str,
    offered: Permissions,
    possible: Permissions,
    chosen: RwSignal<Permissions>,
    why_not: fn(Permission) -> &'static str,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let t = texts();
    let groups = words::by_group(offered)
        .into_iter()
        .map(|(group, permissions)| {
            let words = words::group(group);
            let all: Permissions = permissions.iter().copied().collect();
            let reachable = all.and(possible);
            let many = permissions.len() as u64;
            let count =
                live(move || (t.chosen)(chosen.with(|chosen| chosen.and(all)).iter().count() as u64, many));
            let every = (!reachable.is_empty() && many > 1).then(|| {
                let full = Signal::derive(move || reachable.is_within(chosen.get()));
                let name = format!("{name}-{group:?}");
                view! {
                    <Checkbox name=name value="all" label=(t.all_of)(words.name) checked=full
                        on_change=move |now: bool| chosen.update(|chosen| {
                            *chosen = if now { chosen.union(reachable) } else { chosen.beyond(reachable) };
                        })/>
                }
            });
            let rows = permissions
                .into_iter()
                .map(|permission| row(&name, permission, possible.has(permission), chosen, why_not))
                .collect_view();
            view! {
                <details class="choice-group" open=!reachable.is_empty()>
                    <summary>
                        <b>{words.name}</b>
                        <span class="quiet">{words.about}</span>
                        <span class="choice-count">{count}</span>
                    </summary>
                    {every}
                    <ul class="choice-rows">{rows}</ul>
                </details>
            }
        })
        .collect_view();
    view! {
        <fieldset class="permission-choice">
            <legend>{legend}</legend>
            {live(move || error.get().map(|error| view! { <p class="choice-error" role="alert">{error}</p> }))}
            {groups}
        </fieldset>
    }
}

fn row(
    name: &str,
    permission: Permission,
    possible: bool,
    chosen: RwSignal<Permissions>,
    why_not: fn(Permission) -> &'static str,
) -> AnyView {
    let words = words::permission(permission);
    let checked = Signal::derive(move || chosen.with(|chosen| chosen.has(permission)));
    let change = move |now: bool| {
        chosen.update(|chosen| {
            *chosen = if now { chosen.with(permission) } else { chosen.without(permission) };
        });
    };
    let note = if possible { words.about } else { why_not(permission) };
    view! {
        <li>
            <Checkbox name=name.to_owned() value=permission.as_str() label=words.name checked=checked
                disabled=!possible on_change=change/>
            <small>{note}</small>
        </li>
    }
}
