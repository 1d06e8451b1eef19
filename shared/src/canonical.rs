//! JSON of which there is one spelling, and its hash.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;
use sha2::Sha256;

use crate::identity::secret::SecretHash;

/// Canonical JSON: members sorted by name, no white space. Numbers are integers in everything of ours.
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

// Written by hand: a feature of serde_json that keeps the order of members would change every hash.
fn write(value: &Value, text: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text.push_str(&value.to_string());
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (at, (name, member)) in sorted.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&Value::String(name.clone()).to_string());
                text.push(':');
                write(member, text);
            }
            text.push('}');
        }
    }
}

/// A SHA-256: 64 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Digest(#[cfg_attr(feature = "schema", schemars(regex(pattern = r"^[0-9a-f]{64}$")))] String);

/// A text that is no digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Not a SHA-256 digest: 64 digits 0–9 and a–f are expected.")]
pub struct BadDigest;

impl Digest {
    /// Of bytes as they are.
    pub fn of_bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self(format!("{:x}", <Sha256 as sha2::Digest>::digest(bytes)))
    }

    /// Of the canonical JSON of a value.
    pub fn of(value: &impl Serialize) -> Self {
        Self::of_bytes(canonical(&serde_json::json!(value)))
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<SecretHash> for Digest {
    fn from(hash: SecretHash) -> Self {
        Self(hash.to_string())
    }
}

impl FromStr for Digest {
    type Err = BadDigest;
    fn from_str(text: &str) -> Result<Self, BadDigest> {
        let fits = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if fits { Ok(Self(text.to_owned())) } else { Err(BadDigest) }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_sorted_at_every_depth_and_nothing_else_is() {
        let value =
            serde_json::json!({ "b": [3, 1, { "z": null, "a": "é\n" }], "a": { "y": true, "x": -7 } });
        assert_eq!(
            canonical(&value),
            "{\"a\":{\"x\":-7,\"y\":true},\"b\":[3,1,{\"a\":\"é\\n\",\"z\":null}]}"
        );
    }

    #[test]
    fn a_digest_is_64_hex_digits_and_nothing_else() {
        let digest = Digest::of(&serde_json::json!({}));
        assert_eq!(digest.as_str(), "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assert_eq!(digest.as_str().parse(), Ok(digest.clone()));
        for bad in ["", "44", &digest.as_str().to_uppercase(), &format!("{digest}0")] {
            assert_eq!(bad.parse::<Digest>(), Err(BadDigest), "{bad}");
        }
    }
}
