//! Bytes that travel as they are.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The body of an endpoint that is declared with `octets()`. No JSON says it: reading one from JSON fails.
#[derive(Clone, PartialEq, Eq)]
pub struct Octets(pub Vec<u8>);

impl fmt::Debug for Octets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Octets({})", self.0.len())
    }
}

impl Serialize for Octets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Octets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl de::Visitor<'_> for Bytes {
            type Value = Octets;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes as they are")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Octets, E> {
                Ok(Octets(bytes.to_vec()))
            }
        }

        deserializer.deserialize_any(Bytes)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Octets {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Octets".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "binary" })
    }
}

#[cfg(test)]
mod tests {
    use serde::de::{IntoDeserializer, value::BytesDeserializer};

    use super::*;
    use crate::endpoint::{Endpoint, Media, Visitor};

    #[test]
    fn bytes_are_read_from_bytes_and_from_nothing_else() {
        let bytes: BytesDeserializer<'_, serde_json::Error> = b"\x00\xff".as_slice().into_deserializer();
        assert_eq!(Octets::deserialize(bytes).expect("bytes"), Octets(vec![0, 255]));
        for json in ["[0,255]", "\"text\"", "null"] {
            assert!(serde_json::from_str::<Octets>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn endpoints_that_take_bytes_say_so() {
        struct Check;

        impl Visitor for Check {
            fn visit<E: Endpoint>(&mut self) {
                let takes = std::any::TypeId::of::<E::Body>() == std::any::TypeId::of::<Octets>();
                let declared = E::DECLARATION.takes == Media::Octets;
                assert_eq!(takes, declared, "{}: `octets()` goes with the body", E::DECLARATION.id);
            }
        }

        crate::visit_endpoints(&mut Check);
        crate::visit_shell_endpoints(&mut Check);
    }
}
