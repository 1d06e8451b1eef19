//! Endpoints of the trail.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::filter::{ActorFilter, Filter};
use crate::{
    endpoint::{Access, ByOrganisation, Parameter, ParameterKind, Query, unknown_parameters},
    endpoints,
    organisations::permission::Permission,
    page::{Cursor, Limit},
    problem::FieldError,
    time::instant,
};

endpoints! { "audit";
    ReadAudit: Get "/api/v1/organisations/{organisation}/audit" (Access::Holds(Permission::AuditRead)) "read_audit"
        "Read the trail of an organisation, the newest event first."
        [public()] { ByOrganisation, AuditQuery, () => AuditPage }
    ExportAudit: Get "/api/v1/organisations/{organisation}/audit/export" (Access::Holds(Permission::AuditRead)) "export_audit"
        "Export the whole trail as NDJSON with a signed head; `guildhall verify` proves it offline."
        [public() lines()] { ByOrganisation, (), () => String }
}

/// Which events are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    pub filter: Filter,
    pub limit: Limit,
    pub cursor: Option<Cursor>,
}

const fn one(name: &'static str, about: &'static str, kind: ParameterKind) -> Parameter {
    Parameter { name, about, kind, repeated: false }
}

impl Query for AuditQuery {
    const PARAMETERS: &'static [Parameter] = &[
        one(
            "actor",
            "Who did it: `per_…`, `key_…`, `host` or `system`.",
            ParameterKind::Form {
                pattern: "^(host|system|(per|key)_[0-7][0-9A-HJKMNP-TV-Z]{25})$",
                max_chars: 30,
            },
        ),
        one(
            "kind",
            "A kind such as `member.joined`, or a slice of them such as `member`.",
            ParameterKind::Form { pattern: "^[a-z_.]+$", max_chars: 60 },
        ),
        one("subject", "The id of what it is about.", ParameterKind::Text { max_chars: 200 }),
        one("from", "The first instant, RFC 3339.", ParameterKind::Instant),
        one("until", "The first instant that is too late, RFC 3339.", ParameterKind::Instant),
        one(
            "limit",
            "How many events a page holds.",
            ParameterKind::Integer { min: 1, max: 100, default: 24 },
        ),
        one(
            "cursor",
            "Where the next page begins, from `next` of the page before.",
            ParameterKind::Form { pattern: "^[1-9][0-9]{0,17}$", max_chars: 18 },
        ),
    ];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        let at = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
        add("actor", self.filter.actor.map(|actor| actor.to_string()));
        add("kind", self.filter.kind.clone());
        add("subject", self.filter.subject.clone());
        add("from", self.filter.from.map(at));
        add("until", self.filter.until.map(at));
        add("limit", (self.limit != Limit::DEFAULT).then(|| self.limit.get().to_string()));
        add("cursor", self.cursor.as_ref().map(|cursor| cursor.0.clone()));
        pairs
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut errors = unknown_parameters(pairs, Self::PARAMETERS);
        let mut query = Self::default();
        for (name, value) in pairs {
            if value.is_empty() || errors.iter().any(|error| error.names_parameter(name)) {
                continue;
            }
            let outcome = match name.as_str() {
                "actor" => value.parse().map(|actor| query.filter.actor = Some(actor)).map_err(str::to_owned),
                "kind" if is_kind(value) => {
                    query.filter.kind = Some(value.clone());
                    Ok(())
                }
                "kind" => Err("Lower-case words with dots, such as member.joined.".to_owned()),
                "subject" if value.chars().count() <= 200 => {
                    query.filter.subject = Some(value.clone());
                    Ok(())
                }
                "subject" => Err("At most 200 characters.".to_owned()),
                "from" | "until" => match instant(value) {
                    Some(at) => {
                        let slot =
                            if name == "from" { &mut query.filter.from } else { &mut query.filter.until };
                        *slot = Some(at);
                        Ok(())
                    }
                    None => Err("Not an instant such as 2026-11-27T00:00:00Z.".to_owned()),
                },
                "limit" => match value.parse().ok().and_then(Limit::new) {
                    Some(limit) => {
                        query.limit = limit;
                        Ok(())
                    }
                    None => Err(format!("A number from {} to {}.", Limit::MIN, Limit::MAX)),
                },
                _ if value.len() > Cursor::MAX_BYTES => Err("Not a cursor of this list.".to_owned()),
                _ => {
                    query.cursor = Some(Cursor(value.clone()));
                    Ok(())
                }
            };
            if let Err(detail) = outcome {
                errors.push(FieldError::parameter(name, detail));
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }
}

fn is_kind(text: &str) -> bool {
    text.len() <= 60 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'.')
}

impl std::fmt::Display for ActorFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person(id) => id.fmt(f),
            Self::Key(id) => id.fmt(f),
            Self::Host => f.write_str("host"),
            Self::System => f.write_str("system"),
        }
    }
}

impl std::str::FromStr for ActorFilter {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, &'static str> {
        match text {
            "host" => Ok(Self::Host),
            "system" => Ok(Self::System),
            id => (id.parse().map(Self::Person).ok())
                .or_else(|| id.parse().map(Self::Key).ok())
                .ok_or("Not per_…, key_…, host or system."),
        }
    }
}

/// A page of the trail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditPage {
    pub events: Vec<EventView>,
    pub next: Option<Cursor>,
    /// How many events the trail has in all.
    pub total: u64,
    /// Hash of its last event.
    pub head: String,
}

/// An event as the trail shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventView {
    pub sequence: u64,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    pub kind: String,
    pub subject: String,
    /// What the subject is called now, where it is known.
    pub subject_name: Option<String>,
    pub actor: ActorView,
    pub payload: serde_json::Value,
    pub hash: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActorView {
    /// `person`, `key`, `host` or `system`.
    pub kind: String,
    /// As [`AuditQuery`] takes it.
    pub filter: String,
    /// What the person or key is called now; `None` when they are gone.
    pub name: Option<String>,
    /// Network and kind of client, where it is known.
    pub network: Option<String>,
    pub client: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PersonId;

    #[test]
    fn a_query_is_read_as_it_is_written() {
        let query = AuditQuery {
            filter: Filter {
                actor: Some(ActorFilter::Person(PersonId::from_ulid(ulid::Ulid(1)))),
                kind: Some("member.joined".to_owned()),
                subject: Some("per_x".to_owned()),
                from: Some(crate::testing::START),
                until: None,
            },
            limit: Limit::new(50).expect("a limit"),
            cursor: Some(Cursor("9".to_owned())),
        };
        let pairs: Vec<_> = query.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(AuditQuery::parse(&pairs), Ok(query));
    }

    #[test]
    fn each_bad_value_is_named() {
        let pairs: Vec<(String, String)> =
            [("actor", "anna"), ("kind", "A B"), ("from", "today"), ("limit", "0"), ("colour", "red")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec();
        let errors = AuditQuery::parse(&pairs).expect_err("five mistakes");
        for (name, _) in &pairs {
            assert!(errors.iter().any(|error| error.names_parameter(name)), "{name}: {errors:?}");
        }
    }
}
