//! What can be done to a listing.
//!
//! A decision is one thing that happened, and the next state is what [`apply`] makes of it: the same events
//! in the same order give the same state, whatever the clock says.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    clean_up::Criterion,
    error::Rejection,
    event::Happened,
    model::{Dossier, Frozen, Label},
    nags::{Level, Nag},
    policy::ListingPolicy,
    state::{Place, Shown},
};
use crate::{
    canonical::Digest,
    decisions::words::Words,
    event::{Actor, NewEvent},
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, TransferId, VersionId},
    review::model::Case,
};

mod apply;
mod ownership;
mod places;
mod versions;

pub use apply::apply;
pub use versions::can_be_live_again;

/// What can be done to a listing. Clients choose ids; the server hashes what is frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Freezes the draft as a new version, or as a new round of one that was asked to change.
    Submit {
        /// A new id, or that of the version that was asked to change.
        version: VersionId,
        /// As the partner names it.
        label: Label,
        /// Id of the round.
        submission: SubmissionId,
        /// What is frozen.
        frozen: Frozen,
    },
    /// Takes a version back from review; its review is withdrawn in the same unit.
    Withdraw {
        /// Which.
        version: VersionId,
    },
    /// Says what was done about what the review asks for.
    Answer {
        /// Which.
        version: VersionId,
        /// By the place of the request, from 0.
        answers: Vec<(usize, Words)>,
    },
    /// Takes over what the review of a version says. The review is a fact.
    FollowReview {
        /// Which.
        version: VersionId,
    },
    /// Publishes an approved version now.
    Publish {
        /// Which.
        version: VersionId,
    },
    /// Publishes the first version of a listing now, for who has its link.
    PublishByLink {
        /// Which.
        version: VersionId,
        /// Hash of the token in the link.
        link: Digest,
    },
    /// Publishes an approved version at an instant, or at another one than before.
    Schedule {
        /// Which.
        version: VersionId,
        /// When.
        at: DateTime<Utc>,
    },
    /// Takes a version off the schedule.
    Unschedule {
        /// Which.
        version: VersionId,
    },
    /// Publishes a scheduled version whose instant has come: the job's command.
    PublishDue {
        /// Which.
        version: VersionId,
    },
    /// Sends a version that could be published to a person, because its name is too like another one by now.
    Hold {
        /// Which.
        version: VersionId,
        /// Id of the round.
        submission: SubmissionId,
    },
    /// Makes a version live again that was live before.
    RollBack {
        /// Which.
        to: VersionId,
    },
    /// Takes the listing out of the directory; who has the link reaches it.
    Unlist {
        /// Hash of the token in the link; `None` when the address alone is enough.
        link: Option<Digest>,
    },
    /// The same by the clean-up.
    CleanUp {
        /// Hash of its receipt.
        receipt: Digest,
    },
    /// Puts an unlisted or deprecated listing back into the directory.
    Relist,
    /// Says what replaces the listing.
    Deprecate {
        /// What does.
        replacement: ListingId,
    },
    /// Ends the listing; a review that is open is withdrawn in the same unit.
    Archive,
    /// Takes the listing away for a while.
    Suspend {
        /// Who of the operator is in charge.
        owner: PersonId,
        /// Why.
        reason: Words,
        /// What has to happen so that it is lifted.
        way_back: Words,
    },
    /// Brings the listing back.
    Lift,
    /// Offers the listing to another organisation.
    Offer {
        /// A new id.
        transfer: TransferId,
        /// To whom.
        to: OrganisationId,
    },
    /// Takes the offer back, declines it, or stops the change, by who asks.
    EndOffer,
    /// Accepts the offer: quarantine begins.
    AcceptOffer,
    /// Says that the new owner was verified.
    VerifyOwner,
    /// Changes the owner after the quarantine: the job's command.
    ChangeOwner,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", content = "organisation", rename_all = "snake_case")]
pub enum By {
    /// Somebody or a key of this organisation.
    Partner(OrganisationId),
    /// Somebody of the operator.
    Operator,
    /// The program: a job, or a follower of reviews.
    Program,
}

/// What a decision rests on beside the dossier and the command.
#[derive(Clone, Debug)]
pub struct Facts<'f> {
    /// The instant.
    pub now: DateTime<Utc>,
    /// Who asks.
    pub by: By,
    /// The same, as the trail names them.
    pub actor: Actor,
    /// The numbers.
    pub policy: &'f ListingPolicy,
    /// The round of the version that [`Command::FollowReview`] names.
    pub case: Option<&'f Case>,
    /// What the draft lacks.
    pub nags: &'f [Nag],
    /// Whether another version has the label of a [`Command::Submit`].
    pub label_taken: bool,
    /// Whether the listing of a [`Command::Deprecate`] is published.
    pub replacement_published: bool,
    /// Whether the person of a [`Command::Suspend`] can lift it again.
    pub in_charge_can: bool,
    /// Whether the organisation of a [`Command::Offer`] is a partner with people, who can accept.
    pub receiver_can: bool,
    /// What the clean-up would find today.
    pub failing: &'f [Criterion],
}

/// The dossier as it is from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// To be stored: the listing, and the versions that are other than before.
    pub next: Dossier,
    /// What happened; `None` when it says already what is asked for and nothing is written.
    pub happened: Option<Happened>,
    /// The same on the spine.
    pub events: Vec<NewEvent>,
}

/// Starts a listing.
pub fn start(id: ListingId, organisation: OrganisationId, actor: &Actor, now: DateTime<Utc>) -> Decision {
    let next = Dossier::start(id, organisation);
    let happened = Happened::Started { organisation };
    let events = happened.at(&next.listing, actor, now);
    Decision { next, happened: Some(happened), events }
}

/// Decides a command.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(state: &Dossier, command: Command, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    let happened = match command {
        Command::Submit { version, label, submission, frozen } => {
            versions::submit(state, version, label, submission, frozen, facts)?
        }
        Command::Withdraw { version } => versions::withdraw(state, version, facts)?,
        Command::Answer { version, answers } => versions::answer(state, version, answers, facts)?,
        Command::FollowReview { version } => versions::follow(state, version, facts)?,
        Command::Publish { version } => versions::publish(state, version, facts)?,
        Command::PublishByLink { version, link } => versions::publish_by_link(state, version, link, facts)?,
        Command::Schedule { version, at } => versions::schedule(state, version, at, facts)?,
        Command::Unschedule { version } => versions::unschedule(state, version, facts)?,
        Command::PublishDue { version } => versions::publish_due(state, version, facts)?,
        Command::Hold { version, submission } => versions::hold(state, version, submission, facts)?,
        Command::RollBack { to } => versions::roll_back(state, to, facts)?,
        Command::Unlist { link } => places::unlist(state, link, facts)?,
        Command::CleanUp { receipt } => places::clean_up(state, receipt, facts)?,
        Command::Relist => places::relist(state, facts)?,
        Command::Deprecate { replacement } => places::deprecate(state, replacement, facts)?,
        Command::Archive => places::archive(state, facts)?,
        Command::Suspend { owner, reason, way_back } => {
            places::suspend(state, owner, reason, way_back, facts)?
        }
        Command::Lift => places::lift(state, facts)?,
        Command::Offer { transfer, to } => ownership::offer(state, transfer, to, facts)?,
        Command::EndOffer => ownership::end(state, facts)?,
        Command::AcceptOffer => ownership::accept(state, facts)?,
        Command::VerifyOwner => ownership::verify(state, facts)?,
        Command::ChangeOwner => ownership::change(state, facts)?,
    };
    let mut next = state.clone();
    let Some(happened) = happened else {
        return Ok(Decision { next, happened: None, events: Vec::new() });
    };
    apply(&mut next, &happened, facts.now);
    let events = happened.at(&state.listing, &facts.actor, facts.now);
    Ok(Decision { next, happened: Some(happened), events })
}

/// What happened; `None` when nothing has to.
type Change = Result<Option<Happened>, Rejection>;

/// Refuses whoever is not of the listing's owner.
fn owner(state: &Dossier, facts: &Facts<'_>) -> Result<(), Rejection> {
    if facts.by == By::Partner(state.listing.organisation) { Ok(()) } else { Err(Rejection::NotYours) }
}

fn operator(facts: &Facts<'_>) -> Result<(), Rejection> {
    if facts.by == By::Operator { Ok(()) } else { Err(Rejection::NotYours) }
}

fn program(facts: &Facts<'_>) -> Result<(), Rejection> {
    if facts.by == By::Program { Ok(()) } else { Err(Rejection::NotYours) }
}

fn alive(state: &Dossier) -> Result<(), Rejection> {
    if state.listing.place == Place::Archived { Err(Rejection::Archived) } else { Ok(()) }
}

/// Refuses updates while the listing changes hands.
fn settled(state: &Dossier, now: DateTime<Utc>) -> Result<(), Rejection> {
    let moving = state.listing.transfer.as_ref().is_some_and(|transfer| transfer.stands(now));
    if moving { Err(Rejection::ChangingHands) } else { Ok(()) }
}

/// How customers reach it.
fn shown(state: &Dossier) -> Result<&Shown, Rejection> {
    match &state.listing.place {
        Place::Shown { shown } => Ok(shown),
        Place::Draft => Err(Rejection::NotShown),
        Place::Suspended { .. } => Err(Rejection::Suspended),
        Place::Archived => Err(Rejection::Archived),
    }
}

fn missing(nags: &[Nag]) -> usize {
    nags.iter().filter(|nag| nag.level == Level::Required).count()
}

#[cfg(test)]
mod tests;
