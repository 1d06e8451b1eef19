//! Languages: one table of texts per slice and language, checked for completeness by the compiler.

mod date;
mod distance;
mod language;
mod money;
mod number;

use leptos::prelude::*;

pub use date::{date, instant, relative, short_date};
pub use distance::distance;
pub use language::language_name;
#[cfg(feature = "every-screen")]
pub use language::languages;
pub use money::{money, short_money};
pub use number::{compact, factor, hundredths, list, number, plural, stars};

use crate::platform::Platform;

/// In lower case, for comparing. The browser has its own tables for that; the bundle need not bring others.
pub fn lower(text: &str) -> String {
    #[cfg(all(target_family = "wasm", not(feature = "ssr")))]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(all(target_family = "wasm", not(feature = "ssr"))))]
    text.to_lowercase()
}

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    #[default]
    English,
    German,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// BCP 47 tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The language of a tag such as `de-AT`; `None` when there is no such translation.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|locale| locale.tag() == primary)
    }

    /// The language's name in itself, for the switch.
    pub const fn endonym(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The text of this language out of a pair of tables.
    pub const fn pick<T: Copy>(self, english: T, german: T) -> T {
        match self {
            Self::English => english,
            Self::German => german,
        }
    }
}

/// The language of the page.
pub fn use_locale() -> Locale {
    use_context::<Platform>().map(|platform| platform.locale).unwrap_or_default()
}
