//! Names of the languages that apps speak.

use std::borrow::Cow;

use super::Locale;

/// Primary tag, English name, German name.
const NAMES: [(&str, &str, &str); 30] = [
    ("ar", "Arabic", "Arabisch"),
    ("bg", "Bulgarian", "Bulgarisch"),
    ("cs", "Czech", "Tschechisch"),
    ("da", "Danish", "Dänisch"),
    ("de", "German", "Deutsch"),
    ("el", "Greek", "Griechisch"),
    ("en", "English", "Englisch"),
    ("es", "Spanish", "Spanisch"),
    ("et", "Estonian", "Estnisch"),
    ("fi", "Finnish", "Finnisch"),
    ("fr", "French", "Französisch"),
    ("he", "Hebrew", "Hebräisch"),
    ("hi", "Hindi", "Hindi"),
    ("hr", "Croatian", "Kroatisch"),
    ("hu", "Hungarian", "Ungarisch"),
    ("it", "Italian", "Italienisch"),
    ("ja", "Japanese", "Japanisch"),
    ("ko", "Korean", "Koreanisch"),
    ("lt", "Lithuanian", "Litauisch"),
    ("lv", "Latvian", "Lettisch"),
    ("nb", "Norwegian", "Norwegisch"),
    ("nl", "Dutch", "Niederländisch"),
    ("pl", "Polish", "Polnisch"),
    ("pt", "Portuguese", "Portugiesisch"),
    ("ro", "Romanian", "Rumänisch"),
    ("sk", "Slovak", "Slowakisch"),
    ("sv", "Swedish", "Schwedisch"),
    ("tr", "Turkish", "Türkisch"),
    ("uk", "Ukrainian", "Ukrainisch"),
    ("zh", "Chinese", "Chinesisch"),
];

/// The tags of the languages that have a name here, by their English names.
#[cfg(feature = "every-screen")]
pub fn languages() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(tag, ..)| *tag)
}

/// `German (de-AT)` for `de-AT`, `German` for `de`; a tag that is not known stands for itself.
pub fn language_name(locale: Locale, tag: &str) -> Cow<'static, str> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    match NAMES.iter().find(|(known, ..)| *known == primary) {
        None => Cow::Owned(tag.to_owned()),
        Some((_, english, german)) => {
            let name = locale.pick(*english, *german);
            if primary.len() == tag.len() {
                Cow::Borrowed(name)
            } else {
                Cow::Owned(format!("{name} ({tag})"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_names_and_unknown_ones_stay() {
        assert_eq!(language_name(Locale::German, "fr"), "Französisch");
        assert_eq!(language_name(Locale::English, "de-AT"), "German (de-AT)");
        assert_eq!(language_name(Locale::English, "tlh"), "tlh");
    }
}
