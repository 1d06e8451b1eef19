//! What the form of a manifest calls its parts.

use crate::i18n::use_locale;

/// A name and what is said below it, in English and in German.
type Words = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// What a group is called, and the button that adds one to it.
pub(super) fn group(path: &str) -> Option<(&'static str, &'static str)> {
    let (_, english, add, german, hinzu) = GROUPS.iter().find(|(known, ..)| *known == path)?;
    Some(use_locale().pick((*english, *add), (*german, *hinzu)))
}

/// What a part of a group is called, and what is said below it.
pub(super) fn slot(path: &str, name: &str) -> Option<(&'static str, &'static str)> {
    let known = |words: &&Words| words.0.rsplit_once('.') == Some((path, name));
    let (_, english, hint, german, hinweis) = SLOTS.iter().find(known)?;
    Some(use_locale().pick((*english, *hint), (*german, *hinweis)))
}

/// Path; English title and button; German title and button.
const GROUPS: &[Words] = &[
    ("identity", "Who the app is", "", "Wer die App ist", ""),
    ("entry", "Where it is called", "", "Wo sie aufgerufen wird", ""),
    ("health", "Where it says whether it is well", "", "Wo sie sagt, ob es ihr gut geht", ""),
    (
        "scopes",
        "What it asks consent for",
        "Add a scope",
        "Wofür sie um Zustimmung bittet",
        "Zugriff hinzufügen",
    ),
    ("surfaces", "Where it appears", "Add a place", "Wo sie erscheint", "Ort hinzufügen"),
    ("events", "What it wants to be told", "", "Was sie erfahren will", ""),
    ("webhooks", "Where events are sent", "Add an address", "Wohin Ereignisse gehen", "Adresse hinzufügen"),
    ("data", "What it keeps", "Add a class of data", "Was sie aufbewahrt", "Datenklasse hinzufügen"),
    (
        "subprocessors",
        "Who else handles customers’ data",
        "Add a subprocessor",
        "Wer sonst mit Daten der Kunden arbeitet",
        "Unterauftragnehmer hinzufügen",
    ),
    (
        "destinations",
        "Hosts that it talks to",
        "Add a host",
        "Hosts, mit denen sie spricht",
        "Host hinzufügen",
    ),
    ("meters", "What is counted", "Add a meter", "Was gezählt wird", "Zähler hinzufügen"),
    ("plans", "Plans that are billed", "Add a plan", "Tarife, die abgerechnet werden", "Tarif hinzufügen"),
    (
        "plans.usage",
        "Paid by use",
        "Add a usage price",
        "Nach Verbrauch bezahlt",
        "Verbrauchspreis hinzufügen",
    ),
    ("support", "Who helps", "", "Wer hilft", ""),
];

/// Path; English name and hint; German name and hint.
const SLOTS: &[Words] = &[
    (
        "identity.id",
        "Id",
        "Lower-case letters, digits and hyphens; the same in every version.",
        "Kennung",
        "Kleine Buchstaben, Ziffern und Bindestriche; in jeder Version dieselbe.",
    ),
    ("identity.name", "Name", "", "Name", ""),
    ("identity.version", "Version", "Such as 1.4.0.", "Version", "Etwa 1.4.0."),
    ("identity.summary", "In one sentence", "", "In einem Satz", ""),
    (
        "entry.launch",
        "Start",
        "Opened when a person starts the app.",
        "Start",
        "Wird geöffnet, wenn jemand die App startet.",
    ),
    (
        "entry.install",
        "Installed",
        "Called when a customer has installed the app.",
        "Installiert",
        "Wird aufgerufen, wenn ein Kunde die App installiert hat.",
    ),
    (
        "entry.uninstall",
        "Removed",
        "Called when a customer has removed the app: their data has to go.",
        "Entfernt",
        "Wird aufgerufen, wenn ein Kunde die App entfernt hat: seine Daten müssen weg.",
    ),
    (
        "health.url",
        "Health",
        "Answers 200 while the app works.",
        "Gesundheit",
        "Antwortet mit 200, solange die App läuft.",
    ),
    ("scopes.scope", "Scope", "", "Zugriff", ""),
    (
        "scopes.purpose",
        "Purpose",
        "Why, in words for the customer who is asked.",
        "Zweck",
        "Warum, in Worten für den Kunden, der gefragt wird.",
    ),
    ("scopes.required", "The app does not work without it", "", "Ohne ihn geht die App nicht", ""),
    (
        "scopes.fields",
        "Fields",
        "Only these are read or written.",
        "Felder",
        "Nur diese werden gelesen oder geschrieben.",
    ),
    ("surfaces.kind", "Kind", "", "Art", ""),
    ("surfaces.where", "Place", "", "Ort", ""),
    ("surfaces.title", "Title there", "", "Titel dort", ""),
    ("events.subscribe", "Events", "", "Ereignisse", ""),
    ("webhooks.url", "Address", "", "Adresse", ""),
    ("webhooks.events", "Events", "", "Ereignisse", ""),
    ("data.class", "Class of data", "", "Datenklasse", ""),
    ("data.purpose", "Purpose", "", "Zweck", ""),
    ("data.regions", "Regions", "Where it is kept.", "Regionen", "Wo es liegt."),
    ("data.retention_days", "Days until it is deleted", "", "Tage bis zur Löschung", ""),
    ("subprocessors.name", "Name", "", "Name", ""),
    ("subprocessors.country", "Country", "Two letters, such as DE.", "Land", "Zwei Buchstaben, etwa DE."),
    ("subprocessors.purpose", "Purpose", "", "Zweck", ""),
    ("subprocessors.url", "Page", "", "Seite", ""),
    (
        "destinations.host",
        "Host",
        "A name without scheme, port and path.",
        "Host",
        "Ein Name ohne Schema, Port und Pfad.",
    ),
    ("destinations.purpose", "Purpose", "", "Zweck", ""),
    ("meters.id", "Id", "Plans name it.", "Kennung", "Tarife nennen sie."),
    ("meters.name", "Name", "", "Name", ""),
    (
        "meters.unit",
        "What one of it is called",
        "Such as order.",
        "Wie eines davon heißt",
        "Etwa Bestellung.",
    ),
    ("plans.id", "Id", "", "Kennung", ""),
    ("plans.name", "Name", "", "Name", ""),
    (
        "plans.price",
        "Price",
        "A plan that costs nothing says 0.",
        "Preis",
        "Ein Tarif, der nichts kostet, sagt 0.",
    ),
    ("plans.interval", "Due", "", "Fällig", ""),
    ("plans.trial_days", "Days of a trial", "", "Tage zur Probe", ""),
    ("plans.usage.meter", "Meter", "", "Zähler", ""),
    (
        "plans.usage.included",
        "Included",
        "Units that cost nothing more.",
        "Enthalten",
        "Einheiten, die nichts extra kosten.",
    ),
    ("plans.usage.price", "Price of one more", "", "Preis für eine weitere", ""),
    ("support.email", "Mail address", "", "Mailadresse", ""),
    ("support.url", "Page for help", "", "Seite für Hilfe", ""),
    ("support.sla_hours", "Hours to the first answer", "", "Stunden bis zur ersten Antwort", ""),
    ("support.languages", "Languages", "", "Sprachen", ""),
];
