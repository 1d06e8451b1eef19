//! JSON in one way only, for hashes.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hex over the canonical JSON of a value.
pub(super) fn hash(value: &impl Serialize) -> String {
    // Our own types have texts for names of members, so that turning them into JSON does not fail.
    let value = serde_json::to_value(value).unwrap_or(Value::Null);
    digest(canonical(&value).as_bytes())
}

/// SHA-256 in lower-case hex.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Members sorted by name, no white space. The order of a map does not depend on how the crate was built.
pub(super) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
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
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            text.push('{');
            for (at, (name, member)) in members.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(&Value::String(name.clone()), text);
                text.push(':');
                write(member, text);
            }
            text.push('}');
        }
        // Writing to a string does not fail.
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => _ = write!(text, "{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_sorted_at_every_depth() {
        let value = serde_json::json!({ "b": [{ "z": 1, "a": "ä\n" }], "a": null });
        assert_eq!(canonical(&value), r#"{"a":null,"b":[{"a":"ä\n","z":1}]}"#);
    }
}
