//! The numbers behind the contract suite, as data.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{check::Check, version::ApiVersion};
use crate::manifest::rule::Severity;

/// What the suite runs and how much it bears.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContractPolicy {
    /// When each version of the API counts. One that is not named is not run.
    pub versions: BTreeMap<ApiVersion, Window>,
    /// Milliseconds for one call, from connecting to the last byte.
    pub timeout_ms: u64,
    /// Milliseconds for the whole run; what was not called by then is missing.
    pub run_ms: u64,
    /// Largest body of an answer, in bytes.
    pub max_body_bytes: u64,
    /// Bytes of a body that are kept for the log.
    pub kept_body_bytes: usize,
    /// Redirects that a `GET` follows within the origin.
    pub max_redirects: u32,
    /// Seconds by which the time in a signature may be off.
    pub tolerance_seconds: u32,
    /// Seconds by which a signature is too old when an app has to refuse it.
    pub old_seconds: u32,
    /// Days within which data have to be gone after an uninstallation.
    pub deletion_days: u32,
    /// Webhooks that are called; further ones are named as not checked.
    pub max_webhooks: usize,
    /// Events that are delivered to each; further ones are named as not checked.
    pub max_events: usize,
    /// Checks that weigh something else than by default.
    pub severities: BTreeMap<Check, Severity>,
    /// Checks that are new: before this day none of them is more than a warning.
    pub needed_since: BTreeMap<Check, NaiveDate>,
}

/// When a version of the API counts. Days are in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First day on which it is run.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub from: NaiveDate,
    /// Before this day nothing that it finds is more than a warning.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub needed_since: NaiveDate,
    /// First day on which it is not run any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Window {
    fn holds(&self, today: NaiveDate) -> bool {
        self.from <= today && self.until.is_none_or(|until| today < until)
    }
}

impl Default for ContractPolicy {
    fn default() -> Self {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MAX);
        let versions = [
            (
                ApiVersion::V2026_01_15,
                Window {
                    from: day(2026, 1, 15),
                    needed_since: day(2026, 1, 15),
                    until: Some(day(2027, 6, 1)),
                },
            ),
            (
                ApiVersion::V2026_06_01,
                Window { from: day(2026, 6, 1), needed_since: day(2026, 12, 1), until: None },
            ),
        ];
        Self {
            versions: versions.into(),
            timeout_ms: 10_000,
            run_ms: 300_000,
            max_body_bytes: 1024 * 1024,
            kept_body_bytes: 16 * 1024,
            max_redirects: 3,
            tolerance_seconds: 300,
            old_seconds: 3600,
            deletion_days: 30,
            max_webhooks: 3,
            max_events: 6,
            severities: BTreeMap::new(),
            needed_since: BTreeMap::new(),
        }
    }
}

impl ContractPolicy {
    /// The versions that are run on a day, the oldest first.
    pub fn versions_on(&self, today: NaiveDate) -> Vec<ApiVersion> {
        let held = self.versions.iter().filter(|(_, window)| window.holds(today));
        held.map(|(version, _)| *version).collect()
    }

    /// What a check of a version weighs on a day.
    pub fn severity(&self, check: Check, version: ApiVersion, today: NaiveDate) -> Severity {
        let severity = self.severities.get(&check).copied().unwrap_or(check.severity());
        let version = self.versions.get(&version).map(|window| window.needed_since);
        let since = self.needed_since.get(&check).copied().into_iter().chain(version).max();
        match since {
            Some(since) if today < since => severity.max(Severity::Warning),
            Some(_) | None => severity,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        crate::time::day(text).expect("a day")
    }

    #[test]
    fn versions_come_and_go_on_their_days() {
        let policy = ContractPolicy::default();
        let on = |text: &str| policy.versions_on(day(text));
        assert_eq!(on("2026-01-14"), []);
        assert_eq!(on("2026-05-31"), [ApiVersion::V2026_01_15]);
        assert_eq!(on("2026-06-01"), ApiVersion::ALL);
        assert_eq!(on("2027-05-31"), ApiVersion::ALL);
        assert_eq!(on("2027-06-01"), [ApiVersion::V2026_06_01]);
    }

    #[test]
    fn a_new_version_and_a_new_check_only_warn_until_their_day() {
        let mut policy = ContractPolicy::default();
        let weighs = |policy: &ContractPolicy, version, on| {
            policy.severity(Check::WebhookNotAccepted, version, day(on))
        };
        assert_eq!(weighs(&policy, ApiVersion::V2026_01_15, "2026-06-01"), Severity::Error);
        assert_eq!(weighs(&policy, ApiVersion::V2026_06_01, "2026-11-30"), Severity::Warning);
        assert_eq!(weighs(&policy, ApiVersion::V2026_06_01, "2026-12-01"), Severity::Error);
        policy.needed_since.insert(Check::WebhookNotAccepted, day("2027-01-01"));
        assert_eq!(weighs(&policy, ApiVersion::V2026_01_15, "2026-12-31"), Severity::Warning);
        policy.severities.insert(Check::WebhookNotAccepted, Severity::Hint);
        assert_eq!(weighs(&policy, ApiVersion::V2026_01_15, "2026-12-31"), Severity::Hint);
    }
}
