//! Carries out the plan of the contract suite, one call after the other.

use std::time::Duration;

use shared::{
    ports::Clock,
    sandbox::{contract::plan::Plan, exchange::Exchange, policy::SandboxPolicy},
    webhooks::secret::SigningSecret,
};
use tokio::time::Instant;

use super::caller::{Bounds, Caller, NoCaller};

/// How far a call goes.
pub(super) fn bounds(policy: &SandboxPolicy) -> Bounds {
    let contract = &policy.contract;
    Bounds {
        timeout: Duration::from_millis(contract.timeout_ms),
        max_body_bytes: contract.max_body_bytes,
        kept_body_bytes: contract.kept_body_bytes,
        max_redirects: Some(contract.max_redirects),
        // Every call is one of its own: what the last one left behind has no part in it.
        idle_connections: 0,
    }
}

/// What was sent and what came back. When the time of the run is over, no further call is made.
///
/// # Errors
/// No call can be made at all from here.
pub async fn run(
    plan: &Plan,
    secret: &SigningSecret,
    policy: &SandboxPolicy,
    clock: &dyn Clock,
) -> Result<Vec<Exchange>, NoCaller> {
    let caller = Caller::new(&policy.addresses, bounds(policy))?;
    let end = Instant::now() + Duration::from_millis(policy.contract.run_ms);
    let mut exchanges = Vec::new();
    for step in 0..plan.steps.len() {
        if Instant::now() >= end {
            break;
        }
        let Some(request) = plan.request(step, &exchanges, secret, clock.now()) else { continue };
        let outcome = caller.call(&request).await;
        exchanges.push(Exchange { step, request, outcome });
    }
    Ok(exchanges)
}
