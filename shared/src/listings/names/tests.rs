use proptest::prelude::*;

use super::*;
use crate::{
    decisions::{
        receipt::{About, issue},
        replay::replay,
    },
    testing::START,
};

fn listing(name: &str) -> Known {
    Known { name: name.to_owned(), whose: Whose::Listing { id: crate::testing::listing_id("other") } }
}

fn brand(name: &str) -> Known {
    Known { name: name.to_owned(), whose: Whose::Brand }
}

fn how(candidate: &str, known: &Known) -> Option<How> {
    alike(candidate, [known], &NamePolicy::default()).into_iter().next().map(|likeness| likeness.how)
}

#[test]
fn each_likeness_is_named() {
    let check = |candidate: &str, known: Known, expected: Option<How>| {
        assert_eq!(how(candidate, &known), expected, "{candidate} / {}", known.name);
    };
    check("ledger bridge", listing("Ledger Bridge"), Some(How::Spelling));
    check("LedgerBridge", listing("Ledger-Bridge"), Some(How::Spelling));
    check("Lеdgеr Bridgе", listing("Ledger Bridge"), Some(How::Looks));
    check("Bridge Ledger", listing("Ledger Bridge"), Some(How::SwappedWords));
    check("Ledger Brigde", listing("Ledger Bridge"), Some(How::Edits { edits: 1, within: 2 }));
    check("Ledgers Bridges", listing("Ledger Bridge"), Some(How::Edits { edits: 2, within: 2 }));
    check("Ledgers Fridges", listing("Ledger Bridge"), None);
    check("Guildhall Invoices", brand("Guildhall"), Some(How::ContainsBrand));
    check("GuiIdhall Invoices", brand("Guildhall"), Some(How::ContainsBrand));
    check("GuildhallPay Desk", brand("Guildhall"), Some(How::ContainsBrand));
    check("Guildhalls+Payments", brand("Guildhall"), Some(How::ContainsBrand));
    check("Stackable Invoices", brand("Stack"), None);
    check("Guildhall Invoices", listing("Guildhall"), None);
    check("Guildhalls", brand("Guildhall"), Some(How::Edits { edits: 1, within: 2 }));
    check("Pipe", listing("Pine"), Some(How::Edits { edits: 1, within: 1 }));
    check("Pip", listing("Pin"), None);
    check("🚀", listing("🚀"), Some(How::Spelling));
    check("🚀", listing("🎉"), None);
    check("会社", listing("会社"), Some(How::Spelling));
}

#[test]
fn the_most_alike_comes_first() {
    let known = [listing("Ledger Brigde"), listing("ledger bridge"), listing("Warehouse")];
    let found = alike("Ledger Bridge", &known, &NamePolicy::default());
    let names: Vec<_> = found.iter().map(|likeness| likeness.with.name.as_str()).collect();
    assert_eq!(names, ["ledger bridge", "Ledger Brigde"]);
}

#[test]
fn a_likeness_holds_a_name_and_never_refuses_it() {
    let about = || About { subject: "lst_1".to_owned(), policy: 1, at: START };
    let inputs = |known: Vec<Known>| NameInputs {
        candidate: "Ledger Bridge".to_owned(),
        known,
        policy: NamePolicy::default(),
    };
    let (verdict, receipt) = issue::<NameCheck>(about(), &inputs(vec![listing("Ledger Brigde")]));
    assert!(matches!(verdict, NameVerdict::Held { likenesses } if likenesses.len() == 1));
    assert_eq!(replay(&receipt), Ok(()));
    let (verdict, receipt) = issue::<NameCheck>(about(), &inputs(vec![listing("Warehouse")]));
    assert_eq!((verdict, replay(&receipt)), (NameVerdict::Clear, Ok(())));
}

#[test]
fn a_name_of_megabytes_is_compared_in_no_time() {
    let long = "Ledger ".repeat(1_000_000);
    assert_eq!(how(&long, &listing("Ledger Bridge")), None);
}

proptest! {
    #[test]
    fn likeness_between_listings_goes_both_ways(one in "[a-cA-C ]{1,12}", other in "[a-cA-C ]{1,12}") {
        prop_assert_eq!(how(&one, &listing(&other)), how(&other, &listing(&one)));
    }

    #[test]
    fn every_name_is_like_itself(name in "\\PC{1,40}") {
        prop_assert_eq!(how(&name, &listing(&name)), Some(How::Spelling));
    }
}
