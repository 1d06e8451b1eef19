//! Texts of letting a desktop app in.

use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub title: &'static str,
    pub lead: &'static str,
    pub incomplete: &'static str,
    pub not_this_machine: &'static str,
    pub sign_in_first: &'static str,
    pub sign_in: &'static str,
    pub device: &'static str,
    pub person: &'static str,
    pub organisation: &'static str,
    pub warning: &'static str,
    pub allow: &'static str,
    pub refuse: &'static str,
    pub refused: &'static str,
}

pub const EN: Texts = Texts {
    title: "Connect the desktop app",
    lead: "An app on this computer asks to sign in as you.",
    incomplete: "This address is not complete. Begin again in the desktop app: it opens this page by itself.",
    not_this_machine: "Who asks is not an app on this computer, so it gets nothing. If a mail or another page led you here, close this page.",
    sign_in_first: "Sign in first. You come back here afterwards.",
    sign_in: "Sign in",
    device: "Computer",
    person: "Signs in as",
    organisation: "Acts in",
    warning: "Allow it only if you have just pressed “Sign in” in the app. You can sign it out at any time under Sessions.",
    allow: "Allow the app",
    refuse: "Do not allow it",
    refused: "The app was not let in. You can close this page.",
};

pub const DE: Texts = Texts {
    title: "Desktop-App verbinden",
    lead: "Eine App auf diesem Computer möchte sich als Sie anmelden.",
    incomplete: "Diese Adresse ist nicht vollständig. Beginnen Sie noch einmal in der Desktop-App: Sie öffnet diese Seite von selbst.",
    not_this_machine: "Wer da fragt, ist keine App auf diesem Computer und bekommt darum nichts. Hat Sie eine Mail oder eine andere Seite hierher geführt, schließen Sie diese Seite.",
    sign_in_first: "Melden Sie sich zuerst an. Danach kommen Sie hierher zurück.",
    sign_in: "Anmelden",
    device: "Computer",
    person: "Meldet sich an als",
    organisation: "Handelt für",
    warning: "Erlauben Sie es nur, wenn Sie gerade in der App auf „Anmelden“ gedrückt haben. Unter Sitzungen können Sie sie jederzeit abmelden.",
    allow: "App erlauben",
    refuse: "Nicht erlauben",
    refused: "Die App wurde nicht eingelassen. Sie können diese Seite schließen.",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
