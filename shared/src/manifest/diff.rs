//! What changed between two versions of a manifest, and which of it a person has to look at again.

use serde::{Deserialize, Serialize};

use super::{
    model::{DataStored, Manifest, Plan, Usage},
    source::child,
};

/// A part of a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Part {
    Identity,
    Entry,
    Surfaces,
    Scopes,
    Events,
    Data,
    /// The regions of one data class, which is the key.
    Residency,
    Subprocessors,
    Destinations,
    Webhooks,
    Health,
    Plans,
    Meters,
    Support,
    Languages,
}

impl Part {
    /// All of them, in the order of a manifest.
    pub const ALL: [Self; 15] = [
        Self::Identity,
        Self::Entry,
        Self::Surfaces,
        Self::Scopes,
        Self::Events,
        Self::Data,
        Self::Residency,
        Self::Subprocessors,
        Self::Destinations,
        Self::Webhooks,
        Self::Health,
        Self::Plans,
        Self::Meters,
        Self::Support,
        Self::Languages,
    ];
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum What {
    Added,
    Removed,
    Changed,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    pub part: Part,
    pub what: What,
    /// What names the entry: a scope, a host, a class. Empty for a part that there is once.
    pub key: String,
    /// Which field of the entry.
    pub field: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    /// Into the newer manifest; of what was removed, to where it was in.
    pub pointer: String,
}

/// Everything that differs, in the order of a manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diff {
    pub changes: Vec<Change>,
}

/// Why a person has to look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Why {
    Name,
    Scope,
    DataClass,
    Residency,
    Destination,
    Subprocessor,
}

/// A change that reopens the review by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reopened {
    pub why: Why,
    pub change: Change,
}

/// The changes that reopen the review. What an app gives up reopens nothing: a version that only asks for
/// less passes by itself. That a listing has another owner is not in its manifest.
pub fn reopens(diff: &Diff) -> Vec<Reopened> {
    let why = |change: &Change| match (change.part, change.what) {
        (_, What::Removed) => None,
        (Part::Identity, _) => (change.field.as_deref() == Some("name")).then_some(Why::Name),
        (Part::Scopes, _) => {
            // An optional scope asks for less than one that is required.
            let eased =
                change.field.as_deref() == Some("required") && change.after.as_deref() == Some("false");
            (!eased).then_some(Why::Scope)
        }
        (Part::Data, What::Added) => Some(Why::DataClass),
        (Part::Residency, What::Added) => Some(Why::Residency),
        (Part::Destinations, What::Added) => Some(Why::Destination),
        (Part::Subprocessors, _) => Some(Why::Subprocessor),
        (Part::Data | Part::Residency | Part::Destinations, What::Changed) => None,
        (
            Part::Entry
            | Part::Surfaces
            | Part::Events
            | Part::Webhooks
            | Part::Health
            | Part::Plans
            | Part::Meters
            | Part::Support
            | Part::Languages,
            _,
        ) => None,
    };
    let reopened = |change: &Change| Some(Reopened { why: why(change)?, change: change.clone() });
    diff.changes.iter().filter_map(reopened).collect()
}

/// The fields of an entry as they are compared and shown.
type Fields = Vec<(&'static str, Option<String>)>;

/// What differs from an older manifest to a newer one.
pub fn between(before: &Manifest, after: &Manifest) -> Diff {
    let mut diff = Diff::default();
    diff.once(Part::Identity, "/identity", &identity(before), &identity(after));
    diff.once(Part::Entry, "/entry", &entry(before), &entry(after));
    diff.list(Part::Surfaces, "/surfaces", &before.surfaces, &after.surfaces, |it| {
        (format!("{} {}", it.kind, it.place), vec![("title", it.title.clone())])
    });
    diff.list(Part::Scopes, "/scopes", &before.scopes, &after.scopes, |it| {
        let fields = (!it.fields.is_empty()).then(|| sorted(&it.fields).join(", "));
        let required = Some(format!("{}", it.required));
        let purpose = Some(it.purpose.clone());
        (it.scope.clone(), vec![("purpose", purpose), ("required", required), ("fields", fields)])
    });
    diff.words(Part::Events, "", "/events/subscribe", &before.events.subscribe, &after.events.subscribe);
    diff.list(Part::Data, "/data", &before.data, &after.data, |it| {
        let days = it.retention_days.map(|days| format!("{days}"));
        (it.class.clone(), vec![("purpose", Some(it.purpose.clone())), ("retention_days", days)])
    });
    diff.residency(&before.data, &after.data);
    diff.list(Part::Subprocessors, "/subprocessors", &before.subprocessors, &after.subprocessors, |it| {
        let (country, purpose) = (Some(it.country.clone()), Some(it.purpose.clone()));
        (it.name.clone(), vec![("country", country), ("purpose", purpose), ("url", it.url.clone())])
    });
    diff.list(Part::Destinations, "/destinations", &before.destinations, &after.destinations, |it| {
        (it.host.to_lowercase(), vec![("purpose", Some(it.purpose.clone()))])
    });
    diff.list(Part::Webhooks, "/webhooks", &before.webhooks, &after.webhooks, |it| {
        (it.url.clone(), vec![("events", Some(sorted(&it.events).join(", ")))])
    });
    let health = |manifest: &Manifest| vec![("url", manifest.health.as_ref().map(|it| it.url.clone()))];
    diff.once(Part::Health, "/health", &health(before), &health(after));
    diff.list(Part::Plans, "/plans", &before.plans, &after.plans, plan);
    diff.list(Part::Meters, "/meters", &before.meters, &after.meters, |it| {
        (it.id.to_string(), vec![("name", Some(it.name.clone())), ("unit", Some(it.unit.clone()))])
    });
    diff.once(Part::Support, "/support", &support(before), &support(after));
    let languages = |manifest: &Manifest| manifest.support.languages.clone();
    diff.words(Part::Languages, "", "/support/languages", &languages(before), &languages(after));
    diff
}

fn identity(manifest: &Manifest) -> Fields {
    let it = &manifest.identity;
    vec![
        ("id", Some(it.id.to_string())),
        ("name", Some(it.name.clone())),
        ("version", Some(it.version.to_string())),
        ("summary", Some(it.summary.clone())),
    ]
}

fn entry(manifest: &Manifest) -> Fields {
    let it = &manifest.entry;
    vec![
        ("launch", Some(it.launch.clone())),
        ("install", it.install.clone()),
        ("uninstall", it.uninstall.clone()),
    ]
}

fn support(manifest: &Manifest) -> Fields {
    let it = &manifest.support;
    let hours = it.sla_hours.map(|hours| format!("{hours}"));
    vec![("email", it.email.clone()), ("url", it.url.clone()), ("sla_hours", hours)]
}

fn plan(plan: &Plan) -> (String, Fields) {
    let money = |price: crate::money::Money| format!("{} {}", price.decimal(), price.currency);
    let usage = |it: &Usage| format!("{}: {} ({})", it.meter, money(it.price), it.included);
    let mut metered: Vec<String> = plan.usage.iter().map(usage).collect();
    metered.sort();
    let fields = vec![
        ("name", Some(plan.name.clone())),
        ("price", Some(money(plan.price))),
        ("interval", Some(plan.interval.as_str().to_owned())),
        ("trial_days", Some(format!("{}", plan.trial_days))),
        ("usage", (!metered.is_empty()).then(|| metered.join(", "))),
    ];
    (plan.id.to_string(), fields)
}

fn sorted(texts: &[String]) -> Vec<&str> {
    let mut sorted: Vec<&str> = texts.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted
}

impl Diff {
    /// A part that there is once.
    fn once(&mut self, part: Part, pointer: &str, before: &Fields, after: &Fields) {
        self.fields(part, "", pointer, before, after);
    }

    fn fields(&mut self, part: Part, key: &str, pointer: &str, before: &Fields, after: &Fields) {
        for ((field, before), (_, after)) in before.iter().zip(after) {
            if before != after {
                let pointer = if after.is_some() { child(pointer, field) } else { pointer.to_owned() };
                self.changes.push(Change {
                    part,
                    what: What::Changed,
                    key: key.to_owned(),
                    field: Some((*field).to_owned()),
                    before: before.clone(),
                    after: after.clone(),
                    pointer,
                });
            }
        }
    }

    /// Entries that have a name. Of two with one name the first counts.
    fn list<T>(
        &mut self,
        part: Part,
        pointer: &str,
        before: &[T],
        after: &[T],
        seen: impl Fn(&T) -> (String, Fields),
    ) {
        let old: Vec<(String, Fields)> = before.iter().map(&seen).collect();
        let new: Vec<(String, Fields)> = after.iter().map(&seen).collect();
        for (index, (key, fields)) in new.iter().enumerate() {
            let at = child(pointer, &format!("{index}"));
            match old.iter().find(|(other, _)| other == key) {
                Some((_, before)) => self.fields(part, key, &at, before, fields),
                None => self.one(part, What::Added, key, (None, None), at),
            }
        }
        for (key, _) in old.iter().filter(|(key, _)| !new.iter().any(|(other, _)| other == key)) {
            self.one(part, What::Removed, key, (None, None), pointer.to_owned());
        }
    }

    /// Entries that are nothing but a name.
    fn words(&mut self, part: Part, key: &str, pointer: &str, before: &[String], after: &[String]) {
        for (index, word) in after.iter().enumerate().filter(|(_, word)| !before.contains(word)) {
            let at = child(pointer, &format!("{index}"));
            self.one(part, What::Added, key, (None, Some(word.clone())), at);
        }
        for word in before.iter().filter(|word| !after.contains(word)) {
            self.one(part, What::Removed, key, (Some(word.clone()), None), pointer.to_owned());
        }
    }

    /// Regions of classes that both have: where a new class is kept is told by its being new.
    fn residency(&mut self, before: &[DataStored], after: &[DataStored]) {
        for (index, stored) in after.iter().enumerate() {
            if let Some(old) = before.iter().find(|old| old.class == stored.class) {
                let pointer = format!("/data/{index}/regions");
                self.words(Part::Residency, &stored.class, &pointer, &old.regions, &stored.regions);
            }
        }
    }

    fn one(
        &mut self,
        part: Part,
        what: What,
        key: &str,
        (before, after): (Option<String>, Option<String>),
        pointer: String,
    ) {
        self.changes.push(Change { part, what, key: key.to_owned(), field: None, before, after, pointer });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{model::Destination, samples};

    fn changed(change: impl FnOnce(&mut Manifest)) -> Diff {
        let before = samples::good();
        let mut after = before.clone();
        change(&mut after);
        between(&before, &after)
    }

    fn reopened(change: impl FnOnce(&mut Manifest)) -> Vec<Why> {
        reopens(&changed(change)).into_iter().map(|it| it.why).collect()
    }

    #[test]
    fn a_version_that_changes_nothing_differs_in_nothing() {
        assert_eq!(changed(|_| {}), Diff::default());
        let reordered = changed(|manifest| {
            manifest.scopes.reverse();
            manifest.events.subscribe.reverse();
            manifest.webhooks[0].events.reverse();
            manifest.scopes[0].fields.reverse();
        });
        assert_eq!(reordered, Diff::default(), "the order of entries is no difference");
    }

    #[test]
    fn each_part_tells_what_changed_in_it() {
        let diff = changed(|manifest| {
            manifest.plans[1].trial_days = 30;
            manifest.plans.remove(0);
            manifest.support.languages.push("fr".to_owned());
            manifest.health = None;
        });
        let seen: Vec<_> = diff
            .changes
            .iter()
            .map(|it| (it.part, it.what, it.key.as_str(), it.after.as_deref(), it.pointer.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                (Part::Health, What::Changed, "", None, "/health"),
                (Part::Plans, What::Changed, "team", Some("30"), "/plans/0/trial_days"),
                (Part::Plans, What::Removed, "free", None, "/plans"),
                (Part::Languages, What::Added, "", Some("fr"), "/support/languages/2"),
            ]
        );
    }

    #[test]
    fn what_a_person_has_reviewed_reopens_the_review() {
        assert_eq!(reopened(|it| it.identity.name = "Parcel Beacon".to_owned()), [Why::Name]);
        assert_eq!(reopened(|it| it.scopes[1].required = true), [Why::Scope]);
        assert_eq!(reopened(|it| it.scopes[1].scope = "files:read".to_owned()), [Why::Scope]);
        assert_eq!(reopened(|it| it.scopes[1].purpose.push_str(" And more.")), [Why::Scope]);
        assert_eq!(reopened(|it| it.data[1].class = "usage-logs".to_owned()), [Why::DataClass]);
        assert_eq!(reopened(|it| it.data[1].regions.push("us".to_owned())), [Why::Residency]);
        assert_eq!(reopened(|it| it.subprocessors[0].country = "US".to_owned()), [Why::Subprocessor]);
        let destination = Destination { host: "maps.example".to_owned(), purpose: "Maps".to_owned() };
        assert_eq!(reopened(|it| it.destinations.push(destination)), [Why::Destination]);
    }

    #[test]
    fn what_asks_for_less_and_what_nobody_reviewed_reopens_nothing() {
        let none: [Why; 0] = [];
        assert_eq!(reopened(|it| it.scopes[0].required = false), none);
        assert_eq!(reopened(|it| it.scopes.truncate(1)), none);
        assert_eq!(reopened(|it| it.data.clear()), none);
        assert_eq!(reopened(|it| it.subprocessors.clear()), none);
        assert_eq!(reopened(|it| it.destinations.truncate(1)), none);
        assert_eq!(reopened(|it| it.plans[1].trial_days = 7), none);
        assert_eq!(reopened(|it| it.support.sla_hours = Some(4)), none);
        assert_eq!(reopened(|it| it.data[0].retention_days = Some(30)), none);
    }

    #[test]
    fn a_destination_in_other_letters_is_the_same() {
        assert_eq!(changed(|it| it.destinations[0].host.make_ascii_uppercase()), Diff::default());
    }
}
