//! What a run found, in an order and with a hash that are the same everywhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{check::Check, plan::Skipped, suite::SUITE, version::ApiVersion};
use crate::{
    canonical::Digest, decisions::reason::Reason, ids::RunId, manifest::rule::Severity, review::stage,
    sandbox::target::Target,
};

/// The form of a report that is written here.
pub const REPORT: u32 = 1;

/// Something that the suite found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What.
    pub check: Check,
    /// How much it weighs.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What the sentences about it are made of, by name. Texts of the app are cut to a length and have no
    /// control characters. Nothing that differs from run to run is in it.
    pub facts: BTreeMap<String, String>,
}

/// A call of a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// Number of the step in its plan, from 0: its exchange says what was sent and what came back.
    pub step: usize,
    /// Name of the call in its suite.
    pub name: String,
    /// By which version of the API.
    pub version: ApiVersion,
    /// Where the endpoint stands in the manifest: an RFC 6901 pointer.
    pub pointer: String,
    /// The event that was told, if one was.
    pub event: Option<String>,
}

/// A call that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// Which.
    pub place: Place,
    /// Whether it is as it has to be, whatever that weighs. Always so where nothing is expected.
    pub passed: bool,
}

/// What the suite says of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// [`REPORT`].
    pub schema: u32,
    /// [`SUITE`].
    pub suite: String,
    /// Which run.
    pub run: RunId,
    /// Where the app was called.
    pub target: Target,
    /// SHA-256 of the manifest.
    pub manifest: Digest,
    /// SHA-256 of the part of the policy that is about the contract.
    pub policy: Digest,
    /// SHA-256 of the exchanges, in the order of the steps.
    pub evidence: Digest,
    /// Every call that was planned, in order.
    pub checked: Vec<Checked>,
    /// Every call that was not.
    pub skipped: Vec<Skipped>,
    /// Errors first, then in the order of the calls.
    pub findings: Vec<Finding>,
    /// Whether the app keeps the contract: something was checked, and nothing found is an error.
    pub passes: bool,
    /// SHA-256 over the canonical JSON of: suite, manifest, policy, every call and whether it passed, what was
    /// skipped, and of each finding its check, severity, place and facts. Neither the run nor the target nor a
    /// time is in it: an app that behaves the same has the same hash everywhere.
    pub hash: Digest,
}

/// What a report was made of.
pub(super) struct Made {
    pub(super) run: RunId,
    pub(super) target: Target,
    pub(super) manifest: Digest,
    pub(super) policy: Digest,
    pub(super) evidence: Digest,
    pub(super) checked: Vec<Checked>,
    pub(super) skipped: Vec<Skipped>,
}

impl Finding {
    /// What [`Report::stage_findings`] made a reason of; `None` for any other reason.
    pub fn of_reason(reason: &Reason) -> Option<Self> {
        let check: Check = reason.id.parse().ok()?;
        let text = |name: &str| reason.facts.get(name)?.as_str().map(str::to_owned);
        let version = text("api_version")?.parse().ok()?;
        let place =
            Place { step: 0, name: text("call")?, version, pointer: text("place")?, event: text("event") };
        let facts = reason.facts.keys().filter_map(|name| Some((name.clone(), text(name)?))).collect();
        Some(Self { check, severity: check.severity(), place, facts })
    }
}

impl Report {
    /// Sorts the findings, and closes the report with its hash.
    pub(super) fn close(made: Made, mut findings: Vec<Finding>) -> Self {
        findings.sort_by_key(|finding| (finding.severity, finding.place.step, finding.check));
        let passes =
            !made.checked.is_empty() && findings.iter().all(|finding| finding.severity != Severity::Error);
        let Made { run, target, manifest, policy, evidence, checked, skipped } = made;
        let suite = SUITE.to_owned();
        let hash = hash(&suite, &manifest, &policy, &checked, &skipped, &findings);
        Self {
            schema: REPORT,
            suite,
            run,
            target,
            manifest,
            policy,
            evidence,
            checked,
            skipped,
            findings,
            passes,
            hash,
        }
    }

    /// The hash that a report with these contents has.
    pub fn expected_hash(&self) -> Digest {
        hash(&self.suite, &self.manifest, &self.policy, &self.checked, &self.skipped, &self.findings)
    }

    /// How many findings weigh as much.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The findings as those of a stage of a review.
    pub fn stage_findings(&self) -> Vec<stage::Finding> {
        self.findings.iter().map(stage_finding).collect()
    }
}

fn hash(
    suite: &str,
    manifest: &Digest,
    policy: &Digest,
    checked: &[Checked],
    skipped: &[Skipped],
    findings: &[Finding],
) -> Digest {
    Digest::of(&serde_json::json!({
        "checked": checked,
        "findings": findings,
        "manifest": manifest,
        "policy": policy,
        "skipped": skipped,
        "suite": suite,
    }))
}

fn stage_finding(finding: &Finding) -> stage::Finding {
    let mut reason = Reason::new(finding.check.id());
    for (name, fact) in &finding.facts {
        reason = reason.with(name, fact);
    }
    let place = &finding.place;
    let mut reason =
        reason.with("api_version", place.version).with("place", &place.pointer).with("call", &place.name);
    if let Some(event) = &place.event {
        reason = reason.with("event", event);
    }
    let severity = match finding.severity {
        Severity::Error => stage::Severity::Error,
        Severity::Warning => stage::Severity::Warning,
        Severity::Hint => stage::Severity::Hint,
    };
    stage::Finding { severity, reason, field: None }
}
