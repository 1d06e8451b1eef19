//! Carries out the run of the performance budget: so many requests, so many at a time, so long.

use std::time::Duration;

use futures::StreamExt;
use shared::sandbox::{
    budget::{Came, RunPlan, Sample},
    exchange::{Method, Outcome, Request, USER_AGENT},
    policy::SandboxPolicy,
};
use tokio::time::Instant;

use super::caller::{Bounds, Caller, NoCaller};

/// What was measured. Each endpoint has an equal part of the time of the run: a slow one takes nothing from the
/// next.
///
/// # Errors
/// No call can be made at all from here.
pub async fn run(plan: &RunPlan, policy: &SandboxPolicy) -> Result<Vec<Sample>, NoCaller> {
    let concurrency = usize::try_from(plan.concurrency).unwrap_or(1).max(1);
    let bounds = Bounds {
        timeout: Duration::from_millis(plan.timeout_ms),
        max_body_bytes: policy.contract.max_body_bytes,
        kept_body_bytes: 0,
        max_redirects: None,
        idle_connections: concurrency,
    };
    let caller = Caller::new(&policy.addresses, bounds)?;
    let endpoints = u64::try_from(plan.endpoints.len()).unwrap_or(u64::MAX).max(1);
    let part = Duration::from_millis(plan.run_ms / endpoints);
    let mut samples = Vec::new();
    for (number, measured) in plan.endpoints.iter().enumerate() {
        let request = Request {
            method: Method::Get,
            url: measured.endpoint.url.clone(),
            headers: vec![("user-agent".to_owned(), USER_AGENT.to_owned())],
            body: String::new(),
        };
        let end = Instant::now() + part;
        let ask = |many: u32| {
            let asked = futures::stream::iter(0..many).map(|_| async {
                if Instant::now() >= end { None } else { Some(caller.call(&request).await) }
            });
            asked.buffer_unordered(concurrency).filter_map(std::future::ready).collect::<Vec<_>>()
        };
        ask(plan.warm_up).await;
        samples.extend(ask(plan.requests).await.into_iter().map(|outcome| sample(number, outcome)));
    }
    Ok(samples)
}

fn sample(endpoint: usize, outcome: Outcome) -> Sample {
    let (elapsed_ms, came) = match outcome {
        Outcome::Answered(answer) => (answer.elapsed_ms, Came::Status { status: answer.status }),
        Outcome::Failed { failure, elapsed_ms } => (elapsed_ms, Came::Failed { failure }),
    };
    Sample { endpoint, elapsed_ms, came }
}
