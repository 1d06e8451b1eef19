//! Work beside requests: of several servers on one database, one does it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Which server does a job, and until when, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    pub job: String,
    pub version: u64,
    /// Drawn by each server at its start.
    pub holder: String,
    /// The first instant at which another server may take the job up.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub until: DateTime<Utc>,
}

/// What a server learns that wants to do a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It has the job already, for at least half of its time to come.
    Held,
    /// It has the job once this is written.
    Taken(Lease),
    /// Another server has it until then.
    Others(DateTime<Utc>),
}

/// Claims a job for a while.
pub fn claim(before: Option<&Lease>, job: &str, holder: &str, now: DateTime<Utc>, lasts: TimeDelta) -> Claim {
    match before {
        Some(lease) if lease.holder == holder && now + lasts / 2 <= lease.until => Claim::Held,
        Some(lease) if lease.holder != holder && now < lease.until => Claim::Others(lease.until),
        Some(_) | None => Claim::Taken(Lease {
            job: job.to_owned(),
            version: before.map_or(1, |before| before.version + 1),
            holder: holder.to_owned(),
            until: now + lasts,
        }),
    }
}

/// The lease as given back by a server that stops, so that nobody waits for it; `None` when it is another's
/// or over.
pub fn given_back(lease: &Lease, holder: &str, now: DateTime<Utc>) -> Option<Lease> {
    let holds = lease.holder == holder && now < lease.until;
    holds.then(|| Lease { version: lease.version + 1, until: now, ..lease.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::START;

    const LASTS: TimeDelta = TimeDelta::seconds(60);

    fn after(seconds: i64) -> DateTime<Utc> {
        START + TimeDelta::seconds(seconds)
    }

    fn claimed(before: Option<&Lease>, holder: &str, seconds: i64) -> Claim {
        claim(before, "outbox", holder, after(seconds), LASTS)
    }

    fn taken(claim: Claim) -> Lease {
        match claim {
            Claim::Taken(lease) => lease,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_server_has_a_job_until_its_lease_ends() {
        let here = taken(claimed(None, "here", 0));
        assert_eq!((here.version, here.until), (1, after(60)));
        assert_eq!(claimed(Some(&here), "there", 59), Claim::Others(after(60)));
        let there = taken(claimed(Some(&here), "there", 60));
        assert_eq!((there.version, there.holder.as_str()), (2, "there"));
        assert_eq!(claimed(Some(&there), "here", 61), Claim::Others(after(120)));
    }

    #[test]
    fn whoever_has_it_writes_again_after_half_of_its_time() {
        let here = taken(claimed(None, "here", 0));
        assert_eq!(claimed(Some(&here), "here", 30), Claim::Held);
        assert_eq!(taken(claimed(Some(&here), "here", 31)).until, after(91));
    }

    #[test]
    fn what_is_given_back_is_free_at_once() {
        let here = taken(claimed(None, "here", 0));
        let free = given_back(&here, "here", after(10)).expect("held");
        assert!(matches!(claimed(Some(&free), "there", 10), Claim::Taken(_)));
        assert_eq!(given_back(&here, "there", after(10)), None);
        assert_eq!(given_back(&here, "here", after(60)), None);
    }
}
