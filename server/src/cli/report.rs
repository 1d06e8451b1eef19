//! How commands write what they found: in which form, and in which language.

use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Value, json};
use shared::manifest::{
    rule::Severity,
    words::{self, Language, Words},
};

use super::Stopped;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Written {
    /// For people.
    Text,
    /// The report, for programs.
    Json,
    /// SARIF 2.1.0, for code review.
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Spoken {
    En,
    De,
}

impl From<Spoken> for Language {
    fn from(spoken: Spoken) -> Self {
        match spoken {
            Spoken::En => Self::English,
            Spoken::De => Self::German,
        }
    }
}

/// How a command ends whose report is on standard output, in the form that was asked for.
pub(super) fn judged(passes: bool) -> Result<(), Stopped> {
    if passes { Ok(()) } else { Err(Stopped { sentence: String::new(), code: 1 }) }
}

pub(super) fn json_text(report: &impl Serialize) -> Result<String, Stopped> {
    serde_json::to_string_pretty(report).map(|text| text + "\n").map_err(Stopped::failed)
}

/// `1 Error, 0 Warning, 2 Hint`.
pub(super) fn counts(language: Language, count: impl Fn(Severity) -> usize) -> String {
    [Severity::Error, Severity::Warning, Severity::Hint]
        .map(|severity| format!("{} {}", count(severity), words::severity(language, severity)))
        .join(", ")
}

/// A rule that found something, for SARIF.
pub(super) fn sarif_rule(id: &str, severity: Severity) -> Value {
    json!({ "id": id, "defaultConfiguration": { "level": level(severity) } })
}

/// What a rule found, for SARIF; `file` is the manifest, `region` where it is known, `pointer` RFC 6901.
pub(super) fn sarif_result(
    id: &str,
    severity: Severity,
    said: &Words,
    file: &str,
    region: Option<Value>,
    pointer: &str,
) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": file } });
    if let Some(region) = region {
        location["region"] = region;
    }
    json!({
        "ruleId": id,
        "level": level(severity),
        "message": { "text": format!("{}. {} {}", said.title, said.why, said.fix) },
        "locations": [{
            "physicalLocation": location,
            "logicalLocations": [{ "fullyQualifiedName": pointer }],
        }],
    })
}

/// A log of SARIF 2.1.0 (OASIS) of one run.
pub(super) fn sarif_log(
    tool: &str,
    version: &str,
    rules: Vec<Value>,
    results: Vec<Value>,
    properties: Value,
) -> String {
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": tool, "version": version, "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": properties,
        }],
    });
    format!("{log:#}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}
