//! The parts of a listing's page that only read. The server draws them and the page puts them into place, so
//! that the bundle for browsing need not hold them; the preview of a draft shows the same ones.

pub mod asks;
pub mod changelog;
pub mod data;
pub mod facts;
pub mod help;
#[cfg(feature = "ssr")]
mod page;
pub mod plans;
pub mod rating;
pub mod texts;
pub mod words;

use leptos::prelude::*;
use shared::marketplace::details::link;

#[cfg(feature = "ssr")]
pub use page::{Replacement, Told, draw, draw_ended, draw_suspended};
pub use texts::{Texts, texts};

use super::address::host;
use crate::view;

/// Where parts are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// The listing's own page: each is a place to jump to.
    Page,
    /// The preview of a draft, below its heading.
    Preview,
}

/// A part under its heading.
fn part(within: Within, id: &'static str, title: &'static str, content: AnyView) -> AnyView {
    match within {
        Within::Page => view! {
            <section aria-labelledby=id>
                <h2 id=id>{title}</h2>
                {content}
            </section>
        },
        Within::Preview => view! {
            <section>
                <h3>{title}</h3>
                {content}
            </section>
        },
    }
}

/// What a partner wrote as an address: a link where it leads somewhere, and else text.
fn written(address: &str) -> AnyView {
    let shown = address.strip_prefix("mailto:").unwrap_or(address).to_owned();
    match link(address) {
        Some(href) => view! { <a href=href rel="external nofollow noopener">{shown}</a> },
        None => shown.into_any(),
    }
}

/// The way to a video; `None` for an address that leads nowhere.
pub fn video(address: Option<&str>) -> Option<AnyView> {
    let href = link(address?).filter(|href| href.starts_with("https://"))?;
    let text = (texts().video)(host(&href));
    Some(view! { <p><a href=href rel="external nofollow noopener">{text}</a></p> })
}

/// Pairs of a name and what is said to it.
fn pairs(rows: Vec<(&'static str, AnyView)>) -> AnyView {
    let rows = rows.into_iter().map(|(name, said)| view! { <div><dt>{name}</dt><dd>{said}</dd></div> });
    view! { <dl class="plain-facts">{rows.collect_view()}</dl> }
}
