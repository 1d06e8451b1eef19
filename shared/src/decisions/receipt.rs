//! What was decided, from what, by which rule, and why not otherwise.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::reason::{Alternative, Reason};
use crate::canonical::Digest;

/// Which rule judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Kind {
    /// Whether a name is held for a person.
    Name,
    /// Which stages a submission goes through.
    ReviewPlan,
    /// How risky a submission is.
    ReviewRisk,
    /// What became of a submission.
    ReviewVerdict,
    /// Whether an app is certified.
    Certification,
    /// What the clean-up does with an app today.
    CleanUp,
    /// A suspension, a step of a change of owner, or what a partner publishes and takes away.
    Governance,
    /// Whether an appeal against the clean-up is granted.
    CleanUpAppeal,
}

/// A pure judgement. Everything that it reads is in its inputs, the numbers of the policy and the instant
/// included: whoever has the inputs can judge again.
pub trait Rule {
    /// Under which a receipt finds it.
    const KIND: Kind;
    /// What it reads.
    type Inputs: Serialize + DeserializeOwned;
    /// What it says.
    type Verdict: Serialize + PartialEq;

    /// Judges.
    fn judge(inputs: &Self::Inputs) -> Judged<Self::Verdict>;
}

/// A verdict with its explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged<V> {
    /// What is decided.
    pub verdict: V,
    /// What decided it.
    pub rule: Reason,
    /// What else was possible, in a fixed order.
    pub alternatives: Vec<Alternative>,
}

/// A judgement, written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// Which rule judged.
    pub kind: Kind,
    /// Id of what it is about.
    pub subject: String,
    /// Version of the program policy that was in force; its numbers are among the inputs.
    pub policy: u32,
    /// When it was judged.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// Everything that the rule read.
    pub inputs: Value,
    /// What was decided.
    pub verdict: Value,
    /// What decided it.
    pub rule: Reason,
    /// What else was possible and why it lost.
    pub alternatives: Vec<Alternative>,
    /// [`Self::expected_hash`].
    pub hash: Digest,
}

/// To what a receipt belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Id of what is judged.
    pub subject: String,
    /// Version of the program policy in force.
    pub policy: u32,
    /// The instant of the judgement.
    pub at: DateTime<Utc>,
}

impl Receipt {
    /// SHA-256 over the canonical JSON of every other member, the instant in UTC with milliseconds.
    pub fn expected_hash(&self) -> Digest {
        Digest::of(&serde_json::json!({
            "alternatives": self.alternatives,
            "at": self.at.to_rfc3339_opts(SecondsFormat::Millis, true),
            "inputs": self.inputs,
            "kind": self.kind,
            "policy": self.policy,
            "rule": self.rule,
            "subject": self.subject,
            "verdict": self.verdict,
        }))
    }
}

/// Judges, and writes down how.
pub fn issue<R: Rule>(about: About, inputs: &R::Inputs) -> (R::Verdict, Receipt) {
    let judged = R::judge(inputs);
    let mut receipt = Receipt {
        kind: R::KIND,
        subject: about.subject,
        policy: about.policy,
        at: about.at,
        inputs: serde_json::json!(inputs),
        verdict: serde_json::json!(judged.verdict),
        rule: judged.rule,
        alternatives: judged.alternatives,
        hash: Digest::of_bytes([]),
    };
    receipt.hash = receipt.expected_hash();
    (judged.verdict, receipt)
}
