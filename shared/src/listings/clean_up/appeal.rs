//! Whether an appeal against the clean-up is granted.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::CleanUpPolicy;
use crate::{
    decisions::{
        reason::{Alternative, Reason},
        receipt::{Judged, Kind, Rule},
    },
    ids::{OrganisationId, PersonId},
    review::rules::verdict::Reviewer,
};

/// Decides an appeal; see [`Kind::CleanUpAppeal`].
#[derive(Clone, Copy, Debug)]
pub struct Appealing;

/// What somebody of the operator wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// To leave the app alone for a while.
    Grant,
    /// To let the clock run on.
    Refuse,
}

/// What the decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppealInputs {
    /// What is wanted.
    pub wants: Wanted,
    /// Who wants it.
    pub by: Reviewer,
    /// Whose app it is.
    pub organisation: OrganisationId,
    /// Who appealed; `None` for a key.
    pub appealed_by: Option<PersonId>,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub appealed_at: DateTime<Utc>,
    /// The numbers.
    pub policy: CleanUpPolicy,
    /// The instant.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub now: DateTime<Utc>,
}

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum AppealVerdict {
    /// It is not theirs to decide.
    Barred,
    /// The app is left alone.
    Granted {
        /// Until then.
        #[serde(deserialize_with = "crate::time::read_instant")]
        exempt_until: DateTime<Utc>,
    },
    /// The clock runs on.
    Refused,
}

impl Rule for Appealing {
    const KIND: Kind = Kind::CleanUpAppeal;
    type Inputs = AppealInputs;
    type Verdict = AppealVerdict;

    fn judge(inputs: &AppealInputs) -> Judged<AppealVerdict> {
        let own = inputs.by.organisations.contains(&inputs.organisation)
            || inputs.appealed_by == Some(inputs.by.person);
        if own {
            return Judged {
                verdict: AppealVerdict::Barred,
                rule: Reason::new("clean_up.own_organisation"),
                alternatives: Vec::new(),
            };
        }
        let chosen = |other| vec![Alternative::new(other, Reason::new("clean_up.operator_chose_otherwise"))];
        match inputs.wants {
            Wanted::Grant => {
                let exempt_until = inputs.now + TimeDelta::days(inputs.policy.exempt_days.into());
                Judged {
                    verdict: AppealVerdict::Granted { exempt_until },
                    rule: Reason::new("clean_up.appeal_granted").with("until", exempt_until),
                    alternatives: chosen("refused"),
                }
            }
            Wanted::Refuse => Judged {
                verdict: AppealVerdict::Refused,
                rule: Reason::new("clean_up.appeal_refused"),
                alternatives: chosen("granted"),
            },
        }
    }
}
