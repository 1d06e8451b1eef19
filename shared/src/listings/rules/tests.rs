use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::*;
use crate::{
    listings::{
        field::Field,
        model::Listing,
        state::{Phase, VersionState, phase, shown_as, standing},
    },
    marketplace::state::ListingState,
    review::{
        model::Outcome,
        policy::ReviewPolicy,
        rules::{self as review, Opening, Ruling, verdict::Reviewer},
        stage::StageKind,
    },
    testing::{START, listing_id, slug},
};

mod ownership;
mod properties;
mod rounds;
mod world;

use ownership::{offer, other};
use world::*;

#[test]
fn a_version_goes_from_draft_to_published() {
    let mut world = World::new();
    assert_eq!((phase(&world.dossier), shown_as(&world.listing().place)), (Phase::Draft, None));
    world.must(partner(), submit(1, 1));
    assert_eq!(phase(&world.dossier), Phase::Submitted);
    world.review(1, review::By::Program, review::Command::Begin { stage: StageKind::Lint });
    world.follow(1);
    assert_eq!(phase(&world.dossier), Phase::InReview);
    let finish = review::Command::Finish { stage: StageKind::Lint, passed: true, findings: Vec::new() };
    world.review(1, review::By::Program, finish);
    world.reviewed(1, Ruling::Approve);
    assert_eq!(phase(&world.dossier), Phase::Approved);
    world.must(partner(), Command::Publish { version: version(1) });
    assert_eq!(phase(&world.dossier), Phase::Published);
    assert_eq!(shown_as(&world.listing().place), Some(ListingState::Published));
    let kinds: Vec<_> = world.events.iter().map(|event| event.kind).collect();
    assert_eq!(
        kinds,
        ["app.started", "version.submitted", "version.in_review", "version.approved", "version.published"]
    );
}

#[test]
fn a_first_version_can_be_published_for_who_has_the_link() {
    let mut world = World::new();
    world.approved(1);
    let link = Digest::of_bytes("token");
    let by_link = |number| Command::PublishByLink { version: version(number), link: link.clone() };
    world.must(partner(), by_link(1));
    let shown = Shown::Unlisted { link: Some(link.clone()) };
    assert_eq!(world.listing().place, Place::Shown { shown });
    assert_eq!((world.state(1), world.listing().live), (VersionState::Published, Some(version(1))));
    // The next ones go where the listing stands.
    world.approved(2);
    assert_eq!(world.refused(partner(), by_link(2)), Rejection::LinkFirst);
    world.must(partner(), Command::Publish { version: version(2) });
    assert_eq!(standing(&world.listing().place), Phase::Unlisted);
}

#[test]
fn a_draft_that_lacks_something_required_is_not_submitted() {
    let world = World::new();
    let nag = |level| Nag {
        level,
        field: Field::Icon,
        reason: crate::decisions::reason::Reason::new("nag.icon_missing"),
    };
    let (policy, nags) = (ListingPolicy::default(), [nag(Level::Required), nag(Level::Warning)]);
    let facts = Facts {
        now: START,
        by: partner(),
        actor: Actor::System,
        policy: &policy,
        case: None,
        nags: &nags,
        label_taken: false,
        replacement_published: false,
        in_charge_can: false,
        receiver_can: false,
        failing: &[],
    };
    assert_eq!(decide(&world.dossier, submit(1, 1), &facts), Err(Rejection::Incomplete(1)));
    let taken = Facts { nags: &nags[1..], label_taken: true, ..facts };
    assert_eq!(decide(&world.dossier, submit(1, 1), &taken), Err(Rejection::LabelTaken));
}

#[test]
fn the_live_version_stays_while_another_is_in_review() {
    let mut world = World::new();
    world.published(1);
    world.must(partner(), submit(2, 1));
    assert_eq!((world.listing().live, phase(&world.dossier)), (Some(version(1)), Phase::Submitted));
    assert_eq!(standing(&world.listing().place), Phase::Published);
    assert_eq!(world.refused(partner(), submit(3, 1)), Rejection::VersionOpen);
    world.reviewed(2, Ruling::Reject { words: words("Asks for too much.") });
    // Rejected is the end of the submission, not of the listing.
    assert_eq!((world.state(2), phase(&world.dossier)), (VersionState::Rejected, Phase::Published));
    world.published(3);
    assert_eq!((world.state(1), world.listing().live), (VersionState::Superseded, Some(version(3))));
}

#[test]
fn requests_are_answered_one_by_one_before_the_next_round() {
    let mut world = World::new();
    world.must(partner(), submit(1, 1));
    world.reviewed(1, request_changes());
    assert_eq!(phase(&world.dossier), Phase::ChangesRequested);
    assert_eq!(world.refused(partner(), submit(1, 2)), Rejection::Unanswered(2));
    let answer = |at, text: &str| Command::Answer { version: version(1), answers: vec![(at, words(text))] };
    assert_eq!(world.refused(partner(), answer(2, "What?")), Rejection::NotAsked);
    world.must(partner(), answer(0, "Done."));
    assert_eq!(world.refused(partner(), submit(1, 2)), Rejection::Unanswered(1));
    world.must(partner(), answer(1, "In the EU."));
    world.must(partner(), submit(1, 2));
    let next = &world.dossier.versions[&version(1)];
    assert_eq!((next.submission.round, next.state), (2, VersionState::Submitted));
    world.reviewed(1, Ruling::Approve);
    assert_eq!(world.state(1), VersionState::Approved);
}

#[test]
fn a_submission_that_is_sent_twice_is_one() {
    let mut world = World::new();
    world.must(partner(), submit(1, 1));
    assert_eq!(world.act(partner(), submit(1, 1)), Ok(None));
    let Command::Submit { version, label, submission, .. } = submit(1, 1) else { panic!() };
    let other = Command::Submit { version, label, submission, frozen: frozen("other") };
    assert_eq!(world.refused(partner(), other), Rejection::IdTaken);
}

#[test]
fn a_review_of_other_bytes_or_another_round_clears_nothing() {
    let mut world = World::new();
    world.must(partner(), submit(1, 1));
    let case = world.case_of(version(1)).expect("a case");
    let mut other = case.clone();
    other.frozen = Digest::of_bytes("other");
    other.outcome = Some(Outcome::Approved { at: START, receipt: Digest::of_bytes("r") });
    world.cases.insert(case.id, other);
    let follow = || Command::FollowReview { version: version(1) };
    assert_eq!(world.refused(By::Program, follow()), Rejection::AnotherRound);
    let mut hollow = case.clone();
    hollow.outcome = Some(Outcome::Approved { at: START, receipt: Digest::of_bytes("r") });
    world.cases.insert(case.id, hollow);
    assert_eq!(world.refused(By::Program, follow()), Rejection::NotApproved);
    assert_eq!(world.refused(partner(), Command::Publish { version: version(1) }), Rejection::NotApproved);
}

#[test]
fn a_scheduled_version_is_published_at_its_instant_and_once() {
    let mut world = World::new();
    world.approved(1);
    let schedule = |days| Command::Schedule { version: version(1), at: START + TimeDelta::days(days) };
    assert_eq!(world.refused(partner(), schedule(0)), Rejection::ScheduleInPast);
    assert_eq!(world.refused(partner(), schedule(181)), Rejection::ScheduleTooFar(180));
    world.must(partner(), schedule(2));
    assert_eq!(phase(&world.dossier), Phase::Scheduled);
    let due = || Command::PublishDue { version: version(1) };
    world.now = START + TimeDelta::days(2) - TimeDelta::nanoseconds(1);
    assert_eq!(world.refused(By::Program, due()), Rejection::NotDue(START + TimeDelta::days(2)));
    world.now = START + TimeDelta::days(2);
    world.must(By::Program, due());
    assert_eq!(world.act(By::Program, due()), Ok(None), "the job runs twice");
    assert_eq!((world.state(1), world.listing().scheduled), (VersionState::Published, None));
}

#[test]
fn one_version_is_on_the_schedule_and_comes_off_it() {
    let mut world = World::new();
    world.approved(1);
    world.approved(2);
    let schedule = |number| Command::Schedule { version: version(number), at: START + TimeDelta::days(2) };
    world.must(partner(), schedule(1));
    assert_eq!(world.act(partner(), schedule(1)), Ok(None));
    assert_eq!(world.refused(partner(), schedule(2)), Rejection::ScheduleTaken);
    world.must(partner(), Command::Unschedule { version: version(1) });
    assert_eq!(world.state(1), VersionState::Approved);
    world.must(partner(), schedule(2));
    assert_eq!(
        world.refused(partner(), Command::Unschedule { version: version(1) }),
        Rejection::NotScheduled
    );
}

#[test]
fn only_what_was_live_is_rolled_back_to() {
    let mut world = World::new();
    world.published(1);
    world.published(2);
    world.approved(3);
    let back = |number| Command::RollBack { to: version(number) };
    assert_eq!(world.refused(partner(), back(3)), Rejection::NeverLive);
    world.must(partner(), back(1));
    assert_eq!((world.state(1), world.state(2)), (VersionState::Published, VersionState::Superseded));
    assert_eq!(world.events.last().map(|event| event.kind), Some("version.rolled_back"));
    world.must(By::Operator, back(2));
    assert_eq!(world.listing().live, Some(version(2)));
    // The operator has taken the first one away.
    assert!(world.dossier.versions[&version(1)].taken_away);
    assert_eq!(world.refused(partner(), back(1)), Rejection::TakenAway);
    let stands = world.dossier.approved_by(world.now).map(|round| round.frozen.clone());
    assert_eq!(stands, Some(frozen("3/1")));
    world.must(By::Operator, back(1));
    assert!(!world.dossier.versions[&version(1)].taken_away);
    assert_eq!(world.refused(partner(), back(2)), Rejection::TakenAway);
}

#[test]
fn what_was_live_can_be_again_until_the_listing_is_over() {
    let mut world = World::new();
    world.published(1);
    world.published(2);
    let can =
        |world: &World, number| can_be_live_again(&world.dossier, &world.dossier.versions[&version(number)]);
    assert_eq!((can(&world, 1), can(&world, 2)), (true, false));
    world.must(partner(), Command::Unlist { link: None });
    assert!(can(&world, 1));
    world.must(partner(), Command::Archive);
    assert_eq!((can(&world, 1), can(&world, 2)), (false, false));
    let back = Command::RollBack { to: version(1) };
    assert_eq!(world.refused(partner(), back), Rejection::Archived);
}

#[test]
fn a_name_that_became_too_alike_sends_a_version_back_to_review_with_the_same_bytes() {
    let again = |number: u128| SubmissionId::from_ulid(ulid::Ulid(number));
    let hold = |number| Command::Hold { version: version(1), submission: again(number) };
    let mut world = World::new();
    world.approved(1);
    let due = world.now + TimeDelta::days(1);
    world.must(partner(), Command::Schedule { version: version(1), at: due });
    let before = world.dossier.versions[&version(1)].submission.clone();
    assert_eq!(world.refused(partner(), hold(900)), Rejection::NotYours);
    world.must(By::Program, hold(900));
    let held = world.dossier.versions[&version(1)].clone();
    assert_eq!((held.state, held.clearance), (VersionState::Submitted, None));
    assert_eq!((held.submission.round, held.submission.frozen), (before.round + 1, before.frozen));
    assert_eq!((world.listing().open, world.listing().scheduled), (Some(version(1)), None));
    assert_eq!(world.refused(partner(), Command::Publish { version: version(1) }), Rejection::NotApproved);
    assert_eq!(world.refused(By::Program, hold(901)), Rejection::NotApproved);
    // While another version is in review, the one that could be published waits.
    let mut world = World::new();
    world.approved(1);
    world.must(partner(), submit(2, 1));
    assert_eq!(world.refused(By::Program, hold(900)), Rejection::VersionOpen);
}

#[test]
fn a_suspension_has_an_owner_a_reason_and_a_way_back() {
    let mut world = World::new();
    let suspend = || Command::Suspend {
        owner: person(7),
        reason: words("Tokens leaked."),
        way_back: words("Rotate them and send a fixed version."),
    };
    assert_eq!(world.refused(By::Operator, suspend()), Rejection::NotShown);
    world.published(1);
    world.must(partner(), Command::Unlist { link: Some(Digest::of_bytes("token")) });
    let before = world.listing().place.clone();
    assert_eq!(world.refused(partner(), suspend()), Rejection::NotYours);
    world.must(By::Operator, suspend());
    assert_eq!((phase(&world.dossier), shown_as(&world.listing().place)), (Phase::Suspended, None));
    for command in [Command::Relist, Command::Archive, Command::Unlist { link: None }] {
        assert_eq!(world.refused(partner(), command), Rejection::Suspended);
    }
    // The fix goes through review and is there when the suspension is lifted.
    world.published(2);
    assert_eq!(phase(&world.dossier), Phase::Suspended);
    assert_eq!(world.refused(partner(), Command::Lift), Rejection::NotYours);
    world.must(By::Operator, Command::Lift);
    assert_eq!((&world.listing().place, world.listing().live), (&before, Some(version(2))));
    assert_eq!(world.refused(By::Operator, Command::Lift), Rejection::NotSuspended);
}

#[test]
fn what_customers_find_is_not_archived_under_their_hands() {
    let mut world = World::new();
    world.published(1);
    world.must(partner(), submit(2, 1));
    assert_eq!(world.refused(partner(), Command::Archive), Rejection::ArchiveShown);
    let own = Command::Deprecate { replacement: world.listing().id };
    assert_eq!(world.refused(partner(), own), Rejection::BadReplacement);
    world.must(partner(), Command::Deprecate { replacement: listing_id("other") });
    assert_eq!(shown_as(&world.listing().place), Some(ListingState::Unlisted));
    world.must(partner(), Command::Archive);
    assert_eq!((world.state(1), world.state(2)), (VersionState::Superseded, VersionState::Withdrawn));
    assert_eq!((world.listing().live, world.listing().open), (None, None));
    assert_eq!(world.refused(partner(), submit(3, 1)), Rejection::Archived);
    assert_eq!(world.refused(partner(), Command::RollBack { to: version(1) }), Rejection::Archived);
}

#[test]
fn what_the_clean_up_took_comes_back_when_nothing_fails() {
    let mut world = World::new();
    world.published(1);
    let clean_up = || Command::CleanUp { receipt: Digest::of_bytes("receipt") };
    assert_eq!(world.refused(partner(), clean_up()), Rejection::NotYours);
    world.must(By::Program, clean_up());
    assert_eq!(world.act(By::Program, clean_up()), Ok(None));
    world.failing = vec![Criterion::Unhealthy];
    assert_eq!(world.refused(partner(), Command::Relist), Rejection::CleanUpFails(1));
    // Not by way of another state either.
    world.must(partner(), Command::Unlist { link: Some(Digest::of_bytes("token")) });
    world.must(partner(), Command::Deprecate { replacement: listing_id("other") });
    assert_eq!(world.refused(partner(), Command::Relist), Rejection::CleanUpFails(1));
    world.failing.clear();
    world.must(partner(), Command::Relist);
    world.failing = vec![Criterion::Unhealthy];
    world.must(partner(), Command::Unlist { link: None });
    world.must(partner(), Command::Relist);
}

#[test]
fn a_strangers_commands_are_answered_as_if_nothing_were_there() {
    let mut world = World::new();
    world.published(1);
    let commands = [
        submit(2, 1),
        Command::Publish { version: version(1) },
        Command::Publish { version: version(9) },
        Command::Unlist { link: None },
        Command::Archive,
        Command::RollBack { to: version(1) },
        offer(),
    ];
    for command in commands {
        assert_eq!(world.refused(other(), command.clone()), Rejection::NotYours, "{command:?}");
    }
}
