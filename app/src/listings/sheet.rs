//! A document of which inputs write parts: the manifest as it is typed, or the value of one field.

use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    listings::field::Field,
    manifest::{
        fix::{self, Fix},
        policy::LintPolicy,
        source::{self, Format},
    },
};

use super::{
    inputs::{Cell, parts::is_empty},
    keeper::Keeper,
};

/// A document in a field of the draft. Parts are named by JSON pointers (RFC 6901). Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    keeper: Keeper,
    field: Field,
    format: Format,
    /// `None` while it cannot be read.
    value: Memo<Option<Value>>,
    /// The part that somebody wants to see.
    pub shown: RwSignal<Option<String>>,
}

impl Sheet {
    /// The TOML in a field.
    pub fn toml(keeper: Keeper, field: Field) -> Self {
        let value = Memo::new(move |_| {
            let text = text(&keeper.value(field));
            let document = source::read(&text, Format::Toml, &LintPolicy::default()).ok()?;
            Some(document.root.json())
        });
        Self { keeper, field, format: Format::Toml, value, shown: RwSignal::new(None) }
    }

    /// The value of a field itself.
    pub fn of(keeper: Keeper, field: Field) -> Self {
        let value = Memo::new(move |_| Some(keeper.value(field)));
        Self { keeper, field, format: Format::Json, value, shown: RwSignal::new(None) }
    }

    /// Of the field that it stands in: unique on the page.
    pub fn name(self) -> &'static str {
        self.field.as_str()
    }

    /// Whether it can be read; follows it where it is read in a signal, as do all of these.
    pub fn readable(self) -> bool {
        self.value.with(Option::is_some)
    }

    /// What stands at a pointer; `null` for nothing.
    pub fn at(self, pointer: &str) -> Value {
        let found = |value: &Option<Value>| value.as_ref()?.pointer(pointer).cloned();
        self.value.with(found).unwrap_or_default()
    }

    /// Entries of a list.
    pub fn len(self, list: &str) -> usize {
        self.at(list).as_array().map_or(0, Vec::len)
    }

    /// Writes a part; `null` takes it out.
    pub fn put(self, pointer: &str, value: Value) {
        let pointer = pointer.to_owned();
        self.change(&if value.is_null() { Fix::Remove { pointer } } else { Fix::Set { pointer, value } });
    }

    /// Adds to the end of a list.
    pub fn add(self, list: &str, value: &Value) {
        self.change(&Fix::Insert { pointer: format!("{list}/-"), value: value.clone() });
    }

    /// Lets two entries of a list change their places.
    pub fn swap(self, list: &str, one: usize, other: usize) {
        let (first, second) = (format!("{list}/{one}"), format!("{list}/{other}"));
        let [here, there] = untrack(|| [self.at(&first), self.at(&second)]);
        if !here.is_null() && !there.is_null() {
            self.put(&first, there);
            self.put(&second, here);
        }
    }

    /// A part as something that an input shows and changes.
    pub fn cell(self, pointer: String) -> Cell {
        let to = pointer.clone();
        Cell::new(move || self.at(&pointer), move |value| self.put(&to, value))
    }

    /// What cannot be changed stays as it is: the place is gone, or the text cannot be read.
    fn change(self, fix: &Fix) {
        let value = untrack(|| self.keeper.value(self.field));
        let changed = match self.format {
            Format::Toml => fix::apply(&text(&value), Format::Toml, fix).ok().map(Value::from),
            Format::Json => changed(&value, fix),
        };
        if let Some(value) = changed {
            self.keeper.set(self.field, if is_empty(&value) { Value::Null } else { value });
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A value with one change. Nothing becomes a list or an object, as the pointer has it.
fn changed(value: &Value, fix: &Fix) -> Option<Value> {
    let (Fix::Set { pointer, .. }
    | Fix::Insert { pointer, .. }
    | Fix::Remove { pointer }
    | Fix::Rename { pointer, .. }) = fix;
    let source = match value {
        Value::Null if pointer.starts_with("/-") => json!([]),
        Value::Null => json!({}),
        value => value.clone(),
    };
    let changed = fix::apply(&source.to_string(), Format::Json, fix).ok()?;
    let value: Value = serde_json::from_str(&changed).ok()?;
    let nothing = value.as_object().is_some_and(serde_json::Map::is_empty);
    Some(if nothing { Value::Null } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_changed_by_pointers() {
        let set = |pointer: &str, value: Value| Fix::Set { pointer: pointer.to_owned(), value };
        let add = |value: Value| Fix::Insert { pointer: "/-".to_owned(), value };
        let remove = |pointer: &str| Fix::Remove { pointer: pointer.to_owned() };
        let one = changed(&Value::Null, &add(json!({ "name": "Team" }))).expect("a list");
        assert_eq!(one, json!([{ "name": "Team" }]));
        let two =
            changed(&one, &set("/0/price", json!({ "minor": 2900, "currency": "EUR" }))).expect("a price");
        assert_eq!(two, json!([{ "name": "Team", "price": { "minor": 2900, "currency": "EUR" } }]));
        assert_eq!(changed(&two, &remove("/0/price")), Some(one.clone()));
        assert_eq!(changed(&one, &remove("/0")), Some(json!([])));
        assert_eq!(changed(&Value::Null, &set("/model", json!("free"))), Some(json!({ "model": "free" })));
        assert_eq!(changed(&json!({ "model": "free" }), &remove("/model")), Some(Value::Null));
        assert_eq!(changed(&one, &remove("/4")), None);
    }
}
