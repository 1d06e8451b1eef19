//! How guesses are slowed down without locking anyone out.
//!
//! Failures are counted for the account that was named, whether it exists or not, and for the address of
//! the network. A device that has signed the person in before is counted by itself only: whoever guesses
//! elsewhere does not hold its owner up.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::identity::policy::{Slowdown, ThrottlePolicy};

/// Failures in a row, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strikes {
    pub failures: u32,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub last_at: DateTime<Utc>,
}

/// What is known when somebody tries to sign in.
#[derive(Clone, Copy, Debug)]
pub enum Attempt<'s> {
    /// From a device that shows the proof of an earlier sign-in of the same person.
    KnownDevice {
        device: Option<&'s Strikes>,
    },
    Unknown {
        account: Option<&'s Strikes>,
        address: Option<&'s Strikes>,
    },
}

/// Which counter holds an attempt up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    Account,
    Address,
    Device,
}

/// Whether the password is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Try,
    /// It is not, and the attempt counts for nothing; the answer is that to a wrong password, after the
    /// same time.
    Wait {
        until: DateTime<Utc>,
        because: Counter,
    },
}

/// Decides whether an attempt is made.
pub fn decide(attempt: Attempt<'_>, now: DateTime<Utc>, policy: &ThrottlePolicy) -> Verdict {
    let held_up = |strikes: Option<&Strikes>, slowdown: &Slowdown, because| {
        let until = strikes.and_then(|strikes| strikes.held_up_until(now, slowdown))?;
        Some(Verdict::Wait { until, because })
    };
    let verdict = match attempt {
        Attempt::KnownDevice { device } => held_up(device, &policy.device, Counter::Device),
        Attempt::Unknown { account, address } => held_up(account, &policy.account, Counter::Account)
            .or_else(|| held_up(address, &policy.address, Counter::Address)),
    };
    verdict.unwrap_or(Verdict::Try)
}

impl Strikes {
    /// The counter after an attempt that was made and failed. A success removes the counters of the
    /// account and the device; that of the address stays, or one good account would hide many bad ones.
    #[must_use]
    pub fn after_failure(before: Option<&Self>, now: DateTime<Utc>, slowdown: &Slowdown) -> Self {
        match before.filter(|strikes| strikes.counts(now, slowdown)) {
            None => Self { failures: 1, last_at: now },
            Some(strikes) => {
                Self { failures: strikes.failures.saturating_add(1), last_at: strikes.last_at.max(now) }
            }
        }
    }

    /// The first instant at which the next attempt is made, if that is not now.
    pub fn held_up_until(&self, now: DateTime<Utc>, slowdown: &Slowdown) -> Option<DateTime<Utc>> {
        let until = self.last_at + pause(self.failures, slowdown);
        (self.counts(now, slowdown) && now < until).then_some(until)
    }

    /// Not forgotten, and not from a future that only a clock set back can explain.
    fn counts(&self, now: DateTime<Utc>, slowdown: &Slowdown) -> bool {
        let age = now - self.last_at;
        age < TimeDelta::seconds(slowdown.forget_seconds.into())
            && -age <= TimeDelta::seconds(slowdown.longest_seconds.into())
    }
}

/// The pause after so many failures.
fn pause(failures: u32, slowdown: &Slowdown) -> TimeDelta {
    let Some(doublings) = failures.checked_sub(slowdown.free.saturating_add(1)) else {
        return TimeDelta::zero();
    };
    let seconds = u64::from(slowdown.first_seconds).saturating_mul(1 << doublings.min(32));
    let seconds = u32::try_from(seconds).unwrap_or(u32::MAX).min(slowdown.longest_seconds);
    TimeDelta::seconds(seconds.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::START;

    fn policy() -> ThrottlePolicy {
        ThrottlePolicy::default()
    }

    fn failed(times: u32) -> Strikes {
        Strikes { failures: times, last_at: START }
    }

    fn seconds(seconds: i64) -> DateTime<Utc> {
        START + TimeDelta::seconds(seconds)
    }

    #[test]
    fn pauses_double_after_the_free_ones_up_to_the_longest() {
        let account = policy().account;
        let pauses: Vec<i64> = (4..17).map(|failures| pause(failures, &account).num_seconds()).collect();
        assert_eq!(pauses, [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        assert_eq!(pause(u32::MAX, &account).num_seconds(), 900);
    }

    #[test]
    fn a_known_device_passes_while_the_account_is_under_attack() {
        let attacked = failed(10_000);
        let stranger = Attempt::Unknown { account: Some(&attacked), address: None };
        let until = seconds(900);
        assert_eq!(decide(stranger, START, &policy()), Verdict::Wait { until, because: Counter::Account });
        assert_eq!(decide(Attempt::KnownDevice { device: None }, START, &policy()), Verdict::Try);
        let stolen = failed(11);
        let wait = decide(Attempt::KnownDevice { device: Some(&stolen) }, START, &policy());
        assert_eq!(wait, Verdict::Wait { until: seconds(2), because: Counter::Device });
    }

    #[test]
    fn an_address_that_tries_many_accounts_is_slowed_down() {
        let (fresh, address) = (failed(1), failed(31));
        let attempt = Attempt::Unknown { account: Some(&fresh), address: Some(&address) };
        assert_eq!(
            decide(attempt, START, &policy()),
            Verdict::Wait { until: seconds(1), because: Counter::Address }
        );
        assert_eq!(decide(attempt, seconds(1), &policy()), Verdict::Try);
    }

    #[test]
    fn failures_are_forgotten_after_a_quiet_day() {
        let account = policy().account;
        let old = failed(100);
        let day = 24 * 60 * 60;
        assert_eq!(Strikes::after_failure(Some(&old), seconds(day), &account).failures, 1);
        assert_eq!(Strikes::after_failure(Some(&old), seconds(day - 1), &account).failures, 101);
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out_and_two_clocks_that_differ_let_nobody_through() {
        let account = policy().account;
        let future = Strikes { failures: 100, last_at: seconds(1_000_000) };
        assert_eq!(future.held_up_until(START, &account), None);
        let ahead = Strikes { failures: 100, last_at: seconds(3) };
        assert_eq!(ahead.held_up_until(START, &account), Some(seconds(903)));
        assert_eq!(Strikes::after_failure(Some(&ahead), START, &account).last_at, seconds(3));
    }

    proptest! {
        #[test]
        fn pauses_never_shrink_within_a_burst_and_always_end(
            waits in prop::collection::vec(0_i64..2_000, 1..60),
            free in 0_u32..10,
            first in 1_u32..60,
            longest in 60_u32..3_600,
        ) {
            let slowdown = Slowdown { free, first_seconds: first, longest_seconds: longest, forget_seconds: 86_400 };
            let mut now = START;
            let mut strikes: Option<Strikes> = None;
            let mut last_pause = TimeDelta::zero();
            for wait in waits {
                now += TimeDelta::seconds(wait);
                if strikes.is_some_and(|strikes| strikes.held_up_until(now, &slowdown).is_some()) {
                    continue;
                }
                let next = Strikes::after_failure(strikes.as_ref(), now, &slowdown);
                let until = next.held_up_until(now, &slowdown).unwrap_or(now);
                prop_assert!(until - now >= last_pause, "{} after {}", until - now, last_pause);
                prop_assert!(until - now <= TimeDelta::seconds(longest.into()));
                prop_assert_eq!(next.held_up_until(until, &slowdown), None);
                last_pause = until - now;
                strikes = Some(next);
            }
        }

        #[test]
        fn an_attacker_gets_few_guesses(tries in 1_usize..3_000) {
            // One try each second for at most an hour: the free ones, then those that the pauses leave.
            let account = policy().account;
            let mut strikes: Option<Strikes> = None;
            let mut made = 0;
            for second in 0..tries {
                let now = seconds(i64::try_from(second).expect("small"));
                if strikes.is_none_or(|strikes| strikes.held_up_until(now, &account).is_none()) {
                    strikes = Some(Strikes::after_failure(strikes.as_ref(), now, &account));
                    made += 1;
                }
            }
            prop_assert!(made <= 18, "{} guesses", made);
        }
    }
}
