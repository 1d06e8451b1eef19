//! What people, keys, organisations and listings are called now, by their ids.

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    identity::model::{ApiKey, Person},
    ids::{KeyId, ListingId, OrganisationId, PersonId},
    listings::{draft::Draft, field::Field},
    organisations::model::Organisation,
};
use store::StoreError;

use crate::services::Services;

/// Names by id. Who is gone, and ids of other kinds, have none.
pub(crate) type Names = BTreeMap<String, String>;

/// The same, with partners of the marketplace that have no account here.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn with_partners(services: &Services, ids: &BTreeSet<String>) -> Result<Names, StoreError> {
    let mut names = of(services, ids).await?;
    let unknown = ids.iter().filter(|id| !names.contains_key(*id));
    let partners: Vec<OrganisationId> = unknown.filter_map(|id| id.parse().ok()).collect();
    for id in partners {
        let partner = services.store.partner(id).await?;
        names.extend(partner.map(|partner| (id.to_string(), partner.name)));
    }
    Ok(names)
}

/// Looks the names up, a read for each kind.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn of(services: &Services, ids: &BTreeSet<String>) -> Result<Names, StoreError> {
    let with = |prefix: &str| -> Vec<String> {
        let is_one = |id: &&String| id.split_once('_').is_some_and(|(kind, _)| kind == prefix);
        ids.iter().filter(is_one).cloned().collect()
    };
    let mut names = Names::new();
    for person in services.store.get_all::<Person>(with(PersonId::PREFIX)).await? {
        names.insert(person.id.to_string(), person.name.to_string());
    }
    for key in services.store.get_all::<ApiKey>(with(KeyId::PREFIX)).await? {
        names.insert(key.id.to_string(), key.name.to_string());
    }
    for organisation in services.store.get_all::<Organisation>(with(OrganisationId::PREFIX)).await? {
        names.insert(organisation.id.to_string(), organisation.name.to_string());
    }
    let listings: Vec<ListingId> = with(ListingId::PREFIX).iter().filter_map(|id| id.parse().ok()).collect();
    for listing in services.store.listings(&listings).await? {
        names.insert(listing.id.to_string(), listing.name);
    }
    // What nobody has published yet is called as its draft says.
    let drafts = listings.iter().map(ToString::to_string).filter(|id| !names.contains_key(id)).collect();
    for draft in services.store.get_all::<Draft>(drafts).await? {
        let name = draft.fields.get(&Field::Name).and_then(|written| written.value.as_str());
        names.extend(name.map(|name| (draft.listing.to_string(), name.to_owned())));
    }
    Ok(names)
}
