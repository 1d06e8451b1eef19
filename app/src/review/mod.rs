//! Reviews, for the operator: the queue, how long it takes, and the console of one case.

pub mod case;
pub mod figures;
pub mod queue;
pub mod reasons;
pub mod risk;
pub mod spans;
pub mod texts;

use leptos::prelude::*;
use shared::{
    ids::SubmissionId,
    review::{api::End, stage::StageState},
};

pub use texts::{Texts, texts};

use crate::{
    ui::{Tag, Tone},
    view,
    workspace::Area,
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    let rest = path.strip_prefix(Area::Reviews.path())?;
    match rest.strip_prefix('/') {
        None => rest.is_empty().then(queue::page),
        Some("figures") => Some(figures::page()),
        Some(id) => id.parse().ok().map(case::page),
    }
}

/// The page of a case.
pub(crate) fn href(submission: SubmissionId) -> String {
    format!("{}/{submission}", Area::Reviews.path())
}

/// The address of the figures.
const FIGURES: &str = "/reviews/figures";

/// The pages of the console beside those of single cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Queue,
    Figures,
}

/// From one page of the console to the other.
#[component]
pub fn Tabs(current: Tab) -> impl IntoView {
    let t = texts();
    let tabs = [(Tab::Queue, Area::Reviews.path(), t.queue), (Tab::Figures, FIGURES, t.figures)];
    let links = tabs.map(|(tab, href, label)| {
        view! { <li><a href=href aria-current=(tab == current).then_some("page")>{label}</a></li> }
    });
    view! { <nav class="review-tabs" aria-label=t.pages><ul>{links.into_iter().collect_view()}</ul></nav> }
}

/// Where a stage stands, in a word.
pub(crate) fn state_tag(state: &StageState) -> AnyView {
    let tone = match state {
        StageState::Waiting | StageState::Skipped { .. } => Tone::Neutral,
        StageState::Running { .. } => Tone::Waiting,
        StageState::Passed { .. } => Tone::Done,
        StageState::Failed { .. } => Tone::Danger,
    };
    view! { <Tag label=(texts().state)(state) tone=tone/> }
}

/// How a review ended, in a word.
fn end_tag(end: End) -> AnyView {
    let tone = match end {
        End::Approved => Tone::Done,
        End::ChangesRequested => Tone::Waiting,
        End::Rejected => Tone::Danger,
        End::Withdrawn => Tone::Neutral,
    };
    view! { <Tag label=(texts().end)(end) tone=tone/> }
}

/// What stands where a name would, for who has left.
fn named(name: Option<&str>) -> String {
    name.unwrap_or(texts().left).to_owned()
}
