//! A message in the flow of the page, with its icon.

use leptos::prelude::*;

use super::{Icon, IconName, Tone};

use crate::view;

/// Stays until its cause is gone. What happened, why if known, what to do.
#[component]
pub fn Notice(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    let icon = match tone {
        Tone::Neutral | Tone::Accent | Tone::Information => IconName::Info,
        Tone::Waiting => IconName::Clock,
        Tone::Done => IconName::Done,
        Tone::Danger => IconName::Error,
    };
    view! {
        <div class="notice" data-tone=tone.as_str() role=(tone == Tone::Danger).then_some("alert")>
            <Icon name=icon />
            <div>{children()}</div>
        </div>
    }
}
