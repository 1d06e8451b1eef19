//! The linter gives in a browser what it gives on the server and in the terminal: one corpus, one hash for each
//! document.

use std::collections::BTreeMap;

use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../../../shared/corpus/manifest/document.rs"]
mod document;

use document::Document;

/// The hash of the report of each document; the tests of `shared` write and check them.
const HASHES: &str = include_str!("../../../shared/corpus/manifest-hashes.json");

macro_rules! files {
    ($($name:literal,)*) => {
        &[$(($name, include_bytes!(concat!("../../../shared/corpus/manifest/", $name)).as_slice()),)*]
    };
}

/// Documents, and what differs from the defaults for some.
const FILES: &[(&str, &[u8])] = files![
    "broken.json",
    "broken.toml",
    "data.toml",
    "duplicate-keys.json",
    "duplicates.toml",
    "empty.toml",
    "entry.toml",
    "events.toml",
    "good-as-json.json",
    "good.toml",
    "homoglyphs.toml",
    "list-too-long.toml",
    "list-too-long.toml.context.json",
    "list.json",
    "loopback.toml",
    "loopback.toml.context.json",
    "nested.json",
    "nested.toml",
    "network.toml",
    "no-support.toml",
    "not-utf8.toml",
    "open-brackets.json",
    "other-id.toml",
    "other-id.toml.context.json",
    "patch.toml",
    "patch.toml.context.json",
    "phased-in.toml",
    "phased-in.toml.context.json",
    "plans.toml",
    "purposes.toml",
    "schema-missing.toml",
    "schema-two.toml",
    "scopes.toml",
    "since-approved.toml",
    "since-approved.toml.context.json",
    "support.toml",
    "surfaces.toml",
    "texts.toml",
    "too-large.toml",
    "too-large.toml.context.json",
    "too-many-entries.toml",
    "too-many-entries.toml.context.json",
    "too-many-findings.toml",
    "too-many-findings.toml.context.json",
    "two-hundred-scopes.toml",
    "two-hundred-scopes.toml.context.json",
    "unknown-fields.toml",
    "unseen-characters.toml",
    "urls.toml",
    "versions.toml",
    "wrong-types.json",
];

fn file(name: &str) -> Option<Vec<u8>> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, bytes)| bytes.to_vec())
}

#[wasm_bindgen_test]
fn every_document_of_the_corpus_gives_the_same_report_in_the_browser() {
    let expected: BTreeMap<String, String> = serde_json::from_str(HASHES).expect("hashes by name");
    let documents = FILES.iter().map(|(name, _)| *name).filter(|name| !name.ends_with(".context.json"));
    let documents: Vec<_> = documents.map(|name| Document::read(name, &file)).collect();
    let hash = |document: &Document| (document.name.clone(), document.report().hash);
    let found: BTreeMap<_, _> = documents.iter().map(hash).collect();
    let names: Vec<_> = found.keys().collect();
    assert_eq!(
        names,
        expected.keys().collect::<Vec<_>>(),
        "FILES of this file is every document of the corpus"
    );
    assert_eq!(found, expected);
}
