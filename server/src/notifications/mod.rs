//! What people are told: fed by events, kept for each, mailed as they prefer.

use shared::ids::PersonId;
use store::StoreError;

use crate::{api::Api, services::Services};

/// Mounts the slice.
pub fn mount(_api: &mut Api) {}

/// How many notifications a person has not read.
///
/// # Errors
/// When the database cannot be read.
pub async fn unread(services: &Services, person: PersonId) -> Result<u64, StoreError> {
    let newest = services
        .store
        .newest_of::<shared::notifications::model::Notification>(&person.to_string(), None, 100)
        .await?;
    Ok(newest.iter().filter(|notification| notification.read_at.is_none()).count() as u64)
}
