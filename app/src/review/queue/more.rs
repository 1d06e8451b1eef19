//! The foot of the queue: the rest of it, in place.

use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    page::Cursor,
    review::{
        api::{CaseRow, ListCases},
        query::CaseQuery,
    },
};

use super::filter::address;
use crate::{
    forms::{FormProblem, Submission},
    loading::replaced,
    organisations::Here,
    transport::call,
    ui::ShowMore,
    view,
};

#[component]
pub fn More(
    here: Here,
    query: CaseQuery,
    rows: RwSignal<Vec<CaseRow>>,
    total: usize,
    next: Option<Cursor>,
) -> impl IntoView {
    let submission = Submission::new();
    let next = RwSignal::new(next);
    let query = StoredValue::new(query);
    let more = Callback::new(move |()| {
        let Some(cursor) = next.get_untracked() else { return };
        let at = ByOrganisation { organisation: here.organisation };
        let query = CaseQuery { cursor: Some(cursor), ..query.get_value() };
        submission.run(async move { call::<ListCases>(&at, &query).await }, move |page| {
            rows.update(|rows| {
                // One that moved meanwhile stands where it stood.
                let new = page.cases.into_iter();
                let new: Vec<_> =
                    new.filter(|case| !rows.iter().any(|row| row.submission == case.submission)).collect();
                rows.extend(new);
            });
            next.set(page.next);
        });
    });
    let shown = Signal::derive(move || rows.with(Vec::len) as u64);
    let total = Signal::stored(total as u64);
    let foot = replaced(
        move || next.get(),
        move |next| {
            next.map(|cursor| {
                let href = address(&CaseQuery { cursor: Some(cursor), ..query.get_value() });
                view! { <ShowMore href=href shown=shown total=total busy=submission.busy on_more=more/> }
            })
            .into_any()
        },
    );
    view! { {foot}<FormProblem submission=submission/> }
}
