//! Decisions about listings, and what of them is written.

use chrono::{DateTime, Utc};
use shared::{
    event::Actor,
    listings::{
        clean_up::Criterion,
        error::Rejection,
        governance::Governed,
        model::{Dossier, Listing, Version},
        nags::Nag,
        policy::ListingPolicy,
        rules::{By, Command, Decision, Facts, decide},
    },
    review::model::Case,
};
use store::Unit;

/// The numbers until the program publishes its own.
pub(super) static POLICY: std::sync::LazyLock<ListingPolicy> =
    std::sync::LazyLock::new(ListingPolicy::default);

/// What a command rests on beside the dossier.
pub(super) struct Given<'g> {
    pub(super) by: By,
    pub(super) actor: Actor,
    pub(super) now: DateTime<Utc>,
    pub(super) case: Option<&'g Case>,
    pub(super) nags: &'g [Nag],
    pub(super) label_taken: bool,
    pub(super) replacement_published: bool,
    pub(super) in_charge_can: bool,
    pub(super) receiver_can: bool,
    /// What the clean-up would find today.
    pub(super) failing: Vec<Criterion>,
}

impl Given<'_> {
    pub(super) const fn new(by: By, actor: Actor, now: DateTime<Utc>) -> Self {
        Self {
            by,
            actor,
            now,
            case: None,
            nags: &[],
            label_taken: false,
            replacement_published: false,
            in_charge_can: false,
            receiver_can: false,
            failing: Vec::new(),
        }
    }

    pub(super) fn decide(&self, state: &Dossier, command: Command) -> Result<Decision, Rejection> {
        let facts = Facts {
            now: self.now,
            by: self.by,
            actor: self.actor.clone(),
            policy: &POLICY,
            case: self.case,
            nags: self.nags,
            label_taken: self.label_taken,
            replacement_published: self.replacement_published,
            in_charge_can: self.in_charge_can,
            receiver_can: self.receiver_can,
            failing: &self.failing,
        };
        decide(state, command, &facts)
    }
}

/// Puts a decision into a unit.
pub(super) fn put(before: &Dossier, decision: &Decision, unit: &mut Unit) {
    if decision.happened.is_none() {
        return;
    }
    let next = &decision.next;
    if before.listing.version == 0 {
        unit.create(&next.listing);
    } else {
        unit.update(&next.listing);
    }
    for (id, version) in &next.versions {
        match before.versions.get(id) {
            None => unit.create(version),
            Some(old) if old != version => unit.update(version),
            Some(_) => {}
        }
    }
    govern(&before.listing, &next.listing, unit);
    decision.events.iter().cloned().for_each(|event| unit.event(event));
}

/// Keeps what the operator looks after beside the listings: see [`Governed`].
fn govern(before: &Listing, next: &Listing, unit: &mut Unit) {
    match (Governed::of(before), Governed::of(next)) {
        (before, after) if before == after => {}
        (_, Some(after)) => unit.put(&after),
        (_, None) => unit.remove::<Governed>(next.id.to_string()),
    }
}

/// A decision of a listing's partner, or of the program, at an instant: for what is made rather than asked for.
///
/// # Errors
/// What the rules refuse.
pub(crate) fn decided(
    state: &Dossier,
    command: Command,
    by: By,
    actor: Actor,
    now: DateTime<Utc>,
) -> Result<Decision, Rejection> {
    Given::new(by, actor, now).decide(state, command)
}

/// What a review says of its version, at an instant.
///
/// # Errors
/// What the rules refuse.
pub(crate) fn followed(state: &Dossier, case: &Case, now: DateTime<Utc>) -> Result<Decision, Rejection> {
    let given = Given { case: Some(case), ..Given::new(By::Program, Actor::System, now) };
    given.decide(state, Command::FollowReview { version: case.of })
}

/// Puts a listing of which nothing is stored into a unit, with all of its versions.
pub(crate) fn put_new(next: &Dossier, unit: &mut Unit) {
    unit.create(&Listing { version: 1, ..next.listing.clone() });
    for version in next.versions.values() {
        unit.create(&Version { version: 1, ..version.clone() });
    }
    if let Some(governed) = Governed::of(&next.listing) {
        unit.put(&governed);
    }
}
