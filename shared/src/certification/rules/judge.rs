//! Whether an app is certified, and until when.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    certification::{
        error::Rejection,
        model::{Badge, EvidenceKind, Level},
        policy::CertificationPolicy,
        standing::{Standing, ends_on, of_badge},
    },
    decisions::{
        reason::{Alternative, Reason},
        receipt::{Judged, Kind, Rule},
    },
    ids::{OrganisationId, PersonId},
    review::rules::verdict::Reviewer,
};

/// Decides a request; see [`Kind::Certification`].
#[derive(Clone, Copy, Debug)]
pub struct Certifying;

/// What a reviewer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wants", rename_all = "snake_case")]
pub enum Wanted {
    /// To certify.
    Grant {
        /// At this level.
        level: Level,
    },
    /// Not to.
    Refuse,
    /// To take away what holds.
    Withdraw,
}

/// What the decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificationInputs {
    /// What is wanted.
    pub wants: Wanted,
    /// Who wants it.
    pub by: Reviewer,
    /// Whose app it is.
    pub organisation: OrganisationId,
    /// Who asked; `None` for a key.
    pub requested_by: Option<PersonId>,
    /// For which level; `None` when nobody asks.
    pub requested: Option<Level>,
    /// What was shown.
    pub shown: BTreeSet<EvidenceKind>,
    /// What was granted before and not taken away.
    pub badge: Option<Badge>,
    /// The day (UTC).
    #[serde(deserialize_with = "crate::time::read_day")]
    pub today: NaiveDate,
    /// The numbers.
    pub policy: CertificationPolicy,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum CertificationVerdict {
    /// It may not be decided so.
    Refused {
        /// Why.
        why: Refusal,
    },
    /// It holds.
    Granted {
        /// From this day on.
        #[serde(deserialize_with = "crate::time::read_day")]
        issued_on: NaiveDate,
        /// To be renewed before this day.
        #[serde(deserialize_with = "crate::time::read_day")]
        expires_on: NaiveDate,
        /// Whether it goes on where the last one ends.
        renewal: bool,
    },
    /// It is not granted.
    NotGranted,
    /// It is taken away.
    Withdrawn,
}

/// Why it may not be decided so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Refusal {
    /// The reviewer belongs to the organisation that asks.
    OwnOrganisation,
    /// The reviewer asked.
    OwnRequest,
    /// The level is above the one that is asked for.
    AboveRequest,
    /// There is nothing to take away.
    NothingHolds,
    /// The level needs more; the policy may have changed since the request.
    EvidenceMissing {
        /// What.
        kinds: Vec<EvidenceKind>,
    },
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::OwnOrganisation => Self::OwnOrganisation,
            Refusal::OwnRequest => Self::OwnRequest,
            Refusal::AboveRequest => Self::AboveRequest,
            Refusal::NothingHolds => Self::NothingHolds,
            Refusal::EvidenceMissing { kinds } => Self::EvidenceMissing(kinds),
        }
    }
}

/// Whether somebody may decide about a certification.
///
/// # Errors
/// They belong to its organisation, or asked themselves.
pub fn touch(
    reviewer: &Reviewer,
    organisation: OrganisationId,
    requested_by: Option<PersonId>,
) -> Result<(), Refusal> {
    if reviewer.organisations.contains(&organisation) {
        Err(Refusal::OwnOrganisation)
    } else if requested_by == Some(reviewer.person) {
        Err(Refusal::OwnRequest)
    } else {
        Ok(())
    }
}

/// What a level needs and is not shown, in order.
pub(super) fn missing(
    level: Level,
    shown: impl IntoIterator<Item = EvidenceKind>,
    policy: &CertificationPolicy,
) -> Vec<EvidenceKind> {
    let shown: BTreeSet<_> = shown.into_iter().collect();
    let needed = policy.needed.get(&level).into_iter().flatten();
    needed.filter(|kind| !shown.contains(kind)).copied().collect()
}

impl Rule for Certifying {
    const KIND: Kind = Kind::Certification;
    type Inputs = CertificationInputs;
    type Verdict = CertificationVerdict;

    fn judge(inputs: &CertificationInputs) -> Judged<CertificationVerdict> {
        let refused = |why: Refusal| Judged {
            rule: Reason::new("certification.refused").with("why", &why),
            verdict: CertificationVerdict::Refused { why },
            alternatives: Vec::new(),
        };
        if let Err(why) = touch(&inputs.by, inputs.organisation, inputs.requested_by) {
            return refused(why);
        }
        let chosen = || Reason::new("certification.reviewer_chose_otherwise");
        let holds = || inputs.badge.as_ref().map(|badge| of_badge(badge, &inputs.policy, inputs.today));
        let level = match inputs.wants {
            Wanted::Grant { level } => level,
            Wanted::Refuse => {
                return Judged {
                    verdict: CertificationVerdict::NotGranted,
                    rule: Reason::new("certification.reviewer_refuses"),
                    alternatives: vec![Alternative::new("granted", chosen())],
                };
            }
            Wanted::Withdraw if !holds().is_some_and(Standing::holds) => {
                return refused(Refusal::NothingHolds);
            }
            Wanted::Withdraw => {
                return Judged {
                    verdict: CertificationVerdict::Withdrawn,
                    rule: Reason::new("certification.reviewer_withdraws"),
                    alternatives: vec![Alternative::new("kept", chosen())],
                };
            }
        };
        if inputs.requested.is_none_or(|requested| requested < level) {
            return refused(Refusal::AboveRequest);
        }
        let kinds = missing(level, inputs.shown.iter().copied(), &inputs.policy);
        if !kinds.is_empty() {
            return refused(Refusal::EvidenceMissing { kinds });
        }
        // Who renews early or within the remediation neither loses nor gains a day.
        let renewed = inputs
            .badge
            .as_ref()
            .filter(|_| holds().is_some_and(Standing::can_be_renewed))
            .map(|badge| badge.expires_on);
        let (begins, rule) = match renewed {
            Some(end) => (end, Reason::new("certification.renewed").with("from", end)),
            None => (inputs.today, Reason::new("certification.granted")),
        };
        let granted = CertificationVerdict::Granted {
            issued_on: inputs.today,
            expires_on: ends_on(begins, &inputs.policy),
            renewal: renewed.is_some(),
        };
        Judged { verdict: granted, rule, alternatives: vec![Alternative::new("not_granted", chosen())] }
    }
}
