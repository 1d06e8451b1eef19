//! How a name looks, whatever it is written with.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What a reader sees: letters of the same form become one, what is invisible, accents, spaces and
/// punctuation are dropped. Two names with one skeleton can be taken for each other.
///
/// The idea is that of the skeletons of UTS 39; the table holds what matters for names in Latin letters.
pub fn skeleton(name: &str) -> String {
    let mut looks = String::with_capacity(name.len());
    for letter in name.nfkd().filter(|letter| !is_combining_mark(*letter) && !is_invisible(*letter)) {
        let seen = look(letter);
        for letter in seen.to_lowercase() {
            // Case and form meet here: a capital I is an l to the eye, and a small i is one to `to_lowercase`.
            match letter {
                'i' | 'ı' => looks.push('l'),
                'ß' => looks.push_str("ss"),
                'æ' => looks.push_str("ae"),
                'œ' => looks.push_str("oe"),
                letter if letter.is_alphanumeric() => looks.push(look(letter)),
                _ => {}
            }
        }
    }
    looks.replace("rn", "m").replace("vv", "w")
}

/// Also what chooses between forms of the letter before it.
fn is_invisible(letter: char) -> bool {
    super::is_unseen(letter)
        || matches!(letter, '\u{34f}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}')
}

/// The Latin letter that a letter or digit looks like; itself when there is none.
fn look(letter: char) -> char {
    match letter {
        '0' | 'О' | 'о' | 'Ο' | 'ο' | 'σ' | 'Օ' | 'օ' | 'ø' | 'Ø' | 'Θ' | 'θ' => 'o',
        '1' | '|' | '!' | 'I' | 'І' | 'і' | 'Ӏ' | 'ӏ' | 'Ι' | 'ι' | 'ɩ' | 'ł' | 'Ł' | 'ǀ' => 'l',
        '5' | '$' | 'Ѕ' | 'ѕ' | 'Տ' => 's',
        '@' | 'А' | 'а' | 'Α' | 'α' | 'ɑ' | 'ꭺ' => 'a',
        'В' | 'в' | 'Β' | 'ʙ' | 'Ь' | 'ь' => 'b',
        'С' | 'с' | 'Ϲ' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'đ' | 'Đ' => 'd',
        'Е' | 'е' | 'Ε' | 'ε' | 'є' | 'Є' => 'e',
        'Ғ' | 'ғ' | 'Ϝ' => 'f',
        'ɡ' | 'ց' | 'Ԍ' | 'ԍ' => 'g',
        'Н' | 'н' | 'Η' | 'һ' | 'Һ' | 'հ' => 'h',
        'Ј' | 'ј' => 'j',
        'К' | 'к' | 'Κ' | 'κ' => 'k',
        'Ꮮ' => 'l',
        'М' | 'м' | 'Μ' => 'm',
        'Ν' | 'η' | 'ո' | 'п' | 'П' => 'n',
        'Р' | 'р' | 'Ρ' | 'ρ' => 'p',
        'ԛ' | 'Ԛ' => 'q',
        'г' | 'ᴦ' => 'r',
        'Т' | 'т' | 'Τ' | 'τ' => 't',
        'υ' | 'ս' | 'Ս' => 'u',
        'ν' | 'Ѵ' | 'ѵ' => 'v',
        'Ѡ' | 'ѡ' | 'ω' | 'Ԝ' | 'ԝ' => 'w',
        'Х' | 'х' | 'Χ' | 'χ' => 'x',
        'У' | 'у' | 'Υ' | 'Ү' | 'ү' | 'γ' => 'y',
        'Ζ' | 'ᴢ' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (one, other) in [
            ("paypal", "раураl"),
            ("Google", "G00gIe"),
            ("Modern", "Modem"),
            ("Slack", "S\u{200b}lack"),
            ("Stripe", "Ｓｔｒｉｐｅ"),
            ("Wave", "VVave"),
            ("Café", "CAFE"),
            ("Sales Force", "sales-force"),
            ("Ledger", "\u{202e}Ledger"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
        assert_ne!(skeleton("Ledger"), skeleton("Lodger"));
    }

    proptest! {
        #[test]
        fn case_and_spaces_never_change_what_ascii_looks_like(name in "[a-zA-Z]{1,20}") {
            prop_assert_eq!(skeleton(&name), skeleton(&name.to_uppercase()));
            prop_assert_eq!(skeleton(&name), skeleton(&name.chars().flat_map(|letter| [letter, ' ']).collect::<String>()));
        }

        #[test]
        fn any_text_has_one(name in "\\PC{0,60}") {
            let once = skeleton(&name);
            prop_assert!(once.chars().all(char::is_alphanumeric), "{}", once);
        }
    }
}
