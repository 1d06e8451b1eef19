//! What the tests of the linter begin with.

use chrono::NaiveDate;

use super::{
    catalogue::Catalogue,
    lint::{Facts, lint},
    model::Manifest,
    policy::LintPolicy,
    report::Report,
    rule::Rule,
    source::Format,
};

/// A manifest in which nothing is found.
pub(crate) const GOOD: &str = include_str!("../../corpus/manifest/good.toml");

pub(super) fn facts() -> Facts {
    Facts { today: NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day"), approved: None }
}

pub(super) fn toml(source: &str) -> Report {
    lint(source, Format::Toml, &Catalogue::default(), &LintPolicy::default(), &facts())
}

pub(super) fn json(source: &str) -> Report {
    lint(source, Format::Json, &Catalogue::default(), &LintPolicy::default(), &facts())
}

pub(crate) fn good() -> Manifest {
    toml(GOOD).manifest.expect("the good one is a manifest")
}

/// The good manifest with something in it replaced.
pub(super) fn with(before: &str, after: &str) -> String {
    assert!(GOOD.contains(before), "the good manifest has no {before:?}");
    GOOD.replacen(before, after, 1)
}

/// What was found, as `rule pointer`.
pub(super) fn found(report: &Report) -> Vec<String> {
    report.findings.iter().map(|it| format!("{} {}", it.rule, it.place.pointer)).collect()
}

/// Whether a rule found something.
pub(super) fn has(report: &Report, rule: Rule) -> bool {
    report.findings.iter().any(|finding| finding.rule == rule)
}
