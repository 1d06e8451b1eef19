//! Test tenants: made, moved, reset, kept and deleted.

use chrono::{DateTime, Utc};
use shared::{
    endpoint::{ByListing, BySandbox, Endpoint},
    event::Actor,
    identity::api::Accepted,
    ids::{ListingId, OrganisationId, SandboxId},
    sandbox::{
        api::{
            DropSandbox, ListSandboxes, MakeSandbox, MoveSandbox, ReadSandbox, ReadSandboxData, RenewSandbox,
            ReplaceSecret, ResetSandbox, RevealSecret, SandboxView, Sandboxes, SecretView,
        },
        error::Rejection,
        fixtures::{Fixtures, fixtures},
        log::Logged,
        model::Sandbox,
        rules::{By, Command, Decision, Facts, decide},
        trial::Trial,
    },
    webhooks::secret::SigningSecret,
};
use store::{StoreError, Table, Unit};

use super::runs;
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    listings,
    services::Services,
};

/// Most of a listing that are read, those that are over and not swept away included.
const MOST: usize = 200;

/// Those for a listing that are not over, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn of_listing(
    services: &Services,
    organisation: OrganisationId,
    listing: ListingId,
    now: DateTime<Utc>,
) -> Result<Vec<Sandbox>, StoreError> {
    let mut all = services.store.owned_by::<Sandbox>(&listing.to_string(), None, MOST).await?;
    // Those of an owner before are not handed over.
    all.retain(|sandbox| sandbox.organisation == organisation && !sandbox.is_over(now));
    all.sort_by_key(|sandbox| std::cmp::Reverse((sandbox.created_at, sandbox.id)));
    Ok(all)
}

/// The tenant in which reviews try an app: the newest one.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn of_reviews(
    services: &Services,
    organisation: OrganisationId,
    listing: ListingId,
) -> Result<Option<Sandbox>, StoreError> {
    let now = services.clock.now();
    Ok(of_listing(services, organisation, listing, now).await?.into_iter().next())
}

fn facts(services: &Services, by: By, actor: Actor) -> Facts<'_> {
    let now = services.clock.now();
    Facts { now, by, actor, policy: &services.sandbox, owner: None, held: 0 }
}

/// A tenant of theirs that is not over.
///
/// # Errors
/// 404, 410 when its day has come, or a failure of the database.
pub(super) async fn own(services: &Services, path: BySandbox) -> Result<Sandbox, Failure> {
    let sandbox = services.store.get::<Sandbox>(path.sandbox.to_string()).await?;
    let theirs =
        |sandbox: &Sandbox| (sandbox.organisation, sandbox.listing) == (path.organisation, path.listing);
    let sandbox = sandbox.filter(theirs).ok_or(Rejection::NotYours)?;
    if sandbox.is_over(services.clock.now()) {
        return Err(Rejection::Over(sandbox.expires_on).into());
    }
    Ok(sandbox)
}

/// A tenant with its last runs.
///
/// # Errors
/// A failure of the database.
pub(super) async fn view(services: &Services, sandbox: &Sandbox) -> Result<SandboxView, Failure> {
    let now = services.clock.now();
    let newest = of_reviews(services, sandbox.organisation, sandbox.listing).await?;
    let of_reviews = newest.is_none_or(|newest| newest.id == sandbox.id);
    Ok(SandboxView::of(sandbox, of_reviews, runs::rows(services, sandbox.id).await?, now))
}

pub(super) async fn list(services: Services, call: Call<ListSandboxes>) -> Outcome<ListSandboxes> {
    let ByListing { organisation, listing } = call.path;
    let name = listings::draft_content(&services, organisation, listing).await?.name;
    let now = services.clock.now();
    let mut sandboxes = Vec::new();
    for (at, sandbox) in of_listing(&services, organisation, listing, now).await?.iter().enumerate() {
        let runs = runs::rows(&services, sandbox.id).await?;
        sandboxes.push(SandboxView::of(sandbox, at == 0, runs, now));
    }
    Ok(Answer::Value(Sandboxes {
        name,
        sandboxes,
        most: services.sandbox.tenants.max_per_app,
        loopback: services.sandbox.addresses.allow_loopback,
    }))
}

pub(super) async fn make(services: Services, call: Call<MakeSandbox>) -> Outcome<MakeSandbox> {
    let ByListing { organisation, listing } = call.path;
    let _turn = services.turns.of(&format!("sandboxes/{listing}")).await;
    let view = again!({
        listings::writable(&services, organisation, listing).await?;
        let there = services.store.get::<Sandbox>(call.body.sandbox.to_string()).await?;
        let now = services.clock.now();
        let held = of_listing(&services, organisation, listing, now).await?.len();
        let facts = Facts {
            owner: Some(organisation),
            held,
            ..facts(&services, By::Partner(organisation), call.visitor.actor())
        };
        let command = Command::Create {
            id: call.body.sandbox,
            listing,
            target: call.body.target.clone(),
            seed: call.body.seed,
            secret: SigningSecret::draw(&*services.random),
        };
        let Decision { next, events } = decide(there.as_ref(), command, &facts)?;
        let sandbox = next.ok_or(Rejection::NotYours)?;
        let mut unit = Unit::default();
        unit.create(&sandbox);
        events.into_iter().for_each(|event| unit.event(event));
        let view = SandboxView::of(&sandbox, true, Vec::new(), now);
        call.deed.keep(&mut unit, &view, now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    Ok(Answer::Value(view))
}

pub(super) async fn read(services: Services, call: Call<ReadSandbox>) -> Outcome<ReadSandbox> {
    let sandbox = own(&services, call.path).await?;
    Ok(Answer::Value(view(&services, &sandbox).await?))
}

pub(super) async fn data(services: Services, call: Call<ReadSandboxData>) -> Outcome<ReadSandboxData> {
    let sandbox = own(&services, call.path).await?;
    used(&services, &sandbox).await?;
    Ok(Answer::Value(data_of(&sandbox)))
}

/// The data of a tenant.
pub(super) fn data_of(sandbox: &Sandbox) -> Fixtures {
    fixtures(sandbox.seed, sandbox.generation)
}

pub(super) async fn reveal(services: Services, call: Call<RevealSecret>) -> Outcome<RevealSecret> {
    let sandbox = own(&services, call.path).await?;
    Ok(Answer::Value(SecretView { secret: sandbox.secret.reveal() }))
}

/// What is told of a tenant that was changed.
trait Told: serde::Serialize + Sized {
    fn of(services: &Services, sandbox: &Sandbox) -> impl Future<Output = Result<Self, Failure>> + Send;
}

impl Told for SandboxView {
    async fn of(services: &Services, sandbox: &Sandbox) -> Result<Self, Failure> {
        view(services, sandbox).await
    }
}

impl Told for SecretView {
    async fn of(_: &Services, sandbox: &Sandbox) -> Result<Self, Failure> {
        Ok(Self { secret: sandbox.secret.reveal() })
    }
}

/// Carries out a command of the partner.
async fn change<E>(services: &Services, call: &Call<E>, command: Command) -> Outcome<E>
where
    E: Endpoint<Path = BySandbox, Reply: Told>,
{
    again!({
        let before = own(services, call.path).await?;
        let facts = facts(services, By::Partner(call.path.organisation), call.visitor.actor());
        let Decision { next, events } = decide(Some(&before), command.clone(), &facts)?;
        let next = next.ok_or(Rejection::NotYours)?;
        let mut unit = Unit::default();
        if !events.is_empty() {
            unit.update(&next);
        }
        events.into_iter().for_each(|event| unit.event(event));
        let replied = E::Reply::of(services, &next).await?;
        call.deed.keep(&mut unit, &replied, facts.now)?;
        services.store.commit(unit).await?;
        Ok(Answer::Value(replied))
    })
}

pub(super) async fn go_to(services: Services, call: Call<MoveSandbox>) -> Outcome<MoveSandbox> {
    let command = Command::ChangeTarget { target: call.body.target.clone() };
    change(&services, &call, command).await
}

pub(super) async fn reset(services: Services, call: Call<ResetSandbox>) -> Outcome<ResetSandbox> {
    change(&services, &call, Command::Reset).await
}

pub(super) async fn renew(services: Services, call: Call<RenewSandbox>) -> Outcome<RenewSandbox> {
    change(&services, &call, Command::Renew).await
}

pub(super) async fn replace_secret(services: Services, call: Call<ReplaceSecret>) -> Outcome<ReplaceSecret> {
    let command = Command::ReplaceSecret { secret: SigningSecret::draw(&*services.random) };
    change(&services, &call, command).await
}

/// Somebody works with a tenant: it lasts longer.
///
/// # Errors
/// A failure of the database.
pub(super) async fn used(services: &Services, sandbox: &Sandbox) -> Result<(), Failure> {
    let facts = facts(services, By::Program, Actor::System);
    let Decision { next, events } = decide(Some(sandbox), Command::Use, &facts)?;
    let Some(next) = next.filter(|_| !events.is_empty()) else { return Ok(()) };
    let mut unit = Unit::default();
    unit.update(&next);
    events.into_iter().for_each(|event| unit.event(event));
    match services.store.commit(unit).await {
        // Whoever was faster has used it, too.
        Ok(_) | Err(StoreError::VersionConflict { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn drop(services: Services, call: Call<DropSandbox>) -> Outcome<DropSandbox> {
    again!({
        let before = own(&services, call.path).await?;
        let facts = facts(&services, By::Partner(call.path.organisation), call.visitor.actor());
        let decision = decide(Some(&before), Command::Delete, &facts)?;
        let mut unit = gone(&services, &before, decision).await?;
        call.deed.keep(&mut unit, &Accepted {}, facts.now)?;
        services.store.commit(unit).await?;
        Ok(())
    })?;
    Ok(Answer::Value(Accepted {}))
}

/// The unit that removes a tenant with its runs and its log.
async fn gone(services: &Services, sandbox: &Sandbox, decision: Decision) -> Result<Unit, Failure> {
    let mut unit = Unit::default();
    unit.take(sandbox);
    let owner = sandbox.id.to_string();
    for key in services.store.keys_of(Table::Trial, &owner).await? {
        unit.remove::<Trial>(key);
    }
    for key in services.store.keys_of(Table::Call, &owner).await? {
        unit.remove::<Logged>(key);
    }
    decision.events.into_iter().for_each(|event| unit.event(event));
    Ok(unit)
}

/// Tenants that are looked at together.
const BATCH: usize = 50;

/// Removes what is over, and says how much it was.
///
/// # Errors
/// When the database fails.
pub(crate) async fn sweep(services: &Services) -> Result<usize, Failure> {
    let mut removed = 0;
    loop {
        let over = services.store.due::<Sandbox>(services.clock.now(), BATCH).await?;
        let before = removed;
        for sandbox in &over {
            let facts = facts(services, By::Program, Actor::System);
            let decision = decide(Some(sandbox), Command::Expire, &facts)?;
            if decision.next.is_some() {
                continue;
            }
            let unit = gone(services, sandbox, decision).await?;
            match services.store.commit(unit).await {
                Ok(_) => removed += 1,
                // It is another server's sweep, or somebody deleted it.
                Err(StoreError::VersionConflict { .. } | StoreError::Busy) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if over.is_empty() || removed == before {
            return Ok(removed);
        }
    }
}

/// The tenant of a run, if it is still there.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn by_id(services: &Services, id: SandboxId) -> Result<Option<Sandbox>, StoreError> {
    let sandbox = services.store.get::<Sandbox>(id.to_string()).await?;
    Ok(sandbox.filter(|sandbox| !sandbox.is_over(services.clock.now())))
}
