//! What holds for every document.

use proptest::prelude::*;
use serde_json::Value;

use super::{
    fix::{self, Fix},
    report::Report,
    samples::{self, GOOD, facts, found, has},
    source::Format,
    *,
};
use crate::manifest::{catalogue::Catalogue, policy::LintPolicy, rule::Rule};

fn good_json() -> Value {
    serde_json::to_value(samples::good()).expect("json")
}

/// The places of everything in a document.
fn pointers(value: &Value, pointer: &str, all: &mut Vec<String>) {
    all.push(pointer.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{pointer}/{index}"), all);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                pointers(member, &source::child(pointer, name), all);
            }
        }
        _ => {}
    }
}

/// The same document with its members in another order.
fn shuffled(value: &Value, turn: usize) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| shuffled(item, turn)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, member)| format!("{}: {}", Value::from(name.as_str()), shuffled(member, turn)))
                .collect();
            let turn = turn % members.len().max(1);
            members.rotate_left(turn);
            if turn % 2 == 1 {
                members.reverse();
            }
            format!("{{\n{}\n}}", members.join(",\n"))
        }
        other => other.to_string(),
    }
}

/// A document as TOML with everything in line.
fn as_toml(value: &Value) -> String {
    let members = value.as_object().expect("a table");
    let member = |(name, member): (&String, &Value)| {
        Some(format!("{name} = {}\n", fix::toml::of_json(member)?.to_string().trim()))
    };
    members.iter().filter_map(member).collect()
}

/// What was found, wherever it stands in the text.
fn said(report: &Report) -> Vec<String> {
    report.findings.iter().map(|it| format!("{} {} {:?}", it.rule, it.place.pointer, it.facts)).collect()
}

fn every_fix_works(source: &str, format: Format, report: &Report) -> Result<(), TestCaseError> {
    for finding in &report.findings {
        let Some(change) = &finding.fix else { continue };
        let fixed = fix::apply(source, format, change);
        let fixed = fixed.map_err(|error| TestCaseError::fail(format!("{change:?}: {error}\n{source}")))?;
        let after = lint(&fixed, format, &Catalogue::default(), &LintPolicy::default(), &facts());
        let same = |report: &Report| {
            report.findings.iter().filter(|it| it.rule == finding.rule && it.facts == finding.facts).count()
        };
        prop_assert!(same(&after) < same(report), "{:?} is still there:\n{}", finding, fixed);
    }
    Ok(())
}

fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::from("")),
        Just(Value::from("orders:read")),
        Just(Value::from("tickets:all")),
        Just(Value::from(" Order.Created ")),
        Just(Value::from("http://app.parcel-lantern.example")),
        Just(Value::from("\u{202e}p\u{430}y")),
        Just(Value::from("12")),
        Just(Value::from("true")),
        Just(Value::from(-1)),
        Just(Value::from(i64::MAX)),
        Just(Value::from(true)),
        Just(serde_json::json!([])),
        Just(serde_json::json!(["eu", "eu"])),
        Just(serde_json::json!({})),
        "\\PC{0,30}".prop_map(Value::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_gives_a_report(text in "(?s).{0,200}", toml in any::<bool>()) {
        let report = if toml { samples::toml(&text) } else { samples::json(&text) };
        prop_assert!(!report.passes);
        prop_assert_eq!(report.expected_hash(), report.hash);
    }

    #[test]
    fn any_bytes_give_a_report(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in [Format::Toml, Format::Json] {
            let report =
                lint_bytes(&bytes, format, &Catalogue::default(), &LintPolicy::default(), &facts());
            prop_assert!(!report.passes && !report.findings.is_empty());
        }
    }

    #[test]
    fn a_good_document_that_was_damaged_gives_a_report(
        from in 0_usize..4000, length in 0_usize..60, put in "[\\[\\]{}\"'=.,#\\n a-z\u{430}\u{0}]{0,8}",
    ) {
        let json = serde_json::to_string_pretty(&good_json()).expect("json");
        for (source, format) in [(GOOD, Format::Toml), (json.as_str(), Format::Json)] {
            let from = source.floor_char_boundary(from);
            let to = source.floor_char_boundary((from + length).min(source.len()));
            let damaged = [&source[..from], &put, &source[to..]].concat();
            let report = lint(&damaged, format, &Catalogue::default(), &LintPolicy::default(), &facts());
            prop_assert!(report.manifest.is_some() || !report.findings.is_empty());
            for finding in &report.findings {
                let span = finding.place.span;
                prop_assert!(span.is_none_or(|span| damaged.get(span.start..span.end).is_some()), "{:?}", finding);
            }
            every_fix_works(&damaged, format, &report)?;
        }
    }

    #[test]
    fn what_stands_in_a_field_is_judged_alike_in_both_formats_and_every_fix_works(
        at in any::<prop::sample::Index>(), value in anything(), turn in 0_usize..12, gone in any::<bool>(),
    ) {
        let mut document = good_json();
        let mut all = Vec::new();
        pointers(&document, "", &mut all);
        let pointer = all[1 + at.index(all.len() - 1)].clone();
        if gone {
            let fix = Fix::Remove { pointer };
            let text = fix::apply(&document.to_string(), Format::Json, &fix).expect("it is there");
            document = serde_json::from_str(&text).expect("json");
        } else {
            *document.pointer_mut(&pointer).expect("it is there") = value;
        }
        let json = document.to_string();
        let report = samples::json(&json);
        let turned = shuffled(&document, turn);
        prop_assert_eq!(said(&samples::json(&turned)), said(&report), "in another order");
        let toml = as_toml(&document);
        let in_toml = samples::toml(&toml);
        // A member of another name may stand where only JSON can be sure that it is named once.
        prop_assert_eq!(said(&in_toml), said(&report), "in TOML:\n{}", toml);
        prop_assert_eq!(&in_toml.manifest, &report.manifest);
        every_fix_works(&json, Format::Json, &report)?;
        every_fix_works(&toml, Format::Toml, &in_toml)?;
        every_fix_works(&turned, Format::Json, &samples::json(&turned))?;
    }

    #[test]
    fn a_fix_is_made_in_a_document_with_comments(at in any::<prop::sample::Index>(), value in anything()) {
        let mut all = Vec::new();
        pointers(&good_json(), "", &mut all);
        let pointer = all[1 + at.index(all.len() - 1)].clone();
        let set = Fix::Set { pointer: pointer.clone(), value: value.clone() };
        let Ok(changed) = fix::apply(GOOD, Format::Toml, &set) else { return Ok(()) };
        every_fix_works(&changed, Format::Toml, &samples::toml(&changed))?;
    }
}

#[test]
fn nothing_is_found_in_the_good_manifest() {
    let report = samples::toml(GOOD);
    assert_eq!(found(&report), Vec::<String>::new());
    assert!(report.passes);
}

#[test]
fn five_megabytes_are_a_finding() {
    let report = samples::toml(&"# nothing\n".repeat(524_288));
    assert!(has(&report, Rule::DocumentTooLarge) && !report.passes);
}

#[test]
fn the_hash_tells_documents_policies_and_catalogues_apart() {
    let (catalogue, policy) = (Catalogue::default(), LintPolicy::default());
    let report = lint(GOOD, Format::Toml, &catalogue, &policy, &facts());
    assert_eq!(lint(GOOD, Format::Toml, &catalogue, &policy, &facts()), report);
    let mut smaller = catalogue.clone();
    smaller.regions.pop();
    let stricter = LintPolicy { max_trial_days: 30, ..policy.clone() };
    let others = [
        lint(GOOD, Format::Toml, &smaller, &policy, &facts()),
        lint(GOOD, Format::Toml, &catalogue, &stricter, &facts()),
        lint(&format!("{GOOD}\n"), Format::Toml, &catalogue, &policy, &facts()),
    ];
    for other in others {
        assert_ne!(other.hash, report.hash);
    }
}
