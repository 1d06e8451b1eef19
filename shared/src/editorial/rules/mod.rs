//! What editors can do.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{error::Rejection, policy::EditorialPolicy, text::PerLanguage};
use crate::{
    event::{Actor, NewEvent},
    ids::OrganisationId,
};

pub mod categories;
pub mod collections;
pub mod home;
pub mod picks;

/// What every decision rests on beside state and command. Who may do what is declared with the endpoints.
#[derive(Clone, Debug)]
pub struct Occasion<'p> {
    /// The instant.
    pub now: DateTime<Utc>,
    /// Who asks.
    pub actor: Actor,
    /// The operator's organisation: in its trail it stands.
    pub program: OrganisationId,
    /// The numbers.
    pub policy: &'p EditorialPolicy,
}

/// The state from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision<S> {
    /// To be stored when there are events.
    pub next: S,
    /// Empty when it says already what is asked for.
    pub events: Vec<NewEvent>,
}

impl<S: Clone> Decision<S> {
    fn unchanged(state: &S) -> Self {
        Self { next: state.clone(), events: Vec::new() }
    }
}

impl Occasion<'_> {
    fn event(&self, kind: &'static str, subject: impl ToString, payload: &impl Serialize) -> NewEvent {
        NewEvent {
            organisation: self.program,
            actor: self.actor.clone(),
            kind,
            subject: subject.to_string(),
            payload: serde_json::json!(payload),
            at: self.now,
        }
    }

    fn readable<T>(&self, text: &PerLanguage<T>) -> Result<(), Rejection> {
        let most = self.policy.max_languages;
        if text.languages() > most { Err(Rejection::TooManyLanguages(most)) } else { Ok(()) }
    }
}

/// Puts a member in the place of the one that `is` it, or takes that one out.
fn replace<M>(members: &mut Vec<M>, is: impl FnMut(&M) -> bool, after: Option<M>) {
    let Some(at) = members.iter().position(is) else { return };
    match after {
        Some(after) => members[at] = after,
        None => drop(members.remove(at)),
    }
}

#[cfg(test)]
mod testing;
