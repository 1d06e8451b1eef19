//! A listing with its reviews, and shorthands.

use super::*;

pub(super) fn organisation(number: u128) -> OrganisationId {
    OrganisationId::from_ulid(ulid::Ulid(number))
}

pub(super) fn person(number: u128) -> PersonId {
    PersonId::from_ulid(ulid::Ulid(number))
}

pub(super) fn version(number: u128) -> VersionId {
    VersionId::from_ulid(ulid::Ulid(number))
}

pub(super) fn words(text: &str) -> Words {
    text.parse().expect("words")
}

pub(super) const OWNER: u128 = 1;
pub(super) const OTHER: u128 = 2;
pub(super) const PROGRAM: u128 = 3;
pub(super) const REVIEWER: u128 = 50;

pub(super) fn partner() -> By {
    By::Partner(organisation(OWNER))
}

pub(super) fn frozen(bytes: &str) -> Frozen {
    Frozen {
        manifest: Digest::of_bytes(format!("manifest {bytes}")),
        artefact: Some(Digest::of_bytes(format!("artefact {bytes}"))),
        content: Digest::of_bytes(format!("content {bytes}")),
    }
}

/// A listing with its reviews, as a server holds them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct World {
    pub(super) dossier: Dossier,
    pub(super) cases: BTreeMap<SubmissionId, Case>,
    pub(super) happened: Vec<(Happened, DateTime<Utc>)>,
    pub(super) events: Vec<NewEvent>,
    pub(super) now: DateTime<Utc>,
    /// Whether who is put in charge of a suspension can lift it.
    pub(super) in_charge_can: bool,
    /// Whether a partner stands behind an offer's address.
    pub(super) receiver_can: bool,
    /// What the clean-up would find.
    pub(super) failing: Vec<Criterion>,
    pub(super) changes: crate::review::model::Changes,
}

impl World {
    pub(super) fn new() -> Self {
        let id = listing_id("ledger-bridge");
        let started = start(id, organisation(OWNER), &Actor::System, START);
        let changes = crate::review::model::Changes { first: true, ..Default::default() };
        Self {
            dossier: started.next,
            cases: BTreeMap::new(),
            happened: vec![(started.happened.expect("started"), START)],
            events: started.events,
            now: START,
            in_charge_can: true,
            receiver_can: true,
            failing: Vec::new(),
            changes,
        }
    }

    pub(super) fn listing(&self) -> &Listing {
        &self.dossier.listing
    }

    pub(super) fn state(&self, number: u128) -> VersionState {
        self.dossier.versions[&version(number)].state
    }

    pub(super) fn case_of(&self, id: VersionId) -> Option<Case> {
        let submission = self.dossier.versions.get(&id)?.submission.id;
        self.cases.get(&submission).cloned()
    }

    /// Decides as a handler does: loads, decides, keeps, and opens the review of a submission.
    pub(super) fn act(&mut self, by: By, command: Command) -> Result<Option<Happened>, Rejection> {
        let case = match &command {
            Command::FollowReview { version } => self.case_of(*version),
            _ => None,
        };
        let policy = ListingPolicy::default();
        let facts = Facts {
            now: self.now,
            by,
            actor: Actor::System,
            policy: &policy,
            case: case.as_ref(),
            nags: &[],
            label_taken: false,
            replacement_published: true,
            in_charge_can: self.in_charge_can,
            receiver_can: self.receiver_can,
            failing: &self.failing,
        };
        let decision = decide(&self.dossier, command, &facts)?;
        self.dossier = decision.next;
        self.events.extend(decision.events);
        if let Some(
            Happened::Submitted { version, submission, .. } | Happened::Held { version, submission },
        ) = &decision.happened
        {
            let opening = Opening {
                id: submission.id,
                listing: self.listing().id,
                of: *version,
                organisation: self.listing().organisation,
                submitted_by: None,
                frozen: submission.frozen.digest(),
                name: "Ledger Bridge".to_owned(),
                label: "1.0.0".parse().expect("a label"),
                round: 1,
                category: slug("finance"),
                changes: self.changes.clone(),
                name_held: false,
                record: review::Record::default(),
            };
            let policy = ReviewPolicy::default();
            let opened = review::open(opening, &[], &self.review_facts(review::By::Program, &policy));
            self.cases.insert(submission.id, opened.next);
        }
        if let Some(happened) = &decision.happened {
            self.happened.push((happened.clone(), self.now));
        }
        Ok(decision.happened)
    }

    pub(super) fn must(&mut self, by: By, command: Command) {
        let text = format!("{command:?}");
        if let Err(rejection) = self.act(by, command) {
            panic!("{text}: {rejection}");
        }
    }

    pub(super) fn refused(&mut self, by: By, command: Command) -> Rejection {
        self.act(by, command).expect_err("a refusal")
    }

    pub(super) fn review_facts<'p>(&self, by: review::By, policy: &'p ReviewPolicy) -> review::Facts<'p> {
        let now = self.now;
        let program = organisation(PROGRAM);
        review::Facts {
            now,
            by,
            actor: Actor::System,
            program,
            policy_version: 1,
            policy,
            to: None,
            assigns: false,
        }
    }

    /// Lets the review of a version make a step, and the listing follow.
    pub(super) fn review(&mut self, number: u128, by: review::By, command: review::Command) -> bool {
        let Some(case) = self.case_of(version(number)) else { return false };
        let policy = ReviewPolicy::default();
        let Ok(decision) = review::decide(&case, command, &self.review_facts(by, &policy)) else {
            return false;
        };
        self.cases.insert(decision.next.id, decision.next);
        true
    }

    pub(super) fn follow(&mut self, number: u128) {
        self.must(By::Program, Command::FollowReview { version: version(number) });
    }

    /// Takes the review of a version through every stage to this end, as far as it goes.
    pub(super) fn pipeline(&mut self, number: u128, ruling: Ruling) {
        for stage in StageKind::ALL.into_iter().filter(|stage| stage.is_automated()) {
            self.review(number, review::By::Program, review::Command::Begin { stage });
            let finish = review::Command::Finish { stage, passed: true, findings: Vec::new() };
            self.review(number, review::By::Program, finish);
        }
        let by = || review::By::Reviewer(reviewer());
        self.review(number, by(), review::Command::Claim);
        for stage in [StageKind::SecurityReview, StageKind::EditorialReview] {
            self.review(number, by(), review::Command::Pass { stage, findings: Vec::new() });
        }
        self.review(number, by(), review::Command::Decide { ruling });
    }

    /// The same, and the listing follows.
    pub(super) fn reviewed(&mut self, number: u128, ruling: Ruling) {
        self.pipeline(number, ruling);
        self.follow(number);
    }

    /// A version that is approved.
    pub(super) fn approved(&mut self, number: u128) {
        self.must(partner(), submit(number, 1));
        self.reviewed(number, Ruling::Approve);
        assert_eq!(self.state(number), VersionState::Approved);
    }

    pub(super) fn published(&mut self, number: u128) {
        self.approved(number);
        self.must(partner(), Command::Publish { version: version(number) });
    }

    pub(super) fn later(&mut self, days: i64) {
        self.now += TimeDelta::days(days);
    }
}

pub(super) fn reviewer() -> Reviewer {
    Reviewer { person: person(REVIEWER), organisations: [organisation(PROGRAM)].into() }
}

pub(super) fn submit(number: u128, round: u128) -> Command {
    Command::Submit {
        version: version(number),
        label: format!("1.{number}.0").parse().expect("a label"),
        submission: SubmissionId::from_ulid(ulid::Ulid(number * 100 + round)),
        frozen: frozen(&format!("{number}/{round}")),
    }
}

pub(super) fn request_changes() -> Ruling {
    let field = |field, text| crate::review::model::Request { field: Some(field), words: words(text) };
    Ruling::RequestChanges {
        requests: vec![field(Field::Tagline, "Shorter."), field(Field::Data, "Say where.")],
        message: None,
    }
}
