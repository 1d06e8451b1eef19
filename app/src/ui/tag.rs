//! A word on a tinted ground.

use leptos::prelude::*;

use crate::view;

/// What a tint stands for. The word says it too; colour never stands alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Waiting,
    Done,
    Information,
    Danger,
}

impl Tone {
    pub const ALL: [Self; 6] =
        [Self::Neutral, Self::Accent, Self::Waiting, Self::Done, Self::Information, Self::Danger];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Information => "information",
            Self::Danger => "danger",
        }
    }
}

/// A short label: a state, a category, "New".
#[component]
pub fn Tag(#[prop(into)] label: String, #[prop(optional)] tone: Tone) -> impl IntoView {
    view! {
        <span class="tag" data-tone=tone.as_str()>
            {label}
        </span>
    }
}
