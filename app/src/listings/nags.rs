//! What a draft lacks, in words.

use serde_json::Value;
use shared::decisions::reason::Reason;

use crate::i18n::use_locale;

/// A sentence without a full stop; the id itself for a reason that this version does not know.
pub fn sentence(reason: &Reason) -> String {
    let known = SENTENCES.iter().find(|(id, _, _)| *id == reason.id);
    let Some((_, english, german)) = known else { return reason.id.to_string() };
    let mut said = use_locale().pick(*english, *german).to_owned();
    for (name, fact) in &reason.facts {
        let fact = match fact {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        said = said.replace(&format!("{{{name}}}"), &fact);
    }
    said
}

/// Id, English, German.
const SENTENCES: &[(&str, &str, &str)] = &[
    ("nag.name_missing", "A name", "Ein Name"),
    (
        "nag.name_long",
        "The name has {there} characters; at most {most} fit",
        "Der Name hat {there} Zeichen; höchstens {most} passen",
    ),
    ("nag.tagline_missing", "One line about it", "Eine Zeile darüber"),
    (
        "nag.tagline_long",
        "The line has {there} characters; at most {most} fit",
        "Die Zeile hat {there} Zeichen; höchstens {most} passen",
    ),
    (
        "nag.tagline_short",
        "The line says little: {there} characters, {least} are good",
        "Die Zeile sagt wenig: {there} Zeichen, {least} sind gut",
    ),
    (
        "nag.description_short",
        "A description of at least {least} characters; it has {there}",
        "Eine Beschreibung von mindestens {least} Zeichen; sie hat {there}",
    ),
    (
        "nag.description_thin",
        "A fuller description: it has {there} characters, {least} are good",
        "Eine ausführlichere Beschreibung: sie hat {there} Zeichen, {least} sind gut",
    ),
    (
        "nag.description_headings",
        "Headings in the description: it has {there}, {least} are good",
        "Überschriften in der Beschreibung: sie hat {there}, {least} sind gut",
    ),
    ("nag.icon_missing", "An icon", "Ein Symbol"),
    (
        "nag.screenshots_few",
        "At least {least} screenshots; there are {there}",
        "Mindestens {least} Bildschirmfotos; es sind {there}",
    ),
    (
        "nag.screenshots_many",
        "At most {most} screenshots; there are {there}",
        "Höchstens {most} Bildschirmfotos; es sind {there}",
    ),
    (
        "nag.screenshots_alt_missing",
        "A text for screenshots: {count} have none",
        "Ein Text zu Bildschirmfotos: {count} haben keinen",
    ),
    (
        "nag.screenshots_alt_short",
        "A longer text for screenshots: {count} are short",
        "Ein längerer Text zu Bildschirmfotos: {count} sind kurz",
    ),
    ("nag.video_missing", "A video", "Ein Video"),
    ("nag.website_missing", "The app's own website", "Die eigene Website der App"),
    ("nag.category_missing", "A category", "Eine Kategorie"),
    (
        "nag.categories_many",
        "Fewer categories: there are {there}, {most} are enough",
        "Weniger Kategorien: es sind {there}, {most} genügen",
    ),
    ("nag.vertical_missing", "The industries that it is made for", "Die Branchen, für die es gemacht ist"),
    ("nag.job_missing", "The jobs that customers hire it for", "Die Aufgaben, für die Kunden es nehmen"),
    ("nag.language_missing", "The languages of the app", "Die Sprachen der App"),
    ("nag.pricing_missing", "How it is paid for", "Wie es bezahlt wird"),
    ("nag.plan_missing", "A plan with its price", "Ein Tarif mit Preis"),
    (
        "nag.plans_bare",
        "What is in the plans: {count} do not say",
        "Was in den Tarifen steckt: {count} sagen es nicht",
    ),
    ("nag.trial_missing", "A trial", "Eine Probezeit"),
    ("nag.support_missing", "An address or a page for help", "Eine Adresse oder eine Seite für Hilfe"),
    (
        "nag.sla_missing",
        "What is promised about answers and uptime",
        "Was über Antworten und Verfügbarkeit zugesagt ist",
    ),
    ("nag.data_missing", "What is stored, and why", "Was gespeichert wird, und warum"),
    ("nag.privacy_missing", "The address of the privacy policy", "Die Adresse der Datenschutzerklärung"),
    ("nag.security_contact_missing", "Whom to tell of a security hole", "Wer von einer Lücke erfahren soll"),
    ("nag.data_regions_missing", "The regions where data is kept", "Die Regionen, in denen Daten liegen"),
    ("nag.security_test_missing", "The last test by somebody outside", "Die letzte Prüfung von außen"),
    (
        "nag.changelog_missing",
        "What changed since the last version",
        "Was seit der letzten Version anders ist",
    ),
    ("nag.manifest_missing", "A manifest", "Ein Manifest"),
    (
        "nag.manifest_errors",
        "A manifest without errors; it has {count}",
        "Ein Manifest ohne Fehler; es hat {count}",
    ),
    (
        "nag.sandbox_missing",
        "A sandbox that says where reviews call the app",
        "Eine Sandbox, die sagt, wo Prüfungen die App aufrufen",
    ),
    ("nag.manifest_warnings", "Warnings about the manifest: {count}", "Warnungen zum Manifest: {count}"),
];

#[cfg(test)]
mod tests {
    use shared::listings::{
        field::Content,
        nags::{Facts, ManifestFacts, nags},
        policy::NagPolicy,
    };

    use super::SENTENCES;

    #[test]
    fn whatever_an_empty_draft_lacks_has_words() {
        let facts = Facts {
            content: &Content::default(),
            manifest: ManifestFacts::default(),
            callable: false,
            published_before: true,
            policy: &NagPolicy::default(),
        };
        for nag in nags(&facts) {
            assert!(SENTENCES.iter().any(|(id, _, _)| *id == nag.reason.id), "{}", nag.reason.id);
        }
    }

    #[test]
    fn each_reason_is_told_once_with_the_same_facts_in_both_languages() {
        let facts = |text: &str| {
            let mut names: Vec<_> =
                text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
            names.sort_unstable();
            names.join(" ")
        };
        for (at, (id, english, german)) in SENTENCES.iter().enumerate() {
            assert_eq!(facts(english), facts(german), "{id}");
            assert!(SENTENCES[..at].iter().all(|(other, _, _)| other != id), "{id} twice");
        }
    }
}
