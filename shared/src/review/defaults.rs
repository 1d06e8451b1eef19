//! The checklists and canned replies of a program that has not written its own.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    checklist::{Checklist, Item},
    replies::CannedReply,
    stage::StageKind,
};
use crate::listings::field::Field;

/// From when on these are in force.
const FROM: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// `(id, what to look at, first day whose submissions need it)`.
type Line = (&'static str, &'static str, NaiveDate);

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

const FIRST: NaiveDate = day(2026, 1, 1);

const SECURITY: &[Line] = &[
    (
        "security.scopes",
        "Each scope is needed for what the description says, and its purpose says why.",
        FIRST,
    ),
    ("security.writes", "Whatever it writes, it says so to the customer before it does.", FIRST),
    ("security.storage", "What is stored, where and for how long agrees with the privacy policy.", FIRST),
    ("security.destinations", "Every host that it sends to is known, and no data goes anywhere else.", FIRST),
    ("security.subprocessors", "Subprocessors are named with what they do and where.", FIRST),
    ("security.contact", "Somebody answers at the security contact.", FIRST),
    (
        "security.deletion",
        "After uninstalling, data is deleted within the retention that it declares.",
        day(2027, 1, 1),
    ),
];

const EDITORIAL: &[Line] = &[
    ("editorial.name", "The name is its own: no other app's, no brand of somebody else.", FIRST),
    ("editorial.tagline", "The tagline says what it does, without superlatives.", FIRST),
    ("editorial.description", "The description says for whom it is, what it does and what it needs.", FIRST),
    (
        "editorial.pictures",
        "Pictures show the app as it is now, and each has words for who cannot see it.",
        FIRST,
    ),
    ("editorial.category", "The main category is where a customer would look for it.", FIRST),
    ("editorial.prices", "Prices and trial agree with the partner's own site.", FIRST),
];

const APPROVAL: &[Line] =
    &[("approval.answers", "Everything that earlier rounds asked for is answered.", FIRST)];

const REPLIES: &[(&str, Option<Field>, &str)] = &[
    (
        "scopes.purpose",
        Some(Field::Manifest),
        "Please say for each scope which part of the app needs it. A customer reads this before they agree.",
    ),
    (
        "scopes.too_many",
        Some(Field::Manifest),
        "The app asks for more than the description says it does. Leave out what it does not need, or say what it is for.",
    ),
    (
        "data.retention",
        Some(Field::Data),
        "The manifest and the section on data say different things about how long data is kept. Please make them one.",
    ),
    (
        "description.unclear",
        Some(Field::Description),
        "Please begin with what the app does and for whom, in two sentences that somebody new understands.",
    ),
    (
        "tagline.superlatives",
        Some(Field::Tagline),
        "Please say what the app does in place of how good it is.",
    ),
    (
        "screenshots.outdated",
        Some(Field::Screenshots),
        "These pictures do not show the version that you submitted. Please take new ones.",
    ),
    (
        "screenshots.alt",
        Some(Field::Screenshots),
        "Please describe in words what each picture shows: who cannot see it has only these.",
    ),
    (
        "name.too_alike",
        Some(Field::Name),
        "The name is too like {other}. Please choose one that nobody takes for it.",
    ),
    (
        "pricing.differs",
        Some(Field::Pricing),
        "The prices differ from those on your own site. Please make them agree.",
    ),
    ("greeting.thanks", None, "Thank you for {name} {version}. This is what we found."),
];

/// Its checklists, one for each stage that needs a person.
pub fn checklists() -> Vec<Checklist> {
    let list = |stage, lines: &[Line]| {
        let item = |(id, text, needed_since): &Line| Item {
            id: (*id).to_owned(),
            text: (*text).to_owned(),
            needed_since: *needed_since,
        };
        Checklist { stage, version: 1, from: FROM, items: lines.iter().map(item).collect() }
    };
    vec![
        list(StageKind::SecurityReview, SECURITY),
        list(StageKind::EditorialReview, EDITORIAL),
        list(StageKind::Approval, APPROVAL),
    ]
}

/// Its canned replies.
pub fn replies() -> Vec<CannedReply> {
    let reply = |(id, field, text): &(&str, Option<Field>, &str)| CannedReply {
        id: (*id).to_owned(),
        field: *field,
        text: (*text).to_owned(),
    };
    REPLIES.iter().map(reply).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::review::{
        checklist::in_force,
        replies::{Piece, assemble},
    };

    #[test]
    fn items_and_replies_have_ids_of_their_own() {
        let lists = checklists();
        let items: Vec<_> = lists.iter().flat_map(|list| &list.items).map(|item| &item.id).collect();
        assert_eq!(items.iter().collect::<BTreeSet<_>>().len(), items.len());
        let ids: BTreeSet<_> = replies().into_iter().map(|reply| reply.id).collect();
        assert_eq!(ids.len(), replies().len());
    }

    #[test]
    fn an_item_that_is_announced_hinders_no_submission_before_its_day() {
        let pinned = in_force(&checklists(), crate::testing::START);
        let security = pinned.iter().find(|pinned| pinned.stage == StageKind::SecurityReview).expect("there");
        assert_eq!(security.announced, ["security.deletion"]);
        assert_eq!(security.needed.len(), SECURITY.len() - 1);
    }

    #[test]
    fn every_reply_can_be_filled() {
        let values = ["name", "version", "other"].map(|name| (name.to_owned(), "x".to_owned()));
        let pieces: Vec<_> = replies().into_iter().map(Piece::Canned).collect();
        let message = assemble(&pieces, &BTreeMap::from(values)).expect("filled");
        assert_eq!(message.requests.len(), replies().iter().filter(|reply| reply.field.is_some()).count());
    }
}
