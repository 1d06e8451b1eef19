//! What the linter found, in an order and with a hash that are the same everywhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    fix::Fix,
    model::Manifest,
    rule::{Rule, Severity},
    source::{Format, Place},
};
use crate::canonical::Digest;

/// The form of a report that is written here.
pub const REPORT: u32 = 1;

/// The version of the rules. It is raised whenever the same input gives other findings.
pub const LINTER: &str = "1";

/// Something that the linter found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    pub rule: Rule,
    pub severity: Severity,
    pub place: Place,
    /// What the sentences about it are made of, by name. Texts of the document are cut to a length and have
    /// no control characters.
    pub facts: BTreeMap<String, String>,
    /// There where exactly one change puts it right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// What the linter says of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// [`REPORT`].
    pub schema: u32,
    /// [`LINTER`].
    pub linter: String,
    pub format: Format,
    /// SHA-256 of the bytes of the document, in lower-case hex.
    pub document: String,
    /// SHA-256 of the catalogue, in lower-case hex.
    pub catalogue: String,
    /// SHA-256 of the policy, in lower-case hex.
    pub policy: String,
    /// Errors first, then by pointer, rule and facts.
    pub findings: Vec<Finding>,
    /// There when the document is one in its form, whatever else was found.
    pub manifest: Option<Manifest>,
    /// Whether it can be submitted: it is a manifest, and nothing found is an error.
    pub passes: bool,
    /// SHA-256 in lower-case hex over the canonical JSON of: linter, format, document, catalogue, policy,
    /// and of each finding its rule, severity, pointer and facts.
    pub hash: String,
}

/// What a report was made of.
pub(super) struct Made {
    pub(super) format: Format,
    pub(super) document: String,
    pub(super) catalogue: String,
    pub(super) policy: String,
    pub(super) manifest: Option<Manifest>,
}

impl Report {
    /// Sorts the findings, and closes the report with its hash.
    pub(super) fn close(made: Made, mut findings: Vec<Finding>) -> Self {
        findings.sort_by_cached_key(order);
        let passes =
            made.manifest.is_some() && findings.iter().all(|finding| finding.severity != Severity::Error);
        let mut report = Self {
            schema: REPORT,
            linter: LINTER.to_owned(),
            format: made.format,
            document: made.document,
            catalogue: made.catalogue,
            policy: made.policy,
            findings,
            manifest: made.manifest,
            passes,
            hash: String::new(),
        };
        report.hash = report.expected_hash();
        report
    }

    /// The hash that a report with these contents has.
    pub fn expected_hash(&self) -> String {
        let finding = |finding: &Finding| {
            serde_json::json!({
                "facts": finding.facts,
                "pointer": finding.place.pointer,
                "rule": finding.rule,
                "severity": finding.severity,
            })
        };
        Digest::of(&serde_json::json!({
            "catalogue": self.catalogue,
            "document": self.document,
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
            "format": self.format,
            "linter": self.linter,
            "policy": self.policy,
        }))
        .to_string()
    }

    /// How many findings weigh as much.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// One part of a pointer: numbers by their size, before names.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Index(usize),
    Name(String),
}

pub(super) type Order = (Severity, Vec<Step>, Rule, BTreeMap<String, String>);

pub(super) fn order(finding: &Finding) -> Order {
    let step = |segment: std::borrow::Cow<'_, str>| match super::source::index(&segment) {
        Some(index) => Step::Index(index),
        None => Step::Name(segment.into_owned()),
    };
    let steps = super::source::segments(&finding.place.pointer).map(step).collect();
    (finding.severity, steps, finding.rule, finding.facts.clone())
}
