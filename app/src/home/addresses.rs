//! Where each thing that waits is done.

use shared::home::model::{Kind, Side, What};

use crate::{certification, listings, review, workspace::Area};

/// Submissions that nobody is at, in the queue.
const FREE: &str = "/reviews?held=free";
/// Those that are the reader's.
const MINE: &str = "/reviews?held=mine";
/// Those that wait for the last word.
const APPROVAL: &str = "/reviews?stage=approval";

/// The page on which one thing is done.
pub fn of(what: &What) -> String {
    match what {
        What::ChangesRequested { listing, .. }
        | What::TakenAway { listing }
        | What::CleanUpNotice { listing, .. }
        | What::Handover { listing, side: Side::Gives, .. }
        | What::ToPublish { listing, .. }
        | What::DraftReady { listing }
        | What::Scheduled { listing, .. }
        | What::InReview { listing, .. } => listings::versions_href(*listing),
        What::DraftLacks { listing, .. } => listings::href(*listing),
        What::EvidenceAsked { listing, .. }
        | What::Remediation { listing, .. }
        | What::RenewalOpen { listing, .. } => listings::certification_href(*listing),
        What::Handover { side: Side::Gets, .. } => Area::Listings.path().to_owned(),
        What::CaseHeld { submission, .. }
        | What::CaseEscalated { submission, .. }
        | What::SecondApproval { submission, .. }
        | What::NameHeld { submission, .. } => review::href(*submission),
        What::CasesFree { .. } => FREE.to_owned(),
        What::Appeal { .. } => Area::CleanUp.path().to_owned(),
        What::ToCertify { certification, .. } => certification::href(*certification),
        What::ToVerify { listing } | What::Suspended { listing, .. } => listings::governance::href(*listing),
        What::Invitations { .. } => Area::Members.path().to_owned(),
    }
}

/// The page that lists all of a kind.
pub const fn of_all(kind: Kind) -> &'static str {
    match kind {
        Kind::ChangesRequested
        | Kind::TakenAway
        | Kind::CleanUpNotice
        | Kind::EvidenceAsked
        | Kind::Remediation
        | Kind::RenewalOpen
        | Kind::OfferToUs
        | Kind::Handover
        | Kind::ToPublish
        | Kind::DraftReady
        | Kind::DraftLacks
        | Kind::Scheduled
        | Kind::InReview => Area::Listings.path(),
        Kind::CaseHeld | Kind::CaseEscalated => MINE,
        Kind::SecondApproval => APPROVAL,
        Kind::NameHeld | Kind::CasesFree => FREE,
        Kind::Appeal => Area::CleanUp.path(),
        Kind::ToCertify => Area::Certifications.path(),
        Kind::ToVerify | Kind::Suspended => Area::Governance.path(),
        Kind::Invitations => Area::Members.path(),
    }
}
