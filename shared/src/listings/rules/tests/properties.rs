//! What holds after any commands in any order, with the review that belongs to them.

use proptest::prelude::*;

use super::*;

/// A step of a listing or of a review.
#[derive(Clone, Debug)]
enum Step {
    /// `None` is who may.
    Listing(Option<By>, Command),
    Review(u128, review::By, review::Command),
    /// The follower of reviews runs.
    Follow(u128),
    /// The whole pipeline of the version in review, so that what lies behind it is reached too.
    Pipeline(bool),
    /// The version that was approved last is published.
    PublishApproved,
}

fn versions() -> std::ops::Range<u128> {
    1..5
}

fn listing_commands() -> impl Strategy<Value = Command> {
    let id = || versions().prop_map(version);
    prop_oneof![
        40 => (versions(), 1_u128..3).prop_map(|(number, round)| submit(number, round)),
        4 => id().prop_map(|version| Command::Withdraw { version }),
        20 => (id(), 0_usize..3).prop_map(|(version, at)| Command::Answer {
            version, answers: vec![(at, words("Done."))]
        }),
        40 => id().prop_map(|version| Command::Publish { version }),
        10 => id().prop_map(|version| Command::PublishByLink { version, link: Digest::of_bytes("token") }),
        20 => (id(), 1_i64..20).prop_map(|(version, days)| Command::Schedule {
            version, at: START + TimeDelta::days(days)
        }),
        6 => id().prop_map(|version| Command::Unschedule { version }),
        20 => id().prop_map(|version| Command::PublishDue { version }),
        20 => id().prop_map(|to| Command::RollBack { to }),
        4 => versions().prop_map(|number| Command::Hold {
            version: version(number), submission: SubmissionId::from_ulid(ulid::Ulid(1_000 + number))
        }),
        6 => Just(Command::Unlist { link: None }),
        6 => Just(Command::CleanUp { receipt: Digest::of_bytes("receipt") }),
        6 => Just(Command::Relist),
        6 => Just(Command::Deprecate { replacement: listing_id("other") }),
        1 => Just(Command::Archive),
        3 => Just(Command::Suspend { owner: person(7), reason: words("A leak."), way_back: words("Mend it.") }),
        12 => Just(Command::Lift),
        4 => Just(offer()),
        8 => Just(Command::EndOffer),
        8 => Just(Command::AcceptOffer),
        8 => Just(Command::VerifyOwner),
        8 => Just(Command::ChangeOwner),
    ]
}

fn review_commands() -> impl Strategy<Value = (review::By, review::Command)> {
    let stage = || (0..StageKind::ALL.len()).prop_map(|at| StageKind::ALL[at]);
    let by = prop_oneof![Just(review::By::Program), Just(review::By::Reviewer(reviewer()))];
    let command = prop_oneof![
        stage().prop_map(|stage| review::Command::Begin { stage }),
        (stage(), any::<bool>()).prop_map(|(stage, passed)| review::Command::Finish {
            stage,
            passed,
            findings: Vec::new()
        }),
        Just(review::Command::Claim),
        stage().prop_map(|stage| review::Command::Pass { stage, findings: Vec::new() }),
        Just(review::Command::Decide { ruling: Ruling::Approve }),
        Just(review::Command::Decide { ruling: request_changes() }),
        Just(review::Command::Decide { ruling: Ruling::Reject { words: words("No.") } }),
    ];
    (by, command)
}

fn steps() -> impl Strategy<Value = Vec<(Step, i64)>> {
    let by = prop_oneof![
        8 => Just(None),
        1 => Just(Some(partner())),
        1 => Just(Some(other())),
        1 => Just(Some(By::Operator)),
        1 => Just(Some(By::Program)),
    ];
    let step = prop_oneof![
        8 => (by, listing_commands()).prop_map(|(by, command)| Step::Listing(by, command)),
        4 => (versions(), review_commands()).prop_map(|(of, (by, command))| Step::Review(of, by, command)),
        2 => versions().prop_map(Step::Follow),
        6 => any::<bool>().prop_map(Step::Pipeline),
        4 => Just(Step::PublishApproved),
    ];
    prop::collection::vec((step, 0_i64..4), 1..70)
}

impl World {
    fn step(&mut self, step: Step) {
        match step {
            Step::Listing(by, command) => {
                let by = by.unwrap_or_else(|| self.who_may(&command));
                _ = self.act(by, command);
            }
            Step::Review(of, by, command) => _ = self.review(of, by, command),
            Step::Follow(of) => _ = self.act(By::Program, Command::FollowReview { version: version(of) }),
            Step::Pipeline(yes) => {
                let Some(open) = self.listing().open else { return };
                let number = open.ulid().0;
                self.pipeline(number, if yes { Ruling::Approve } else { request_changes() });
                _ = self.act(By::Program, Command::FollowReview { version: open });
            }
            Step::PublishApproved => {
                let Some(version) = self.listing().approved else { return };
                let by = By::Partner(self.listing().organisation);
                _ = self.act(by, Command::Publish { version });
            }
        }
    }

    fn who_may(&self, command: &Command) -> By {
        match command {
            Command::AcceptOffer => other(),
            Command::Suspend { .. } | Command::Lift | Command::VerifyOwner => By::Operator,
            Command::FollowReview { .. }
            | Command::PublishDue { .. }
            | Command::CleanUp { .. }
            | Command::Hold { .. }
            | Command::ChangeOwner => By::Program,
            _ => By::Partner(self.listing().organisation),
        }
    }

    /// A listing of which so many versions were published.
    fn with(published: u128) -> Self {
        let mut world = Self::new();
        (1..=published).for_each(|number| world.published(number));
        world
    }
}

fn walk(published: u128, steps: &[(Step, i64)], first: bool) -> World {
    let mut world = World::with(published);
    world.changes.first = first;
    for (step, days) in steps {
        world.later(*days);
        world.step(step.clone());
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_order_of_commands_publishes_a_version_that_has_not_passed_its_stages(
        published in 0_u128..3, steps in steps(), first in any::<bool>(),
    ) {
        let world = walk(published, &steps, first);
        // What was frozen at each submission, and each publication after it.
        let mut frozen = BTreeMap::new();
        for (happened, _) in &world.happened {
            match happened {
                Happened::Submitted { version, submission, .. } | Happened::Held { version, submission } => {
                    frozen.insert(*version, submission.clone());
                }
                Happened::Published { version, .. } => {
                    let submission = &frozen[version];
                    let case = &world.cases[&submission.id];
                    let approved = matches!(case.outcome, Some(Outcome::Approved { .. }));
                    prop_assert!(approved, "{:?}", case.outcome);
                    prop_assert_eq!(&case.frozen, &submission.frozen.digest(), "other bytes were published");
                    for kind in StageKind::ALL {
                        let stage = case.stage(kind);
                        prop_assert!(stage.is_some_and(|stage| stage.state.is_cleared()), "{:?}", stage);
                    }
                    prop_assert!(case.automatic || case.approvals == [person(REVIEWER)]);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn what_is_live_open_and_scheduled_is_what_the_versions_say(published in 0_u128..3, steps in steps()) {
        let mut world = World::with(published);
        for (step, days) in steps {
            world.later(days);
            world.step(step.clone());
            let Dossier { listing, versions } = &world.dossier;
            let of = |is: fn(VersionState) -> bool| {
                let which = versions.values().filter(|version| is(version.state)).map(|version| version.id);
                which.collect::<Vec<_>>()
            };
            let one = |id: Option<VersionId>| id.into_iter().collect::<Vec<_>>();
            prop_assert_eq!(of(|state| state == VersionState::Published), one(listing.live), "{:?}", step);
            prop_assert_eq!(of(VersionState::is_open), one(listing.open), "{:?}", step);
            let scheduled = of(|state| matches!(state, VersionState::Scheduled { .. }));
            prop_assert_eq!(scheduled, one(listing.scheduled), "{:?}", step);
            let reached = matches!(listing.place, Place::Shown { .. } | Place::Suspended { .. });
            prop_assert_eq!(listing.live.is_some(), reached, "{:?}", step);
            prop_assert_eq!(listing.version, world.happened.len() as u64);
        }
    }

    /// What a follower that reads the trail makes of it.
    #[test]
    fn the_same_events_in_the_same_order_give_one_state(published in 0_u128..3, steps in steps()) {
        let world = walk(published, &steps, true);
        let mut rebuilt = Dossier::start(world.listing().id, organisation(OWNER));
        for (happened, at) in &world.happened {
            let payload = serde_json::json!(happened).to_string();
            let read: Happened = serde_json::from_str(&payload).expect("a payload");
            prop_assert_eq!(&read, happened);
            apply(&mut rebuilt, &read, *at);
        }
        prop_assert_eq!(&rebuilt, &world.dossier);
        let listing = serde_json::to_string(&rebuilt.listing).expect("JSON");
        prop_assert_eq!(&serde_json::from_str::<Listing>(&listing).expect("a listing"), world.listing());
    }

    /// No clock gives two states: the same steps decide the same, and what is stored does not change by time
    /// alone, only by a command.
    #[test]
    fn time_alone_changes_nothing(published in 0_u128..3, steps in steps(), later in 0_i64..4_000) {
        let world = walk(published, &steps, true);
        prop_assert_eq!(&walk(published, &steps, true), &world);
        let mut idle = world.clone();
        idle.later(later);
        prop_assert_eq!((&idle.dossier, phase(&idle.dossier)), (&world.dossier, phase(&world.dossier)));
        // A job that runs late publishes the same version as one that runs on time.
        if let Some(scheduled) = world.listing().scheduled {
            let VersionState::Scheduled { at } = world.dossier.versions[&scheduled].state else { panic!() };
            let run = |delay: i64| {
                let mut world = world.clone();
                world.now = at + TimeDelta::days(delay);
                let result = world.act(By::Program, Command::PublishDue { version: scheduled });
                (result.is_ok(), world.dossier.versions[&scheduled].state, world.dossier.listing)
            };
            prop_assert_eq!(run(0), run(later));
        }
    }

    #[test]
    fn nothing_is_published_or_submitted_while_a_listing_changes_hands(published in 0_u128..3, steps in steps()) {
        let mut world = World::with(published);
        for (step, days) in steps {
            world.later(days);
            let moving = world.listing().transfer.as_ref().is_some_and(|transfer| transfer.stands(world.now));
            let before = world.happened.len();
            world.step(step);
            for (happened, _) in &world.happened[before..] {
                let update = match happened {
                    Happened::Submitted { .. } | Happened::Scheduled { .. } => true,
                    // The operator rolls back.
                    Happened::Published { again, .. } => !again,
                    _ => false,
                };
                prop_assert!(!(moving && update), "{:?}", happened);
            }
        }
    }
}
