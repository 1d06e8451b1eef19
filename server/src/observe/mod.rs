//! What an operator can see: logs, health, readiness and metrics.

mod metrics;

pub use metrics::Metrics;
