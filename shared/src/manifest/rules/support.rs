//! Support: somebody who can be reached.

use crate::{
    identity::email::Email,
    manifest::{
        lint::{Linter, Said},
        rule::Rule,
        source::At,
    },
};

pub(super) fn check(lint: &mut Linter<'_>) {
    let Some(support) = lint.root().get("support") else {
        return lint.add(Said::of(Rule::SupportMissing, "/support"));
    };
    if support.node.kind() == "table" && support.get("email").is_none() && support.get("url").is_none() {
        lint.add(Said::of(Rule::SupportMissing, &support.pointer));
    }
    if let Some(email) = support.get("email")
        && let Some(text) = email.text().filter(|text| !text.trim().is_empty())
        && text.parse::<Email>().is_err()
    {
        lint.add(Said::of(Rule::SupportEmailMalformed, &email.pointer).fact("found", text));
    }
    for (tag, at) in support.texts("languages") {
        language(lint, tag, &at);
    }
}

/// A tag by the look of it (RFC 5646, 2.1): letters for the language, then parts of letters and digits.
fn language(lint: &mut Linter<'_>, tag: &str, at: &At<'_>) {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let fits = (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if !fits && !tag.trim().is_empty() {
        lint.add(Said::of(Rule::SupportLanguageMalformed, &at.pointer).fact("found", tag));
    }
}
