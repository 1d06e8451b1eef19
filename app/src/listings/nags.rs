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
    (
        "nag.name_alike",
        "A name that is told apart: this one is too like {with}, so that its review waits for a person",
        "Ein Name, der sich unterscheidet: Dieser ist {with} zu ähnlich, daher wartet seine Prüfung auf einen Menschen",
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
    (
        "nag.video_not_web",
        "A video at an address with https:// or http://; “{found}” is none",
        "Ein Video unter einer Adresse mit https:// oder http://; „{found}“ ist keine",
    ),
    ("nag.website_missing", "The app's own website", "Die eigene Website der App"),
    (
        "nag.website_not_web",
        "A website at an address with https:// or http://; “{found}” is none",
        "Eine Website unter einer Adresse mit https:// oder http://; „{found}“ ist keine",
    ),
    ("nag.category_missing", "A category", "Eine Kategorie"),
    (
        "nag.categories_many",
        "Fewer categories: there are {there}, {most} are enough",
        "Weniger Kategorien: es sind {there}, {most} genügen",
    ),
    (
        "nag.terms_unknown",
        "Terms that the marketplace has; it does not have {terms}",
        "Begriffe, die der Marktplatz hat; er hat nicht: {terms}",
    ),
    ("nag.vertical_missing", "The industries that it is made for", "Die Branchen, für die es gemacht ist"),
    ("nag.job_missing", "The jobs that customers hire it for", "Die Aufgaben, für die Kunden es nehmen"),
    ("nag.language_missing", "The languages of the app", "Die Sprachen der App"),
    (
        "nag.languages_not_tags",
        "Languages as tags such as en or pt-BR; these are none: {found}",
        "Sprachen als Kürzel wie en oder pt-BR; das sind keine: {found}",
    ),
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
        "nag.support_not_mail",
        "A mail address for help; “{found}” is none",
        "Eine Mailadresse für Hilfe; „{found}“ ist keine",
    ),
    (
        "nag.support_not_web",
        "A page for help at an address with https:// or http://; “{found}” is none",
        "Eine Seite für Hilfe unter einer Adresse mit https:// oder http://; „{found}“ ist keine",
    ),
    (
        "nag.sla_missing",
        "What is promised about answers and uptime",
        "Was über Antworten und Verfügbarkeit zugesagt ist",
    ),
    (
        "nag.first_answer_apart",
        "A first answer within 1 to {most} hours; it says {there}",
        "Eine erste Antwort in 1 bis {most} Stunden; angegeben sind {there}",
    ),
    (
        "nag.uptime_apart",
        "A promised uptime above 0 and up to 100 per cent",
        "Eine zugesagte Verfügbarkeit über 0 und bis 100 Prozent",
    ),
    ("nag.data_missing", "What is stored, and why", "Was gespeichert wird, und warum"),
    ("nag.privacy_missing", "The address of the privacy policy", "Die Adresse der Datenschutzerklärung"),
    (
        "nag.privacy_not_web",
        "A privacy policy at an address with https:// or http://; “{found}” is none",
        "Eine Datenschutzerklärung unter einer Adresse mit https:// oder http://; „{found}“ ist keine",
    ),
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
    use std::collections::BTreeSet;

    use serde_json::json;
    use shared::{
        decisions::reason::Reason,
        listings::{
            field::{Content, Field},
            nags::{Facts, ManifestFacts, nags},
            names::NamesAlike,
            policy::NagPolicy,
            terms::UnknownTerms,
        },
        slug::Slug,
    };

    use super::{SENTENCES, sentence};

    /// All that is said of a draft.
    fn reasons(content: &Content, unknown: &UnknownTerms, alike: &NamesAlike) -> Vec<Reason> {
        let facts = Facts {
            content,
            manifest: ManifestFacts::default(),
            callable: false,
            unknown,
            alike: Some(alike),
            published_before: true,
            policy: &NagPolicy::default(),
        };
        nags(&facts).into_iter().map(|nag| nag.reason).collect()
    }

    fn have_words(reasons: &[Reason]) {
        for reason in reasons {
            assert!(SENTENCES.iter().any(|(id, _, _)| *id == reason.id), "{}", reason.id);
            let said = sentence(reason);
            assert!(!said.contains(['{', '}']), "a fact is missing: {said}");
        }
    }

    #[test]
    fn whatever_an_empty_draft_lacks_has_words() {
        have_words(&reasons(
            &Content::default(),
            &UnknownTerms::new(),
            &NamesAlike { candidate: String::new(), with: Vec::new() },
        ));
    }

    #[test]
    fn whatever_cannot_be_right_has_words_that_name_it() {
        let content = json!({
            "name": "n".repeat(100), "tagline": "t".repeat(200), "description": "d".repeat(900),
            "video": "javascript:a", "website": "ledger", "categories": ["a", "b", "c", "d"],
            "verticals": ["b"], "jobs": ["c"], "languages": ["German"],
            "support": { "email": "nobody", "url": "help" },
            "sla": { "first_answer_hours": 0, "uptime_basis_points": 0 }, "data": { "privacy_url": "soon" },
        });
        let content: Content = serde_json::from_value(content).expect("a draft");
        let term = |text: &str| BTreeSet::from([text.parse::<Slug>().expect("an address")]);
        let unknown = UnknownTerms::from([
            (Field::Categories, term("a")),
            (Field::Verticals, term("b")),
            (Field::Jobs, term("c")),
        ]);
        let alike = NamesAlike { candidate: content.name.clone(), with: vec!["Nnn".to_owned()] };
        let reasons = reasons(&content, &unknown, &alike);
        have_words(&reasons);
        let said: Vec<_> = reasons.iter().map(sentence).collect();
        for named in
            ["javascript:a", "ledger", "German", "nobody", "help", "soon", "not have a", "not have b", "Nnn"]
        {
            assert!(said.iter().any(|said| said.contains(named)), "{named}: {said:#?}");
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
