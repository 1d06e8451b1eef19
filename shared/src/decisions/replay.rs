//! Judging again from a receipt.

use super::receipt::{Kind, Receipt, Rule};
use crate::{
    certification::rules::Certifying,
    listings::{
        clean_up::{appeal::Appealing, judge::CleaningUp},
        governance::judge::Governing,
        names::NameCheck,
    },
    review::{
        risk::RiskScore,
        rules::{plan::Planning, verdict::Deciding},
    },
};

/// Why a receipt does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// A member was changed after it was issued.
    #[error("the receipt was changed after it was issued: its hash does not fit")]
    Hash,
    /// The rule of today cannot read the inputs, or reads less than is written there.
    #[error("the inputs are not what this rule reads: {0}")]
    Inputs(String),
    /// The same inputs give another verdict.
    #[error("the inputs give another verdict than the receipt says")]
    Verdict,
    /// The same inputs give the verdict for another reason.
    #[error("the inputs give the verdict by another rule than the receipt says")]
    Rule,
    /// The alternatives are others.
    #[error("the inputs leave other alternatives than the receipt says")]
    Alternatives,
}

/// Judges again from the inputs of a receipt and compares everything.
///
/// # Errors
/// The first thing that differs.
pub fn replay(receipt: &Receipt) -> Result<(), Mismatch> {
    match receipt.kind {
        Kind::Name => again::<NameCheck>(receipt),
        Kind::ReviewPlan => again::<Planning>(receipt),
        Kind::ReviewRisk => again::<RiskScore>(receipt),
        Kind::ReviewVerdict => again::<Deciding>(receipt),
        Kind::Certification => again::<Certifying>(receipt),
        Kind::CleanUp => again::<CleaningUp>(receipt),
        Kind::Governance => again::<Governing>(receipt),
        Kind::CleanUpAppeal => again::<Appealing>(receipt),
    }
}

fn again<R: Rule>(receipt: &Receipt) -> Result<(), Mismatch> {
    if receipt.expected_hash() != receipt.hash {
        return Err(Mismatch::Hash);
    }
    let inputs: R::Inputs = serde_json::from_value(receipt.inputs.clone())
        .map_err(|error| Mismatch::Inputs(error.to_string()))?;
    // What the rule does not read proves nothing.
    if serde_json::json!(inputs) != receipt.inputs {
        return Err(Mismatch::Inputs("there is more, or another spelling".to_owned()));
    }
    let judged = R::judge(&inputs);
    if serde_json::json!(judged.verdict) != receipt.verdict {
        Err(Mismatch::Verdict)
    } else if judged.rule != receipt.rule {
        Err(Mismatch::Rule)
    } else if judged.alternatives != receipt.alternatives {
        Err(Mismatch::Alternatives)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
