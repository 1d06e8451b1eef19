//! The clean-up of the directory: what a partner sees of it, and the operator's pages.

pub mod appeal;
pub mod console;
pub mod criteria;
pub mod notice;
pub mod preview;
pub mod reasons;
pub mod texts;

use leptos::prelude::*;

pub use texts::{Texts, texts};

use crate::{view, workspace::Area};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    if path == PREVIEW {
        return Some(preview::page());
    }
    (path == Area::CleanUp.path()).then(console::page)
}

/// The address of the preview.
const PREVIEW: &str = "/clean-up/preview";

/// The pages of the clean-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    UnderWay,
    Preview,
}

/// From one page of the clean-up to the other.
#[component]
fn Tabs(current: Tab) -> impl IntoView {
    let t = texts();
    let tabs = [(Tab::UnderWay, Area::CleanUp.path(), t.under_way), (Tab::Preview, PREVIEW, t.preview)];
    let links = tabs.map(|(tab, href, label)| {
        view! { <li><a href=href aria-current=(tab == current).then_some("page")>{label}</a></li> }
    });
    let links = links.into_iter().collect_view();
    view! { <nav class="review-tabs" aria-label=t.pages><ul>{links}</ul></nav> }
}
