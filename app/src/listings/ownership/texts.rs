//! Texts of a change of owner.

use crate::i18n::{plural, use_locale};

/// One language of these pages.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub offered: &'static str,
    pub expires: &'static str,
    pub expired: &'static str,
    pub verified: &'static str,
    pub unverified: &'static str,
    pub quarantine: &'static str,
    pub quarantine_over: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub not_now: &'static str,
    pub offer: &'static str,
    pub offer_title: &'static str,
    pub whom: &'static str,
    pub whom_hint: &'static str,
    pub bad_whom: &'static str,
    pub steps_title: &'static str,
    pub offer_steps: [&'static str; 4],
    pub cancel: &'static str,
    pub moving: fn(&str) -> String,
    pub frozen: &'static str,
    pub take_back: &'static str,
    pub take_back_title: &'static str,
    pub take_back_body: &'static str,
    pub only_operator: &'static str,
    pub taken_back: &'static str,
    pub sent: &'static str,
    pub somebody: &'static str,
    pub offers_title: &'static str,
    pub offers_lead: &'static str,
    pub from: fn(&str) -> String,
    pub may_not_answer: &'static str,
    pub accept: &'static str,
    pub accept_title: fn(&str) -> String,
    pub accept_steps: fn(u32) -> [String; 4],
    pub accepted: &'static str,
    pub decline: &'static str,
    pub decline_title: fn(&str) -> String,
    pub decline_body: &'static str,
    pub declined: &'static str,
}

/// The texts of the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&ENGLISH, &GERMAN)
}

static ENGLISH: Texts = Texts {
    offered: "Offered",
    expires: "The offer ends",
    expired: "The offer ended",
    verified: "New owner verified",
    unverified: "New owner not verified yet",
    quarantine: "Changes hands at the earliest",
    quarantine_over: "The quarantine ended",
    title: "Owner",
    lead: "You can hand this listing over to another partner. Until that is over, nothing of it is submitted or published.",
    not_now: "While it is suspended, it cannot be offered to another partner.",
    offer: "Offer it to another partner",
    offer_title: "Offer the listing to another partner",
    whom: "Partner",
    whom_hint: "A name, or the address of their page",
    bad_whom: "Choose a partner from the list, or write the address of their page: harrow-and-pike, for example.",
    steps_title: "What will happen",
    offer_steps: [
        "The partner sees the offer and accepts or declines it. You can take it back until then.",
        "Once they accept, customers are told, and a quarantine begins.",
        "The operator verifies the new owner.",
        "After both, the listing with its draft, versions and reviews is theirs. You do not see it any more.",
    ],
    cancel: "Cancel",
    moving: |to| format!("This listing goes to {to}."),
    frozen: "Nothing of it can be submitted or published until that is over.",
    take_back: "Take the offer back",
    take_back_title: "Take the offer back?",
    take_back_body: "The listing stays with you, and you can submit and publish again.",
    only_operator: "They accepted. Only the operator can stop it now.",
    taken_back: "The offer is taken back.",
    sent: "The offer is made.",
    somebody: "an organisation that is gone",
    offers_title: "Offered to you",
    offers_lead: "Other partners want to hand these listings over to your organisation.",
    from: |name| format!("from {name}"),
    may_not_answer: "Your role does not include answering. Ask an admin or the owner of your organisation.",
    accept: "Accept the listing",
    accept_title: |name| format!("Take over “{name}”?"),
    accept_steps: |days| {
        let days = plural(days.into(), "1 day".to_owned(), format!("{days} days"));
        [
            format!("Customers are told on its page and have {days} to object."),
            "Nothing of it is submitted or published in that time. Only the operator can stop the change."
                .to_owned(),
            "The operator verifies your organisation.".to_owned(),
            "After both it is yours. Your first version goes through review again, since the owner is another."
                .to_owned(),
        ]
    },
    accepted: "Accepted. The quarantine has begun.",
    decline: "Decline the offer",
    decline_title: |name| format!("Decline “{name}”?"),
    decline_body: "It stays with who offers it. They are told.",
    declined: "The offer is declined.",
};

static GERMAN: Texts = Texts {
    offered: "Angeboten",
    expires: "Das Angebot endet",
    expired: "Das Angebot endete",
    verified: "Neuer Besitzer verifiziert",
    unverified: "Neuer Besitzer noch nicht verifiziert",
    quarantine: "Wechselt frühestens",
    quarantine_over: "Die Quarantäne endete",
    title: "Besitzer",
    lead: "Sie können diesen Eintrag einem anderen Partner übergeben. Bis das vorbei ist, wird nichts von ihm eingereicht oder veröffentlicht.",
    not_now: "Solange er ausgesetzt ist, kann er keinem anderen Partner angeboten werden.",
    offer: "Einem anderen Partner anbieten",
    offer_title: "Den Eintrag einem anderen Partner anbieten",
    whom: "Partner",
    whom_hint: "Name, oder Adresse der Seite",
    bad_whom: "Wählen Sie einen Partner aus der Liste, oder schreiben Sie die Adresse seiner Seite, etwa harrow-and-pike.",
    steps_title: "Was geschieht",
    offer_steps: [
        "Der Partner sieht das Angebot und nimmt es an oder lehnt es ab. Bis dahin können Sie es zurücknehmen.",
        "Nimmt er an, erfahren es die Kunden, und eine Quarantäne beginnt.",
        "Der Betreiber verifiziert den neuen Besitzer.",
        "Nach beidem gehört ihm der Eintrag mit Entwurf, Versionen und Prüfungen. Sie sehen ihn dann nicht mehr.",
    ],
    cancel: "Abbrechen",
    moving: |to| format!("Dieser Eintrag geht an {to}."),
    frozen: "Bis das vorbei ist, kann nichts von ihm eingereicht oder veröffentlicht werden.",
    take_back: "Angebot zurücknehmen",
    take_back_title: "Angebot zurücknehmen?",
    take_back_body: "Der Eintrag bleibt bei Ihnen, und Sie können wieder einreichen und veröffentlichen.",
    only_operator: "Das Angebot ist angenommen. Jetzt kann nur der Betreiber den Wechsel stoppen.",
    taken_back: "Das Angebot ist zurückgenommen.",
    sent: "Das Angebot ist gemacht.",
    somebody: "einer Organisation, die es nicht mehr gibt",
    offers_title: "Ihnen angeboten",
    offers_lead: "Andere Partner möchten diese Einträge Ihrer Organisation übergeben.",
    from: |name| format!("von {name}"),
    may_not_answer: "Ihre Rolle umfasst das Antworten nicht. Fragen Sie jemanden mit der Rolle Admin, oder wem die Organisation gehört.",
    accept: "Eintrag annehmen",
    accept_title: |name| format!("„{name}“ übernehmen?"),
    accept_steps: |days| {
        let days = plural(days.into(), "1 Tag".to_owned(), format!("{days} Tage"));
        [
            format!("Kunden erfahren es auf seiner Seite und haben {days} Zeit für Einwände."),
            "In dieser Zeit wird nichts von ihm eingereicht oder veröffentlicht. Stoppen kann den Wechsel nur der Betreiber."
                .to_owned(),
            "Der Betreiber verifiziert Ihre Organisation.".to_owned(),
            "Nach beidem gehört er Ihnen. Ihre erste Version geht wieder durch die Prüfung, weil der Besitzer ein anderer ist."
                .to_owned(),
        ]
    },
    accepted: "Angenommen. Die Quarantäne hat begonnen.",
    decline: "Angebot ablehnen",
    decline_title: |name| format!("„{name}“ ablehnen?"),
    decline_body: "Er bleibt bei dem, der ihn anbietet. Man sagt es ihm.",
    declined: "Das Angebot ist abgelehnt.",
};
