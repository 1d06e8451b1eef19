//! What can be done to a test tenant.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{
    error::Rejection,
    event::{CREATED, DELETED, EXPIRED, EXTENDED, RENEWED, RESET, SECRET_REPLACED, TARGET_CHANGED, event},
    model::Sandbox,
    policy::SandboxPolicy,
    target::Target,
};
use crate::{
    event::{Actor, NewEvent},
    ids::{ListingId, OrganisationId, SandboxId},
    webhooks::secret::SigningSecret,
};

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Makes one. The client chooses id and seed, the server draws the secret.
    Create {
        /// A new id.
        id: SandboxId,
        /// For which app.
        listing: ListingId,
        /// Where the app is called.
        target: Target,
        /// What its data are made from.
        seed: u32,
        /// Signs what is sent to the app.
        secret: SigningSecret,
    },
    /// Makes its data anew.
    Reset,
    /// Calls the app elsewhere.
    ChangeTarget {
        /// Where.
        target: Target,
    },
    /// Signs with another secret from now on. The server draws it.
    ReplaceSecret {
        /// The other one.
        secret: SigningSecret,
    },
    /// Wants it longer.
    Renew,
    /// It is used: something is sent, or its data are read.
    Use,
    /// Its day may have come. Asked by a job; before the day nothing happens.
    Expire,
    /// Deletes it.
    Delete,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Somebody or a key of this organisation who may manage sandboxes.
    Partner(OrganisationId),
    /// The program: the runner of stages, the job that clears up.
    Program,
}

/// What a decision rests on beside state and command.
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    /// The instant.
    pub now: DateTime<Utc>,
    /// Who asks.
    pub by: By,
    /// The same, as the trail names them.
    pub actor: Actor,
    /// The numbers in force.
    pub policy: &'p SandboxPolicy,
    /// Whose the app is that a new one is for; `None` when there is no such app.
    pub owner: Option<OrganisationId>,
    /// Sandboxes for the same app that are not over. Read for [`Command::Create`].
    pub held: usize,
}

/// The sandbox as it is from now on, `None` when it is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// To be stored when there are events.
    pub next: Option<Sandbox>,
    /// Empty when nothing changes.
    pub events: Vec<NewEvent>,
}

/// Decides a command; `state` is `None` for a new one.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(state: Option<&Sandbox>, command: Command, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    let Command::Create { id, listing, target, seed, secret } = command else {
        let state = state.ok_or(Rejection::NotYours)?;
        may_touch(state, facts)?;
        return change(state, command, facts);
    };
    if state.is_some() {
        return Err(Rejection::IdTaken);
    }
    let organisation = match facts.by {
        By::Partner(organisation) if facts.owner == Some(organisation) => organisation,
        By::Partner(_) | By::Program => return Err(Rejection::NotYours),
    };
    may_call(&target, facts)?;
    let tenants = &facts.policy.tenants;
    if facts.held >= tenants.max_per_app {
        return Err(Rejection::TooMany(tenants.max_per_app));
    }
    let today = facts.now.date_naive();
    let sandbox = Sandbox {
        id,
        version: 1,
        organisation,
        listing,
        target,
        seed,
        generation: 1,
        secret,
        created_at: facts.now,
        renewed_on: today,
        expires_on: after(today, tenants.life_days),
    };
    let event = event(CREATED, &sandbox, &facts.actor, facts.now);
    Ok(Decision { next: Some(sandbox), events: vec![event] })
}

fn change(state: &Sandbox, command: Command, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    let today = facts.now.date_naive();
    match command {
        // What is over is deleted all the same.
        Command::Delete => Ok(gone(DELETED, state, facts)),
        Command::Expire if state.is_over(facts.now) => Ok(gone(EXPIRED, state, facts)),
        _ if state.is_over(facts.now) => Err(Rejection::Over(state.expires_on)),
        Command::Create { .. } => Err(Rejection::IdTaken),
        Command::Expire => Ok(unchanged(state)),
        Command::Reset => {
            let generation = state.generation.saturating_add(1);
            Ok(changed(RESET, Sandbox { generation, ..state.clone() }, facts))
        }
        Command::ChangeTarget { target } => {
            may_call(&target, facts)?;
            if target == state.target {
                return Ok(unchanged(state));
            }
            Ok(changed(TARGET_CHANGED, Sandbox { target, ..state.clone() }, facts))
        }
        Command::ReplaceSecret { secret } if secret == state.secret => Ok(unchanged(state)),
        Command::ReplaceSecret { secret } => {
            Ok(changed(SECRET_REPLACED, Sandbox { secret, ..state.clone() }, facts))
        }
        Command::Renew => {
            let expires_on = state.expires_on.max(after(today, facts.policy.tenants.life_days));
            let next = Sandbox { renewed_on: today.max(state.renewed_on), expires_on, ..state.clone() };
            Ok(if next == *state { unchanged(state) } else { changed(RENEWED, next, facts) })
        }
        Command::Use => {
            let tenants = &facts.policy.tenants;
            let until = after(today, tenants.use_days).min(after(state.renewed_on, tenants.unattended_days));
            if until <= state.expires_on {
                return Ok(unchanged(state));
            }
            Ok(changed(EXTENDED, Sandbox { expires_on: until, ..state.clone() }, facts))
        }
    }
}

/// The program uses every sandbox and clears it up; everybody else only their own.
fn may_touch(state: &Sandbox, facts: &Facts<'_>) -> Result<(), Rejection> {
    match facts.by {
        By::Program => Ok(()),
        By::Partner(organisation) if organisation == state.organisation => Ok(()),
        By::Partner(_) => Err(Rejection::NotYours),
    }
}

fn may_call(target: &Target, facts: &Facts<'_>) -> Result<(), Rejection> {
    target.check(&facts.policy.addresses).map_err(Rejection::TargetRefused)
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

fn unchanged(state: &Sandbox) -> Decision {
    Decision { next: Some(state.clone()), events: Vec::new() }
}

fn gone(kind: &'static str, state: &Sandbox, facts: &Facts<'_>) -> Decision {
    Decision { next: None, events: vec![event(kind, state, &facts.actor, facts.now)] }
}

fn changed(kind: &'static str, next: Sandbox, facts: &Facts<'_>) -> Decision {
    let next = Sandbox { version: next.version + 1, ..next };
    let event = event(kind, &next, &facts.actor, facts.now);
    Decision { next: Some(next), events: vec![event] }
}

#[cfg(test)]
mod tests;
