//! The performance budget: how fast an app answers, over a bounded run.
//!
//! Percentiles are by nearest rank: of n values in order, the p-th percentile is the one at place
//! ⌈p/100 · n⌉, counted from 1 (Hyndman and Fan 1996, definition 1). A request that failed counts as one that
//! took the whole timeout, so that failing fast makes no app fast. All numbers are integers: milliseconds, and
//! parts per million for rates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    endpoints::{Endpoint, EndpointKind, of_kind},
    exchange::Failure,
    target::Target,
};
use crate::{canonical::Digest, decisions::reason::Reason, manifest::Manifest, review::stage};

pub mod policy;
pub mod words;

use policy::{BudgetPolicy, Limits};

/// What is measured, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunPlan {
    /// One after the other, each with its limits.
    pub endpoints: Vec<Measured>,
    /// Requests to each that count.
    pub requests: u32,
    /// Requests to each before those, which do not count.
    pub warm_up: u32,
    /// Requests that are under way at the same time, at most.
    pub concurrency: u32,
    /// Milliseconds after which a request is given up.
    pub timeout_ms: u64,
    /// Milliseconds of the run, an equal part for each endpoint; requests that were not sent in it are missing.
    pub run_ms: u64,
}

/// An endpoint that is measured: by `GET`, without a redirect being followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Measured {
    /// Which.
    pub endpoint: Endpoint,
    /// What it has to keep.
    pub limits: Limits,
}

/// One request that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Number of the endpoint in the plan, from 0.
    pub endpoint: usize,
    /// Milliseconds until the last byte.
    pub elapsed_ms: u64,
    /// What came of it.
    pub came: Came,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "came", rename_all = "snake_case")]
pub enum Came {
    /// An answer.
    Status {
        /// 100 to 999; an error but for 200 to 399.
        status: u16,
    },
    /// None.
    Failed {
        /// Why.
        failure: Failure,
    },
}

impl Came {
    const fn is_error(&self) -> bool {
        match self {
            Self::Status { status } => !matches!(status, 200..=399),
            Self::Failed { .. } => true,
        }
    }
}

/// What a run says of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// SHA-256 of the plan.
    pub plan: Digest,
    /// One for each endpoint of the plan, in its order.
    pub endpoints: Vec<Figures>,
    /// Whether something was measured, and every endpoint keeps its limits.
    pub passes: bool,
    /// SHA-256 over the canonical JSON of plan and endpoints.
    pub hash: Digest,
}

/// What was measured at an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figures {
    /// What it is for.
    pub kind: EndpointKind,
    /// Where it stands in the manifest.
    pub pointer: String,
    /// Requests that count.
    pub requests: u32,
    /// Of these, failed ones.
    pub errors: u32,
    /// Errors in a million requests, rounded up.
    pub error_ppm: u32,
    /// Half of the requests took no longer; `None` when there is none.
    pub p50_ms: Option<u64>,
    /// Nineteen in twenty took no longer.
    pub p95_ms: Option<u64>,
    /// The longest.
    pub max_ms: Option<u64>,
    /// How often each status or failure came.
    pub came: BTreeMap<String, u32>,
    /// What is over; empty when it keeps its limits.
    pub over: Vec<Over>,
}

/// A limit that is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "over", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Over {
    /// The run ended before there were enough requests to say anything.
    TooFew {
        /// Requests that count.
        got: u32,
        /// How many are needed.
        needed: u32,
    },
    /// Too many failed.
    Errors {
        /// In a million.
        ppm: u32,
        /// At most.
        limit_ppm: u32,
    },
    /// The middle one takes too long.
    P50 {
        /// Milliseconds.
        ms: u64,
        /// At most.
        limit_ms: u64,
    },
    /// Too many take too long.
    P95 {
        /// Milliseconds.
        ms: u64,
        /// At most.
        limit_ms: u64,
    },
}

impl Over {
    /// The same as a reason, with the place of the endpoint in the manifest.
    pub fn reason(&self, pointer: &str) -> Reason {
        let reason = Reason::new(self.id()).with("place", pointer);
        match *self {
            Self::TooFew { got, needed } => reason.with("got", got).with("needed", needed),
            Self::Errors { ppm, limit_ppm } => reason.with("ppm", ppm).with("limit_ppm", limit_ppm),
            Self::P50 { ms, limit_ms } | Self::P95 { ms, limit_ms } => {
                reason.with("ms", ms).with("limit_ms", limit_ms)
            }
        }
    }

    /// What [`Over::reason`] made a reason of; `None` for any other reason.
    pub fn of_reason(reason: &Reason) -> Option<Self> {
        let number = |name: &str| reason.facts.get(name)?.as_u64();
        let small = |name: &str| u32::try_from(number(name)?).ok();
        let times = || Some((number("ms")?, number("limit_ms")?));
        match &*reason.id {
            "performance.too_few" => Some(Self::TooFew { got: small("got")?, needed: small("needed")? }),
            "performance.errors" => Some(Self::Errors { ppm: small("ppm")?, limit_ppm: small("limit_ppm")? }),
            "performance.p50" => times().map(|(ms, limit_ms)| Self::P50 { ms, limit_ms }),
            "performance.p95" => times().map(|(ms, limit_ms)| Self::P95 { ms, limit_ms }),
            _ => None,
        }
    }

    /// Its name, stable.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::TooFew { .. } => "performance.too_few",
            Self::Errors { .. } => "performance.errors",
            Self::P50 { .. } => "performance.p50",
            Self::P95 { .. } => "performance.p95",
        }
    }
}

impl Verdict {
    /// What is over its limits, as findings of a stage of a review.
    pub fn stage_findings(&self) -> Vec<stage::Finding> {
        let finding = |figures: &Figures, over: &Over| stage::Finding {
            severity: stage::Severity::Error,
            reason: over.reason(&figures.pointer),
            field: None,
        };
        let of = |figures: &Figures| figures.over.iter().map(|over| finding(figures, over)).collect();
        self.endpoints.iter().flat_map(|figures| -> Vec<_> { of(figures) }).collect()
    }
}

/// Plans a run over the health and the launch endpoint. An app without a health endpoint is measured by the
/// other.
pub fn plan(manifest: &Manifest, target: &Target, policy: &BudgetPolicy) -> RunPlan {
    // The others would be told of something by each request.
    let reads = |kind: EndpointKind| matches!(kind, EndpointKind::Health | EndpointKind::Launch);
    let endpoints = policy.limits.iter().filter(|(kind, _)| reads(**kind)).flat_map(|(kind, limits)| {
        let measured = |endpoint| Measured { endpoint, limits: limits.clone() };
        of_kind(manifest, target, *kind).into_iter().map(measured)
    });
    RunPlan {
        endpoints: endpoints.collect(),
        requests: policy.requests,
        warm_up: policy.warm_up,
        concurrency: policy.concurrency.max(1),
        timeout_ms: policy.timeout_ms,
        run_ms: policy.run_ms,
    }
}

/// Judges a run. Samples beyond the number that was planned, and those of no endpoint, are passed over.
pub fn judge(plan: &RunPlan, samples: &[Sample]) -> Verdict {
    let endpoints: Vec<Figures> = (plan.endpoints.iter().enumerate())
        .map(|(number, measured)| of(plan, number, measured, samples))
        .collect();
    let passes = !endpoints.is_empty() && endpoints.iter().all(|figures| figures.over.is_empty());
    let plan = Digest::of(plan);
    let hash = Digest::of(&serde_json::json!({ "endpoints": endpoints, "plan": plan }));
    Verdict { plan, endpoints, passes, hash }
}

fn of(plan: &RunPlan, number: usize, measured: &Measured, samples: &[Sample]) -> Figures {
    let planned = usize::try_from(plan.requests).unwrap_or(usize::MAX);
    let (mut times, mut came, mut errors) = (Vec::new(), BTreeMap::new(), 0_u32);
    for sample in samples.iter().filter(|sample| sample.endpoint == number).take(planned) {
        let failed = sample.came.is_error();
        errors += u32::from(failed);
        times.push(if failed { plan.timeout_ms.max(sample.elapsed_ms) } else { sample.elapsed_ms });
        let name = match &sample.came {
            Came::Status { status } => status.to_string(),
            Came::Failed { failure } => failure.as_str().to_owned(),
        };
        *came.entry(name).or_insert(0) += 1;
    }
    times.sort_unstable();
    let requests = u32::try_from(times.len()).unwrap_or(u32::MAX);
    let mut figures = Figures {
        kind: measured.endpoint.kind,
        pointer: measured.endpoint.pointer.clone(),
        requests,
        errors,
        error_ppm: ppm(errors, requests),
        p50_ms: percentile(&times, 50),
        p95_ms: percentile(&times, 95),
        max_ms: times.last().copied(),
        came,
        over: Vec::new(),
    };
    figures.over = over(&figures, &measured.limits);
    figures
}

fn over(figures: &Figures, limits: &Limits) -> Vec<Over> {
    let mut over = Vec::new();
    if figures.requests < limits.min_requests.max(1) {
        over.push(Over::TooFew { got: figures.requests, needed: limits.min_requests.max(1) });
    }
    if figures.error_ppm > limits.error_ppm {
        over.push(Over::Errors { ppm: figures.error_ppm, limit_ppm: limits.error_ppm });
    }
    let late = |ms: Option<u64>, limit: u64| ms.filter(|ms| *ms > limit);
    over.extend(late(figures.p50_ms, limits.p50_ms).map(|ms| Over::P50 { ms, limit_ms: limits.p50_ms }));
    over.extend(late(figures.p95_ms, limits.p95_ms).map(|ms| Over::P95 { ms, limit_ms: limits.p95_ms }));
    over
}

/// The p-th percentile of sorted values by nearest rank, `p` from 1 to 100. `None` of none.
pub fn percentile(sorted: &[u64], p: u32) -> Option<u64> {
    let p = usize::try_from(p.clamp(1, 100)).ok()?;
    let rank = sorted.len().checked_mul(p)?.div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

/// Parts per million, rounded up: no error is rounded away. 0 of none.
fn ppm(part: u32, of: u32) -> u32 {
    if of == 0 {
        return 0;
    }
    u32::try_from((u64::from(part) * 1_000_000).div_ceil(u64::from(of))).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
