//! Amounts with their currency, as each language writes them.

use shared::money::Money;

use super::{
    Locale,
    number::{group, point},
};

/// Every digit: `€1,900.00`, `1.900,00 €`, `CHF 12.50`.
pub fn money(locale: Locale, amount: Money) -> String {
    write(locale, amount, false)
}

/// Without the minor unit where it is zero: `€19`, `19 €`, `€19.50`.
pub fn short_money(locale: Locale, amount: Money) -> String {
    write(locale, amount, true)
}

fn write(locale: Locale, amount: Money, short: bool) -> String {
    let decimal = amount.decimal();
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal.as_str()), |digits| ("−", digits));
    let (whole, minor) = digits.split_once('.').unwrap_or((digits, ""));
    let mut number = group(locale, whole);
    let dropped = short && minor.bytes().all(|digit| digit == b'0');
    if !dropped && !minor.is_empty() {
        number.push(point(locale));
        number.push_str(minor);
    }
    let code = amount.currency.as_str();
    let symbol = symbol(code);
    match (locale, symbol) {
        (Locale::English, Some(symbol)) => format!("{sign}{symbol}{number}"),
        (Locale::English, None) => format!("{sign}{code}\u{a0}{number}"),
        (Locale::German, symbol) => format!("{sign}{number}\u{a0}{}", symbol.unwrap_or(code)),
    }
}

/// The sign of the currencies whose sign stands for no other one here.
fn symbol(code: &str) -> Option<&'static str> {
    match code {
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "JPY" => Some("¥"),
        "USD" => Some("$"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_follow_the_language() {
        let check = |minor, code: &str, english, german| {
            let amount = Money::new(minor, code.parse().expect("a known code"));
            assert_eq!(money(Locale::English, amount), english);
            assert_eq!(money(Locale::German, amount), german);
        };
        check(190_000, "EUR", "€1,900.00", "1.900,00\u{a0}€");
        check(-5, "USD", "−$0.05", "−0,05\u{a0}$");
        check(1_250, "CHF", "CHF\u{a0}12.50", "12,50\u{a0}CHF");
        check(1_200, "JPY", "¥1,200", "1.200\u{a0}¥");
    }

    #[test]
    fn short_amounts_drop_only_zeros() {
        let euros = |minor| short_money(Locale::English, Money::new(minor, shared::money::Currency::EUR));
        assert_eq!(euros(1_900), "€19");
        assert_eq!(euros(1_950), "€19.50");
        assert_eq!(euros(5), "€0.05");
    }
}
