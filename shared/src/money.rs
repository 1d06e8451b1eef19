//! Money: integer minor units with a currency, checked arithmetic, exact splits.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An ISO 4217 code: three upper-case letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Text that is not a currency code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a currency code: three upper-case letters of ISO 4217, such as EUR")]
pub struct BadCurrency;

impl Currency {
    pub const EUR: Self = Self(*b"EUR");
    pub const USD: Self = Self(*b"USD");

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// Digits after the decimal point. ISO 4217 table A.1; the ones that are not two.
    pub fn exponent(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = BadCurrency;
    fn from_str(text: &str) -> Result<Self, BadCurrency> {
        match text.as_bytes() {
            [a, b, c] if text.bytes().all(|byte| byte.is_ascii_uppercase()) => Ok(Self([*a, *b, *c])),
            _ => Err(BadCurrency),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Currency {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Currency".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Z]{3}$" })
    }
}

/// An amount in the minor unit of its currency (cents for EUR, yen for JPY).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

/// Why an amount cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("amounts in {0} and {1} cannot be combined without a rate")]
    Currencies(Currency, Currency),
    #[error("the amount is larger than can be counted")]
    Overflow,
    #[error("an amount cannot be split without a positive weight")]
    NoWeights,
}

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// # Errors
    /// Different currencies, or a sum that does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Currencies(self.currency, other.currency));
        }
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// Splits by weight, by the largest remainder: the parts sum to the whole, and no part is further
    /// than one minor unit from its exact share. Ties go to the earlier part.
    ///
    /// # Errors
    /// No positive weight, or weights whose sum does not fit.
    pub fn split(self, weights: &[u32]) -> Result<Vec<Self>, MoneyError> {
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if whole == 0 {
            return Err(MoneyError::NoWeights);
        }
        let total = i128::from(self.minor);
        let exact: Vec<i128> = weights.iter().map(|weight| total * i128::from(*weight)).collect();
        let mut parts: Vec<i128> = exact.iter().map(|share| share.div_euclid(whole)).collect();
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(exact[*at].rem_euclid(whole)));
        let left = total - parts.iter().sum::<i128>();
        let left = usize::try_from(left).map_err(|_| MoneyError::Overflow)?;
        for at in order.into_iter().take(left) {
            parts[at] += 1;
        }
        parts
            .into_iter()
            .map(|minor| {
                let minor = i64::try_from(minor).map_err(|_| MoneyError::Overflow)?;
                Ok(Self { minor, ..self })
            })
            .collect()
    }

    /// Reads what [`Money::decimal`] writes, with a point or a comma. `None` for another text, and for more digits
    /// behind the point than the currency has.
    pub fn of_decimal(text: &str, currency: Currency) -> Option<Self> {
        let text = text.trim();
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let exponent = currency.exponent() as usize;
        let all = [whole, part].concat();
        if whole.is_empty() || part.len() > exponent || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let minor: i64 = format!("{all}{}", "0".repeat(exponent - part.len())).parse().ok()?;
        Some(Self { minor: sign * minor, currency })
    }

    /// The amount in its major unit with a point: `19.00`, `-0.05`, `1200`.
    pub fn decimal(self) -> String {
        let exponent = self.currency.exponent();
        let unit = 10_u64.pow(exponent);
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        if exponent == 0 {
            return format!("{sign}{minor}");
        }
        format!("{sign}{}.{:0width$}", minor / unit, minor % unit, width = exponent as usize)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_print_with_the_digits_of_their_currency() {
        let check = |minor, code: &str, text| {
            let currency = code.parse().expect("a known code");
            assert_eq!(Money::new(minor, currency).decimal(), text);
        };
        check(1900, "EUR", "19.00");
        check(-5, "EUR", "-0.05");
        check(1200, "JPY", "1200");
        check(1, "KWD", "0.001");
    }

    #[test]
    fn what_is_printed_is_read() {
        let read = |text: &str, code: &str| {
            Money::of_decimal(text, code.parse().expect("a known code")).map(|money| money.minor)
        };
        for (text, code, minor) in [
            ("19.00", "EUR", 1900),
            (" 19,5 ", "EUR", 1950),
            ("-0.05", "EUR", -5),
            ("1200", "JPY", 1200),
            ("0.001", "KWD", 1),
        ] {
            assert_eq!(read(text, code), Some(minor), "{text}");
        }
        for (text, code) in [
            ("", "EUR"),
            (".5", "EUR"),
            ("1.234", "EUR"),
            ("1.0", "JPY"),
            ("1e3", "EUR"),
            ("99999999999999999999", "EUR"),
            ("--1", "EUR"),
        ] {
            assert_eq!(read(text, code), None, "{text}");
        }
    }

    #[test]
    fn currencies_do_not_mix() {
        let sum = Money::new(1, Currency::EUR).checked_add(Money::new(1, Currency::USD));
        assert_eq!(sum, Err(MoneyError::Currencies(Currency::EUR, Currency::USD)));
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole_and_stay_within_one_unit(
            minor in any::<i64>(),
            weights in prop::collection::vec(0_u32..10_000, 1..12),
        ) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let whole = Money::new(minor, Currency::EUR);
            let parts = whole.split(&weights).expect("a positive weight is there");
            let sum: i128 = parts.iter().map(|part| i128::from(part.minor)).sum();
            prop_assert_eq!(sum, i128::from(minor));
            let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
            for (part, weight) in parts.iter().zip(&weights) {
                let off = i128::from(part.minor) * total - i128::from(minor) * i128::from(*weight);
                prop_assert!(off.abs() < total, "{part:?} for weight {weight}");
            }
        }
    }
}
