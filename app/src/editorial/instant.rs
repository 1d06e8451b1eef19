//! An instant to choose, in UTC.

use chrono::{DateTime, Utc};
use leptos::{html, prelude::*};
use shared::{
    editorial::{api::Asked, window::Window},
    problem::FieldError,
};

use super::texts;
use crate::{
    forms::Submission,
    ui::{Icon, IconName},
    view,
    view::{effect, live},
};

/// As the browser's own field writes it.
pub fn typed(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M").to_string()
}

/// A text that is no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoInstant;

/// What was chosen: nothing, or an instant.
///
/// # Errors
/// A text that is none.
pub fn read(text: &str) -> Result<Option<DateTime<Utc>>, NoInstant> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let seconds = if text.len() > "2031-05-01T09:00".len() { "" } else { ":00" };
    shared::time::instant(&format!("{text}{seconds}Z")).map(Some).ok_or(NoInstant)
}

#[component]
pub fn InstantField(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    effect(move || {
        let wanted = value.get();
        if let Some(input) = node.get()
            && input.value() != wanted
        {
            input.set_value(&wanted);
        }
    });
    let notes = format!("{id}-notes");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                node_ref=node
                id=id
                name=id
                type="datetime-local"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=notes.clone()
                value=value.get_untracked()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <div class="notes" id=notes>
                {live(move || {
                    error.get().map(|error| view! { <p class="error"><Icon name=IconName::Error/>{error}</p> })
                })}
                {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
            </div>
        </div>
    }
}

/// From when until when.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub from: RwSignal<String>,
    pub until: RwSignal<String>,
}

impl Times {
    /// As it is, to be changed.
    pub fn of(window: Option<&Window>) -> Self {
        let until = window.and_then(|window| window.until);
        let text = |at: Option<DateTime<Utc>>| RwSignal::new(at.map(typed).unwrap_or_default());
        Self { from: text(window.map(|window| window.from)), until: text(until) }
    }

    /// What is asked for; a beginning that stays as it was is not named, so that its seconds stay, too.
    pub fn read(self, submission: Submission, before: Option<&Window>) -> Option<Asked> {
        let from = self.from.get_untracked();
        let from = match before {
            Some(before) if typed(before.from) == from.trim() => Ok(Some(before.from)),
            _ => read(&from),
        };
        let until = self.until.get_untracked();
        let until = match before.and_then(|before| before.until) {
            Some(before) if typed(before) == until.trim() => Ok(Some(before)),
            _ => read(&until),
        };
        match (from, until) {
            (Ok(from), Ok(until)) => Some(Asked { from, until }),
            _ => {
                submission.refuse(vec![FieldError::pointer("/when", texts().bad_instant)]);
                None
            }
        }
    }
}

/// The two fields of a window.
#[component]
pub fn TimeFields(
    times: Times,
    submission: Submission,
    from_id: &'static str,
    until_id: &'static str,
    /// How long it can last.
    #[prop(optional_no_strip)]
    most_days: Option<u32>,
) -> impl IntoView {
    let t = texts();
    let until_hint = most_days.map_or_else(|| t.until_hint.to_owned(), t.until_days_hint);
    view! {
        <div class="side-by-side">
            <InstantField id=from_id label=t.from value=times.from hint=t.from_hint
                error=submission.field("/when")/>
            <InstantField id=until_id label=t.until value=times.until hint=until_hint/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_as_the_browser_writes_it() {
        let at = shared::time::instant("2031-05-01T09:00:00Z").expect("an instant");
        assert_eq!(read(&typed(at)), Ok(Some(at)));
        assert_eq!(read("2031-05-01T09:00:00"), Ok(Some(at)));
        assert_eq!(read(" "), Ok(None));
        assert_eq!(read("tomorrow"), Err(NoInstant));
    }
}
