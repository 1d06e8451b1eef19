//! Rounds of a version: what each froze, asked for and was told stays.

use super::*;
use crate::listings::{
    api::Against,
    changes::bases,
    model::{Asked, Version},
};

fn answer(answers: &[(usize, &str)]) -> Command {
    let answers = answers.iter().map(|(at, text)| (*at, words(text))).collect();
    Command::Answer { version: version(1), answers }
}

/// A version whose first round asked for changes and whose second is in the queue.
fn in_its_second_round(world: &mut World) {
    world.must(partner(), submit(1, 1));
    world.reviewed(1, request_changes());
    world.must(partner(), answer(&[(0, "Done."), (1, "In the EU.")]));
    world.later(1);
    world.must(partner(), submit(1, 2));
}

fn own(world: &World) -> &Version {
    &world.dossier.versions[&version(1)]
}

/// What a round asked for with its answers, field by field.
fn said(asked: &[Asked]) -> Vec<(Option<Field>, Option<&str>)> {
    asked.iter().map(|asked| (asked.request.field, asked.answer.as_ref().map(Words::as_str))).collect()
}

#[test]
fn a_round_keeps_what_it_froze_asked_for_and_was_told() {
    let mut world = World::new();
    in_its_second_round(&mut world);
    let own = own(&world);
    assert_eq!((own.submission.round, own.asked.len(), own.earlier.len()), (2, 0, 1));
    let first = &own.earlier[0];
    assert_eq!((first.submission.round, &first.submission.frozen), (1, &frozen("1/1")));
    assert_eq!(
        said(&first.asked),
        [(Some(Field::Tagline), Some("Done.")), (Some(Field::Data), Some("In the EU."))]
    );
    let rounds: Vec<_> = own.rounds().map(|(submission, asked)| (submission.round, asked.len())).collect();
    assert_eq!(rounds, [(1, 2), (2, 0)]);
    let id = first.submission.id;
    assert_eq!(own.round(id).map(|(submission, _)| submission.round), Some(1));
    assert!(own.round(SubmissionId::from_ulid(ulid::Ulid(9))).is_none());
}

#[test]
fn a_third_round_has_two_before_it() {
    let mut world = World::new();
    in_its_second_round(&mut world);
    world.reviewed(1, request_changes());
    world.must(partner(), answer(&[(0, "Shorter now."), (1, "In Ireland.")]));
    world.must(partner(), submit(1, 3));
    let rounds: Vec<_> = own(&world).earlier.iter().map(|round| round.submission.round).collect();
    assert_eq!(rounds, [1, 2]);
    assert_eq!(said(&own(&world).earlier[1].asked)[1].1, Some("In Ireland."));
}

#[test]
fn the_id_of_an_earlier_round_is_taken() {
    let mut world = World::new();
    in_its_second_round(&mut world);
    assert_eq!(world.refused(partner(), submit(1, 1)), Rejection::IdTaken);
    world.reviewed(1, request_changes());
    world.must(partner(), answer(&[(0, "Done."), (1, "Done.")]));
    assert_eq!(world.refused(partner(), submit(1, 1)), Rejection::IdTaken);
}

#[test]
fn a_version_that_was_stored_without_rounds_is_read_and_goes_on() {
    let mut world = World::new();
    in_its_second_round(&mut world);
    let mut stored = serde_json::json!(own(&world));
    stored.as_object_mut().expect("an object").remove("earlier").expect("it has a round before");
    let read: Version = serde_json::from_value(stored).expect("a version");
    assert_eq!(read.earlier, []);
    world.dossier.versions.insert(read.id, read);
    world.reviewed(1, request_changes());
    world.must(partner(), answer(&[(0, "Done."), (1, "Done.")]));
    world.must(partner(), submit(1, 3));
    let rounds: Vec<_> = own(&world).rounds().map(|(submission, _)| submission.round).collect();
    assert_eq!(rounds, [2, 3]);
}

#[test]
fn a_round_is_compared_with_the_one_before_and_with_what_was_approved_by_then() {
    let mut world = World::new();
    world.must(partner(), submit(1, 1));
    let of = |world: &World, number: u128, round: usize| {
        let version = &world.dossier.versions[&version(number)];
        let (submission, _) = version.rounds().nth(round).expect("a round");
        let bases = bases(&world.dossier, version, submission).into_iter();
        bases.map(|(against, frozen)| (against, frozen.cloned())).collect::<Vec<_>>()
    };
    assert_eq!(of(&world, 1, 0), [(Against::Nothing, None)]);
    world.reviewed(1, request_changes());
    world.must(partner(), answer(&[(0, "Done."), (1, "Done.")]));
    world.must(partner(), submit(1, 2));
    let first = (Against::Round { round: 1 }, Some(frozen("1/1")));
    assert_eq!(of(&world, 1, 1), [first.clone(), (Against::Nothing, None)]);
    world.reviewed(1, Ruling::Approve);
    world.later(1);
    world.must(partner(), submit(2, 1));
    let label = "1.1.0".parse().expect("a label");
    assert_eq!(of(&world, 2, 0), [(Against::Approved { label }, Some(frozen("1/2")))]);
    world.reviewed(2, Ruling::Approve);
    // What was approved afterwards changes nothing of what a round is compared with.
    assert_eq!(of(&world, 1, 0), [(Against::Nothing, None)]);
    assert_eq!(of(&world, 1, 1), [first, (Against::Nothing, None)]);
}

#[test]
fn what_a_version_says_after_it_went_back_to_review_is_not_what_was_approved() {
    let mut world = World::new();
    world.approved(1);
    let approved = |world: &World| world.dossier.approved_by(world.now).map(|round| round.frozen.clone());
    assert_eq!(approved(&world), Some(frozen("1/1")));
    // Its name is too like another one by now.
    let submission = SubmissionId::from_ulid(ulid::Ulid(77));
    world.must(By::Program, Command::Hold { version: version(1), submission });
    assert_eq!(approved(&world), Some(frozen("1/1")), "the same bytes, looked at again");
    assert_eq!(own(&world).earlier[0].clearance.is_some(), own(&world).clearance.is_none());
    world.reviewed(1, request_changes());
    world.must(partner(), answer(&[(0, "Done."), (1, "Done.")]));
    world.later(1);
    world.must(partner(), submit(1, 3));
    assert_eq!(approved(&world), Some(frozen("1/1")), "nobody has approved the other bytes");
    world.must(partner(), Command::Withdraw { version: version(1) });
    assert_eq!(approved(&world), Some(frozen("1/1")));
    assert!(world.dossier.approved_beside(Some(version(1)), world.now).is_none());
}
