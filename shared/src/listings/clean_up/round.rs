//! The rounds of the clean-up: every published app once a day (UTC), whichever server looks.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ListingId;

/// How far the clean-up has come, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// The day that it is looking at.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub day: NaiveDate,
    /// The last app that was looked at; `None` before the first.
    pub after: Option<ListingId>,
    /// Whether all were.
    pub done: bool,
}

/// When there is something to look at.
pub fn due(round: Option<&Round>, now: DateTime<Utc>) -> DateTime<Utc> {
    match round {
        Some(round) if round.done && round.day >= now.date_naive() => {
            let next = round.day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
            next.and_time(NaiveTime::MIN).and_utc()
        }
        Some(_) | None => DateTime::UNIX_EPOCH,
    }
}

/// Behind which app the next turn begins. A round that was not finished on its day is finished first.
pub fn begin(round: Option<&Round>, now: DateTime<Utc>) -> Option<ListingId> {
    round.filter(|round| !round.done || round.day >= now.date_naive()).and_then(|round| round.after)
}

/// The round after a turn that looked at apps up to `last`; `all` when none are left.
pub fn looked(before: Option<&Round>, last: Option<ListingId>, all: bool, now: DateTime<Utc>) -> Round {
    Round {
        version: before.map_or(1, |before| before.version + 1),
        day: now.date_naive(),
        after: if all { None } else { last },
        done: all,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::testing::{START, listing_id};

    #[test]
    fn a_round_is_looked_at_once_a_day_and_goes_on_where_it_stopped() {
        let id = listing_id("ledger-bridge");
        assert_eq!((due(None, START), begin(None, START)), (DateTime::UNIX_EPOCH, None));
        let half = looked(None, Some(id), false, START);
        assert_eq!((due(Some(&half), START), begin(Some(&half), START)), (DateTime::UNIX_EPOCH, Some(id)));
        let whole = looked(Some(&half), None, true, START);
        let tomorrow = (START + TimeDelta::days(1)).date_naive().and_time(NaiveTime::MIN).and_utc();
        assert_eq!((whole.version, due(Some(&whole), START)), (2, tomorrow));
        assert_eq!(
            (due(Some(&whole), tomorrow), begin(Some(&whole), tomorrow)),
            (DateTime::UNIX_EPOCH, None)
        );
    }
}
