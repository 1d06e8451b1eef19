//! What several parts of the page say.

use shared::{
    decisions::words::BadWords,
    review::{
        api::{Barred, CaseView},
        queue::Wait,
        replies::BadReply,
    },
};

use super::{super::spans::span, super::texts as around, texts};
use crate::i18n::{list, use_locale};

/// `Half take at most 2 d, nine in ten at most 4 d`.
pub(super) fn usual(wait: Wait) -> String {
    let locale = use_locale();
    let t = texts();
    match (wait.p50_minutes, wait.p90_minutes) {
        (None, _) => around().too_few.to_owned(),
        (Some(half), None) => (t.half)(&span(locale, half)),
        (Some(half), Some(most)) => (t.half_and_most)(&span(locale, half), &span(locale, most)),
    }
}

/// Why a message cannot be made, and what to do.
pub(super) fn bad_reply(bad: &BadReply) -> String {
    let t = texts();
    match bad {
        BadReply::NoValue { name, .. } => (t.no_value)(name),
        BadReply::Brace(_) => t.brace.to_owned(),
        BadReply::Words(bad) => bad_words(*bad).to_owned(),
    }
}

/// Why a text is not taken, and what to do.
pub(super) fn bad_words(bad: BadWords) -> &'static str {
    match bad {
        BadWords::Empty => texts().blank,
        BadWords::TooLong => texts().too_long,
    }
}

/// Why somebody may not decide a case, and who can.
pub(super) fn barred(why: Barred, case: &CaseView) -> (&'static str, String) {
    let t = texts();
    let names: Vec<_> = case.reviewers.iter().map(|reviewer| reviewer.name.as_str()).collect();
    let who = match (why, &case.row.escalated_to) {
        (Barred::Escalated, Some(to)) => (t.decides)(to),
        _ if names.is_empty() => t.nobody_can.to_owned(),
        _ => (t.can)(&list(use_locale(), &names)),
    };
    ((t.barred)(why), who)
}
