//! The log of a tenant: listed, read, and called once more.

use shared::{
    endpoint::{ByCall, BySandbox},
    ids::CallId,
    page::Cursor,
    sandbox::{
        api::{CallRow, CallView, Calls, ListCalls, ReadCall, RepeatCall},
        error::Rejection,
        exchange::Exchange,
        log::{Logged, once_more},
    },
};
use store::{Unit, newest_first};

use super::{
    caller::Caller,
    contract::bounds,
    runs::KEPT_CALLS,
    tenants::{own, used},
};
use crate::{
    Failure,
    api::{Answer, Call, Outcome},
    services::Services,
};

/// Calls on a page.
const PAGE: usize = 50;

pub(super) async fn list(services: Services, call: Call<ListCalls>) -> Outcome<ListCalls> {
    let sandbox = own(&services, call.path).await?;
    let after = call.query.cursor.as_ref().and_then(|cursor| cursor.0.parse::<CallId>().ok());
    let after = after.map(|call| newest_first(call.ulid()));
    let mut logged =
        services.store.owned_by::<Logged>(&sandbox.id.to_string(), after.as_deref(), PAGE + 1).await?;
    let more = logged.len() > PAGE;
    logged.truncate(PAGE);
    let next = logged.last().filter(|_| more).map(|last| Cursor(last.id.to_string()));
    Ok(Answer::Value(Calls { calls: logged.iter().map(CallRow::of).collect(), next }))
}

/// A call in the log of a tenant of theirs.
async fn logged(services: &Services, path: ByCall) -> Result<Logged, Failure> {
    let logged = services.store.get::<Logged>(newest_first(path.call.ulid())).await?;
    Ok(logged.filter(|logged| logged.sandbox == path.sandbox).ok_or(Rejection::NotYours)?)
}

const fn tenant(path: ByCall) -> BySandbox {
    BySandbox { organisation: path.organisation, listing: path.listing, sandbox: path.sandbox }
}

pub(super) async fn read(services: Services, call: Call<ReadCall>) -> Outcome<ReadCall> {
    own(&services, tenant(call.path)).await?;
    Ok(Answer::Value(CallView::of(&logged(&services, call.path).await?)))
}

pub(super) async fn repeat(services: Services, call: Call<RepeatCall>) -> Outcome<RepeatCall> {
    let sandbox = own(&services, tenant(call.path)).await?;
    let before = logged(&services, call.path).await?;
    let id = call.body.call;
    if services.store.get::<Logged>(newest_first(id.ulid())).await?.is_some() {
        return Err(Rejection::IdTaken.into());
    }
    let request = once_more(&before, &sandbox, services.clock.now())?;
    let policy = &services.sandbox;
    let caller = Caller::new(&policy.addresses, bounds(policy)).map_err(anyhow::Error::new)?;
    let outcome = caller.call(&request).await;
    let now = services.clock.now();
    let again = Logged {
        id,
        run: None,
        again: Some(before.id),
        at: now,
        exchange: Exchange { request, outcome, ..before.exchange },
        ..before
    };
    let view = CallView::of(&again);
    let mut unit = Unit::default();
    unit.create(&again);
    let owner = sandbox.id.to_string();
    for old in services.store.owned_by::<Logged>(&owner, None, KEPT_CALLS * 2).await?.iter().skip(KEPT_CALLS)
    {
        unit.remove::<Logged>(newest_first(old.id.ulid()));
    }
    call.deed.keep(&mut unit, &view, now)?;
    services.store.commit(unit).await?;
    used(&services, &sandbox).await?;
    Ok(Answer::Value(view))
}
