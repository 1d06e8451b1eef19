//! From when until when something is shown.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{error::Rejection, policy::WindowPolicy};

/// A stretch of time: its beginning belongs to it, its end does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Window {
    /// First instant.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub from: DateTime<Utc>,
    /// First instant that is too late; `None` until somebody ends it.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub until: Option<DateTime<Utc>>,
}

impl Window {
    /// Whether the instant is in it.
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && !self.is_over(at)
    }

    /// Whether it lies behind.
    pub fn is_over(&self, at: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| until <= at)
    }

    /// Whether an instant is in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        !self.is_over(other.from.max(self.from)) && !other.is_over(self.from.max(other.from))
    }

    /// The next instant after this one at which it begins or ends.
    pub fn next_change(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        [Some(self.from), self.until].into_iter().flatten().filter(|at| *at > after).min()
    }

    /// What is left of it when it ends at an instant that is not behind its end: `None` when it had not
    /// begun.
    pub(super) fn ended(self, at: DateTime<Utc>) -> Option<Self> {
        (self.from < at).then_some(Self { until: Some(at), ..self })
    }

    /// Whether it ended so many days ago.
    pub(super) fn is_forgotten(&self, at: DateTime<Utc>, days: u32) -> bool {
        at.checked_sub_signed(TimeDelta::days(days.into())).is_some_and(|then| self.is_over(then))
    }
}

/// When something is to be shown, as it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// First instant; `None` for now, or for the beginning that it has already.
    pub from: Option<DateTime<Utc>>,
    /// First instant that is too late; `None` until somebody ends it.
    pub until: Option<DateTime<Utc>>,
}

impl When {
    /// From now on.
    pub const NOW: Self = Self { from: None, until: None };

    /// The window that is asked for, in place of the one before.
    pub(super) fn window(
        self,
        before: Option<&Window>,
        limits: &WindowPolicy,
        now: DateTime<Utc>,
    ) -> Result<Window, Rejection> {
        let begun = before.filter(|before| before.holds(now)).map(|before| before.from);
        let from = self.from.or(begun).unwrap_or(now);
        if from < now && begun != Some(from) {
            return Err(Rejection::StartPassed);
        }
        let days = |days: u32| TimeDelta::days(days.into());
        if from - now > days(limits.max_ahead_days) {
            return Err(Rejection::TooFarAhead(limits.max_ahead_days));
        }
        match (self.until, limits.max_days) {
            (Some(until), _) if until <= from => return Err(Rejection::EndBeforeStart),
            (Some(until), _) if until <= now => return Err(Rejection::EndPassed),
            (Some(until), Some(most)) if until - from > days(most) => return Err(Rejection::TooLong(most)),
            (None, Some(most)) => return Err(Rejection::NoEnd(most)),
            (Some(_), Some(_) | None) | (None, None) => {}
        }
        Ok(Window { from, until: self.until })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::START;

    fn day(number: i64) -> DateTime<Utc> {
        START + TimeDelta::days(number)
    }

    fn window(from: i64, until: Option<i64>) -> Window {
        Window { from: day(from), until: until.map(day) }
    }

    #[test]
    fn the_first_instant_belongs_to_a_window_and_the_last_does_not() {
        let window = window(1, Some(3));
        let moment = TimeDelta::milliseconds(1);
        assert!(!window.holds(day(1) - moment) && window.holds(day(1)));
        assert!(window.holds(day(3) - moment) && !window.holds(day(3)));
        assert_eq!(window.next_change(day(0)), Some(day(1)));
        assert_eq!(window.next_change(day(1)), Some(day(3)));
        assert_eq!(window.next_change(day(3)), None);
    }

    #[test]
    fn what_is_asked_for_has_to_lie_ahead_and_to_fit() {
        let limits = WindowPolicy { max_ahead_days: 30, max_days: Some(10) };
        let check = |from: Option<i64>, until: Option<i64>, before: Option<Window>, expected| {
            let when = When { from: from.map(day), until: until.map(day) };
            assert_eq!(when.window(before.as_ref(), &limits, START), expected, "{from:?} to {until:?}");
        };
        check(None, Some(5), None, Ok(window(0, Some(5))));
        check(Some(30), Some(40), None, Ok(window(30, Some(40))));
        check(Some(31), Some(40), None, Err(Rejection::TooFarAhead(30)));
        check(Some(-1), Some(4), None, Err(Rejection::StartPassed));
        check(Some(4), Some(4), None, Err(Rejection::EndBeforeStart));
        check(Some(4), Some(15), None, Err(Rejection::TooLong(10)));
        check(Some(4), None, None, Err(Rejection::NoEnd(10)));
        // What is under way keeps its beginning, named or not.
        let running = Some(window(-2, Some(3)));
        check(None, Some(6), running, Ok(window(-2, Some(6))));
        check(Some(-2), Some(6), running, Ok(window(-2, Some(6))));
        check(Some(-1), Some(6), running, Err(Rejection::StartPassed));
        check(None, Some(-1), running, Err(Rejection::EndPassed));
        // What is over begins anew.
        let over = Some(window(-9, Some(-3)));
        check(None, Some(6), over, Ok(window(0, Some(6))));
        check(Some(-9), Some(6), over, Err(Rejection::StartPassed));
    }

    proptest! {
        #[test]
        fn windows_overlap_when_an_instant_is_in_both(
            one in (0_i64..12, prop::option::of(1_i64..8)), other in (0_i64..12, prop::option::of(1_i64..8)),
        ) {
            let made = |(from, days): (i64, Option<i64>)| window(from, days.map(|days| from + days));
            let (one, other) = (made(one), made(other));
            let both = (0..40).any(|at| one.holds(day(at)) && other.holds(day(at)));
            prop_assert_eq!(one.overlaps(&other), both);
            prop_assert_eq!(other.overlaps(&one), both);
        }
    }
}
