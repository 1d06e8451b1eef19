//! What the tests of these rules have in common.

use chrono::TimeDelta;

use super::*;
use crate::{
    editorial::text::{Sentence, Text},
    testing::START,
};

pub(super) const PROGRAM: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(1));

pub(super) fn day(number: i64) -> DateTime<Utc> {
    START + TimeDelta::days(number)
}

pub(super) fn on(policy: &EditorialPolicy, now: DateTime<Utc>) -> Occasion<'_> {
    Occasion { now, actor: Actor::System, program: PROGRAM, policy }
}

pub(super) fn text(title: &str) -> PerLanguage<Text> {
    PerLanguage::only(Text { title: title.parse().expect("a title"), summary: None })
}

pub(super) fn sentence(said: &str) -> PerLanguage<Sentence> {
    PerLanguage::only(said.parse().expect("a sentence"))
}

/// In one language more than there can be.
pub(super) fn babel<T: Clone>(text: PerLanguage<T>, policy: &EditorialPolicy) -> PerLanguage<T> {
    let tag = |number: usize| {
        let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).expect("a letter"));
        format!("{}{}", letter(number / 26), letter(number)).parse().expect("a tag")
    };
    let also = (0..policy.max_languages).map(|number| (tag(number), text.main.clone())).collect();
    PerLanguage { also, ..text }
}
