//! Making, rotating and ending keys.

use shared::{
    endpoint::{ByKey, Endpoint},
    identity::{
        api::{KeyMade, MakeKey, RevokeKey, RotateKey},
        model::{ApiKey, KeyOwner},
        rules::{
            access::Verdict,
            key::{Facts, KeyToken, Mint, NewOwner, mint, revoke, rotate},
        },
        secret::Secret,
    },
    organisations::permission::Permission,
    problem::ProblemKind,
};
use store::{StoreError, Unit};

use super::view;
use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

/// How often a change is decided anew when the key's use was noted at the same moment.
const ATTEMPTS: u32 = 6;

pub(super) fn mount(api: &mut Api) {
    api.mount::<MakeKey, _, _>(make);
    api.mount::<RotateKey, _, _>(give_new_secret);
    api.mount::<RevokeKey, _, _>(end);
}

/// What the rules want to know of the caller.
fn facts<'s, E: Endpoint>(services: &'s Services, call: &Call<E>) -> Result<Facts<'s>, Failure> {
    let person = call.person()?;
    let seat = person.seat.ok_or(Verdict::Hidden)?;
    Ok(Facts {
        now: services.clock.now(),
        by: person.person,
        seat,
        actor: call.visitor.actor(),
        policy: &services.identity.policy.key,
    })
}

async fn make(services: Services, call: Call<MakeKey>) -> Outcome<MakeKey> {
    let facts = facts(&services, &call)?;
    let asked = &call.body;
    let command = Mint {
        id: asked.id,
        owner: if asked.of_organisation { NewOwner::Organisation } else { NewOwner::Myself },
        name: asked.name.clone(),
        scopes: asked.scopes,
        expires_at: asked.expires_at,
    };
    let secret = Secret::draw(&*services.random);
    let (key, event) = mint(command, &secret, &facts)?;
    let reply =
        KeyMade { key: view::of(&services, &key).await?, secret: KeyToken { id: key.id, secret }.encode() };
    let mut unit = Unit::default();
    unit.create(&key);
    unit.event(event);
    call.deed.keep(&mut unit, &reply, facts.now)?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(reply))
}

/// The key of the path, if the caller may know of it: their own, or any of the organisation for who reads
/// its keys.
async fn known(services: &Services, path: &ByKey, facts: &Facts<'_>) -> Result<ApiKey, Failure> {
    let key = services.store.get::<ApiKey>(path.key.to_string()).await?;
    let key = key.filter(|key| {
        let held = facts.seat.permissions;
        let reads = held.has(Permission::KeysRead) || held.has(Permission::KeysManage);
        key.organisation == path.organisation && (reads || key.owner == KeyOwner::Person(facts.by))
    });
    key.ok_or_else(|| {
        Failure::new(ProblemKind::NotFound, "No such key of yours is there. Reload the page and look again.")
    })
}

async fn give_new_secret(services: Services, call: Call<RotateKey>) -> Outcome<RotateKey> {
    let facts = facts(&services, &call)?;
    let mut tries = 0;
    loop {
        tries += 1;
        let key = known(&services, &call.path, &facts).await?;
        let secret = Secret::draw(&*services.random);
        let (next, event) = rotate(&key, &secret, call.body.overlap_hours, &facts)?;
        let reply = KeyMade {
            key: view::of(&services, &next).await?,
            secret: KeyToken { id: next.id, secret }.encode(),
        };
        let mut unit = Unit::default();
        unit.update(&next);
        unit.event(event);
        call.deed.keep(&mut unit, &reply, facts.now)?;
        match services.store.commit(unit).await {
            Ok(_) => return Ok(Answer::Value(reply)),
            Err(StoreError::VersionConflict { .. }) if tries < ATTEMPTS => {}
            Err(error) => return Err(error.into()),
        }
    }
}

async fn end(services: Services, call: Call<RevokeKey>) -> Outcome<RevokeKey> {
    let facts = facts(&services, &call)?;
    let mut tries = 0;
    loop {
        tries += 1;
        let key = known(&services, &call.path, &facts).await?;
        let Some((next, event)) = revoke(&key, &facts)? else {
            return Ok(Answer::Value(view::of(&services, &key).await?));
        };
        let reply = view::of(&services, &next).await?;
        let mut unit = Unit::default();
        unit.update(&next);
        unit.event(event);
        call.deed.keep(&mut unit, &reply, facts.now)?;
        match services.store.commit(unit).await {
            Ok(_) => return Ok(Answer::Value(reply)),
            Err(StoreError::VersionConflict { .. }) if tries < ATTEMPTS => {}
            Err(error) => return Err(error.into()),
        }
    }
}
