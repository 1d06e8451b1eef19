//! Which submissions of the queue are shown.

use crate::{
    endpoint::{Parameter, ParameterKind, Query, unknown_parameters},
    page::{Cursor, Limit},
    problem::FieldError,
    slug::Slug,
};

use super::stage::StageKind;

/// Which submissions are shown; everything that is open without any member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseQuery {
    /// In this stage.
    pub stage: Option<StageKind>,
    /// Of this main category.
    pub category: Option<Slug>,
    /// With at least this risk, from 0 to 100.
    pub risk: Option<u32>,
    /// By who is at it.
    pub held: Option<Held>,
    /// Those that ended, the last one first, in the place of those that are open.
    pub ended: bool,
    pub limit: Limit,
    pub cursor: Option<Cursor>,
}

/// Who is at a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nobody.
    Free,
    /// The caller, by a claim or because it was escalated to them.
    Mine,
    /// Somebody else.
    Others,
}

impl Held {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Free, Self::Mine, Self::Others];

    /// Its name in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Mine => "mine",
            Self::Others => "others",
        }
    }
}

const fn one(name: &'static str, about: &'static str, kind: ParameterKind) -> Parameter {
    Parameter { name, about, kind, repeated: false }
}

impl Query for CaseQuery {
    const PARAMETERS: &'static [Parameter] = &[
        one(
            "stage",
            "The stage that holds it.",
            ParameterKind::Form {
                pattern: "^(lint|contract_tests|performance_budget|security_review|editorial_review|approval)$",
                max_chars: 20,
            },
        ),
        one(
            "category",
            "Its main category.",
            ParameterKind::Form { pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", max_chars: 80 },
        ),
        one("risk", "The least risk.", ParameterKind::Integer { min: 0, max: 100, default: 0 }),
        one(
            "held",
            "Who is at it: nobody (`free`), the caller (`mine`) or somebody else (`others`).",
            ParameterKind::Form { pattern: "^(free|mine|others)$", max_chars: 6 },
        ),
        one(
            "ended",
            "`true` for those that ended, the last one first.",
            ParameterKind::Form { pattern: "^(true|false)$", max_chars: 5 },
        ),
        one("limit", "How many a page holds.", ParameterKind::Integer { min: 1, max: 100, default: 24 }),
        one(
            "cursor",
            "Where the next page begins, from `next` of the page before.",
            ParameterKind::Form { pattern: "^sub_[0-7][0-9A-HJKMNP-TV-Z]{25}$", max_chars: 30 },
        ),
    ];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        add("stage", self.stage.map(|stage| stage.as_str().to_owned()));
        add("category", self.category.as_ref().map(Slug::to_string));
        add("risk", self.risk.map(|risk| risk.to_string()));
        add("held", self.held.map(|held| held.as_str().to_owned()));
        add("ended", self.ended.then(|| "true".to_owned()));
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
            if let Err(detail) = query.set(name, value) {
                errors.push(FieldError::parameter(name, detail));
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }
}

impl CaseQuery {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "stage" => {
                let stage = StageKind::ALL.into_iter().find(|stage| stage.as_str() == value);
                self.stage = Some(stage.ok_or("Not a stage of a review.")?);
            }
            "category" => self.category = Some(value.parse().map_err(|error| format!("{error}"))?),
            "risk" => {
                let risk = value.parse().ok().filter(|risk| *risk <= super::risk::MOST);
                self.risk = Some(risk.ok_or("A number from 0 to 100.")?);
            }
            "held" => {
                let held = Held::ALL.into_iter().find(|held| held.as_str() == value);
                self.held = Some(held.ok_or("One of free, mine and others.")?);
            }
            "ended" => self.ended = value.parse().map_err(|_| "Either true or false.")?,
            "limit" => {
                let limit = value.parse().ok().and_then(Limit::new);
                self.limit =
                    limit.ok_or_else(|| format!("A number from {} to {}.", Limit::MIN, Limit::MAX))?;
            }
            _ if value.parse::<crate::ids::SubmissionId>().is_err() => {
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
    use crate::testing::slug;

    #[test]
    fn a_query_is_read_as_it_is_written() {
        let query = CaseQuery {
            stage: Some(StageKind::SecurityReview),
            category: Some(slug("crm")),
            risk: Some(40),
            held: Some(Held::Mine),
            ended: true,
            limit: Limit::new(50).expect("a limit"),
            cursor: Some(Cursor(crate::ids::SubmissionId::from_ulid(ulid::Ulid(7)).to_string())),
        };
        let pairs: Vec<_> = query.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(CaseQuery::parse(&pairs), Ok(query));
    }

    #[test]
    fn each_bad_value_is_named() {
        let bad = [
            ("stage", "done"),
            ("risk", "101"),
            ("held", "me"),
            ("ended", "yes"),
            ("cursor", "9"),
            ("x", "1"),
        ];
        let pairs: Vec<_> = bad.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let errors = CaseQuery::parse(&pairs).expect_err("six mistakes");
        for (name, _) in bad {
            assert!(errors.iter().any(|error| error.names_parameter(name)), "{name}: {errors:?}");
        }
    }
}
