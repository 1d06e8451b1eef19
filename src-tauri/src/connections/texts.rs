//! What stands in the browser when it comes back from signing in.

/// One language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Texts {
    pub(super) tag: &'static str,
    pub(super) signed_in: &'static str,
    pub(super) signed_in_body: &'static str,
    pub(super) failed: &'static str,
    pub(super) failed_body: &'static str,
    pub(super) foreign: &'static str,
    pub(super) foreign_body: &'static str,
}

pub(super) const EN: Texts = Texts {
    tag: "en",
    signed_in: "You are signed in",
    signed_in_body: "Go back to Guildhall. You can close this page.",
    failed: "You are not signed in",
    failed_body: "Go back to Guildhall: it says what went wrong. You can close this page.",
    foreign: "Nobody waits for this",
    foreign_body: "This address does not belong to the sign-in that Guildhall waits for. Begin again in the app.",
};

pub(super) const DE: Texts = Texts {
    tag: "de",
    signed_in: "Sie sind angemeldet",
    signed_in_body: "Gehen Sie zurück zu Guildhall. Sie können diese Seite schließen.",
    failed: "Sie sind nicht angemeldet",
    failed_body: "Gehen Sie zurück zu Guildhall: Dort steht, was nicht ging. Sie können diese Seite schließen.",
    foreign: "Darauf wartet niemand",
    foreign_body: "Diese Adresse gehört nicht zu der Anmeldung, auf die Guildhall wartet. Beginnen Sie in der App noch einmal.",
};

/// The texts in the first language that a browser asks for.
pub(super) fn texts(accept_language: &str) -> &'static Texts {
    let first = accept_language.trim_start().get(..2).unwrap_or_default();
    if first.eq_ignore_ascii_case("de") { &DE } else { &EN }
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn the_first_language_counts() {
        for (asked, tag) in
            [("de-AT,de;q=0.9,en;q=0.8", "de"), ("en,de;q=0.5", "en"), ("DE", "de"), ("", "en"), ("ü", "en")]
        {
            assert_eq!(texts(asked).tag, tag, "{asked}");
        }
    }
}
