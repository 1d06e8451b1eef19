//! A version whose name is too like another one by now is not published: a person looks at it first.

use serde::{Deserialize, Serialize};
use shared::{
    event::Actor,
    ids::{SubmissionId, VersionId},
    listings::{
        error::Rejection,
        event::Happened,
        governance::deed::Deed,
        names::{Known, Whose},
        rules::{By, Command, Decision},
    },
    review,
};
use store::{Document, Table, Unit};

use super::{
    content,
    decide::Given,
    load::Loaded,
    versions::{self, Opened},
};
use crate::{
    Failure,
    review::names::{self, Asked},
    services::Services,
};

/// The order in which names come before customers, over all servers: raised by each that does. Whoever compared
/// a name before another one came out is overtaken, and compares anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NameOrder {
    version: u64,
}

impl Document for NameOrder {
    const TABLE: Table = Table::NameOrder;
    fn key(&self) -> String {
        "only".to_owned()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl NameOrder {
    /// Puts a name that was compared into the order, in the unit that publishes it.
    pub(super) fn next(&self, unit: &mut Unit) {
        let next = Self { version: self.version + 1 };
        match self.version {
            0 => unit.create(&next),
            _ => unit.update(&next),
        }
    }
}

/// What becomes of a version that is about to be published.
pub(super) enum Check {
    /// Nothing hinders it. Of a name that is new to customers, the order in which it was compared.
    Clear(Option<NameOrder>),
    /// It goes back to review.
    Held(Box<Held>),
    /// It cannot go back to review as things are, and is not published either.
    Refused(Rejection),
}

/// A version that goes back to review.
pub(super) struct Held {
    pub(super) deed: Deed,
    /// The program decides it.
    pub(super) given: Given<'static>,
    pub(super) decision: Decision,
    /// The review that is opened.
    pub(super) review: review::rules::Decision,
}

/// The version that a decision makes public, now or at an instant.
pub(super) fn goes_public(decision: &Decision) -> Option<VersionId> {
    match decision.happened.as_ref()? {
        Happened::Published { version, .. } | Happened::Scheduled { version, .. } => Some(*version),
        _ => None,
    }
}

/// Compares the name of what a decision makes public with the names that customers find now. One that they
/// know it by already is its own, and an operator who rolls back has looked.
///
/// # Errors
/// A failure of the database.
pub(super) async fn check(
    services: &Services,
    loaded: &Loaded,
    decision: &Decision,
    given: &Given<'_>,
) -> Result<Check, Failure> {
    let before = &loaded.dossier;
    let id = goes_public(decision).filter(|_| given.by != By::Operator);
    let Some(version) = id.and_then(|id| before.versions.get(&id)) else { return Ok(Check::Clear(None)) };
    let Some(content) = content(services, &version.submission.frozen).await? else {
        return Ok(Check::Clear(None));
    };
    if loaded.shown.as_ref().is_some_and(|shown| shown.name == content.name) {
        return Ok(Check::Clear(None));
    }
    let order = services.store.get::<NameOrder>("only").await?.unwrap_or_default();
    let submission = SubmissionId::new(&*services.ids);
    let listing = &before.listing;
    let (organisation, listing) = (listing.organisation, listing.id);
    let asked = Asked { name: &content.name, organisation, listing, submission };
    let found = names::unseen(services, asked, before).await?;
    let Some(first) = found.first().map(|known| known.name.clone()) else {
        return Ok(Check::Clear(Some(order)));
    };
    let program = Given::new(By::Program, Actor::System, given.now);
    let command = Command::Hold { version: version.id, submission };
    let held = match program.decide(before, command) {
        Ok(held) => held,
        // Another version is in review, or this one was live before.
        Err(Rejection::VersionOpen | Rejection::NotApproved) => {
            return Ok(Check::Refused(Rejection::NameHeld(public(services, &found).await?)));
        }
        Err(refused) => return Ok(Check::Refused(refused)),
    };
    tracing::warn!(version = %version.id, like = %first, "a version was held because of its name");
    let opened = Opened { version: version.id, content: &content, held: found };
    let review = versions::open(services, loaded, &held.next, opened, Actor::System, given.now).await?;
    let deed = Deed::Hold { version: version.id, submission };
    Ok(Check::Held(Box::new(Held { deed, given: program, decision: held, review })))
}

/// The first of these names that everybody can read; what is reached by a link is not given away.
async fn public(services: &Services, found: &[Known]) -> Result<Option<String>, Failure> {
    for known in found {
        let shown = match known.whose {
            Whose::Brand => true,
            Whose::Listing { id } => {
                let listing = services.store.listing(id).await?;
                listing.is_some_and(|listing| listing.state.in_directory())
            }
        };
        if shown {
            return Ok(Some(known.name.clone()));
        }
    }
    Ok(None)
}
