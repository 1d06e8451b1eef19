//! The texts that an editor types into, each a part of the value of a field.

use serde_json::{Map, Value, json};
use shared::listings::field::Field;

/// How a part is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is.
    Text,
    /// A whole number.
    Number,
    /// Basis points, typed as per cent: `99.5`.
    Percent,
    /// A list, separated by commas.
    Words,
    /// A list, one entry a line.
    Lines,
    /// A day: `2026-11-29`.
    Day,
}

/// A text that is not of its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// A text that one types: the part of a field's value under a member, or the whole value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub field: Field,
    /// The member; `None` when the field has but one part.
    pub member: Option<&'static str>,
    pub form: Form,
}

impl Part {
    pub const fn whole(field: Field, form: Form) -> Self {
        Self { field, member: None, form }
    }

    pub const fn of(field: Field, member: &'static str, form: Form) -> Self {
        Self { field, member: Some(member), form }
    }

    /// Unique on the page.
    pub fn id(self) -> String {
        match self.member {
            None => format!("field-{}", self.field.as_str()),
            Some(member) => format!("field-{}-{member}", self.field.as_str()),
        }
    }

    /// What stands in the value of the field.
    pub fn of_value(self, value: &Value) -> Value {
        match self.member {
            None => value.clone(),
            Some(member) => value.get(member).cloned().unwrap_or_default(),
        }
    }

    /// The value of the field with another value for this part. `null` where nothing is left in it.
    pub fn within(self, value: &Value, part: Value) -> Value {
        let Some(member) = self.member else { return part };
        let mut members = match value {
            Value::Object(members) => members.clone(),
            _ => blank(self.field),
        };
        members.insert(member.to_owned(), part);
        let empty =
            members.iter().all(|(name, part)| blank(self.field).get(name) == Some(part) || is_empty(part));
        if empty { Value::Null } else { filled(self.field, members) }
    }
}

impl Form {
    /// A value as one types it.
    pub fn show(self, value: &Value) -> String {
        match (self, value) {
            (_, Value::Null) => String::new(),
            (Self::Percent, part) => {
                let points = part.as_u64().unwrap_or_default();
                let digits = format!("{}.{:02}", points / 100, points % 100);
                digits.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
            (Self::Words, Value::Array(items)) => texts(items).join(", "),
            (Self::Lines, Value::Array(items)) => texts(items).join("\n"),
            (_, Value::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        }
    }

    /// What was typed, as a value; `null` for an empty text.
    ///
    /// # Errors
    /// The text cannot be read in this form.
    pub fn parse(self, typed: &str) -> Result<Value, Unreadable> {
        let trimmed = typed.trim();
        if trimmed.is_empty() {
            return Ok(Value::Null);
        }
        let list = |separator: char| {
            let entries = trimmed.split(separator).map(str::trim).filter(|entry| !entry.is_empty());
            json!(entries.collect::<Vec<_>>())
        };
        Ok(match self {
            Self::Text => json!(typed),
            Self::Number => json!(trimmed.parse::<u32>().map_err(|_| Unreadable)?),
            Self::Percent => json!(basis_points(trimmed).ok_or(Unreadable)?),
            Self::Words => list(','),
            Self::Lines => list('\n'),
            Self::Day => {
                shared::time::day(trimmed).ok_or(Unreadable)?;
                json!(trimmed)
            }
        })
    }
}

/// `99.5` and `99,5` are 9 950.
fn basis_points(text: &str) -> Option<u16> {
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if rest.len() > 2 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let points = whole.parse::<u16>().ok()?.checked_mul(100)? + format!("{rest:0<2}").parse::<u16>().ok()?;
    (points <= 10_000).then_some(points)
}

fn texts(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(Value::as_str).collect()
}

/// Whether a value says nothing.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Number(number) => number.as_u64() == Some(0),
        Value::Bool(_) | Value::Object(_) => false,
    }
}

/// The value of a field of several parts, with nothing in it.
fn blank(field: Field) -> Map<String, Value> {
    let value = match field {
        Field::Support => json!({ "email": "", "url": "" }),
        Field::Sla => json!({ "first_answer_hours": 0, "uptime_basis_points": 0 }),
        Field::Data => json!({
            "stored": "", "regions": [], "retention_days": 0, "subprocessors": [], "privacy_url": "",
            "security_contact": "", "last_tested_on": null,
        }),
        _ => json!({}),
    };
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Parts that are missing get what stands for nothing.
fn filled(field: Field, mut members: Map<String, Value>) -> Value {
    for (name, nothing) in blank(field) {
        let member = members.entry(name).or_insert(Value::Null);
        if member.is_null() {
            *member = nothing;
        }
    }
    Value::Object(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(part: Part, value: &Value, typed: &str) -> Value {
        let value = part.within(value, part.form.parse(typed).expect("it can be read"));
        assert_eq!(part.field.check(&value), Ok(()), "{value}");
        value
    }

    fn shown(part: Part, value: &Value) -> String {
        part.form.show(&part.of_value(value))
    }

    #[test]
    fn what_is_typed_is_what_is_read() {
        let cases = [
            (Part::whole(Field::Name, Form::Text), "Ledger Bridge", json!("Ledger Bridge")),
            (Part::whole(Field::TrialDays, Form::Number), "14", json!(14)),
            (Part::whole(Field::Languages, Form::Words), "en, de", json!(["en", "de"])),
        ];
        for (part, typed, value) in cases {
            assert_eq!(through(part, &Value::Null, typed), value);
            assert_eq!(shown(part, &value), typed);
            assert_eq!(through(part, &value, " "), Value::Null);
        }
    }

    #[test]
    fn parts_of_one_field_leave_each_other_alone() {
        let (mail, url) =
            (Part::of(Field::Support, "email", Form::Text), Part::of(Field::Support, "url", Form::Text));
        let both = through(url, &through(mail, &Value::Null, "help@acme.example"), "https://acme.example");
        assert_eq!(
            (shown(mail, &both), shown(url, &both)),
            ("help@acme.example".into(), "https://acme.example".into())
        );
        assert_eq!(through(mail, &through(url, &both, ""), ""), Value::Null);
    }

    #[test]
    fn per_cents_are_basis_points() {
        let part = Part::of(Field::Sla, "uptime_basis_points", Form::Percent);
        for (typed, points, read) in
            [("99.5", 9_950, "99.5"), ("99,95", 9_995, "99.95"), ("100", 10_000, "100")]
        {
            let value = through(part, &Value::Null, typed);
            assert_eq!(
                (&value["uptime_basis_points"], shown(part, &value)),
                (&json!(points), read.to_owned())
            );
        }
        for typed in ["100.01", "99.555", "much", "9.-1"] {
            assert_eq!(part.form.parse(typed), Err(Unreadable), "{typed}");
        }
    }

    #[test]
    fn a_text_of_another_form_is_not_written() {
        assert_eq!(Form::Number.parse("many"), Err(Unreadable));
        assert_eq!(Form::Day.parse("May"), Err(Unreadable));
    }
}
