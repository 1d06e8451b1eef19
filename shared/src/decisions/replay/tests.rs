use super::*;
use crate::{
    canonical::Digest,
    decisions::receipt::{About, issue},
    review::{
        model::Changes,
        policy::{PlanPolicy, RiskPolicy},
        risk::RiskInputs,
        rules::plan::PlanInputs,
    },
    testing::START,
};

fn about() -> About {
    About { subject: "sub_1".to_owned(), policy: 3, at: START }
}

fn receipt() -> Receipt {
    let inputs = PlanInputs { changes: Changes::default(), name_held: false, policy: PlanPolicy::default() };
    issue::<Planning>(about(), &inputs).1
}

/// The receipt, changed and hashed again: what a forger would do.
fn forged(change: impl FnOnce(&mut Receipt)) -> Result<(), Mismatch> {
    let mut receipt = receipt();
    change(&mut receipt);
    receipt.hash = receipt.expected_hash();
    replay(&receipt)
}

#[test]
fn a_receipt_gives_the_same_again_after_it_was_written_down() {
    let text = serde_json::to_string(&receipt()).expect("JSON");
    let read: Receipt = serde_json::from_str(&text).expect("a receipt");
    assert_eq!(read, receipt());
    assert_eq!(replay(&read), Ok(()));
}

#[test]
fn any_change_shows() {
    let mut changed = receipt();
    changed.subject.push('2');
    assert_eq!(replay(&changed), Err(Mismatch::Hash));
    changed = receipt();
    changed.hash = Digest::of_bytes("other");
    assert_eq!(replay(&changed), Err(Mismatch::Hash));
}

#[test]
fn a_forged_receipt_shows_even_with_a_hash_that_fits() {
    assert_eq!(forged(|receipt| receipt.verdict["automatic"] = false.into()), Err(Mismatch::Verdict));
    assert_eq!(forged(|receipt| receipt.inputs["name_held"] = true.into()), Err(Mismatch::Verdict));
    assert_eq!(forged(|receipt| receipt.rule.id = "plan.other".into()), Err(Mismatch::Rule));
    assert_eq!(forged(|receipt| receipt.alternatives.clear()), Err(Mismatch::Alternatives));
    let more = forged(|receipt| receipt.inputs["changes"]["note"] = "x".into());
    assert!(matches!(more, Err(Mismatch::Inputs(_))), "{more:?}");
    let less = forged(|receipt| receipt.inputs = serde_json::json!({}));
    assert!(matches!(less, Err(Mismatch::Inputs(_))), "{less:?}");
    let other = forged(|receipt| receipt.kind = Kind::CleanUp);
    assert!(matches!(other, Err(Mismatch::Inputs(_))), "{other:?}");
}

#[test]
fn the_numbers_of_the_policy_are_in_the_receipt() {
    let inputs = |first_version| RiskInputs {
        changes: Changes { first: true, ..Changes::default() },
        sensitive: Vec::new(),
        name_held: false,
        new_partner: false,
        incidents: 0,
        rejections: 0,
        installs: 0,
        policy: RiskPolicy { first_version, ..RiskPolicy::default() },
    };
    let (one, old) = issue::<RiskScore>(about(), &inputs(10));
    let (two, new) = issue::<RiskScore>(about(), &inputs(40));
    assert_eq!((one.score, two.score), (10, 40));
    assert_eq!((replay(&old), replay(&new)), (Ok(()), Ok(())), "each under its own policy");
    assert_ne!(old.hash, new.hash);
}
