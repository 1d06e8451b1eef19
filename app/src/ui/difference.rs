//! What changed: before and after, added and removed.

use leptos::prelude::*;

use crate::{i18n::use_locale, view};

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A value; `None` where there was none, or is none any more.
    Value { label: String, before: Option<String>, after: Option<String> },
    /// Members of a set.
    Set { label: String, added: Vec<String>, removed: Vec<String> },
}

struct Texts {
    before: &'static str,
    after: &'static str,
    nothing: &'static str,
    added: &'static str,
    removed: &'static str,
    unchanged: &'static str,
}

const EN: Texts = Texts {
    before: "Before",
    after: "After",
    nothing: "nothing",
    added: "Added",
    removed: "Removed",
    unchanged: "The same as before",
};

const DE: Texts = Texts {
    before: "Vorher",
    after: "Nachher",
    nothing: "nichts",
    added: "Hinzugekommen",
    removed: "Weggefallen",
    unchanged: "Wie zuvor",
};

/// A word says what a sign and a colour say, too.
#[component]
pub fn Difference(changes: Vec<Change>) -> impl IntoView {
    let t = use_locale().pick(&EN, &DE);
    if changes.is_empty() {
        return view! { <p class="difference-none">{t.unchanged}</p> };
    }
    let rows = changes.into_iter().map(|change| row(t, change)).collect_view();
    view! { <dl class="differences">{rows}</dl> }
}

fn row(t: &'static Texts, change: Change) -> AnyView {
    match change {
        Change::Value { label, before, after } if before == after => {
            let value = after.unwrap_or_else(|| t.nothing.to_owned());
            view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
        }
        Change::Value { label, before, after } => {
            let old = before.map(|before| {
                view! { <del><span class="visually-hidden">{t.before}": "</span>{before}</del> }
            });
            let new = match after {
                Some(after) => view! { <ins><span class="visually-hidden">{t.after}": "</span>{after}</ins> },
                None => view! { <span class="gone">{t.after}": "{t.nothing}</span> },
            };
            view! { <div><dt>{label}</dt><dd>{old}{new}</dd></div> }
        }
        Change::Set { label, added, removed } => {
            let gone = listed(t.removed, removed, false);
            let come = listed(t.added, added, true);
            view! { <div><dt>{label}</dt><dd>{gone}{come}</dd></div> }
        }
    }
}

fn listed(title: &'static str, members: Vec<String>, added: bool) -> Option<AnyView> {
    if members.is_empty() {
        return None;
    }
    let rows = members.into_iter().map(|member| {
        if added {
            view! { <li><ins>{member}</ins></li> }
        } else {
            view! { <li><del>{member}</del></li> }
        }
    });
    let rows = rows.collect_view();
    Some(view! { <p>{title}</p><ul class="members">{rows}</ul> })
}
