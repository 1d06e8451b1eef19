//! A key as it is shown.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    identity::{
        api::{KeyState, KeyView},
        model::{ApiKey, KeyOwner, Person},
    },
    ids::PersonId,
};
use store::StoreError;

use crate::services::Services;

/// The keys in their order, with the names of their makers.
pub(super) async fn of_all(services: &Services, keys: Vec<ApiKey>) -> Result<Vec<KeyView>, StoreError> {
    let makers: BTreeSet<PersonId> = keys.iter().map(|key| key.made_by).collect();
    let makers: Vec<String> = makers.iter().map(PersonId::to_string).collect();
    let makers = services.store.get_all::<Person>(makers).await?;
    let now = services.clock.now();
    let name = |id| makers.iter().find(|maker| maker.id == id).map(|maker| maker.name.to_string());
    Ok(keys.into_iter().map(|key| view(&key, name(key.made_by), now)).collect())
}

pub(super) async fn of(services: &Services, key: &ApiKey) -> Result<KeyView, StoreError> {
    let maker = services.store.get::<Person>(key.made_by.to_string()).await?;
    Ok(view(key, maker.map(|maker| maker.name.to_string()), services.clock.now()))
}

fn view(key: &ApiKey, made_by_name: Option<String>, now: DateTime<Utc>) -> KeyView {
    KeyView {
        id: key.id,
        version: key.version,
        name: key.name.to_string(),
        person: match key.owner {
            KeyOwner::Person(person) => Some(person),
            KeyOwner::Organisation => None,
        },
        made_by: key.made_by,
        made_by_name,
        scopes: key.scopes,
        state: if key.revoked_at.is_some() {
            KeyState::Revoked
        } else if now >= key.expires_at {
            KeyState::Expired
        } else {
            KeyState::Works
        },
        made_at: key.made_at,
        expires_at: key.expires_at,
        used_at: key.used_at,
        retiring_until: key.retiring.as_ref().map(|retiring| retiring.until).filter(|until| now < *until),
    }
}
