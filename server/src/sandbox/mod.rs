//! Tries an app for real: calls what [`shared::sandbox`] plans, and gives what came back to its judges.

pub mod budget;
pub mod caller;
pub mod contract;
mod failure;
pub mod names;

#[cfg(test)]
mod tests;

use shared::{
    ids::RunId,
    manifest::{Manifest, catalogue::Catalogue},
    ports::{Clock, IdGen},
    sandbox::{
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
    },
    webhooks::secret::SigningSecret,
};

use caller::NoCaller;

/// What is tried, and by which numbers.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'t> {
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

/// Runs the contract suite and then the performance budget, each within the time that the policy gives it.
///
/// # Errors
/// No call can be made at all from here.
pub async fn try_app(trial: Trial<'_>, clock: &dyn Clock, ids: &dyn IdGen) -> Result<Tried, NoCaller> {
    let Trial { manifest, catalogue, fixtures, target, secret, versions, policy } = trial;
    let plan = plan(&Inputs {
        run: RunId::from_ulid(ids.ulid()),
        manifest,
        catalogue,
        fixtures,
        target,
        versions,
        policy,
        now: clock.now(),
    });
    let exchanges = contract::run(&plan, secret, policy, clock).await?;
    let contract = judge(&plan, &exchanges, policy);
    let measured = limits::plan(manifest, target, &policy.budget);
    let samples = budget::run(&measured, policy).await?;
    let performance = limits::judge(&measured, &samples);
    Ok(Tried { plan, exchanges, contract, performance })
}
