//! Text as it is compared: case, width and accents folded.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case without accents, for comparing and for search terms. `ß` becomes `ss`.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).fold(
        String::with_capacity(text.len()),
        |mut folded, letter| {
            match letter {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'ø' => folded.push('o'),
                'ł' => folded.push('l'),
                other => folded.push(other),
            }
            folded
        },
    )
}

/// The words of a text, folded: runs of letters and digits.
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_accents_and_width() {
        assert_eq!(fold("ÉCOLE Straße ｆｕｌｌ"), "ecole strasse full");
        assert_eq!(words("Déjà-vu, 2nd!"), ["deja", "vu", "2nd"]);
    }
}
