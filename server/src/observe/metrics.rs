//! Counters for `/metrics` in the Prometheus text format.

use std::time::Duration;

use prometheus::{
    Encoder, Histogram, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
};

/// The numbers of one server. Nothing is global: two servers in one process count apart.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    in_flight: IntGauge,
    connections: IntGauge,
    directory_generation: IntGauge,
    directory_listings: IntGauge,
    jobs: IntCounterVec,
    mails: IntCounterVec,
}

/// Upper bounds of the latency buckets, in seconds: 0.5 ms to 10 s.
const BUCKETS: &[f64] =
    &[0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

impl Metrics {
    /// # Errors
    /// Two of the metrics below carry the same name.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let requests = IntCounterVec::new(
            Opts::new("guildhall_requests_total", "Requests answered, by endpoint and status."),
            &["endpoint", "status"],
        )?;
        let seconds = HistogramVec::new(
            HistogramOpts::new("guildhall_request_seconds", "Time to the head of the answer, by endpoint.")
                .buckets(BUCKETS.to_vec()),
            &["endpoint"],
        )?;
        let jobs = IntCounterVec::new(
            Opts::new("guildhall_jobs_total", "Turns of the work beside requests, by job and outcome."),
            &["job", "outcome"],
        )?;
        let mails = IntCounterVec::new(
            Opts::new("guildhall_mails_total", "Attempts to hand over a mail, by outcome."),
            &["outcome"],
        )?;
        let gauge = |name: &str, help: &str| IntGauge::new(name, help);
        let metrics = Self {
            requests,
            seconds,
            in_flight: gauge("guildhall_requests_in_flight", "Requests being answered.")?,
            connections: gauge("guildhall_connections", "Open connections.")?,
            directory_generation: gauge(
                "guildhall_directory_generation",
                "How often the directory's read model was swapped.",
            )?,
            directory_listings: gauge("guildhall_directory_listings", "Listings in the directory.")?,
            jobs,
            mails,
            registry,
        };
        for counters in [&metrics.requests, &metrics.jobs, &metrics.mails] {
            metrics.registry.register(Box::new(counters.clone()))?;
        }
        metrics.registry.register(Box::new(metrics.seconds.clone()))?;
        for gauge in [
            &metrics.in_flight,
            &metrics.connections,
            &metrics.directory_generation,
            &metrics.directory_listings,
        ] {
            metrics.registry.register(Box::new(gauge.clone()))?;
        }
        Ok(metrics)
    }

    /// Counts one answered request.
    pub fn answered(&self, endpoint: &str, status: &str, took: Duration) {
        self.requests.with_label_values(&[endpoint, status]).inc();
        self.latency(endpoint).observe(took.as_secs_f64());
    }

    fn latency(&self, endpoint: &str) -> Histogram {
        self.seconds.with_label_values(&[endpoint])
    }

    /// Requests being answered right now.
    pub fn in_flight(&self) -> &IntGauge {
        &self.in_flight
    }

    /// Open connections.
    pub fn connections(&self) -> &IntGauge {
        &self.connections
    }

    /// Counts one turn of the work beside requests.
    pub fn job(&self, job: &str, outcome: &str) {
        self.jobs.with_label_values(&[job, outcome]).inc();
    }

    /// Counts one attempt to hand over a mail.
    pub fn mail(&self, outcome: &str) {
        self.mails.with_label_values(&[outcome]).inc();
    }

    /// What the directory serves at the moment.
    pub fn directory(&self, generation: u64, listings: u64) {
        self.directory_generation.set(i64::try_from(generation).unwrap_or(i64::MAX));
        self.directory_listings.set(i64::try_from(listings).unwrap_or(i64::MAX));
    }

    /// The numbers in the Prometheus text format.
    ///
    /// # Errors
    /// A metric without a name or value: a bug here.
    pub fn text(&self) -> Result<String, prometheus::Error> {
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }
}
