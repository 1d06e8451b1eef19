//! The clean-up: apps that nobody looks after do not stay in the directory.
//!
//! Every published app is judged once a day by what Guildhall knows of it: its last release, its
//! certifications, who has it installed where that is counted, and what its health endpoint answers, which is
//! called just before. What is not known, such as how long customers wait for support, counts against nobody.

pub(super) mod console;
mod health;
mod job;
mod observe;
pub(super) mod partner;
#[cfg(test)]
mod tests;
mod view;

use std::sync::LazyLock;

use shared::{
    event::Actor,
    ids::OrganisationId,
    listings::clean_up::{CleanUp, CleanUpPolicy, Observed, rules},
};
use store::Unit;

pub(crate) use self::job::{clean_up_due, look_at_all};
pub(super) use self::{health::look_again, observe::failing, view::for_partner};
use crate::services::Services;

/// The numbers until the program publishes its own.
static POLICY: LazyLock<CleanUpPolicy> = LazyLock::new(CleanUpPolicy::default);
/// Their version: receipts name it.
const POLICY_VERSION: u32 = 1;

/// What a decision rests on.
fn facts<'f>(
    services: &Services,
    organisation: OrganisationId,
    observed: &'f Observed,
    actor: Actor,
) -> rules::Facts<'f> {
    rules::Facts {
        now: services.clock.now(),
        actor,
        organisation,
        program: services.store.program(),
        observed,
        policy_version: POLICY_VERSION,
        policy: &POLICY,
    }
}

/// Puts a decision into a unit.
fn put(before: &CleanUp, decision: &rules::Decision, unit: &mut Unit) {
    if decision.events.is_empty() {
        return;
    }
    if before.version == 0 {
        unit.create(&decision.next);
    } else {
        unit.update(&decision.next);
    }
    if let Some(receipt) = &decision.receipt {
        unit.put(receipt);
    }
    decision.events.iter().cloned().for_each(|event| unit.event(event));
}
