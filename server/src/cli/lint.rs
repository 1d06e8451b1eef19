//! `guildhall lint`: what is wrong with a manifest, as the editor and the server find it.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use shared::{
    manifest::{
        Facts, Manifest, Report,
        catalogue::Catalogue,
        lint_bytes,
        policy::LintPolicy,
        report::Finding,
        rule::{Rule, Severity},
        source::Format,
        words::{self, Language},
    },
    ports::Clock,
};

use super::{Stopped, print};
use crate::{config::reason, ports::SystemClock};

/// Bytes that are read of a manifest: more than the policy allows, so that too much of it is a finding.
const MOST_BYTES: u64 = 64 << 20;

#[derive(Debug, Args)]
pub(super) struct LintArgs {
    /// The manifest, TOML or JSON; or - for standard input.
    manifest: PathBuf,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = Written::Text)]
    format: Written,
    /// The manifest of the last version that was approved: what asks for more is named.
    #[arg(long, value_name = "FILE")]
    approved: Option<PathBuf>,
    /// What manifests may ask for, as JSON; the standard catalogue when not given.
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// Let http and addresses of one's own machine through, as a demo program does.
    #[arg(long)]
    allow_loopback: bool,
    /// The language of the sentences.
    #[arg(long, value_enum, default_value_t = Spoken::En)]
    language: Spoken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Written {
    /// For people.
    Text,
    /// The report, for programs.
    Json,
    /// SARIF 2.1.0, for code review.
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Spoken {
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

pub(super) fn run(args: &LintArgs) -> Result<(), Stopped> {
    let shown = match args.manifest.to_str() {
        Some("-") => "stdin".to_owned(),
        _ => args.manifest.display().to_string(),
    };
    let bytes = bytes_of(&args.manifest)?;
    let catalogue = match &args.catalogue {
        Some(file) => catalogue(file)?,
        None => Catalogue::default(),
    };
    let policy = LintPolicy { allow_loopback: args.allow_loopback, ..LintPolicy::default() };
    let today = SystemClock.now().date_naive();
    let approved =
        args.approved.as_deref().map(|file| approved(file, &catalogue, &policy, today)).transpose()?;
    let facts = Facts { today, approved };
    let report = lint_bytes(&bytes, format_of(&args.manifest, &bytes), &catalogue, &policy, &facts);
    let language = args.language.into();
    print(&match args.format {
        Written::Text => text(&report, &shown, language),
        Written::Json => format!("{}\n", serde_json::to_string_pretty(&report).map_err(Stopped::failed)?),
        Written::Sarif => format!("{:#}\n", sarif(&report, &shown, language)),
    })?;
    // What is wrong is on standard output, in the form that was asked for.
    if report.passes { Ok(()) } else { Err(Stopped { sentence: String::new(), code: 1 }) }
}

/// The JSON Schema of a manifest.
pub(super) fn schema() -> Value {
    schemars::schema_for!(Manifest).to_value()
}

fn bytes_of(file: &Path) -> Result<Vec<u8>, Stopped> {
    let read = |input: &mut dyn Read| {
        let mut bytes = Vec::new();
        input.take(MOST_BYTES).read_to_end(&mut bytes).map(|_| bytes)
    };
    let bytes = if file.as_os_str() == "-" {
        read(&mut io::stdin().lock())
    } else {
        File::open(file).and_then(|mut file| read(&mut file))
    };
    bytes.map_err(|error| Stopped::misused(format!("{} cannot be read: {}.", file.display(), reason(&error))))
}

/// By the name of the file; without one that says it, by how the text begins.
fn format_of(file: &Path, bytes: &[u8]) -> Format {
    let extension = file.extension().and_then(|extension| extension.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("json") => Format::Json,
        Some("toml") => Format::Toml,
        _ if bytes.trim_ascii_start().starts_with(b"{") => Format::Json,
        _ => Format::Toml,
    }
}

fn catalogue(file: &Path) -> Result<Catalogue, Stopped> {
    let text = fs::read(file).map_err(|error| {
        Stopped::misused(format!("{} cannot be read: {}.", file.display(), reason(&error)))
    })?;
    serde_json::from_slice(&text)
        .map_err(|error| Stopped::misused(format!("{} is not a catalogue: {error}.", file.display())))
}

fn approved(
    file: &Path,
    catalogue: &Catalogue,
    policy: &LintPolicy,
    today: NaiveDate,
) -> Result<Manifest, Stopped> {
    let bytes = bytes_of(file)?;
    let facts = Facts { today, approved: None };
    let report = lint_bytes(&bytes, format_of(file, &bytes), catalogue, policy, &facts);
    report.manifest.ok_or_else(|| {
        Stopped::misused(format!("{} is no manifest. Lint it by itself to see why.", file.display()))
    })
}

/// `manifest.toml:12:3`, as far as it is known.
fn place(shown: &str, finding: &Finding) -> String {
    match (finding.place.line, finding.place.column) {
        (Some(line), Some(column)) => format!("{shown}:{line}:{column}"),
        (Some(line), None) => format!("{shown}:{line}"),
        _ => shown.to_owned(),
    }
}

fn text(report: &Report, shown: &str, language: Language) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let said = words::finding(language, finding);
        let severity = words::severity(language, finding.severity);
        let pointer = if finding.place.pointer.is_empty() { "/" } else { &finding.place.pointer };
        text += &format!(
            "{}: {severity}: {} [{}]\n  {pointer}\n  {}\n  {}\n\n",
            place(shown, finding),
            said.title,
            finding.rule.id(),
            said.why,
            said.fix,
        );
    }
    let counts = [Severity::Error, Severity::Warning, Severity::Hint]
        .map(|severity| format!("{} {}", report.count(severity), words::severity(language, severity)));
    text + &format!("{shown}: {}\nreport {}\n", counts.join(", "), report.hash)
}

/// The report as SARIF 2.1.0 (OASIS), with each rule that found something.
fn sarif(report: &Report, shown: &str, language: Language) -> Value {
    let level = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    };
    let mut found: Vec<Rule> = report.findings.iter().map(|finding| finding.rule).collect();
    found.sort_unstable();
    found.dedup();
    let rules = found
        .iter()
        .map(|rule| json!({ "id": rule.id(), "defaultConfiguration": { "level": level(rule.severity()) } }));
    let results = report.findings.iter().map(|finding| {
        let said = words::finding(language, finding);
        let mut region = json!({});
        if let Some(line) = finding.place.line {
            region["startLine"] = json!(line);
        }
        if let Some(column) = finding.place.column {
            region["startColumn"] = json!(column);
        }
        let mut location = json!({ "artifactLocation": { "uri": shown } });
        if region != json!({}) {
            location["region"] = region;
        }
        json!({
            "ruleId": finding.rule.id(),
            "level": level(finding.severity),
            "message": { "text": format!("{}. {} {}", said.title, said.why, said.fix) },
            "locations": [{
                "physicalLocation": location,
                "logicalLocations": [{ "fullyQualifiedName": finding.place.pointer }],
            }],
        })
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "guildhall lint",
                "version": report.linter,
                "rules": rules.collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
            "properties": { "reportHash": report.hash, "passes": report.passes },
        }],
    })
}

#[cfg(test)]
mod tests {
    use shared::testing::START;

    use super::*;

    const BROKEN: &str = "schema = 1\n\n[identity]\nid = \"ledger-bridge\"\nname = \"Ledger Bridge\"\n";

    fn report(source: &str) -> Report {
        let facts = Facts { today: START.date_naive(), approved: None };
        lint_bytes(source.as_bytes(), Format::Toml, &Catalogue::default(), &LintPolicy::default(), &facts)
    }

    #[test]
    fn every_form_of_a_report_says_the_same_and_has_its_hash() {
        let report = report(BROKEN);
        assert!(!report.passes && !report.findings.is_empty());
        let text = text(&report, "m.toml", Language::English);
        let sarif = sarif(&report, "m.toml", Language::English);
        assert!(text.contains(&report.hash), "{text}");
        assert_eq!(sarif["runs"][0]["properties"]["reportHash"], report.hash.as_str());
        let results = sarif["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), report.findings.len());
        for (finding, result) in report.findings.iter().zip(results) {
            assert_eq!(result["ruleId"], finding.rule.id());
            assert!(text.contains(finding.rule.id()), "{text}");
        }
    }

    #[test]
    fn sarif_names_the_place_by_line_and_by_pointer() {
        let sarif = sarif(&report("schema = 1\nscopes = 3\n"), "m.toml", Language::German);
        let results = sarif["runs"][0]["results"].as_array().expect("results");
        let of = |pointer: &str| {
            let at = |result: &&Value| {
                result["locations"][0]["physicalLocation"].is_object()
                    && result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == pointer
            };
            results.iter().find(at).unwrap_or_else(|| panic!("{pointer}: {results:?}"))
        };
        let location = &of("/scopes")["locations"][0]["physicalLocation"];
        assert_eq!(
            (&location["region"]["startLine"], &location["artifactLocation"]["uri"]),
            (&json!(2), &json!("m.toml"))
        );
    }

    #[test]
    fn a_format_is_read_off_the_name_and_else_off_the_text() {
        let of = |name: &str, text: &str| format_of(Path::new(name), text.as_bytes());
        assert_eq!(of("manifest.toml", "{"), Format::Toml);
        assert_eq!(of("manifest.JSON", ""), Format::Json);
        assert_eq!(of("-", "  {}"), Format::Json);
        assert_eq!(of("-", "schema = 1"), Format::Toml);
    }
}
