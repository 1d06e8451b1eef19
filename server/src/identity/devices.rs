//! Browsers that have signed a person in before: whoever guesses elsewhere does not slow them down.
//!
//! A browser holds a list of `<person>~<proof>`, the newest first; the proof is a hash under a secret of
//! the server, so nothing has to be stored and nothing can be made up.

use shared::ids::PersonId;

use super::visitor::Visitor;
use crate::services::Services;

/// People that a browser is remembered for.
const MOST: usize = 8;

/// The cookie of this browser with the person in it.
pub(super) fn remembered(services: &Services, visitor: &Visitor, person: PersonId) -> String {
    let own = format!("{}~{}", person.ulid(), services.identity.device_proof(person));
    let others = visitor.known_devices.iter().flat_map(|value| value.split('.'));
    let others = others.filter(|entry| !entry.starts_with(&person.ulid().to_string()) && entry.len() < 200);
    let entries: Vec<String> = std::iter::once(own).chain(others.map(str::to_owned)).take(MOST).collect();
    services.identity.cookies.devices(&entries.join("."))
}

/// Whether the browser has signed the person in before.
pub(super) fn knows(services: &Services, visitor: &Visitor, person: PersonId) -> bool {
    let proof = services.identity.device_proof(person);
    let entries = visitor.known_devices.iter().flat_map(|value| value.split('.'));
    entries.filter_map(|entry| entry.split_once('~')).any(|(id, shown)| {
        let same = shown.len() == proof.len()
            && shown.bytes().zip(proof.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0;
        id == person.ulid().to_string() && same
    })
}
