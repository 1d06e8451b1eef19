//! Collections: listed, made, read and changed.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    editorial::{
        api::{
            ChangeCollection, CollectionChange, CollectionList, CollectionRow, CollectionView,
            ListCollections, MakeCollection, ReadCollection, Standing,
        },
        directory,
        error::Rejection,
        model::{Collection, Place},
        redirects::holder,
        rules::collections::{Command, Facts, decide},
    },
    endpoint::Endpoint,
    ids::{CollectionId, ListingId},
    slug::Slug,
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

pub(super) async fn list(services: Services, _: Call<ListCollections>) -> Outcome<ListCollections> {
    let (snapshot, now) = (services.directory.snapshot(), services.clock.now());
    let mut all = services.store.all_collections().await?;
    all.sort_by_key(|one| (rank(one, now), std::cmp::Reverse(one.id)));
    let row = |one: Collection| CollectionRow {
        standing: standing(&one, now),
        listings: one.listings.len() as u64,
        in_directory: snapshot.in_directory(&one.listings).len() as u64,
        id: one.id,
        title: one.text.main.title.to_string(),
        place: one.place,
        slug: one.slug,
    };
    Ok(Answer::Value(CollectionList { collections: all.into_iter().map(row).collect() }))
}

/// What is shown first.
fn rank(collection: &Collection, now: DateTime<Utc>) -> u8 {
    match (&collection.place, standing(collection, now)) {
        (Place::Published { .. }, Some(Standing::Now)) => 0,
        (Place::Published { .. }, Some(Standing::ToCome)) => 1,
        (Place::Draft, _) => 2,
        (Place::Published { .. }, Some(Standing::Over) | None) => 3,
        (Place::Archived, _) => 4,
    }
}

fn standing(collection: &Collection, now: DateTime<Utc>) -> Option<Standing> {
    collection.window().map(|window| Standing::of(window, now))
}

fn view(snapshot: &Snapshot, collection: &Collection, now: DateTime<Utc>) -> CollectionView {
    CollectionView {
        id: collection.id,
        version: collection.version,
        slug: collection.slug.clone(),
        former: collection.former.iter().cloned().collect(),
        text: collection.text.clone(),
        place: collection.place,
        standing: standing(collection, now),
        listings: snapshot.listing_refs(&collection.listings),
        most: EDITORIAL_POLICY.collections.max_listings as u64,
    }
}

pub(super) async fn read(services: Services, call: Call<ReadCollection>) -> Outcome<ReadCollection> {
    let all = services.store.all_collections().await?;
    let one = all.iter().find(|one| one.id == call.path.collection).ok_or(Rejection::NoCollection)?;
    let view = view(&services.directory.snapshot(), one, services.clock.now());
    Ok(Answer::Versioned(view, one.version))
}

/// Everything that a decision on a collection rests on.
struct Loaded {
    all: Vec<Collection>,
    /// Those that are kept; the others came into the marketplace by another way.
    kept: BTreeSet<CollectionId>,
}

impl Loaded {
    async fn of(services: &Services) -> Result<Self, Failure> {
        let kept = services.store.kept_collections().await?;
        let ids = kept.iter().map(|one| one.id).collect();
        let all = directory::all_collections(kept, &services.store.collections().await?);
        Ok(Self { all, kept: ids })
    }

    fn get(&self, id: CollectionId) -> Option<&Collection> {
        self.all.iter().find(|one| one.id == id)
    }

    fn facts<'f, E: Endpoint>(
        &self,
        services: &Services,
        call: &Call<E>,
        slug: Option<&Slug>,
        in_directory: &'f BTreeSet<ListingId>,
    ) -> Facts<'f> {
        Facts {
            occasion: occasion(services, call),
            collections: self.all.iter().filter(|one| one.place != Place::Archived).count(),
            holder: slug.and_then(|slug| holder(&self.all, slug)),
            in_directory,
        }
    }

    /// What is kept from now on, and what the marketplace's row becomes.
    async fn write(&self, services: &Services, next: &Collection, unit: &mut Unit) -> Result<(), Failure> {
        if self.kept.contains(&next.id) {
            unit.update(next);
        } else {
            unit.create(next);
        }
        let stored = services.store.collections().await?;
        let stored = stored.iter().find(|row| row.id == next.id);
        if let Some(write) = directory::collection(stored, next, services.clock.now()) {
            unit.write_shelf(&write);
        }
        Ok(())
    }
}

pub(super) async fn make(services: Services, call: Call<MakeCollection>) -> Outcome<MakeCollection> {
    let _turn = services.turns.of(&call.path.organisation.to_string()).await;
    let view = again!({
        let loaded = Loaded::of(&services).await?;
        let asked = &call.body;
        let nothing = BTreeSet::new();
        let facts = loaded.facts(&services, &call, Some(&asked.slug), &nothing);
        let command = Command::Create { id: asked.id, slug: asked.slug.clone(), text: asked.text.clone() };
        let decision = decide(loaded.get(asked.id), command, &facts)?;
        let mut unit = Unit::default();
        loaded.write(&services, &decision.next, &mut unit).await?;
        decision.events.into_iter().for_each(|event| unit.event(event));
        let view = view(&services.directory.snapshot(), &decision.next, facts.occasion.now);
        call.deed.keep(&mut unit, &view, facts.occasion.now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    let version = view.version;
    Ok(Answer::Versioned(view, version))
}

pub(super) async fn change(services: Services, call: Call<ChangeCollection>) -> Outcome<ChangeCollection> {
    let _turn = services.turns.of(&call.path.organisation.to_string()).await;
    let view = again!({
        let snapshot = services.directory.snapshot();
        let loaded = Loaded::of(&services).await?;
        let before = loaded.get(call.path.collection).ok_or(Rejection::NoCollection)?;
        call.on_version(before.version, &view(&snapshot, before, services.clock.now()))?;
        let (command, slug, listings) = match &call.body {
            CollectionChange::Rename { slug, text } => {
                (Command::Rename { slug: slug.clone(), text: text.clone() }, slug.as_ref(), Vec::new())
            }
            CollectionChange::Arrange { listings } => {
                (Command::Arrange { listings: listings.clone() }, None, listings.clone())
            }
            CollectionChange::Publish { when } => {
                (Command::Publish { when: (*when).into() }, None, Vec::new())
            }
            CollectionChange::Unpublish => (Command::Unpublish, None, Vec::new()),
            CollectionChange::Archive => (Command::Archive, None, Vec::new()),
        };
        let in_directory = snapshot.in_directory(&listings).into_keys().collect();
        let facts = loaded.facts(&services, &call, slug, &in_directory);
        let decision = decide(Some(before), command, &facts)?;
        let mut unit = Unit::default();
        if !decision.events.is_empty() {
            loaded.write(&services, &decision.next, &mut unit).await?;
        }
        decision.events.into_iter().for_each(|event| unit.event(event));
        // The instant of the decision: what is published from now on is shown now.
        let now = facts.occasion.now;
        let view = view(&snapshot, &decision.next, now);
        call.deed.keep(&mut unit, &view, now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    let version = view.version;
    Ok(Answer::Versioned(view, version))
}
