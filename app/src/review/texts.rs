//! Texts that the pages of the console share.

use shared::{
    listings::field::Field,
    review::{
        api::End,
        queue::Basis,
        stage::{Severity, StageKind, StageState},
    },
};

use super::risk::Level;
use crate::i18n::{plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub pages: &'static str,
    pub queue: &'static str,
    pub figures: &'static str,
    pub stage: fn(StageKind) -> &'static str,
    pub state: fn(&StageState) -> &'static str,
    pub end: fn(End) -> &'static str,
    pub level: fn(Level) -> &'static str,
    pub risk_of: fn(u32) -> String,
    pub sensitive: &'static str,
    pub severity: fn(Severity) -> &'static str,
    pub field: fn(Option<Field>) -> &'static str,
    pub round: fn(u32) -> String,
    /// How many runs, and when it is tried again.
    pub broke_off: fn(u64, &str) -> String,
    pub left: &'static str,
    pub you: &'static str,
    pub too_few: &'static str,
    pub rests_on: fn(Basis, u64) -> String,
}

/// The texts of the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&ENGLISH, &GERMAN)
}

static ENGLISH: Texts = Texts {
    pages: "Pages of reviews",
    queue: "Queue",
    figures: "Figures",
    stage: |stage| match stage {
        StageKind::Lint => "Linter",
        StageKind::ContractTests => "Contract tests",
        StageKind::PerformanceBudget => "Performance budget",
        StageKind::SecurityReview => "Security review",
        StageKind::EditorialReview => "Editorial review",
        StageKind::Approval => "Approval",
    },
    state: |state| match state {
        StageState::Waiting => "Not begun",
        StageState::Running { .. } => "Under way",
        StageState::Passed { .. } => "Passed",
        StageState::Failed { .. } => "Failed",
        StageState::Skipped { .. } => "Not needed",
    },
    end: |end| match end {
        End::Approved => "Approved",
        End::ChangesRequested => "Changes requested",
        End::Rejected => "Rejected",
        End::Withdrawn => "Withdrawn",
    },
    level: |level| match level {
        Level::Low => "low",
        Level::Moderate => "moderate",
        Level::High => "high",
        Level::VeryHigh => "very high",
    },
    risk_of: |score| format!("Risk {score} of 100"),
    sensitive: "Sensitive",
    severity: |severity| match severity {
        Severity::Error => "Has to be mended",
        Severity::Warning => "Should be mended",
        Severity::Hint => "Worth knowing",
    },
    field: |field| match field {
        None => "The whole",
        Some(Field::Name) => "Name",
        Some(Field::Tagline) => "One line",
        Some(Field::Description) => "Description",
        Some(Field::Icon) => "Icon",
        Some(Field::Screenshots) => "Screenshots",
        Some(Field::Video) => "Video",
        Some(Field::Website) => "Website",
        Some(Field::Categories) => "Categories",
        Some(Field::Verticals) => "Verticals",
        Some(Field::Jobs) => "Jobs to be done",
        Some(Field::Tags) => "Tags",
        Some(Field::Languages) => "Languages",
        Some(Field::Pricing) => "Pricing",
        Some(Field::Plans) => "Plans",
        Some(Field::TrialDays) => "Trial",
        Some(Field::Support) => "Help",
        Some(Field::Sla) => "Promises",
        Some(Field::Data) => "Data and trust",
        Some(Field::Changelog) => "Changelog",
        Some(Field::Manifest) => "Manifest",
    },
    round: |round| format!("round {round}"),
    broke_off: |times, at| {
        let runs =
            plural(times, "A run of ours broke off".to_owned(), format!("{times} runs of ours broke off"));
        format!("{runs}. It is tried again on {at}; nothing is asked of the partner.")
    },
    left: "Somebody who has left",
    you: "You",
    too_few: "Too few to tell",
    rests_on: |basis, samples| {
        let reviews = plural(samples, "1 review".to_owned(), format!("{samples} reviews"));
        match basis {
            Basis::Category => format!("{reviews} of the category"),
            Basis::AllCategories => format!("{reviews} of all categories: this one has too few"),
            Basis::TooFew => reviews,
        }
    },
};

static GERMAN: Texts = Texts {
    pages: "Seiten der Prüfungen",
    queue: "Schlange",
    figures: "Zahlen",
    stage: |stage| match stage {
        StageKind::Lint => "Linter",
        StageKind::ContractTests => "Vertragstests",
        StageKind::PerformanceBudget => "Leistungsbudget",
        StageKind::SecurityReview => "Sicherheitsprüfung",
        StageKind::EditorialReview => "Redaktionelle Prüfung",
        StageKind::Approval => "Freigabe",
    },
    state: |state| match state {
        StageState::Waiting => "Nicht begonnen",
        StageState::Running { .. } => "Läuft",
        StageState::Passed { .. } => "Bestanden",
        StageState::Failed { .. } => "Nicht bestanden",
        StageState::Skipped { .. } => "Nicht nötig",
    },
    end: |end| match end {
        End::Approved => "Freigegeben",
        End::ChangesRequested => "Änderungen erbeten",
        End::Rejected => "Abgelehnt",
        End::Withdrawn => "Zurückgezogen",
    },
    level: |level| match level {
        Level::Low => "gering",
        Level::Moderate => "mäßig",
        Level::High => "hoch",
        Level::VeryHigh => "sehr hoch",
    },
    risk_of: |score| format!("Risiko {score} von 100"),
    sensitive: "Heikel",
    severity: |severity| match severity {
        Severity::Error => "Zu beheben",
        Severity::Warning => "Sollte behoben werden",
        Severity::Hint => "Gut zu wissen",
    },
    field: |field| match field {
        None => "Das Ganze",
        Some(Field::Name) => "Name",
        Some(Field::Tagline) => "Eine Zeile",
        Some(Field::Description) => "Beschreibung",
        Some(Field::Icon) => "Symbol",
        Some(Field::Screenshots) => "Bildschirmfotos",
        Some(Field::Video) => "Video",
        Some(Field::Website) => "Website",
        Some(Field::Categories) => "Kategorien",
        Some(Field::Verticals) => "Branchen",
        Some(Field::Jobs) => "Aufgaben",
        Some(Field::Tags) => "Stichwörter",
        Some(Field::Languages) => "Sprachen",
        Some(Field::Pricing) => "Preismodell",
        Some(Field::Plans) => "Tarife",
        Some(Field::TrialDays) => "Probezeit",
        Some(Field::Support) => "Hilfe",
        Some(Field::Sla) => "Zusagen",
        Some(Field::Data) => "Daten und Vertrauen",
        Some(Field::Changelog) => "Änderungsprotokoll",
        Some(Field::Manifest) => "Manifest",
    },
    round: |round| format!("Runde {round}"),
    broke_off: |times, at| {
        let runs = plural(
            times,
            "Ein Lauf von uns brach ab".to_owned(),
            format!("{times} Läufe von uns brachen ab"),
        );
        format!("{runs}. Der nächste Versuch ist am {at}; vom Partner wird nichts verlangt.")
    },
    left: "Jemand, der gegangen ist",
    you: "Sie",
    too_few: "Zu wenige, um es zu sagen",
    rests_on: |basis, samples| {
        let reviews = plural(samples, "1 Prüfung".to_owned(), format!("{samples} Prüfungen"));
        match basis {
            Basis::Category => format!("{reviews} der Kategorie"),
            Basis::AllCategories => format!("{reviews} aller Kategorien: diese hat zu wenige"),
            Basis::TooFew => reviews,
        }
    },
};
