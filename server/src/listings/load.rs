//! Reads a listing with everything that decisions and views of it rest on.

use shared::{
    ids::{ListingId, OrganisationId},
    listings::{
        draft::Draft,
        model::{Dossier, Listing, Version},
    },
    marketplace,
};
use store::{StoreError, Unit};

use super::{hidden, is_of};
use crate::{Failure, services::Services};

/// A listing, its versions and its draft.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    pub(super) dossier: Dossier,
    pub(super) draft: Draft,
    /// As customers see it; `None` while they do not.
    pub(super) shown: Option<marketplace::model::Listing>,
}

impl Loaded {
    pub(super) const fn new(dossier: Dossier, draft: Draft) -> Self {
        Self { dossier, draft, shown: None }
    }

    /// What came by import, of which nothing else is stored yet.
    pub(super) fn imported(shown: marketplace::model::Listing) -> Self {
        let (dossier, draft) = (Dossier::imported(&shown), Draft::imported(&shown));
        Self { dossier, draft, shown: Some(shown) }
    }

    /// Writes the draft as it is from now on. The first write of what was imported makes the listing, too.
    pub(super) fn write_draft(&self, next: &Draft, unit: &mut Unit) {
        if self.dossier.listing.version == 0 {
            unit.create(&Listing { version: 1, ..self.dossier.listing.clone() });
        }
        if self.draft.version == 0 {
            unit.create(next);
        } else {
            unit.update(next);
        }
    }
}

/// A listing of an organisation.
///
/// # Errors
/// 404 when it is not one of theirs; a failure of the database.
pub(super) async fn one(
    services: &Services,
    organisation: OrganisationId,
    id: ListingId,
) -> Result<Loaded, Failure> {
    let loaded = any(services, id).await?;
    if is_of(&loaded.dossier.listing, organisation) { Ok(loaded) } else { Err(hidden()) }
}

/// A listing of any organisation.
///
/// # Errors
/// 404 when it is not there; a failure of the database.
pub(super) async fn any(services: &Services, id: ListingId) -> Result<Loaded, Failure> {
    find(services, id).await?.ok_or_else(hidden)
}

/// A listing, whoever's it is; `None` when there is none.
///
/// # Errors
/// A failure of the database.
pub(super) async fn find(services: &Services, id: ListingId) -> Result<Option<Loaded>, StoreError> {
    if let Some(listing) = services.store.get::<Listing>(id.to_string()).await? {
        return Ok(Some(of(services, listing).await?));
    }
    Ok(services.store.listing(id).await?.map(Loaded::imported))
}

/// What belongs to a listing that was read.
///
/// # Errors
/// A failure of the database.
pub(super) async fn of(services: &Services, listing: Listing) -> Result<Loaded, StoreError> {
    let key = listing.id.to_string();
    let versions = services.store.all_owned_by::<Version>(&key).await?;
    let versions = versions.into_iter().map(|version| (version.id, version)).collect();
    let shown = services.store.listing(listing.id).await?;
    let draft = match (services.store.get::<Draft>(key).await?, &shown) {
        (Some(draft), _) => draft,
        (None, Some(shown)) => Draft::imported(shown),
        (None, None) => Draft { version: 0, ..Draft::start(listing.id) },
    };
    Ok(Loaded { dossier: Dossier { listing, versions }, draft, shown })
}
