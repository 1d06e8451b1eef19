//! How long something took, and the time of a day.

use chrono::{DateTime, Timelike, Utc};

use crate::i18n::Locale;

/// `45 min`, `3 h 20 min`, `2 d 4 h`: two units at most.
pub fn span(locale: Locale, minutes: u64) -> String {
    let (day, hour, minute) = locale.pick(("d", "h", "min"), ("Tg.", "Std.", "Min."));
    let two = |many: u64, unit: &str, rest: u64, of_rest: &str| {
        let rest = if rest == 0 { String::new() } else { format!(" {rest}\u{a0}{of_rest}") };
        format!("{many}\u{a0}{unit}{rest}")
    };
    match minutes {
        0..60 => format!("{minutes}\u{a0}{minute}"),
        60..1_440 => two(minutes / 60, hour, minutes % 60, minute),
        _ => two(minutes / 1_440, day, minutes % 1_440 / 60, hour),
    }
}

/// Whole minutes from one instant to another; 0 when it is not later.
pub fn minutes(from: DateTime<Utc>, to: DateTime<Utc>) -> u64 {
    u64::try_from((to - from).num_minutes()).unwrap_or(0)
}

/// What is left until an instant, in whole minutes, rounded up: 0 only once it is over.
pub fn minutes_left(until: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    let seconds = (until - now).num_milliseconds().max(0);
    u64::try_from(seconds).unwrap_or(0).div_ceil(60_000)
}

/// `10:45 UTC`.
pub fn time_of_day(at: DateTime<Utc>) -> String {
    format!("{:02}:{:02}\u{a0}UTC", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_span_has_two_units_at_most() {
        let check = |minutes, english: &str, german: &str| {
            assert_eq!(span(Locale::English, minutes).replace('\u{a0}', " "), english);
            assert_eq!(span(Locale::German, minutes).replace('\u{a0}', " "), german);
        };
        check(0, "0 min", "0 Min.");
        check(59, "59 min", "59 Min.");
        check(60, "1 h", "1 Std.");
        check(200, "3 h 20 min", "3 Std. 20 Min.");
        check(1_440, "1 d", "1 Tg.");
        check(3_140, "2 d 4 h", "2 Tg. 4 Std.");
    }

    #[test]
    fn what_is_left_is_nothing_at_the_very_instant_and_not_before() {
        let now = DateTime::UNIX_EPOCH;
        let left = |millis| minutes_left(now + TimeDelta::milliseconds(millis), now);
        assert_eq!([left(-5), left(0), left(1), left(60_000), left(60_001)], [0, 0, 1, 1, 2]);
        assert_eq!(minutes(now, now - TimeDelta::hours(1)), 0);
        assert_eq!(time_of_day(now + TimeDelta::minutes(65)).replace('\u{a0}', " "), "01:05 UTC");
    }
}
