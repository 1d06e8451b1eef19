//! Days and instants as they travel: strict RFC 3339, read by hand.
//!
//! chrono reads every format there is; the browser bundle would carry all of that for this one.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, de::Error};

/// A day: `2026-11-22`.
pub fn day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(
        i32::try_from(digits(&bytes[..4])?).ok()?,
        digits(&bytes[5..7])?,
        digits(&bytes[8..])?,
    )
}

/// An instant: `2026-11-22T10:15:00Z`, `2026-11-22T10:15:00.25+01:00`. Digits after the ninth of a second
/// are cut.
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    let (date, rest) = text.split_at_checked(10)?;
    let rest = rest.strip_prefix(['T', 't'])?;
    let (clock, rest) = rest.split_at_checked(8)?;
    let clock = clock.as_bytes();
    if clock[2] != b':' || clock[5] != b':' {
        return None;
    }
    let (fraction, zone) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at(rest.find(|letter: char| !letter.is_ascii_digit())?),
        None => ("0", rest),
    };
    let nanos = (0..9).try_fold(0_u32, |sum, at| match fraction.as_bytes().get(at) {
        None if at == 0 => None,
        None => Some(sum * 10),
        Some(digit) => Some(sum * 10 + u32::from(digit - b'0')),
    })?;
    let (hour, minute, second) = (digits(&clock[..2])?, digits(&clock[3..5])?, digits(&clock[6..])?);
    // A leap second is the last instant before the next minute.
    let (second, nanos) = if second == 60 { (59, nanos + 1_000_000_000) } else { (second, nanos) };
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?;
    let local = day(date)?.and_time(time);
    local.checked_sub_signed(offset(zone)?).map(|time| time.and_utc())
}

/// `Z`, `+01:00`, `-23:59`.
fn offset(zone: &str) -> Option<TimeDelta> {
    let bytes = zone.as_bytes();
    match bytes {
        [b'Z' | b'z'] => Some(TimeDelta::zero()),
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let (hours, minutes) = (digits(&bytes[1..3])?, digits(&bytes[4..])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let minutes = i64::from(hours * 60 + minutes);
            TimeDelta::try_minutes(if *sign == b'-' { -minutes } else { minutes })
        }
        _ => None,
    }
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

/// For `#[serde(deserialize_with)]`: an instant.
///
/// # Errors
/// A text that is none.
pub fn read_instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    instant(&String::deserialize(deserializer)?)
        .ok_or_else(|| D::Error::custom("not an RFC 3339 date and time"))
}

/// For `#[serde(default, deserialize_with)]`: an instant or `null`.
///
/// # Errors
/// A text that is none.
pub fn read_optional_instant<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| instant(&text).ok_or_else(|| D::Error::custom("not an RFC 3339 date and time")))
        .transpose()
}

/// For `#[serde(default, deserialize_with)]`: instants.
///
/// # Errors
/// A text that is none.
pub fn read_instants<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<DateTime<Utc>>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let read = |text: &String| instant(text).ok_or_else(|| D::Error::custom("not an RFC 3339 date and time"));
    texts.iter().map(read).collect()
}

/// For `#[serde(deserialize_with)]`: a day.
///
/// # Errors
/// A text that is none.
pub fn read_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    day(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("not a day such as 2026-11-22"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_a_time_is_refused() {
        for text in [
            "",
            "2026-11-22",
            "2026-11-22 10:15:00Z",
            "2026-11-22T10:15:00",
            "2026-11-22T10:15:00.Z",
            "2026-11-22T10:15:00.5",
            "2026-11-22T24:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-11-22T10:15:00+1:00",
            "2026-11-22T10:15:00+24:00",
            "2026-11-2éT10:15:00Z",
            "2026-11-22T10:1é:00Z",
            "+026-11-22T10:15:00Z",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
        assert_eq!(day("2026-13-01"), None);
        assert_eq!(day("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
    }

    proptest! {
        #[test]
        fn instants_are_read_as_chrono_reads_them(
            seconds in -62_135_596_800_i64..253_402_300_799,
            nanos in 0_u32..1_000_000_000,
            minutes in -1439_i32..1440,
        ) {
            let at = DateTime::from_timestamp(seconds, nanos).expect("within four-digit years");
            prop_assert_eq!(instant(&at.to_rfc3339()), Some(at));
            prop_assert_eq!(instant(serde_json::to_value(at).expect("a text").as_str().expect("a text")), Some(at));
            let zone = chrono::FixedOffset::east_opt(minutes * 60).expect("less than a day");
            let there = at.with_timezone(&zone).to_rfc3339();
            // Near the ends of the years the local year may have five digits or none.
            prop_assume!(there.as_bytes()[4] == b'-' && !there.starts_with('-') && !there.starts_with('+'));
            prop_assert_eq!(instant(&there), Some(at));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            _ = instant(&text);
            _ = day(&text);
        }
    }
}
