//! Keys to the API: listed, made, rotated, ended; and the public keys by which the server signs.

mod change;
#[cfg(test)]
mod tests;
mod view;

use shared::{
    identity::{
        api::{Keys, ListKeys, ListSigningKeys},
        model::{ApiKey, KeyOwner},
        rules::access::Caller,
    },
    ids::OrganisationId,
    organisations::permission::{Permission, Permissions},
};
use store::StoreError;

use crate::{
    api::{Answer, Api, Call, Outcome},
    services::Services,
    signing,
};

/// Keys read at a time.
const PAGE: usize = 500;

/// Mounts the endpoints.
pub(super) fn mount(api: &mut Api) {
    api.mount::<ListKeys, _, _>(list);
    api.mount::<ListSigningKeys, _, _>(list_signing_keys);
    change::mount(api);
}

async fn list(services: Services, call: Call<ListKeys>) -> Outcome<ListKeys> {
    let (me, seat) = match &call.visitor.caller {
        Caller::Person(person) => (Some(person.person), person.seat),
        Caller::Key { seat, .. } => (None, Some(*seat)),
        Caller::Anonymous => (None, None),
    };
    let held = seat.map(|seat| seat.permissions).unwrap_or_default();
    let mut keys = of_organisation(&services, call.path.organisation).await?;
    keys.sort_by_key(|key| std::cmp::Reverse((key.made_at, key.id)));
    let is_mine = |key: &ApiKey| me.is_some_and(|me| key.owner == KeyOwner::Person(me));
    let (mine, others): (Vec<ApiKey>, Vec<ApiKey>) = keys.into_iter().partition(is_mine);
    let others = held.has(Permission::KeysRead).then_some(others);
    // A key makes no other keys.
    let scopes = match (me, seat) {
        (Some(_), Some(seat)) => Permissions::of_keys(seat.kind).and(held),
        (None, _) | (_, None) => Permissions::NONE,
    };
    Ok(Answer::Value(Keys {
        mine: view::of_all(&services, mine).await?,
        organisation: match others {
            None => None,
            Some(others) => Some(view::of_all(&services, others).await?),
        },
        scopes,
    }))
}

/// Every key of an organisation and of its members.
pub(in crate::identity) async fn of_organisation(
    services: &Services,
    organisation: OrganisationId,
) -> Result<Vec<ApiKey>, StoreError> {
    let owner = organisation.to_string();
    let mut keys: Vec<ApiKey> = Vec::new();
    loop {
        let last = keys.last().map(|key| key.id.to_string());
        let page = services.store.owned_by::<ApiKey>(&owner, last.as_deref(), PAGE).await?;
        let whole = page.len() < PAGE;
        keys.extend(page);
        if whole {
            return Ok(keys);
        }
    }
}

async fn list_signing_keys(services: Services, _: Call<ListSigningKeys>) -> Outcome<ListSigningKeys> {
    let keys = signing::public_keys(&services.store, &*services.random, &*services.clock).await?;
    Ok(Answer::Value(keys))
}
