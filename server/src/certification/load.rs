//! Reads an app with everything that decisions about its certifications rest on.

use shared::{
    certification::{
        api::Reviewed,
        draft::Draft,
        error::Rejection,
        model::Certification,
        policy::CertificationPolicy,
        rules::{By, Facts},
    },
    event::Actor,
    ids::{CertificationId, ListingId, OrganisationId},
    listings::model::Dossier,
    marketplace::{
        model::{BadgeKind, Listing},
        state::ListingState,
    },
    review::model::{Case, Outcome},
};
use store::{StoreError, competency_key};

use super::POLICY_VERSION;
use crate::{Failure, listings, services::Services};

/// Certifications of one app that are read: one of each competency.
const MOST: usize = 16;

/// An app and its certifications.
pub(super) struct Loaded {
    pub(super) listing: ListingId,
    pub(super) organisation: OrganisationId,
    /// What the app is called.
    pub(super) name: String,
    /// As customers see it; `None` while they do not.
    pub(super) shown: Option<Listing>,
    /// Reviews that approved a version, the last one first.
    pub(super) reviews: Vec<Reviewed>,
    pub(super) certifications: Vec<Certification>,
    pub(super) policy: CertificationPolicy,
}

impl Loaded {
    /// The certification of a competency; `None` while nobody has asked for it.
    pub(super) fn of(&self, competency: BadgeKind) -> Option<&Certification> {
        self.certifications.iter().find(|one| one.competency == competency)
    }

    /// Whether customers find it in the directory.
    pub(super) fn published(&self) -> bool {
        self.shown.as_ref().is_some_and(|shown| shown.state == ListingState::Published)
    }

    /// What a decision rests on.
    pub(super) fn facts(&self, services: &Services, by: By, actor: Actor) -> Facts<'_> {
        Facts {
            now: services.clock.now(),
            by,
            actor,
            program: services.store.program(),
            published: self.published(),
            reviews: self.reviews.iter().map(|review| review.receipt.clone()).collect(),
            policy_version: POLICY_VERSION,
            policy: &self.policy,
        }
    }
}

/// An app of an organisation.
///
/// # Errors
/// 404 when it is not one of theirs; a failure of the database.
pub(super) async fn app(
    services: &Services,
    organisation: OrganisationId,
    listing: ListingId,
) -> Result<Loaded, Failure> {
    let known = listings::known(services, listing).await?;
    let known = known.filter(|known| known.dossier.listing.organisation == organisation);
    of(services, known.ok_or(Rejection::NotYours)?).await
}

/// A certification with its app, whoever's it is.
///
/// # Errors
/// 404 when it is not there; a failure of the database.
pub(super) async fn certification(
    services: &Services,
    id: CertificationId,
) -> Result<(Certification, Loaded), Failure> {
    let found = services.store.get::<Certification>(id.to_string()).await?;
    let found = found.ok_or(Rejection::NoCertification)?;
    let known = listings::known(services, found.listing).await?.ok_or(Rejection::NoCertification)?;
    let loaded = of(services, known).await?;
    Ok((found, loaded))
}

async fn of(services: &Services, known: listings::Known) -> Result<Loaded, Failure> {
    let listing = known.dossier.listing.id;
    Ok(Loaded {
        listing,
        organisation: known.dossier.listing.organisation,
        reviews: approved_reviews(services, &known.dossier).await?,
        certifications: services.store.owned_by(&listing.to_string(), None, MOST).await?,
        policy: super::policy(services).await?,
        name: known.name,
        shown: known.shown,
    })
}

/// The reviews that approved a version of an app, the last one first.
async fn approved_reviews(services: &Services, dossier: &Dossier) -> Result<Vec<Reviewed>, StoreError> {
    let ids = dossier.versions.values().map(|version| version.submission.id.to_string()).collect();
    let cases = services.store.get_all::<Case>(ids).await?;
    let mut reviews: Vec<_> = cases
        .into_iter()
        .filter_map(|case| match case.outcome {
            Some(Outcome::Approved { at, receipt }) => {
                Some(Reviewed { receipt, submission: case.id, label: case.label, at })
            }
            _ => None,
        })
        .collect();
    reviews.sort_by_key(|review| std::cmp::Reverse((review.at, review.submission)));
    Ok(reviews)
}

/// What is written and not sent.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn draft(
    services: &Services,
    listing: ListingId,
    competency: BadgeKind,
) -> Result<Option<Draft>, StoreError> {
    services.store.get(competency_key(listing, competency)).await
}
