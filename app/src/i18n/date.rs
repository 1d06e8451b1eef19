//! Dates: absolute, with how far away they are beside. Pure: today comes in.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::Locale;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// `14 March 2026`, `14. März 2026`.
pub fn date(locale: Locale, date: NaiveDate) -> String {
    let month = locale.pick(ENGLISH, GERMAN)[date.month0() as usize];
    format!("{}{}\u{a0}{month} {}", date.day(), locale.pick("", "."), date.year())
}

/// For columns: `14 Mar 2026`, `14.03.2026`.
pub fn short_date(locale: Locale, date: NaiveDate) -> String {
    match locale {
        Locale::English => {
            let month = &ENGLISH[date.month0() as usize][..3];
            format!("{}\u{a0}{month}\u{a0}{}", date.day(), date.year())
        }
        Locale::German => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
    }
}

/// An instant with its zone: `14 March 2026, 09:30 UTC`.
pub fn instant(locale: Locale, at: DateTime<Utc>) -> String {
    format!("{}, {:02}:{:02}\u{a0}UTC", date(locale, at.date_naive()), at.hour(), at.minute())
}

/// How far a date is from today: `today`, `in 3 weeks`, `vor 5 Monaten`. Days up to a fortnight, weeks
/// up to two months, months up to two years, then years; so the number is never one.
pub fn relative(locale: Locale, date: NaiveDate, today: NaiveDate) -> String {
    let days = date.signed_duration_since(today).num_days();
    match days {
        0 => return locale.pick("today", "heute").to_owned(),
        1 => return locale.pick("tomorrow", "morgen").to_owned(),
        -1 => return locale.pick("yesterday", "gestern").to_owned(),
        _ => {}
    }
    let far = days.unsigned_abs();
    let (count, unit) = match far {
        0..14 => (far, locale.pick("days", "Tagen")),
        14..60 => (far / 7, locale.pick("weeks", "Wochen")),
        // A month is 30.44 days on average; to the nearest.
        60..730 => ((far * 100 + 1_522) / 3_044, locale.pick("months", "Monaten")),
        _ => (far * 100 / 36_525, locale.pick("years", "Jahren")),
    };
    let count = count.max(2);
    match (locale, days > 0) {
        (_, true) => format!("in {count}\u{a0}{unit}"),
        (Locale::English, false) => format!("{count}\u{a0}{unit} ago"),
        (Locale::German, false) => format!("vor {count}\u{a0}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
    }

    #[test]
    fn dates_are_written_out() {
        let at = day(2026, 3, 4);
        assert_eq!(date(Locale::English, at), "4\u{a0}March 2026");
        assert_eq!(date(Locale::German, at), "4.\u{a0}März 2026");
        assert_eq!(short_date(Locale::English, at), "4\u{a0}Mar\u{a0}2026");
        assert_eq!(short_date(Locale::German, at), "04.03.2026");
        let noon = at.and_hms_opt(9, 5, 0).expect("a real time").and_utc();
        assert_eq!(instant(Locale::English, noon), "4\u{a0}March 2026, 09:05\u{a0}UTC");
    }

    #[test]
    fn distance_changes_its_unit_at_the_boundaries() {
        let today = day(2026, 6, 1);
        let check = |days, english, german| {
            let at = today + TimeDelta::days(days);
            assert_eq!(relative(Locale::English, at, today).replace('\u{a0}', " "), english, "{days}");
            assert_eq!(relative(Locale::German, at, today).replace('\u{a0}', " "), german, "{days}");
        };
        check(0, "today", "heute");
        check(1, "tomorrow", "morgen");
        check(-1, "yesterday", "gestern");
        check(13, "in 13 days", "in 13 Tagen");
        check(14, "in 2 weeks", "in 2 Wochen");
        check(-59, "8 weeks ago", "vor 8 Wochen");
        check(60, "in 2 months", "in 2 Monaten");
        check(-365, "12 months ago", "vor 12 Monaten");
        check(729, "in 24 months", "in 24 Monaten");
        check(730, "in 2 years", "in 2 Jahren");
        check(-3_653, "10 years ago", "vor 10 Jahren");
    }
}
