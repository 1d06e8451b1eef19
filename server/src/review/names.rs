//! Names that are too like another one: of listings that customers find, of versions on their way to them,
//! and of brands that are reserved.

use chrono::{DateTime, Utc};
use shared::{
    decisions::receipt::{About, Kind, Receipt, issue},
    ids::{ListingId, OrganisationId, SubmissionId, VersionId},
    listings::{
        model::{Dossier, Version},
        names::{Candidate, Forms, Known, NameCheck, NameInputs, NameVerdict, Whose, alike, by_strength},
        policy::NamePolicy,
        state::VersionState,
    },
    organisations::model::Organisation,
};
use store::StoreError;

use super::queue::Row;
use crate::{Failure, directory::Snapshot, services::Services};

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
        let found = shown_alike(&candidate, organisation, &snapshot, &policy, false);
        let compared = Candidate::new(&candidate, &policy);
        let mut on_their_way = on_their_way;
        on_their_way
            .retain(|one| compared.like(&Forms::of(&one.known.name, &policy), one.known.whose).is_some());
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

/// The names that one is too like and that everybody can see, the most alike first: what a partner is told while
/// the name is written.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn public_alike_to(
    services: &Services,
    name: &str,
    organisation: OrganisationId,
) -> Result<Vec<String>, Failure> {
    let (policy, snapshot) = (policy(services).await?, services.directory.snapshot());
    let candidate = name.to_owned();
    let compared = tokio::task::spawn_blocking(move || {
        let found = shown_alike(&candidate, organisation, &snapshot, &policy, true);
        found.into_iter().map(|known| known.name).collect()
    });
    Ok(compared.await.map_err(anyhow::Error::new)?)
}

/// The brands, and the names of everybody else's listings, that one is too like; `public` leaves out those that
/// customers do not find.
fn shown_alike(
    name: &str,
    organisation: OrganisationId,
    snapshot: &Snapshot,
    policy: &NamePolicy,
    public: bool,
) -> Vec<Known> {
    let brand = |name: &String| Known { name: name.clone(), whose: Whose::Brand };
    let brands: Vec<_> = policy.reserved.iter().map(brand).collect();
    let mut found = alike(name, &brands, policy);
    let others = snapshot.names_like(&Candidate::new(name, policy), organisation).into_iter();
    found.extend(others.filter(|(_, is_public)| *is_public || !public).map(|(like, _)| like));
    by_strength(found).into_iter().map(|like| like.with).collect()
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
