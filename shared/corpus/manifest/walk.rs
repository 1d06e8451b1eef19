//! Every document of this folder gives the report that stands beside it.
//!
//! `<document>.context.json` beside a document holds what differs from the defaults: the catalogue, the policy,
//! and the document that was approved before. `GUILDHALL_BLESS=1 cargo test -p shared --test
//! manifest_corpus` writes the reports anew, and the hashes of all of them into `../manifest-hashes.json`, which
//! the browser's build is held against; the difference is then for a person to read.

mod document;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use document::{Context, Document};
use shared::manifest::{
    Report, fix, lint,
    rule::{Rule, Severity},
    words::{self, Language},
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/manifest")
}

fn document(name: &str) -> Document {
    Document::read(name, &|name| fs::read(folder().join(name)).ok())
}

fn documents() -> Vec<Document> {
    let entries = fs::read_dir(folder()).expect("the folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    let is_document = |name: &String| {
        let apart = [".rs", ".expected.json", ".context.json"];
        !apart.iter().any(|end| name.ends_with(end))
    };
    let names: BTreeSet<String> = names.filter(is_document).collect();
    names.iter().map(|name| document(name)).collect()
}

#[test]
fn every_document_gives_its_report() {
    let bless = std::env::var_os("GUILDHALL_BLESS").is_some();
    let mut seen = BTreeSet::new();
    for document in documents() {
        let report = document.report();
        seen.extend(report.findings.iter().map(|finding| finding.rule));
        let written = serde_json::to_string_pretty(&report).expect("json") + "\n";
        let path = folder().join(format!("{}.expected.json", document.name));
        if bless {
            fs::write(&path, written).expect("the report is written");
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let name = &document.name;
        assert!(written == expected, "{name} gives another report; see the head of this file\n{written}");
        let read: Report = serde_json::from_str(&expected).expect("a report");
        assert_eq!(read, report, "{name} reads back");
        assert_eq!(read.expected_hash(), report.hash, "the hash of {name} is over what it says");
    }
    let missing: Vec<&Rule> = Rule::ALL.iter().filter(|rule| !seen.contains(rule)).collect();
    assert!(missing.is_empty(), "no document breaks {missing:?}");
}

#[test]
fn every_document_gives_the_hash_that_every_target_is_held_against() {
    let hashes: BTreeMap<String, String> =
        documents().into_iter().map(|document| (document.name.clone(), document.report().hash)).collect();
    let path = folder().with_file_name("manifest-hashes.json");
    if std::env::var_os("GUILDHALL_BLESS").is_some() {
        let written = serde_json::to_string_pretty(&hashes).expect("json") + "\n";
        fs::write(&path, written).expect("the hashes are written");
        return;
    }
    let expected = fs::read(&path).expect("the hashes");
    let expected: BTreeMap<String, String> = serde_json::from_slice(&expected).expect("hashes by name");
    assert_eq!(hashes, expected, "see the head of this file");
}

#[test]
fn good_documents_pass_and_the_others_do_not_pass_unnoticed() {
    for document in documents() {
        let report = document.report();
        let passes = matches!(
            document.name.as_str(),
            "good.toml"
                | "good-as-json.json"
                | "patch.toml"
                | "loopback.toml"
                | "phased-in.toml"
                | "two-hundred-scopes.toml"
                | "duplicates.toml"
        );
        assert_eq!(report.passes, passes, "{}: {:#?}", document.name, report.findings);
        assert!(
            report.manifest.is_some() || report.count(Severity::Error) > 0,
            "{} is no manifest and nobody says why",
            document.name
        );
    }
}

#[test]
fn toml_and_the_same_json_give_the_same_manifest() {
    let [toml, json] = ["good.toml", "good-as-json.json"].map(|name| document(name).report());
    assert_eq!(toml.manifest, json.manifest);
    assert!(toml.findings.is_empty() && json.findings.is_empty());
}

#[test]
fn every_fix_takes_its_finding_away() {
    let mut fixes = 0;
    for document in documents() {
        let Ok(source) = std::str::from_utf8(&document.bytes) else { continue };
        let report = document.report();
        for finding in report.findings.iter() {
            let Some(change) = &finding.fix else { continue };
            let name = &document.name;
            let fixed = fix::apply(source, document.format, change);
            let fixed = fixed.unwrap_or_else(|error| panic!("{name}: {change:?}: {error}"));
            let Context { catalogue, policy, .. } = &document.context;
            let after = lint(&fixed, document.format, catalogue, policy, &document.facts);
            let same = |report: &Report| {
                report
                    .findings
                    .iter()
                    .filter(|it| it.rule == finding.rule && it.facts == finding.facts)
                    .count()
            };
            assert!(same(&after) < same(&report), "{name}: {finding:#?} is still there in\n{fixed}");
            let comments = |text: &str| text.lines().filter(|line| line.starts_with("# ")).count();
            assert_eq!(comments(&fixed), comments(source), "{name}: {change:?} took a comment away");
            fixes += 1;
        }
    }
    assert!(fixes > 30, "only {fixes} findings have a fix");
}

#[test]
fn every_finding_has_all_the_facts_that_its_words_need() {
    for document in documents() {
        for finding in &document.report().findings {
            for language in Language::ALL {
                let words = words::finding(language, finding);
                for text in [&words.title, &words.why, &words.fix] {
                    let blank = ["“”", "„“", "  ", " .", " ,", "()", " )"];
                    let blank = blank.iter().any(|hole| text.contains(hole));
                    assert!(!blank, "{} of {}: {text:?}", finding.rule, document.name);
                }
            }
        }
    }
}
