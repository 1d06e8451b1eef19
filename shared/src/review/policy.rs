//! The numbers behind review, as data.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{model::ChangeKind, stage::StageKind};

/// Everything that decides how submissions are reviewed.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReviewPolicy {
    /// Which stages there are.
    pub plan: PlanPolicy,
    /// How long a claim holds without a heartbeat.
    pub claim_minutes: u32,
    /// Scopes that need a second pair of eyes; a trailing `*` stands for anything.
    pub sensitive_scopes: Vec<String>,
    /// How many people approve a version with sensitive scopes, each another.
    pub approvers_for_sensitive: usize,
    /// Most notes on one case.
    pub max_notes: usize,
    /// Of the risk score.
    pub risk: RiskPolicy,
    /// Of the queue.
    pub queue: QueuePolicy,
    /// Of stages whose run broke off.
    pub retry: RetryPolicy,
}

impl Default for ReviewPolicy {
    fn default() -> Self {
        let sensitive = ["payments:*", "users:write", "files:write", "admin:*", "tokens:*"];
        Self {
            plan: PlanPolicy::default(),
            claim_minutes: 30,
            sensitive_scopes: sensitive.map(str::to_owned).to_vec(),
            approvers_for_sensitive: 2,
            max_notes: 500,
            risk: RiskPolicy::default(),
            queue: QueuePolicy::default(),
            retry: RetryPolicy::default(),
        }
    }
}

impl ReviewPolicy {
    /// How long a claim holds.
    pub fn claim(&self) -> TimeDelta {
        TimeDelta::minutes(self.claim_minutes.into())
    }

    /// Whether a scope needs a second pair of eyes.
    pub fn is_sensitive(&self, scope: &str) -> bool {
        self.sensitive_scopes.iter().any(|pattern| match pattern.strip_suffix('*') {
            Some(prefix) => scope.starts_with(prefix),
            None => scope == pattern,
        })
    }
}

/// Which stages a submission goes through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlanPolicy {
    /// Which stages there are. They run in the order of the pipeline.
    pub stages: BTreeSet<StageKind>,
    /// Which changes want a person to look again.
    pub reopened_by: BTreeSet<ChangeKind>,
}

impl Default for PlanPolicy {
    fn default() -> Self {
        Self { stages: StageKind::ALL.into(), reopened_by: ChangeKind::ALL.into() }
    }
}

/// What makes a submission risky, in points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RiskPolicy {
    /// The first version of a listing.
    pub first_version: u32,
    /// A partner without an approved version.
    pub new_partner: u32,
    /// Each scope that is asked for anew.
    pub scope_added: u32,
    /// At most for all of them.
    pub scopes_added_at_most: u32,
    /// Each sensitive scope on top.
    pub sensitive_scope: u32,
    /// At most for all of them.
    pub sensitive_scopes_at_most: u32,
    /// Each new class of data.
    pub data_class: u32,
    /// At most for all of them.
    pub data_classes_at_most: u32,
    /// Data is kept elsewhere.
    pub residency: u32,
    /// Each new host that it sends to.
    pub destination: u32,
    /// At most for all of them.
    pub destinations_at_most: u32,
    /// Each new subprocessor.
    pub subprocessor: u32,
    /// At most for all of them.
    pub subprocessors_at_most: u32,
    /// Another name.
    pub name_changed: u32,
    /// A name that is too like another one.
    pub name_held: u32,
    /// Another owner.
    pub owner_changed: u32,
    /// Each suspension of a listing of the partner within the last year.
    pub incident: u32,
    /// At most for all of them.
    pub incidents_at_most: u32,
    /// Each rejected submission of the partner within the last year.
    pub rejection: u32,
    /// At most for all of them.
    pub rejections_at_most: u32,
    /// Customers that have it installed, from which on…
    pub many_installs: u64,
    /// …it matters more.
    pub widely_installed: u32,
}

impl Default for RiskPolicy {
    fn default() -> Self {
        Self {
            first_version: 10,
            new_partner: 10,
            scope_added: 3,
            scopes_added_at_most: 15,
            sensitive_scope: 10,
            sensitive_scopes_at_most: 30,
            data_class: 6,
            data_classes_at_most: 18,
            residency: 8,
            destination: 4,
            destinations_at_most: 12,
            subprocessor: 4,
            subprocessors_at_most: 12,
            name_changed: 5,
            name_held: 15,
            owner_changed: 20,
            incident: 12,
            incidents_at_most: 24,
            rejection: 5,
            rejections_at_most: 15,
            many_installs: 1_000,
            widely_installed: 10,
        }
    }
}

/// When a stage is tried again whose run broke off for a reason that is not the app's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetryPolicy {
    /// The pause after the first such run; each further one doubles it…
    pub first_minutes: u32,
    /// …up to this.
    pub most_minutes: u32,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { first_minutes: 1, most_minutes: 60 }
    }
}

impl RetryPolicy {
    /// How long a stage waits after so many runs that broke off, one after the other.
    pub fn pause(&self, broke_off: u32) -> TimeDelta {
        let doubled = 1_u32.checked_shl(broke_off.saturating_sub(1)).unwrap_or(u32::MAX);
        let minutes = self.first_minutes.saturating_mul(doubled).min(self.most_minutes);
        TimeDelta::minutes(minutes.into())
    }
}

/// How the queue is ordered and how waits are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QueuePolicy {
    /// How far back waits are looked at.
    pub history_days: u32,
    /// From how many finished reviews on a median is told.
    pub min_samples_p50: usize,
    /// From how many on the wait of nine in ten is told.
    pub min_samples_p90: usize,
}

impl Default for QueuePolicy {
    fn default() -> Self {
        Self { history_days: 90, min_samples_p50: 5, min_samples_p90: 20 }
    }
}
