//! Work beside requests: mail that goes out, what people are told, stages of reviews, apps that are tried,
//! versions whose day has come, listings that change hands, ends of certifications that are announced, the
//! clean-up of the directory, what follows from the editors' decisions, and rows that are over.
//!
//! Each job is done by one server at a time, which holds a [`Lease`] in the database; when it dies, another
//! takes the job up once the lease is over. A lease saves work and no more: what a job does twice, because
//! a server was slow to find out that its lease had ended, changes nothing the second time.

mod sweep;
#[cfg(test)]
mod tests;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use shared::jobs::{Claim, Lease, claim, given_back};
use store::{StoreError, Unit};
use tokio::{
    sync::{Mutex, watch},
    task::JoinSet,
};

use crate::{
    Failure, certification, editorial, listings, mail, notifications, review, sandbox, services::Services,
};

/// What is done beside requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Hands mail over to the mail server.
    Outbox,
    /// Reads the events and tells people.
    Notifications,
    /// Sends what waits for the day's mail.
    Digest,
    /// Runs the stages of reviews that look at what was submitted.
    Review,
    /// Tries apps: for partners, and for the stages of reviews that call them.
    Trials,
    /// Publishes versions whose instant has come.
    Publish,
    /// Hands listings over to their new owners.
    Ownership,
    /// Tells partners in advance of the ends of certifications.
    Certification,
    /// Looks at every published app once a day.
    CleanUp,
    /// Lets the marketplace follow the editors.
    Editorial,
    /// Removes rows that are over.
    Sweep,
}

/// For how long a server that works has a job.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// Between two looks at the lease of a job that takes long.
const RENEW: Duration = Duration::from_secs(20);
/// Between two turns of the sweep: its lease says when the next one is.
const BETWEEN_SWEEPS: TimeDelta = TimeDelta::hours(1);
/// Longest pause between two looks: another server's writes do not tick here.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Between a write and the look that it causes, so that many writes cause one.
const BREATH: Duration = Duration::from_millis(500);
/// After a failure; each further one doubles it, up to [`LONGEST_RETRY`].
const FIRST_RETRY: Duration = Duration::from_secs(1);
const LONGEST_RETRY: Duration = Duration::from_secs(5 * 60);
/// For a turn to end when the server stops. What is cut off is done again by the next server.
const DRAIN: Duration = Duration::from_secs(10);

impl Job {
    pub const ALL: [Self; 11] = [
        Self::Outbox,
        Self::Notifications,
        Self::Digest,
        Self::Review,
        Self::Trials,
        Self::Publish,
        Self::Ownership,
        Self::Certification,
        Self::CleanUp,
        Self::Editorial,
        Self::Sweep,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Notifications => "notifications",
            Self::Digest => "digest",
            Self::Review => "review",
            Self::Trials => "trials",
            Self::Publish => "publish",
            Self::Ownership => "ownership",
            Self::Certification => "certification",
            Self::CleanUp => "clean_up",
            Self::Editorial => "editorial",
            Self::Sweep => "sweep",
        }
    }

    const fn lease(self) -> TimeDelta {
        match self {
            Self::Outbox
            | Self::Notifications
            | Self::Digest
            | Self::Review
            | Self::Trials
            | Self::Publish
            | Self::Ownership
            | Self::Certification
            | Self::CleanUp
            | Self::Editorial => LEASE,
            Self::Sweep => BETWEEN_SWEEPS,
        }
    }

    /// When there is something to do; `None` until something is written.
    async fn due(
        self,
        services: &Services,
        lease: Option<&Lease>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        match self {
            Self::Outbox => mail::due(services).await,
            Self::Notifications => notifications::due(services).await,
            Self::Digest => notifications::digest_due(services).await,
            Self::Review => review::due(services).await,
            Self::Trials => sandbox::due(services).await,
            Self::Publish => listings::due(services).await,
            Self::Ownership => listings::owner_due(services).await,
            Self::Certification => certification::due(services).await,
            Self::CleanUp => listings::clean_up_due(services).await,
            Self::Editorial => Ok(editorial::due(services)),
            Self::Sweep => Ok(Some(lease.map_or(DateTime::UNIX_EPOCH, |lease| lease.until))),
        }
    }

    async fn run(self, services: &Services) -> Result<(), Failure> {
        match self {
            Self::Outbox => mail::send_due(services).await?,
            Self::Notifications => notifications::tell(services).await?,
            Self::Digest => notifications::send_digests(services).await?,
            Self::Review => review::run_due(services).await?,
            Self::Trials => sandbox::run_due(services).await?,
            Self::Publish => listings::publish_due(services).await?,
            Self::Ownership => listings::change_due(services).await?,
            Self::Certification => certification::tell_due(services).await?,
            Self::CleanUp => listings::look_at_all(services).await?,
            Self::Editorial => editorial::follow(services).await?,
            Self::Sweep => sweep::sweep(services).await?,
        }
        Ok(())
    }
}

/// How a turn of a job went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// It was done; there may be more.
    Done,
    /// Nothing is to be done before that, as far as is known.
    Idle(Option<DateTime<Utc>>),
}

/// One look at a job, and its work if it is this server's turn.
async fn turn(job: Job, services: &Services, holder: &str) -> Result<Turn, Failure> {
    let stored = services.store.get::<Lease>(job.as_str()).await?;
    let now = services.clock.now();
    match job.due(services, stored.as_ref()).await? {
        Some(due) if due <= now => {}
        later => return Ok(Turn::Idle(later)),
    }
    if let Some(idle) = take(job, services, holder, stored.as_ref()).await? {
        return Ok(idle);
    }
    let mut work = std::pin::pin!(job.run(services));
    loop {
        tokio::select! {
            outcome = &mut work => break outcome?,
            () = tokio::time::sleep(RENEW) => renew(job, services, holder).await,
        }
    }
    services.metrics.job(job.as_str(), "done");
    Ok(Turn::Done)
}

/// Takes a job up, or keeps it; says how the turn goes when it is another server's.
async fn take(
    job: Job,
    services: &Services,
    holder: &str,
    stored: Option<&Lease>,
) -> Result<Option<Turn>, StoreError> {
    match claim(stored, job.as_str(), holder, services.clock.now(), job.lease()) {
        Claim::Held => Ok(None),
        Claim::Others(until) => Ok(Some(Turn::Idle(Some(until)))),
        Claim::Taken(lease) => {
            let mut unit = Unit::default();
            match stored {
                None => unit.create(&lease),
                Some(_) => unit.update(&lease),
            }
            match services.store.commit(unit).await {
                Ok(_) => Ok(None),
                // Another server was faster.
                Err(StoreError::VersionConflict { .. } | StoreError::Taken { .. }) => {
                    Ok(Some(Turn::Idle(None)))
                }
                Err(error) => Err(error),
            }
        }
    }
}

/// Keeps a job that takes long. Where that fails another server may do it, too, which changes nothing.
async fn renew(job: Job, services: &Services, holder: &str) {
    let renewed = async {
        let stored = services.store.get::<Lease>(job.as_str()).await?;
        take(job, services, holder, stored.as_ref()).await
    };
    if let Err(error) = renewed.await {
        tracing::warn!(job = job.as_str(), %error, "the lease of a job could not be renewed");
    }
}

/// Does everything that is due, in order and once, as a server of this name.
///
/// # Errors
/// The first job that fails.
pub async fn run_once(services: &Services, holder: &str) -> Result<(), Failure> {
    for job in Job::ALL {
        turn(job, services, holder).await?;
    }
    Ok(())
}

/// The jobs of a running server.
#[derive(Debug)]
pub struct Jobs {
    stop: watch::Sender<bool>,
    running: Mutex<JoinSet<()>>,
}

impl Jobs {
    /// Starts every job.
    pub fn start(services: &Services) -> Self {
        if services.post.is_none() && !services.site.demo {
            tracing::warn!(
                "mail is written and waits: no mail server is configured; name one with the keys `mail.url` \
                 and `mail.from`"
            );
        }
        let stop = watch::Sender::new(false);
        let holder = services.ids.ulid().to_string();
        let mut running = JoinSet::new();
        for job in Job::ALL {
            running.spawn(keep(job, services.clone(), holder.clone(), stop.subscribe()));
        }
        Self { stop, running: Mutex::new(running) }
    }

    /// Lets every turn end that is under way, and gives the leases back.
    pub async fn stop(&self) {
        self.stop.send_replace(true);
        let mut running = self.running.lock().await;
        let ended = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(DRAIN, ended).await.is_err() {
            tracing::warn!("work beside requests was cut off; it is done again at the next start");
            running.shutdown().await;
        }
    }
}

/// Does a job whenever it is due, until the server stops.
async fn keep(job: Job, services: Services, holder: String, mut stop: watch::Receiver<bool>) {
    let mut changes = services.changes.clone();
    let mut failures = 0_u32;
    loop {
        changes.mark_unchanged();
        let pause = match turn(job, &services, &holder).await {
            Ok(outcome) => {
                failures = 0;
                pause(outcome, services.clock.now())
            }
            Err(failure) => {
                services.metrics.job(job.as_str(), "failed");
                tracing::error!(job = job.as_str(), ?failure, "a job failed; it is tried again");
                let pause = FIRST_RETRY.saturating_mul(1 << failures.min(16)).min(LONGEST_RETRY);
                failures += 1;
                pause
            }
        };
        let rest = async {
            if failures == 0 {
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    // Ends with the store, and so does the server.
                    _ = changes.changed() => {}
                }
                tokio::time::sleep(BREATH).await;
            } else {
                tokio::time::sleep(pause).await;
            }
        };
        tokio::select! {
            () = rest => {}
            _ = stop.wait_for(|stop| *stop) => break,
        }
    }
    if let Err(error) = give_back(job, &services, &holder).await {
        tracing::warn!(job = job.as_str(), %error, "another server waits for this job until its lease is over");
    }
}

/// How long nothing is looked at.
fn pause(outcome: Turn, now: DateTime<Utc>) -> Duration {
    match outcome {
        Turn::Done => Duration::ZERO,
        Turn::Idle(None) => LONGEST_PAUSE,
        Turn::Idle(Some(at)) => (at - now).to_std().unwrap_or_default().min(LONGEST_PAUSE),
    }
}

async fn give_back(job: Job, services: &Services, holder: &str) -> Result<(), StoreError> {
    let stored = services.store.get::<Lease>(job.as_str()).await?;
    let free = match job {
        // Its lease says when the next turn is.
        Job::Sweep => None,
        Job::Outbox
        | Job::Notifications
        | Job::Digest
        | Job::Review
        | Job::Trials
        | Job::Publish
        | Job::Ownership
        | Job::Certification
        | Job::CleanUp
        | Job::Editorial => stored.and_then(|lease| given_back(&lease, holder, services.clock.now())),
    };
    let mut unit = Unit::default();
    if let Some(free) = &free {
        unit.update(free);
    }
    match services.store.commit(unit).await {
        Ok(_) | Err(StoreError::VersionConflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
