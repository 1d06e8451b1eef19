//! Mail addresses and domain names, as they are compared and kept.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};

/// Longest address, in characters (RFC 5321).
pub const MAX_EMAIL_CHARS: usize = 254;
/// Longest part before the `@`, in characters.
const MAX_LOCAL_CHARS: usize = 64;
/// Longest domain name, in characters.
const MAX_DOMAIN_CHARS: usize = 253;
/// Longest part between two dots of a domain, in characters.
const MAX_LABEL_CHARS: usize = 63;

/// A domain name: lower-case ASCII, two labels or more, no dot at the end. Other scripts come in their
/// ASCII form (`xn--…`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Domain(#[cfg_attr(feature = "schema", schemars(length(max = 253)))] String);

/// Why a text is not a domain name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadDomain {
    #[error("The domain is missing. Write it like example.com.")]
    Empty,
    #[error(
        "The domain has letters outside a–z. Write its ASCII form, which starts with xn--; your registrar shows it."
    )]
    NotAscii,
    #[error(
        "A domain has letters a–z, digits, hyphens inside, and dots between its parts, like example.com."
    )]
    Characters,
    #[error("The domain needs a dot and an ending, like example.com.")]
    NoEnding,
    #[error(
        "The domain is longer than {MAX_DOMAIN_CHARS} characters, or a part of it than {MAX_LABEL_CHARS}."
    )]
    TooLong,
}

impl Domain {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Domain {
    type Err = BadDomain;
    fn from_str(text: &str) -> Result<Self, BadDomain> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadDomain::Empty);
        }
        if !text.is_ascii() {
            return Err(BadDomain::NotAscii);
        }
        let labels = || text.split('.');
        if text.len() > MAX_DOMAIN_CHARS || labels().any(|label| label.len() > MAX_LABEL_CHARS) {
            return Err(BadDomain::TooLong);
        }
        let fits = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if !labels().all(fits) {
            return Err(BadDomain::Characters);
        }
        // An ending of digits would be an IP address.
        let ending = labels().next_back().unwrap_or_default();
        if labels().count() < 2 || ending.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(BadDomain::NoEnding);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Domain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A mail address: trimmed, the domain in lower case, the part before it as it was written.
///
/// Two addresses that differ only in case reach the same person at every provider that matters:
/// compare and index [`Email::key`], send to the address itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Email(#[cfg_attr(feature = "schema", schemars(email, length(max = 254)))] String);

/// Why a text is not a mail address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEmail {
    #[error("The address is missing. Write it like anna@example.com.")]
    Empty,
    #[error("An address has one @ in it, like anna@example.com.")]
    NoAt,
    #[error("The part before the @ is missing or longer than {MAX_LOCAL_CHARS} characters.")]
    LocalLength,
    #[error(
        "The part before the @ has letters outside a–z, and mail to it does not arrive everywhere. Use another address."
    )]
    LocalNotAscii,
    #[error(
        "The part before the @ has a character that is not accepted: no spaces or quotes, no dot at an end or beside another."
    )]
    LocalCharacters,
    #[error("The address is longer than {MAX_EMAIL_CHARS} characters.")]
    TooLong,
    #[error(transparent)]
    Domain(#[from] BadDomain),
}

impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn local(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }

    pub fn domain(&self) -> Domain {
        Domain(self.0.split_once('@').map_or("", |(_, domain)| domain).to_owned())
    }

    /// What two spellings of one address have in common.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    pub fn same_mailbox(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl FromStr for Email {
    type Err = BadEmail;
    fn from_str(text: &str) -> Result<Self, BadEmail> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadEmail::Empty);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(BadEmail::NoAt)?;
        if local.contains('@') {
            return Err(BadEmail::NoAt);
        }
        if !local.is_ascii() {
            return Err(BadEmail::LocalNotAscii);
        }
        if local.is_empty() || local.len() > MAX_LOCAL_CHARS {
            return Err(BadEmail::LocalLength);
        }
        // `dot-atom` of RFC 5322; a quoted part is refused.
        let atom = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
        if !local.split('.').all(|part| !part.is_empty() && part.bytes().all(atom)) {
            return Err(BadEmail::LocalCharacters);
        }
        if domain.starts_with(char::is_whitespace) {
            return Err(BadDomain::Characters.into());
        }
        let domain: Domain = domain.parse()?;
        let email = format!("{local}@{domain}");
        if email.len() > MAX_EMAIL_CHARS { Err(BadEmail::TooLong) } else { Ok(Self(email)) }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: Result<&str, BadEmail>) {
        let found = text.parse::<Email>();
        assert_eq!(found.as_ref().map(Email::as_str), expected.as_ref().copied(), "{text:?}");
    }

    #[test]
    fn addresses_are_normalised() {
        check("  Anna.Lind+news@Example.COM\n", Ok("Anna.Lind+news@example.com"));
        check("o'brien@xn--bcher-kva.example", Ok("o'brien@xn--bcher-kva.example"));
        check("a@b.co", Ok("a@b.co"));
    }

    #[test]
    fn what_is_not_an_address_is_refused_with_its_reason() {
        check("", Err(BadEmail::Empty));
        check("anna", Err(BadEmail::NoAt));
        check("a@b@example.com", Err(BadEmail::NoAt));
        check("@example.com", Err(BadEmail::LocalLength));
        check(&format!("{}@example.com", "a".repeat(65)), Err(BadEmail::LocalLength));
        check("änna@example.com", Err(BadEmail::LocalNotAscii));
        for local in ["a b", "\"a\"", ".a", "a.", "a..b", "a\r\nBcc: c", "a,b", "<a", "a\0"] {
            check(&format!("{local}@example.com"), Err(BadEmail::LocalCharacters));
        }
        check("anna@", Err(BadEmail::Domain(BadDomain::Empty)));
        check("anna@bücher.example", Err(BadEmail::Domain(BadDomain::NotAscii)));
        check("anna@localhost", Err(BadEmail::Domain(BadDomain::NoEnding)));
        check("anna@127.0.0.1", Err(BadEmail::Domain(BadDomain::NoEnding)));
        for domain in
            ["[127.0.0.1]", "-a.com", "a-.com", "a..com", ".com", "a.com.", "a_b.com", " a.com", "a.com\r\nx"]
        {
            check(&format!("anna@{domain}"), Err(BadEmail::Domain(BadDomain::Characters)));
        }
        check(&format!("anna@{}.com", "a".repeat(64)), Err(BadEmail::Domain(BadDomain::TooLong)));
        let long =
            format!("{}@{}.com", "a".repeat(64), ["b".repeat(63), "c".repeat(63), "d".repeat(58)].join("."));
        assert_eq!(long.len(), 255);
        check(&long, Err(BadEmail::TooLong));
        check(&long.replacen("bb", "b", 1), Ok(&long.replacen("bb", "b", 1)));
    }

    #[test]
    fn case_does_not_make_another_mailbox() {
        let [one, two]: [Email; 2] =
            ["Anna@Example.com", "anna@example.com"].map(|text| text.parse().expect("an address"));
        assert_ne!(one, two);
        assert_eq!(one.key(), two.key());
        assert!(one.same_mailbox(&two));
    }

    proptest! {
        #[test]
        fn an_address_reads_as_itself_and_never_breaks_a_header(text in "\\PC{0,20}@?\\PC{0,20}", tail in "[\r\n\t \0]*") {
            if let Ok(email) = format!("{text}{tail}").parse::<Email>() {
                prop_assert_eq!(email.as_str().parse(), Ok(email.clone()));
                prop_assert!(email.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert_eq!(format!("{}@{}", email.local(), email.domain()), email.as_str());
            }
        }
    }
}
