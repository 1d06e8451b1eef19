//! The linter: a document in, a report out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    catalogue::Catalogue,
    fix::Fix,
    model::{Manifest, SCHEMA},
    policy::LintPolicy,
    report::{Finding, Made, Report},
    rule::{Rule, Severity},
    rules, shape,
    source::{self, At, Format, Lines, Node, Span, Tree},
};
use crate::canonical::Digest;

/// Texts of a document are cut to as many characters when they become facts.
const FACT_CHARS: usize = 120;

/// What the linter has to know beside the document, the catalogue and the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// In UTC.
    pub today: NaiveDate,
    /// What the last approved version said, if one was approved.
    #[serde(default)]
    pub approved: Option<Manifest>,
}

/// Finds what is wrong with a document. Whatever the text is, the answer is a report.
pub fn lint(
    source: &str,
    format: Format,
    catalogue: &Catalogue,
    policy: &LintPolicy,
    facts: &Facts,
) -> Report {
    let made = |manifest| Made {
        format,
        document: Digest::of_bytes(source).to_string(),
        catalogue: catalogue.hash(),
        policy: policy.hash(),
        manifest,
    };
    let lines = Lines::new(source);
    match source::read(source, format, policy) {
        Ok(document) => {
            let mut linter = Linter {
                format,
                root: &document.root,
                lines,
                catalogue,
                policy,
                facts,
                findings: Vec::new(),
            };
            for (pointer, span) in document.duplicates {
                let name = source::segments(&pointer).last().unwrap_or_default().into_owned();
                linter.add(Said::of(Rule::DocumentDuplicateKey, pointer).fact("name", &name).at(span));
            }
            let manifest = linter.document();
            Report::close(made(manifest), linter.finish())
        }
        Err(unreadable) => {
            let place = lines.place(String::new(), unreadable.span);
            let facts = unreadable.facts.into_iter().map(|(name, fact)| (name.to_owned(), shown(&fact)));
            let finding = Finding {
                rule: unreadable.rule,
                severity: Severity::Error,
                place,
                facts: facts.collect(),
                fix: None,
            };
            Report::close(made(None), vec![finding])
        }
    }
}

/// As [`lint`], of bytes that may be no text: they are a finding too.
pub fn lint_bytes(
    bytes: &[u8],
    format: Format,
    catalogue: &Catalogue,
    policy: &LintPolicy,
    facts: &Facts,
) -> Report {
    let error = match std::str::from_utf8(bytes) {
        Ok(source) => return lint(source, format, catalogue, policy, facts),
        Err(error) => error,
    };
    let read = std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default();
    let place = Lines::new(read).place(String::new(), Some(Span { start: read.len(), end: read.len() }));
    let finding = Finding {
        rule: Rule::DocumentNotUtf8,
        severity: Severity::Error,
        place,
        facts: BTreeMap::from([("offset".to_owned(), format!("{}", error.valid_up_to()))]),
        fix: None,
    };
    let made = Made {
        format,
        document: Digest::of_bytes(bytes).to_string(),
        catalogue: catalogue.hash(),
        policy: policy.hash(),
        manifest: None,
    };
    Report::close(made, vec![finding])
}

/// What a rule says, before it has a place and a weight.
pub(super) struct Said {
    rule: Rule,
    pointer: String,
    span: Option<Span>,
    facts: BTreeMap<String, String>,
    fix: Option<Fix>,
}

impl Said {
    pub(super) fn of(rule: Rule, pointer: impl Into<String>) -> Self {
        Self { rule, pointer: pointer.into(), span: None, facts: BTreeMap::new(), fix: None }
    }

    /// A text that the sentences need.
    pub(super) fn fact(mut self, name: &str, fact: &str) -> Self {
        self.facts.insert(name.to_owned(), shown(fact));
        self
    }

    /// A text that the sentences need, where it is known.
    pub(super) fn maybe(self, name: &str, fact: Option<&str>) -> Self {
        match fact {
            Some(fact) => self.fact(name, fact),
            None => self,
        }
    }

    /// A number that the sentences need.
    pub(super) fn number(self, name: &str, fact: impl std::fmt::Display) -> Self {
        self.fact(name, &format!("{fact}"))
    }

    /// Another place than that of the value.
    pub(super) fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The one change that puts it right, where there is one.
    pub(super) fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }
}

/// A text as it can be shown anywhere: not too long, and nothing in it that is not seen.
pub(crate) fn shown(text: &str) -> String {
    let visible = |letter: char| if crate::looks::is_unseen(letter) { '\u{fffd}' } else { letter };
    let mut shown: String = text.chars().take(FACT_CHARS).map(visible).collect();
    if text.chars().nth(FACT_CHARS).is_some() {
        shown.push('…');
    }
    shown
}

/// What the rules share while a document is looked at.
pub(super) struct Linter<'a> {
    pub(super) format: Format,
    pub(super) root: &'a Node,
    lines: Lines<'a>,
    pub(super) catalogue: &'a Catalogue,
    pub(super) policy: &'a LintPolicy,
    pub(super) facts: &'a Facts,
    /// With the place that a rule named, if it did. Lines are counted when it is known what is listed.
    findings: Vec<(Finding, Option<Span>)>,
}

impl<'a> Linter<'a> {
    pub(super) fn root(&self) -> At<'a> {
        At::root(self.root)
    }

    pub(super) fn add(&mut self, said: Said) {
        let finding = Finding {
            rule: said.rule,
            severity: self.policy.severity(said.rule, self.facts.today),
            place: self.lines.place(said.pointer, None),
            facts: said.facts,
            fix: said.fix,
        };
        self.findings.push((finding, said.span));
    }

    /// Looks at everything. The manifest is there when the document is one in its form.
    fn document(&mut self) -> Option<Manifest> {
        let Tree::Table(_) = self.root.tree else {
            self.add(Said::of(Rule::DocumentNotATable, "").fact("found", self.root.kind()));
            return None;
        };
        if !self.schema() {
            return None;
        }
        rules::form::check(self);
        let manifest: Option<Manifest> =
            serde_json::from_value(shape::known(self.root, &shape::MANIFEST)).ok();
        rules::check(self, manifest.as_ref());
        manifest
    }

    /// Whether the document is of the schema that the rules are about.
    fn schema(&mut self) -> bool {
        let Some(schema) = self.root().get("schema") else {
            let fix = Fix::Insert { pointer: "/schema".to_owned(), value: SCHEMA.into() };
            self.add(Said::of(Rule::SchemaMissing, "/schema").number("known", SCHEMA).fix(fix));
            return true;
        };
        match schema.integer() {
            Some(number) if number == i64::from(SCHEMA) => true,
            Some(number) => {
                let said = Said::of(Rule::SchemaUnknown, schema.pointer).number("found", number);
                self.add(said.number("known", SCHEMA));
                false
            }
            // That it is no number is said with the other types.
            None => true,
        }
    }

    /// The findings with their places: the first ones in the order of the report, and how many more there are.
    fn finish(mut self) -> Vec<Finding> {
        let limit = self.policy.max_findings;
        if self.findings.len() > limit {
            self.findings.sort_by_cached_key(|(finding, _)| super::report::order(finding));
            let more = self.findings.len() - limit;
            self.findings.truncate(limit);
            self.add(Said::of(Rule::DocumentTooManyFindings, "").number("more", more).number("limit", limit));
        }
        let place = |(finding, span): (Finding, Option<Span>)| {
            let span = span.or_else(|| self.root.locate(&finding.place.pointer));
            Finding { place: self.lines.place(finding.place.pointer, span), ..finding }
        };
        self.findings.into_iter().map(place).collect()
    }
}
