//! Follows the store: reads events by cursor, loads what they are about, and feeds the model.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use shared::{
    event::{Event, Head},
    ids::{ListingId, OrganisationId},
    marketplace::{event::ListingEvent, rules::policy::DirectoryPolicy},
    ports::Clock,
};
use store::Store;

use super::{
    DirectoryError,
    editorial::Editorial,
    image::{self, Cursors, Saved},
    model::Model,
    snapshot::Snapshot,
    text::TextIndex,
};

/// Rows that are read from the store at once.
const PAGE: usize = 500;
/// Events that are read for one snapshot; what is behind them makes the next one.
const EVENTS_AT_ONCE: usize = 5_000;

/// Reads the store and owns the model.
pub(crate) struct Follower {
    store: Store,
    folder: Option<PathBuf>,
    policy: Arc<DirectoryPolicy>,
    clock: Arc<dyn Clock>,
    /// `None` before the first load and after a failure halfway: it is built anew then.
    model: Option<Model>,
    cursors: Cursors,
    signals_revision: u64,
    /// Listings that show something that changed elsewhere: a partner's name, a term's label. Kept until
    /// they are read again, also across a failure.
    stale: BTreeSet<ListingId>,
    /// What was read since the model was saved last.
    unsaved: bool,
}

/// What events are about.
#[derive(Default)]
struct Work {
    listings: BTreeSet<ListingId>,
    partners: BTreeSet<OrganisationId>,
    /// Taxonomies, collections and whatever else the editors keep.
    program: bool,
    read: Vec<(OrganisationId, u64, String)>,
    /// There are events behind those that were read.
    more: bool,
}

impl Follower {
    pub(crate) fn new(
        store: Store,
        folder: Option<PathBuf>,
        policy: Arc<DirectoryPolicy>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            store,
            folder,
            policy,
            clock,
            model: None,
            cursors: Cursors::new(),
            signals_revision: 0,
            stale: BTreeSet::new(),
            unsaved: false,
        }
    }

    /// The first snapshot: what was saved and the events since, or everything from the store.
    pub(crate) async fn start(&mut self) -> Result<Arc<Snapshot>, DirectoryError> {
        if let Some(snapshot) = self.resume().await? {
            return Ok(snapshot);
        }
        self.rebuild().await
    }

    async fn resume(&mut self) -> Result<Option<Arc<Snapshot>>, DirectoryError> {
        let Some(folder) = self.folder.clone() else { return Ok(None) };
        let policy = Arc::clone(&self.policy);
        let saved = match blocking(move || image::load(&folder, &policy)).await? {
            Ok(saved) => saved,
            Err(image::Unusable::Absent) => return Ok(None),
            Err(why) => {
                tracing::warn!(%why, "the saved directory is not used; it is built from the store");
                return Ok(None);
            }
        };
        if !self.is_of_this_store(&saved.cursors).await? {
            tracing::warn!("the saved directory is of another store or of a later state; it is built anew");
            return Ok(None);
        }
        let Saved { mut model, cursors, signals_revision } = saved;
        model.generation = model.generation.max(self.fresh_generation());
        model.put_editorial(self.editorial().await?);
        (self.cursors, self.signals_revision) = (cursors, signals_revision);
        self.model = Some(model);
        let loaded = self.publish().await?;
        let newer = self.catch_up().await?;
        tracing::info!(replayed = newer.is_some(), "the directory was loaded from its folder");
        Ok(newer.or(loaded))
    }

    /// Whether the store's events continue where the cursors stand.
    async fn is_of_this_store(&self, cursors: &Cursors) -> Result<bool, DirectoryError> {
        let heads = self.store.heads().await?;
        for (organisation, (sequence, hash)) in cursors {
            let Some(head) = heads.iter().find(|head| head.organisation == *organisation) else {
                return Ok(false);
            };
            let same = if head.sequence == *sequence {
                head.hash == *hash
            } else if head.sequence < *sequence || *sequence == 0 {
                *sequence == 0
            } else {
                let events = self.store.events_after(*organisation, sequence - 1, 1).await?;
                events.first().is_some_and(|event| event.sequence == *sequence && event.hash == *hash)
            };
            if !same {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads everything from the store. What was read up to a failure is thrown away.
    async fn rebuild(&mut self) -> Result<Arc<Snapshot>, DirectoryError> {
        let built = self.read_everything().await;
        if built.is_err() {
            self.model = None;
        }
        built
    }

    async fn read_everything(&mut self) -> Result<Arc<Snapshot>, DirectoryError> {
        self.model = None;
        self.stale.clear();
        let (day, epoch) = (self.clock.now().date_naive(), self.fresh_generation());
        let (folder, policy) = (self.folder.clone(), Arc::clone(&self.policy));
        let mut model = blocking(move || -> Result<Model, DirectoryError> {
            let text = match folder {
                None => TextIndex::in_memory()?,
                Some(folder) => {
                    let index = image::clear(&folder, epoch)
                        .map_err(|source| DirectoryError::Folder { folder: folder.clone(), source })?;
                    TextIndex::create(&index)?
                }
            };
            Ok(Model::new(text, policy, day, epoch))
        })
        .await??;
        // First how far the events go, then the rows: what changes meanwhile is read once more.
        let heads = self.store.heads().await?;
        let signals_revision = self.store.signals_revision().await?;
        model.put_terms(self.store.terms().await?);
        model.put_collections(self.store.collections().await?);
        model.put_editorial(self.editorial().await?);
        let mut after = None;
        loop {
            let partners = self.store.partners_after(after, PAGE).await?;
            after = partners.last().map(|partner| partner.id);
            if partners.is_empty() {
                break;
            }
            for partner in partners {
                model.put_partner(partner);
            }
        }
        self.model = Some(model);
        let (mut after, mut read) = (None, 0_usize);
        loop {
            let listings = self.store.listings_after(after, PAGE).await?;
            let Some(last) = listings.last() else { break };
            after = Some(last.id);
            let ids: Vec<ListingId> = listings.iter().map(|listing| listing.id).collect();
            let before = read / 10_000;
            read += ids.len();
            self.feed(listings, &ids).await?;
            if read / 10_000 > before {
                tracing::info!(listings = read, "building the directory");
            }
        }
        self.cursors =
            heads.into_iter().map(|head| (head.organisation, (head.sequence, head.hash))).collect();
        self.signals_revision = signals_revision;
        self.unsaved = true;
        let snapshot = self.publish().await?;
        tracing::info!(listings = read, "the directory was built from the store");
        snapshot.ok_or(DirectoryError::Stopped)
    }

    /// Reads all events that there are. Gives the newest snapshot when anything changed.
    pub(crate) async fn catch_up(&mut self) -> Result<Option<Arc<Snapshot>>, DirectoryError> {
        if self.model.is_none() {
            return self.rebuild().await.map(Some);
        }
        let mut newest = None;
        loop {
            let work = self.read_events().await?;
            let more = work.more;
            self.apply(work).await?;
            newest = self.publish().await?.or(newest);
            if !more {
                return Ok(newest);
            }
        }
    }

    async fn read_events(&mut self) -> Result<Work, DirectoryError> {
        let mut work = Work::default();
        let mut room = EVENTS_AT_ONCE;
        for Head { organisation, sequence, .. } in self.store.heads().await? {
            let mut at = self.cursors.get(&organisation).map_or(0, |(sequence, _)| *sequence);
            while at < sequence {
                if room == 0 {
                    work.more = true;
                    return Ok(work);
                }
                let events = self.store.events_after(organisation, at, PAGE.min(room)).await?;
                let Some(last) = events.last() else { break };
                at = last.sequence;
                room -= events.len();
                work.read.push((organisation, last.sequence, last.hash.clone()));
                for event in &events {
                    self.note(event, &mut work);
                }
            }
        }
        Ok(work)
    }

    /// What an event is about, by the kind of id that its subject is.
    fn note(&self, event: &Event, work: &mut Work) {
        if let Ok(listing) = event.subject.parse::<ListingId>() {
            let version =
                serde_json::from_value::<ListingEvent>(event.payload.clone()).ok().map(|event| event.version);
            let known = |model: &Model| version.is_some_and(|version| model.has(listing, version));
            if !self.model.as_ref().is_some_and(known) {
                work.listings.insert(listing);
            }
        } else if let Ok(partner) = event.subject.parse::<OrganisationId>() {
            work.partners.insert(partner);
        }
        work.program |= event.organisation == self.store.program();
    }

    async fn apply(&mut self, work: Work) -> Result<(), DirectoryError> {
        let revision = self.store.signals_revision().await?;
        self.stale.extend(work.listings);
        if work.program {
            let (terms, collections) = (self.store.terms().await?, self.store.collections().await?);
            let editorial = self.editorial().await?;
            let model = self.model()?;
            let renamed = model.put_terms(terms);
            model.put_collections(collections);
            model.put_editorial(editorial);
            self.stale.extend(renamed);
        }
        for id in work.partners {
            if let Some(partner) = self.store.partner(id).await? {
                let renamed = self.model()?.put_partner(partner);
                self.stale.extend(renamed);
            }
        }
        let ids: Vec<ListingId> = self.stale.iter().copied().collect();
        for ids in ids.chunks(PAGE) {
            let listings = self.store.listings(ids).await?;
            self.feed(listings, ids).await?;
        }
        self.stale.clear();
        if revision != self.signals_revision {
            self.measure().await?;
            self.signals_revision = revision;
            self.unsaved = true;
        }
        self.unsaved |= !work.read.is_empty();
        self.cursors.extend(work.read.into_iter().map(|(id, sequence, hash)| (id, (sequence, hash))));
        Ok(())
    }

    /// What the editors keep: a few rows, read anew each time.
    async fn editorial(&self) -> Result<Editorial, DirectoryError> {
        let store = &self.store;
        let (collections, categories) = (store.all_collections().await?, store.all_categories().await?);
        Ok(Editorial::new(collections, store.picks().await?, store.schedule().await?, categories))
    }

    /// Puts listings with their measurements and partners into the model.
    async fn feed(
        &mut self,
        listings: Vec<shared::marketplace::model::Listing>,
        ids: &[ListingId],
    ) -> Result<(), DirectoryError> {
        let signals: std::collections::HashMap<_, _> = self.store.signals(ids).await?.into_iter().collect();
        for listing in &listings {
            if !self.model()?.knows(listing.partner)
                && let Some(partner) = self.store.partner(listing.partner).await?
            {
                self.model()?.put_partner(partner);
            }
        }
        self.with_model(move |model| {
            for listing in &listings {
                model.put_listing(listing, signals.get(&listing.id).copied().unwrap_or_default())?;
            }
            Ok(())
        })
        .await
    }

    /// Reads all measurements anew: they have a revision, not events.
    async fn measure(&mut self) -> Result<(), DirectoryError> {
        let mut after = None;
        loop {
            let page = self.store.signals_after(after, 2 * PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = Some(*last);
            self.with_model(move |model| {
                for (listing, signals) in page {
                    model.put_signals(listing, signals)?;
                }
                Ok(())
            })
            .await?;
        }
    }

    async fn publish(&mut self) -> Result<Option<Arc<Snapshot>>, DirectoryError> {
        let today = self.clock.now().date_naive();
        self.with_model(move |model| Ok(model.publish(today)?)).await
    }

    /// Whether anything was read that a restart would have to read again.
    pub(crate) fn is_unsaved(&self) -> bool {
        self.unsaved && self.folder.is_some() && self.model.is_some()
    }

    /// Saves the model into its folder, if it has one and anything changed.
    pub(crate) async fn save(&mut self) -> Result<(), DirectoryError> {
        let (true, Some(folder)) = (self.is_unsaved(), self.folder.clone()) else { return Ok(()) };
        let (cursors, revision) = (self.cursors.clone(), self.signals_revision);
        let saved = self
            .with_model(move |model| {
                Ok(image::save(&folder, model, &cursors, revision).map_err(|error| (folder, error)))
            })
            .await?;
        saved.map_err(|(folder, source)| DirectoryError::Folder { folder, source })?;
        self.unsaved = false;
        Ok(())
    }

    fn model(&mut self) -> Result<&mut Model, DirectoryError> {
        self.model.as_mut().ok_or(DirectoryError::Stopped)
    }

    /// Works on the model outside of the async threads. A failure halfway leaves no model behind: the
    /// next attempt builds it anew.
    async fn with_model<R: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Model) -> Result<R, DirectoryError> + Send + 'static,
    ) -> Result<R, DirectoryError> {
        let mut model = self.model.take().ok_or(DirectoryError::Stopped)?;
        let (model, result) = blocking(move || {
            let result = work(&mut model);
            (model, result)
        })
        .await?;
        let result = result?;
        self.model = Some(model);
        Ok(result)
    }

    /// Greater than every generation before, also those of earlier processes: a snapshot takes longer to
    /// make than the millisecond that it counts on by.
    fn fresh_generation(&self) -> u64 {
        u64::try_from(self.clock.now().timestamp_millis()).unwrap_or(0)
    }
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follower").field("cursors", &self.cursors.len()).finish_non_exhaustive()
    }
}

async fn blocking<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Result<R, DirectoryError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "work on the directory broke off");
        DirectoryError::Stopped
    })
}
