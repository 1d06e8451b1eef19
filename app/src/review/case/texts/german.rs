//! German.

use shared::{listings::api::Against, manifest::diff::Part, review::api::Barred};

use super::{
    super::decision::{Deed, Missing},
    Texts,
};
use crate::i18n::plural;

pub(super) static TEXTS: Texts = Texts {
    risk: "Risiko",
    changed: "Was sie verlangt und ändert",
    fields: "Texte und Bilder",
    lint: "Linter",
    stages: "Stationen",
    checklists: "Checklisten",
    notes: "Notizen",
    message: "Nachricht an den Partner",
    decide: "Entscheidung",
    contents: "Teile dieser Seite",
    risk_nothing: "Nichts trägt dazu bei.",
    risk_capped: |sum| format!("Die Teile ergeben {sum}; mehr als 100 zählt nicht."),
    risk_note: "Das Risiko sagt, wo man genau hinsehen sollte. Es entscheidet nichts.",
    back: "Zur Schlange",
    partner: "Partner",
    category: "Kategorie",
    submitted: "Eingereicht",
    took: "Es dauerte",
    waiting: "Wartet seit",
    place: "Platz in der Schlange",
    usual: "Prüfungen zuletzt",
    against: "Zuletzt freigegeben",
    against_nothing: "Noch nichts",
    place_of: |place, of| format!("{place} von {of}"),
    place_in_category: |place, of| format!("{place} von {of} in der Kategorie"),
    half: |half| format!("Die Hälfte dauerte höchstens {half}"),
    half_and_most: |half, most| {
        format!("Die Hälfte dauerte höchstens {half}, neun von zehn höchstens {most}")
    },
    no_value: |name| format!("Füllen Sie zuerst „{name}“ aus, oder schreiben Sie den Satz selbst."),
    brace: "In diesem Textbaustein steht eine Klammer ohne ihr Gegenstück. Schreiben Sie den Satz selbst, und sagen Sie es denen, die die Bausteine pflegen.",
    blank: "Schreiben Sie mindestens einen Satz.",
    too_long: "Das ist länger als 4.000 Zeichen. Kürzen Sie es, oder verweisen Sie auf ein Dokument mit dem Rest.",
    decides: |who| format!("{who} entscheidet."),
    nobody_can: "Niemand sonst kann sie jetzt prüfen. Bitten Sie, wer die Rollen verwaltet, um eine weitere Person.",
    can: |who| format!("Das können: {who}."),
    barred: |why| match why {
        Barred::OwnOrganisation => {
            "Sie gehören zu der Organisation, die dies eingereicht hat; Sie können es lesen und nicht prüfen."
        }
        Barred::OwnSubmission => "Sie haben dies selbst eingereicht; Sie können es lesen und nicht prüfen.",
        Barred::Escalated => {
            "Dies wurde jemand anderem zur Entscheidung gegeben. Sie können es lesen und Notizen hinterlassen."
        }
        Barred::ReadOnly => "Ihre Rolle liest Prüfungen und entscheidet sie nicht.",
        Barred::SameEyes => {
            "Sie haben dies freigegeben. Es verlangt heikle Berechtigungen, deshalb muss auch eine zweite Person hinsehen."
        }
    },
    escalated_by: |by, at| format!("{by} hat sie am {at} weitergegeben:"),
    take_back: "Zurücknehmen",
    take_back_about: "Wenn dort niemand entscheidet, nehmen Sie sie zurück: Dann können alle, die prüfen, sie wieder übernehmen.",
    claim_label: "Wer daran ist",
    free: "Niemand ist daran.",
    free_about: "Übernehmen Sie sie, um abzuhaken, Stationen abzuschließen und zu entscheiden. Das gilt eine halbe Stunde und geht weiter, solange Sie hier arbeiten.",
    kept: "Was Sie früher geschrieben haben, ist aufgehoben; es steht unten.",
    claim: "Einreichung übernehmen",
    lapsed: |at| format!("Ihre Übernahme endete um {at}."),
    lapsed_about: "Alles, was Sie geschrieben und abgehakt haben, ist aufgehoben. Übernehmen Sie sie wieder, um weiterzumachen und Ihre Entscheidung zu senden.",
    unsent: "Was Sie geschrieben und nicht gesendet haben",
    claim_again: "Wieder übernehmen",
    all_kept: "Alles, was Sie geschrieben und abgehakt haben, ist aufgehoben.",
    others: |who, until| format!("{who} hat sie bis {until} übernommen."),
    others_about: "Sie können alles lesen. Nehmen Sie eine andere, oder sehen Sie dann noch einmal nach.",
    look_again: "Noch einmal nachsehen",
    left: |span, until| format!("noch {span}, bis {until}"),
    mine: "Sie sind daran:",
    mine_about: "Das verlängert sich von selbst, solange Sie hier arbeiten, und endet, wenn Sie die Seite ruhen lassen.",
    keep: "Ich bin noch daran",
    release: "Zurückgeben",
    ended_at: |at| format!("Die Prüfung endete am {at}. Eine neue Einreichung beginnt eine neue."),
    receipt: "Beleg",
    since: |at| format!("seit {at}"),
    nothing_reopens: "Die Version ändert nichts, das noch einmal angesehen werden muss.",
    program: "das Programm",
    nobody: "noch niemand",
    a_reviewer: "eine prüfende Person",
    no_checklists: "Niemand muss diese Version ansehen: sie besteht allein durch automatische Stationen.",
    claim_to_tick: "Übernehmen Sie sie, um abzuhaken.",
    open_items: |open| match open {
        0 => "Alles Nötige ist abgehakt.".to_owned(),
        open => {
            plural(open, "1 nötiger Punkt ist offen.".to_owned(), format!("{open} nötige Punkte sind offen."))
        }
    },
    list_version: |version| format!("Version {version}"),
    needed: "Nötig",
    announced: "Angekündigt",
    needed_from: |day| format!("nötig für alles, was ab dem {day} eingereicht wird; heute hindert es nichts"),
    ticked_by: |who| format!("abgehakt von {who}"),
    finish: |stage| format!("Abschließen: {stage}"),
    no_notes: "Noch keine Notizen.",
    internal: "Intern",
    shared: "Mit dem Partner geteilt",
    internal_about: "Nur Prüfende lesen sie.",
    shared_about: "Der Partner liest sie sofort, und sie lässt sich nicht zurücknehmen.",
    who_reads: "Wer soll die Notiz lesen?",
    note: "Notiz",
    write_shared: "Notiz an den Partner senden",
    write_internal: "Interne Notiz schreiben",
    refused: |why| format!("Nicht auf dem Server aufgehoben: {why}"),
    saving: "Wird gespeichert …",
    saved: "Gespeichert. Es bleibt, wenn Ihre Übernahme endet.",
    kept_here: "Auf diesem Gerät aufgehoben; es wird gesendet, sobald der Server erreichbar ist.",
    not_kept_here: "Auf diesem Gerät ist kein Platz mehr dafür. Lassen Sie die Seite offen, bis es gesendet ist, oder kopieren Sie es.",
    message_about: "Sie geht mit einer Bitte um Änderungen oder einer Ablehnung hinaus, und nicht vorher.",
    two_writings: "Auf diesem Gerät steht eine Nachricht, die der Server nicht kennt, und auf dem Server eine andere.",
    two_writings_about: "Wählen Sie, mit welcher Sie weiterschreiben. Vorher wird nichts gesendet.",
    on_server: "Auf dem Server",
    on_device: "Auf diesem Gerät",
    take_server: "Mit der vom Server weiterschreiben",
    take_device: "Mit der von diesem Gerät weiterschreiben",
    choose_first: "Wählen Sie oben zuerst, mit welcher der beiden Nachrichten Sie weiterschreiben.",
    opening: "Zum Ganzen",
    opening_hint: "Was der Partner zuerst liest. Lassen Sie es leer, wenn es zum Ganzen nichts zu sagen gibt.",
    asks: "Was sich ändern muss",
    no_asks: "Noch nichts. Fügen Sie etwas hinzu, oder nehmen Sie einen Textbaustein.",
    add_ask: "Etwas hinzufügen, das sich ändern muss",
    ask_where: "Wo",
    ask_what: "Was sich ändern muss",
    remove_ask: "Entfernen",
    preview: "Wie der Partner es liest",
    preview_nothing: "Was Sie schreiben, erscheint hier als eine Nachricht.",
    preview_fields: |fields| format!("Feld für Feld zu beantworten: {fields}"),
    replies: "Textbausteine",
    choose_reply: "Textbaustein wählen",
    reply: "Textbaustein",
    value_of: |name| format!("Wert für „{name}“"),
    added_to_message: "Es steht jetzt in der Nachricht. Dort können Sie es ändern.",
    added_to_asks: "Es steht jetzt unter dem, was sich ändern muss. Dort können Sie es ändern.",
    add_reply: "In die Nachricht setzen",
    no_deed: "Wählen Sie, was Sie entscheiden.",
    missing: |missing| match missing {
        Missing::Requests => {
            "Fügen Sie oben mindestens eines hinzu, das sich ändern muss: eine Nachricht allein bittet um nichts."
        }
        Missing::Message => "Schreiben Sie oben, warum sie abgelehnt wird: der Partner liest es.",
        Missing::Person => "Wählen Sie, wer an Ihrer Stelle entscheidet.",
        Missing::Why => "Schreiben Sie, warum jemand anderes entscheiden muss.",
        Missing::Shorter => {
            "Ein Text ist länger als 4.000 Zeichen. Kürzen Sie ihn, oder verweisen Sie auf ein Dokument mit dem Rest."
        }
    },
    decided: "Ihre Entscheidung ist gesendet.",
    escalated: "Jemand anderes entscheidet jetzt. Was Sie geschrieben haben, ist aufgehoben.",
    deed: |deed| match deed {
        Deed::RequestChanges => "Um Änderungen bitten",
        Deed::Approve => "Freigeben",
        Deed::Reject => "Ablehnen",
        Deed::Escalate => "Weitergeben",
    },
    deed_about: |deed| match deed {
        Deed::RequestChanges => {
            "Der Partner behebt, worum Sie bitten, und reicht wieder ein. Diese Runde endet."
        }
        Deed::Approve => {
            "Die Version kann veröffentlicht werden. Jede Station muss abgeschlossen und jeder nötige Punkt abgehakt sein."
        }
        Deed::Reject => "Die Einreichung endet hier. Der Partner liest Ihre Nachricht als Grund.",
        Deed::Escalate => {
            "Jemand anderes entscheidet. Ihre Übernahme endet; was Sie geschrieben haben, bleibt Ihres."
        }
    },
    claim_to_decide: "Übernehmen Sie sie, um zu entscheiden. Was Sie oben schreiben, ist so oder so aufgehoben.",
    what_now: "Was entscheiden Sie?",
    go_on: "Weiter",
    sure: "Bevor es geschieht",
    no_yes_yet: "Noch hat niemand sie freigegeben.",
    said_yes: |who| format!("Bisher freigegeben von {who}."),
    eyes: |people, scopes| {
        format!(
            "{people} verschiedene Personen müssen diese Version freigeben, weil sie neu verlangt: {scopes}."
        )
    },
    nobody_to_escalate: "Es gibt niemanden sonst, der sie prüfen kann.",
    choose_person: "Person wählen",
    to_whom: "Wer entscheidet",
    why: "Warum",
    why_hint: "Nur Prüfende lesen es.",
    not_yet: "Noch nicht",
    will_request: |app, partner, requests| {
        let requests = plural(requests, "1 Bitte".to_owned(), format!("{requests} Bitten"));
        format!(
            "{partner} erfährt es sofort und bekommt {requests} zu beantworten. Diese Runde von {app} endet; wird wieder eingereicht, kommt es ans Ende der Schlange."
        )
    },
    will_approve: |app| {
        format!(
            "Die Prüfung von {app} endet, und der Partner kann es veröffentlichen, wann er will. Um es Kunden danach wieder zu nehmen, muss der Eintrag ausgesetzt werden."
        )
    },
    will_approve_first: |app| {
        format!(
            "Das ist eine Freigabe von mehreren für {app}: es verlangt heikle Berechtigungen. Ihre Übernahme endet, und eine zweite Person muss es freigeben, bevor es veröffentlicht werden kann."
        )
    },
    message_not_sent: "Was Sie oben geschrieben haben, geht mit einer Freigabe nicht hinaus und wird danach nicht aufgehoben. Soll der Partner es lesen, schreiben Sie es zuerst als geteilte Notiz.",
    will_reject: |app, partner| {
        format!(
            "{app} wird abgelehnt, und {partner} erfährt es sofort, mit Ihrer Nachricht als Grund. Das lässt sich nicht zurücknehmen; eine andere Version kann eingereicht werden."
        )
    },
    will_escalate: |who| {
        format!("{who} entscheidet diese Einreichung von jetzt an, und niemand sonst. Ihre Übernahme endet.")
    },
    no_manifest: "Die Version hat kein Manifest.",
    lint_good: "Nichts gefunden.",
    lint_hash: "Bericht",
    of_another: "von einem anderen Partner",
    of_a_brand: "eine Marke, die das Programm vorbehält",
    alike: "Namen, denen dieser zu ähnlich ist",
    alike_about: "Der Name wartet auf einen Menschen. Das ist kein Grund zur Ablehnung: sehen Sie, ob ein Kunde den einen für den anderen hielte.",
    alike_spelling: "Bis auf Groß- und Kleinschreibung, Akzente, Leer- und Satzzeichen ist er gleich.",
    alike_looks: "Er sieht gleich aus: Buchstaben sind durch andere derselben Form ersetzt.",
    alike_swapped: "Dieselben Wörter in anderer Reihenfolge.",
    alike_brand: "Die Marke ist Teil des Namens.",
    alike_edits: |edits| {
        plural(edits, "1 Buchstabe Unterschied.".to_owned(), format!("{edits} Buchstaben Unterschied."))
    },
    compare_with: "Zeigen, was neu ist",
    base: |against| match against {
        Against::Round { round } => format!("Seit Runde {round}"),
        Against::Approved { label } => format!("Seit {label}, der zuletzt freigegebenen Version"),
        Against::Submitted { label } => format!("Seit {label}, der Version davor"),
        Against::Nothing => "Alles".to_owned(),
    },
    compared: |against| match against {
        Against::Round { round } => format!("Verglichen mit Runde {round} dieser Version."),
        Against::Approved { label } => format!("Verglichen mit {label}, der zuletzt freigegebenen Version."),
        Against::Submitted { label } => format!("Verglichen mit {label}, die davor eingereicht wurde."),
        Against::Nothing => "Von diesem Eintrag wurde noch nichts freigegeben: alles ist neu.".to_owned(),
    },
    not_known: "Was in dieser Runde eingereicht wurde, ist nicht mehr bekannt.",
    not_compared: "Die Manifeste lassen sich nicht vergleichen, weil eines nicht lesbar ist. Der Linter sagt, warum.",
    part: |part| match part {
        Part::Scopes => Some("Berechtigungen"),
        Part::Data => Some("Daten, die es speichert"),
        Part::Destinations => Some("Hosts, an die es sendet"),
        Part::Subprocessors => Some("Wer sonst mit den Daten arbeitet"),
        _ => None,
    },
    unchanged: |names| format!("Unverändert: {names}"),
    nothing_there: "Keine, vorher wie nachher.",
    what: "Was",
    before: "Vorher",
    after: "Nachher",
    not_there: "nicht da",
    was_there: "war da",
    is_there: "da",
    gone: "weg",
    rest: "Was sonst im Manifest anders ist",
    rounds: "Runden und Antworten",
    round_of: |round, day| format!("Runde {round}, eingereicht am {day}"),
    see_round: |round| format!("Runde {round} ansehen, wie sie eingereicht wurde"),
    asked: "Worum diese Runde bat",
    asked_nothing: "Sie bat um nichts.",
    answer: "Der Partner sagt:",
    not_answered: "Noch nichts.",
    same_fields: "Texte und Bilder sind wie vorher.",
    whole: "Der ganze Eintrag, wie er eingereicht wurde",
    empty: "leer",
    manifest: "Manifest",
};
