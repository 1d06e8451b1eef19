//! `guildhall lint`: what is wrong with a manifest, as the editor and the server find it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};
use shared::{
    manifest::{
        Facts, Manifest, Report,
        catalogue::Catalogue,
        lint_bytes,
        policy::LintPolicy,
        report::Finding,
        rule::Rule,
        words::{self, Language},
    },
    ports::Clock,
};

use super::{
    Stopped,
    manifest::{bytes_of, catalogue, format_of, shown},
    print,
    report::{Spoken, Written, counts, json_text, judged, sarif_log, sarif_result, sarif_rule},
};
use crate::ports::SystemClock;

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

pub(super) fn run(args: &LintArgs) -> Result<(), Stopped> {
    let shown = shown(&args.manifest);
    let report = linted(args, SystemClock.now().date_naive())?;
    let language = args.language.into();
    print(&match args.format {
        Written::Text => text(&report, &shown, language),
        Written::Json => json_text(&report)?,
        Written::Sarif => sarif(&report, &shown, language),
    })?;
    judged(report.passes)
}

fn linted(args: &LintArgs, today: NaiveDate) -> Result<Report, Stopped> {
    let bytes = bytes_of(&args.manifest)?;
    let catalogue = catalogue(args.catalogue.as_deref())?;
    let policy = LintPolicy { allow_loopback: args.allow_loopback, ..LintPolicy::default() };
    let approved =
        args.approved.as_deref().map(|file| approved(file, &catalogue, &policy, today)).transpose()?;
    let facts = Facts { today, approved };
    Ok(lint_bytes(&bytes, format_of(&args.manifest, &bytes), &catalogue, &policy, &facts))
}

/// The JSON Schema of a manifest.
pub(super) fn schema() -> Value {
    schemars::schema_for!(Manifest).to_value()
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
    let counts = counts(language, |severity| report.count(severity));
    text + &format!("{shown}: {counts}\nreport {}\n", report.hash)
}

/// The report with each rule that found something.
fn sarif(report: &Report, shown: &str, language: Language) -> String {
    let mut found: Vec<Rule> = report.findings.iter().map(|finding| finding.rule).collect();
    found.sort_unstable();
    found.dedup();
    let rules = found.iter().map(|rule| sarif_rule(rule.id(), rule.severity()));
    let results = report.findings.iter().map(|finding| {
        let mut region = json!({});
        if let Some(line) = finding.place.line {
            region["startLine"] = json!(line);
        }
        if let Some(column) = finding.place.column {
            region["startColumn"] = json!(column);
        }
        let region = (region != json!({})).then_some(region);
        let said = words::finding(language, finding);
        sarif_result(finding.rule.id(), finding.severity, &said, shown, region, &finding.place.pointer)
    });
    let properties = json!({ "reportHash": report.hash, "passes": report.passes });
    sarif_log("guildhall lint", &report.linter, rules.collect(), results.collect(), properties)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use shared::{manifest::source::Format, testing::START};

    use super::*;

    const BROKEN: &str = "schema = 1\n\n[identity]\nid = \"ledger-bridge\"\nname = \"Ledger Bridge\"\n";

    fn report(source: &str) -> Report {
        let facts = Facts { today: START.date_naive(), approved: None };
        lint_bytes(source.as_bytes(), Format::Toml, &Catalogue::default(), &LintPolicy::default(), &facts)
    }

    fn read(text: &str) -> Value {
        serde_json::from_str(text).expect("JSON")
    }

    #[test]
    fn every_form_of_a_report_says_the_same_and_has_its_hash() {
        let report = report(BROKEN);
        assert!(!report.passes && !report.findings.is_empty());
        let text = text(&report, "m.toml", Language::English);
        let sarif = read(&sarif(&report, "m.toml", Language::English));
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
    fn the_corpus_gives_the_hashes_that_every_target_is_held_against() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
        let hashes = std::fs::read(corpus.join("manifest-hashes.json")).expect("the hashes");
        let hashes: BTreeMap<String, String> = serde_json::from_slice(&hashes).expect("hashes by name");
        let mut compared = 0;
        for (name, hash) in hashes {
            let manifest = corpus.join("manifest").join(&name);
            // What differs from the defaults there, no flag says.
            if manifest.with_file_name(format!("{name}.context.json")).exists() {
                continue;
            }
            let args = LintArgs {
                manifest,
                format: Written::Text,
                approved: None,
                catalogue: None,
                allow_loopback: false,
                language: Spoken::En,
            };
            let today = NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day");
            let report = linted(&args, today).unwrap_or_else(|_| panic!("{name} cannot be read"));
            assert_eq!(report.hash, hash, "{name}");
            compared += 1;
        }
        assert!(compared > 20, "only {compared} documents");
    }

    #[test]
    fn sarif_names_the_place_by_line_and_by_pointer() {
        let sarif = read(&sarif(&report("schema = 1\nscopes = 3\n"), "m.toml", Language::German));
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
}
