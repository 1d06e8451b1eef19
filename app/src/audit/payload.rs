//! What a payload says, as facts and differences that a person can read.

use std::collections::BTreeSet;

use serde_json::Value;
use shared::organisations::permission::Permission;

use super::texts;
use crate::{organisations::words, ui::Change, workspace};

/// Members that say no more than the kind of the event, or are of no use to a reader.
const SILENT: [&str; 4] = ["what", "version", "before", "after"];
/// Members that name a role.
const ROLES: [&str; 4] = ["joined_as", "invited_as", "join_as", "role"];

/// The differences first, then what else is known. `subject` is named beside them already.
pub fn changes(payload: &Value, subject: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    let Some(members) = payload.as_object() else { return changes };
    let (before, after) = (payload.get("before"), payload.get("after"));
    if before.is_some() || after.is_some() {
        compare(before.unwrap_or(&Value::Null), after.unwrap_or(&Value::Null), &mut changes);
    }
    for (name, value) in members {
        if SILENT.contains(&name.as_str()) || value.is_null() || value.as_str() == Some(subject) {
            continue;
        }
        let plain = plain(name, value);
        changes.push(Change::Value { label: label(name), before: plain.clone(), after: plain });
    }
    changes
}

fn compare(before: &Value, after: &Value, changes: &mut Vec<Change>) {
    if !before.is_object() && !after.is_object() {
        // A role that somebody had and has.
        changes.push(Change::Value {
            label: label("role"),
            before: plain("role", before),
            after: plain("role", after),
        });
        return;
    }
    let of = |value: &Value| value.as_object().map(|members| members.keys().cloned().collect::<Vec<_>>());
    let names: BTreeSet<String> = [of(before), of(after)].into_iter().flatten().flatten().collect();
    for name in names {
        let (old, new) = (&before[name.as_str()], &after[name.as_str()]);
        if old == new {
            continue;
        }
        changes.push(if old.is_array() || new.is_array() {
            let (old, new) = (set(old), set(new));
            Change::Set {
                label: label(&name),
                added: new.iter().filter(|member| !old.contains(member)).cloned().collect(),
                removed: old.iter().filter(|member| !new.contains(member)).cloned().collect(),
            }
        } else {
            Change::Value { label: label(&name), before: plain(&name, old), after: plain(&name, new) }
        });
    }
}

/// The members of a list in words.
fn set(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|member| plain("", member)).collect()
}

/// A value in words; `None` where there is none.
fn plain(name: &str, value: &Value) -> Option<String> {
    let t = texts();
    match value {
        Value::Null => None,
        Value::Bool(value) => Some(if *value { t.yes } else { t.no }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(role) if ROLES.contains(&name) => Some(workspace::built_in_role(role)),
        Value::String(text) => Some(match text.parse::<Permission>() {
            Ok(permission) => words::permission(permission).name.to_owned(),
            Err(_) => text.clone(),
        }),
        Value::Array(_) => Some(set(value).join(", ")),
        // Whose a key is: a person by id, or the organisation.
        Value::Object(members) => {
            let id = members.get("id").or_else(|| members.get("kind"));
            Some(id.and_then(Value::as_str).map_or_else(|| value.to_string(), str::to_owned))
        }
    }
}

fn label(name: &str) -> String {
    let known = texts().labels.binary_search_by(|(known, _)| (*known).cmp(name));
    known.map_or_else(|_| name.replace('_', " "), |at| texts().labels[at].1.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(label: &str, before: Option<&str>, after: Option<&str>) -> Change {
        Change::Value {
            label: label.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    #[test]
    fn what_changed_is_told_and_what_stayed_is_not() {
        let payload = json!({
            "before": { "name": "Northwind", "slug": "northwind" },
            "after": { "name": "Northwind Works", "slug": "northwind" },
            "version": 2,
        });
        assert_eq!(changes(&payload, "org_1"), [value("Name", Some("Northwind"), Some("Northwind Works"))]);
    }

    #[test]
    fn permissions_are_compared_as_sets_and_named() {
        let payload = json!({
            "role": "rol_1",
            "before": { "name": "Desk", "permissions": ["members.read", "audit.read"] },
            "after": { "name": "Desk", "permissions": ["members.read", "keys.read"] },
        });
        let expected = Change::Set {
            label: "Permissions".to_owned(),
            added: vec!["See keys".to_owned()],
            removed: vec!["Read the trail".to_owned()],
        };
        assert_eq!(changes(&payload, "rol_1"), [expected]);
    }

    #[test]
    fn a_role_is_named_and_what_is_gone_has_no_after() {
        let changed = json!({ "person": "per_1", "before": "seller", "after": "admin" });
        assert_eq!(changes(&changed, "per_1"), [value("Role", Some("Seller"), Some("Admin"))]);
        let removed = json!({ "removed": "per_1", "before": "seller" });
        assert_eq!(changes(&removed, "per_1"), [value("Role", Some("Seller"), None)]);
        let made =
            json!({ "before": null, "after": { "name": "Northwind", "slug": "northwind" }, "version": 1 });
        assert_eq!(
            changes(&made, "org_1"),
            [value("Name", None, Some("Northwind")), value("Address", None, Some("northwind"))]
        );
    }

    #[test]
    fn a_payload_without_a_difference_gives_its_facts() {
        let payload = json!({
            "name": "Nightly", "owner": { "kind": "organisation" }, "scopes": ["audit.read"], "version": 1,
        });
        let same = |label, text| value(label, Some(text), Some(text));
        assert_eq!(
            changes(&payload, "key_1"),
            [same("Name", "Nightly"), same("Of", "organisation"), same("May", "Read the trail")]
        );
        assert_eq!(changes(&json!({ "what": "signed_up" }), "per_1"), []);
        assert_eq!(changes(&Value::Null, "per_1"), []);
        assert_eq!(changes(&json!({ "odd_thing": 7 }), "x"), [same("odd thing", "7")]);
    }
}
