//! The clock of the browser, and new ids.

use chrono::{DateTime, Utc};
use shared::ports::IdGen;

use super::random;

/// The instant by the browser's clock; the epoch in a server's build, which shows nothing of anybody's own.
pub(crate) fn now() -> DateTime<Utc> {
    if !cfg!(target_family = "wasm") {
        return DateTime::UNIX_EPOCH;
    }
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a clock fit by far")]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::UNIX_EPOCH)
}

/// Ids that this browser chooses, so that a repeated attempt names the same thing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FreshIds;

impl IdGen for FreshIds {
    fn ulid(&self) -> ulid::Ulid {
        let millis = u64::try_from(now().timestamp_millis()).unwrap_or_default();
        ulid::Ulid::from_parts(millis, u128::from_be_bytes(random::<16>()))
    }
}
