//! The home page: its schedule, and how it looks at an instant.

use chrono::{DateTime, Utc};
use shared::editorial::{
    api::{
        ChangeSchedule, Choice, EntryView, HomePreview, PreviewHome, ReadSchedule, ScheduleChange,
        ScheduleView, Standing,
    },
    model::{Categories, Collection, Entry, Schedule, Shows},
    rules::home::{Command, Facts, decide, next_change},
};
use store::Unit;

use super::occasion;
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    directory::{EDITORIAL_POLICY, Snapshot},
    services::Services,
};

/// What can be shown, as it is kept.
struct Stock {
    collections: Vec<Collection>,
    categories: [Categories; 3],
}

impl Stock {
    async fn of(services: &Services) -> Result<Self, Failure> {
        let store = &services.store;
        Ok(Self { collections: store.all_collections().await?, categories: store.all_categories().await? })
    }

    /// Whether something is there or will be.
    fn has(&self, snapshot: &Snapshot, shows: &Shows, now: DateTime<Utc>) -> bool {
        match shows {
            Shows::Collection { id } => self
                .collections
                .iter()
                .any(|one| one.id == *id && one.window().is_some_and(|window| !window.is_over(now))),
            Shows::Listing { id } => snapshot.in_directory(&[*id]).contains_key(id),
            Shows::Landing { id } => self.categories.iter().any(|all| all.live_of(*id).is_some()),
        }
    }

    fn choices(&self, now: DateTime<Utc>) -> Vec<Choice> {
        let coming = |one: &&Collection| one.window().is_some_and(|window| !window.is_over(now));
        let collection = |one: &Collection| Choice {
            shows: Shows::Collection { id: one.id },
            label: one.text.main.title.to_string(),
            taxonomy: None,
        };
        let landings = self.categories.iter().flat_map(|all| {
            all.live.iter().map(|category| Choice {
                shows: Shows::Landing { id: category.id },
                label: category.text.main.title.to_string(),
                taxonomy: Some(all.taxonomy),
            })
        });
        self.collections.iter().filter(coming).map(collection).chain(landings).collect()
    }

    /// What something is called; its id when it is gone.
    fn called(&self, snapshot: &Snapshot, shows: &Shows) -> String {
        let named = match shows {
            Shows::Collection { id } => {
                let one = self.collections.iter().find(|one| one.id == *id);
                one.map(|one| one.text.main.title.to_string())
            }
            Shows::Listing { id } => {
                let one = snapshot.listing_refs(&[*id]).pop();
                one.map(|one| one.name).filter(|name| !name.is_empty())
            }
            Shows::Landing { id } => {
                let one = self.categories.iter().find_map(|all| all.live_of(*id));
                one.map(|one| one.text.main.title.to_string())
            }
        };
        named.unwrap_or_else(|| shows.to_string())
    }

    fn view(&self, snapshot: &Snapshot, schedule: &Schedule, now: DateTime<Utc>) -> ScheduleView {
        let entry = |entry: &Entry| EntryView {
            id: entry.id,
            slot: entry.slot.clone(),
            shows: entry.shows.clone(),
            label: self.called(snapshot, &entry.shows),
            window: entry.window,
            standing: Standing::of(&entry.window, now),
            is_there: self.has(snapshot, &entry.shows, now),
        };
        let mut entries: Vec<EntryView> = schedule.entries.iter().map(entry).collect();
        entries.sort_by_key(|entry| (entry.window.from, entry.id));
        ScheduleView {
            version: schedule.version,
            slots: EDITORIAL_POLICY.home.slots.clone(),
            entries,
            choices: self.choices(now),
            next_change: next_change(schedule, now),
        }
    }
}

pub(super) async fn read(services: Services, _: Call<ReadSchedule>) -> Outcome<ReadSchedule> {
    let schedule = services.store.schedule().await?;
    let stock = Stock::of(&services).await?;
    let view = stock.view(&services.directory.snapshot(), &schedule, services.clock.now());
    Ok(Answer::Versioned(view, schedule.version))
}

pub(super) async fn change(services: Services, call: Call<ChangeSchedule>) -> Outcome<ChangeSchedule> {
    let _turn = services.turns.of(&call.path.organisation.to_string()).await;
    let view = again!({
        let snapshot = services.directory.snapshot();
        let schedule = services.store.schedule().await?;
        let stock = Stock::of(&services).await?;
        let occasion = occasion(&services, &call);
        let now = occasion.now;
        call.on_version(schedule.version, &stock.view(&snapshot, &schedule, now))?;
        let (command, shows) = match call.body.clone() {
            ScheduleChange::Place { id, slot, what, when } => {
                (Command::Place { id, slot, shows: what.clone(), when: when.into() }, Some(what))
            }
            ScheduleChange::Change { id, slot, what, when } => {
                // What it goes on showing may have left since.
                let kept = schedule.entries.iter().find(|entry| entry.id == id);
                let shows = what.clone().or_else(|| kept.map(|entry| entry.shows.clone()));
                (Command::Change { id, slot, shows: what, when: when.map(Into::into) }, shows)
            }
            ScheduleChange::Clear { id } => (Command::Clear { id }, None),
        };
        let is_there = shows.is_none_or(|shows| stock.has(&snapshot, &shows, now));
        let decision = decide(&schedule, command, &Facts { occasion, is_there })?;
        let mut unit = Unit::default();
        match (decision.events.is_empty(), schedule.version) {
            (true, _) => {}
            (false, 0) => unit.create(&decision.next),
            (false, _) => unit.update(&decision.next),
        }
        decision.events.into_iter().for_each(|event| unit.event(event));
        let view = stock.view(&snapshot, &decision.next, now);
        call.deed.keep(&mut unit, &view, now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    let version = view.version;
    Ok(Answer::Versioned(view, version))
}

pub(super) async fn preview(services: Services, call: Call<PreviewHome>) -> Outcome<PreviewHome> {
    // What was written a moment ago is in the picture.
    services.directory.catch_up().await.map_err(anyhow::Error::from)?;
    let snapshot = services.directory.snapshot();
    let at = call.query.at.unwrap_or_else(|| services.clock.now());
    Ok(Answer::Value(HomePreview {
        at,
        shelves: snapshot.shelves_at(at),
        next_change: snapshot.next_change(at),
    }))
}
