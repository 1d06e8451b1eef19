//! The clean-up carried out, looked at beforehand, and appealed.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{
    Appeal, AppealAnswer, CleanUp, CleanUpPolicy, Criterion, Observed, Stage,
    appeal::{AppealInputs, AppealVerdict, Appealing, Wanted},
    judge::{CleanUpInputs, CleaningUp, Step},
};
use crate::{
    decisions::{
        receipt::{About, Judged, Receipt, Rule, issue},
        words::Words,
    },
    event::{Actor, NewEvent},
    ids::{ListingId, OrganisationId},
    review::rules::verdict::Reviewer,
};

/// The partner was told what fails.
pub const NOTICED: &str = "clean_up.noticed";
/// What was named is mended.
pub const CLEARED: &str = "clean_up.cleared";
/// The app was unlisted; `app.unlisted` stands beside it.
pub const UNLISTED: &str = "clean_up.unlisted";
/// The partner appealed.
pub const APPEALED: &str = "clean_up.appealed";
/// The appeal was granted.
pub const APPEAL_GRANTED: &str = "clean_up.appeal_granted";
/// The appeal was refused.
pub const APPEAL_REFUSED: &str = "clean_up.appeal_refused";

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Looks at the app: the job's command.
    Look,
    /// Says why a notice is wrong. The partner's command.
    Appeal {
        /// Why.
        words: Words,
    },
    /// Leaves the app alone for a while. The operator's command.
    GrantAppeal {
        /// Who decides.
        by: Reviewer,
    },
    /// Lets the clock run on. The operator's command.
    RefuseAppeal {
        /// Who decides.
        by: Reviewer,
        /// Why.
        words: Words,
    },
}

/// What a decision rests on beside state and command. Who may do what is declared with the endpoints.
#[derive(Clone, Debug)]
pub struct Facts<'f> {
    /// The instant.
    pub now: DateTime<Utc>,
    /// Who asks.
    pub actor: Actor,
    /// Whose app it is.
    pub organisation: OrganisationId,
    /// The operator's organisation: what happens stands in its trail, too.
    pub program: OrganisationId,
    /// What was observed.
    pub observed: &'f Observed,
    /// Version of the program policy in force.
    pub policy_version: u32,
    /// Its numbers.
    pub policy: &'f CleanUpPolicy,
}

/// The state from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// To be stored when there are events.
    pub next: CleanUp,
    /// Empty when nothing happens.
    pub events: Vec<NewEvent>,
    /// What the clean-up does; `None` for an appeal. On [`Step::Unlist`] the listing is unlisted in the
    /// same unit, by [`crate::listings::rules::Command::CleanUp`].
    pub step: Option<Step>,
    /// How it was judged; kept when something happens. `None` for an appeal that is made.
    pub receipt: Option<Receipt>,
}

/// Why an appeal is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// There is nothing to appeal against.
    #[error("No notice stands against this app, so there is nothing to appeal.")]
    NoNotice,
    /// There was one.
    #[error("An appeal against this notice was made already. Its answer stands beside it.")]
    AppealedAlready,
    /// There is none.
    #[error("No appeal waits for an answer. Reload the page.")]
    NoAppeal,
    /// There is no such app.
    #[error("No such app is in the marketplace. Go back to the list and reload it.")]
    NoSuchApp,
    /// Who decides belongs to the organisation that appeals, or appealed themselves.
    #[error("You belong to the organisation that appeals. Leave it to somebody who does not.")]
    OwnOrganisation,
}

impl Rejection {
    /// The HTTP status that fits.
    pub const fn status(self) -> u16 {
        match self {
            Self::NoNotice | Self::AppealedAlready | Self::NoAppeal => 409,
            Self::NoSuchApp => 404,
            Self::OwnOrganisation => 403,
        }
    }
}

fn inputs(state: &CleanUp, observed: &Observed, policy: &CleanUpPolicy, now: DateTime<Utc>) -> CleanUpInputs {
    CleanUpInputs {
        stage: state.stage.clone(),
        exempt_until: state.exempt_until,
        observed: observed.clone(),
        policy: policy.clone(),
        now,
    }
}

/// What would happen to an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// To which.
    pub listing: ListingId,
    /// What, and why.
    pub judged: Judged<Step>,
}

/// What would happen at an instant, in the order given. Nothing is carried out.
pub fn preview<'a>(
    apps: impl IntoIterator<Item = (&'a CleanUp, &'a Observed)>,
    policy: &CleanUpPolicy,
    now: DateTime<Utc>,
) -> Vec<Preview> {
    let look = |(state, observed): (&CleanUp, &Observed)| Preview {
        listing: state.listing,
        judged: CleaningUp::judge(&inputs(state, observed, policy, now)),
    };
    apps.into_iter().map(look).collect()
}

/// What an app fails now, by name: what keeps it from being listed again. Nothing does while it is left alone.
pub fn failing_now(
    state: Option<&CleanUp>,
    observed: &Observed,
    policy: &CleanUpPolicy,
    now: DateTime<Utc>,
) -> Vec<Criterion> {
    if state.is_some_and(|state| state.is_exempt(now)) {
        return Vec::new();
    }
    super::judge::failing(observed, policy, now).into_iter().map(|one| one.criterion).collect()
}

/// Decides a command.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(state: &CleanUp, command: Command, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    match command {
        Command::Look => Ok(look(state, facts)),
        Command::Appeal { words } => appeal(state, words, facts),
        Command::GrantAppeal { by } => answer(state, by, None, facts),
        Command::RefuseAppeal { by, words } => answer(state, by, Some(words), facts),
    }
}

/// Grants an appeal, or refuses it with `words`.
fn answer(
    state: &CleanUp,
    by: Reviewer,
    words: Option<Words>,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    let appeal = state.open_appeal().ok_or(Rejection::NoAppeal)?;
    let inputs = AppealInputs {
        wants: if words.is_some() { Wanted::Refuse } else { Wanted::Grant },
        by,
        organisation: facts.organisation,
        appealed_by: appeal.by,
        appealed_at: appeal.at,
        policy: facts.policy.clone(),
        now: facts.now,
    };
    let about = About { subject: state.listing.to_string(), policy: facts.policy_version, at: facts.now };
    let (verdict, receipt) = issue::<Appealing>(about, &inputs);
    let mut next = state.clone();
    let decision = match (verdict, words) {
        (AppealVerdict::Granted { exempt_until }, _) => {
            let payload = serde_json::json!({ "exempt_until": exempt_until, "receipt": receipt.hash });
            let next = CleanUp { stage: Stage::Clear, exempt_until: Some(exempt_until), ..next };
            changed(next, APPEAL_GRANTED, payload, facts)
        }
        (AppealVerdict::Refused, Some(words)) => {
            if let Stage::Noticed { appeal: Some(appeal), .. }
            | Stage::Unlisted { appeal: Some(appeal), .. } = &mut next.stage
            {
                appeal.answer = Some(AppealAnswer { at: facts.now, words, receipt: receipt.hash.clone() });
            }
            changed(next, APPEAL_REFUSED, serde_json::json!({ "receipt": receipt.hash }), facts)
        }
        (AppealVerdict::Barred | AppealVerdict::Refused, _) => return Err(Rejection::OwnOrganisation),
    };
    Ok(Decision { receipt: Some(receipt), ..decision })
}

fn appeal(state: &CleanUp, words: Words, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    let mut next = state.clone();
    match &mut next.stage {
        Stage::Clear => return Err(Rejection::NoNotice),
        Stage::Noticed { appeal: Some(_), .. } | Stage::Unlisted { appeal: Some(_), .. } => {
            return Err(Rejection::AppealedAlready);
        }
        Stage::Noticed { appeal, .. } | Stage::Unlisted { appeal, .. } => {
            let by = match &facts.actor {
                Actor::Person { id, .. } => Some(*id),
                Actor::System | Actor::Host { .. } | Actor::Key { .. } => None,
            };
            *appeal = Some(Appeal { at: facts.now, words, by, answer: None });
        }
    }
    Ok(changed(next, APPEALED, serde_json::json!({}), facts))
}

fn look(state: &CleanUp, facts: &Facts<'_>) -> Decision {
    let about = About { subject: state.listing.to_string(), policy: facts.policy_version, at: facts.now };
    let inputs = inputs(state, facts.observed, facts.policy, facts.now);
    let (step, receipt) = issue::<CleaningUp>(about, &inputs);
    let names = |failing: &[super::Failing]| -> BTreeSet<Criterion> {
        failing.iter().map(|one| one.criterion).collect()
    };
    let (stage, kind) = match &step {
        Step::Nothing { .. } | Step::Wait { .. } => {
            let next = state.clone();
            return Decision { next, events: Vec::new(), step: Some(step), receipt: Some(receipt) };
        }
        Step::Notify { failing, grace_until } => {
            let named = names(failing);
            let noticed = Stage::Noticed { at: facts.now, named, grace_until: *grace_until, appeal: None };
            (noticed, NOTICED)
        }
        Step::Clear => (Stage::Clear, CLEARED),
        Step::Unlist { failing } => {
            let appeal = match &state.stage {
                Stage::Noticed { appeal, .. } | Stage::Unlisted { appeal, .. } => appeal.clone(),
                Stage::Clear => None,
            };
            (Stage::Unlisted { at: facts.now, named: names(failing), appeal }, UNLISTED)
        }
    };
    let payload = serde_json::json!({ "step": step, "receipt": receipt.hash });
    let decision = changed(CleanUp { stage, ..state.clone() }, kind, payload, facts);
    Decision { step: Some(step), receipt: Some(receipt), ..decision }
}

fn changed(next: CleanUp, kind: &'static str, payload: serde_json::Value, facts: &Facts<'_>) -> Decision {
    let event = NewEvent {
        organisation: facts.organisation,
        actor: facts.actor.clone(),
        kind,
        subject: next.listing.to_string(),
        payload,
        at: facts.now,
    };
    let mut events = vec![event.clone()];
    if facts.program != facts.organisation {
        events.push(NewEvent { organisation: facts.program, ..event });
    }
    let next = CleanUp { version: next.version + 1, ..next };
    Decision { next, events, step: None, receipt: None }
}

#[cfg(test)]
mod tests;
