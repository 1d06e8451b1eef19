//! Reasons of a review in words: what adds to a risk, and what a stage found.

use serde_json::Value;
use shared::{
    decisions::reason::Reason,
    manifest::{
        report::Finding,
        rule::Rule,
        source::Place,
        words::{self, Language},
    },
    sandbox::{
        budget::{self, Over},
        contract,
    },
};

use crate::{
    i18n::{list, number, use_locale},
    listings::nags,
};

/// A sentence without a full stop. A reason that this version does not know is told by its id and its facts.
pub fn sentence(reason: &Reason) -> String {
    let known = SENTENCES.iter().find(|(id, _, _)| *id == reason.id);
    match known {
        Some((_, english, german)) => {
            let mut said = use_locale().pick(*english, *german).to_owned();
            for (name, value) in &reason.facts {
                said = said.replace(&format!("{{{name}}}"), &fact(value));
            }
            said
        }
        None if reason.id.starts_with("nag.") => nags::sentence(reason),
        None if reason.id.starts_with("lint.") => lint(reason).unwrap_or_else(|| reason.id.to_string()),
        None if Called::of(reason).is_some() => called(reason),
        None => {
            let facts: Vec<_> =
                reason.facts.iter().map(|(name, value)| format!("{name}: {}", fact(value))).collect();
            if facts.is_empty() {
                reason.id.to_string()
            } else {
                format!("{} ({})", reason.id, facts.join(", "))
            }
        }
    }
}

/// What the linter found, as it says it itself, with where that is.
fn lint(reason: &Reason) -> Option<String> {
    let rule: Rule = reason.id.strip_prefix("lint.")?.parse().ok()?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let facts = reason.facts.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?)));
    let pointer = reason.facts.get("place").and_then(text).unwrap_or_default();
    let finding = Finding {
        rule,
        severity: rule.severity(),
        place: Place { pointer: pointer.clone(), line: None, column: None, span: None },
        facts: facts.collect(),
        fix: None,
    };
    let language = use_locale().pick(Language::English, Language::German);
    let said = words::finding(language, &finding).title;
    Some(if pointer.is_empty() { said } else { format!("{said} ({pointer})") })
}

/// What came of calling an app.
enum Called {
    Contract(contract::report::Finding),
    Performance(Over),
}

impl Called {
    fn of(reason: &Reason) -> Option<Self> {
        let contract = contract::report::Finding::of_reason(reason).map(Self::Contract);
        contract.or_else(|| Over::of_reason(reason).map(Self::Performance))
    }
}

/// The same in words, with where in the manifest the endpoint stands.
fn called(reason: &Reason) -> String {
    let language = use_locale().pick(Language::English, Language::German);
    let said = match Called::of(reason) {
        Some(Called::Contract(finding)) => contract::words::finding(language, &finding).title,
        Some(Called::Performance(over)) => budget::words::over(language, &over).title,
        None => reason.id.to_string(),
    };
    match reason.facts.get("place").and_then(Value::as_str) {
        Some(pointer) if !pointer.is_empty() => format!("{said} ({pointer})"),
        _ => said,
    }
}

/// A fact as it stands in a sentence.
fn fact(value: &Value) -> String {
    let locale = use_locale();
    match value {
        Value::String(text) => text.clone(),
        Value::Array(members) => list(locale, &members.iter().map(fact).collect::<Vec<_>>()),
        Value::Number(count) => {
            count.as_u64().map_or_else(|| count.to_string(), |count| number(locale, count))
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => value.to_string(),
    }
}

/// Id, English, German.
const SENTENCES: &[(&str, &str, &str)] = &[
    (
        "sandbox.none",
        "No sandbox says where the app is: make one for this app, and submit it again",
        "Keine Sandbox sagt, wo die App ist: legen Sie eine für diese App an und reichen Sie erneut ein",
    ),
    (
        "sandbox.manifest",
        "The manifest cannot be read, so nothing says what to call",
        "Das Manifest ist nicht lesbar, also sagt nichts, was aufzurufen ist",
    ),
    (
        "sandbox.no_caller",
        "The program could not call anything: submit it again, or ask the program",
        "Das Programm konnte nichts aufrufen: reichen Sie erneut ein, oder fragen Sie das Programm",
    ),
    (
        "risk.first_version",
        "Nothing of this listing was approved before",
        "Von diesem Eintrag wurde noch nichts freigegeben",
    ),
    (
        "risk.new_partner",
        "Nothing of this partner was approved before",
        "Von diesem Partner wurde noch nichts freigegeben",
    ),
    ("risk.scopes_added", "It asks for new scopes: {which}", "Es verlangt neue Berechtigungen: {which}"),
    (
        "risk.sensitive_scopes",
        "Of what it asks for anew, this is sensitive: {which}",
        "Von dem, was es neu verlangt, ist dies heikel: {which}",
    ),
    ("risk.data_classes", "It stores new classes of data: {which}", "Es speichert neue Datenarten: {which}"),
    ("risk.residency", "Where data is kept changes: {which}", "Wo Daten liegen, ändert sich: {which}"),
    ("risk.destinations", "It sends to new hosts: {which}", "Es sendet an neue Hosts: {which}"),
    ("risk.subprocessors", "Others work with the data: {which}", "Andere arbeiten mit den Daten: {which}"),
    ("risk.name_changed", "It is called otherwise", "Es heißt anders"),
    ("risk.name_held", "The name is too like another one", "Der Name ist einem anderen zu ähnlich"),
    ("risk.owner_changed", "It belongs to somebody else", "Es gehört jemand anderem"),
    (
        "risk.incidents",
        "Suspensions of listings of this partner within a year: {count}",
        "Aussetzungen von Einträgen dieses Partners binnen eines Jahres: {count}",
    ),
    (
        "risk.rejections",
        "Rejected submissions of the partner within a year: {count}",
        "Abgelehnte Einreichungen des Partners binnen eines Jahres: {count}",
    ),
    (
        "risk.widely_installed",
        "Many customers have it installed: {installs}",
        "Viele Kunden haben es installiert: {installs}",
    ),
];

#[cfg(test)]
mod tests {
    use shared::{
        decisions::receipt::Rule,
        review::{
            policy::RiskPolicy,
            risk::{RiskInputs, RiskScore},
        },
    };

    use super::*;

    #[test]
    fn whatever_adds_to_a_risk_has_words() {
        let inputs = RiskInputs {
            changes: shared::review::model::Changes::default(),
            sensitive: Vec::new(),
            name_held: false,
            new_partner: false,
            incidents: 0,
            rejections: 0,
            installs: 0,
            policy: RiskPolicy::default(),
        };
        // What does not apply is listed, too.
        let all = RiskScore::judge(&inputs).alternatives;
        assert_eq!(all.len(), SENTENCES.iter().filter(|(id, _, _)| id.starts_with("risk.")).count());
        for absent in all {
            assert!(SENTENCES.iter().any(|(id, _, _)| *id == absent.verdict), "{}", absent.verdict);
        }
    }

    #[test]
    fn facts_stand_in_the_sentence_and_an_unknown_reason_is_told_as_it_is() {
        let scopes = Reason::new("risk.scopes_added").with("which", ["contacts:read", "files:write"]);
        assert_eq!(sentence(&scopes), "It asks for new scopes: contacts:read and files:write");
        let installs = Reason::new("risk.widely_installed").with("installs", 12_000);
        assert_eq!(sentence(&installs), "Many customers have it installed: 12,000");
        let lint = Reason::new("lint.field.unknown").with("place", "/scopes/0/x");
        assert!(!sentence(&lint).starts_with("lint."), "{}", sentence(&lint));
        let late = Over::P95 { ms: 900, limit_ms: 500 }.reason("/health/url");
        let said = sentence(&late);
        assert!(said.contains("900 ms") && said.ends_with("(/health/url)"), "{said}");
        assert_eq!(sentence(&Reason::new("unheard.of").with("after", 30)), "unheard.of (after: 30)");
    }
}
