//! What a page says when it has nothing, cannot, or not yet.

use leptos::prelude::*;

use super::Skeleton;

use crate::view;

/// Which of the designed states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateKind {
    /// What this is, and the first step.
    Empty,
    /// What happened, why if known, what now.
    Error,
    /// What works, what waits.
    Offline,
    /// What is not here, and where to look.
    NotFound,
    /// The shape of what is coming, after 150 ms.
    Loading,
}

impl StateKind {
    pub const ALL: [Self; 5] = [Self::Empty, Self::Error, Self::Offline, Self::NotFound, Self::Loading];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Error => "error",
            Self::Offline => "offline",
            Self::NotFound => "not-found",
            Self::Loading => "loading",
        }
    }

    /// Strokes on a grid of 120 × 80; the second path is drawn in the colour of seals.
    const fn drawing(self) -> (&'static str, &'static str) {
        match self {
            // A shelf with room on it.
            Self::Empty => (
                "M14 62h92M14 34h92M20 14v58M100 14v58M14 14h92",
                "M30 62V48h10v14M44 62V44h7v18M86 34l-5-12-7 3 4 9",
            ),
            // A slip torn in two, its seal with it.
            Self::Error => (
                "M36 10h48v22l-8 5-8-5-8 5-8-5-8 5-8-5zM44 19h32M44 26h18M36 48l8-5 8 5 8-5 8 5 8-5 8 5v24H36zM44 58h20M44 65h12",
                "M70 58l4-4 6 1 3 5-2 6-6 2-5-3z",
            ),
            // A gate that is down, and the lamp that stays lit.
            Self::Offline => (
                "M20 72V34a40 30 0 0 1 80 0v38M12 72h96M40 72V12M60 72V8M80 72V12M22 34h76M20 52h80",
                "M54 40h12v14H54zM57 40v-4h6v4M60 44v6",
            ),
            // A signpost whose arms point elsewhere.
            Self::NotFound => {
                ("M60 74V10M46 74h28M60 16h34l8 7-8 7H60M60 38H26l-8 7 8 7h34", "M74 23h14M32 45h14")
            }
            Self::Loading => ("", ""),
        }
    }
}

/// The state of a page or of a part of it. `children` are the ways on: buttons and links.
#[component]
pub fn StatePage(
    kind: StateKind,
    #[prop(into)] title: String,
    #[prop(into)] body: String,
    /// In place of the title as an `h2`: the page's own heading, where the state is the whole page.
    #[prop(optional)]
    heading: Option<AnyView>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    if kind == StateKind::Loading {
        return view! {
            <section class="state" data-kind="loading" aria-label=title aria-busy="true">
                <Skeleton lines=6 />
            </section>
        };
    }
    let (strokes, seal) = kind.drawing();
    view! {
        <section class="state" data-kind=kind.as_str()>
            <svg viewBox="0 0 120 80" width="120" height="80" aria-hidden="true">
                <path d=strokes></path>
                <path class="sealed" d=seal></path>
            </svg>
            {heading.unwrap_or_else(|| view! { <h2>{title}</h2> })}
            <p>{body}</p>
            {children.map(|children| view! { <div class="ways">{children()}</div> })}
        </section>
    }
}
