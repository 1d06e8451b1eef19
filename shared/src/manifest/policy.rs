//! The numbers and words that the linter measures by, as data.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    catalogue::Sensitivity,
    rule::{Rule, Severity},
};

/// What the program asks of a manifest. `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LintPolicy {
    /// Bytes of a document.
    pub max_bytes: usize,
    /// How deep lists and tables may be nested.
    pub max_depth: usize,
    /// Entries of lists and tables, all together.
    pub max_entries: usize,
    /// Findings of a report. What is beyond is counted, not listed.
    pub max_findings: usize,
    /// Entries of one list.
    pub max_list: usize,
    /// A purpose in fewer characters says nothing.
    pub min_purpose_chars: usize,
    /// Texts that stand for a purpose that somebody meant to write later. Compared in lower case.
    pub placeholders: Vec<String>,
    pub max_trial_days: u32,
    /// Whether `http` and hosts of one's own machine are let through: for a demo and for the command line.
    pub allow_loopback: bool,
    pub retention: RetentionLimits,
    pub text: TextLimits,
    /// Rules that weigh something else than by default.
    pub severities: BTreeMap<Rule, Severity>,
    /// Rules that are new: before this day none of them is more than a warning.
    pub needed_since: BTreeMap<Rule, NaiveDate>,
}

/// The longest that data may be kept, in days, by how sensitive it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetentionLimits {
    pub ordinary_days: u32,
    pub personal_days: u32,
    pub sensitive_days: u32,
}

/// The longest that texts may be, in characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextLimits {
    /// The name of the app, a plan, a meter, a subprocessor; the title of a surface.
    pub name: usize,
    pub summary: usize,
    pub purpose: usize,
    pub url: usize,
    /// What is named in the catalogue or by a code, and every other text.
    pub word: usize,
}

impl Default for LintPolicy {
    fn default() -> Self {
        let placeholders = [
            "asdf",
            "fixme",
            "later",
            "lorem ipsum",
            "n/a",
            "none",
            "placeholder",
            "purpose",
            "tba",
            "tbd",
            "test",
            "todo",
            "wip",
            "xxx",
        ];
        Self {
            max_bytes: 512 * 1024,
            max_depth: 16,
            max_entries: 20_000,
            max_findings: 500,
            max_list: 300,
            min_purpose_chars: 20,
            placeholders: placeholders.map(str::to_owned).to_vec(),
            max_trial_days: 90,
            allow_loopback: false,
            retention: RetentionLimits::default(),
            text: TextLimits::default(),
            severities: BTreeMap::new(),
            needed_since: BTreeMap::new(),
        }
    }
}

impl Default for RetentionLimits {
    fn default() -> Self {
        Self { ordinary_days: 3650, personal_days: 1095, sensitive_days: 365 }
    }
}

impl Default for TextLimits {
    fn default() -> Self {
        Self { name: 60, summary: 160, purpose: 400, url: 500, word: 120 }
    }
}

impl RetentionLimits {
    /// Days for data of this kind.
    pub const fn days(&self, sensitivity: Sensitivity) -> u32 {
        match sensitivity {
            Sensitivity::Ordinary => self.ordinary_days,
            Sensitivity::Personal => self.personal_days,
            Sensitivity::Sensitive => self.sensitive_days,
        }
    }
}

impl LintPolicy {
    /// What a rule weighs on a day.
    pub fn severity(&self, rule: Rule, today: NaiveDate) -> Severity {
        let severity = self.severities.get(&rule).copied().unwrap_or(rule.severity());
        match self.needed_since.get(&rule) {
            Some(since) if today < *since => severity.max(Severity::Warning),
            Some(_) | None => severity,
        }
    }

    /// SHA-256 of the policy in lower-case hex.
    pub fn hash(&self) -> String {
        crate::canonical::Digest::of(self).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_rule_only_warns_until_its_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 6, day).expect("a day");
        let mut policy = LintPolicy::default();
        policy.needed_since.insert(Rule::SupportMissing, day(10));
        assert_eq!(policy.severity(Rule::SupportMissing, day(9)), Severity::Warning);
        assert_eq!(policy.severity(Rule::SupportMissing, day(10)), Severity::Error);
        policy.severities.insert(Rule::SupportMissing, Severity::Hint);
        assert_eq!(policy.severity(Rule::SupportMissing, day(9)), Severity::Hint);
    }

    #[test]
    fn a_policy_reads_back_and_what_changes_in_it_changes_its_hash() {
        let mut policy = LintPolicy::default();
        policy.severities.insert(Rule::ScopeUnused, Severity::Error);
        let json = serde_json::to_string(&policy).expect("json");
        assert_eq!(serde_json::from_str::<LintPolicy>(&json).expect("a policy"), policy);
        assert_ne!(policy.hash(), LintPolicy::default().hash());
    }
}
