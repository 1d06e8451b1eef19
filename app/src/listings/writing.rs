//! What stands in a draft on a page, against what the server has of it: all that is decided without a page.

use std::collections::BTreeMap;

use serde_json::Value;
use shared::{
    canonical::canonical,
    listings::{
        api::{ConflictView, FieldView},
        draft::Edit,
        field::{Field, MAX_FIELD_BYTES, is_larger_than},
    },
};

/// As typed.
pub type Values = BTreeMap<Field, Value>;
/// Of each field, the writing on which what is typed is based.
pub type Known = BTreeMap<Field, FieldView>;
/// What somebody has to choose about.
pub type Held = BTreeMap<Field, ConflictView>;

/// Most bytes of the values of one request: the server reads no body over 1 MiB.
const MOST_AT_ONCE: usize = 3 * MAX_FIELD_BYTES;

/// What this device keeps of a field that the server does not have.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Left {
    value: Value,
    /// The writing that one saw.
    based_on: u64,
}

/// What this device keeps of a draft.
pub type Kept = BTreeMap<Field, Left>;

/// Whether the server takes no value of this size.
pub fn is_too_large(value: &Value) -> bool {
    is_larger_than(value, MAX_FIELD_BYTES)
}

fn there(known: &Known, field: Field) -> &Value {
    known.get(&field).map_or(&Value::Null, |view| &view.value)
}

/// Fields whose value is another than that of the server.
fn changed<'v>(values: &'v Values, known: &'v Known) -> impl Iterator<Item = (Field, &'v Value)> {
    let differs = move |(field, value): &(Field, &'v Value)| there(known, *field) != *value;
    values.iter().map(|(field, value)| (*field, value)).filter(differs)
}

/// What the server does not have and would take, as much as one request brings. What has another shape than
/// its field, or is too large, hinders nothing else.
pub fn open(values: &Values, known: &Known, held: &Held) -> Vec<Edit> {
    let mut room = MOST_AT_ONCE;
    let mut edits = Vec::new();
    for (field, value) in changed(values, known) {
        if held.contains_key(&field) || is_too_large(value) || field.check(value).is_err() {
            continue;
        }
        let Some(left) = room.checked_sub(canonical(value).len()) else { continue };
        room = left;
        let based_on = known.get(&field).map_or(0, |view| view.revision);
        edits.push(Edit { field, based_on, value: value.clone() });
    }
    edits
}

/// Fields that are not sent because the server would not take so much.
pub fn too_large(values: &Values, known: &Known) -> Vec<Field> {
    changed(values, known).filter(|(_, value)| is_too_large(value)).map(|(field, _)| field).collect()
}

/// What the server does not have, held back or not.
pub fn left(values: &Values, known: &Known) -> Kept {
    let left = |(field, value): (Field, &Value)| {
        let based_on = known.get(&field).map_or(0, |view| view.revision);
        (field, Left { value: value.clone(), based_on })
    };
    changed(values, known).map(left).collect()
}

/// Puts what an earlier visit left over what the server has. It stays based on what stood there then: the
/// server says when that is not the last writing.
pub fn restore(values: &mut Values, known: &mut Known, left: Kept) {
    for (field, Left { value, based_on }) in left {
        if let Some(view) = known.get_mut(&field).filter(|view| view.value != value) {
            view.revision = based_on;
        }
        values.insert(field, value);
    }
}

/// The part for which every device has room.
pub fn small(left: &Kept) -> Kept {
    let fits = left.iter().filter(|(_, left)| !is_too_large(&left.value));
    fits.map(|(field, left)| (*field, left.clone())).collect()
}

/// Takes over the draft as the server has it after a write of the fields `sent`, of which those in `held`
/// were not written.
///
/// What was typed and not sent stays based on the writing that was seen: were it based on the new one, the
/// next write would go over it unseen.
pub fn take(values: &mut Values, known: &mut Known, draft: &Known, held: &Held, sent: &[Field]) {
    for (field, view) in draft.iter().filter(|(field, _)| !held.contains_key(field)) {
        let own = values.get(field).unwrap_or(&Value::Null);
        let untouched = own == there(known, *field);
        // Somebody else's fields come in by themselves, unless one is writing there.
        if untouched && !sent.contains(field) && own != &view.value {
            values.insert(*field, view.value.clone());
        }
        let own = values.get(field).unwrap_or(&Value::Null);
        if sent.contains(field) || untouched || own == &view.value {
            known.insert(*field, view.clone());
        }
    }
}

/// Goes on from somebody else's writing of a field, with what is typed or with theirs.
pub fn choose(values: &mut Values, known: &mut Known, field: Field, theirs: Option<FieldView>, yours: bool) {
    if !yours {
        values.insert(field, theirs.as_ref().map_or(Value::Null, |theirs| theirs.value.clone()));
    }
    match theirs {
        Some(theirs) => known.insert(field, theirs),
        None => known.remove(&field),
    };
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared::{
        ids::{ListingId, OrganisationId, PersonId},
        listings::{
            draft::{Draft, Facts, merge},
            policy::DraftPolicy,
        },
        manifest::{self, catalogue::Catalogue, policy::LintPolicy, rule::Rule, source::Format},
        testing::START,
    };

    use super::*;

    /// A server with one draft, and pages that write on it.
    struct Server(Draft);

    #[derive(Clone, Default)]
    struct Page {
        values: Values,
        known: Known,
        held: Held,
    }

    impl Server {
        fn new() -> Self {
            Self(Draft::start(ListingId::from_ulid(ulid::Ulid(1))))
        }

        fn view(&self) -> Known {
            let view = |(field, written): (&Field, &shared::listings::draft::Written)| {
                let (value, revision) = (written.value.clone(), written.revision);
                (*field, FieldView { value, revision, by: None, at: written.at })
            };
            self.0.fields.iter().map(view).collect()
        }

        fn page(&self) -> Page {
            let known = self.view();
            let values = known.iter().map(|(field, view)| (*field, view.value.clone())).collect();
            Page { values, known, held: Held::new() }
        }

        /// Merges edits, and gives what of them was held back.
        fn write(&mut self, edits: &[Edit]) -> Held {
            let facts = Facts {
                now: START,
                by: Some(PersonId::from_ulid(ulid::Ulid(1))),
                actor: shared::event::Actor::System,
                organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
                archived: false,
                policy: &DraftPolicy::default(),
            };
            let before = self.view();
            let merged = merge(&self.0, edits, &facts).expect("the batch is taken");
            self.0 = merged.next;
            let held = merged.conflicts.into_iter().map(|conflict| {
                let theirs = before.get(&conflict.field).cloned();
                (conflict.field, ConflictView { field: conflict.field, theirs, yours: conflict.yours })
            });
            held.collect()
        }
    }

    impl Page {
        fn type_in(&mut self, field: Field, text: &str) {
            self.values.insert(field, json!(text));
        }

        fn open(&self) -> Vec<Edit> {
            open(&self.values, &self.known, &self.held)
        }

        /// Sends what is open; `meanwhile` is typed before the answer is there.
        fn send(&mut self, server: &mut Server, meanwhile: &[(Field, &str)]) {
            let edits = self.open();
            let held = server.write(&edits);
            for (field, text) in meanwhile {
                self.type_in(*field, text);
            }
            let sent: Vec<_> = edits.iter().map(|edit| edit.field).collect();
            take(&mut self.values, &mut self.known, &server.view(), &held, &sent);
            self.held.extend(held);
        }

        fn text(&self, field: Field) -> Option<&str> {
            self.values.get(&field)?.as_str()
        }
    }

    fn text(bytes: usize) -> String {
        "x".repeat(bytes)
    }

    #[test]
    fn what_is_typed_while_a_request_is_under_way_does_not_overwrite_what_another_wrote() {
        let mut server = Server::new();
        let (mut anna, mut ben) = (server.page(), server.page());
        ben.type_in(Field::Tagline, "Ben's line");
        ben.send(&mut server, &[]);
        // Her reply brings Ben's line while she writes one herself.
        anna.type_in(Field::Name, "Ledger Bridge");
        anna.send(&mut server, &[(Field::Tagline, "Anna's line")]);
        anna.send(&mut server, &[]);
        assert_eq!(server.view()[&Field::Tagline].value, "Ben's line", "it was overwritten unseen");
        let held = &anna.held[&Field::Tagline];
        assert_eq!(
            (&held.theirs.as_ref().expect("Ben's").value, &held.yours),
            (&json!("Ben's line"), &json!("Anna's line"))
        );
        // She chooses her own.
        let theirs = anna.held.remove(&Field::Tagline).and_then(|held| held.theirs);
        choose(&mut anna.values, &mut anna.known, Field::Tagline, theirs, true);
        anna.send(&mut server, &[]);
        assert_eq!(server.view()[&Field::Tagline].value, "Anna's line");
    }

    #[test]
    fn what_is_typed_on_in_the_field_that_was_sent_is_based_on_it() {
        let mut server = Server::new();
        let mut anna = server.page();
        anna.type_in(Field::Name, "Ledger");
        anna.send(&mut server, &[(Field::Name, "Ledger Bridge")]);
        assert_eq!(anna.text(Field::Name), Some("Ledger Bridge"));
        anna.send(&mut server, &[]);
        assert!(anna.held.is_empty() && anna.open().is_empty());
        assert_eq!(server.view()[&Field::Name].value, "Ledger Bridge");
    }

    #[test]
    fn a_value_that_cannot_be_sent_yet_is_not_based_on_what_came_meanwhile() {
        let mut server = Server::new();
        let (mut anna, mut ben) = (server.page(), server.page());
        anna.values.insert(Field::TrialDays, json!("fourteen"));
        ben.values.insert(Field::TrialDays, json!(7));
        ben.send(&mut server, &[]);
        anna.type_in(Field::Name, "Ledger");
        anna.send(&mut server, &[]);
        anna.values.insert(Field::TrialDays, json!(14));
        anna.send(&mut server, &[]);
        assert_eq!(server.view()[&Field::TrialDays].value, json!(7));
        assert!(anna.held.contains_key(&Field::TrialDays));
    }

    #[test]
    fn fields_that_nobody_writes_on_here_come_in_by_themselves() {
        let mut server = Server::new();
        let (mut anna, mut ben) = (server.page(), server.page());
        ben.type_in(Field::Tagline, "Ben's line");
        ben.type_in(Field::Video, "https://v.example");
        ben.send(&mut server, &[]);
        anna.type_in(Field::Name, "Ledger");
        // The same words as Ben's: there is nothing to choose.
        anna.send(&mut server, &[(Field::Video, "https://v.example")]);
        assert_eq!(anna.text(Field::Tagline), Some("Ben's line"));
        anna.type_in(Field::Tagline, "After his");
        anna.type_in(Field::Video, "https://w.example");
        anna.send(&mut server, &[]);
        assert!(anna.held.is_empty());
        assert_eq!(server.view()[&Field::Tagline].value, "After his");
    }

    #[test]
    fn a_choice_that_is_open_stays_one_whatever_else_is_sent() {
        let mut server = Server::new();
        let (mut anna, mut ben) = (server.page(), server.page());
        ben.type_in(Field::Name, "Ben's");
        anna.type_in(Field::Name, "Anna's");
        ben.send(&mut server, &[]);
        anna.send(&mut server, &[]);
        anna.type_in(Field::Video, "https://v.example");
        anna.send(&mut server, &[]);
        assert_eq!((anna.text(Field::Name), anna.open().len()), (Some("Anna's"), 0));
        // After a reload the choice comes again.
        let mut reloaded = server.page();
        restore(&mut reloaded.values, &mut reloaded.known, left(&anna.values, &anna.known));
        reloaded.send(&mut server, &[]);
        assert!(reloaded.held.contains_key(&Field::Name));
        let theirs = reloaded.held.remove(&Field::Name).and_then(|held| held.theirs);
        choose(&mut reloaded.values, &mut reloaded.known, Field::Name, theirs, false);
        assert_eq!((reloaded.text(Field::Name), reloaded.open().len()), (Some("Ben's"), 0));
    }

    #[test]
    fn what_an_earlier_visit_left_and_the_server_has_is_no_choice() {
        let mut server = Server::new();
        let mut page = server.page();
        page.type_in(Field::Name, "Ledger");
        let left = left(&page.values, &page.known);
        // The answer is lost, and so is the page.
        server.write(&page.open());
        let mut page = server.page();
        restore(&mut page.values, &mut page.known, left);
        assert!(page.open().is_empty());
        page.type_in(Field::Name, "Ledger Bridge");
        page.send(&mut server, &[]);
        assert!(page.held.is_empty());
        assert_eq!(server.view()[&Field::Name].value, "Ledger Bridge");
    }

    #[test]
    fn their_writing_that_is_gone_can_be_chosen_against() {
        let mut page = Server::new().page();
        page.type_in(Field::Name, "Mine");
        choose(&mut page.values, &mut page.known, Field::Name, None, true);
        assert_eq!(page.open()[0].based_on, 0);
        choose(&mut page.values, &mut page.known, Field::Name, None, false);
        assert!(page.open().is_empty());
    }

    #[test]
    fn a_field_that_is_too_large_keeps_no_other_from_being_sent_and_nothing_of_it_is_lost() {
        let mut server = Server::new();
        let mut page = server.page();
        let paste = "# everything\n".repeat(5 * 1024 * 1024 / 13);
        page.type_in(Field::Manifest, &paste);
        page.type_in(Field::Tagline, "In step");
        page.values.insert(Field::TrialDays, json!("many"));
        assert_eq!(page.open().iter().map(|edit| edit.field).collect::<Vec<_>>(), [Field::Tagline]);
        page.send(&mut server, &[]);
        assert_eq!(server.view()[&Field::Tagline].value, "In step");
        assert_eq!(too_large(&page.values, &page.known), [Field::Manifest]);
        assert_eq!(page.text(Field::Manifest), Some(paste.as_str()));
        let kept = left(&page.values, &page.known);
        assert_eq!(kept[&Field::Manifest].value, paste);
        assert_eq!(small(&kept).keys().collect::<Vec<_>>(), [&Field::TrialDays]);
        let facts = manifest::Facts { today: START.date_naive(), approved: None };
        let report =
            manifest::lint(&paste, Format::Toml, &Catalogue::default(), &LintPolicy::default(), &facts);
        assert!(report.findings.iter().any(|finding| finding.rule == Rule::DocumentTooLarge));
        // Shortened, it goes.
        page.type_in(Field::Manifest, &text(MAX_FIELD_BYTES - 2));
        page.send(&mut server, &[]);
        assert!(too_large(&page.values, &page.known).is_empty() && page.open().is_empty());
    }

    #[test]
    fn what_one_request_does_not_bring_goes_with_the_next() {
        let mut server = Server::new();
        let mut page = server.page();
        let fields = [Field::Name, Field::Tagline, Field::Description, Field::Video, Field::Manifest];
        for field in fields {
            page.type_in(field, &text(MAX_FIELD_BYTES - 2));
        }
        let mut requests = 0;
        while !page.open().is_empty() {
            let edits = serde_json::to_string(&page.open()).expect("JSON");
            assert!(edits.len() < 1 << 20, "{}", edits.len());
            page.send(&mut server, &[]);
            requests += 1;
        }
        assert_eq!((requests, server.0.fields.len()), (2, fields.len()));
    }
}
