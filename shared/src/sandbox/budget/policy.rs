//! The numbers behind the performance budget, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::sandbox::endpoints::EndpointKind;

/// How a run goes, and what endpoints have to keep.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BudgetPolicy {
    /// Requests to each endpoint that count.
    pub requests: u32,
    /// Requests to each before those: connections, caches, a machine that wakes up.
    pub warm_up: u32,
    /// Requests that are under way at the same time, at most.
    pub concurrency: u32,
    /// Milliseconds after which a request is given up.
    pub timeout_ms: u64,
    /// Milliseconds of the run, an equal part for each endpoint.
    pub run_ms: u64,
    /// What is measured: [`Health`](EndpointKind::Health) and [`Launch`](EndpointKind::Launch), and no other.
    pub limits: BTreeMap<EndpointKind, Limits>,
}

/// What an endpoint has to keep; a value at the limit keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limits {
    /// Fewer requests say nothing.
    pub min_requests: u32,
    /// Milliseconds that half of the requests may take.
    pub p50_ms: u64,
    /// Milliseconds that nineteen in twenty may take.
    pub p95_ms: u64,
    /// Failed ones in a million.
    pub error_ppm: u32,
}

impl Default for BudgetPolicy {
    fn default() -> Self {
        let limits = |p50_ms, p95_ms| Limits { min_requests: 100, p50_ms, p95_ms, error_ppm: 10_000 };
        Self {
            requests: 200,
            warm_up: 10,
            concurrency: 4,
            timeout_ms: 5_000,
            run_ms: 120_000,
            limits: [(EndpointKind::Health, limits(200, 500)), (EndpointKind::Launch, limits(400, 1_200))]
                .into(),
        }
    }
}
