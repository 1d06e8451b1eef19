//! How a suspension or a step of a change of owner was decided, to be judged again.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    decisions::{
        reason::{Alternative, Reason},
        receipt::{Judged, Kind, Rule},
        words::Words,
    },
    event::Actor,
    ids::{OrganisationId, PersonId, TransferId},
    listings::{
        event::{EndedBy, Happened},
        model::{Dossier, Listing},
        policy::{ListingPolicy, OwnershipPolicy},
        rules::{By, Command, Facts, decide},
    },
};

/// Decides a [`Deed`]; see [`Kind::Governance`].
#[derive(Clone, Copy, Debug)]
pub struct Governing;

/// What is done about a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Deed {
    /// The operator takes it away for a while.
    Suspend {
        /// Who is in charge.
        owner: PersonId,
        /// Why.
        reason: Words,
        /// What has to happen so that it is lifted.
        way_back: Words,
    },
    /// The operator brings it back.
    Lift,
    /// The partner offers it to another one.
    Offer {
        /// A new id.
        transfer: TransferId,
        /// To whom.
        to: OrganisationId,
    },
    /// Somebody takes the offer back, declines it, or stops the change.
    EndOffer,
    /// The other partner accepts.
    AcceptOffer,
    /// The operator verified the new owner.
    VerifyOwner,
    /// The program changes the owner.
    ChangeOwner,
}

impl From<Deed> for Command {
    fn from(deed: Deed) -> Self {
        match deed {
            Deed::Suspend { owner, reason, way_back } => Self::Suspend { owner, reason, way_back },
            Deed::Lift => Self::Lift,
            Deed::Offer { transfer, to } => Self::Offer { transfer, to },
            Deed::EndOffer => Self::EndOffer,
            Deed::AcceptOffer => Self::AcceptOffer,
            Deed::VerifyOwner => Self::VerifyOwner,
            Deed::ChangeOwner => Self::ChangeOwner,
        }
    }
}

/// What the judgement rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoverningInputs {
    /// As it was before.
    pub listing: Listing,
    /// What is asked for.
    pub deed: Deed,
    /// By whom.
    pub by: By,
    /// Whether who is put in charge of a suspension can lift it.
    pub in_charge_can: bool,
    /// Whether a partner with people gets the offer.
    pub receiver_can: bool,
    /// The numbers.
    pub policy: OwnershipPolicy,
    /// The instant.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub now: DateTime<Utc>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum GoverningVerdict {
    /// It is done.
    Done {
        /// What happened.
        happened: Box<Happened>,
    },
    /// It says so already.
    Nothing,
    /// It is refused.
    Refused {
        /// Why.
        why: String,
    },
}

impl Rule for Governing {
    const KIND: Kind = Kind::Governance;
    type Inputs = GoverningInputs;
    type Verdict = GoverningVerdict;

    fn judge(inputs: &GoverningInputs) -> Judged<GoverningVerdict> {
        let GoverningInputs { listing, deed, by, in_charge_can, receiver_can, policy, now } = inputs;
        // None of these commands reads a version.
        let dossier = Dossier { listing: listing.clone(), versions: BTreeMap::new() };
        let policy = ListingPolicy { ownership: policy.clone(), ..ListingPolicy::default() };
        let facts = Facts {
            now: *now,
            by: *by,
            // Who it was is in the event, and decides nothing.
            actor: Actor::System,
            policy: &policy,
            case: None,
            nags: &[],
            label_taken: false,
            replacement_published: false,
            in_charge_can: *in_charge_can,
            receiver_can: *receiver_can,
            failing: &[],
        };
        match decide(&dossier, deed.clone().into(), &facts).map(|decision| decision.happened) {
            Ok(Some(happened)) => {
                let (rule, alternatives) = explained(&happened, listing);
                Judged {
                    verdict: GoverningVerdict::Done { happened: Box::new(happened) },
                    rule,
                    alternatives,
                }
            }
            Ok(None) => {
                let rule = Reason::new("governance.said_already");
                Judged { verdict: GoverningVerdict::Nothing, rule, alternatives: Vec::new() }
            }
            Err(rejection) => {
                let why = rejection.to_string();
                let rule = Reason::new("governance.refused").with("why", &why);
                Judged { verdict: GoverningVerdict::Refused { why }, rule, alternatives: Vec::new() }
            }
        }
    }
}

/// What decided it, and what else could have become of the listing.
fn explained(happened: &Happened, before: &Listing) -> (Reason, Vec<Alternative>) {
    let lost = |verdict, id| Alternative::new(verdict, Reason::new(id));
    match happened {
        Happened::Suspended { suspension } => {
            let rule = Reason::new("governance.incident").with("reason", &suspension.reason);
            (rule, vec![lost("leave", "governance.operator_reports_an_incident")])
        }
        Happened::Lifted => {
            let rule = Reason::new("governance.way_back_was_gone");
            (rule, vec![lost("stay_suspended", "governance.operator_says_it_is_mended")])
        }
        Happened::Offered { transfer } => {
            let rule = Reason::new("governance.owner_offers").with("until", transfer.expires_at);
            (rule, vec![lost("change_at_once", "governance.receiver_has_to_accept")])
        }
        Happened::OfferEnded { by, .. } => {
            let id = match by {
                EndedBy::Owner => "governance.owner_took_it_back",
                EndedBy::Receiver => "governance.receiver_declined",
                EndedBy::Operator => "governance.operator_stopped_it",
            };
            (Reason::new(id), vec![lost("go_on", id)])
        }
        Happened::Accepted { quarantine_until, .. } => {
            let rule = Reason::new("governance.receiver_accepted").with("quarantine_until", quarantine_until);
            (rule, vec![lost("change_at_once", "governance.customers_are_told_first")])
        }
        Happened::Verified { .. } => {
            let rule = Reason::new("governance.operator_verified");
            (rule, vec![lost("stop", "governance.operator_found_nothing_against_it")])
        }
        Happened::OwnerChanged { .. } => {
            let accepted = before.transfer.as_ref().and_then(|transfer| transfer.accepted.as_ref());
            let until = accepted.map(|accepted| accepted.quarantine_until);
            let rule = Reason::new("governance.quarantine_is_over").with("since", until);
            (
                rule,
                vec![
                    lost("wait", "governance.quarantine_is_over"),
                    lost("stop", "governance.operator_verified"),
                ],
            )
        }
        // A deed of governance makes nothing else happen.
        _ => (Reason::new("governance.other"), Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        decisions::{
            receipt::{About, issue},
            replay::{Mismatch, replay},
        },
        listings::state::{Place, Shown},
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
            deed,
            by,
            in_charge_can: true,
            receiver_can: true,
            policy: OwnershipPolicy::default(),
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
        let mut stand = inputs(
            Deed::Offer { transfer: TransferId::from_ulid(ulid::Ulid(1)), to: OTHER },
            By::Partner(OWNER),
        );
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
}
