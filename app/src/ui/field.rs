//! A labelled line of text: hint, counter, error under it, and whether it is saved.

use leptos::{html, prelude::*};

use super::{Icon, IconName, texts::texts, typed};

use crate::{view, view::live};

/// What is typed; sets keyboard and checks of the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FieldKind {
    #[default]
    Text,
    Email,
    Url,
    Number,
    /// A day, as the browser lets one choose it: `2026-11-22`.
    Date,
    /// A day and a time, as the browser lets one choose them: `2026-11-22T09:30`.
    Instant,
    /// A code to type from another screen.
    Code,
    /// Hidden as it is typed, and never filled in by the browser.
    Secret,
}

impl FieldKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Text | Self::Code => "text",
            Self::Email => "email",
            Self::Url => "url",
            Self::Number => "number",
            Self::Date => "date",
            Self::Instant => "datetime-local",
            Self::Secret => "password",
        }
    }

    /// What the browser may fill in by itself.
    const fn autocomplete(self) -> Option<&'static str> {
        match self {
            Self::Code => Some("one-time-code"),
            Self::Secret => Some("off"),
            Self::Text | Self::Email | Self::Url | Self::Number | Self::Date | Self::Instant => None,
        }
    }
}

/// Where what was typed is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Saved {
    Saving,
    Saved,
    /// The server could not be reached; it is kept on this device.
    Waiting,
}

/// What is typed stays through errors, offline and hydration. The counter counts characters as a person
/// does and allows too many, so that nothing pasted is cut off in silence.
#[component]
pub fn Field(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] max_chars: Option<u64>,
    #[prop(optional, into)] saved: Signal<Option<Saved>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// What the browser may fill in, as HTML names it.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
) -> impl IntoView {
    let texts = texts();
    let node = NodeRef::<html::Input>::new();
    typed::keep(node, value);
    let notes = format!("{id}-notes");
    let count = move |max: u64| {
        let typed = value.with(|value| value.chars().count()) as u64;
        if typed > max { (texts.characters_over)(typed - max) } else { (texts.characters_left)(max - typed) }
    };
    let counter = max_chars.map(|max| {
        let over = move || value.with(|value| value.chars().count() as u64 > max);
        view! {
            <span class="counter" class:over=over>
                {live(move || count(max))}
            </span>
        }
    });
    let saved = live(move || {
        saved.get().map(|saved| match saved {
            Saved::Saving => view! { <span class="saved">{texts.saving}</span> },
            Saved::Saved => view! {
                <span class="saved">
                    <Icon name=IconName::Check />
                    {texts.saved}
                </span>
            },
            Saved::Waiting => view! {
                <span class="saved">
                    <Icon name=IconName::Offline />
                    {texts.not_saved}
                </span>
            },
        })
    });
    view! {
        <div class="field">
            <label for=id.clone()>
                {label}
                {required.then(|| view! { <span class="required">{format!(" ({})", texts.required)}</span> })}
            </label>
            <input
                node_ref=node
                id=id
                name=name
                type=kind.as_str()
                autocomplete=autocomplete.or(kind.autocomplete())
                autocapitalize=(kind == FieldKind::Code).then_some("off")
                spellcheck=(kind == FieldKind::Code).then_some("false")
                required=required
                disabled=move || disabled.get()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=notes.clone()
                value=value.get_untracked()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <div class="notes" id=notes>
                {live(move || {
                    error
                        .get()
                        .map(|error| {
                            view! {
                                <p class="error">
                                    <Icon name=IconName::Error />
                                    {error}
                                </p>
                            }
                        })
                })}
                {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })} {counter} {saved}
            </div>
        </div>
    }
}
