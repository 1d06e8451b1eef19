//! Texts of the page of a listing's versions.

use shared::listings::state::VersionState;

use crate::i18n::{plural, use_locale};

/// One language of this page.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub around: &'static str,
    pub title: &'static str,
    pub to_draft: &'static str,
    pub versions: &'static str,
    pub none: &'static str,
    pub suspended: &'static str,
    pub way_back: &'static str,
    pub in_charge: fn(&str) -> String,
    pub since: fn(&str) -> String,
    pub submit_title: &'static str,
    pub submit_lead: fn(&str) -> String,
    pub again: fn(&str, u32) -> String,
    pub nothing_new: &'static str,
    pub submit: &'static str,
    pub may_not_submit: &'static str,
    pub missing: fn(u64) -> String,
    pub to_checklist: &'static str,
    pub is_open: fn(&str) -> String,
    pub unanswered: fn(u64) -> String,
    pub is_over: &'static str,
    pub state: fn(VersionState) -> &'static str,
    pub somebody: &'static str,
    pub submitted: fn(&str, &str) -> String,
    pub goes_live: fn(&str) -> String,
    pub place: fn(usize, usize, usize, usize) -> String,
    pub takes: fn(&str, Option<&str>, &str) -> String,
    pub automatic: &'static str,
    pub name_held: &'static str,
    pub stages: &'static str,
    pub findings: fn(u64) -> String,
    pub to_calls: &'static str,
    pub notes: &'static str,
    pub receipt: &'static str,
    pub receipts: &'static str,
    pub place_receipts: &'static str,
    pub asked: &'static str,
    pub was_asked: &'static str,
    pub no_answer: &'static str,
    pub answer: &'static str,
    pub answer_hint: &'static str,
    pub no_words: &'static str,
    pub keep_answer: &'static str,
    pub change_answer: &'static str,
    pub unsent: &'static str,
    pub answered_meanwhile: &'static str,
    pub take_theirs: &'static str,
    pub stay_with_mine: &'static str,
    pub earlier: fn(u64) -> String,
    pub withdraw: &'static str,
    pub withdraw_title: fn(&str) -> String,
    pub withdraw_body: &'static str,
    pub publish_lead: &'static str,
    pub publish: &'static str,
    pub publish_by_link: &'static str,
    pub at: &'static str,
    pub at_hint: &'static str,
    pub bad_instant: &'static str,
    pub schedule: &'static str,
    pub reschedule: &'static str,
    pub unschedule: &'static str,
    pub taken_away: &'static str,
    pub roll_back: &'static str,
    pub roll_back_title: fn(&str) -> String,
    pub roll_back_body: &'static str,
    pub what_changes: &'static str,
    pub in_manifest: &'static str,
    pub nothing_changes: &'static str,
    pub place_title: &'static str,
    pub is_published: &'static str,
    pub is_unlisted: &'static str,
    pub is_linked: &'static str,
    pub make_link: &'static str,
    pub new_link: &'static str,
    pub link: &'static str,
    pub link_once: &'static str,
    pub is_replaced: &'static str,
    pub is_draft: &'static str,
    pub is_away: &'static str,
    pub unlist: &'static str,
    pub relist: &'static str,
    pub replace: &'static str,
    pub replacement: &'static str,
    pub find: &'static str,
    pub find_hint: &'static str,
    pub say_replaced: &'static str,
    pub end: &'static str,
    pub end_title: fn(&str) -> String,
    pub end_body: &'static str,
}

/// The texts of the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&ENGLISH, &GERMAN)
}

static ENGLISH: Texts = Texts {
    around: "This listing",
    title: "Versions and review",
    to_draft: "Write on the draft",
    versions: "Versions",
    none: "Nothing was submitted yet. What you submit appears here with every stage of its review.",
    suspended: "The operator took this listing away for now.",
    way_back: "So that it comes back:",
    in_charge: |name| format!("{name} is in charge."),
    since: |at| format!("It is suspended since {at}."),
    submit_title: "Submit the draft",
    submit_lead: |label| {
        format!(
            "The draft is frozen as version {label}, as its manifest says, and goes into the queue. You can go on writing; that is the next version."
        )
    },
    again: |label, round| {
        format!(
            "The draft goes into review again as version {label}, round {round}, with your answers beside it."
        )
    },
    nothing_new: "The draft says the same as what was submitted last.",
    submit: "Submit for review",
    may_not_submit: "Your role does not include submitting. Ask somebody whose role does.",
    missing: |count| {
        let things = plural(count, "1 required thing is".to_owned(), format!("{count} required things are"));
        format!("{things} missing. Nothing can be submitted before.")
    },
    to_checklist: "See what is missing",
    is_open: |label| {
        format!(
            "Version {label} is in review. You can submit the next one when that is over, or take it back."
        )
    },
    unanswered: |count| {
        let requests = plural(count, "1 request has".to_owned(), format!("{count} requests have"));
        format!(
            "{requests} no answer yet. Say below for each what you changed, or why not; then submit again."
        )
    },
    is_over: "This listing is archived. Nothing of it can be submitted any more.",
    state: |state| match state {
        VersionState::Submitted => "In the queue",
        VersionState::InReview => "In review",
        VersionState::ChangesRequested => "Changes requested",
        VersionState::Approved => "Approved",
        VersionState::Scheduled { .. } => "Scheduled",
        VersionState::Published => "Live",
        VersionState::Superseded => "Was live",
        VersionState::Rejected => "Rejected",
        VersionState::Withdrawn => "Taken back",
    },
    somebody: "a key, or somebody who has left",
    submitted: |by, day| format!("submitted by {by} on {day}"),
    goes_live: |at| format!("Goes live on {at}."),
    place: |place, of, own, own_of| {
        format!("Place {place} of {of} in the queue; {own} of {own_of} in its category.")
    },
    takes: |half, most, rests| match most {
        Some(most) => {
            format!("Half of the reviews took at most {half}, nine in ten at most {most} ({rests}).")
        }
        None => format!("Half of the reviews took at most {half} ({rests})."),
    },
    automatic: "It changes nothing that a person has to look at: the program's own stages decide.",
    stages: "Stages of the review",
    findings: |count| plural(count, "1 finding".to_owned(), format!("{count} findings")),
    to_calls: "Run the checks in the sandbox: it shows each call, what came back, and how to mend it.",
    notes: "Notes from the reviewers",
    receipt: "Receipt of the decision:",
    name_held: "Its name is too like another one, so a person looks at it before it is published.",
    receipts: "Take all receipts along, to judge again with “guildhall verify”",
    asked: "What the review asks for",
    was_asked: "What an earlier round asked for",
    no_answer: "Not answered",
    answer: "Your answer",
    answer_hint: "What you changed, or why not.",
    no_words: "Write at least a sentence.",
    keep_answer: "Keep the answer",
    change_answer: "Change the answer",
    unsent: "It is kept on this device and not sent yet.",
    answered_meanwhile: "Somebody else of your organisation answered meanwhile. What you typed stands above; theirs is:",
    take_theirs: "Take theirs",
    stay_with_mine: "Go on with mine",
    earlier: |count| plural(count, "1 earlier round".to_owned(), format!("{count} earlier rounds")),
    withdraw: "Take it back",
    withdraw_title: |label| format!("Take version {label} back from review?"),
    withdraw_body: "Its place in the queue is given up. The draft stays as it is, and you can submit again.",
    publish_lead: "It is approved. Customers see it when you publish it.",
    publish: "Publish now",
    publish_by_link: "Publish now, by link only",
    at: "Or at an instant (UTC)",
    at_hint: "It goes live by itself.",
    bad_instant: "Choose a day and a time.",
    schedule: "Schedule",
    reschedule: "Schedule for then",
    unschedule: "Take it off the schedule",
    place_receipts: "Receipts of what was decided about the listing",
    taken_away: "The operator took this version away from customers. Submit one that mends it, or ask the operator.",
    roll_back: "Make it live again",
    roll_back_title: |label| format!("Make version {label} live again?"),
    roll_back_body: "Customers see this version in place of the one they have now. It was approved as it is.",
    what_changes: "What it changes",
    in_manifest: "In the manifest",
    nothing_changes: "It says the same.",
    place_title: "In the marketplace",
    is_published: "Everybody finds it.",
    is_unlisted: "It is not found by searching; whoever has its address reaches it.",
    is_linked: "It is not found by searching; only who has its link reaches it.",
    make_link: "Ask for a link instead",
    new_link: "Draw a new link",
    link: "Link",
    link_once: "Copy it now: it is not kept and cannot be shown again. A new one ends it.",
    is_replaced: "Its page names what replaces it, and it is not found by searching.",
    is_draft: "Customers have nothing of it yet.",
    is_away: "It is away while the operator has suspended it.",
    unlist: "Take it out of the directory",
    relist: "Put it back into the directory",
    replace: "Say what replaces it",
    replacement: "Customers are led to",
    find: "App that replaces it",
    find_hint: "Type the name of a published app",
    say_replaced: "It is replaced by this one",
    end: "Archive the listing",
    end_title: |name| format!("Archive “{name}” for good?"),
    end_body: "Its page is gone and nothing of it can be published again. Its address stays taken.",
};

static GERMAN: Texts = Texts {
    around: "Dieser Eintrag",
    title: "Versionen und Prüfung",
    to_draft: "Am Entwurf schreiben",
    versions: "Versionen",
    none: "Noch nichts wurde eingereicht. Was Sie einreichen, steht dann hier, mit jeder Stufe seiner Prüfung.",
    suspended: "Der Betreiber hat diesen Eintrag vorerst weggenommen.",
    way_back: "Damit er zurückkommt:",
    in_charge: |name| format!("Zuständig ist {name}."),
    since: |at| format!("Er ist seit {at} ausgesetzt."),
    submit_title: "Den Entwurf einreichen",
    submit_lead: |label| {
        format!(
            "Der Entwurf wird als Version {label} eingefroren, wie sein Manifest sagt, und kommt in die Schlange. Sie können weiterschreiben; das ist die nächste Version."
        )
    },
    again: |label, round| {
        format!(
            "Der Entwurf geht als Version {label}, Runde {round}, erneut in die Prüfung, mit Ihren Antworten daneben."
        )
    },
    nothing_new: "Der Entwurf sagt dasselbe wie das zuletzt Eingereichte.",
    submit: "Zur Prüfung einreichen",
    may_not_submit: "Ihre Rolle umfasst das Einreichen nicht. Bitten Sie jemanden, dessen Rolle es tut.",
    missing: |count| {
        let things =
            plural(count, "Es fehlt 1 nötige Angabe".to_owned(), format!("Es fehlen {count} nötige Angaben"));
        format!("{things}. Vorher kann nichts eingereicht werden.")
    },
    to_checklist: "Ansehen, was fehlt",
    is_open: |label| {
        format!(
            "Version {label} ist in Prüfung. Die nächste können Sie danach einreichen, oder Sie ziehen diese zurück."
        )
    },
    unanswered: |count| {
        let requests = plural(count, "1 Bitte hat".to_owned(), format!("{count} Bitten haben"));
        format!(
            "{requests} noch keine Antwort. Sagen Sie unten zu jeder, was Sie geändert haben oder warum nicht; reichen Sie dann erneut ein."
        )
    },
    is_over: "Dieser Eintrag ist archiviert. Nichts davon kann mehr eingereicht werden.",
    state: |state| match state {
        VersionState::Submitted => "In der Schlange",
        VersionState::InReview => "In Prüfung",
        VersionState::ChangesRequested => "Änderungen erbeten",
        VersionState::Approved => "Freigegeben",
        VersionState::Scheduled { .. } => "Geplant",
        VersionState::Published => "Live",
        VersionState::Superseded => "War live",
        VersionState::Rejected => "Abgelehnt",
        VersionState::Withdrawn => "Zurückgezogen",
    },
    somebody: "einem Schlüssel oder jemandem, der gegangen ist",
    submitted: |by, day| format!("eingereicht von {by} am {day}"),
    goes_live: |at| format!("Geht am {at} live."),
    place: |place, of, own, own_of| {
        format!("Platz {place} von {of} in der Schlange; {own} von {own_of} in der Kategorie.")
    },
    takes: |half, most, rests| match most {
        Some(most) => format!(
            "Die Hälfte der Prüfungen dauerte höchstens {half}, neun von zehn höchstens {most} ({rests})."
        ),
        None => format!("Die Hälfte der Prüfungen dauerte höchstens {half} ({rests})."),
    },
    automatic: "Sie ändert nichts, was jemand ansehen muss: Die Stufen des Programms entscheiden.",
    stages: "Stufen der Prüfung",
    findings: |count| plural(count, "1 Fund".to_owned(), format!("{count} Funde")),
    to_calls: "Lassen Sie die Prüfungen in der Sandbox laufen: sie zeigt jeden Aufruf, was zurückkam und wie es zu beheben ist.",
    notes: "Notizen der Prüfenden",
    receipt: "Beleg der Entscheidung:",
    name_held: "Der Name ist einem anderen zu ähnlich; deshalb sieht ihn jemand an, bevor die Version erscheint.",
    receipts: "Alle Belege mitnehmen, um mit „guildhall verify“ erneut zu urteilen",
    asked: "Worum die Prüfung bittet",
    was_asked: "Worum eine frühere Runde bat",
    no_answer: "Nicht beantwortet",
    answer: "Ihre Antwort",
    answer_hint: "Was Sie geändert haben, oder warum nicht.",
    no_words: "Schreiben Sie mindestens einen Satz.",
    keep_answer: "Antwort behalten",
    change_answer: "Antwort ändern",
    unsent: "Sie ist auf diesem Gerät aufgehoben und noch nicht gesendet.",
    answered_meanwhile: "Inzwischen hat jemand anderes aus Ihrer Organisation geantwortet. Was Sie geschrieben haben, steht darüber; die andere Antwort ist:",
    take_theirs: "Die andere übernehmen",
    stay_with_mine: "Mit meiner weiterschreiben",
    earlier: |count| plural(count, "1 frühere Runde".to_owned(), format!("{count} frühere Runden")),
    withdraw: "Zurückziehen",
    withdraw_title: |label| format!("Version {label} aus der Prüfung zurückziehen?"),
    withdraw_body: "Ihr Platz in der Schlange wird frei. Der Entwurf bleibt, wie er ist, und Sie können erneut einreichen.",
    publish_lead: "Sie ist freigegeben. Kunden sehen sie, wenn Sie sie veröffentlichen.",
    publish: "Jetzt veröffentlichen",
    publish_by_link: "Jetzt veröffentlichen, nur über einen Link",
    at: "Oder zu einem Zeitpunkt (UTC)",
    at_hint: "Sie geht dann von selbst live.",
    bad_instant: "Wählen Sie Tag und Uhrzeit.",
    schedule: "Planen",
    reschedule: "Auf diesen Zeitpunkt legen",
    unschedule: "Vom Plan nehmen",
    place_receipts: "Belege dessen, was über den Eintrag entschieden wurde",
    taken_away: "Der Betreiber hat diese Version den Kunden weggenommen. Reichen Sie eine ein, die das behebt, oder fragen Sie den Betreiber.",
    roll_back: "Wieder live nehmen",
    roll_back_title: |label| format!("Version {label} wieder live nehmen?"),
    roll_back_body: "Kunden sehen dann diese Version statt der jetzigen. Sie wurde so freigegeben, wie sie ist.",
    what_changes: "Was sie ändert",
    in_manifest: "Im Manifest",
    nothing_changes: "Sie sagt dasselbe.",
    place_title: "Im Marktplatz",
    is_published: "Alle finden ihn.",
    is_unlisted: "Er wird durch Suchen nicht gefunden; wer seine Adresse hat, erreicht ihn.",
    is_linked: "Er wird durch Suchen nicht gefunden; nur wer seinen Link hat, erreicht ihn.",
    make_link: "Stattdessen einen Link verlangen",
    new_link: "Neuen Link ziehen",
    link: "Link",
    link_once: "Kopieren Sie ihn jetzt: Er wird nicht aufbewahrt und kann nicht noch einmal gezeigt werden. Ein neuer beendet ihn.",
    is_replaced: "Seine Seite nennt, was ihn ersetzt, und er wird durch Suchen nicht gefunden.",
    is_draft: "Kunden haben noch nichts davon.",
    is_away: "Er ist weg, solange der Betreiber ihn ausgesetzt hat.",
    unlist: "Aus dem Verzeichnis nehmen",
    relist: "Zurück ins Verzeichnis",
    replace: "Sagen, was ihn ersetzt",
    replacement: "Kunden werden geführt zu",
    find: "App, die ihn ersetzt",
    find_hint: "Namen einer veröffentlichten App eintippen",
    say_replaced: "Dieser ersetzt ihn",
    end: "Den Eintrag archivieren",
    end_title: |name| format!("„{name}“ endgültig archivieren?"),
    end_body: "Seine Seite ist weg, und nichts davon kann wieder veröffentlicht werden. Seine Adresse bleibt vergeben.",
};
