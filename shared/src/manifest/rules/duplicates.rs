//! Entries that stand in a list twice.

use std::collections::BTreeMap;

use crate::manifest::{
    fix::Fix,
    lint::{Linter, Said},
    rule::Rule,
    source::At,
};

/// The lists of tables, and the members that make two entries the same.
const LISTS: [(&str, &[&str]); 8] = [
    ("surfaces", &["kind", "where"]),
    ("scopes", &["scope"]),
    ("data", &["class"]),
    ("subprocessors", &["name"]),
    ("destinations", &["host"]),
    ("webhooks", &["url"]),
    ("plans", &["id"]),
    ("meters", &["id"]),
];

/// The lists of texts inside tables of a list.
const INNER: [(&str, &str); 3] = [("scopes", "fields"), ("data", "regions"), ("webhooks", "events")];

pub(super) fn check(lint: &mut Linter<'_>) {
    let root = lint.root();
    for (list, members) in LISTS {
        let key = |at: &At<'_>| {
            let parts: Option<Vec<&str>> = members.iter().map(|name| at.text_of(name)).collect();
            parts.map(|parts| parts.join(" "))
        };
        twice(lint, root.tables(list), key);
    }
    for (list, inner) in INNER {
        for table in root.tables(list) {
            twice(lint, table.items(inner), whole);
        }
    }
    for usage in root.tables("plans").iter().map(|plan| plan.tables("usage")) {
        twice(lint, usage, |at| at.text_of("meter").map(str::to_owned));
    }
    for (table, list) in [("events", "subscribe"), ("support", "languages")] {
        if let Some(table) = root.get(table) {
            twice(lint, table.items(list), whole);
        }
    }
}

fn whole(at: &At<'_>) -> Option<String> {
    at.text().map(str::to_owned)
}

fn twice<'d>(lint: &mut Linter<'_>, items: Vec<At<'d>>, key: impl Fn(&At<'d>) -> Option<String>) {
    let mut first: BTreeMap<String, At<'d>> = BTreeMap::new();
    for item in items {
        let Some(name) = key(&item).filter(|name| !name.trim().is_empty()) else { continue };
        let Some(before) = first.get(&name.to_lowercase()) else {
            first.insert(name.to_lowercase(), item);
            continue;
        };
        // Of two that differ, a person has to say which one counts.
        let fix = (before.node == item.node).then(|| Fix::Remove { pointer: item.pointer.clone() });
        let said = Said::of(Rule::ListDuplicate, &item.pointer).fact("found", &name);
        lint.add(said.fact("first", &before.pointer).fix(fix));
    }
}
