//! What the form of a manifest asks for, in order. The schema says what may stand in a manifest; this says
//! how a person writes it.

/// How a part is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Line,
    /// Several lines.
    Text,
    Number,
    Flag,
    Price,
    /// One of a list.
    One(List),
    /// Several of a list.
    Many(List),
    /// A list of things that have parts.
    Rows(&'static Group),
}

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Scopes,
    /// The fields of the scope beside it.
    FieldsOfScope,
    Events,
    Surfaces,
    /// The places of the kind of surface beside it.
    PlacesOfSurface,
    Classes,
    Regions,
    Languages,
    Intervals,
    /// The meters of the same manifest.
    Meters,
}

/// A part of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) name: &'static str,
    pub(super) ask: Ask,
}

/// A table of a manifest, or a list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Names of the members that lead to it, with points between them.
    pub(super) path: &'static str,
    /// Whether there can be several.
    pub(super) list: bool,
    pub(super) slots: &'static [Slot],
}

impl Group {
    /// Its member in what is around it.
    pub(super) fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }
}

const fn slot(name: &'static str, ask: Ask) -> Slot {
    Slot { name, ask }
}

const fn table(path: &'static str, slots: &'static [Slot]) -> Group {
    Group { path, list: false, slots }
}

const fn list(path: &'static str, slots: &'static [Slot]) -> Group {
    Group { path, list: true, slots }
}

const USAGE: Group = list(
    "plans.usage",
    &[slot("meter", Ask::One(List::Meters)), slot("included", Ask::Number), slot("price", Ask::Price)],
);

/// The whole form.
pub(super) const GROUPS: &[Group] = &[
    table(
        "identity",
        &[
            slot("id", Ask::Line),
            slot("name", Ask::Line),
            slot("version", Ask::Line),
            slot("summary", Ask::Line),
        ],
    ),
    table("entry", &[slot("launch", Ask::Line), slot("install", Ask::Line), slot("uninstall", Ask::Line)]),
    table("health", &[slot("url", Ask::Line)]),
    list(
        "scopes",
        &[
            slot("scope", Ask::One(List::Scopes)),
            slot("purpose", Ask::Text),
            slot("required", Ask::Flag),
            slot("fields", Ask::Many(List::FieldsOfScope)),
        ],
    ),
    list(
        "surfaces",
        &[
            slot("kind", Ask::One(List::Surfaces)),
            slot("where", Ask::One(List::PlacesOfSurface)),
            slot("title", Ask::Line),
        ],
    ),
    table("events", &[slot("subscribe", Ask::Many(List::Events))]),
    list("webhooks", &[slot("url", Ask::Line), slot("events", Ask::Many(List::Events))]),
    list(
        "data",
        &[
            slot("class", Ask::One(List::Classes)),
            slot("purpose", Ask::Text),
            slot("regions", Ask::Many(List::Regions)),
            slot("retention_days", Ask::Number),
        ],
    ),
    list(
        "subprocessors",
        &[
            slot("name", Ask::Line),
            slot("country", Ask::Line),
            slot("purpose", Ask::Text),
            slot("url", Ask::Line),
        ],
    ),
    list("destinations", &[slot("host", Ask::Line), slot("purpose", Ask::Text)]),
    list("meters", &[slot("id", Ask::Line), slot("name", Ask::Line), slot("unit", Ask::Line)]),
    list(
        "plans",
        &[
            slot("id", Ask::Line),
            slot("name", Ask::Line),
            slot("price", Ask::Price),
            slot("interval", Ask::One(List::Intervals)),
            slot("trial_days", Ask::Number),
            slot("usage", Ask::Rows(&USAGE)),
        ],
    ),
    table(
        "support",
        &[
            slot("email", Ask::Line),
            slot("url", Ask::Line),
            slot("sla_hours", Ask::Number),
            slot("languages", Ask::Many(List::Languages)),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use shared::manifest::{policy::LintPolicy, source};

    use super::*;
    use crate::listings::manifest::words::{group, slot as words_of};

    /// The groups of the form, with those in their rows.
    fn all() -> Vec<&'static Group> {
        let mut all: Vec<&'static Group> = GROUPS.iter().collect();
        let mut at = 0;
        while let Some(group) = all.get(at).copied() {
            all.extend(group.slots.iter().filter_map(|slot| match slot.ask {
                Ask::Rows(inner) => Some(inner),
                _ => None,
            }));
            at += 1;
        }
        all
    }

    #[test]
    fn every_part_has_words() {
        for asked in all() {
            let path = asked.path;
            assert!(group(path).is_some(), "{path}");
            for slot in asked.slots.iter().filter(|slot| !matches!(slot.ask, Ask::Rows(_))) {
                assert!(words_of(path, slot.name).is_some(), "{path}.{}", slot.name);
            }
        }
    }

    #[test]
    fn whatever_a_manifest_says_can_be_written_in_the_form() {
        let good = include_str!("../../../../shared/corpus/manifest/good.toml");
        let document =
            source::read(good, source::Format::Toml, &LintPolicy::default()).expect("it can be read");
        let Value::Object(members) = document.root.json() else { panic!("a table") };
        let all = all();
        let mut open: Vec<(String, Value)> =
            members.into_iter().filter(|(name, _)| name != "schema").collect();
        while let Some((path, value)) = open.pop() {
            let group = all.iter().find(|group| group.path == path).unwrap_or_else(|| panic!("no {path}"));
            let rows = match value {
                Value::Array(rows) => rows,
                row => vec![row],
            };
            for row in rows {
                let Value::Object(members) = row else { panic!("{path} is no table") };
                for (name, value) in members {
                    let slot = group.slots.iter().find(|slot| slot.name == name);
                    let slot = slot.unwrap_or_else(|| panic!("no {path}.{name}"));
                    if matches!(slot.ask, Ask::Rows(_)) {
                        open.push((format!("{path}.{name}"), value));
                    }
                }
            }
        }
    }
}
