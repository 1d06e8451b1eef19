//! The draft of a listing, and how the work of several editors becomes one.
//!
//! Each field remembers in which version of the draft it was written. An edit says which writing it is
//! based on: when that is still the last one, or says the same, it is written; otherwise both values are
//! shown side by side and a person chooses. Fields never hinder each other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    error::Rejection,
    event::{DRAFT_EDITED, DraftEvent},
    field::{Content, Field, is_larger_than},
    policy::DraftPolicy,
};
use crate::{
    canonical::Digest,
    event::{Actor, NewEvent},
    ids::{ListingId, OrganisationId, PersonId},
};

/// What is being written, as stored. A submission freezes a copy; the draft goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Whose draft it is.
    pub listing: ListingId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Fields that were ever written.
    pub fields: BTreeMap<Field, Written>,
}

/// A field as it was last written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// `null` for a field that was emptied.
    pub value: Value,
    /// The version of the draft in which it was written.
    pub revision: u64,
    /// Who wrote it; `None` for a key and for what was imported.
    pub by: Option<PersonId>,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
}

/// A change of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edit {
    /// Which field.
    pub field: Field,
    /// The revision of the field that the editor saw; 0 for one that was never written.
    pub based_on: u64,
    /// What it should be; `null` empties it.
    pub value: Value,
}

/// Two values for one field: somebody has to choose. Choosing is an edit based on theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which field.
    pub field: Field,
    /// What stands there; `None` when the field was never written.
    pub theirs: Option<Written>,
    /// What the edit says.
    pub yours: Value,
}

/// What became of some edits. Each is written, was there already, or is a conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The draft from now on.
    pub next: Draft,
    /// Fields that were written, in their order.
    pub written: Vec<Field>,
    /// What somebody has to choose about, in the order of the fields.
    pub conflicts: Vec<Conflict>,
    /// Empty when nothing was written.
    pub events: Vec<NewEvent>,
}

/// What an edit rests on beside the draft.
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    /// The instant.
    pub now: DateTime<Utc>,
    /// Who writes; `None` for a key.
    pub by: Option<PersonId>,
    /// The same, as the trail names them.
    pub actor: Actor,
    /// Whose listing it is.
    pub organisation: OrganisationId,
    /// Whether the listing is archived.
    pub archived: bool,
    /// The numbers.
    pub policy: &'p DraftPolicy,
}

impl Draft {
    /// An empty draft.
    pub fn start(listing: ListingId) -> Self {
        Self { listing, version: 1, fields: BTreeMap::new() }
    }

    /// The revision of a field; 0 when it was never written.
    pub fn revision(&self, field: Field) -> u64 {
        self.fields.get(&field).map_or(0, |written| written.revision)
    }

    /// What the draft says.
    ///
    /// # Errors
    /// A stored field whose shape is not that of today.
    pub fn content(&self) -> Result<Content, serde_json::Error> {
        let written = self.fields.iter().filter(|(_, written)| !written.value.is_null());
        let members: Map<_, _> =
            written.map(|(field, written)| (field.as_str().to_owned(), written.value.clone())).collect();
        serde_json::from_value(Value::Object(members))
    }
}

impl Content {
    /// The digest that a submission freezes.
    pub fn digest(&self) -> Digest {
        Digest::of(self)
    }
}

/// Merges edits into a draft, field by field.
///
/// # Errors
/// [`Rejection::Archived`], [`Rejection::FieldTwice`], [`Rejection::FieldShape`],
/// [`Rejection::FieldTooLarge`]: then nothing is written at all.
pub fn merge(draft: &Draft, edits: &[Edit], facts: &Facts<'_>) -> Result<Merged, Rejection> {
    if facts.archived {
        return Err(Rejection::Archived);
    }
    check(edits, facts.policy)?;
    let mut next = draft.clone();
    let mut written = BTreeSet::new();
    let mut conflicts = Vec::new();
    for Edit { field, based_on, value } in edits {
        let before = draft.fields.get(field);
        if before.map_or(&Value::Null, |before| &before.value) == value {
            continue;
        }
        if draft.revision(*field) != *based_on {
            conflicts.push(Conflict { field: *field, theirs: before.cloned(), yours: value.clone() });
            continue;
        }
        let revision = draft.version + 1;
        next.fields.insert(*field, Written { value: value.clone(), revision, by: facts.by, at: facts.now });
        written.insert(*field);
    }
    conflicts.sort_unstable_by_key(|conflict| conflict.field);
    let mut events = Vec::new();
    if !written.is_empty() {
        next.version += 1;
        events.push(edited(&next, &written, facts));
    }
    Ok(Merged { next, written: written.into_iter().collect(), conflicts, events })
}

fn check(edits: &[Edit], policy: &DraftPolicy) -> Result<(), Rejection> {
    let mut seen = BTreeSet::new();
    for Edit { field, value, .. } in edits {
        if !seen.insert(*field) {
            return Err(Rejection::FieldTwice(*field));
        }
        if is_larger_than(value, policy.max_field_bytes) {
            return Err(Rejection::FieldTooLarge { field: *field, bytes: policy.max_field_bytes });
        }
        field.check(value).map_err(|why| Rejection::FieldShape { field: *field, why })?;
    }
    Ok(())
}

/// The trail has digests: a draft may hold what must be erasable.
fn edited(next: &Draft, written: &BTreeSet<Field>, facts: &Facts<'_>) -> NewEvent {
    let digest = |field: &Field| {
        let value = next.fields.get(field).map_or(&Value::Null, |written| &written.value);
        (*field, Digest::of(value))
    };
    NewEvent {
        organisation: facts.organisation,
        actor: facts.actor.clone(),
        kind: DRAFT_EDITED,
        subject: next.listing.to_string(),
        payload: serde_json::json!(DraftEvent {
            version: next.version,
            fields: written.iter().map(digest).collect(),
        }),
        at: facts.now,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::START;

    const ANN: u128 = 1;
    const BEN: u128 = 2;

    fn edit(field: Field, based_on: u64, value: &str) -> Edit {
        Edit { field, based_on, value: serde_json::json!(value) }
    }

    fn by(person: u128, draft: &Draft, edits: &[Edit]) -> Result<Merged, Rejection> {
        let by = PersonId::from_ulid(ulid::Ulid(person));
        let facts = Facts {
            now: START,
            by: Some(by),
            actor: Actor::Person { id: by, from: None },
            organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
            archived: false,
            policy: &DraftPolicy::default(),
        };
        merge(draft, edits, &facts)
    }

    fn draft() -> Draft {
        let empty = Draft::start(ListingId::from_ulid(ulid::Ulid(1)));
        let edits = [edit(Field::Name, 0, "Ledger"), edit(Field::Tagline, 0, "Old")];
        by(ANN, &empty, &edits).expect("written").next
    }

    #[test]
    fn two_editors_of_different_fields_do_not_notice_each_other() {
        let seen = draft();
        let (name, tagline) = (seen.revision(Field::Name), seen.revision(Field::Tagline));
        let one = by(ANN, &seen, &[edit(Field::Name, name, "Ledger Bridge")]).expect("written").next;
        let both = by(BEN, &one, &[edit(Field::Tagline, tagline, "New")]).expect("merged");
        assert_eq!((both.written.as_slice(), both.conflicts.len()), ([Field::Tagline].as_slice(), 0));
        let content = both.next.content().expect("content");
        assert_eq!((content.name.as_str(), content.tagline.as_str()), ("Ledger Bridge", "New"));
    }

    #[test]
    fn two_editors_of_one_field_are_shown_both_and_the_rest_is_written() {
        let seen = draft();
        let revision = seen.revision(Field::Tagline);
        let one = by(ANN, &seen, &[edit(Field::Tagline, revision, "Ann's")]).expect("written").next;
        let edits = [edit(Field::Tagline, revision, "Ben's"), edit(Field::Video, 0, "https://v.example")];
        let two = by(BEN, &one, &edits).expect("merged");
        assert_eq!(two.written, [Field::Video]);
        let conflict = &two.conflicts[0];
        let theirs = conflict.theirs.as_ref().expect("Ann's");
        assert_eq!((theirs.value.as_str(), conflict.yours.as_str()), (Some("Ann's"), Some("Ben's")));
        let chosen = edit(Field::Tagline, theirs.revision, "Ben's");
        let chosen = by(BEN, &two.next, &[chosen]).expect("chosen");
        assert_eq!(chosen.next.content().expect("content").tagline, "Ben's");
    }

    #[test]
    fn the_same_words_twice_are_no_conflict_and_no_write() {
        let seen = draft();
        let again = by(BEN, &seen, &[edit(Field::Tagline, 0, "Old")]).expect("nothing");
        assert_eq!((again.next, again.events.len(), again.conflicts.len()), (seen, 0, 0));
    }

    #[test]
    fn an_edit_that_does_not_fit_writes_nothing_of_its_batch() {
        let seen = draft();
        let twice = [edit(Field::Video, 0, "a"), edit(Field::Video, 0, "b")];
        assert_eq!(by(ANN, &seen, &twice), Err(Rejection::FieldTwice(Field::Video)));
        let large = [edit(Field::Description, 0, &"x".repeat(DraftPolicy::default().max_field_bytes))];
        assert!(matches!(by(ANN, &seen, &large), Err(Rejection::FieldTooLarge { .. })));
        let shape = [edit(Field::Video, 0, "a"), edit(Field::Screenshots, 0, "none")];
        assert!(matches!(by(ANN, &seen, &shape), Err(Rejection::FieldShape { .. })));
    }

    fn edits() -> impl Strategy<Value = Vec<Edit>> {
        let one = (0..3_usize, 0_u64..6, "[a-c]").prop_map(|(at, based_on, value)| {
            edit([Field::Name, Field::Tagline, Field::Description][at], based_on, &value)
        });
        prop::collection::vec(one, 1..3).prop_map(|mut edits| {
            edits.sort_by_key(|edit| edit.field);
            edits.dedup_by_key(|edit| edit.field);
            edits
        })
    }

    proptest! {
        #[test]
        fn nothing_that_was_typed_is_lost(batches in prop::collection::vec((1_u128..4, edits()), 1..12)) {
            let mut state = draft();
            for (person, edits) in batches {
                let merged = by(person, &state, &edits).expect("fits");
                for edit in &edits {
                    let stands = merged.next.fields.get(&edit.field).map(|written| &written.value);
                    let shown = merged.conflicts.iter().any(|conflict| {
                        conflict.field == edit.field && conflict.yours == edit.value
                            && conflict.theirs.as_ref() == state.fields.get(&edit.field)
                    });
                    prop_assert!(stands == Some(&edit.value) || shown);
                }
                for (field, before) in &state.fields {
                    let after = &merged.next.fields[field];
                    let meant = edits.iter().any(|edit| edit.field == *field && edit.based_on == before.revision);
                    prop_assert!(after == before || meant, "{:?} was overwritten unseen", field);
                }
                state = merged.next;
            }
        }

        #[test]
        fn batches_of_different_fields_give_the_same_in_any_order(one in "[a-z]{1,5}", two in "[a-z]{1,5}") {
            let seen = draft();
            let name = [edit(Field::Name, seen.revision(Field::Name), &one)];
            let tagline = [edit(Field::Tagline, seen.revision(Field::Tagline), &two)];
            let in_order = |first: &[Edit], second: &[Edit]| {
                let first = by(ANN, &seen, first).expect("written").next;
                by(BEN, &first, second).expect("written").next.content().expect("content")
            };
            prop_assert_eq!(in_order(&name, &tagline), in_order(&tagline, &name));
        }
    }
}
