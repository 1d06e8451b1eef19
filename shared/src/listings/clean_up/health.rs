//! Whether customers reach an app: what its health endpoint answers, once a day.
//!
//! Of what is published, and of what is unlisted and may come back. The address is the one that the manifest of the published version names. An app that names none, and one
//! at a name that is reserved for examples (RFC 2606), is not called, and nothing counts against it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Trouble;
use crate::{
    ids::ListingId,
    manifest::web,
    sandbox::{budget::Came, exchange::Failure},
};

/// How the health endpoint of an app answered, as stored: one row for each app that is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Which app.
    pub listing: ListingId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// What was called.
    pub url: String,
    /// When it was called last.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub checked_at: DateTime<Utc>,
    /// What came.
    pub came: Came,
    /// The first call without a good answer since the last one with it.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub failing_since: Option<DateTime<Utc>>,
}

/// Whether an app answered as it should.
pub const fn is_well(came: &Came) -> bool {
    matches!(came, Came::Status { status: 200..=299 })
}

/// Whether what came of a call says anything of the app. What is not called from here, by our own rules, does not.
pub const fn counts(came: &Came) -> bool {
    !matches!(came, Came::Failed { failure: Failure::RefusedAddress { .. } | Failure::RedirectInward { .. } })
}

/// Whether calls that were made together say anything: when not one app answered, it may be us whom no answer
/// reaches.
pub fn tell<'c>(came: impl IntoIterator<Item = &'c Came>) -> bool {
    came.into_iter().any(|came| matches!(came, Came::Status { .. }))
}

/// What is known is too old behind that: several days' calls were missed.
const STALE: TimeDelta = TimeDelta::days(3);

impl Health {
    /// The row after a call. Another address does not end a failure: a good answer does.
    pub fn after(
        before: Option<&Self>,
        listing: ListingId,
        url: String,
        came: Came,
        now: DateTime<Utc>,
    ) -> Self {
        let failing_since = (!is_well(&came))
            .then(|| before.filter(|before| !before.is_stale(now)).and_then(|before| before.failing_since))
            .map(|since| since.unwrap_or(now));
        let version = before.map_or(1, |before| before.version + 1);
        Self { listing, version, url, checked_at: now, came, failing_since }
    }

    /// What it says at an instant.
    pub fn trouble(&self, now: DateTime<Utc>) -> Trouble {
        match self.failing_since {
            _ if self.is_stale(now) => Trouble::NotKnown,
            None => Trouble::None,
            Some(since) => Trouble::Since { since },
        }
    }

    fn is_stale(&self, now: DateTime<Utc>) -> bool {
        now - self.checked_at > STALE
    }
}

/// Whether an address stands for no place: its host is reserved for examples and tests.
pub fn is_example(url: &str) -> bool {
    let Some(url) = web::parse(url) else { return false };
    let host = url.host.text();
    let within =
        |name: &&str| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    ["example", "test", "invalid", "example.com", "example.net", "example.org"].iter().any(within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{START, listing_id};

    const DAY: TimeDelta = TimeDelta::days(1);

    fn call(before: Option<&Health>, status: u16, at: DateTime<Utc>) -> Health {
        let url = "https://app.quay.eu/health".to_owned();
        Health::after(before, listing_id("quay"), url, Came::Status { status }, at)
    }

    #[test]
    fn a_failure_counts_from_its_first_call_until_a_good_answer() {
        let well = call(None, 204, START);
        assert_eq!((well.version, well.trouble(START)), (1, Trouble::None));
        let first = call(Some(&well), 503, START + DAY);
        let second = call(Some(&first), 302, START + DAY * 2);
        assert_eq!(second.trouble(START + DAY * 2), Trouble::Since { since: START + DAY });
        let mended = call(Some(&second), 200, START + DAY * 3);
        assert_eq!((mended.version, mended.trouble(START + DAY * 3)), (4, Trouble::None));
    }

    #[test]
    fn what_was_not_looked_at_for_days_is_not_known_and_begins_anew() {
        let failed = call(None, 500, START);
        let later = START + STALE + TimeDelta::seconds(1);
        assert_eq!(failed.trouble(START + STALE), Trouble::Since { since: START });
        assert_eq!(failed.trouble(later), Trouble::NotKnown);
        assert_eq!(call(Some(&failed), 500, later).trouble(later), Trouble::Since { since: later });
    }

    #[test]
    fn what_is_ours_counts_against_nobody() {
        let failed = |failure| Came::Failed { failure };
        let refused = failed(Failure::RefusedAddress {
            address: "10.0.0.7".to_owned(),
            reason: crate::sandbox::address::Reason::Private,
        });
        assert!(!counts(&refused));
        for came in [failed(Failure::Connect), failed(Failure::Timeout), Came::Status { status: 500 }] {
            assert!(counts(&came), "{came:?}");
        }
        assert!(!tell(&[failed(Failure::Resolve), failed(Failure::Connect)]), "it may be us");
        assert!(tell(&[failed(Failure::Resolve), Came::Status { status: 503 }]));
    }

    #[test]
    fn names_for_examples_are_told_from_others() {
        for url in ["https://app.parcel-bell.example/health", "https://EXAMPLE.com", "https://a.test:8443/x"]
        {
            assert!(is_example(url), "{url}");
        }
        for url in [
            "https://myexample.com/health",
            "https://example.eu",
            "http://127.0.0.1:9000/health",
            "no address",
        ] {
            assert!(!is_example(url), "{url}");
        }
    }
}
