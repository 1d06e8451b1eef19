//! In German.

use shared::home::{
    model::{Kind, Side, Step, What},
    order::Urgency,
};

use super::Texts;
use crate::{
    clean_up,
    i18n::{Locale, list, plural},
    review,
    ui::{badge_name, level_words},
};

pub(super) static TEXTS: Texts = Texts {
    lead: "Was dort, wo Sie gerade handeln, auf Sie wartet, das Dringendste zuerst. Jede Zeile führt dorthin, wo es getan wird.",
    urgency: |urgency| match urgency {
        Urgency::Presses => "Drängt",
        Urgency::Waits => "Wartet auf Sie",
        Urgency::Open => "Wann Sie möchten",
        Urgency::UnderWay => "Läuft",
    },
    said,
    whose: |what, name| match what {
        What::Handover { side: Side::Gives, .. } | What::ToVerify { .. } => format!("an {name}"),
        _ => format!("von {name}"),
    },
    waits: |span| format!("seit {span}"),
    clock: |kind| match kind {
        Kind::CaseHeld => ("Ihre Sperre endet", "Ihre Sperre endete"),
        Kind::CleanUpNotice => ("Verlässt das Verzeichnis", "Verlässt das Verzeichnis demnächst, fällig"),
        Kind::Remediation => ("Verfällt", "Verfallen"),
        Kind::EvidenceAsked | Kind::RenewalOpen => ("Die Zertifizierung endet", "Die Zertifizierung endete"),
        Kind::OfferToUs => ("Das Angebot endet", "Das Angebot endete"),
        Kind::Handover | Kind::ToVerify => ("Die Frist läuft bis", "Die Frist lief bis"),
        Kind::Scheduled => ("Erscheint", "Erscheint demnächst, fällig"),
        Kind::Invitations => ("Die erste endet", "Die erste endete"),
        _ => ("Bis", "War fällig"),
    },
    more: |kind, count| format!("{count} weitere: {}", of_kind(kind)),
    unnamed: "Ohne Namen",
    none_title: "Nichts wartet auf Sie",
    none_body: "Was Sie zu tun haben, erscheint hier, das Dringendste zuerst: eine Prüfung mit Fragen, eine Frist, eine Entscheidung.",
    start_listing: "Eintrag beginnen",
    see_listings: "Ihre Einträge ansehen",
    see_queue: "Schlange ansehen",
    find_apps: "Eine App finden",
    see_organisation: "Organisation ansehen",
    listings: "Ihre Einträge",
    lately: "Zuletzt",
    lately_none: "Noch gibt es keine Mitteilung.",
    inbox: |unread| match unread {
        0 => "Alle Mitteilungen".to_owned(),
        _ => format!("{unread} ungelesene {}", plural(unread, "Mitteilung", "Mitteilungen")),
    },
    unread_mark: "Ungelesen",
};

fn said(what: &What) -> String {
    match what {
        What::ChangesRequested { label, asked: 0, .. } => {
            format!("Die Prüfläufe von {label} erbitten Änderungen: Sehen Sie, was sie fanden.")
        }
        What::ChangesRequested { label, asked, answered, .. } if asked == answered => {
            format!(
                "Die Prüfung von {label} erbittet Änderungen, und alles ist beantwortet: Reichen Sie erneut ein."
            )
        }
        What::ChangesRequested { label, asked, answered, .. } => {
            format!("Die Prüfung von {label} erbittet Änderungen: {answered} von {asked} beantwortet.")
        }
        What::TakenAway { .. } => {
            "Der Betreiber hat ihn ausgesetzt: Sehen Sie, warum, und den Weg zurück.".to_owned()
        }
        What::CleanUpNotice { named, .. } => {
            let t = clean_up::texts();
            let named: Vec<_> = named.iter().map(|criterion| (t.criterion)(*criterion)).collect();
            format!(
                "Das Aufräumen nimmt die App aus dem Verzeichnis. Woran es fehlt: {}.",
                list(Locale::German, &named)
            )
        }
        What::EvidenceAsked { competency, .. } => {
            format!("Die Prüfung fragt nach zur Zertifizierung „{}“.", badge_name(*competency))
        }
        What::Remediation { competency, .. } => {
            format!(
                "Die Zertifizierung „{}“ ist zu Ende: Erneuern Sie sie, bevor sie verfällt.",
                badge_name(*competency)
            )
        }
        What::RenewalOpen { competency, .. } => {
            format!("Die Zertifizierung „{}“ kann erneuert werden.", badge_name(*competency))
        }
        What::Handover { side, step, .. } => handover(*side, *step).to_owned(),
        What::ToPublish { label, .. } => format!("{label} ist freigegeben: Veröffentlichen Sie die Version."),
        What::DraftReady { .. } => "Dem Entwurf fehlt nichts: Reichen Sie ihn zur Prüfung ein.".to_owned(),
        What::DraftLacks { missing, .. } => plural(
            *missing as u64,
            "Dem Entwurf fehlt 1 Pflichtangabe.".to_owned(),
            format!("Dem Entwurf fehlen {missing} Pflichtangaben."),
        ),
        What::Scheduled { label, .. } => format!("{label} ist eingeplant."),
        What::InReview { label, stage, place, .. } => {
            let stage = stage.map(|stage| format!(" {}.", (review::texts().stage)(stage)));
            let place =
                place.map(|place| format!(" Platz {} von {} in der Schlange.", place.place, place.of));
            format!("{label} wird geprüft.{}{}", stage.unwrap_or_default(), place.unwrap_or_default())
        }
        What::CaseHeld { label, .. } => format!("Sie prüfen {label}."),
        What::CaseEscalated { label, .. } => format!("{label} wurde Ihnen übergeben: Entscheiden Sie."),
        What::SecondApproval { label, .. } => format!("{label} braucht eine zweite Freigabe."),
        What::NameHeld { label, .. } => {
            format!("Der Name in {label} gleicht einem anderen zu sehr: Ein Mensch muss ihn ansehen.")
        }
        What::CasesFree { count } => plural(
            *count as u64,
            "1 Einreichung ist frei".to_owned(),
            format!("{count} Einreichungen sind frei"),
        ),
        What::Appeal { .. } => "Ein Einspruch gegen das Aufräumen wartet auf eine Entscheidung.".to_owned(),
        What::ToCertify { competency, level, .. } => {
            format!("Bittet um die Zertifizierung „{}“: {}.", badge_name(*competency), level_words(*level).0)
        }
        What::ToVerify { .. } => "Er wechselt den Besitzer: Verifizieren Sie den neuen.".to_owned(),
        What::Suspended { in_charge: true, .. } => "Er ist ausgesetzt, und Sie sind zuständig.".to_owned(),
        What::Suspended { in_charge: false, .. } => "Er ist ausgesetzt.".to_owned(),
        What::Invitations { count } => plural(
            *count as u64,
            "1 Einladung ist noch nicht angenommen".to_owned(),
            format!("{count} Einladungen sind noch nicht angenommen"),
        ),
    }
}

const fn handover(side: Side, step: Step) -> &'static str {
    match (side, step) {
        (Side::Gets, Step::Offered) => "Er wird Ihnen angeboten: Nehmen Sie an oder lehnen Sie ab.",
        (Side::Gets, Step::Accepted) => {
            "Sie übernehmen ihn nach der Quarantäne, sobald der Betreiber Sie verifiziert hat."
        }
        (Side::Gets, Step::Verified) => "Sie übernehmen ihn nach der Quarantäne.",
        (Side::Gives, Step::Offered) => "Sie haben ihn angeboten; noch hat niemand geantwortet.",
        (Side::Gives, Step::Accepted) => {
            "Er geht nach der Quarantäne, sobald der Betreiber den neuen Besitzer verifiziert hat."
        }
        (Side::Gives, Step::Verified) => "Er geht nach der Quarantäne.",
    }
}

const fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::ChangesRequested => "Prüfungen, die Änderungen erbitten",
        Kind::TakenAway | Kind::Suspended => "ausgesetzte Einträge",
        Kind::CleanUpNotice => "Ankündigungen des Aufräumens",
        Kind::EvidenceAsked => "Fragen zu Zertifizierungen",
        Kind::Remediation => "Zertifizierungen, die verfallen",
        Kind::RenewalOpen => "Zertifizierungen zum Erneuern",
        Kind::OfferToUs => "Angebote zum Beantworten",
        Kind::Handover => "Besitzerwechsel",
        Kind::ToPublish => "freigegebene Versionen",
        Kind::DraftReady => "Entwürfe zum Einreichen",
        Kind::DraftLacks => "Entwürfe zum Weiterschreiben",
        Kind::Scheduled => "eingeplante Versionen",
        Kind::InReview => "Versionen in Prüfung",
        Kind::CaseHeld => "Einreichungen, die Sie prüfen",
        Kind::CaseEscalated => "Ihnen übergebene Einreichungen",
        Kind::SecondApproval => "zweite Freigaben",
        Kind::NameHeld => "Namen zum Ansehen",
        Kind::CasesFree => "freie Einreichungen",
        Kind::Appeal => "Einsprüche",
        Kind::ToCertify => "Anträge auf Zertifizierung",
        Kind::ToVerify => "Besitzer zum Verifizieren",
        Kind::Invitations => "Einladungen",
    }
}
