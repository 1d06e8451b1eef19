//! Addresses of the web, and tags of languages, as a listing shows them.

/// Longest address, in characters.
pub const MAX_ADDRESS_CHARS: usize = 2048;

/// Whether a text is an address to which a page may link: `http` or `https` with a host, without a name or
/// password in it, and without white space and other characters that a browser would read otherwise.
pub fn is_web_address(text: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    });
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let foreign =
        |letter: char| letter.is_whitespace() || letter.is_control() || "\"<>\\^`{|}".contains(letter);
    host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
        && !text.contains(foreign)
        && text.chars().count() <= MAX_ADDRESS_CHARS
}

/// A BCP 47 tag in the customary case (language lower, script title, region upper); `None` for a text that is
/// no tag.
pub fn language_tag(text: &str) -> Option<String> {
    let mut tag = String::with_capacity(text.len());
    for (at, part) in text.split(['-', '_']).enumerate() {
        let alphabetic = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let fits = if at == 0 {
            alphabetic && (2..=3).contains(&part.len())
        } else {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if !fits {
            return None;
        }
        if at > 0 {
            tag.push('-');
        }
        let lower = part.to_ascii_lowercase();
        match part.len() {
            2 if at > 0 => tag.push_str(&part.to_ascii_uppercase()),
            4 if at > 0 && alphabetic => {
                tag.push_str(&lower[..1].to_ascii_uppercase());
                tag.push_str(&lower[1..]);
            }
            _ => tag.push_str(&lower),
        }
    }
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        for good in [
            "https://ledger.example",
            "HTTP://ledger.example:8080/a?b#c",
            "https://bücher.example/über",
            "https://[2001:db8::1]/",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "",
            "ledger.example",
            "//ledger.example",
            "https://",
            "https:///path",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://ledger.example",
            "https://anna:secret@ledger.example",
            "https://ledger.example/a b",
            " https://ledger.example",
            "https://ledger.example/\u{0}",
            "https://ledger.example/\"onclick=",
            "ht\ntps://ledger.example",
            "ü",
        ] {
            assert!(!is_web_address(bad), "{bad:?}");
        }
        let long = |chars: usize| format!("https://{}", "a".repeat(chars - 8));
        assert!(is_web_address(&long(MAX_ADDRESS_CHARS)) && !is_web_address(&long(MAX_ADDRESS_CHARS + 1)));
    }

    #[test]
    fn tags_of_languages_get_their_case() {
        for (text, tag) in [
            ("EN", Some("en")),
            ("pt_br", Some("pt-BR")),
            ("zh-hant-tw", Some("zh-Hant-TW")),
            ("de-1996", Some("de-1996")),
            ("", None),
            ("e", None),
            ("english", None),
            ("en-", None),
            ("en us", None),
            ("dé", None),
        ] {
            assert_eq!(language_tag(text).as_deref(), tag, "{text:?}");
        }
    }
}
