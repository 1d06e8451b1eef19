//! Puts a text on the clipboard.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::{Icon, IconName, texts::texts};
use crate::{download, i18n::use_locale, view, view::live};

/// For how long it says that it worked.
const STAY: Duration = Duration::from_secs(3);

/// How the last press ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Copied {
    #[default]
    Not,
    Done,
    /// The browser does not let a page write there.
    Refused,
}

/// `what` completes the label for who does not see what stands beside it: "Copy: record".
#[component]
pub fn CopyButton(
    #[prop(into)] text: String,
    #[prop(into)] what: String,
    /// How it looks at first, for the gallery.
    #[prop(optional)]
    first: Copied,
) -> impl IntoView {
    let t = texts();
    let refused = use_locale().pick("Select it and copy it by hand", "Markieren und von Hand kopieren");
    let copied = RwSignal::new(first);
    let press = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let done = if download::copy(text).await { Copied::Done } else { Copied::Refused };
            // The button may have left the page meanwhile.
            if copied.try_set(done).is_none() && done == Copied::Done {
                let back = move || {
                    let _ = copied.try_set(Copied::Not);
                };
                set_timeout(back, STAY);
            }
        });
    };
    let icon = live(move || match copied.get() {
        Copied::Not | Copied::Refused => view! { <Icon name=IconName::Copy/> },
        Copied::Done => view! { <Icon name=IconName::Check/> },
    });
    let said = live(move || match copied.get() {
        Copied::Not => "",
        Copied::Done => t.copied,
        Copied::Refused => refused,
    });
    view! {
        <span class="copy">
            <button type="button" class="button quiet" aria-label=format!("{}: {what}", t.copy) on:click=press>
                {icon}
                {t.copy}
            </button>
            <span class="copy-said" role="status">{said}</span>
        </span>
    }
}
