//! What editors write, in each language.

use std::{borrow::Cow, collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::identity::model::{Locale, Name, steers_text};

/// Longest sentence, in characters.
pub const MAX_SENTENCE_CHARS: usize = 400;

/// One or two sentences: trimmed, on one line, 1 to [`MAX_SENTENCE_CHARS`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sentence(#[cfg_attr(feature = "schema", schemars(length(min = 1, max = 400)))] String);

/// Why a text is not a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSentence {
    /// Nothing but white space.
    #[error("Empty. Write a sentence, or leave it out.")]
    Empty,
    /// More than [`MAX_SENTENCE_CHARS`] characters.
    #[error("Longer than {MAX_SENTENCE_CHARS} characters. Shorten it.")]
    TooLong,
    /// A line end, or a letter that nobody sees.
    #[error("It has a line break or an invisible control character. Type it anew.")]
    Control,
}

impl Sentence {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Sentence {
    type Err = BadSentence;
    fn from_str(text: &str) -> Result<Self, BadSentence> {
        let text = text.trim();
        if text.is_empty() {
            Err(BadSentence::Empty)
        } else if text.chars().nth(MAX_SENTENCE_CHARS).is_some() {
            Err(BadSentence::TooLong)
        } else if text.chars().any(steers_text) {
            Err(BadSentence::Control)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Sentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A title and what is behind it, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    /// What it is called.
    pub title: Name,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Sentence>,
}

/// The same in every language in which it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PerLanguage<T> {
    /// In the program's own language: what everyone reads for whom there is no other.
    pub main: T,
    /// In other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub also: BTreeMap<Locale, T>,
}

impl<T> PerLanguage<T> {
    /// In the program's language alone.
    pub const fn only(main: T) -> Self {
        Self { main, also: BTreeMap::new() }
    }

    /// What somebody reads: in their language and region, or else in their language, or else the main one.
    pub fn in_language(&self, wanted: &Locale) -> &T {
        let language = wanted.as_str().split('-').next().and_then(|language| language.parse().ok());
        let near = || language.and_then(|language: Locale| self.also.get(&language));
        self.also.get(wanted).or_else(near).unwrap_or(&self.main)
    }

    /// In how many languages it was written.
    pub fn languages(&self) -> usize {
        self.also.len() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_something_on_one_line() {
        assert_eq!(" ".parse::<Sentence>(), Err(BadSentence::Empty));
        assert_eq!("é".repeat(401).parse::<Sentence>(), Err(BadSentence::TooLong));
        assert_eq!("one\ntwo".parse::<Sentence>(), Err(BadSentence::Control));
        assert_eq!(
            " Saves a day. ".parse::<Sentence>().map(|said| said.to_string()),
            Ok("Saves a day.".to_owned())
        );
    }

    #[test]
    fn everyone_reads_the_nearest_language() {
        let locale = |tag: &str| tag.parse::<Locale>().expect("a tag");
        let also = [(locale("de"), "Auswahl"), (locale("de-CH"), "Uswahl")].into();
        let text = PerLanguage { main: "Picks", also };
        let check = |tag: &str, read: &str| assert_eq!(*text.in_language(&locale(tag)), read, "{tag}");
        check("de", "Auswahl");
        check("de-CH", "Uswahl");
        check("de-AT", "Auswahl");
        check("en", "Picks");
        check("fr", "Picks");
        assert_eq!(text.languages(), 3);
    }

    #[test]
    fn a_text_is_read_as_it_was_written() {
        let written = r#"{"main":{"title":"Picks"},"also":{"de":{"title":"Auswahl","summary":"Gut."}}}"#;
        let text: PerLanguage<Text> = serde_json::from_str(written).expect("a text");
        assert_eq!(serde_json::to_string(&text).expect("JSON"), written);
        assert!(serde_json::from_str::<PerLanguage<Text>>(r#"{"main":{"title":" "}}"#).is_err());
    }
}
