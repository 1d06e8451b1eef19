//! What is said of a finding and of a change, in each language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    diff::{Change, Part, What},
    report::Finding,
    rule::{Rule, Severity},
};

mod de;
mod en;
pub(crate) mod template;

/// A language that the linter speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Language {
    English,
    German,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    const fn table(self) -> &'static Table {
        match self {
            Self::English => &en::TABLE,
            Self::German => &de::TABLE,
        }
    }
}

/// The sentences about a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words {
    /// What was found, without a full stop.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub fix: String,
}

/// The sentences of a rule, to be filled with facts: title, why it matters, how to put it right.
///
/// `{name}` becomes the fact of that name; what stands in `[` and `]` is left out when a fact in it is not
/// known.
struct Sentences(&'static str, &'static str, &'static str);

/// One language. What is missing in it does not compile.
struct Table {
    rule: fn(Rule) -> Sentences,
    severity: fn(Severity) -> &'static str,
    part: fn(Part) -> &'static str,
    /// With `{part}`, `{key}`, `{field}`, `{before}` and `{after}`.
    change: fn(What) -> &'static str,
    /// A field of an entry, or the kind of a value, by the name that facts have for it.
    name: fn(&str) -> Option<&'static str>,
    /// In the place of a value that is not there.
    nothing: &'static str,
}

/// What is said of a finding.
pub fn finding(language: Language, finding: &Finding) -> Words {
    let table = language.table();
    let mut facts = finding.facts.clone();
    // Kinds of values have a name in each language. The facts themselves have the same in all.
    if finding.rule == Rule::FieldWrongType || finding.rule == Rule::DocumentNotATable {
        for fact in ["expected", "found"] {
            if let Some(name) = facts.get_mut(fact)
                && let Some(said) = (table.name)(name)
            {
                said.clone_into(name);
            }
        }
    }
    // So have fields that were changed.
    if matches!(finding.rule, Rule::ScopeChanged | Rule::SubprocessorChanged)
        && let Some(field) = facts.get_mut("field")
        && let Some(said) = (table.name)(field)
    {
        said.clone_into(field);
    }
    let Sentences(title, why, fix) = (table.rule)(finding.rule);
    let fill = |text| template::fill(text, &facts);
    Words { title: fill(title), why: fill(why), fix: fill(fix) }
}

/// What findings of a weight are called, in the singular.
pub fn severity(language: Language, severity: Severity) -> &'static str {
    (language.table().severity)(severity)
}

/// What a part of a manifest is called.
pub fn part(language: Language, part: Part) -> &'static str {
    (language.table().part)(part)
}

/// What changed, as one line without a full stop.
pub fn change(language: Language, change: &Change) -> String {
    let table = language.table();
    let mut facts = BTreeMap::from([("part".to_owned(), (table.part)(change.part).to_owned())]);
    let mut put = |name: &str, fact: Option<&str>| {
        if let Some(fact) = fact.filter(|fact| !fact.is_empty()) {
            facts.insert(name.to_owned(), fact.to_owned());
        }
    };
    put("key", Some(&change.key));
    put("field", change.field.as_deref().map(|field| (table.name)(field).unwrap_or(field)));
    match change.what {
        What::Changed => {
            put("before", change.before.as_deref().or(Some(table.nothing)));
            put("after", change.after.as_deref().or(Some(table.nothing)));
        }
        What::Added | What::Removed => {
            put("before", change.before.as_deref());
            put("after", change.after.as_deref());
        }
    }
    template::fill((table.change)(change.what), &facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{diff, samples};

    #[test]
    fn every_rule_has_words_in_every_language() {
        for language in Language::ALL {
            for rule in Rule::ALL {
                let Sentences(title, why, fix) = (language.table().rule)(*rule);
                for text in [title, why, fix] {
                    assert!(!text.trim().is_empty(), "{rule} in {language:?}");
                    assert_eq!(text.matches('[').count(), text.matches(']').count(), "{rule}: {text}");
                    assert!(!text.contains("  "), "{rule} in {language:?}: {text}");
                }
                assert!(!title.ends_with('.'), "the title of {rule} in {language:?}");
                for text in [why, fix] {
                    assert!(text.ends_with(['.', ']', '?']), "{rule} in {language:?}: {text}");
                }
            }
            for part in Part::ALL {
                assert!(!super::part(language, part).is_empty());
            }
        }
    }

    #[test]
    fn both_languages_use_the_same_facts() {
        let facts = |language: Language, rule: Rule| {
            let Sentences(title, why, fix) = (language.table().rule)(rule);
            template::names(&[title, why, fix].concat())
        };
        for rule in Rule::ALL {
            assert_eq!(facts(Language::English, *rule), facts(Language::German, *rule), "{rule}");
        }
    }

    #[test]
    fn german_speaks_formally() {
        for rule in Rule::ALL {
            let Sentences(title, why, fix) = (Language::German.table().rule)(*rule);
            for word in [title, why, fix].join(" ").split(|letter: char| !letter.is_alphabetic()) {
                assert!(!["du", "dein", "deine", "dich", "dir", "euch", "eure"].contains(&word), "{rule}");
            }
        }
    }

    #[test]
    fn a_finding_is_said_with_its_facts() {
        let report = samples::toml(&samples::with("\"orders:read\"", "\"order:read\""));
        let unknown = report.findings.iter().find(|it| it.rule == Rule::ScopeUnknown).expect("found");
        let words = finding(Language::English, unknown);
        assert_eq!(words.title, "The scope “order:read” is not known");
        assert!(words.fix.contains("orders:read"), "{words:?}");
        let words = finding(Language::German, unknown);
        assert_eq!(words.title, "Die Berechtigung „order:read“ ist nicht bekannt");
    }

    #[test]
    fn a_change_is_said_in_one_line() {
        let before = samples::good();
        let mut after = before.clone();
        after.identity.name = "Parcel Beacon".to_owned();
        after.data[0].regions.push("us".to_owned());
        after.scopes.remove(2);
        after.data[0].retention_days = None;
        let diff = diff::between(&before, &after);
        let said = |language| diff.changes.iter().map(|it| change(language, it)).collect::<Vec<_>>();
        assert_eq!(
            said(Language::English),
            [
                "Identity: name was “Parcel Lantern”, is “Parcel Beacon”",
                "Scopes, “tickets:write” is gone",
                "Data, “order-history”: days of retention was “365”, is “nothing”",
                "Regions, “order-history”: “us” is new",
            ]
        );
        assert_eq!(said(Language::German)[3], "Regionen, „order-history“: „us“ ist neu");
    }
}
