//! Texts of the first run.

use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub title: &'static str,
    pub lead: &'static str,
    pub done_already: &'static str,
    pub sign_in: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub wrong_code: &'static str,
    pub company: &'static str,
    pub company_hint: &'static str,
    pub slug: &'static str,
    pub slug_hint: &'static str,
    pub bad_slug: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub set_up: &'static str,
}

pub const EN: Texts = Texts {
    title: "Set up this server",
    lead: "Nothing is here yet. Whoever sets it up runs the program and owns the operator’s organisation.",
    done_already: "This server has its operator already. Sign in, or ask them for an invitation.",
    sign_in: "Sign in",
    code: "Code of this server",
    code_hint: "The server printed it, and a link with it, when it started.",
    wrong_code: "This is not the code that the server printed at its start. Copy it from there.",
    company: "Company",
    company_hint: "Who runs the program.",
    slug: "Name in addresses",
    slug_hint: "Lower-case letters, digits and hyphens.",
    bad_slug: "Use lower-case letters a–z, digits and single hyphens between them, at most 80.",
    name: "Your name",
    email: "Your mail address",
    set_up: "Set up the server",
};

pub const DE: Texts = Texts {
    title: "Diesen Server einrichten",
    lead: "Hier ist noch nichts. Wer ihn einrichtet, betreibt das Programm und ist Inhaber der Betreiberorganisation.",
    done_already: "Dieser Server hat schon einen Betreiber. Melden Sie sich an oder lassen Sie sich einladen.",
    sign_in: "Anmelden",
    code: "Code dieses Servers",
    code_hint: "Der Server hat ihn und einen Link damit beim Start ausgegeben.",
    wrong_code: "Das ist nicht der Code, den der Server beim Start ausgegeben hat. Kopieren Sie ihn von dort.",
    company: "Unternehmen",
    company_hint: "Wer das Programm betreibt.",
    slug: "Name in Adressen",
    slug_hint: "Kleinbuchstaben, Ziffern und Bindestriche.",
    bad_slug: "Nehmen Sie Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche dazwischen, höchstens 80.",
    name: "Ihr Name",
    email: "Ihre Mailadresse",
    set_up: "Server einrichten",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
