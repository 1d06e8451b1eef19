//! What is said of a finding and of a call that was not made, in each language.

use super::{
    check::Check,
    plan::{Skipped, WhySkipped},
    report::Finding,
};
use crate::{
    manifest::words::{Language, Words, template::fill},
    sandbox::{address::Reason, exchange::Failure},
};

mod de;
mod en;

/// The sentences of a check, to be filled with facts: title, why it matters, how to put it right. As those of
/// the linter: `{name}` becomes the fact of that name, and what stands in `[` and `]` is left out when a fact
/// in it is not known.
struct Sentences(&'static str, &'static str, &'static str);

/// One language. What is missing in it does not compile.
struct Table {
    check: fn(Check) -> Sentences,
    reason: fn(Reason) -> &'static str,
    /// What came of a call, by its stable name; a status stays as it is.
    failure: fn(&str) -> Option<&'static str>,
    skipped: fn(&WhySkipped) -> &'static str,
}

const fn table(language: Language) -> &'static Table {
    match language {
        Language::English => &en::TABLE,
        Language::German => &de::TABLE,
    }
}

/// What is said of a finding.
pub fn finding(language: Language, finding: &Finding) -> Words {
    let table = table(language);
    let mut facts = finding.facts.clone();
    facts.extend(finding.place.event.clone().map(|event| ("event".to_owned(), event)));
    facts.insert("version".to_owned(), finding.place.version.to_string());
    // Reasons and failures have a name in each language. The facts themselves have the same in all.
    if let Some(reason) = facts.get_mut("reason")
        && let Some(known) = Reason::ALL.into_iter().find(|known| known.as_str() == reason)
    {
        (table.reason)(known).clone_into(reason);
    }
    for name in ["failure", "first"] {
        if let Some(failure) = facts.get_mut(name)
            && let Some(said) = (table.failure)(failure)
        {
            said.clone_into(failure);
        }
    }
    let Sentences(title, why, fix) = (table.check)(finding.check);
    Words { title: fill(title, &facts), why: fill(why, &facts), fix: fill(fix, &facts) }
}

/// Why an address is not called, as part of a sentence.
pub fn reason(language: Language, reason: Reason) -> &'static str {
    (table(language).reason)(reason)
}

/// Why there was no answer, as part of a sentence.
pub fn failure(language: Language, failure: &Failure) -> &'static str {
    (table(language).failure)(failure.as_str()).unwrap_or(failure.as_str())
}

/// Why a call was not made, as one line without a full stop.
pub fn skipped(language: Language, skipped: &Skipped) -> String {
    let mut facts = std::collections::BTreeMap::new();
    if let WhySkipped::OverLimit { limit, left_out } = &skipped.why {
        facts.insert("limit".to_owned(), limit.to_string());
        facts.insert("left_out".to_owned(), left_out.to_string());
    }
    fill((table(language).skipped)(&skipped.why), &facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::words::template::names;

    fn texts(language: Language, check: Check) -> [&'static str; 3] {
        let Sentences(title, why, fix) = (table(language).check)(check);
        [title, why, fix]
    }

    #[test]
    fn every_check_has_words_in_every_language() {
        for language in Language::ALL {
            for check in Check::ALL {
                let [title, why, fix] = texts(language, *check);
                for text in [title, why, fix] {
                    assert!(
                        !text.trim().is_empty() && !text.contains("  "),
                        "{check} in {language:?}: {text}"
                    );
                    assert_eq!(text.matches('[').count(), text.matches(']').count(), "{check}: {text}");
                }
                assert!(!title.ends_with('.'), "the title of {check} in {language:?}");
                for text in [why, fix] {
                    assert!(text.ends_with(['.', ']']), "{check} in {language:?}: {text}");
                }
            }
            for known in Reason::ALL {
                assert!(!reason(language, known).is_empty());
            }
        }
    }

    #[test]
    fn both_languages_use_the_same_facts() {
        for check in Check::ALL {
            let facts = |language| names(&texts(language, *check).concat());
            assert_eq!(facts(Language::English), facts(Language::German), "{check}");
        }
    }

    #[test]
    fn german_speaks_formally() {
        for check in Check::ALL {
            let text = texts(Language::German, *check).join(" ");
            for word in text.split(|letter: char| !letter.is_alphabetic()) {
                assert!(!["du", "dein", "deine", "dich", "dir", "euch", "eure"].contains(&word), "{check}");
            }
        }
    }
}
