//! What reviewers look at, in versions, with the day from which each item is needed.
//!
//! A submission is judged by the checklist that was in force when it was submitted: a new item never
//! reaches back. An item that is announced is shown before its day and hinders nothing.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::stage::StageKind;

/// A version of the checklist of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checklist {
    /// Of which stage.
    pub stage: StageKind,
    /// 1, 2, 3 … for each stage.
    pub version: u32,
    /// The instant from which it is in force, until the next version is.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub from: DateTime<Utc>,
    /// In order.
    pub items: Vec<Item>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// Stable across versions and stages.
    pub id: String,
    /// What to look at, as the operator wrote it.
    pub text: String,
    /// The first day (UTC) whose submissions need it.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub needed_since: NaiveDate,
}

/// What a submission is judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pinned {
    /// Of which stage.
    pub stage: StageKind,
    /// Version of the checklist.
    pub version: u32,
    /// Ids of the items that are needed, in order.
    pub needed: Vec<String>,
    /// Ids of the items that are announced, in order.
    pub announced: Vec<String>,
}

/// The checklists in force at an instant, one for each stage that has any; of two that began at the same
/// instant the later version.
pub fn in_force(checklists: &[Checklist], submitted_at: DateTime<Utc>) -> Vec<Pinned> {
    let day = submitted_at.date_naive();
    let newest = |stage: StageKind| {
        checklists
            .iter()
            .filter(|list| list.stage == stage && list.from <= submitted_at)
            .max_by_key(|list| (list.from, list.version))
    };
    let pin = |list: &Checklist| {
        let ids = |needed: bool| {
            let due = list.items.iter().filter(|item| (item.needed_since <= day) == needed);
            due.map(|item| item.id.clone()).collect()
        };
        Pinned { stage: list.stage, version: list.version, needed: ids(true), announced: ids(false) }
    };
    StageKind::ALL.into_iter().filter_map(newest).map(pin).collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::testing::START;

    fn list(version: u32, from: DateTime<Utc>, items: &[(&str, i64)]) -> Checklist {
        let item = |(id, days): &(&str, i64)| Item {
            id: (*id).to_owned(),
            text: String::new(),
            needed_since: (START + TimeDelta::days(*days)).date_naive(),
        };
        Checklist { stage: StageKind::SecurityReview, version, from, items: items.iter().map(item).collect() }
    }

    #[test]
    fn a_submission_is_judged_by_the_list_of_its_own_instant() {
        let change = START + TimeDelta::days(10);
        let lists = [list(1, START, &[("scopes", 0)]), list(2, change, &[("scopes", 0), ("tokens", 0)])];
        let version = |at| in_force(&lists, at).first().map(|pinned| pinned.version);
        assert_eq!(version(START - TimeDelta::nanoseconds(1)), None);
        assert_eq!(version(change - TimeDelta::nanoseconds(1)), Some(1));
        assert_eq!(version(change), Some(2));
    }

    #[test]
    fn an_announced_item_is_needed_from_its_day_on() {
        let lists = [list(1, START, &[("scopes", 0), ("tokens", 5)])];
        let needed = |days| in_force(&lists, START + TimeDelta::days(days))[0].needed.clone();
        assert_eq!(needed(4), ["scopes"]);
        assert_eq!(needed(5), ["scopes", "tokens"]);
        assert_eq!(in_force(&lists, START)[0].announced, ["tokens"]);
    }
}
