//! Which certifications are listed.

use super::standing::Standing;
use crate::{
    endpoint::{Parameter, ParameterKind, Query, unknown_parameters},
    page::{Cursor, Limit},
    problem::FieldError,
};

/// Which certifications are listed; what waits for a decision without any member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CertificationQuery {
    pub which: Which,
    pub limit: Limit,
    pub cursor: Option<Cursor>,
}

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Which {
    /// What is asked for, the longest waiting first.
    #[default]
    Requested,
    /// What holds.
    Held,
    /// What lapsed or was taken away.
    Over,
}

impl Which {
    pub const ALL: [Self; 3] = [Self::Requested, Self::Held, Self::Over];

    /// Its name in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Held => "held",
            Self::Over => "over",
        }
    }

    /// Whether a certification that stands so is among them.
    pub const fn holds(self, standing: Standing, requested: bool) -> bool {
        match self {
            Self::Requested => requested,
            Self::Held => standing.holds(),
            Self::Over => matches!(standing, Standing::Lapsed { .. } | Standing::Withdrawn { .. }),
        }
    }
}

impl Query for CertificationQuery {
    const PARAMETERS: &'static [Parameter] = &[
        Parameter {
            name: "which",
            about: "What is asked for (`requested`), what holds (`held`), or what lapsed or was taken away (`over`).",
            kind: ParameterKind::Form { pattern: "^(requested|held|over)$", max_chars: 9 },
            repeated: false,
        },
        Parameter {
            name: "limit",
            about: "How many a page holds.",
            kind: ParameterKind::Integer { min: 1, max: 100, default: 24 },
            repeated: false,
        },
        Parameter {
            name: "cursor",
            about: "Where the next page begins, from `next` of the page before.",
            kind: ParameterKind::Form { pattern: "^crt_[0-7][0-9A-HJKMNP-TV-Z]{25}$", max_chars: 30 },
            repeated: false,
        },
    ];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if self.which != Which::default() {
            pairs.push(("which", self.which.as_str().to_owned()));
        }
        if self.limit != Limit::DEFAULT {
            pairs.push(("limit", self.limit.get().to_string()));
        }
        pairs.extend(self.cursor.as_ref().map(|cursor| ("cursor", cursor.0.clone())));
        pairs
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut errors = unknown_parameters(pairs, Self::PARAMETERS);
        let mut query = Self::default();
        for (name, value) in pairs {
            if value.is_empty() || errors.iter().any(|error| error.names_parameter(name)) {
                continue;
            }
            if let Err(detail) = query.set(name, value) {
                errors.push(FieldError::parameter(name, detail));
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }
}

impl CertificationQuery {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "which" => {
                let which = Which::ALL.into_iter().find(|which| which.as_str() == value);
                self.which = which.ok_or("One of requested, held and over.")?;
            }
            "limit" => {
                let limit = value.parse().ok().and_then(Limit::new);
                self.limit =
                    limit.ok_or_else(|| format!("A number from {} to {}.", Limit::MIN, Limit::MAX))?;
            }
            _ if value.parse::<crate::ids::CertificationId>().is_err() => {
                return Err("Not a cursor of this list.".to_owned());
            }
            _ => self.cursor = Some(Cursor(value.to_owned())),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_it_is_written() {
        let query = CertificationQuery {
            which: Which::Held,
            limit: Limit::new(50).expect("a limit"),
            cursor: Some(Cursor(crate::ids::CertificationId::from_ulid(ulid::Ulid(7)).to_string())),
        };
        let pairs: Vec<_> = query.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(CertificationQuery::parse(&pairs), Ok(query));
    }

    #[test]
    fn each_bad_value_is_named() {
        let bad = [("which", "mine"), ("limit", "0"), ("cursor", "9"), ("x", "1")];
        let pairs: Vec<_> = bad.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let errors = CertificationQuery::parse(&pairs).expect_err("four mistakes");
        for (name, _) in bad {
            assert!(errors.iter().any(|error| error.names_parameter(name)), "{name}: {errors:?}");
        }
    }
}
