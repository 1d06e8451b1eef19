//! Where a certification stands on a day. Days are those of UTC, and half-open: it holds until the day
//! before the one named.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    model::{Badge, Certification},
    policy::CertificationPolicy,
};

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Standing {
    /// Nothing was granted yet.
    None {
        /// Whether a request waits.
        requested: bool,
    },
    /// It holds.
    Valid {
        /// Until the renewal opens.
        clock: Clock,
    },
    /// It holds and can be renewed.
    RenewalOpen {
        /// Until its end.
        clock: Clock,
    },
    /// It holds still and has to be renewed.
    Remediation {
        /// Until it lapses.
        clock: Clock,
    },
    /// It holds no longer.
    Lapsed {
        /// Since when.
        #[serde(deserialize_with = "crate::time::read_day")]
        on: NaiveDate,
    },
    /// The operator took it away.
    Withdrawn {
        /// Since when.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
    },
}

/// A clock to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clock {
    /// The day on which it is over.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub until: NaiveDate,
    /// Days until then; never 0.
    pub days_left: u32,
}

impl Standing {
    /// Whether badges, tier points and everything else derived from it count.
    pub const fn holds(self) -> bool {
        match self {
            Self::Valid { .. } | Self::RenewalOpen { .. } | Self::Remediation { .. } => true,
            Self::None { .. } | Self::Lapsed { .. } | Self::Withdrawn { .. } => false,
        }
    }

    /// Whether it can be renewed without a new beginning.
    pub const fn can_be_renewed(self) -> bool {
        match self {
            Self::RenewalOpen { .. } | Self::Remediation { .. } => true,
            Self::None { .. } | Self::Valid { .. } | Self::Lapsed { .. } | Self::Withdrawn { .. } => false,
        }
    }
}

/// The day on which a renewal opens.
pub fn renewal_opens_on(badge: &Badge, policy: &CertificationPolicy) -> NaiveDate {
    badge.expires_on.checked_sub_days(Days::new(policy.renewal_days.into())).unwrap_or(NaiveDate::MIN)
}

/// The first day on which it does not hold any more.
pub fn lapses_on(badge: &Badge, policy: &CertificationPolicy) -> NaiveDate {
    badge.expires_on.checked_add_days(Days::new(policy.remediation_days.into())).unwrap_or(NaiveDate::MAX)
}

/// The end of one that begins on a day. A day that its month does not have becomes the last one.
pub fn ends_on(begins: NaiveDate, policy: &CertificationPolicy) -> NaiveDate {
    begins.checked_add_months(Months::new(policy.valid_months)).unwrap_or(NaiveDate::MAX)
}

/// Where a certification stands: a function of its dates and the day.
pub fn standing(certification: &Certification, policy: &CertificationPolicy, now: DateTime<Utc>) -> Standing {
    if let Some(withdrawn) = &certification.withdrawn {
        return Standing::Withdrawn { at: withdrawn.at };
    }
    match &certification.badge {
        None => Standing::None { requested: certification.request.is_some() },
        Some(badge) => of_badge(badge, policy, now.date_naive()),
    }
}

/// Where a badge stands on a day.
pub fn of_badge(badge: &Badge, policy: &CertificationPolicy, today: NaiveDate) -> Standing {
    let (opens, lapses) = (renewal_opens_on(badge, policy), lapses_on(badge, policy));
    let clock =
        |until: NaiveDate| Clock { until, days_left: u32::try_from((until - today).num_days()).unwrap_or(0) };
    if today < opens {
        Standing::Valid { clock: clock(opens) }
    } else if today < badge.expires_on {
        Standing::RenewalOpen { clock: clock(badge.expires_on) }
    } else if today < lapses {
        Standing::Remediation { clock: clock(lapses) }
    } else {
        Standing::Lapsed { on: lapses }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{canonical::Digest, certification::model::Level, testing::START};

    pub(in crate::certification) fn badge() -> Badge {
        let issued_on = START.date_naive();
        Badge {
            issuer: "Guildhall review".to_owned(),
            level: Level::Verified,
            issued_on,
            expires_on: ends_on(issued_on, &CertificationPolicy::default()),
            looked_at: "All scopes and where data is kept.".parse().expect("words"),
            receipt: Digest::of_bytes("receipt"),
        }
    }

    fn on(day: &str) -> Standing {
        let day = crate::time::day(day).expect("a day");
        of_badge(&badge(), &CertificationPolicy::default(), day)
    }

    #[test]
    fn each_phase_begins_on_its_day() {
        let clock =
            |until: &str, days_left| Clock { until: crate::time::day(until).expect("a day"), days_left };
        for (day, expected) in [
            ("2026-06-01", Standing::Valid { clock: clock("2027-03-03", 275) }),
            ("2027-03-02", Standing::Valid { clock: clock("2027-03-03", 1) }),
            ("2027-03-03", Standing::RenewalOpen { clock: clock("2027-06-01", 90) }),
            ("2027-05-31", Standing::RenewalOpen { clock: clock("2027-06-01", 1) }),
            ("2027-06-01", Standing::Remediation { clock: clock("2027-07-01", 30) }),
            ("2027-06-30", Standing::Remediation { clock: clock("2027-07-01", 1) }),
            ("2027-07-01", Standing::Lapsed { on: crate::time::day("2027-07-01").expect("a day") }),
            ("2030-01-01", Standing::Lapsed { on: crate::time::day("2027-07-01").expect("a day") }),
        ] {
            assert_eq!(on(day), expected, "{day}");
        }
    }

    #[test]
    fn one_that_begins_on_a_leap_day_ends_on_the_last_of_february() {
        let leap = crate::time::day("2028-02-29").expect("a day");
        assert_eq!(ends_on(leap, &CertificationPolicy::default()).to_string(), "2029-02-28");
    }

    proptest! {
        #[test]
        fn time_only_moves_it_forward(days in 0_u64..900, later in 0_u64..900) {
            let rank = |days: u64| {
                let day = START.date_naive().checked_add_days(Days::new(days)).expect("a day");
                match of_badge(&badge(), &CertificationPolicy::default(), day) {
                    Standing::Valid { .. } => 0,
                    Standing::RenewalOpen { .. } => 1,
                    Standing::Remediation { .. } => 2,
                    Standing::Lapsed { .. } => 3,
                    other => panic!("{other:?}"),
                }
            };
            prop_assert!(rank(days) <= rank(days + later));
        }

        #[test]
        fn every_clock_runs_out_on_the_day_it_names(days in 0_u64..395) {
            let policy = CertificationPolicy::default();
            let day = START.date_naive().checked_add_days(Days::new(days)).expect("a day");
            let before = of_badge(&badge(), &policy, day);
            let (Standing::Valid { clock } | Standing::RenewalOpen { clock } | Standing::Remediation { clock }) = before
            else { panic!("{before:?}") };
            prop_assert_eq!(day + Days::new(clock.days_left.into()), clock.until);
            let after = of_badge(&badge(), &policy, clock.until);
            prop_assert_ne!(std::mem::discriminant(&before), std::mem::discriminant(&after));
        }
    }
}
