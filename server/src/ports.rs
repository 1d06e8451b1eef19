//! The clock and the ids of the real world: the only place that asks the operating system for either.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use rand::TryRngCore;
use shared::ports::{Clock, IdGen, Random};
use ulid::Ulid;

/// The wall clock of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the port behind which the clock is read")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The random numbers of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        rand::rngs::OsRng.try_fill_bytes(bytes).expect("the operating system has random numbers");
    }
}

/// New ULIDs, each greater than every one before it from the same generator, also when the clock goes
/// back.
#[derive(Debug, Default)]
pub struct SystemIds(Mutex<Ulid>);

impl IdGen for SystemIds {
    fn ulid(&self) -> Ulid {
        #[expect(clippy::disallowed_methods, reason = "this is the port behind which ids are made")]
        let fresh = Ulid::new();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = after(*last, fresh);
        *last
    }
}

/// `fresh` when it comes after `last`, else the id right behind `last`.
fn after(last: Ulid, fresh: Ulid) -> Ulid {
    if fresh > last {
        fresh
    } else {
        // Overflow would need 2^80 ids in the last millisecond that 48 bits can name.
        Ulid(last.0.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_also_within_a_millisecond() {
        let ids = SystemIds::default();
        let made: Vec<Ulid> = (0..10_000).map(|_| ids.ulid()).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn ids_rise_when_the_clock_goes_back() {
        let last = Ulid::from_parts(2_000, 7);
        assert_eq!(after(last, Ulid::from_parts(1_000, 9)), Ulid::from_parts(2_000, 8));
        assert_eq!(after(last, Ulid::from_parts(2_001, 0)), Ulid::from_parts(2_001, 0));
    }
}
