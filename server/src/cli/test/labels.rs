//! What stands around the findings, in each language.

use shared::manifest::words::Language;

/// The labels of one language.
pub(super) struct Labels {
    /// Around the secret that signs.
    pub(super) example_secret: &'static str,
    /// Before a version of the API.
    pub(super) version: &'static str,
    /// A call that was as it has to be, one that was not, and one that was not made: of the same width.
    pub(super) ok: &'static str,
    pub(super) failed: &'static str,
    pub(super) skipped: &'static str,
    /// Before the milliseconds of a call.
    pub(super) within: &'static str,
    pub(super) sent: &'static str,
    pub(super) came_back: &'static str,
    /// The body of a call goes on.
    pub(super) cut: &'static str,
    pub(super) performance: &'static str,
    pub(super) requests: &'static str,
    pub(super) errors: &'static str,
    pub(super) longest: &'static str,
    pub(super) report: &'static str,
}

const ENGLISH: Labels = Labels {
    example_secret: "Deliveries are signed with the example secret of Standard Webhooks; --secret takes your own.",
    version: "API version",
    ok: "ok  ",
    failed: "FAIL",
    skipped: "skip",
    within: "in",
    sent: "Sent",
    came_back: "Came back",
    cut: "… and more",
    performance: "Performance",
    requests: "requests",
    errors: "errors",
    longest: "longest",
    report: "report",
};

const GERMAN: Labels = Labels {
    example_secret: "Zustellungen sind mit dem Beispielgeheimnis von Standard Webhooks signiert; --secret nimmt Ihr eigenes.",
    version: "API-Version",
    ok: "gut   ",
    failed: "FEHLER",
    skipped: "ohne  ",
    within: "in",
    sent: "Gesendet",
    came_back: "Zurück kam",
    cut: "… und mehr",
    performance: "Leistung",
    requests: "Anfragen",
    errors: "Fehler",
    longest: "längste",
    report: "Bericht",
};

pub(super) const fn labels(language: Language) -> &'static Labels {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    }
}
