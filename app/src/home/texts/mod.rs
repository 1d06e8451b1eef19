//! Texts of the home.

mod english;
mod german;

use shared::home::{
    model::{Kind, What},
    order::Urgency,
};

use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub lead: &'static str,
    pub urgency: fn(Urgency) -> &'static str,
    /// What waits, in a sentence.
    pub said: fn(&What) -> String,
    /// Whose it is, by name.
    pub whose: fn(&What, &str) -> String,
    /// For how long, by a span: `2 d 4 h`.
    pub waits: fn(&str) -> String,
    /// What happens at the deadline, and the same once it is over.
    pub clock: fn(Kind) -> (&'static str, &'static str),
    pub more: fn(Kind, u64) -> String,
    pub unnamed: &'static str,
    pub none_title: &'static str,
    pub none_body: &'static str,
    pub start_listing: &'static str,
    pub see_listings: &'static str,
    pub see_queue: &'static str,
    pub find_apps: &'static str,
    pub see_organisation: &'static str,
    pub listings: &'static str,
    pub lately: &'static str,
    pub lately_none: &'static str,
    pub inbox: fn(u64) -> String,
    pub unread_mark: &'static str,
}

/// The texts of the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&english::TEXTS, &german::TEXTS)
}
