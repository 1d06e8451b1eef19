//! How a listing changes hands.

use super::*;

pub(super) fn offer() -> Command {
    Command::Offer { transfer: TransferId::from_ulid(ulid::Ulid(1)), to: organisation(OTHER) }
}

pub(super) fn other() -> By {
    By::Partner(organisation(OTHER))
}

#[test]
fn a_listing_changes_hands_after_quarantine_and_verification() {
    let mut world = World::new();
    world.published(1);
    world.approved(2);
    world.must(partner(), offer());
    assert_eq!(world.act(partner(), offer()), Ok(None));
    let publish = || Command::Publish { version: version(2) };
    assert_eq!(world.refused(partner(), publish()), Rejection::ChangingHands);
    assert_eq!(world.refused(partner(), submit(3, 1)), Rejection::ChangingHands);
    assert_eq!(world.refused(partner(), Command::RollBack { to: version(1) }), Rejection::ChangingHands);
    assert_eq!(world.refused(partner(), Command::AcceptOffer), Rejection::NotYours);
    world.must(other(), Command::AcceptOffer);
    assert!(world.happened.last().is_some_and(|(happened, _)| happened.tells_customers()));
    assert_eq!(world.refused(partner(), Command::EndOffer), Rejection::AcceptedAlready);
    let until = START + TimeDelta::days(14);
    assert_eq!(world.refused(By::Program, Command::ChangeOwner), Rejection::Quarantine(until));
    world.later(14);
    assert_eq!(world.refused(By::Program, Command::ChangeOwner), Rejection::NotVerified);
    assert_eq!(world.refused(other(), Command::VerifyOwner), Rejection::NotYours);
    world.must(By::Operator, Command::VerifyOwner);
    world.must(By::Program, Command::ChangeOwner);
    assert_eq!(world.listing().organisation, organisation(OTHER));
    let trails: Vec<_> = world.events.iter().rev().take(2).map(|event| event.organisation).collect();
    assert_eq!(trails, [organisation(OTHER), organisation(OWNER)]);
    // What was approved for the owner before is not the new owner's to publish.
    assert_eq!(world.refused(other(), publish()), Rejection::OtherOwner);
    assert_eq!(world.refused(partner(), submit(3, 1)), Rejection::NotYours);
    world.must(other(), submit(3, 1));
}

#[test]
fn what_was_live_for_the_owner_before_is_not_made_live_again_by_anybody() {
    let mut world = World::new();
    world.published(1);
    world.published(2);
    world.must(partner(), offer());
    world.must(other(), Command::AcceptOffer);
    world.must(By::Operator, Command::VerifyOwner);
    world.later(14);
    world.must(By::Program, Command::ChangeOwner);
    assert_eq!(world.state(1), VersionState::Superseded);
    let back = || Command::RollBack { to: version(1) };
    for by in [other(), By::Operator] {
        assert_eq!(world.refused(by, back()), Rejection::OtherOwner);
    }
}

#[test]
fn an_offer_ends_by_either_side_or_by_its_instant() {
    for by in [partner(), other(), By::Operator] {
        let mut world = World::new();
        world.published(1);
        world.must(partner(), offer());
        world.must(by, Command::EndOffer);
        assert_eq!(world.refused(other(), Command::AcceptOffer), Rejection::NoOffer);
        world.must(partner(), submit(2, 1));
    }
    let mut world = World::new();
    world.must(partner(), offer());
    world.now = START + TimeDelta::days(14) - TimeDelta::nanoseconds(1);
    assert_eq!(world.refused(partner(), submit(1, 1)), Rejection::ChangingHands);
    world.now = START + TimeDelta::days(14);
    assert_eq!(world.refused(other(), Command::AcceptOffer), Rejection::NoOffer);
    world.must(partner(), submit(1, 1));
}

#[test]
fn nothing_may_be_under_way_when_a_listing_is_offered() {
    let mut world = World::new();
    world.must(partner(), submit(1, 1));
    assert_eq!(world.refused(partner(), offer()), Rejection::UnderWay);
    world.must(partner(), Command::Withdraw { version: version(1) });
    assert_eq!(world.act(partner(), Command::Withdraw { version: version(1) }), Ok(None));
    let own = Command::Offer { transfer: TransferId::from_ulid(ulid::Ulid(2)), to: organisation(OWNER) };
    assert_eq!(world.refused(partner(), own), Rejection::SameOwner);
    world.must(partner(), offer());
}

#[test]
fn an_offer_goes_to_a_partner_who_can_accept_it() {
    let mut world = World::new();
    world.receiver_can = false;
    assert_eq!(world.refused(partner(), offer()), Rejection::NoReceiver);
    world.receiver_can = true;
    world.must(partner(), offer());
}

#[test]
fn whose_a_listing_was_is_known_until_a_version_is_approved_for_the_new_owner() {
    let mut world = World::new();
    world.published(1);
    world.must(partner(), offer());
    world.must(other(), Command::AcceptOffer);
    world.must(By::Operator, Command::VerifyOwner);
    world.later(14);
    world.must(By::Program, Command::ChangeOwner);
    assert_eq!(world.listing().former, Some(organisation(OWNER)));
    world.must(other(), submit(2, 1));
    world.reviewed(2, Ruling::Approve);
    assert_eq!(world.listing().former, None);
}

#[test]
fn a_suspension_is_in_the_charge_of_somebody_who_can_lift_it() {
    let suspend =
        || Command::Suspend { owner: person(7), reason: words("A leak."), way_back: words("Mend it.") };
    let mut world = World::new();
    world.published(1);
    world.in_charge_can = false;
    assert_eq!(world.refused(By::Operator, suspend()), Rejection::NotInCharge);
    world.in_charge_can = true;
    assert_eq!(world.refused(partner(), suspend()), Rejection::NotYours);
    world.must(By::Operator, suspend());
    assert_eq!(world.refused(By::Operator, suspend()), Rejection::Suspended);
}
