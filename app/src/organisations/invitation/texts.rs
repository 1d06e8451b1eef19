//! Texts of the page behind the link of an invitation.

use crate::i18n::{Locale, number, plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub title: &'static str,
    pub to: fn(&str) -> String,
    pub by: fn(&str, &str) -> String,
    pub by_nobody: fn(&str) -> String,
    pub role: &'static str,
    pub sent_to: &'static str,
    pub expires: &'static str,
    pub expired: &'static str,
    pub accept: fn(&str) -> String,
    pub joined: fn(&str) -> String,
    pub sign_in_body: fn(&str) -> String,
    pub sign_in: &'static str,
    pub sign_up: &'static str,
    pub for_another: fn(&str, &str) -> String,
    pub sign_in_other: &'static str,
    pub gone_title: &'static str,
    pub gone_body: fn(u64) -> String,
    pub broken_title: &'static str,
    pub broken_body: &'static str,
    pub home: &'static str,
}

pub const EN: Texts = Texts {
    title: "Invitation",
    to: |organisation| format!("You are invited to {organisation}"),
    by: |by, organisation| format!("{by} asks you to join {organisation}."),
    by_nobody: |organisation| format!("You are asked to join {organisation}."),
    role: "Your role there",
    sent_to: "Sent to",
    expires: "Works until",
    expired: "Worked until",
    accept: |organisation| format!("Join {organisation}"),
    joined: |organisation| format!("You belong to {organisation} now, and act in it."),
    sign_in_body: |email| {
        format!(
            "To accept, sign in with {email}; you come back here afterwards. Without an account, create one with that address and then open the link of this invitation again."
        )
    },
    sign_in: "Sign in to accept",
    sign_up: "Create an account",
    for_another: |mine, theirs| {
        format!(
            "You are signed in as {mine}, and this invitation was sent to {theirs}. Sign in with that address, or ask for a new invitation."
        )
    },
    sign_in_other: "Sign in with another address",
    gone_title: "This invitation does not work any more",
    gone_body: |days| {
        let days_text = number(Locale::English, days);
        let unit = plural(days, "day", "days");
        format!(
            "It was used, withdrawn or replaced, or it is older than {days_text} {unit}. Ask who invited you for a new one."
        )
    },
    broken_title: "A part of the link is missing",
    broken_body: "Open it from the mail once more, whole. If it is cut there, copy all of it into the address bar.",
    home: "To the marketplace",
};

pub const DE: Texts = Texts {
    title: "Einladung",
    to: |organisation| format!("Sie sind eingeladen zu {organisation}"),
    by: |by, organisation| format!("{by} bittet Sie, bei {organisation} mitzumachen."),
    by_nobody: |organisation| format!("Sie werden gebeten, bei {organisation} mitzumachen."),
    role: "Ihre Rolle dort",
    sent_to: "Gesendet an",
    expires: "Gilt bis",
    expired: "Galt bis",
    accept: |organisation| format!("{organisation} beitreten"),
    joined: |organisation| format!("Sie gehören jetzt zu {organisation} und handeln dort."),
    sign_in_body: |email| {
        format!(
            "Um anzunehmen, melden Sie sich mit {email} an; danach kommen Sie hierher zurück. Ohne Konto legen Sie eines mit dieser Adresse an und öffnen dann den Link dieser Einladung noch einmal."
        )
    },
    sign_in: "Zum Annehmen anmelden",
    sign_up: "Konto anlegen",
    for_another: |mine, theirs| {
        format!(
            "Sie sind als {mine} angemeldet, und diese Einladung ging an {theirs}. Melden Sie sich mit jener Adresse an oder bitten Sie um eine neue Einladung."
        )
    },
    sign_in_other: "Mit anderer Adresse anmelden",
    gone_title: "Diese Einladung gilt nicht mehr",
    gone_body: |days| {
        let days_text = number(Locale::German, days);
        let unit = plural(days, "Tag", "Tage");
        format!(
            "Sie wurde benutzt, zurückgezogen oder ersetzt, oder sie ist älter als {days_text} {unit}. Bitten Sie um eine neue."
        )
    },
    broken_title: "Ein Teil des Links fehlt",
    broken_body: "Öffnen Sie ihn noch einmal ganz aus der Mail. Ist er dort abgeschnitten, kopieren Sie alles davon in die Adresszeile.",
    home: "Zum Marktplatz",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
