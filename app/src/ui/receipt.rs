//! A decision on a slip: what was decided, from what, with what weight.

use leptos::prelude::*;

use super::texts::texts;

use crate::view;

/// One thing that went into a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    pub label: String,
    /// As it was measured.
    pub value: String,
    /// What it did to the outcome; may be empty.
    pub effect: String,
}

/// The same piece for a rank, a tier, a rejected deal, a report of findings, a line of a payout. `foot`
/// names what the decision can be checked against: the policy's version, the hash.
#[component]
pub fn Receipt(
    #[prop(into)] title: String,
    #[prop(into)] verdict: String,
    rows: Vec<ReceiptRow>,
    #[prop(into)] foot: String,
) -> impl IntoView {
    let texts = texts();
    let label = title.clone();
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{row.label}</th>
                    <td>{row.value}</td>
                    <td>{row.effect}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="receipt" aria-label=label>
            <p class="title">{title}</p>
            <p class="verdict">{verdict}</p>
            <table>
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{texts.input}</th>
                        <th scope="col">{texts.value}</th>
                        <th scope="col">{texts.effect}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="foot">{foot}</p>
        </section>
    }
}
