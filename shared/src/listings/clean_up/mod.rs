//! The clean-up: apps that nobody looks after do not stay in the directory.
//!
//! Each published app is looked at. One that fails gets a notice with the exact criteria and a time of
//! grace; when a criterion that the notice named fails still at the end of it, the app is unlisted. A
//! criterion that came later gets a notice of its own. An appeal stops the clock until it is decided.
//! What would happen today is the same judgement, not carried out.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    canonical::Digest,
    decisions::{reason::Reason, words::Words},
    ids::{ListingId, PersonId},
};

pub mod appeal;
pub mod health;
pub mod judge;
pub mod round;
pub mod rules;

/// What an app is looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Criterion {
    /// No version was published for long.
    NoRelease,
    /// Too few customers use it.
    LowUsage,
    /// Its health checks fail for long.
    Unhealthy,
    /// A certification lapsed and was not renewed.
    CertificationLapsed,
    /// Customers wait too long for an answer.
    SupportUnanswered,
}

impl Criterion {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::NoRelease,
        Self::LowUsage,
        Self::Unhealthy,
        Self::CertificationLapsed,
        Self::SupportUnanswered,
    ];
}

/// The numbers of the clean-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CleanUpPolicy {
    /// What apps are looked at for.
    pub criteria: BTreeSet<Criterion>,
    /// An app is left alone for so long after it was published first.
    pub young_days: u32,
    /// Months without a new version that are too long.
    pub release_months: u32,
    /// Fewest customers that have it installed.
    pub min_active_customers: u64,
    /// Days of failing health checks that are too long.
    pub unhealthy_days: u32,
    /// Days that a customer may wait for an answer.
    pub unanswered_days: u32,
    /// Between the notice and the end.
    pub grace_days: u32,
    /// An appeal that is granted leaves the app alone for so long.
    pub exempt_days: u32,
}

impl Default for CleanUpPolicy {
    fn default() -> Self {
        Self {
            criteria: Criterion::ALL.into(),
            young_days: 90,
            release_months: 12,
            min_active_customers: 3,
            unhealthy_days: 14,
            unanswered_days: 14,
            grace_days: 30,
            exempt_days: 180,
        }
    }
}

/// What was observed of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// Whether it is in the directory.
    pub published: bool,
    /// When it was published first.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub first_published_at: DateTime<Utc>,
    /// When its last version was published; `None` when that is not known.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub last_release_at: Option<DateTime<Utc>>,
    /// Customers that have it installed; `None` when nobody counts them.
    pub active_customers: Option<u64>,
    /// Whether its health checks fail.
    pub health: Trouble,
    /// Certifications that lapsed and were not renewed, with their days.
    pub lapsed: Vec<Lapse>,
    /// Whether a customer waits for an answer.
    pub support: Trouble,
}

/// Whether something goes wrong, as far as that is observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "trouble", rename_all = "snake_case")]
pub enum Trouble {
    /// Nobody looks: it never counts against an app.
    NotKnown,
    /// It does not.
    None,
    /// It does, without a break.
    Since {
        /// Since then.
        #[serde(deserialize_with = "crate::time::read_instant")]
        since: DateTime<Utc>,
    },
}

impl Observed {
    /// Whether anything is known that a criterion looks at.
    pub const fn knows(&self, criterion: Criterion) -> bool {
        match criterion {
            Criterion::NoRelease => self.last_release_at.is_some(),
            Criterion::LowUsage => self.active_customers.is_some(),
            Criterion::Unhealthy => !matches!(self.health, Trouble::NotKnown),
            Criterion::CertificationLapsed => true,
            Criterion::SupportUnanswered => !matches!(self.support, Trouble::NotKnown),
        }
    }
}

/// A certification that lapsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// Which, by its stable name.
    pub what: String,
    /// First day on which it did not hold.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub on: NaiveDate,
}

/// A criterion that an app fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failing {
    /// Which.
    pub criterion: Criterion,
    /// How, with the numbers.
    pub why: Reason,
    /// What would mend it.
    pub fix: Reason,
}

/// A criterion, and how an app stands by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Looked {
    /// Which.
    pub criterion: Criterion,
    /// How.
    pub stands: Stands,
}

/// How an app stands by a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stands", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Stands {
    /// Nothing is known, so it does not count.
    NotKnown,
    /// It passes.
    Passes,
    /// It fails.
    Fails {
        /// How, with the numbers.
        why: Reason,
        /// What would mend it.
        fix: Reason,
    },
}

/// Where an app stands in the clean-up, as stored. An app without a row is clear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanUp {
    /// Which app.
    pub listing: ListingId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Where it stands.
    pub stage: Stage,
    /// It is left alone until then.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub exempt_until: Option<DateTime<Utc>>,
}

/// Where an app stands in the clean-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Nothing is wrong.
    Clear,
    /// The partner was told.
    Noticed {
        /// When.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
        /// Of what.
        named: BTreeSet<Criterion>,
        /// First instant at which it is unlisted.
        #[serde(deserialize_with = "crate::time::read_instant")]
        grace_until: DateTime<Utc>,
        /// What the partner says to it.
        appeal: Option<Appeal>,
    },
    /// It was unlisted.
    Unlisted {
        /// When.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
        /// For what.
        named: BTreeSet<Criterion>,
        /// What the partner says to it.
        appeal: Option<Appeal>,
    },
}

/// What a partner says to a notice. It is decided once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// Why.
    pub words: Words,
    /// Who made it; `None` for a key.
    #[serde(default)]
    pub by: Option<PersonId>,
    /// What the operator said; `None` while it waits.
    pub answer: Option<AppealAnswer>,
}

/// What the operator said to an appeal. One that was granted clears the app, so only a refusal stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppealAnswer {
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// Why it was refused.
    pub words: Words,
    /// Hash of the receipt.
    pub receipt: Digest,
}

impl Appeal {
    /// Whether the clock stands still.
    pub const fn waits(&self) -> bool {
        self.answer.is_none()
    }
}

impl CleanUp {
    /// Of an app that was never looked at.
    pub const fn start(listing: ListingId) -> Self {
        Self { listing, version: 0, stage: Stage::Clear, exempt_until: None }
    }

    /// The appeal that waits for the operator.
    pub fn open_appeal(&self) -> Option<&Appeal> {
        match &self.stage {
            Stage::Clear => None,
            Stage::Noticed { appeal, .. } | Stage::Unlisted { appeal, .. } => {
                appeal.as_ref().filter(|appeal| appeal.waits())
            }
        }
    }

    /// Whether it is left alone.
    pub fn is_exempt(&self, now: DateTime<Utc>) -> bool {
        self.exempt_until.is_some_and(|until| now < until)
    }
}
