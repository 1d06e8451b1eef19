//! What a partner is told in advance, and when.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    model::Badge,
    policy::CertificationPolicy,
    standing::{lapses_on, renewal_opens_on},
};

/// Something that a partner is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// On which day (UTC).
    #[serde(deserialize_with = "crate::time::read_day")]
    pub on: NaiveDate,
    /// What.
    pub what: What,
}

/// What a partner is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum What {
    /// It can be renewed.
    RenewalOpens,
    /// It ends in so many days.
    EndsSoon {
        /// How many.
        days: u32,
    },
    /// It ended and holds still for a while.
    RemediationBegins,
    /// It lapses in so many days, and what that takes along.
    LapsesSoon {
        /// How many.
        days: u32,
    },
    /// It lapsed.
    Lapsed,
}

/// Everything that is told of a badge, in the order of the days.
pub fn schedule(badge: &Badge, policy: &CertificationPolicy) -> Vec<Notice> {
    let lapses = lapses_on(badge, policy);
    let mut notices = vec![
        Notice { on: renewal_opens_on(badge, policy), what: What::RenewalOpens },
        Notice { on: badge.expires_on, what: What::RemediationBegins },
        Notice { on: lapses, what: What::Lapsed },
    ];
    let before = |end: NaiveDate, days: u32| end.checked_sub_days(Days::new(days.into()));
    for days in &policy.notice_days_before_end {
        let on = before(badge.expires_on, *days).filter(|on| renewal_opens_on(badge, policy) < *on);
        notices.extend(on.map(|on| Notice { on, what: What::EndsSoon { days: *days } }));
    }
    for days in &policy.notice_days_before_lapse {
        let on = before(lapses, *days).filter(|on| badge.expires_on < *on);
        notices.extend(on.map(|on| Notice { on, what: What::LapsesSoon { days: *days } }));
    }
    notices.sort_unstable();
    notices
}

/// What is due on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// What is told now: the newest, so that a job that was away for weeks does not tell what is over.
    pub tell: Option<Notice>,
    /// What is not told any more. Both are written down as told.
    pub over: Vec<Notice>,
}

/// The first instant at which something has to be told that was not.
pub fn next(badge: &Badge, policy: &CertificationPolicy, told: &BTreeSet<Notice>) -> Option<DateTime<Utc>> {
    let next = schedule(badge, policy).into_iter().find(|notice| !told.contains(notice))?;
    Some(next.on.and_time(NaiveTime::MIN).and_utc())
}

/// What is due on a day, after what was told already.
pub fn due(badge: &Badge, policy: &CertificationPolicy, told: &BTreeSet<Notice>, today: NaiveDate) -> Due {
    let is_due = |notice: &Notice| notice.on <= today && !told.contains(notice);
    let mut over: Vec<_> = schedule(badge, policy).into_iter().filter(is_due).collect();
    let tell = over.pop();
    Due { tell, over }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certification::standing::tests::badge;

    #[test]
    fn a_lapse_is_announced_long_before() {
        let told: Vec<_> = schedule(&badge(), &CertificationPolicy::default())
            .into_iter()
            .map(|notice| (notice.on.to_string(), notice.what))
            .collect();
        let expected = [
            ("2027-03-03", What::RenewalOpens),
            ("2027-05-02", What::EndsSoon { days: 30 }),
            ("2027-05-25", What::EndsSoon { days: 7 }),
            ("2027-06-01", What::RemediationBegins),
            ("2027-06-17", What::LapsesSoon { days: 14 }),
            ("2027-06-28", What::LapsesSoon { days: 3 }),
            ("2027-06-30", What::LapsesSoon { days: 1 }),
            ("2027-07-01", What::Lapsed),
        ];
        assert_eq!(told, expected.map(|(on, what)| (on.to_owned(), what)));
    }

    #[test]
    fn each_is_told_once_and_a_job_that_was_away_tells_the_newest() {
        let policy = CertificationPolicy::default();
        let day = |text: &str| crate::time::day(text).expect("a day");
        let mut told = BTreeSet::new();
        assert_eq!(due(&badge(), &policy, &told, day("2027-03-02")), Due::default());
        let first = due(&badge(), &policy, &told, day("2027-03-03"));
        assert_eq!(first.tell.map(|notice| notice.what), Some(What::RenewalOpens));
        told.extend(first.tell);
        assert_eq!(due(&badge(), &policy, &told, day("2027-05-01")), Due::default());
        let away = due(&badge(), &policy, &told, day("2027-06-02"));
        assert_eq!(away.tell.map(|notice| notice.what), Some(What::RemediationBegins));
        assert_eq!(away.over.len(), 2);
    }
}
