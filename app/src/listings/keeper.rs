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
        api::{App, ConflictView, EditDraft, Edited, Edits, FieldView},
        draft::Edit,
        field::{Content, Field},
    },
};

use crate::{
    browser,
    transport::{CallError, send},
    ui::{Saved, new_intent},
};

/// How long one pauses before it is sent.
const PAUSE: Duration = Duration::from_millis(700);
/// Between attempts while there is no network.
const RETRY: Duration = Duration::from_secs(5);

/// A draft that is being written. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Keeper {
    /// Whose draft it is.
    pub at: ByListing,
    /// As typed.
    pub values: RwSignal<BTreeMap<Field, Value>>,
    /// As the server has it.
    known: RwSignal<BTreeMap<Field, FieldView>>,
    /// What somebody has to choose about.
    pub conflicts: RwSignal<BTreeMap<Field, ConflictView>>,
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
        let mut values: BTreeMap<Field, Value> =
            known.iter().map(|(field, view)| (*field, view.value.clone())).collect();
        let news = !left.is_empty();
        for (field, Left { value, based_on }) in left {
            // It is based on what stood there then: the server says when that is not the last writing.
            if let Some(view) = known.get_mut(&field) {
                view.revision = based_on;
            }
            values.insert(field, value);
        }
        let keeper = Self {
            at,
            values: RwSignal::new(values),
            known: RwSignal::new(known),
            conflicts: RwSignal::new(BTreeMap::new()),
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
        let Some(theirs) = conflict.and_then(|conflict| conflict.theirs) else { return };
        if !yours {
            self.values.update(|values| {
                values.insert(field, theirs.value.clone());
            });
        }
        self.known.update(|known| {
            known.insert(field, theirs);
        });
        self.keep_here();
        self.wait(Duration::ZERO);
    }

    /// What the server does not have yet, field by field.
    fn open(self) -> Vec<Edit> {
        self.values.with_untracked(|values| {
            self.known.with_untracked(|known| {
                let held = self.conflicts.with_untracked(|held| held.keys().copied().collect::<Vec<_>>());
                let open = values.iter().filter(|(field, value)| {
                    let there = known.get(field).map_or(&Value::Null, |view| &view.value);
                    there != *value && !held.contains(field) && field.check(value).is_ok()
                });
                let edit = |(field, value): (&Field, &Value)| Edit {
                    field: *field,
                    based_on: known.get(field).map_or(0, |view| view.revision),
                    value: value.clone(),
                };
                open.map(edit).collect()
            })
        })
    }

    /// Keeps on this device what the server does not have, held back or not.
    fn keep_here(self) {
        let left: Kept = self.values.with_untracked(|values| {
            self.known.with_untracked(|known| {
                let left = |(field, value): (&Field, &Value)| {
                    let there = known.get(field);
                    let differs = there.map_or(&Value::Null, |view| &view.value) != value;
                    let based_on = there.map_or(0, |view| view.revision);
                    differs.then(|| (*field, Left { value: value.clone(), based_on }))
                };
                values.iter().filter_map(left).collect()
            })
        });
        if left.is_empty() {
            browser::forget(&name(self.at));
        } else {
            browser::keep(&name(self.at), &serde_json::to_string(&left).unwrap_or_default());
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
        self.saved.set(Some(Saved::Saving));
        let (path, body, intent) = (self.at, Edits { edits }, new_intent());
        spawn_local(async move {
            let reply = send::<EditDraft>(&path, &body, &intent, None).await;
            // The page may be gone.
            if self.under_way.try_set_value(false).is_some() {
                return;
            }
            match reply {
                Ok(edited) => self.took(edited),
                Err(CallError::Offline) => {
                    self.saved.set(Some(Saved::Waiting));
                    self.wait(RETRY);
                }
                Err(CallError::Problem(problem)) => {
                    self.saved.set(Some(Saved::Waiting));
                    self.refused.set(Some(problem.detail));
                }
            }
        });
    }

    /// What was written is known from now on; what was held back waits for a choice.
    fn took(self, edited: Edited) {
        let Edited { app, conflicts } = edited;
        let held: BTreeMap<Field, ConflictView> =
            conflicts.into_iter().map(|conflict| (conflict.field, conflict)).collect();
        let before = self.known.get_untracked();
        // Somebody else's fields come in by themselves, unless one is writing there.
        self.values.update(|values| {
            for (field, view) in &app.draft {
                let own = values.get(field).unwrap_or(&Value::Null);
                let untouched = before.get(field).map_or(&Value::Null, |known| &known.value) == own;
                if untouched && own != &view.value {
                    values.insert(*field, view.value.clone());
                }
            }
        });
        self.known.update(|known| {
            for (field, view) in &app.draft {
                if !held.contains_key(field) {
                    known.insert(*field, view.clone());
                }
            }
        });
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

/// What this device keeps of a field that the server does not have.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Left {
    value: Value,
    /// The writing that one saw.
    based_on: u64,
}

/// What this device keeps of a draft.
pub type Kept = BTreeMap<Field, Left>;

/// What this device still has of an earlier visit.
pub fn left(at: ByListing) -> Kept {
    browser::kept(&name(at)).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Under which this device keeps what the server does not have.
fn name(at: ByListing) -> String {
    format!("{}{}", browser::DRAFT, at.listing)
}
