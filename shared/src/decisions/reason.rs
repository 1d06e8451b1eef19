//! Why something is as it is: a stable id and the facts that fill its sentence.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A reason. The id never changes its meaning; the sentence for it is in the tables of texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// `<what>.<why>`, stable.
    pub id: Cow<'static, str>,
    /// What the sentence names: numbers, dates, names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, Value>,
}

impl Reason {
    /// A reason without facts.
    pub fn new(id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), facts: BTreeMap::new() }
    }

    /// The reason with one more fact.
    #[must_use]
    pub fn with(mut self, name: &str, fact: impl Serialize) -> Self {
        self.facts.insert(name.to_owned(), serde_json::json!(fact));
        self
    }
}

/// Something that could have been decided and was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alternative {
    /// The verdict that it would have been, by its stable name.
    pub verdict: Cow<'static, str>,
    /// Why it lost.
    pub lost: Reason,
}

impl Alternative {
    /// An alternative and why it lost.
    pub fn new(verdict: &'static str, lost: Reason) -> Self {
        Self { verdict: Cow::Borrowed(verdict), lost }
    }
}
