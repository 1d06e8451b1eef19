//! Requests, what reviewers ask for, decisions, and taking away.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{
    error::Rejection,
    event::{
        CANCELLED, CertificationEvent, GRANTED, MORE_ASKED, REFUSED, RENEWED, REQUESTED, WITHDRAWN, event,
        kind_of,
    },
    model::{Badge, Certification, Evidence, EvidenceKind, Level, Question, Refused, Request, Withdrawn},
    notices::{self, Notice, What},
    policy::CertificationPolicy,
    standing::{Standing, lapses_on, renewal_opens_on, standing},
};
use crate::{
    canonical::Digest,
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

pub use judge::{CertificationInputs, CertificationVerdict, Certifying, Refusal, Wanted, touch};

/// What can be done to a certification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A partner asks, or shows other evidence for what they asked.
    Request {
        /// For which level.
        level: Level,
        /// What it rests on.
        evidence: Vec<Evidence>,
        /// What is said to what a reviewer asked for.
        answer: Option<Words>,
    },
    /// A partner does not ask any more.
    Cancel,
    /// A reviewer asks for more before they decide.
    AskForMore {
        /// For what.
        words: Words,
    },
    /// A reviewer grants what is asked for, or less.
    Grant {
        /// The level.
        level: Level,
        /// What was looked at, for everybody.
        looked_at: Words,
    },
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
    /// Tells what is due: the job's command.
    Tell,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Somebody or a key of this organisation.
    Partner(OrganisationId),
    /// Somebody of the operator.
    Reviewer(Reviewer),
    /// The program: the job that tells.
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
    /// The operator's organisation: what people do stands in its trail, too.
    pub program: OrganisationId,
    /// Whether customers find the app in the directory.
    pub published: bool,
    /// Hashes of the receipts of reviews that approved a version of the app.
    pub reviews: BTreeSet<Digest>,
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
            told: BTreeSet::new(),
            tell_at: None,
        }
    }
}

/// Decides a command.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(state: &Certification, command: Command, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    match command {
        Command::Request { level, evidence, answer } => request(state, level, evidence, answer, facts),
        Command::Cancel => {
            partner(state, facts)?;
            let Some(request) = &state.request else { return Ok(unchanged(state)) };
            let level = Some(request.level);
            let next = Certification { request: None, ..state.clone() };
            Ok(changed(next, CANCELLED, level, None, facts))
        }
        Command::AskForMore { words } => ask_for_more(state, words, facts),
        Command::Grant { level, looked_at } => judged(state, Deed::Grant { level, looked_at }, facts),
        Command::Refuse { words } => judged(state, Deed::Refuse { words }, facts),
        Command::Withdraw { words } => judged(state, Deed::Withdraw { words }, facts),
        Command::Tell => tell(state, facts),
    }
}

fn partner(state: &Certification, facts: &Facts<'_>) -> Result<(), Rejection> {
    if facts.by == By::Partner(state.organisation) { Ok(()) } else { Err(Rejection::NotYours) }
}

/// From which day on the level that holds can be asked for again; `None` when it can now.
pub fn too_early(
    state: &Certification,
    level: Level,
    policy: &CertificationPolicy,
    now: DateTime<Utc>,
) -> Option<chrono::NaiveDate> {
    match (standing(state, policy, now), &state.badge) {
        (Standing::Valid { .. }, Some(badge)) if level <= badge.level => {
            Some(renewal_opens_on(badge, policy))
        }
        _ => None,
    }
}

fn request(
    state: &Certification,
    level: Level,
    evidence: Vec<Evidence>,
    answer: Option<Words>,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    partner(state, facts)?;
    if !facts.published {
        return Err(Rejection::NotPublished);
    }
    if let Some(day) = too_early(state, level, facts.policy, facts.now) {
        return Err(Rejection::TooEarly(day));
    }
    fitting(level, &evidence, facts)?;
    let by = match &facts.actor {
        Actor::Person { id, .. } => Some(*id),
        Actor::System | Actor::Host { .. } | Actor::Key { .. } => None,
    };
    let mut questions = state.request.as_ref().map(|before| before.questions.clone()).unwrap_or_default();
    let waits = state.request.as_ref().and_then(Request::open_question).is_some();
    match (questions.last_mut().filter(|_| waits), answer) {
        (Some(question), Some(answer)) => question.answer = Some(answer),
        (Some(_), None) => return Err(Rejection::AnswerMissing),
        (None, Some(_)) => return Err(Rejection::NoQuestion),
        (None, None) => {}
    }
    // Who shows more does not go to the end of the queue.
    let at = state.request.as_ref().map_or(facts.now, |before| before.at);
    let request = Request { level, evidence, by, at, questions };
    if state.request.as_ref() == Some(&request) {
        return Ok(unchanged(state));
    }
    let next = Certification { request: Some(request), ..state.clone() };
    Ok(changed(next, REQUESTED, Some(level), None, facts))
}

/// Whether a level can be asked for with this evidence.
fn fitting(level: Level, evidence: &[Evidence], facts: &Facts<'_>) -> Result<(), Rejection> {
    if evidence.len() > facts.policy.max_evidence {
        return Err(Rejection::TooMuchEvidence(facts.policy.max_evidence));
    }
    for one in evidence {
        match (one.kind, &one.review, &one.link) {
            (EvidenceKind::Review, None, _) | (EvidenceKind::Report, _, None) => {
                return Err(Rejection::EvidenceWithoutSource);
            }
            _ => {}
        }
        if one.review.as_ref().is_some_and(|review| !facts.reviews.contains(review)) {
            return Err(Rejection::AnotherReview);
        }
    }
    let missing = judge::missing(level, evidence.iter().map(|one| one.kind), facts.policy);
    if missing.is_empty() { Ok(()) } else { Err(Rejection::EvidenceMissing(missing)) }
}

fn ask_for_more(state: &Certification, words: Words, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    let By::Reviewer(reviewer) = &facts.by else { return Err(Rejection::NotYours) };
    let mut request = state.request.clone().ok_or(Rejection::NoRequest)?;
    touch(reviewer, state.organisation, request.by)?;
    if request.open_question().is_some() {
        return Err(Rejection::AskedAlready);
    }
    request.questions.push(Question { words, at: facts.now, answer: None });
    let level = Some(request.level);
    let next = Certification { request: Some(request), ..state.clone() };
    Ok(changed(next, MORE_ASKED, level, None, facts))
}

/// What a reviewer wants, with what they say.
enum Deed {
    Grant { level: Level, looked_at: Words },
    Refuse { words: Words },
    Withdraw { words: Words },
}

fn judged(state: &Certification, deed: Deed, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    let By::Reviewer(reviewer) = &facts.by else { return Err(Rejection::NotYours) };
    let held = state.badge.clone().filter(|_| state.withdrawn.is_none());
    let (wants, asked) = match (&deed, &state.request) {
        (Deed::Grant { level, .. }, Some(request)) => (Wanted::Grant { level: *level }, Some(request)),
        (Deed::Refuse { .. }, Some(request)) => (Wanted::Refuse, Some(request)),
        (Deed::Grant { .. } | Deed::Refuse { .. }, None) => return Err(Rejection::NoRequest),
        (Deed::Withdraw { .. }, _) => (Wanted::Withdraw, None),
    };
    let inputs = CertificationInputs {
        wants,
        by: reviewer.clone(),
        organisation: state.organisation,
        requested_by: asked.and_then(|request| request.by),
        requested: asked.map(|request| request.level),
        shown: asked.iter().flat_map(|request| &request.evidence).map(|one| one.kind).collect(),
        badge: held,
        today: facts.now.date_naive(),
        policy: facts.policy.clone(),
    };
    let about = About { subject: state.id.to_string(), policy: facts.policy_version, at: facts.now };
    let (verdict, receipt) = issue::<Certifying>(about, &inputs);
    let hash = receipt.hash.clone();
    let next = state.clone();
    let (next, kind, level) = match (verdict, deed) {
        (CertificationVerdict::Refused { why }, _) => return Err(why.into()),
        (
            CertificationVerdict::Granted { issued_on, expires_on, renewal },
            Deed::Grant { level, looked_at },
        ) => {
            let issuer = facts.policy.issuer.clone();
            let badge = Badge { issuer, level, issued_on, expires_on, looked_at, receipt: hash.clone() };
            let kind = if renewal { RENEWED } else { GRANTED };
            let told = BTreeSet::new();
            let next = Certification {
                request: None,
                badge: Some(badge),
                refused: None,
                withdrawn: None,
                told,
                ..next
            };
            (next, kind, Some(level))
        }
        (CertificationVerdict::NotGranted, Deed::Refuse { words }) => {
            let refused = Some(Refused { words, at: facts.now, receipt: hash.clone() });
            (Certification { request: None, refused, ..next }, REFUSED, inputs.requested)
        }
        (CertificationVerdict::Withdrawn, Deed::Withdraw { words }) => {
            let level = state.badge.as_ref().map(|badge| badge.level);
            let withdrawn = Some(Withdrawn { words, at: facts.now, receipt: hash.clone() });
            (Certification { withdrawn, ..next }, WITHDRAWN, level)
        }
        // A verdict answers what was wanted.
        (_, Deed::Grant { .. } | Deed::Refuse { .. } | Deed::Withdraw { .. }) => {
            return Err(Rejection::NoRequest);
        }
    };
    let decision = changed(next, kind, level, Some(hash), facts);
    Ok(Decision { receipt: Some(receipt), ..decision })
}

fn tell(state: &Certification, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    if facts.by != By::Program {
        return Err(Rejection::NotYours);
    }
    let Some(badge) = state.badge.as_ref().filter(|_| state.withdrawn.is_none()) else {
        return Ok(unchanged(state));
    };
    let due = notices::due(badge, facts.policy, &state.told, facts.now.date_naive());
    let Some(Notice { on, what }) = due.tell else { return Ok(unchanged(state)) };
    let level = Some(badge.level);
    let until = match what {
        What::RenewalOpens | What::EndsSoon { .. } => badge.expires_on,
        What::RemediationBegins | What::LapsesSoon { .. } | What::Lapsed => lapses_on(badge, facts.policy),
    };
    let mut told = state.told.clone();
    told.extend(due.over);
    told.insert(Notice { on, what });
    let mut decision = changed(Certification { told, ..state.clone() }, kind_of(what), level, None, facts);
    for event in &mut decision.events {
        if let Ok(payload) = serde_json::from_value::<CertificationEvent>(event.payload.clone()) {
            event.payload = serde_json::json!(CertificationEvent { until: Some(until), ..payload });
        }
    }
    // What nobody did stands where it is read: with the partner.
    decision.events.truncate(1);
    Ok(decision)
}

fn unchanged(state: &Certification) -> Decision {
    Decision { next: state.clone(), events: Vec::new(), receipt: None }
}

/// The next state with its event: in the partner's trail, and in the operator's.
fn changed(
    next: Certification,
    kind: &'static str,
    level: Option<Level>,
    receipt: Option<Digest>,
    facts: &Facts<'_>,
) -> Decision {
    let holds = next.badge.as_ref().filter(|_| next.withdrawn.is_none());
    let tell_at = holds.and_then(|badge| notices::next(badge, facts.policy, &next.told));
    let next = Certification { version: next.version + 1, tell_at, ..next };
    let event = event(kind, &next, level, receipt, &facts.actor, facts.now);
    let mut events = vec![event.clone()];
    if facts.program != next.organisation {
        events.push(NewEvent { organisation: facts.program, ..event });
    }
    Decision { next, events, receipt: None }
}

#[cfg(test)]
mod tests;
