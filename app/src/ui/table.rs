//! Rows of a ledger under a head that stays in view.

use leptos::prelude::*;

use crate::view;

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub label: String,
    /// Its cells hold numbers: they stand under each other.
    pub number: bool,
    /// For a column of buttons: the label is heard and not seen.
    pub unseen: bool,
}

impl Column {
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false, unseen: false }
    }

    #[must_use]
    pub fn number(self) -> Self {
        Self { number: true, ..self }
    }

    #[must_use]
    pub fn unseen(self) -> Self {
        Self { unseen: true, ..self }
    }
}

/// A real table in a frame that scrolls by itself where it is wider than the page; the keyboard reaches it.
/// The first cell of each row is its `<th scope="row">`. `class` tells tables apart for style sheets.
#[component]
pub fn Table(
    #[prop(into)] caption: String,
    columns: Vec<Column>,
    #[prop(optional, into)] class: &'static str,
    /// Rows: `<tr>`, or `<tbody>` with rows where there are groups.
    children: Children,
) -> impl IntoView {
    let head = columns
        .into_iter()
        .map(|column| {
            let label = if column.unseen {
                view! { <span class="visually-hidden">{column.label}</span> }
            } else {
                column.label.into_any()
            };
            view! { <th scope="col" class=column.number.then_some("number")>{label}</th> }
        })
        .collect_view();
    let label = caption.clone();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=label>
            <table class=format!("table {class}")>
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{head}</tr></thead>
                {children()}
            </table>
        </div>
    }
}
