//! Keeps what is typed: on this device at once, and on the server when one pauses.
//!
//! Each field is based on the writing of it that this page has seen. What somebody else wrote meanwhile is
//! shown beside it, and nothing is overwritten unseen. Typing never waits for the network.

use std::{collections::BTreeMap, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use shared::{
    endpoint::ByListing,
    listings::{
        api::{App, EditDraft, Edited, Edits},
        draft::Edit,
        field::{Content, Field},
    },
};

pub use super::writing::Kept;
use super::writing::{self, Held, Known, Values};
use crate::{
    browser,
    transport::{CallError, send},
    ui::{Saved, new_intent},
};

/// How long one pauses before it is sent.
const PAUSE: Duration = Duration::from_millis(700);
/// Between attempts while the server cannot be reached, or cannot take anything and does not say until when.
const RETRY: Duration = Duration::from_secs(5);

/// A draft that is being written. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Keeper {
    /// Whose draft it is.
    pub at: ByListing,
    /// As typed.
    pub values: RwSignal<Values>,
    /// As the server has it.
    known: RwSignal<Known>,
    /// What somebody has to choose about.
    pub conflicts: RwSignal<Held>,
    /// Fields that the server does not get because they are too large.
    pub too_large: Memo<Vec<Field>>,
    /// Whether this device has no room for all that the server does not have: then it is on the page alone.
    pub unkept: RwSignal<bool>,
    /// Where what was typed is kept; `None` before anything was.
    pub saved: RwSignal<Option<Saved>>,
    /// Why the server did not take it.
    pub refused: RwSignal<Option<String>>,
    /// What the server knows of the listing beside its draft.
    pub app: RwSignal<App>,
    /// Raised by each change: the pause begins anew.
    turn: StoredValue<u32>,
    under_way: StoredValue<bool>,
}

impl Keeper {
    /// Takes over what the server knows, and what this device still has of an earlier visit.
    pub fn new(at: ByListing, app: App, left: Kept) -> Self {
        let mut known = app.draft.clone();
        let mut values: Values = known.iter().map(|(field, view)| (*field, view.value.clone())).collect();
        let news = !left.is_empty();
        writing::restore(&mut values, &mut known, left);
        let (values, known) = (RwSignal::new(values), RwSignal::new(known));
        let too_large =
            Memo::new(move |_| values.with(|values| known.with(|known| writing::too_large(values, known))));
        let keeper = Self {
            at,
            values,
            known,
            conflicts: RwSignal::new(BTreeMap::new()),
            too_large,
            unkept: RwSignal::new(false),
            saved: RwSignal::new(None),
            refused: RwSignal::new(None),
            app: RwSignal::new(app),
            turn: StoredValue::new(0),
            under_way: StoredValue::new(false),
        };
        if news {
            keeper.wait(PAUSE);
        }
        keeper
    }

    /// What stands in a field now.
    pub fn value(self, field: Field) -> Value {
        self.values.with(|values| values.get(&field).cloned().unwrap_or_default())
    }

    /// The draft as typed. A value that has not the shape of its field is left out.
    pub fn content(self) -> Content {
        let members: serde_json::Map<_, _> = self.values.with(|values| {
            let fit = values.iter().filter(|(field, value)| !value.is_null() && field.check(value).is_ok());
            fit.map(|(field, value)| (field.as_str().to_owned(), value.clone())).collect()
        });
        serde_json::from_value(Value::Object(members)).unwrap_or_default()
    }

    /// Takes over what was typed.
    pub fn set(self, field: Field, value: Value) {
        if self.values.with_untracked(|values| values.get(&field) == Some(&value)) {
            return;
        }
        self.values.update(|values| {
            values.insert(field, value);
        });
        self.refused.set(None);
        self.saved.set(Some(Saved::Saving));
        self.keep_here();
        self.wait(PAUSE);
    }

    /// Chooses between two writings of a field: one's own again, or the other.
    pub fn choose(self, field: Field, yours: bool) {
        let conflict = self.conflicts.try_update(|conflicts| conflicts.remove(&field)).flatten();
        let Some(conflict) = conflict else { return };
        self.change(|values, known| writing::choose(values, known, field, conflict.theirs, yours));
        self.keep_here();
        self.wait(Duration::ZERO);
    }

    /// Changes what is typed and what is known of the server in one step.
    fn change(self, change: impl FnOnce(&mut Values, &mut Known)) {
        let (mut values, mut known) = (self.values.get_untracked(), self.known.get_untracked());
        change(&mut values, &mut known);
        self.known.set(known);
        if self.values.with_untracked(|before| *before != values) {
            self.values.set(values);
        }
    }

    /// What the server does not have yet and would take, field by field.
    fn open(self) -> Vec<Edit> {
        self.values.with_untracked(|values| {
            self.known.with_untracked(|known| {
                self.conflicts.with_untracked(|held| writing::open(values, known, held))
            })
        })
    }

    /// Keeps on this device what the server does not have, held back or not.
    fn keep_here(self) {
        let left = self
            .values
            .with_untracked(|values| self.known.with_untracked(|known| writing::left(values, known)));
        let keep = |left: &Kept| {
            let name = name(self.at);
            if left.is_empty() {
                browser::forget(&name);
                return true;
            }
            browser::keep(&name, &serde_json::to_string(left).unwrap_or_default())
        };
        let kept = keep(&left);
        if !kept {
            // There is no room for all of it: at least what the server will get survives the page.
            keep(&writing::small(&left));
        }
        if self.unkept.get_untracked() == kept {
            self.unkept.set(!kept);
        }
    }

    /// Sends what is open after a pause, unless something changes before.
    fn wait(self, pause: Duration) {
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        }) else {
            return;
        };
        set_timeout(
            move || {
                if self.turn.try_get_value() == Some(turn) {
                    self.send();
                }
            },
            pause,
        );
    }

    fn send(self) {
        if self.under_way.try_get_value() != Some(false) {
            return;
        }
        let edits = self.open();
        if edits.is_empty() {
            self.keep_here();
            self.saved.update(|saved| *saved = saved.map(|_| Saved::Saved));
            return;
        }
        self.under_way.set_value(true);
        self.refused.set(None);
        self.saved.set(Some(Saved::Saving));
        let (path, body, intent) = (self.at, Edits { edits }, new_intent());
        spawn_local(async move {
            let reply = send::<EditDraft>(&path, &body, &intent, None).await;
            // The page may be gone.
            if self.under_way.try_set_value(false).is_some() {
                return;
            }
            match reply {
                Ok(edited) => {
                    let sent: Vec<Field> = body.edits.iter().map(|edit| edit.field).collect();
                    self.took(edited, &sent);
                }
                Err(error) => {
                    self.saved.set(Some(Saved::Waiting));
                    if let Some(pause) = error.again_after(RETRY) {
                        self.wait(pause);
                    } else if let CallError::Problem(problem) = error {
                        self.refused.set(Some(problem.detail));
                        // What was typed meanwhile was not among what is refused.
                        if self.open() != body.edits {
                            self.wait(PAUSE);
                        }
                    }
                }
            }
        });
    }

    /// What was written is known from now on; what was held back waits for a choice.
    fn took(self, edited: Edited, sent: &[Field]) {
        let Edited { app, conflicts } = edited;
        let held: Held = conflicts.into_iter().map(|conflict| (conflict.field, conflict)).collect();
        self.change(|values, known| writing::take(values, known, &app.draft, &held, sent));
        self.conflicts.update(|conflicts| conflicts.extend(held));
        self.app.set(app);
        self.keep_here();
        if self.open().is_empty() {
            self.saved.set(Some(Saved::Saved));
        } else {
            self.wait(PAUSE);
        }
    }
}

/// What this device still has of an earlier visit.
pub fn left(at: ByListing) -> Kept {
    browser::kept(&name(at)).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Under which this device keeps what the server does not have.
fn name(at: ByListing) -> String {
    format!("{}{}", browser::DRAFT, at.listing)
}
