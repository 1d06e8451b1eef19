//! What can wait for a person, and for whom each of it waits.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{CertificationId, ListingId, SubmissionId},
    listings::{clean_up::Criterion, model::Label},
    marketplace::model::{BadgeKind, Level},
    organisations::{model::Seat, permission::Permission},
    review::{queue::Place, stage::StageKind},
};

/// Something that waits for a person, or goes on by itself and is good to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    pub what: What,
    /// What the app is called; `None` for several things at once.
    pub name: Option<String>,
    /// Whose it is, or with whom it is shared; `None` for one's own, and for who is gone.
    pub whose: Option<String>,
    /// Since when it waits; `None` where that is not known.
    pub since: Option<DateTime<Utc>>,
    /// The first instant at which it is too late, or at which it happens by itself.
    pub until: Option<DateTime<Utc>>,
}

/// What it is, with the numbers that a sentence about it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum What {
    /// A review asks the partner to change something. With nothing asked, its findings say what.
    ChangesRequested { listing: ListingId, label: Label, asked: usize, answered: usize },
    /// The operator took an app of the partner away.
    TakenAway { listing: ListingId },
    /// The clean-up will unlist an app of the partner, for these reasons.
    CleanUpNotice { listing: ListingId, named: Vec<Criterion> },
    /// A reviewer asks for more about a request for a certification.
    EvidenceAsked { listing: ListingId, competency: BadgeKind },
    /// A certification has ended; it lapses unless it is renewed.
    Remediation { listing: ListingId, competency: BadgeKind },
    /// A certification can be renewed.
    RenewalOpen { listing: ListingId, competency: BadgeKind },
    /// A listing goes to another partner.
    Handover { listing: ListingId, side: Side, step: Step },
    /// A version was approved and is not published.
    ToPublish { listing: ListingId, label: Label },
    /// A draft lacks nothing and is not submitted.
    DraftReady { listing: ListingId },
    /// A draft lacks so many required things.
    DraftLacks { listing: ListingId, missing: usize },
    /// A version is published at an instant.
    Scheduled { listing: ListingId, label: Label },
    /// A version is in review.
    InReview {
        listing: ListingId,
        label: Label,
        /// The stage that holds it; `None` when that is not known.
        stage: Option<StageKind>,
        /// Its place in the queue; `None` when that is not known.
        place: Option<Place>,
    },
    /// The reader has claimed a submission.
    CaseHeld { submission: SubmissionId, label: Label },
    /// A submission was given to the reader to decide.
    CaseEscalated { submission: SubmissionId, label: Label },
    /// Somebody approved a submission, and another one has to.
    SecondApproval { submission: SubmissionId, label: Label },
    /// The name of an app is too like another one.
    NameHeld { submission: SubmissionId, label: Label },
    /// Submissions that nobody is at.
    CasesFree { count: usize },
    /// A partner appeals against a notice of the clean-up.
    Appeal { listing: ListingId },
    /// A partner asks for a certification.
    ToCertify { certification: CertificationId, competency: BadgeKind, level: Level },
    /// Who takes a listing over has to be verified.
    ToVerify { listing: ListingId },
    /// A listing is suspended.
    Suspended {
        listing: ListingId,
        /// Whether the reader is in charge of it.
        in_charge: bool,
    },
    /// Invitations that nobody has accepted.
    Invitations { count: usize },
}

/// Which side of a change of owner one is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Side {
    /// The listing goes to another one.
    Gives,
    /// The listing comes from another one.
    Gets,
}

/// How far a change of owner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Step {
    /// Nobody has answered.
    Offered,
    /// It was accepted; the new owner is not verified.
    Accepted,
    /// It changes hands after the quarantine.
    Verified,
}

/// The kinds of [`What`], in the order in which equally urgent ones are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Kind {
    ChangesRequested,
    TakenAway,
    CleanUpNotice,
    EvidenceAsked,
    Remediation,
    /// Offered to the reader's organisation.
    OfferToUs,
    CaseHeld,
    CaseEscalated,
    SecondApproval,
    Appeal,
    ToVerify,
    ToCertify,
    NameHeld,
    CasesFree,
    Suspended,
    ToPublish,
    DraftReady,
    RenewalOpen,
    DraftLacks,
    /// Any other step of a change of owner.
    Handover,
    Scheduled,
    InReview,
    Invitations,
}

impl What {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ChangesRequested { .. } => Kind::ChangesRequested,
            Self::TakenAway { .. } => Kind::TakenAway,
            Self::CleanUpNotice { .. } => Kind::CleanUpNotice,
            Self::EvidenceAsked { .. } => Kind::EvidenceAsked,
            Self::Remediation { .. } => Kind::Remediation,
            Self::RenewalOpen { .. } => Kind::RenewalOpen,
            Self::Handover { side: Side::Gets, step: Step::Offered, .. } => Kind::OfferToUs,
            Self::Handover { .. } => Kind::Handover,
            Self::ToPublish { .. } => Kind::ToPublish,
            Self::DraftReady { .. } => Kind::DraftReady,
            Self::DraftLacks { .. } => Kind::DraftLacks,
            Self::Scheduled { .. } => Kind::Scheduled,
            Self::InReview { .. } => Kind::InReview,
            Self::CaseHeld { .. } => Kind::CaseHeld,
            Self::CaseEscalated { .. } => Kind::CaseEscalated,
            Self::SecondApproval { .. } => Kind::SecondApproval,
            Self::NameHeld { .. } => Kind::NameHeld,
            Self::CasesFree { .. } => Kind::CasesFree,
            Self::Appeal { .. } => Kind::Appeal,
            Self::ToCertify { .. } => Kind::ToCertify,
            Self::ToVerify { .. } => Kind::ToVerify,
            Self::Suspended { .. } => Kind::Suspended,
            Self::Invitations { .. } => Kind::Invitations,
        }
    }
}

impl Kind {
    pub const ALL: [Self; 23] = [
        Self::ChangesRequested,
        Self::TakenAway,
        Self::CleanUpNotice,
        Self::EvidenceAsked,
        Self::Remediation,
        Self::OfferToUs,
        Self::CaseHeld,
        Self::CaseEscalated,
        Self::SecondApproval,
        Self::Appeal,
        Self::ToVerify,
        Self::ToCertify,
        Self::NameHeld,
        Self::CasesFree,
        Self::Suspended,
        Self::ToPublish,
        Self::DraftReady,
        Self::RenewalOpen,
        Self::DraftLacks,
        Self::Handover,
        Self::Scheduled,
        Self::InReview,
        Self::Invitations,
    ];

    /// Everything that it takes to see it and to do it. Pages of listings open to who may edit them.
    const fn needs(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::ChangesRequested | Self::DraftReady => {
                &[P::ListingsRead, P::ListingsEdit, P::ListingsSubmit]
            }
            Self::CleanUpNotice | Self::ToPublish => &[P::ListingsRead, P::ListingsEdit, P::ListingsPublish],
            Self::EvidenceAsked | Self::Remediation | Self::RenewalOpen => {
                &[P::ListingsRead, P::ListingsEdit, P::CertificationsRead, P::ListingsSubmit]
            }
            Self::OfferToUs => &[P::ListingsRead, P::ListingsEdit, P::ListingsTransfer],
            Self::TakenAway | Self::DraftLacks | Self::Handover | Self::Scheduled | Self::InReview => {
                &[P::ListingsRead, P::ListingsEdit]
            }
            Self::CaseHeld
            | Self::CaseEscalated
            | Self::SecondApproval
            | Self::NameHeld
            | Self::CasesFree => &[P::ReviewRead, P::ReviewDecide],
            Self::Appeal | Self::Suspended => &[P::ListingsSuspend],
            Self::ToCertify => &[P::CertificationsDecide],
            Self::ToVerify => &[P::ListingsSuspend, P::ListingsVerifyOwner],
            Self::Invitations => &[P::MembersRead, P::MembersInvite],
        }
    }

    /// Whether it waits for who has this place in an organisation.
    pub fn waits_for(self, seat: &Seat) -> bool {
        self.needs().iter().all(|needed| needed.is_for(seat.kind) && seat.permissions.has(*needed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::OrganisationId,
        organisations::{model::OrganisationKind, role::BuiltIn},
    };

    fn seen_by(role: BuiltIn, kind: OrganisationKind) -> Vec<Kind> {
        let permissions = role.permissions(kind).expect("a role of such organisations");
        let seat = Seat { organisation: OrganisationId::from_ulid(ulid::Ulid(1)), kind, permissions };
        Kind::ALL.into_iter().filter(|one| one.waits_for(&seat)).collect()
    }

    #[test]
    fn a_developer_submits_and_does_not_publish() {
        let seen = seen_by(BuiltIn::Developer, OrganisationKind::Partner);
        assert!(seen.contains(&Kind::ChangesRequested) && seen.contains(&Kind::DraftReady), "{seen:?}");
        assert!(!seen.contains(&Kind::ToPublish) && !seen.contains(&Kind::OfferToUs), "{seen:?}");
    }

    #[test]
    fn a_marketer_publishes_and_does_not_submit() {
        let seen = seen_by(BuiltIn::Marketer, OrganisationKind::Partner);
        assert!(seen.contains(&Kind::ToPublish) && seen.contains(&Kind::CleanUpNotice), "{seen:?}");
        assert!(!seen.contains(&Kind::DraftReady) && !seen.contains(&Kind::RenewalOpen), "{seen:?}");
    }

    #[test]
    fn a_reviewer_reviews_and_certifies() {
        let seen = seen_by(BuiltIn::Reviewer, OrganisationKind::Operator);
        let expected = [
            Kind::CaseHeld,
            Kind::CaseEscalated,
            Kind::SecondApproval,
            Kind::ToCertify,
            Kind::NameHeld,
            Kind::CasesFree,
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn who_has_no_part_in_listings_hears_of_none() {
        for (role, kind) in [
            (BuiltIn::Seller, OrganisationKind::Partner),
            (BuiltIn::Finance, OrganisationKind::Partner),
            (BuiltIn::Buyer, OrganisationKind::Customer),
            (BuiltIn::DealDesk, OrganisationKind::Operator),
        ] {
            let seen = seen_by(role, kind);
            assert!(seen.is_empty(), "{role:?}: {seen:?}");
        }
    }

    #[test]
    fn nobody_sees_what_is_of_another_kind_of_organisation() {
        let (partner, operator) = (
            seen_by(BuiltIn::Admin, OrganisationKind::Partner),
            seen_by(BuiltIn::Admin, OrganisationKind::Operator),
        );
        for kind in [Kind::CaseHeld, Kind::Appeal, Kind::ToCertify, Kind::ToVerify, Kind::Suspended] {
            assert!(operator.contains(&kind) && !partner.contains(&kind), "{kind:?}");
        }
        assert_eq!(seen_by(BuiltIn::Admin, OrganisationKind::Customer), [Kind::Invitations]);
    }
}
