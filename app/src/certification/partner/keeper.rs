//! Keeps a request on the server while it is written, when one pauses.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    certification::{
        api::{DraftView, KeepRequest},
        draft::Typed,
    },
    endpoint::ByCompetency,
    problem::ProblemKind,
};

use crate::{
    transport::{CallError, send},
    ui::{Saved, new_intent},
    view::effect,
};

/// How long one pauses before it is sent.
const PAUSE: Duration = Duration::from_millis(900);
/// Between attempts while the server cannot be reached, or cannot take anything and does not say until when.
const RETRY: Duration = Duration::from_secs(5);

/// What keeps a request. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Keeper {
    path: ByCompetency,
    /// Where it is kept; `None` before anything was written.
    pub saved: RwSignal<Option<Saved>>,
    /// What somebody else wrote meanwhile, until it is decided which one stays.
    pub theirs: RwSignal<Option<DraftView>>,
    /// Why the server did not keep it.
    pub refused: RwSignal<Option<String>>,
    version: StoredValue<u64>,
    known: StoredValue<Typed>,
    /// Raised by each change: the pause begins anew.
    turn: StoredValue<u32>,
    under_way: StoredValue<bool>,
    /// It was sent: nothing is kept any more.
    over: StoredValue<bool>,
}

impl Keeper {
    /// Of a draft as the server has it, or of none with what stands in the form.
    pub fn new(path: ByCompetency, draft: Option<&DraftView>, typed: Typed) -> Self {
        Self {
            path,
            saved: RwSignal::new(None),
            theirs: RwSignal::new(None),
            refused: RwSignal::new(None),
            version: StoredValue::new(draft.map_or(0, |draft| draft.version)),
            known: StoredValue::new(typed),
            turn: StoredValue::new(0),
            under_way: StoredValue::new(false),
            over: StoredValue::new(false),
        }
    }

    /// Keeps what is typed from now on.
    pub fn follow(self, typed: Memo<Typed>) {
        effect(move || {
            let typed = typed.get();
            if self.known.with_value(|known| *known == typed) {
                return;
            }
            self.after(PAUSE, typed);
        });
    }

    /// Nothing is kept any more: it was sent.
    pub fn end(self) {
        self.over.set_value(true);
    }

    /// Keeps what stands here in place of what somebody else wrote.
    pub fn keep_mine(self, typed: Typed) {
        let Some(theirs) = self.theirs.get_untracked() else { return };
        self.version.set_value(theirs.version);
        self.theirs.set(None);
        self.after(Duration::ZERO, typed);
    }

    /// Goes on from what somebody else wrote; gives it.
    pub fn take_theirs(self) -> Option<Typed> {
        let theirs = self.theirs.get_untracked()?;
        self.version.set_value(theirs.version);
        self.known.set_value(theirs.typed.clone());
        self.saved.set(Some(Saved::Saved));
        self.theirs.set(None);
        Some(theirs.typed)
    }

    fn after(self, pause: Duration, typed: Typed) {
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        }) else {
            return;
        };
        self.saved.set(Some(Saved::Saving));
        set_timeout(
            move || {
                let current = self.turn.try_with_value(|now| *now == turn).unwrap_or(false);
                let free = self.over.try_with_value(|over| !over).unwrap_or(false);
                if current && free {
                    self.keep(typed);
                }
            },
            pause,
        );
    }

    fn keep(self, typed: Typed) {
        // One at a time: each rests on the version before.
        if self.under_way.get_value() {
            return self.after(PAUSE, typed);
        }
        self.under_way.set_value(true);
        let (path, version) = (self.path, self.version.get_value());
        let turn = self.turn.get_value();
        spawn_local(async move {
            let kept = send::<KeepRequest>(&path, &typed, &new_intent(), Some(version)).await;
            // The form may have left the page.
            if self.under_way.try_update_value(|under_way| *under_way = false).is_none() {
                return;
            }
            // What was typed meanwhile waits for its own turn, and nothing older takes it.
            let newest = self.turn.try_get_value() == Some(turn);
            let error = match kept {
                Ok(kept) => return self.took(kept.version, typed, newest),
                Err(error) => error,
            };
            if let Some(pause) = error.again_after(RETRY) {
                if newest {
                    self.after(pause, typed);
                }
                return self.saved.set(Some(Saved::Waiting));
            }
            let CallError::Problem(problem) = error else { return };
            let theirs: Option<DraftView> = problem
                .current
                .clone()
                .filter(|_| problem.is(ProblemKind::VersionStale))
                .and_then(|current| serde_json::from_value(current).ok());
            match theirs {
                // It is one's own, of which the answer was lost.
                Some(theirs) if theirs.typed == typed => self.took(theirs.version, typed, newest),
                Some(theirs) => {
                    self.saved.set(None);
                    self.theirs.set(Some(theirs));
                }
                None => {
                    self.saved.set(None);
                    self.refused.set(Some(problem.detail.clone()));
                }
            }
        });
    }

    fn took(self, version: u64, typed: Typed, newest: bool) {
        self.version.set_value(version);
        self.known.set_value(typed);
        self.refused.set(None);
        if newest {
            self.saved.set(Some(Saved::Saved));
        }
    }
}
