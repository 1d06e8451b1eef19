//! How a suspension, a step of a change of owner or a publication was decided, to be judged again.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    decisions::{
        reason::{Alternative, Reason},
        receipt::{Judged, Kind, Rule},
    },
    event::Actor,
    listings::{
        clean_up::Criterion,
        event::{EndedBy, Happened},
        model::{Dossier, Listing, Version},
        policy::{ListingPolicy, OwnershipPolicy, PublishingPolicy},
        rules::{By, Facts, decide},
    },
};

pub use super::deed::Deed;

/// Decides a [`Deed`]; see [`Kind::Governance`].
#[derive(Clone, Copy, Debug)]
pub struct Governing;

/// What the judgement rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoverningInputs {
    /// As it was before.
    pub listing: Listing,
    /// The version that the deed is about, as it was before; `None` for a deed about the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// What is asked for.
    pub deed: Deed,
    /// By whom.
    pub by: By,
    /// Whether who is put in charge of a suspension can lift it.
    pub in_charge_can: bool,
    /// Whether a partner with people gets the offer.
    pub receiver_can: bool,
    /// Whether what replaces it is published.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replacement_published: bool,
    /// What the clean-up would find today.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failing: Vec<Criterion>,
    /// The numbers.
    pub policy: OwnershipPolicy,
    /// Those of publishing; `None` for a deed that asks for none of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publishing: Option<PublishingPolicy>,
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
        let listing = &inputs.listing;
        // No command reads another version than the one that it names.
        let versions = inputs.version.iter().map(|version| (version.id, version.clone())).collect();
        let dossier = Dossier { listing: listing.clone(), versions };
        let policy = ListingPolicy {
            ownership: inputs.policy.clone(),
            publishing: inputs.publishing.clone().unwrap_or_default(),
            ..ListingPolicy::default()
        };
        let facts = Facts {
            now: inputs.now,
            by: inputs.by,
            // Who it was is in the event, and decides nothing.
            actor: Actor::System,
            policy: &policy,
            case: None,
            nags: &[],
            label_taken: false,
            replacement_published: inputs.replacement_published,
            in_charge_can: inputs.in_charge_can,
            receiver_can: inputs.receiver_can,
            failing: &inputs.failing,
        };
        match decide(&dossier, inputs.deed.clone().into(), &facts).map(|decision| decision.happened) {
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
        Happened::Published { version, again, .. } => {
            let id = if *again { "publishing.was_live" } else { "publishing.review_cleared_it" };
            let rule = Reason::new(id).with("version", version).with("before", before.live);
            (rule, vec![lost("leave", "publishing.asked_for")])
        }
        Happened::Scheduled { version, due } => {
            let rule = Reason::new("publishing.review_cleared_it").with("version", version).with("due", due);
            (rule, vec![lost("publish_now", "publishing.instant_was_chosen")])
        }
        Happened::Unscheduled { version } => {
            let rule = Reason::new("publishing.off_the_schedule").with("version", version);
            (rule, vec![lost("stay_scheduled", "publishing.asked_for")])
        }
        Happened::Held { version, .. } => {
            let rule = Reason::new("publishing.name_too_alike").with("version", version);
            (rule, vec![lost("publish", "name.a_person_decides")])
        }
        Happened::Unlisted { .. } => {
            let rule = Reason::new("publishing.owner_unlists");
            (rule, vec![lost("stay_listed", "publishing.asked_for")])
        }
        Happened::Relisted => {
            let rule = Reason::new("publishing.owner_lists_again");
            (rule, vec![lost("stay_away", "publishing.asked_for")])
        }
        Happened::Deprecated { replacement } => {
            let rule = Reason::new("publishing.replaced").with("by", replacement);
            (rule, vec![lost("stay_listed", "publishing.asked_for")])
        }
        Happened::Archived => {
            let rule = Reason::new("publishing.owner_ends_it");
            (rule, vec![lost("stay", "publishing.asked_for")])
        }
        // Reviews answer for these, with receipts of their own.
        Happened::Started { .. }
        | Happened::Submitted { .. }
        | Happened::InReview { .. }
        | Happened::ChangesRequested { .. }
        | Happened::Answered { .. }
        | Happened::Approved { .. }
        | Happened::Rejected { .. }
        | Happened::Withdrawn { .. } => (Reason::new("governance.other"), Vec::new()),
    }
}

#[cfg(test)]
mod tests;
