//! Tries an app for real: calls what [`shared::sandbox`] plans, and gives what came back to its judges. Around
//! it, the test tenants of partners with their runs and their log.

pub mod budget;
pub mod caller;
mod calls;
pub mod contract;
mod failure;
mod health;
pub mod names;
mod runs;
mod tenants;
mod trials;

#[cfg(test)]
pub(crate) mod an_app;
#[cfg(test)]
mod tenant_tests;
#[cfg(test)]
mod tests;

use shared::{
    ids::RunId,
    manifest::{Manifest, catalogue::Catalogue},
    ports::Clock,
    sandbox::{
        api::{
            DropSandbox, ListCalls, ListSandboxes, MakeSandbox, MoveSandbox, ReadCall, ReadRun, ReadSandbox,
            ReadSandboxData, RenewSandbox, RepeatCall, ReplaceSecret, ResetSandbox, RevealSecret, StartRun,
        },
        budget::{self as limits, Verdict},
        contract::{
            judge,
            plan::{Inputs, Plan, plan},
            report::Report,
            version::ApiVersion,
        },
        exchange::Exchange,
        fixtures::Fixtures,
        policy::SandboxPolicy,
        target::Target,
        trial::Part,
    },
    webhooks::secret::SigningSecret,
};

use caller::NoCaller;

pub(crate) use self::{
    health::Heart,
    tenants::{of_reviews, sweep},
    trials::{due, for_review, run_due},
};
use crate::api::Api;

/// Mounts the slice.
pub(crate) fn mount(api: &mut Api) {
    api.mount::<ListSandboxes, _, _>(tenants::list);
    api.mount::<MakeSandbox, _, _>(tenants::make);
    api.mount::<ReadSandbox, _, _>(tenants::read);
    api.mount::<MoveSandbox, _, _>(tenants::go_to);
    api.mount::<ResetSandbox, _, _>(tenants::reset);
    api.mount::<RenewSandbox, _, _>(tenants::renew);
    api.mount::<DropSandbox, _, _>(tenants::drop);
    api.mount::<RevealSecret, _, _>(tenants::reveal);
    api.mount::<ReplaceSecret, _, _>(tenants::replace_secret);
    api.mount::<ReadSandboxData, _, _>(tenants::data);
    api.mount::<StartRun, _, _>(runs::start);
    api.mount::<ReadRun, _, _>(runs::read);
    api.mount::<ListCalls, _, _>(calls::list);
    api.mount::<ReadCall, _, _>(calls::read);
    api.mount::<RepeatCall, _, _>(calls::repeat);
}

/// What is tried, and by which numbers.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'t> {
    /// Ids of deliveries are made of it.
    pub run: RunId,
    /// What the app says of itself; the linter has passed it.
    pub manifest: &'t Manifest,
    /// What the manifest may name.
    pub catalogue: &'t Catalogue,
    /// The data of the tenant.
    pub fixtures: &'t Fixtures,
    /// Where the app is.
    pub target: &'t Target,
    /// Signs what is sent to it.
    pub secret: &'t SigningSecret,
    /// Versions of the API by which it is called.
    pub versions: &'t [ApiVersion],
    /// The numbers in force.
    pub policy: &'t SandboxPolicy,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Tried {
    /// What was planned.
    pub plan: Plan,
    /// What was sent and what came back.
    pub exchanges: Vec<Exchange>,
    /// What the contract suite says.
    pub contract: Report,
    /// What the performance budget says.
    pub performance: Verdict,
}

impl Tried {
    /// Whether the app keeps the contract and its budget.
    pub const fn passes(&self) -> bool {
        self.contract.passes && self.performance.passes
    }
}

/// The same where only some of it is tried.
pub(crate) struct PartTried {
    pub(crate) plan: Plan,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) contract: Option<Report>,
    pub(crate) performance: Option<Verdict>,
}

/// Runs the contract suite and then the performance budget, each within the time that the policy gives it.
///
/// # Errors
/// No call can be made at all from here.
pub async fn try_app(trial: Trial<'_>, clock: &dyn Clock) -> Result<Tried, NoCaller> {
    let plan = planned(&trial, clock);
    let (exchanges, contract) = try_contract(&trial, &plan, clock).await?;
    let performance = try_performance(&trial).await?;
    Ok(Tried { plan, exchanges, contract, performance })
}

/// Runs some of it.
///
/// # Errors
/// No call can be made at all from here.
pub(crate) async fn try_part(trial: Trial<'_>, part: Part, clock: &dyn Clock) -> Result<PartTried, NoCaller> {
    let plan = planned(&trial, clock);
    let mut tried = PartTried { plan, exchanges: Vec::new(), contract: None, performance: None };
    if part.has_contract() {
        let (exchanges, report) = try_contract(&trial, &tried.plan, clock).await?;
        (tried.exchanges, tried.contract) = (exchanges, Some(report));
    }
    if part.has_performance() {
        tried.performance = Some(try_performance(&trial).await?);
    }
    Ok(tried)
}

fn planned(trial: &Trial<'_>, clock: &dyn Clock) -> Plan {
    let Trial { run, manifest, catalogue, fixtures, target, versions, policy, .. } = *trial;
    let now = clock.now();
    plan(&Inputs { run, manifest, catalogue, fixtures, target, versions, policy, now })
}

async fn try_contract(
    trial: &Trial<'_>,
    plan: &Plan,
    clock: &dyn Clock,
) -> Result<(Vec<Exchange>, Report), NoCaller> {
    let exchanges = contract::run(plan, trial.secret, trial.policy, clock).await?;
    let report = judge(plan, &exchanges, trial.policy);
    Ok((exchanges, report))
}

async fn try_performance(trial: &Trial<'_>) -> Result<Verdict, NoCaller> {
    let measured = limits::plan(trial.manifest, trial.target, &trial.policy.budget);
    let samples = budget::run(&measured, trial.policy).await?;
    Ok(limits::judge(&measured, &samples))
}
