//! Something to press: a button, or a link that looks like one.

use leptos::prelude::*;

use crate::view;

/// How much a button asks for attention. A page has one primary action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    Primary,
    #[default]
    Plain,
    /// No frame until it is pointed at.
    Quiet,
    /// For what cannot be undone; its text names the object.
    Danger,
}

impl Look {
    pub const ALL: [Self; 4] = [Self::Primary, Self::Plain, Self::Quiet, Self::Danger];

    /// The classes, for a `summary` or another element that must look like a button.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Plain => "button",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// A button with a verb and an object as its text. Busy, it keeps its size and its focus and cannot be
/// pressed again.
#[component]
pub fn Button(
    #[prop(optional)] look: Look,
    /// Submits the surrounding form.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=look.class()
            disabled=move || disabled.get()
            aria-disabled=move || busy.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {children()}
        </button>
    }
}

/// A link that looks like a button: it goes somewhere and works without a script.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] look: Look,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=look.class() href=href>
            {children()}
        </a>
    }
}
