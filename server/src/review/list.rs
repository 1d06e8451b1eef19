//! The queue as a list, and its figures.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, TimeDelta};
use shared::{
    page::Cursor,
    review::{
        api::{CasePage, CategoryWait, Figures, ListCases, ReadFigures, ReviewerLoad, StageCount},
        model::Case,
        queue::{self, Entry},
        stage::StageKind,
    },
};

use super::{POLICY, view};
use crate::{
    api::{Answer, Call, Outcome},
    names,
    services::Services,
};

/// Days that the charts show.
const DAYS: u32 = 30;

pub(super) async fn list(services: Services, call: Call<ListCases>) -> Outcome<ListCases> {
    let now = services.clock.now();
    let standing = services.reviews.now(&services.store, now).await?;
    let person = call.visitor.person().map(|person| person.person);
    let found = standing.find(&call.query, person, now);
    let from = match &call.query.cursor {
        // What the cursor names may fit no more; then the list begins anew.
        Some(cursor) => found.iter().position(|id| id.to_string() == cursor.0).map_or(0, |at| at + 1),
        None => 0,
    };
    let limit = usize::from(call.query.limit.get());
    let page: Vec<_> = found.iter().skip(from).take(limit).collect();
    let more = from + page.len() < found.len();
    let next = page.last().filter(|_| more).map(|last| Cursor(last.to_string()));
    let ids = page.iter().map(ToString::to_string).collect();
    let cases = services.store.get_all::<Case>(ids).await?;
    let (mut at, mut categories) = (BTreeMap::new(), BTreeSet::new());
    for row in standing.rows().filter(|row| row.end.is_none()) {
        categories.insert(&row.category);
        *at.entry(row.stage).or_default() += 1;
    }
    let count = |stage| StageCount { stage, open: at.get(&Some(stage)).copied().unwrap_or_default() };
    Ok(Answer::Value(CasePage {
        cases: view::rows(&services, &cases, &standing, &call.visitor).await?,
        total: found.len(),
        stages: StageKind::ALL.into_iter().map(count).collect(),
        categories: categories.into_iter().cloned().collect(),
        next,
    }))
}

pub(super) async fn figures(services: Services, _call: Call<ReadFigures>) -> Outcome<ReadFigures> {
    let now = services.clock.now();
    let standing = services.reviews.now(&services.store, now).await?;
    let entries = standing.entries();
    let policy = &POLICY.queue;
    let open = || entries.iter().filter(|entry| entry.ended_at.is_none());
    let categories: BTreeSet<_> = open().map(|entry| entry.category.clone()).collect();
    let of = |category: shared::slug::Slug| CategoryWait {
        open: open().filter(|entry| entry.category == category).count(),
        wait: queue::wait(&entries, &category, now, policy),
        category,
    };
    let claims: Vec<_> =
        standing.rows().filter_map(|row| row.claim.map(|claim| (claim.by, claim.until))).collect();
    let decided: Vec<_> =
        standing.rows().filter_map(|row| row.end.and_then(|end| Some((end.by?, end.at)))).collect();
    let since = now - TimeDelta::days(DAYS.into());
    let loads = queue::workload(&claims, &decided, since, now);
    let people = names::of(&services, &loads.keys().map(ToString::to_string).collect()).await?;
    let mut reviewers: Vec<_> = loads
        .into_iter()
        .map(|(person, load)| ReviewerLoad { name: people.get(&person.to_string()).cloned(), load })
        .collect();
    reviewers.sort_by(|one, other| {
        let busy = |load: &ReviewerLoad| (load.load.claimed, load.load.decided);
        busy(other).cmp(&busy(one)).then_with(|| one.name.cmp(&other.name))
    });
    let first = now.date_naive().checked_sub_days(Days::new(u64::from(DAYS - 1))).unwrap_or(now.date_naive());
    let all: Vec<Entry> = entries.clone();
    Ok(Answer::Value(Figures {
        days: queue::series(&all, first, DAYS),
        wait: queue::wait_of_all(&all, now, policy),
        categories: categories.into_iter().map(of).collect(),
        reviewers,
    }))
}
