//! Takes the members of a JSON object one by one and notes every fault with its place.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use crate::problem::FieldError;

/// The members of a JSON object in the order of the text, repeats and all.
#[derive(Debug)]
pub(super) struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Members;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::with_capacity(16);
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

/// How a text is checked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// One line of at most this many characters; surrounding white space is dropped.
    Line { max_chars: usize },
    /// Text with line breaks and tabs of at most this many bytes, kept as it is.
    Prose { max_bytes: usize },
}

/// An object being read: what is left of it, where it stands, and what was wrong so far.
#[derive(Debug)]
pub(super) struct Reader<'e> {
    members: Vec<(String, Value)>,
    place: String,
    errors: &'e mut Vec<FieldError>,
}

impl<'e> Reader<'e> {
    pub(super) fn new(members: Members, place: &str, errors: &'e mut Vec<FieldError>) -> Self {
        let mut kept: Vec<(String, Value)> = Vec::with_capacity(members.0.len());
        for (name, value) in members.0 {
            if kept.iter().any(|(other, _)| *other == name) {
                errors.push(FieldError::pointer(under(place, &name), "Given twice. Keep one of them."));
            } else {
                kept.push((name, value));
            }
        }
        Self { members: kept, place: place.to_owned(), errors }
    }

    /// Reads a value as an object, or notes that it is none.
    pub(super) fn of(
        value: Value,
        place: &str,
        about: &str,
        errors: &'e mut Vec<FieldError>,
    ) -> Option<Self> {
        match value {
            Value::Object(map) => {
                Some(Self { members: map.into_iter().collect(), place: place.to_owned(), errors })
            }
            other => {
                errors.push(FieldError::pointer(place, format!("Expected {about}, found {}.", kind(&other))));
                None
            }
        }
    }

    pub(super) fn errors(&mut self) -> &mut Vec<FieldError> {
        self.errors
    }

    pub(super) fn place(&self, name: &str) -> String {
        under(&self.place, name)
    }

    pub(super) fn fault(&mut self, name: &str, detail: impl Into<String>) {
        let place = self.place(name);
        self.errors.push(FieldError::pointer(place, detail));
    }

    /// Takes a member; `null` counts as left out.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.members.iter().position(|(member, _)| member == name)?;
        Some(self.members.swap_remove(at).1).filter(|value| !value.is_null())
    }

    pub(super) fn take_required(&mut self, name: &str) -> Option<Value> {
        let value = self.take(name);
        if value.is_none() {
            self.fault(name, "Missing. Every row needs it.");
        }
        value
    }

    /// A text that may be left out; an empty one counts as left out.
    pub(super) fn text(&mut self, name: &str, shape: Shape) -> Option<String> {
        let value = self.take(name)?;
        let place = self.place(name);
        checked_text(value, &place, shape, self.errors).filter(|text| !text.is_empty())
    }

    pub(super) fn required_text(&mut self, name: &str, shape: Shape) -> Option<String> {
        let value = self.take_required(name)?;
        let place = self.place(name);
        let text = checked_text(value, &place, shape, self.errors)?;
        if text.is_empty() {
            self.fault(name, "Empty. Every row needs it.");
            return None;
        }
        Some(text)
    }

    /// A list that may be left out, each element with its place.
    pub(super) fn list(&mut self, name: &str, most: usize) -> Vec<(String, Value)> {
        let place = self.place(name);
        match self.take(name) {
            None => Vec::new(),
            Some(Value::Array(values)) if values.len() > most => {
                self.fault(name, format!("{} values; at most {most} are accepted.", values.len()));
                Vec::new()
            }
            Some(Value::Array(values)) => {
                values.into_iter().enumerate().map(|(at, value)| (format!("{place}/{at}"), value)).collect()
            }
            Some(other) => {
                self.fault(name, format!("Expected a list, found {}.", kind(&other)));
                Vec::new()
            }
        }
    }

    /// Notes every member that nobody took.
    pub(super) fn finish(self, known: &[&str]) {
        for (name, _) in self.members {
            let detail = format!("Unknown member. Known ones: {}.", known.join(", "));
            self.errors.push(FieldError::pointer(under(&self.place, &name), detail));
        }
    }
}

/// A value as text of the shape, or `None` with its fault noted.
pub(super) fn checked_text(
    value: Value,
    place: &str,
    shape: Shape,
    errors: &mut Vec<FieldError>,
) -> Option<String> {
    let Value::String(mut text) = value else {
        errors.push(FieldError::pointer(place, format!("Expected text, found {}.", kind(&value))));
        return None;
    };
    let fault = match shape {
        Shape::Line { max_chars } => {
            let trimmed = text.trim();
            if trimmed.len() < text.len() {
                text = trimmed.to_owned();
            }
            // Bytes bound the characters: most texts are never counted.
            let chars = if text.len() > max_chars { text.chars().count() } else { 0 };
            if chars > max_chars {
                Some(format!("{chars} characters long; at most {max_chars} are accepted."))
            } else {
                text.chars().find(|letter| letter.is_control()).map(forbidden)
            }
        }
        Shape::Prose { max_bytes } if text.len() > max_bytes => {
            Some(format!("{} bytes long; at most {max_bytes} are accepted.", text.len()))
        }
        Shape::Prose { .. } => text
            .chars()
            .find(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
            .map(forbidden),
    };
    match fault {
        None => Some(text),
        Some(detail) => {
            errors.push(FieldError::pointer(place, detail));
            None
        }
    }
}

fn forbidden(letter: char) -> String {
    format!("Contains the control character U+{:04X}. Remove it.", u32::from(letter))
}

/// What a JSON value is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The JSON pointer to a member (RFC 6901), cut where a hostile name is long.
fn under(place: &str, name: &str) -> String {
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(64).collect();
    format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"))
}
