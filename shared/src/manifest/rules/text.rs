//! What every text has to be: there, not too long, and without what nobody sees.

use crate::{
    looks,
    manifest::{
        fix::Fix,
        lint::{Linter, Said},
        rule::Rule,
        shape::Kind,
        source::At,
    },
};

/// Looks at a text of a kind, and says whether there is anything in it.
pub(super) fn check(lint: &mut Linter<'_>, at: &At<'_>, kind: Option<Kind>) -> bool {
    let Some(text) = at.text() else { return false };
    let limits = &lint.policy.text;
    let limit = match kind {
        Some(Kind::Name) => limits.name,
        Some(Kind::Summary) => limits.summary,
        Some(Kind::Purpose) => limits.purpose,
        Some(Kind::Word | Kind::Slug) => limits.word,
        None => limits.url,
    };
    if text.trim().is_empty() {
        // That a purpose is missing is for its own rule.
        if kind != Some(Kind::Purpose) {
            lint.add(Said::of(Rule::TextEmpty, &at.pointer));
        }
        return false;
    }
    let length = text.chars().count();
    if length > limit {
        let said = Said::of(Rule::TextTooLong, &at.pointer);
        lint.add(said.number("length", length).number("limit", limit));
    }
    let prose = matches!(kind, Some(Kind::Purpose | Kind::Summary));
    let seen = |letter: &char| {
        // Joiners belong to the writing of some languages, lines and tabs to longer texts.
        !looks::is_unseen(*letter) || (prose && matches!(letter, '\n' | '\t' | '\u{200c}' | '\u{200d}'))
    };
    if let Some(unseen) = text.chars().find(|letter| !seen(letter)) {
        let clean: String = text.chars().filter(seen).collect();
        let fix = Fix::Set { pointer: at.pointer.clone(), value: clean.into() };
        let code = format!("U+{:04X}", u32::from(unseen));
        lint.add(Said::of(Rule::TextControl, &at.pointer).fact("code", &code).fix(fix));
    } else if text.trim() != text {
        let fix = Fix::Set { pointer: at.pointer.clone(), value: text.trim().into() };
        lint.add(Said::of(Rule::TextSpace, &at.pointer).fix(fix));
    }
    true
}
