//! Whether an answer is as it has to be.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde_json::Value;

use super::{
    check::Check,
    suite::{DUPLICATE, Expectation},
};
use crate::{
    ids::InstallationId,
    manifest::lint::shown,
    sandbox::{
        address::redirect::is_redirect,
        exchange::{Answer, Failure, Outcome},
    },
};

pub(super) type Facts = BTreeMap<String, String>;

pub(super) fn fact(name: &str, fact: impl std::fmt::Display) -> Facts {
    BTreeMap::from([(name.to_owned(), shown(&format!("{fact}")))])
}

/// What an expectation is held against, beside the answer.
pub(super) struct Beside<'b> {
    pub(super) installation: InstallationId,
    /// What came of the call that was sent before, where one was sent again.
    pub(super) before: Option<&'b Outcome>,
    pub(super) today: NaiveDate,
    pub(super) deletion_days: u32,
    pub(super) tolerance_seconds: u32,
}

/// What is to be said when the expectation is not met.
pub(super) fn unmet(that: &Expectation, answer: &Answer, beside: &Beside<'_>) -> Option<Facts> {
    let status = || fact("status", answer.status);
    match that {
        Expectation::Success => (!answer.is_success()).then(|| {
            let mut facts = status();
            facts.extend(beside.before.map(|before| ("first".to_owned(), came(before))));
            facts
        }),
        Expectation::Opens => {
            let elsewhere = is_redirect(answer.status) && answer.header("location").is_some();
            (!answer.is_success() && !elsewhere).then(status)
        }
        Expectation::Refusal => (!matches!(answer.status, 401 | 403)).then(|| {
            let mut facts = status();
            facts.extend(fact("seconds", beside.tolerance_seconds));
            facts
        }),
        Expectation::MediaType { is } => (answer.is_success() && media(answer) != *is).then(|| said(answer)),
        Expectation::Json if is_json(answer) => json(answer).is_none().then(Facts::new),
        Expectation::Json => Some(said(answer)),
        Expectation::OneOf { pointer, texts } => {
            let found = json(answer).and_then(|json| json.pointer(pointer)?.as_str().map(str::to_owned));
            let fits = found.as_ref().is_some_and(|found| texts.iter().any(|text| text == found));
            (!fits).then(|| {
                let mut facts = fact("pointer", pointer);
                facts.extend(fact("expected", texts.join(", ")));
                facts.extend(found.map(|found| ("found".to_owned(), shown(&found))));
                facts
            })
        }
        Expectation::Installation { pointer } => {
            let named = json(answer).is_some_and(|json| {
                json.pointer(pointer).and_then(Value::as_str) == Some(&beside.installation.to_string())
            });
            (!named).then(|| fact("pointer", pointer))
        }
        Expectation::DeletionDay { pointer } => {
            let day = json(answer).and_then(|json| crate::time::day(json.pointer(pointer)?.as_str()?));
            (!day.is_some_and(|day| in_time(day, beside))).then(|| {
                let mut facts = fact("pointer", pointer);
                facts.extend(fact("days", beside.deletion_days));
                facts
            })
        }
        Expectation::SameOrMarked => (!is_marked(answer) && !same(answer, beside.before)).then(status),
        Expectation::Marked => (!is_marked(answer)).then(|| fact("header", DUPLICATE)),
    }
}

/// The check that fails when there is no answer, and what is to be said.
pub(super) fn failed(failure: &Failure, timeout_ms: u64, max_body_bytes: u64) -> (Check, Facts) {
    match failure {
        Failure::RefusedAddress { address, reason } => {
            let mut facts = fact("address", address);
            facts.extend(fact("reason", reason.as_str()));
            (Check::CallAddressRefused, facts)
        }
        Failure::Resolve | Failure::Connect => (Check::CallUnreachable, fact("failure", failure.as_str())),
        Failure::Tls => (Check::CallTls, Facts::new()),
        Failure::Timeout => (Check::CallTimeout, fact("limit", timeout_ms)),
        Failure::Endless => (Check::CallEndless, fact("limit", timeout_ms)),
        Failure::TooLarge => (Check::CallTooLarge, fact("limit", max_body_bytes)),
        Failure::RedirectInward { location, reason } => {
            let mut facts = fact("location", location);
            facts.extend(fact("reason", reason.as_str()));
            (Check::CallRedirectInward, facts)
        }
        Failure::RedirectLoop => (Check::CallRedirectLoop, Facts::new()),
        Failure::Garbage => (Check::CallGarbage, Facts::new()),
    }
}

/// A status or the name of a failure.
fn came(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Answered(answer) => answer.status.to_string(),
        Outcome::Failed { failure, .. } => failure.as_str().to_owned(),
    }
}

fn media(answer: &Answer) -> String {
    let header = answer.header("content-type").unwrap_or_default();
    header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What an answer says of its own kind, for a finding.
fn said(answer: &Answer) -> Facts {
    let media = media(answer);
    if media.is_empty() { Facts::new() } else { fact("media", media) }
}

fn is_json(answer: &Answer) -> bool {
    let media = media(answer);
    media == "application/json" || (media.starts_with("application/") && media.ends_with("+json"))
}

/// `None` also for a body that was not kept whole: no answer of the contract is that long.
fn json(answer: &Answer) -> Option<Value> {
    if answer.body.truncated { None } else { serde_json::from_str(&answer.body.text).ok() }
}

fn is_marked(answer: &Answer) -> bool {
    answer.header(DUPLICATE).is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
}

fn same(answer: &Answer, before: Option<&Outcome>) -> bool {
    match before {
        Some(Outcome::Answered(before)) => {
            before.status == answer.status && before.body.digest == answer.body.digest
        }
        Some(Outcome::Failed { .. }) | None => false,
    }
}

/// Not before the run; a day is let off, as it may be tomorrow or yesterday where the app is.
fn in_time(day: NaiveDate, beside: &Beside<'_>) -> bool {
    let first = beside.today.checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN);
    let last = beside.today.checked_add_days(Days::new(u64::from(beside.deletion_days) + 1));
    first <= day && day <= last.unwrap_or(NaiveDate::MAX)
}
