//! What an operator can see: logs, health, readiness and metrics.

mod log;
mod metrics;

pub use self::{
    log::{Flush, log_panics, start_log},
    metrics::Metrics,
};
