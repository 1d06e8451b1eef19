//! How far away an instant is, by the minute where it is near.

use chrono::{DateTime, Utc};

use super::{Locale, plural, relative};

/// `in 5 minutes`, `3 hours ago`, `now`; from two days on as [`relative`] says it.
pub fn distance(locale: Locale, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let away = at.signed_duration_since(now);
    let minutes = away.num_minutes();
    let far = minutes.unsigned_abs();
    let (count, unit) = match far {
        0 => return locale.pick("now", "jetzt").to_owned(),
        1..60 => (far, locale.pick(plural(far, "minute", "minutes"), plural(far, "Minute", "Minuten"))),
        60..2_880 => {
            let hours = far / 60;
            (hours, locale.pick(plural(hours, "hour", "hours"), plural(hours, "Stunde", "Stunden")))
        }
        _ => return relative(locale, at.date_naive(), now.date_naive()),
    };
    match (locale, minutes > 0) {
        (_, true) => format!("in {count}\u{a0}{unit}"),
        (Locale::English, false) => format!("{count}\u{a0}{unit} ago"),
        (Locale::German, false) => format!("vor {count}\u{a0}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn what_is_near_is_told_by_minutes_and_hours() {
        let now = DateTime::UNIX_EPOCH;
        let check = |seconds, english: &str, german: &str| {
            let at = now + TimeDelta::seconds(seconds);
            assert_eq!(distance(Locale::English, at, now).replace('\u{a0}', " "), english, "{seconds}");
            assert_eq!(distance(Locale::German, at, now).replace('\u{a0}', " "), german, "{seconds}");
        };
        check(59, "now", "jetzt");
        check(-60, "1 minute ago", "vor 1 Minute");
        check(3_599, "in 59 minutes", "in 59 Minuten");
        check(3_600, "in 1 hour", "in 1 Stunde");
        check(-172_799, "47 hours ago", "vor 47 Stunden");
        check(172_800, "in 2 days", "in 2 Tagen");
    }
}
