//! One piece, shown twice: in the light and in the dark theme.

use leptos::prelude::*;

use crate::view;

/// Which of the two showings is rendered. Ids must differ between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// An id that no other showing has.
    pub(super) fn id(self, name: &str) -> String {
        format!("{name}-{}", self.as_str())
    }
}

#[component]
pub fn Specimen(
    title: &'static str,
    /// What to try, and what each state looks like.
    note: &'static str,
    render: fn(Theme) -> AnyView,
) -> impl IntoView {
    let showings = [Theme::Light, Theme::Dark].map(|theme| {
        view! {
            <div class="showing" data-theme=theme.as_str()>
                {render(theme)}
            </div>
        }
    });
    view! {
        <section class="specimen">
            <h2>{title}</h2>
            <p>{note}</p>
            <div class="showings">{showings.into_iter().collect_view()}</div>
        </section>
    }
}
