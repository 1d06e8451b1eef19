use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::*;
use crate::{
    canonical::Digest,
    decisions::words::Words,
    decisions::{
        receipt::{About, issue},
        replay::{Mismatch, replay},
    },
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, TransferId, VersionId},
    listings::{
        model::{Frozen, Submission},
        state::{Place, Shown, VersionState},
    },
    review::{
        model::{Clearance, Cleared},
        stage::StageKind,
    },
    testing::{START, listing_id},
};

const OWNER: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(1));
const OTHER: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(2));

fn words(text: &str) -> Words {
    text.parse().expect("words")
}

fn inputs(deed: Deed, by: By) -> GoverningInputs {
    let listing = Dossier::start(listing_id("ledger-bridge"), OWNER).listing;
    let place = Place::Shown { shown: Shown::Published };
    GoverningInputs {
        listing: Listing { place, ..listing },
        version: None,
        deed,
        by,
        in_charge_can: true,
        receiver_can: true,
        replacement_published: true,
        failing: Vec::new(),
        policy: OwnershipPolicy::default(),
        publishing: None,
        now: START,
    }
}

fn suspension() -> Deed {
    Deed::Suspend {
        owner: PersonId::from_ulid(ulid::Ulid(9)),
        reason: words("It leaks."),
        way_back: words("Mend it."),
    }
}

fn about() -> About {
    About { subject: listing_id("ledger-bridge").to_string(), policy: 1, at: START }
}

#[test]
fn what_was_decided_is_judged_again_from_the_receipt() {
    let offer = Deed::Offer { transfer: TransferId::from_ulid(ulid::Ulid(1)), to: OTHER };
    for (deed, by) in [(suspension(), By::Operator), (offer, By::Partner(OWNER))] {
        let (verdict, receipt) = issue::<Governing>(about(), &inputs(deed, by));
        assert!(matches!(verdict, GoverningVerdict::Done { .. }), "{verdict:?}");
        let text = serde_json::to_string(&receipt).expect("JSON");
        let read = serde_json::from_str(&text).expect("a receipt");
        assert_eq!(replay(&read), Ok(()));
        assert!(!read.alternatives.is_empty());
    }
}

#[test]
fn a_receipt_that_says_the_operator_did_what_a_partner_did_does_not_hold() {
    let (_, mut receipt) = issue::<Governing>(about(), &inputs(suspension(), By::Operator));
    receipt.inputs["by"] = serde_json::json!(By::Partner(OWNER));
    receipt.hash = receipt.expected_hash();
    assert_eq!(replay(&receipt), Err(Mismatch::Verdict));
}

#[test]
fn every_step_of_a_change_of_owner_has_its_reason() {
    let mut stand =
        inputs(Deed::Offer { transfer: TransferId::from_ulid(ulid::Ulid(1)), to: OTHER }, By::Partner(OWNER));
    let mut reasons = Vec::new();
    let steps = [
        (None, 0),
        (Some((Deed::AcceptOffer, By::Partner(OTHER))), 1),
        (Some((Deed::VerifyOwner, By::Operator)), 2),
        (Some((Deed::ChangeOwner, By::Program)), 15),
    ];
    for (step, days) in steps {
        if let Some((deed, by)) = step {
            (stand.deed, stand.by) = (deed, by);
        }
        stand.now = START + TimeDelta::days(days);
        let judged = Governing::judge(&stand);
        let GoverningVerdict::Done { happened } = judged.verdict else { panic!("{:?}", judged.rule) };
        reasons.push(judged.rule.id);
        let mut dossier = Dossier { listing: stand.listing.clone(), versions: BTreeMap::new() };
        crate::listings::rules::apply(&mut dossier, &happened, stand.now);
        stand.listing = dossier.listing;
    }
    assert_eq!(
        reasons,
        [
            "governance.owner_offers",
            "governance.receiver_accepted",
            "governance.operator_verified",
            "governance.quarantine_is_over",
        ]
    );
    assert_eq!((stand.listing.organisation, stand.listing.former), (OTHER, Some(OWNER)));
}

fn version_id() -> VersionId {
    VersionId::from_ulid(ulid::Ulid(5))
}

/// A version of the owner that its review cleared.
fn version(state: VersionState) -> Version {
    let digest = |text| Digest::of_bytes(text);
    let frozen = Frozen { manifest: digest("manifest"), artefact: None, content: digest("content") };
    let id = SubmissionId::from_ulid(ulid::Ulid(6));
    let clearance = Clearance {
        submission: id,
        frozen: frozen.digest(),
        stages: [(StageKind::Approval, Cleared::Passed)].into(),
        at: START,
        receipt: digest("verdict"),
    };
    Version {
        id: version_id(),
        version: 3,
        listing: listing_id("ledger-bridge"),
        organisation: OWNER,
        label: "1.0.0".parse().expect("a label"),
        earlier: Vec::new(),
        submission: Submission { id, round: 1, frozen, by: None, at: START },
        state,
        asked: Vec::new(),
        clearance: Some(clearance),
        taken_away: false,
    }
}

#[test]
fn every_deed_of_publishing_is_judged_again_from_its_receipt() {
    let of = version_id();
    let at = START + TimeDelta::days(2);
    let (approved, due) = (VersionState::Approved, VersionState::Scheduled { at: START });
    let shown = |shown| Place::Shown { shown };
    let unlisted = || shown(Shown::Unlisted { link: None });
    let published = || shown(Shown::Published);
    let replacement = ListingId::from_ulid(ulid::Ulid(8));
    let submission = SubmissionId::from_ulid(ulid::Ulid(7));
    let owner = By::Partner(OWNER);
    for (deed, by, place, state, rule) in [
        (Deed::Publish { version: of }, owner, Place::Draft, approved, "publishing.review_cleared_it"),
        (Deed::Schedule { version: of, at }, owner, Place::Draft, approved, "publishing.review_cleared_it"),
        (Deed::Unschedule { version: of }, owner, Place::Draft, due, "publishing.off_the_schedule"),
        (Deed::PublishDue { version: of }, By::Program, published(), due, "publishing.review_cleared_it"),
        (Deed::RollBack { to: of }, owner, published(), VersionState::Superseded, "publishing.was_live"),
        (
            Deed::RollBack { to: of },
            By::Operator,
            published(),
            VersionState::Superseded,
            "publishing.was_live",
        ),
        (
            Deed::Hold { version: of, submission },
            By::Program,
            published(),
            approved,
            "publishing.name_too_alike",
        ),
        (Deed::Unlist { link: None }, owner, published(), approved, "publishing.owner_unlists"),
        (Deed::Relist, owner, unlisted(), approved, "publishing.owner_lists_again"),
        (Deed::Deprecate { replacement }, owner, published(), approved, "publishing.replaced"),
        (Deed::Archive, owner, unlisted(), approved, "publishing.owner_ends_it"),
    ] {
        let mut inputs = inputs(deed.clone(), by);
        inputs.listing.place = place;
        inputs.version = deed.version().map(|_| version(state));
        inputs.publishing = Some(PublishingPolicy::default());
        let (verdict, receipt) = issue::<Governing>(about(), &inputs);
        assert!(matches!(verdict, GoverningVerdict::Done { .. }), "{deed:?}: {verdict:?}");
        assert_eq!(receipt.rule.id, rule);
        assert!(!receipt.alternatives.is_empty(), "{deed:?}");
        let text = serde_json::to_string(&receipt).expect("JSON");
        assert_eq!(replay(&serde_json::from_str(&text).expect("a receipt")), Ok(()), "{deed:?}");
        // The command and the deed are one.
        assert_eq!(Deed::of(&deed.clone().into()), Some(deed));
    }
}

#[test]
fn a_receipt_of_what_no_review_cleared_says_that_it_was_refused() {
    let mut inputs = inputs(Deed::Publish { version: version_id() }, By::Partner(OWNER));
    inputs.version = Some(Version { clearance: None, ..version(VersionState::Approved) });
    let judged = Governing::judge(&inputs);
    assert!(matches!(judged.verdict, GoverningVerdict::Refused { .. }), "{:?}", judged.verdict);
}
