//! What one round of a version says otherwise than what came before it.

use serde_json::{Map, Value};

use super::{
    api::{Against, FieldChange},
    field::{Content, Field},
    model::{Dossier, Frozen, Submission, Version},
};
use crate::manifest::{Manifest, diff};

/// With what a round is compared, and what was frozen of that: the round before it, where there is one, and then
/// the version that was approved last when it was submitted.
pub fn bases<'d>(
    dossier: &'d Dossier,
    version: &'d Version,
    round: &Submission,
) -> Vec<(Against, Option<&'d Frozen>)> {
    let mut submissions = version.rounds().map(|(submission, _)| submission);
    let before = submissions.rfind(|other| other.round < round.round);
    let before = before.map(|before| (Against::Round { round: before.round }, Some(&before.frozen)));
    let approved = dossier.approved_beside(Some(version.id), round.at);
    let approved = approved.map_or((Against::Nothing, None), |(other, approved)| {
        (Against::Approved { label: other.label.clone() }, Some(&approved.frozen))
    });
    before.into_iter().chain(std::iter::once(approved)).collect()
}

/// Fields that differ but for the manifest, in the order of the editor, and what differs in the manifest;
/// `None` for that when either has none that can be read.
pub fn between(
    before: Option<&Content>,
    after: &Content,
    manifest: impl Fn(&Content) -> Option<Manifest>,
) -> (Vec<FieldChange>, Option<diff::Diff>) {
    let (old, new) = (before.map(members).unwrap_or_default(), members(after));
    let value = |members: &Map<String, Value>, field: Field| {
        members.get(field.as_str()).cloned().unwrap_or(Value::Null)
    };
    let empty = members(&Content::default());
    let change = |field: &Field| {
        let (before, after) = (value(&old, *field), value(&new, *field));
        let blank = value(&empty, *field);
        let same = before == after || (before.is_null() && after == blank);
        (*field != Field::Manifest && !same).then_some(FieldChange { field: *field, before, after })
    };
    let fields = Field::ALL.iter().filter_map(change).collect();
    let diff = match (before.and_then(&manifest), manifest(after)) {
        (Some(before), Some(after)) => Some(diff::between(&before, &after)),
        _ => None,
    };
    (fields, diff)
}

fn members(content: &Content) -> Map<String, Value> {
    match serde_json::json!(content) {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_named_and_a_first_version_has_no_empty_fields() {
        let before = Content { name: "Ledger".to_owned(), tagline: "Old".to_owned(), ..Content::default() };
        let after = Content { tagline: "New".to_owned(), ..before.clone() };
        let fields = |before, after| between(before, after, |_| None).0;
        let changed = fields(Some(&before), &after);
        assert_eq!(changed.iter().map(|change| change.field).collect::<Vec<_>>(), [Field::Tagline]);
        assert_eq!((&changed[0].before, &changed[0].after), (&Value::from("Old"), &Value::from("New")));
        let first: Vec<_> = fields(None, &after).into_iter().map(|change| change.field).collect();
        assert_eq!(first, [Field::Name, Field::Tagline]);
    }
}
