//! Texts of the pages of a partner's listings.

use shared::listings::{field::Field, nags::Level, state::Phase};

use crate::i18n::{plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub lead: &'static str,
    pub caption: &'static str,
    pub none_title: &'static str,
    pub none_body: &'static str,
    pub name: &'static str,
    pub state: &'static str,
    pub customers_have: &'static str,
    pub edited: &'static str,
    pub under_way: &'static str,
    pub never: &'static str,
    pub start: &'static str,
    pub start_title: &'static str,
    pub begin: &'static str,
    pub start_name: &'static str,
    pub start_name_hint: &'static str,
    pub no_name: &'static str,
    pub cancel: &'static str,
    pub back: &'static str,
    pub in_marketplace: &'static str,
    pub phase: fn(Phase) -> &'static str,
    pub level: fn(Level) -> &'static str,
    pub checklist: &'static str,
    pub checklist_done: &'static str,
    pub checklist_count: fn(u64) -> String,
    pub preview: &'static str,
    pub preview_note: &'static str,
    pub preview_nothing: &'static str,
    pub basics: &'static str,
    pub pictures: &'static str,
    pub find: &'static str,
    pub help: &'static str,
    pub data: &'static str,
    pub manifest: &'static str,
    pub manifest_lead: &'static str,
    pub manifest_good: &'static str,
    pub manifest_hash: &'static str,
    pub manifest_line: fn(u32, u32) -> String,
    pub manifest_fix: &'static str,
    pub label: fn(Field, Option<&'static str>) -> (&'static str, &'static str),
    pub bad_number: &'static str,
    pub bad_percent: &'static str,
    pub bad_day: &'static str,
    pub bad_shape: &'static str,
    pub saving: &'static str,
    pub saved: &'static str,
    pub waiting: &'static str,
    pub refused: fn(&str) -> String,
    pub conflict: fn(Option<&str>) -> String,
    pub theirs: &'static str,
    pub yours: &'static str,
    pub take_theirs: &'static str,
    pub keep_yours: &'static str,
    pub emptied: &'static str,
}

/// The texts of the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&ENGLISH, &GERMAN)
}

static ENGLISH: Texts = Texts {
    lead: "What your organisation offers in the marketplace, and what you are still working on. Customers see a listing once one of its versions is published.",
    caption: "Listings of the organisation",
    none_title: "No listing yet",
    none_body: "Start one with a name. You can write on it with colleagues; nobody else sees it before it is published.",
    name: "Listing",
    state: "State",
    customers_have: "Customers have",
    edited: "Written last",
    under_way: "under way",
    never: "nothing yet",
    start: "Start a listing",
    start_title: "Start a listing",
    begin: "Start writing",
    start_name: "Name of the app",
    start_name_hint: "You can change it until it is published.",
    no_name: "Write a name.",
    cancel: "Cancel",
    back: "All listings",
    in_marketplace: "In the marketplace",
    phase: |phase| match phase {
        Phase::Draft => "Draft",
        Phase::Submitted => "In the queue",
        Phase::InReview => "In review",
        Phase::ChangesRequested => "Changes requested",
        Phase::Rejected => "Rejected",
        Phase::Approved => "Approved",
        Phase::Scheduled => "Scheduled",
        Phase::Published => "Published",
        Phase::Unlisted => "Unlisted",
        Phase::Suspended => "Suspended",
        Phase::Deprecated => "Replaced",
        Phase::Archived => "Archived",
    },
    level: |level| match level {
        Level::Required => "Required",
        Level::Warning => "Reviewers will ask",
        Level::Suggestion => "Helps customers",
    },
    checklist: "What is missing",
    checklist_done: "Nothing is missing.",
    checklist_count: |count| plural(count, "1 required thing".to_owned(), format!("{count} required things")),
    preview: "Preview",
    preview_note: "As customers will see it, from what you typed.",
    preview_nothing: "The description appears here as you write it.",
    basics: "What it is",
    pictures: "How it looks",
    find: "How customers find it",
    help: "Help and promises",
    data: "Data and trust",
    manifest: "Manifest",
    manifest_lead: "What the app asks for, stores and calls, as TOML. It is checked as you type, with the same rules as in review and by `guildhall lint`.",
    manifest_good: "Nothing found.",
    manifest_hash: "Report",
    manifest_line: |line, column| format!("line {line}, column {column}"),
    manifest_fix: "Fix it",
    label: |field, member| match (field, member) {
        (Field::Name, _) => ("Name", ""),
        (Field::Tagline, _) => ("In one line", "What it does for whom, in at most 160 characters."),
        (Field::Description, _) => {
            ("Description", "Markdown: headings, lists, links. At least 200 characters.")
        }
        (Field::Website, _) => ("Website", ""),
        (Field::Video, _) => ("Video", "A link to a short film of the app at work."),
        (Field::Categories, _) => {
            ("Categories", "Addresses of categories such as crm; the first is the main one.")
        }
        (Field::Verticals, _) => ("Verticals", "Industries that it is made for, separated by commas."),
        (Field::Jobs, _) => ("Jobs to be done", "What customers hire it for, separated by commas."),
        (Field::Tags, _) => ("Tags", "Free words for the search, separated by commas."),
        (Field::Languages, _) => ("Languages of the app", "Tags such as en, de, pt-BR."),
        (Field::TrialDays, _) => ("Days of a trial", "Leave it empty when there is none."),
        (Field::Support, Some("email")) => ("Address for help", ""),
        (Field::Support, _) => ("Page for help", ""),
        (Field::Sla, Some("first_answer_hours")) => ("Hours to the first answer", ""),
        (Field::Sla, _) => ("Promised uptime in per cent", "Such as 99.5."),
        (Field::Data, Some("stored")) => ("What is stored, and why", "Write “Nothing” when nothing is."),
        (Field::Data, Some("regions")) => {
            ("Regions where it is kept", "Separated by commas, such as eu, us.")
        }
        (Field::Data, Some("retention_days")) => ("Days until it is deleted after the end", ""),
        (Field::Data, Some("subprocessors")) => ("Who else works with it", "One a line."),
        (Field::Data, Some("privacy_url")) => ("Privacy policy", "Its address."),
        (Field::Data, Some("security_contact")) => {
            ("Whom to tell of a security hole", "A mail address or a page.")
        }
        (Field::Data, _) => ("Last test by somebody outside", "A day such as 2026-11-22."),
        (Field::Manifest, _) => ("Manifest", ""),
        _ => (field.as_str(), ""),
    },
    bad_number: "Write a whole number.",
    bad_percent: "Write per cent with at most two decimals, up to 100.",
    bad_day: "Write a day such as 2026-11-22.",
    bad_shape: "This is not accepted here yet; it is not saved. Addresses of terms have lower-case letters, digits and hyphens.",
    saving: "Saving …",
    saved: "Saved",
    waiting: "Kept on this device; it is sent when the server can be reached",
    refused: |why| format!("Not saved: {why}"),
    conflict: |who| match who {
        Some(who) => format!("{who} wrote here after you had opened it. Both are below; choose one."),
        None => "Somebody wrote here after you had opened it. Both are below; choose one.".to_owned(),
    },
    theirs: "Theirs",
    yours: "Yours",
    take_theirs: "Take theirs",
    keep_yours: "Keep yours",
    emptied: "(emptied)",
};

static GERMAN: Texts = Texts {
    lead: "Was Ihre Organisation im Marktplatz anbietet und woran Sie noch arbeiten. Kunden sehen einen Eintrag, sobald eine seiner Versionen veröffentlicht ist.",
    caption: "Einträge der Organisation",
    none_title: "Noch kein Eintrag",
    none_body: "Beginnen Sie einen mit einem Namen. Sie können mit Kolleginnen und Kollegen daran schreiben; niemand sonst sieht ihn vor der Veröffentlichung.",
    name: "Eintrag",
    state: "Stand",
    customers_have: "Kunden haben",
    edited: "Zuletzt geschrieben",
    under_way: "unterwegs",
    never: "noch nichts",
    start: "Eintrag beginnen",
    start_title: "Eintrag beginnen",
    begin: "Zu schreiben beginnen",
    start_name: "Name der App",
    start_name_hint: "Er lässt sich bis zur Veröffentlichung ändern.",
    no_name: "Schreiben Sie einen Namen.",
    cancel: "Abbrechen",
    back: "Alle Einträge",
    in_marketplace: "Im Marktplatz",
    phase: |phase| match phase {
        Phase::Draft => "Entwurf",
        Phase::Submitted => "In der Schlange",
        Phase::InReview => "In Prüfung",
        Phase::ChangesRequested => "Änderungen erbeten",
        Phase::Rejected => "Abgelehnt",
        Phase::Approved => "Freigegeben",
        Phase::Scheduled => "Eingeplant",
        Phase::Published => "Veröffentlicht",
        Phase::Unlisted => "Nicht gelistet",
        Phase::Suspended => "Ausgesetzt",
        Phase::Deprecated => "Ersetzt",
        Phase::Archived => "Archiviert",
    },
    level: |level| match level {
        Level::Required => "Nötig",
        Level::Warning => "Danach wird gefragt",
        Level::Suggestion => "Hilft Kunden",
    },
    checklist: "Was fehlt",
    checklist_done: "Es fehlt nichts.",
    checklist_count: |count| plural(count, "1 nötige Angabe".to_owned(), format!("{count} nötige Angaben")),
    preview: "Vorschau",
    preview_note: "Wie Kunden es sehen werden, aus dem, was Sie geschrieben haben.",
    preview_nothing: "Die Beschreibung erscheint hier, während Sie schreiben.",
    basics: "Was es ist",
    pictures: "Wie es aussieht",
    find: "Wie Kunden es finden",
    help: "Hilfe und Zusagen",
    data: "Daten und Vertrauen",
    manifest: "Manifest",
    manifest_lead: "Was die App verlangt, speichert und aufruft, als TOML. Es wird beim Schreiben geprüft, nach denselben Regeln wie in der Prüfung und durch `guildhall lint`.",
    manifest_good: "Nichts gefunden.",
    manifest_hash: "Bericht",
    manifest_line: |line, column| format!("Zeile {line}, Spalte {column}"),
    manifest_fix: "Beheben",
    label: |field, member| match (field, member) {
        (Field::Name, _) => ("Name", ""),
        (Field::Tagline, _) => ("In einer Zeile", "Was es für wen tut, in höchstens 160 Zeichen."),
        (Field::Description, _) => {
            ("Beschreibung", "Markdown: Überschriften, Listen, Links. Mindestens 200 Zeichen.")
        }
        (Field::Website, _) => ("Website", ""),
        (Field::Video, _) => ("Video", "Ein Link auf einen kurzen Film der App bei der Arbeit."),
        (Field::Categories, _) => {
            ("Kategorien", "Adressen von Kategorien wie crm; die erste ist die wichtigste.")
        }
        (Field::Verticals, _) => ("Branchen", "Für welche Branchen es gemacht ist, durch Kommas getrennt."),
        (Field::Jobs, _) => ("Aufgaben", "Wofür Kunden es nehmen, durch Kommas getrennt."),
        (Field::Tags, _) => ("Stichwörter", "Freie Wörter für die Suche, durch Kommas getrennt."),
        (Field::Languages, _) => ("Sprachen der App", "Kürzel wie en, de, pt-BR."),
        (Field::TrialDays, _) => ("Tage zur Probe", "Leer lassen, wenn es keine gibt."),
        (Field::Support, Some("email")) => ("Adresse für Hilfe", ""),
        (Field::Support, _) => ("Seite für Hilfe", ""),
        (Field::Sla, Some("first_answer_hours")) => ("Stunden bis zur ersten Antwort", ""),
        (Field::Sla, _) => ("Zugesagte Verfügbarkeit in Prozent", "Etwa 99,5."),
        (Field::Data, Some("stored")) => {
            ("Was gespeichert wird, und warum", "Schreiben Sie „Nichts“, wenn es nichts ist.")
        }
        (Field::Data, Some("regions")) => {
            ("Regionen, in denen es liegt", "Durch Kommas getrennt, etwa eu, us.")
        }
        (Field::Data, Some("retention_days")) => ("Tage bis zur Löschung nach dem Ende", ""),
        (Field::Data, Some("subprocessors")) => ("Wer sonst damit arbeitet", "Je Zeile einer."),
        (Field::Data, Some("privacy_url")) => ("Datenschutzerklärung", "Ihre Adresse."),
        (Field::Data, Some("security_contact")) => {
            ("Wer von einer Lücke erfahren soll", "Eine Mailadresse oder eine Seite.")
        }
        (Field::Data, _) => ("Letzte Prüfung von außen", "Ein Tag wie 2026-11-22."),
        (Field::Manifest, _) => ("Manifest", ""),
        _ => (field.as_str(), ""),
    },
    bad_number: "Schreiben Sie eine ganze Zahl.",
    bad_percent: "Schreiben Sie Prozent mit höchstens zwei Nachkommastellen, bis 100.",
    bad_day: "Schreiben Sie einen Tag wie 2026-11-22.",
    bad_shape: "Das geht hier noch nicht; es ist nicht gespeichert. Adressen von Begriffen haben kleine Buchstaben, Ziffern und Bindestriche.",
    saving: "Wird gespeichert …",
    saved: "Gespeichert",
    waiting: "Auf diesem Gerät aufgehoben; es wird gesendet, sobald der Server erreichbar ist",
    refused: |why| format!("Nicht gespeichert: {why}"),
    conflict: |who| match who {
        Some(who) => format!(
            "{who} hat hier geschrieben, nachdem Sie es geöffnet hatten. Beides steht unten; wählen Sie."
        ),
        None => "Hier wurde geschrieben, nachdem Sie es geöffnet hatten. Beides steht unten; wählen Sie."
            .to_owned(),
    },
    theirs: "Von den anderen",
    yours: "Von Ihnen",
    take_theirs: "Deren nehmen",
    keep_yours: "Eigenes behalten",
    emptied: "(geleert)",
};
