//! Single sign-on over HTTP: an organisation's provider vouches for its people.

mod addresses;
mod admission;
mod finish;
mod outside;
mod provider;
mod settings;
mod start;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use shared::{
    identity::email::{Domain, Email},
    ids::OrganisationId,
    organisations::model::DomainClaim,
    sign_on::model::Connection,
};
use store::StoreError;

use self::{outside::Reach, provider::Providers};
use crate::{api::Api, services::Services};

/// How often a write is decided anew when somebody else came first.
const ATTEMPTS: u32 = 5;
/// Most domains of an organisation.
const MOST_DOMAINS: usize = 1_000;

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    let providers = Arc::new(Providers::new(Reach::of(&api.services().site)));
    settings::mount(api, &providers);
    start::mount(api, &providers);
    finish::mount(api, &providers);
}

/// Whether who has this address may sign in through their organisation's provider and in no other way.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_required(services: &Services, email: &Email) -> Result<bool, StoreError> {
    Ok(at_domain(services, &email.domain()).await?.is_some_and(|connection| connection.required))
}

/// The connection of the organisation that has proved a domain.
async fn at_domain(services: &Services, domain: &Domain) -> Result<Option<Connection>, StoreError> {
    let claim = services.store.find::<DomainClaim>(domain.as_str()).await?;
    // Also where nobody has the domain: the one takes as long as the other.
    let organisation = claim.map_or(OrganisationId::from_ulid(ulid::Ulid::nil()), |claim| claim.organisation);
    services.store.get::<Connection>(organisation.to_string()).await
}

/// The domains that an organisation has proved, by name.
async fn domains_of(services: &Services, organisation: OrganisationId) -> Result<Vec<Domain>, StoreError> {
    let claims =
        services.store.owned_by::<DomainClaim>(&organisation.to_string(), None, MOST_DOMAINS).await?;
    let proved = claims.into_iter().filter(|claim| claim.verified_at.is_some());
    let mut domains: Vec<Domain> = proved.map(|claim| claim.domain).collect();
    domains.sort();
    Ok(domains)
}

/// Where providers send people back to.
fn redirect(services: &Services) -> String {
    format!("{}/sign-on/callback", services.site.origin)
}

/// Whether a write lost a race and is worth another decision.
const fn lost(error: &StoreError) -> bool {
    matches!(error, StoreError::VersionConflict { .. } | StoreError::Taken { .. } | StoreError::Busy)
}
