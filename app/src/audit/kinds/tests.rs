use std::collections::BTreeSet;

use shared::{
    certification, editorial, identity, listings, marketplace, organisations, partners, sandbox, sign_on,
};

use super::*;

#[test]
fn every_kind_that_is_written_has_words() {
    let written = [
        organisations::event::CREATED,
        organisations::event::UPDATED,
        organisations::event::TRANSFERRED,
        organisations::event::INVITED,
        organisations::event::INVITATION_WITHDRAWN,
        organisations::event::JOINED,
        organisations::event::ROLE_CHANGED,
        organisations::event::REMOVED,
        organisations::event::LEFT,
        organisations::event::ROLE_CREATED,
        organisations::event::ROLE_UPDATED,
        organisations::event::ROLE_REMOVED,
        organisations::event::DOMAIN_CLAIMED,
        organisations::event::DOMAIN_VERIFIED,
        organisations::event::DOMAIN_RELEASED,
        identity::event::KEY_MADE,
        identity::event::KEY_ROTATED,
        identity::event::KEY_REVOKED,
        sign_on::event::CONNECTED,
        sign_on::event::CHANGED,
        sign_on::event::DISCONNECTED,
        listings::event::STARTED,
        listings::event::DRAFT_EDITED,
        certification::event::REQUESTED,
        certification::event::CANCELLED,
        certification::event::MORE_ASKED,
        certification::event::GRANTED,
        certification::event::RENEWED,
        certification::event::REFUSED,
        certification::event::WITHDRAWN,
        certification::event::RENEWAL_OPENED,
        certification::event::ENDS_SOON,
        certification::event::REMEDIATION_BEGAN,
        certification::event::LAPSES_SOON,
        certification::event::LAPSED,
        listings::clean_up::rules::NOTICED,
        listings::clean_up::rules::CLEARED,
        listings::clean_up::rules::UNLISTED,
        listings::clean_up::rules::APPEALED,
        listings::clean_up::rules::APPEAL_GRANTED,
        listings::clean_up::rules::APPEAL_REFUSED,
        marketplace::event::PUBLISHED,
        marketplace::event::UPDATED,
        marketplace::event::COLLECTION_CREATED,
        marketplace::event::TERM_ADDED,
        editorial::event::COLLECTION_RENAMED,
        editorial::event::COLLECTION_ARRANGED,
        editorial::event::COLLECTION_PUBLISHED,
        editorial::event::COLLECTION_UNPUBLISHED,
        editorial::event::COLLECTION_ARCHIVED,
        editorial::event::COLLECTION_SHOWN,
        editorial::event::COLLECTION_HIDDEN,
        editorial::event::PICK_MADE,
        editorial::event::PICK_CHANGED,
        editorial::event::PICK_ENDED,
        editorial::event::SLOT_PLACED,
        editorial::event::SLOT_CHANGED,
        editorial::event::SLOT_CLEARED,
        editorial::event::CATEGORY_CREATED,
        editorial::event::CATEGORY_RENAMED,
        editorial::event::CATEGORY_REORDERED,
        editorial::event::CATEGORY_MERGED,
        editorial::event::CATEGORY_RETIRED,
        partners::event::REGISTERED,
        partners::event::UPDATED,
        sandbox::event::CREATED,
        sandbox::event::RESET,
        sandbox::event::TARGET_CHANGED,
        sandbox::event::SECRET_REPLACED,
        sandbox::event::RENEWED,
        sandbox::event::EXTENDED,
        sandbox::event::EXPIRED,
        sandbox::event::DELETED,
    ];
    for written in written {
        assert!(kind(written).is_some(), "{written}");
    }
}

#[test]
fn kinds_are_unique_and_of_a_known_slice() {
    let kinds: BTreeSet<_> = all().map(|known| known.kind).collect();
    assert_eq!(kinds.len(), all().count());
    let slices: Vec<_> = SLICES.iter().map(|known| known.slice).collect();
    for kind in kinds {
        assert!(kind.split_once('.').is_some_and(|(slice, _)| slices.contains(&slice)), "{kind}");
    }
}

#[test]
fn names_are_unique_in_each_language() {
    let english: BTreeSet<_> = all().map(|known| known.english.0).collect();
    let german: BTreeSet<_> = all().map(|known| known.german.0).collect();
    assert_eq!((english.len(), german.len()), (all().count(), all().count()));
}
