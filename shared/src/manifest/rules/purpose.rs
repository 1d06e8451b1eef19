//! Purposes: what a customer reads when they are asked.

use crate::manifest::{
    lint::{Linter, Said},
    rule::Rule,
    source::At,
};

/// The lists whose entries have a purpose, and what names an entry.
const LISTS: [(&str, &str); 4] =
    [("scopes", "scope"), ("data", "class"), ("subprocessors", "name"), ("destinations", "host")];

pub(super) fn check(lint: &mut Linter<'_>) {
    for (list, name) in LISTS {
        for at in lint.root().tables(list) {
            purpose(lint, &at, name);
        }
    }
}

fn purpose(lint: &mut Linter<'_>, at: &At<'_>, name: &str) {
    let pointer = at.to("purpose");
    let of = at.text_of(name).unwrap_or_default();
    let text = match at.get("purpose") {
        None => "",
        Some(purpose) => match purpose.text() {
            Some(text) => text.trim(),
            // That it is no text is said with the other types.
            None => return,
        },
    };
    if text.is_empty() {
        return lint.add(Said::of(Rule::PurposeMissing, pointer).fact("of", of));
    }
    let bare = text.to_lowercase();
    let bare = bare.trim_matches(|letter: char| !letter.is_alphanumeric());
    let stands = |word: &String| bare == *word || bare.split(' ').all(|part| part == word);
    let opens = |word: &String| {
        // As in "todo: say why", and every text that goes on as two words do.
        bare.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(':') || word.contains(' '))
    };
    let copied = !of.is_empty() && text.eq_ignore_ascii_case(of);
    let repeated = bare.chars().next().is_some_and(|first| bare.chars().all(|letter| letter == first));
    let placeholder = lint.policy.placeholders.iter().any(|word| stands(word) || opens(word));
    if placeholder || copied || repeated || bare.is_empty() {
        lint.add(Said::of(Rule::PurposePlaceholder, pointer).fact("of", of).fact("found", text));
        return;
    }
    let length = text.chars().count();
    if length < lint.policy.min_purpose_chars {
        let said = Said::of(Rule::PurposeShort, pointer).fact("of", of).number("length", length);
        lint.add(said.number("least", lint.policy.min_purpose_chars));
    }
}
