//! How an app stands by each criterion.

use leptos::prelude::*;
use shared::listings::clean_up::{Looked, Stands};

use super::{reasons::sentence, texts};
use crate::{
    ui::{Tag, Tone},
    view,
};

/// Each criterion with how the app stands by it; what fails with what would mend it.
pub fn criteria(all: &[Looked]) -> AnyView {
    let t = texts();
    let one = |looked: &Looked| {
        let (word, tone) = match &looked.stands {
            Stands::NotKnown => (t.not_known, Tone::Neutral),
            Stands::Passes => (t.passes, Tone::Done),
            Stands::Fails { .. } => (t.fails, Tone::Danger),
        };
        let said = match &looked.stands {
            Stands::NotKnown => Some(view! { <p class="quiet">{(t.not_known_about)(looked.criterion)}</p> }),
            Stands::Passes => None,
            Stands::Fails { why, fix } => Some(view! {
                <p>{sentence(why)}</p>
                <p><b>{t.mends}</b>" "{sentence(fix)}</p>
            }),
        };
        view! {
            <li>
                <p><b>{(t.criterion)(looked.criterion)}</b>" "<Tag label=word tone=tone/></p>
                {said}
            </li>
        }
    };
    let list = all.iter().map(one).collect_view();
    view! { <ul class="case-asked">{list}</ul> }
}
