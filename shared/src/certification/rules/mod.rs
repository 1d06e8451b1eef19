//! Requests, decisions, and taking away.

use chrono::{DateTime, Utc};

use super::{
    error::Rejection,
    event::{CANCELLED, GRANTED, REFUSED, RENEWED, REQUESTED, WITHDRAWN, event},
    model::{Badge, Certification, Evidence, EvidenceKind, Level, Refused, Request, Withdrawn},
    policy::CertificationPolicy,
    standing::{Standing, renewal_opens_on, standing},
};
use crate::{
    decisions::{
        receipt::{About, Receipt, issue},
        words::Words,
    },
    event::{Actor, NewEvent},
    ids::{CertificationId, ListingId, OrganisationId},
    marketplace::model::BadgeKind,
    review::rules::verdict::Reviewer,
};

mod judge;

pub use judge::{CertificationInputs, CertificationVerdict, Certifying, Refusal, Wanted};

/// What can be done to a certification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A partner asks, or shows other evidence for what they asked.
    Request {
        /// For which level.
        level: Level,
        /// What it rests on.
        evidence: Vec<Evidence>,
    },
    /// A partner does not ask any more.
    Cancel,
    /// A reviewer grants what is asked for.
    Grant,
    /// A reviewer does not.
    Refuse {
        /// Why, for the partner.
        words: Words,
    },
    /// The operator takes away what holds.
    Withdraw {
        /// Why.
        words: Words,
    },
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Somebody or a key of this organisation.
    Partner(OrganisationId),
    /// Somebody of the operator.
    Reviewer(Reviewer),
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
    /// Version of the program policy in force.
    pub policy_version: u32,
    /// Its numbers.
    pub policy: &'p CertificationPolicy,
}

/// The certification as it is from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// To be stored when there are events.
    pub next: Certification,
    /// Empty when it says already what is asked for.
    pub events: Vec<NewEvent>,
    /// How it was judged, where it was.
    pub receipt: Option<Receipt>,
}

impl Certification {
    /// One that nobody has asked for yet. It is stored with its first request.
    pub const fn start(
        id: CertificationId,
        listing: ListingId,
        organisation: OrganisationId,
        competency: BadgeKind,
    ) -> Self {
        Self {
            id,
            version: 0,
            listing,
            organisation,
            competency,
            request: None,
            badge: None,
            refused: None,
            withdrawn: None,
        }
    }
}

/// Decides a command.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(state: &Certification, command: Command, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    match command {
        Command::Request { level, evidence } => request(state, level, evidence, facts),
        Command::Cancel => {
            partner(state, facts)?;
            let Some(request) = &state.request else { return Ok(unchanged(state)) };
            let level = Some(request.level);
            let next = Certification { request: None, ..state.clone() };
            Ok(changed(next, CANCELLED, level, None, facts))
        }
        Command::Grant => judged(state, Wanted::Grant, None, facts),
        Command::Refuse { words } => judged(state, Wanted::Refuse, Some(words), facts),
        Command::Withdraw { words } => {
            let By::Reviewer(reviewer) = &facts.by else { return Err(Rejection::NotYours) };
            if reviewer.organisations.contains(&state.organisation) {
                return Err(Rejection::OwnOrganisation);
            }
            if !standing(state, facts.policy, facts.now).holds() {
                return Err(Rejection::NothingHolds);
            }
            let withdrawn = Some(Withdrawn { words, at: facts.now });
            let level = state.badge.as_ref().map(|badge| badge.level);
            let next = Certification { withdrawn, ..state.clone() };
            Ok(changed(next, WITHDRAWN, level, None, facts))
        }
    }
}

fn partner(state: &Certification, facts: &Facts<'_>) -> Result<(), Rejection> {
    if facts.by == By::Partner(state.organisation) { Ok(()) } else { Err(Rejection::NotYours) }
}

fn request(
    state: &Certification,
    level: Level,
    evidence: Vec<Evidence>,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    partner(state, facts)?;
    if let (Standing::Valid { .. }, Some(badge)) = (standing(state, facts.policy, facts.now), &state.badge)
        && level <= badge.level
    {
        return Err(Rejection::TooEarly(renewal_opens_on(badge, facts.policy)));
    }
    let bare = |one: &Evidence| one.kind != EvidenceKind::Statement && one.digest.is_none();
    if evidence.iter().any(bare) {
        return Err(Rejection::EvidenceWithoutDocument);
    }
    let missing = judge::missing(level, evidence.iter().map(|one| one.kind), facts.policy);
    if !missing.is_empty() {
        return Err(Rejection::EvidenceMissing(missing));
    }
    let by = match &facts.actor {
        Actor::Person { id, .. } => Some(*id),
        Actor::System | Actor::Host { .. } | Actor::Key { .. } => None,
    };
    // Who shows more does not go to the end of the queue.
    let at = state.request.as_ref().map_or(facts.now, |before| before.at);
    let request = Request { level, evidence, by, at };
    if state.request.as_ref() == Some(&request) {
        return Ok(unchanged(state));
    }
    let next = Certification { request: Some(request), ..state.clone() };
    Ok(changed(next, REQUESTED, Some(level), None, facts))
}

fn judged(
    state: &Certification,
    wants: Wanted,
    words: Option<Words>,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    let By::Reviewer(reviewer) = &facts.by else { return Err(Rejection::NotYours) };
    let request = state.request.as_ref().ok_or(Rejection::NoRequest)?;
    let inputs = CertificationInputs {
        wants,
        by: reviewer.clone(),
        organisation: state.organisation,
        requested_by: request.by,
        level: request.level,
        shown: request.evidence.iter().map(|one| one.kind).collect(),
        badge: state.badge.clone().filter(|_| state.withdrawn.is_none()),
        today: facts.now.date_naive(),
        policy: facts.policy.clone(),
    };
    let about = About { subject: state.id.to_string(), policy: facts.policy_version, at: facts.now };
    let (verdict, receipt) = issue::<Certifying>(about, &inputs);
    let (level, hash) = (request.level, receipt.hash.clone());
    let before = Certification { request: None, ..state.clone() };
    let (next, kind) = match verdict {
        CertificationVerdict::Refused { why } => return Err(why.into()),
        CertificationVerdict::Granted { issued_on, expires_on, renewal } => {
            let issuer = facts.policy.issuer.clone();
            let badge = Badge { issuer, level, issued_on, expires_on, receipt: hash.clone() };
            let next = Certification { badge: Some(badge), refused: None, withdrawn: None, ..before };
            (next, if renewal { RENEWED } else { GRANTED })
        }
        CertificationVerdict::NotGranted => {
            let words = words.ok_or(Rejection::NoRequest)?;
            let refused = Some(Refused { words, at: facts.now, receipt: hash.clone() });
            (Certification { refused, ..before }, REFUSED)
        }
    };
    let decision = changed(next, kind, Some(level), Some(hash), facts);
    Ok(Decision { receipt: Some(receipt), ..decision })
}

fn unchanged(state: &Certification) -> Decision {
    Decision { next: state.clone(), events: Vec::new(), receipt: None }
}

fn changed(
    next: Certification,
    kind: &'static str,
    level: Option<Level>,
    receipt: Option<crate::canonical::Digest>,
    facts: &Facts<'_>,
) -> Decision {
    let next = Certification { version: next.version + 1, ..next };
    let event = event(kind, &next, level, receipt, &facts.actor, facts.now);
    Decision { next, events: vec![event], receipt: None }
}

#[cfg(test)]
mod tests;
