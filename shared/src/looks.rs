//! Names that are not what they look like: letters of several scripts in one word, and letters that are
//! drawn like others (Unicode Technical Standard 39, cut to what names of apps need).

mod skeleton;

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_script::{Script, UnicodeScript};

pub use skeleton::skeleton;

/// Letters of other scripts that are drawn like Latin ones.
const ALIKE: &[(char, &str)] = &[
    ('a', "аαɑ"),
    ('b', "ЬƄ"),
    ('c', "сϲ"),
    ('d', "ԁ"),
    ('e', "еҽ"),
    ('g', "ց"),
    ('h', "һհ"),
    ('i', "іιΙІӀ"),
    ('j', "јϳ"),
    ('k', "κк"),
    ('l', "ӏߊ"),
    ('n', "ոη"),
    ('o', "оοօᴏ"),
    ('p', "рρ"),
    ('q', "ԛզ"),
    ('r', "гᴦ"),
    ('s', "ѕ"),
    ('u', "υսս"),
    ('v', "ѵν"),
    ('w', "ԝա"),
    ('x', "хχ"),
    ('y', "уγү"),
    ('z', "ᴢ"),
    ('A', "АΑᎪ"),
    ('B', "ВΒᏴ"),
    ('C', "СϹᏟ"),
    ('E', "ЕΕᎬ"),
    ('H', "НΗᎻ"),
    ('J', "ЈᎫ"),
    ('K', "КΚᏦ"),
    ('M', "МΜᎷ"),
    ('N', "Ν"),
    ('O', "ОΟՕ"),
    ('P', "РΡᏢ"),
    ('S', "ЅՏᏚ"),
    ('T', "ТΤᎢ"),
    ('X', "ХΧ"),
    ('Y', "УΥҮ"),
    ('Z', "ΖᏃ"),
];

fn latin(letter: char) -> char {
    let alike = ALIKE.iter().find(|(_, others)| others.contains(letter));
    alike.map_or(letter, |(latin, _)| *latin)
}

/// The scripts of the first word that mixes some, by their English names, sorted.
pub fn mixed_scripts(text: &str) -> Option<Vec<&'static str>> {
    words(text).find_map(|word| {
        let scripts = scripts(word);
        (scripts.len() > 1).then(|| scripts.into_iter().collect())
    })
}

/// What a text seems to say when a word of it is of another script and looks like Latin throughout.
pub fn looks_latin(text: &str) -> Option<String> {
    let fooled = |word: &str| {
        let foreign = word.chars().all(|letter| !matches!(script(letter), Some(Script::Latin)));
        let looks: String = word.nfkd().filter(|letter| !is_combining_mark(*letter)).map(latin).collect();
        foreign && looks != word && looks.chars().all(|letter| letter.is_ascii_alphabetic())
    };
    words(text).any(fooled).then(|| text.nfkd().map(latin).collect())
}

/// Characters that nobody sees, or that change the direction of what is seen.
pub fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter))
        .filter(|word| !word.is_empty())
}

fn script(letter: char) -> Option<Script> {
    match letter.script() {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script),
    }
}

/// Scripts that are written together are one: those of Japanese, and those of Korean.
fn scripts(word: &str) -> BTreeSet<&'static str> {
    let mut found: BTreeSet<&'static str> = word.chars().filter_map(script).map(Script::full_name).collect();
    let together = [["Hiragana", "Katakana"], ["Hangul", "Bopomofo"]].concat();
    if found.len() > 1 && found.iter().any(|script| together.contains(script)) {
        found.remove("Han");
        if found.contains("Hiragana") {
            found.remove("Katakana");
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_several_scripts_is_named_with_them() {
        assert_eq!(mixed_scripts("P\u{430}yroll"), Some(vec!["Cyrillic", "Latin"]));
        assert_eq!(mixed_scripts("Yandex Карты"), None, "each word is of one script");
        assert_eq!(mixed_scripts("東京タワーの本"), None);
        assert_eq!(mixed_scripts("Ledger2 Bridge"), None);
        assert_eq!(mixed_scripts("Ｌedger"), None, "wide letters are Latin too");
    }

    #[test]
    fn a_word_that_only_looks_latin_is_read_as_it_looks() {
        assert_eq!(looks_latin("\u{441}\u{43e}\u{440}\u{435}"), Some("cope".to_owned()));
        assert_eq!(looks_latin("Карты"), None);
        assert_eq!(looks_latin("Scope 12"), None);
        assert_eq!(looks_latin("ノート"), None);
    }
}
