//! Numbers as each language writes them. No tables of the world: two languages, their rules by hand.

use shared::marketplace::api::Stars;

use super::Locale;

/// `1,204` and `1.204`.
pub fn number(locale: Locale, value: u64) -> String {
    group(locale, &value.to_string())
}

/// Digits in groups of three.
pub(super) fn group(locale: Locale, digits: &str) -> String {
    let separator = locale.pick(',', '.');
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// A number for a narrow place, cut and never rounded up: `940`, `1.2k`, `34k`, `1.5M`; in German
/// `1,2 Tsd.`, `1,5 Mio.`.
pub fn compact(locale: Locale, value: u64) -> String {
    let (unit, name) = match value {
        0..1_000 => return value.to_string(),
        1_000..1_000_000 => (1_000, locale.pick("k", "\u{a0}Tsd.")),
        _ => (1_000_000, locale.pick("M", "\u{a0}Mio.")),
    };
    let whole = value / unit;
    let tenth = value % unit / (unit / 10);
    if whole < 10 && tenth > 0 {
        format!("{whole}{}{tenth}{name}", point(locale))
    } else {
        format!("{}{name}", number(locale, whole))
    }
}

/// Stars with one decimal, cut: `4.5`, `4,5`.
pub fn stars(locale: Locale, stars: Stars) -> String {
    format!("{}{}{}", stars.0 / 100, point(locale), stars.0 / 10 % 10)
}

/// What something is multiplied by, with two decimals: `× 1.12`, `× 1,12`.
pub fn factor(locale: Locale, value: f64) -> String {
    format!("×\u{a0}{}", hundredths(locale, value))
}

/// A number with two decimals, rounded: `1.12`, `-0,05`.
///
/// By whole numbers: the standard library's decimals of a float are more code than the rest of this module.
pub fn hundredths(locale: Locale, value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "what is shown is small; a giant is cut, not wrong")]
    let rounded = (value * 100.0).round() as i64;
    let sign = if rounded < 0 { "-" } else { "" };
    let digits = rounded.unsigned_abs();
    format!("{sign}{}{}{:02}", digits / 100, point(locale), digits % 100)
}

/// One form for exactly one, the other for none and many. True of English and of German.
pub fn plural<T>(count: u64, one: T, many: T) -> T {
    if count == 1 { one } else { many }
}

/// `CRM, ads and mail`.
pub fn list<S: AsRef<str>>(locale: Locale, items: &[S]) -> String {
    let and = locale.pick(" and ", " und ");
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            [head.join(", "), last.as_ref().to_owned()].join(and)
        }
    }
}

pub(super) const fn point(locale: Locale) -> char {
    locale.pick('.', ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_rounded_by_value() {
        for (value, text) in
            [(0.0, "0.00"), (1.125, "1.13"), (-0.05, "-0.05"), (-0.001, "0.00"), (12.3, "12.30")]
        {
            assert_eq!(hundredths(Locale::English, value), text);
        }
        assert_eq!(factor(Locale::German, 1.2), "×\u{a0}1,20");
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        let check = |value, english, german| {
            assert_eq!(number(Locale::English, value), english);
            assert_eq!(number(Locale::German, value), german);
        };
        check(0, "0", "0");
        check(999, "999", "999");
        check(1_000, "1,000", "1.000");
        check(1_234_567, "1,234,567", "1.234.567");
        check(u64::MAX, "18,446,744,073,709,551,615", "18.446.744.073.709.551.615");
    }

    #[test]
    fn a_compact_number_never_says_more_than_there_is() {
        let check = |value, english, german| {
            assert_eq!(compact(Locale::English, value), english, "{value}");
            assert_eq!(compact(Locale::German, value), german, "{value}");
        };
        check(999, "999", "999");
        check(1_000, "1k", "1\u{a0}Tsd.");
        check(1_999, "1.9k", "1,9\u{a0}Tsd.");
        check(34_999, "34k", "34\u{a0}Tsd.");
        check(999_999, "999k", "999\u{a0}Tsd.");
        check(1_500_000, "1.5M", "1,5\u{a0}Mio.");
        check(2_000_000_000, "2,000M", "2.000\u{a0}Mio.");
    }

    #[test]
    fn ratings_and_factors_use_the_decimal_sign() {
        assert_eq!(stars(Locale::English, Stars(459)), "4.5");
        assert_eq!(stars(Locale::German, Stars(500)), "5,0");
        assert_eq!(factor(Locale::German, 1.125), "×\u{a0}1,13");
    }

    #[test]
    fn lists_read_as_a_sentence() {
        let none: [&str; 0] = [];
        assert_eq!(list(Locale::English, &none), "");
        assert_eq!(list(Locale::English, &["a"]), "a");
        assert_eq!(list(Locale::English, &["a", "b"]), "a and b");
        assert_eq!(list(Locale::German, &["a", "b", "c"]), "a, b und c");
    }
}
