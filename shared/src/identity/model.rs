//! Entities of identity.

use std::{borrow::Cow, fmt, net::IpAddr, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, de};

use super::{email::Email, secret::SecretHash};
use crate::{
    ids::{KeyId, OrganisationId, PersonId, SessionId},
    organisations::permission::Permissions,
};

/// Longest name of a person, an organisation, a role or a key, in characters.
pub const MAX_NAME_CHARS: usize = 100;
/// Longest description of a browser or program that is kept, in characters.
pub const MAX_CLIENT_CHARS: usize = 120;

/// A name for people to read: trimmed, 1 to [`MAX_NAME_CHARS`] characters, on one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Name(
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100), regex(pattern = NAME_PATTERN)))]
    String,
);

/// [`steers_text`] and “not only white space” as a regular expression.
#[cfg(feature = "schema")]
const NAME_PATTERN: &str = concat!(
    r"^[^\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]*",
    r"[^\s\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]",
    r"[^\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]*$",
);

/// Why a text is not a name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    #[error("The name is missing.")]
    Empty,
    #[error("The name is longer than {MAX_NAME_CHARS} characters.")]
    TooLong,
    #[error("The name has a line break or an invisible control character. Type it anew.")]
    Control,
}

impl Name {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadName::Empty);
        }
        if text.chars().nth(MAX_NAME_CHARS).is_some() {
            return Err(BadName::TooLong);
        }
        if text.chars().any(steers_text) {
            return Err(BadName::Control);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Control characters, line ends, and the marks that turn the direction of text around: with them a
/// name could pass for another.
pub fn steers_text(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// The language that a person reads, as a BCP 47 tag of a language and at most a region: `de`, `en-GB`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Locale(
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^[a-z]{2,3}(-[A-Z]{2})?$")))] String,
);

/// Text that is not a [`Locale`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Not a language tag such as en or en-GB.")]
pub struct BadLocale;

/// English, for whoever has not said.
impl Default for Locale {
    fn default() -> Self {
        Self("en".to_owned())
    }
}

impl Locale {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Locale {
    type Err = BadLocale;
    fn from_str(text: &str) -> Result<Self, BadLocale> {
        let (language, region) = text.split_once('-').map_or((text, None), |(a, b)| (a, Some(b)));
        let good_language =
            matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_lowercase());
        let good_region =
            |region: &str| region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase());
        if good_language && region.is_none_or(good_region) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadLocale)
        }
    }
}

impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A person, as stored. What proves that it is them is kept apart, in [`Proofs`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Unique by [`Email::key`].
    pub email: Email,
    /// When the address was proved by a mail to it; `None` until then.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub verified_at: Option<DateTime<Utc>>,
    pub name: Name,
    pub locale: Locale,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub since: DateTime<Utc>,
}

/// What proves that somebody is the person: at least one way in stays, see
/// [`without`](super::rules::proofs::without).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proofs {
    pub person: PersonId,
    /// Raised at each change; links and steps that were handed out before it stop working.
    pub version: u64,
    /// The argon2id hash in PHC form.
    pub password: Option<String>,
    pub passkeys: Vec<Passkey>,
    pub totp: Option<super::rules::totp::Totp>,
    #[serde(default)]
    pub recovery: super::rules::recovery::RecoveryCodes,
}

/// A key in a device or a password manager (WebAuthn).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// The credential's id, base64url.
    pub id: String,
    pub name: Name,
    /// What the library that checks it keeps: public key, counter, flags.
    pub record: serde_json::Value,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub added_at: DateTime<Utc>,
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub used_at: Option<DateTime<Utc>>,
}

/// Where a request came from, as coarse as the trail keeps it: rows of the trail outlive sessions and
/// cannot be erased, so they do not single anybody out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub network: Network,
    pub client: ClientKind,
}

/// The kinds of programs that call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ClientKind {
    Browser,
    Desktop,
    /// The command line, scripts, integrations.
    Api,
}

/// The network of an address: the first 24 bits of IPv4, the first 48 of IPv6.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Network(String);

impl Network {
    /// `203.0.113.0/24`, `2001:db8:1::/48`; an IPv4 address that is written as IPv6 counts as IPv4.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                format!("{}/48", core::net::Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
            }
        })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person signed in on a device, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    pub version: u64,
    pub person: PersonId,
    /// Of the secret in the cookie.
    pub hash: SecretHash,
    /// The secret before, which requests that were under way at a rotation still bring.
    #[serde(default)]
    pub retiring: Option<Retiring>,
    /// The person's permissions changed: the next request gets a new secret.
    #[serde(default)]
    pub renew: bool,
    /// The session of a desktop app: the first instant at which the app has to ask for a new secret.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub bearer_until: Option<DateTime<Utc>>,
    /// The organisation that the person acts in; `None` before they have one.
    pub organisation: Option<OrganisationId>,
    /// The organisation whose provider vouched for the person, until they prove it themselves: its word
    /// counts there and nowhere else.
    #[serde(default)]
    pub through: Option<OrganisationId>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub started_at: DateTime<Utc>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub used_at: DateTime<Utc>,
    /// When the person last proved that it is them.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub authenticated_at: DateTime<Utc>,
    pub client: ClientKind,
    /// What the device calls itself, for the person's list; at most [`MAX_CLIENT_CHARS`] characters.
    pub device: String,
    /// The whole address, for the person's own list; gone with the session.
    pub address: Option<IpAddr>,
}

impl Session {
    /// The organisation that the person acts in. Whom only a provider vouches for acts in its organisation
    /// and in no other.
    pub fn acts_in(&self) -> Option<OrganisationId> {
        self.organisation.filter(|organisation| self.vouches_for(*organisation))
    }

    /// Whether what the session rests on counts in an organisation.
    pub fn vouches_for(&self, organisation: OrganisationId) -> bool {
        self.through.is_none_or(|through| through == organisation)
    }
}

/// Whose a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum KeyOwner {
    /// It can do what its scopes say and the person may; it ends with their membership.
    Person(PersonId),
    /// It can do what its scopes say, whoever made it.
    Organisation,
}

/// A key to the API, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    pub id: KeyId,
    pub version: u64,
    pub organisation: OrganisationId,
    pub owner: KeyOwner,
    pub made_by: PersonId,
    pub name: Name,
    pub scopes: Permissions,
    pub hash: SecretHash,
    /// The secret before the last rotation, for as long as it still works.
    #[serde(default)]
    pub retiring: Option<Retiring>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub made_at: DateTime<Utc>,
    /// The first instant at which it does not work.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub expires_at: DateTime<Utc>,
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub used_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A secret that was replaced and still works for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retiring {
    pub hash: SecretHash,
    /// The first instant at which it does not work.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub until: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_kept_to_one_visible_line() {
        assert_eq!(" Anna Lind ".parse::<Name>().as_ref().map(Name::as_str), Ok("Anna Lind"));
        assert_eq!("  ".parse::<Name>(), Err(BadName::Empty));
        assert_eq!("é".repeat(101).parse::<Name>(), Err(BadName::TooLong));
        assert!("é".repeat(100).parse::<Name>().is_ok());
        for bad in ["a\nb", "a\0b", "a\u{202e}b", "a\u{2028}b"] {
            assert_eq!(bad.parse::<Name>(), Err(BadName::Control), "{bad:?}");
        }
    }

    #[test]
    fn locales_are_a_language_and_at_most_a_region() {
        for good in ["de", "en-GB", "gsw"] {
            assert_eq!(good.parse::<Locale>().as_ref().map(Locale::as_str), Ok(good));
        }
        for bad in ["", "e", "EN", "en-gb", "en_GB", "en-", "en-GBR", "../etc"] {
            assert_eq!(bad.parse::<Locale>(), Err(BadLocale), "{bad:?}");
        }
    }

    #[test]
    fn the_trail_keeps_networks_and_not_addresses() {
        let check = |address: &str, network: &str| {
            assert_eq!(Network::of(address.parse().expect("an address")).as_str(), network);
        };
        check("203.0.113.77", "203.0.113.0/24");
        check("::ffff:203.0.113.77", "203.0.113.0/24");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48");
    }
}
