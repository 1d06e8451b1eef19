//! Texts of the inbox and of what comes by mail.

use shared::notifications::model::{MailWhen, Topic};

use crate::i18n::{Locale, number, plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub lead: fn(u64) -> String,
    pub unread: &'static str,
    pub unread_mark: &'static str,
    pub earlier: &'static str,
    pub none_title: &'static str,
    pub none_body: &'static str,
    pub mark_read: &'static str,
    pub mark_read_named: fn(&str) -> String,
    pub mark_all: &'static str,
    pub all_read: &'static str,
    pub older: &'static str,
    pub mail_title: &'static str,
    pub mail_lead: &'static str,
    pub save: &'static str,
    pub saved: &'static str,
    pub why_security: &'static str,
    pub topic: fn(Topic) -> (&'static str, &'static str),
    pub when: fn(MailWhen) -> &'static str,
}

pub const EN: Texts = Texts {
    lead: |unread| match unread {
        0 => "You have read everything.".to_owned(),
        _ => format!(
            "{} {} you have not read.",
            number(Locale::English, unread),
            plural(unread, "notification", "notifications")
        ),
    },
    unread: "Unread",
    unread_mark: "unread",
    earlier: "Read",
    none_title: "Nothing has come yet",
    none_body: "When something happens that concerns you, it stands here, and comes by mail as you choose below.",
    mark_read: "Mark as read",
    mark_read_named: |text| format!("Mark as read: {text}"),
    mark_all: "Mark all as read",
    all_read: "Everything is marked as read.",
    older: "Older notifications",
    mail_title: "What comes by mail",
    mail_lead: "The inbox here has everything, whatever you choose. That an app was suspended comes at once, unless you chose never.",
    save: "Save choices",
    saved: "Saved.",
    why_security: "Always comes at once: if somebody else is in your account, this mail may be how you learn of it.",
    topic: |topic| match topic {
        Topic::Security => ("Security", "Sign-ins from new devices, changed passwords, ended keys."),
        Topic::Members => ("Members", "Who joined, left, or has another role."),
        Topic::Organisation => {
            ("Organisation", "Changes of its name, its domains, its single sign-on and its keys.")
        }
        Topic::Listings => {
            ("Listings", "Decisions of reviews, notes from reviewers, versions that went live.")
        }
        Topic::Followed => (
            "Followed apps",
            "New versions, suspensions, successors and new owners of the apps that you follow.",
        ),
    },
    when: |when| match when {
        MailWhen::AtOnce => "at once",
        MailWhen::Daily => "together, once a day",
        MailWhen::Never => "never",
    },
};

pub const DE: Texts = Texts {
    lead: |unread| match unread {
        0 => "Sie haben alles gelesen.".to_owned(),
        _ => format!(
            "{} {} haben Sie noch nicht gelesen.",
            number(Locale::German, unread),
            plural(unread, "Mitteilung", "Mitteilungen")
        ),
    },
    unread: "Ungelesen",
    unread_mark: "ungelesen",
    earlier: "Gelesen",
    none_title: "Noch ist nichts gekommen",
    none_body: "Was Sie betrifft, steht hier, sobald es geschieht, und kommt per Mail, wie Sie es unten wählen.",
    mark_read: "Als gelesen markieren",
    mark_read_named: |text| format!("Als gelesen markieren: {text}"),
    mark_all: "Alle als gelesen markieren",
    all_read: "Alles ist als gelesen markiert.",
    older: "Ältere Mitteilungen",
    mail_title: "Was per Mail kommt",
    mail_lead: "Hier steht immer alles, was Sie auch wählen. Dass eine App ausgesetzt wurde, kommt sofort, wenn Sie nicht „nie“ wählen.",
    save: "Auswahl speichern",
    saved: "Gespeichert.",
    why_security: "Kommt immer sofort: Ist jemand anders in Ihrem Konto, erfahren Sie es vielleicht durch diese Mail.",
    topic: |topic| match topic {
        Topic::Security => {
            ("Sicherheit", "Anmeldungen von neuen Geräten, geänderte Passwörter, beendete Schlüssel.")
        }
        Topic::Members => ("Mitglieder", "Wer dazukam, ging oder eine andere Rolle hat."),
        Topic::Organisation => {
            ("Organisation", "Änderungen an Namen, Domains, Single Sign-on und Schlüsseln.")
        }
        Topic::Listings => {
            ("Einträge", "Entscheidungen von Prüfungen, Notizen der Prüfenden, Versionen, die live gingen.")
        }
        Topic::Followed => (
            "Apps, denen Sie folgen",
            "Neue Versionen, Aussetzungen, Nachfolger und neue Besitzer der Apps, denen Sie folgen.",
        ),
    },
    when: |when| match when {
        MailWhen::AtOnce => "sofort",
        MailWhen::Daily => "gesammelt, einmal am Tag",
        MailWhen::Never => "nie",
    },
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
