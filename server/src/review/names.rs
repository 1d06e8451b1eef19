//! Names that are too like another one: of listings that customers find, of versions on their way to them,
//! and of brands that are reserved.

use chrono::{DateTime, Utc};
use shared::{
    decisions::receipt::{About, Kind, Receipt, issue},
    ids::{ListingId, OrganisationId, SubmissionId, VersionId},
    listings::{
        model::{Dossier, Version},
        names::{Known, NameCheck, NameInputs, NameVerdict, Whose, alike},
        policy::NamePolicy,
        state::VersionState,
    },
    organisations::model::Organisation,
};
use store::StoreError;

use super::queue::Row;
use crate::{Failure, services::Services};

/// A name that somebody wants.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) name: &'a str,
    pub(crate) organisation: OrganisationId,
    pub(crate) listing: ListingId,
    /// The round in which it is looked at.
    pub(crate) submission: SubmissionId,
}

/// With what a name is compared, beside reserved brands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Among {
    /// Everything that customers find, and what is in review, approved or scheduled.
    All,
    /// Everything that customers find.
    Shown,
}

/// A name on its way to customers.
struct OnItsWay {
    known: Known,
    version: VersionId,
    submission: SubmissionId,
}

/// The names that one is too like, each of another organisation or reserved. They are compared beside the
/// requests, since there may be many.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn alike_to(
    services: &Services,
    asked: Asked<'_>,
    among: Among,
) -> Result<Vec<Known>, Failure> {
    let policy = policy(services).await?;
    let (candidate, organisation) = (asked.name.to_owned(), asked.organisation);
    let on_their_way = match among {
        Among::All => on_their_way(services, asked).await?,
        Among::Shown => Vec::new(),
    };
    let snapshot = services.directory.snapshot();
    let compared = tokio::task::spawn_blocking(move || {
        let brand = |name: &String| Known { name: name.clone(), whose: Whose::Brand };
        let mut known: Vec<_> = policy.reserved.iter().map(brand).collect();
        let others = snapshot.names_of_others(organisation).into_iter();
        known.extend(others.map(|(id, name)| Known { name, whose: Whose::Listing { id } }));
        let mut on_their_way = on_their_way;
        let like = alike(&candidate, on_their_way.iter().map(|one| &one.known), &policy);
        on_their_way.retain(|one| like.iter().any(|like| like.with == one.known));
        let found: Vec<_> = alike(&candidate, &known, &policy).into_iter().map(|one| one.with).collect();
        (found, on_their_way)
    });
    let (mut found, on_their_way) = compared.await.map_err(anyhow::Error::new)?;
    for known in still(services, on_their_way).await? {
        if !found.contains(&known) {
            found.push(known);
        }
    }
    Ok(found)
}

/// The receipt of a name, over the names that it is too like.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn judged(
    services: &Services,
    asked: Asked<'_>,
    known: Vec<Known>,
    now: DateTime<Utc>,
) -> Result<(NameVerdict, Receipt), Failure> {
    let inputs = NameInputs { candidate: asked.name.to_owned(), known, policy: policy(services).await? };
    let about = About { subject: asked.submission.to_string(), policy: super::POLICY_VERSION, at: now };
    Ok(issue::<NameCheck>(about, &inputs))
}

/// The names among those that customers find, and brands, that one is too like; none when a review of the
/// listing has looked at each of them.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn unseen(
    services: &Services,
    asked: Asked<'_>,
    dossier: &Dossier,
) -> Result<Vec<Known>, Failure> {
    // What was published a moment ago counts, too.
    services.directory.catch_up().await.map_err(anyhow::Error::new)?;
    let found = alike_to(services, asked, Among::Shown).await?;
    let mut unseen = found.clone();
    let cleared = dossier.versions.values().filter(|version| version.clearance.is_some());
    for version in cleared.filter(|_| !found.is_empty()) {
        let round = version.submission.id.to_string();
        let receipts = services.store.all_owned_by::<Receipt>(&round).await?;
        let names = receipts.into_iter().filter(|receipt| receipt.kind == Kind::Name);
        for inputs in names.filter_map(|receipt| serde_json::from_value::<NameInputs>(receipt.inputs).ok()) {
            if inputs.candidate == asked.name {
                unseen.retain(|known| !inputs.known.contains(known));
            }
        }
    }
    Ok(if unseen.is_empty() { Vec::new() } else { found })
}

/// The numbers in force. The operator's own name is reserved, too.
async fn policy(services: &Services) -> Result<NamePolicy, StoreError> {
    let operator = services.store.get::<Organisation>(services.store.program().to_string()).await?;
    let name = operator.map(|operator| operator.name.to_string());
    Ok(services.names.clone().reserving(name))
}

/// The names of other organisations' submissions that were neither rejected nor withdrawn.
async fn on_their_way(services: &Services, asked: Asked<'_>) -> Result<Vec<OnItsWay>, StoreError> {
    let standing = services.reviews.now(&services.store, services.clock.now()).await?;
    let others = standing.rows().filter(|row| {
        row.organisation != asked.organisation
            && row.listing != asked.listing
            && row.end.is_none_or(|end| !end.rejected)
    });
    let one = |row: &Row| OnItsWay {
        known: Known { name: row.name.clone(), whose: Whose::Listing { id: row.listing } },
        version: row.of,
        submission: row.id,
    };
    Ok(others.map(one).collect())
}

/// Those whose version is in this very round in review, approved or scheduled. What is published is in the
/// directory, and what it replaced has given its name up.
async fn still(services: &Services, found: Vec<OnItsWay>) -> Result<Vec<Known>, StoreError> {
    let ids = found.iter().map(|one| one.version.to_string()).collect();
    let versions = services.store.get_all::<Version>(ids).await?;
    let stands = |one: &OnItsWay| {
        let version = versions.iter().find(|version| version.id == one.version);
        version.is_some_and(|version| {
            version.submission.id == one.submission
                && match version.state {
                    VersionState::Approved | VersionState::Scheduled { .. } => true,
                    state => state.is_open(),
                }
        })
    };
    Ok(found.into_iter().filter(stands).map(|one| one.known).collect())
}
