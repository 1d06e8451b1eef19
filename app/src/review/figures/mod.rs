//! How long reviews take, how many come and end, and how busy reviewers are.

pub mod chart;
pub mod texts;

use leptos::prelude::*;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    review::{
        api::{CategoryWait, Figures, ReadFigures, ReviewerLoad},
        queue::{Basis, Day, Wait},
    },
};

pub use texts::{Texts, texts};

use super::{Tab, Tabs, named, spans::span, texts as around};
use crate::{
    i18n::{short_date, use_locale},
    organisations,
    ui::{Column, Table},
    view,
    workspace::{Area, private},
};

pub(super) fn page() -> AnyView {
    organisations::page(Area::Reviews, |here| {
        private::<ReadFigures>(
            move || Some(ReadFigures::url(&ByOrganisation { organisation: here.organisation }, &())),
            move |figures, _| view! { <FiguresView figures=figures/> },
        )
    })
}

#[component]
pub fn FiguresView(figures: Figures) -> impl IntoView {
    let t = texts();
    let Figures { days, wait, categories, reviewers } = figures;
    view! {
        <p class="lead">{t.lead}</p>
        <Tabs current=Tab::Figures/>
        <section class="ledger">
            <h2 id="waits">{t.waits}</h2>
            <p class="hint">{t.waits_about}</p>
            {waits(wait, categories)}
        </section>
        <section class="ledger">
            <h2 id="days">{t.days}</h2>
            <chart::DaysChart days=days.clone()/>
            <details>
                <summary>{t.days_table}</summary>
                {by_day(days)}
            </details>
        </section>
        <section class="ledger">
            <h2 id="reviewers">{t.reviewers}</h2>
            {loads(reviewers)}
        </section>
    }
}

fn waits(all: Wait, categories: Vec<CategoryWait>) -> AnyView {
    let t = texts();
    let open: usize = categories.iter().map(|category| category.open).sum();
    let row = |name: String, open: usize, wait: Wait| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{open}</td>
                <td class="number">{told(wait.p50_minutes)}</td>
                <td class="number">{told(wait.p90_minutes)}</td>
                <td>{(around().rests_on)(wait.basis, wait.samples as u64)}</td>
            </tr>
        }
    };
    // That of all of them rests on nothing else.
    let basis = if all.basis == Basis::AllCategories { Basis::TooFew } else { all.basis };
    let mut rows = vec![row(t.all_categories.to_owned(), open, Wait { basis, ..all })];
    rows.extend(categories.into_iter().map(|it| row(it.category.to_string(), it.open, it.wait)));
    let columns = vec![
        Column::new(t.category),
        Column::new(t.waiting).number(),
        Column::new(t.p50).number(),
        Column::new(t.p90).number(),
        Column::new(t.rests_on),
    ];
    view! { <Table caption=t.waits columns=columns class="waits"><tbody>{rows}</tbody></Table> }
}

/// A wait, or that there are too few reviews to tell one.
fn told(minutes: Option<u64>) -> AnyView {
    match minutes {
        Some(minutes) => span(use_locale(), minutes).into_any(),
        None => view! { <span class="quiet">{around().too_few}</span> },
    }
}

fn by_day(days: Vec<Day>) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let minutes =
        |minutes: Option<u64>| minutes.map_or_else(|| "–".to_owned(), |minutes| span(locale, minutes));
    let rows = days.into_iter().rev().map(|day| {
        view! {
            <tr>
                <th scope="row"><time datetime=day.day.to_string()>{short_date(locale, day.day)}</time></th>
                <td class="number">{day.came}</td>
                <td class="number">{day.ended}</td>
                <td class="number">{day.waiting}</td>
                <td class="number">{minutes(day.p50_minutes)}</td>
                <td class="number">{minutes(day.p90_minutes)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns = vec![
        Column::new(t.day),
        Column::new(t.came).number(),
        Column::new(t.ended).number(),
        Column::new(t.waiting_at_end).number(),
        Column::new(t.p50).number(),
        Column::new(t.p90).number(),
    ];
    view! { <Table caption=t.days_table columns=columns class="days"><tbody>{rows}</tbody></Table> }
}

fn loads(reviewers: Vec<ReviewerLoad>) -> AnyView {
    let t = texts();
    if reviewers.is_empty() {
        return view! { <p class="empty">{t.no_reviewers}</p> };
    }
    let rows = reviewers.into_iter().map(|reviewer| {
        view! {
            <tr>
                <th scope="row">{named(reviewer.name.as_deref())}</th>
                <td class="number">{reviewer.load.claimed}</td>
                <td class="number">{reviewer.load.decided}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns =
        vec![Column::new(t.reviewer), Column::new(t.claimed).number(), Column::new(t.decided).number()];
    view! { <Table caption=t.reviewers columns=columns class="loads"><tbody>{rows}</tbody></Table> }
}
