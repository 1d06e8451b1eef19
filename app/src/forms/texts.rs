//! What forms say when an attempt fails.

use shared::problem::ProblemKind;

use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub offline: &'static str,
    /// In the desktop app, which knows the server's name.
    pub offline_at: fn(&str) -> String,
    pub report: fn(&str) -> String,
    pub prove: &'static str,
    pub stale: &'static str,
    pub show_now: &'static str,
    pub there_now: &'static str,
    pub yours: &'static str,
    pub no_name: &'static str,
    pub bad_mail: &'static str,
    /// A sentence for a kind of problem, where the server's own is in another language.
    pub kind: fn(ProblemKind) -> Option<&'static str>,
}

pub const EN: Texts = Texts {
    offline: "The server cannot be reached. What you typed is still here. Check the connection and press the button again: nothing is done twice.",
    offline_at: |name| {
        format!(
            "{name} cannot be reached. What you typed is still here. Check the connection and press the button again: nothing is done twice."
        )
    },
    report: |id| format!("If it stays, report the number {id}."),
    prove: "Press the button again to prove that it is you.",
    stale: "What you typed is still here. Look at what is there now; sending again puts yours in its place.",
    show_now: "Show what is there now",
    there_now: "There now",
    yours: "Yours",
    no_name: "Write a name: one line of at most 100 characters.",
    bad_mail: "Write a mail address such as anna@example.com.",
    kind: |_| None,
};

pub const DE: Texts = Texts {
    offline: "Der Server ist nicht erreichbar. Ihre Eingaben stehen noch hier. Prüfen Sie die Verbindung und drücken Sie noch einmal: Nichts geschieht doppelt.",
    offline_at: |name| {
        format!(
            "{name} ist nicht erreichbar. Ihre Eingaben stehen noch hier. Prüfen Sie die Verbindung und drücken Sie noch einmal: Nichts geschieht doppelt."
        )
    },
    report: |id| format!("Bleibt es dabei, melden Sie die Nummer {id}."),
    prove: "Drücken Sie noch einmal, um zu bestätigen, dass Sie es sind.",
    stale: "Ihre Eingaben stehen noch hier. Sehen Sie sich an, was jetzt dort steht; erneutes Senden ersetzt es durch Ihre.",
    show_now: "Zeigen, was jetzt dort steht",
    there_now: "Jetzt dort",
    yours: "Ihre Eingabe",
    no_name: "Schreiben Sie einen Namen: eine Zeile mit höchstens 100 Zeichen.",
    bad_mail: "Schreiben Sie eine Mailadresse wie anna@example.com.",
    kind: |kind| {
        Some(match kind {
            ProblemKind::InvalidRequest => "Eine Angabe wird so nicht angenommen.",
            ProblemKind::SignInRequired => "Sie sind nicht angemeldet.",
            ProblemKind::ProofRefused => "Der Nachweis stimmt nicht oder gilt nicht mehr.",
            ProblemKind::ProofRequired => "Dafür müssen Sie noch einmal bestätigen, dass Sie es sind.",
            ProblemKind::Forbidden => "Das ist Ihnen nicht erlaubt.",
            ProblemKind::NotFound => "Das gibt es hier nicht oder nicht mehr.",
            ProblemKind::MethodNotAllowed | ProblemKind::UnsupportedMedia => {
                "App und Server verstehen einander nicht. Laden Sie die Seite neu."
            }
            ProblemKind::Timeout => "Der Server hat zu lange gebraucht. Versuchen Sie es noch einmal.",
            ProblemKind::Conflict => "Das widerspricht dem, was schon da ist.",
            ProblemKind::Gone => "Das ist abgelaufen oder wurde schon benutzt.",
            ProblemKind::VersionStale | ProblemKind::VersionRequired => {
                "Jemand hat dies inzwischen geändert."
            }
            ProblemKind::TooLarge => "Das ist zu groß.",
            ProblemKind::Unprocessable => "Das lässt eine Regel nicht zu.",
            ProblemKind::TooManyRequests => {
                "Das waren zu viele Versuche. Warten Sie einige Minuten und versuchen Sie es dann noch einmal."
            }
            ProblemKind::Internal => {
                "Der Server konnte nicht antworten. Es lag nicht an Ihnen. Versuchen Sie es noch einmal."
            }
            ProblemKind::Unavailable => {
                "Der Server startet gerade oder ist ausgelastet. Versuchen Sie es in einer Minute noch einmal."
            }
            ProblemKind::Unreachable => "Der Server ist nicht erreichbar.",
        })
    },
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
