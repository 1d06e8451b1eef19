//! Brings a catalogue in, batch by batch.

use std::collections::HashMap;

use anyhow::Context;
use futures::{StreamExt, TryStreamExt, stream};
use shared::{
    event::Actor,
    ids::{ListingId, OrganisationId},
    listings::{model::Listing as App, state::Place},
    marketplace::{
        event::term_added,
        import::{Facts, PartnerUpsert, Resolved, TermName, Upsert, decide_partner, decide_upsert},
        model::{Listing, Taxonomy, Term},
    },
    partners::model::Partner,
    ports::{Clock, IdGen},
    problem::FieldError,
    slug::Slug,
};
use store::{Store, StoreError, Unit};

use super::{
    BadRow, Options, Progress, Source, Summary,
    accept::{Accepted, Seen, accept},
    known::Known,
    lines::{Batch, Batches, Line},
    pictures::Pictures,
};
use crate::media::Media;

/// Rows whose pictures are looked for at the same time.
const ROWS_AT_ONCE: usize = 8;
/// How often a batch is decided anew when somebody else wrote to the same listings meanwhile.
const ATTEMPTS: usize = 4;
/// Place of new terms: behind those that the program put in order.
const BEHIND: u32 = 1_000;

/// Imports a catalogue: listings by slug, partners on first sight, terms as the options allow.
///
/// Each batch of rows lands whole, with its events, or not at all. Rows at fault are told through
/// `progress` and counted; the others land.
///
/// # Errors
/// The source cannot be read, or the store or the media failed; what the summary of progress told of
/// has landed even then.
pub async fn import(
    store: &Store,
    media: &Media,
    ids: &dyn IdGen,
    clock: &dyn Clock,
    source: &Source,
    options: Options,
    progress: impl Fn(Progress<'_>) + Send + Sync,
) -> anyhow::Result<Summary> {
    let mut batches = Batches::open(source)?;
    let mut importer = Importer {
        store,
        ids,
        clock,
        options,
        pictures: Pictures::new(media, source, !options.dry_run),
        known: Known::load(store).await?,
        seen: Seen::default(),
        summary: Summary { dry_run: options.dry_run, ..Summary::default() },
    };
    while let Some(batch) = batches.next().await? {
        let bytes = batch.bytes;
        importer.take(batch, &progress).await.with_context(|| {
            format!("The import stopped; what landed before stays ({})", importer.summary)
        })?;
        progress(Progress::Advanced { bytes, of: batches.of, rows: importer.summary.rows() });
    }
    Ok(importer.summary)
}

struct Importer<'i> {
    store: &'i Store,
    ids: &'i dyn IdGen,
    clock: &'i dyn Clock,
    options: Options,
    pictures: Pictures<'i>,
    known: Known,
    seen: Seen,
    summary: Summary,
}

/// A batch, decided: what is written and what is known afterwards.
#[derive(Default)]
struct Decided {
    unit: Unit,
    listings: Vec<(Slug, ListingId)>,
    partners: HashMap<Slug, Partner>,
    terms: Vec<Term>,
    counts: Summary,
    /// Rows that would change what is kept here.
    refused: Vec<BadRow>,
}

impl Importer<'_> {
    async fn take(
        &mut self,
        batch: Batch,
        progress: &(impl Fn(Progress<'_>) + Send + Sync),
    ) -> anyhow::Result<()> {
        let mut good = Vec::with_capacity(batch.lines.len());
        let mut bad = Vec::new();
        for Line { number, row } in batch.lines {
            match row {
                Ok(row) => good.push((number, *row)),
                Err(faults) => bad.push(BadRow { line: number, faults }),
            }
        }
        let mut stored = self.stored(self.ids_of(good.iter().map(|(_, row)| &row.slug))).await?;
        let mut apps = self.apps(&stored).await?;
        let (known, pictures, create) = (&self.known, &self.pictures, self.options.create_categories);
        let checked: Vec<Result<Accepted, BadRow>> = stream::iter(good)
            .map(|(line, row)| {
                let listing = stored.get(&row.slug);
                accept(line, row, listing, known, pictures, create)
            })
            .buffered(ROWS_AT_ONCE)
            .try_collect()
            .await?;
        let mut accepted = Vec::with_capacity(checked.len());
        let mut notes = Vec::new();
        for row in checked {
            match row.and_then(|mut row| Ok((self.seen.mark(&mut row)?, row))) {
                Ok((note, row)) => {
                    notes.extend(note);
                    accepted.push(row);
                }
                Err(row) => bad.push(row),
            }
        }
        for attempt in 1.. {
            let decided = self.decide(&accepted, &stored, &apps);
            let unit = if self.options.dry_run { Unit::default() } else { decided.unit };
            match self.store.commit(unit).await {
                Ok(_) => {
                    self.known.learn(decided.listings, decided.partners, decided.terms);
                    self.count(&decided.counts);
                    bad.extend(decided.refused);
                    break;
                }
                Err(StoreError::VersionConflict { .. } | StoreError::Taken { .. }) if attempt < ATTEMPTS => {
                    self.known = Known::load(self.store).await?;
                    let ids = self.ids_of(accepted.iter().map(|accepted| &accepted.row.slug));
                    stored = self.stored(ids).await?;
                    apps = self.apps(&stored).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        bad.sort_unstable_by_key(|row| row.line);
        self.summary.failed += bad.len() as u64;
        bad.iter().for_each(|row| progress(Progress::Refused(row)));
        notes.iter().for_each(|row| progress(Progress::Noted(row)));
        Ok(())
    }

    /// The ids of the listings that have these slugs already.
    fn ids_of<'s>(&self, slugs: impl Iterator<Item = &'s Slug>) -> Vec<ListingId> {
        slugs.filter_map(|slug| self.known.listings.get(slug).copied()).collect()
    }

    async fn stored(&self, ids: Vec<ListingId>) -> Result<HashMap<Slug, Listing>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let listings = self.store.listings(&ids).await?;
        Ok(listings.into_iter().map(|listing| (listing.slug.clone(), listing)).collect())
    }

    /// What partners keep here of these listings.
    async fn apps(&self, stored: &HashMap<Slug, Listing>) -> Result<HashMap<ListingId, App>, StoreError> {
        let ids: Vec<_> = stored.values().map(|listing| listing.id.to_string()).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let apps = self.store.get_all::<App>(ids).await?;
        Ok(apps.into_iter().map(|app| (app.id, app)).collect())
    }

    fn decide(
        &self,
        accepted: &[Accepted],
        stored: &HashMap<Slug, Listing>,
        apps: &HashMap<ListingId, App>,
    ) -> Decided {
        let mut decided = Decided::default();
        for row in accepted {
            if let Some(listing) = stored.get(&row.row.slug)
                && let Some(kept) = apps.get(&listing.id).and_then(|app| self.kept(app, listing, row))
            {
                match kept {
                    Kept::Same => decided.counts.unchanged += 1,
                    Kept::Not(bad) => decided.refused.push(bad),
                }
                continue;
            }
            let partner = self.decide_partner(row, &mut decided);
            self.decide_terms(row, &mut decided);
            let resolved = Resolved { partner, icon: row.icon.clone(), screenshots: row.screenshots.clone() };
            let facts = Facts { now: self.clock.now(), new_id: ListingId::new(self.ids), actor: actor() };
            match decide_upsert(stored.get(&row.row.slug), &row.row, resolved, facts) {
                Upsert::Create(listing, event) => {
                    decided.unit.create_listing(&listing);
                    decided.unit.event(event);
                    decided.listings.push((listing.slug, listing.id));
                    decided.counts.created += 1;
                }
                Upsert::Update(listing, event) => {
                    decided.unit.update_listing(&listing);
                    decided.unit.event(event);
                    decided.counts.updated += 1;
                }
                Upsert::Unchanged => decided.counts.unchanged += 1,
            }
        }
        decided
    }

    /// Whether a listing is kept here, whatever a row says: its partner ships versions of it, which were reviewed as
    /// they are, or has ended it, or it went to another partner. `None` when rows may change it.
    fn kept(&self, app: &App, stored: &Listing, row: &Accepted) -> Option<Kept> {
        let named = self.known.partners.get(&row.row.partner.slug).map(|partner| partner.id);
        let moved = named != Some(app.organisation);
        if app.live.is_none() && app.place != Place::Archived && !moved {
            return None;
        }
        let resolved = Resolved {
            partner: named.unwrap_or(stored.partner),
            icon: row.icon.clone(),
            screenshots: row.screenshots.clone(),
        };
        let facts = Facts { now: self.clock.now(), new_id: stored.id, actor: actor() };
        if !moved && decide_upsert(Some(stored), &row.row, resolved, facts) == Upsert::Unchanged {
            return Some(Kept::Same);
        }
        let why = if moved {
            "belongs to another partner here"
        } else {
            "is kept here by its partner, who changes it"
        };
        let detail = format!("“{}” {why}. Take this row out of the file.", row.row.slug);
        Some(Kept::Not(BadRow { line: row.line, faults: vec![FieldError::pointer("/slug", detail)] }))
    }

    fn decide_partner(&self, row: &Accepted, decided: &mut Decided) -> OrganisationId {
        let wanted = &row.row.partner;
        let known = decided.partners.get(&wanted.slug).or_else(|| self.known.partners.get(&wanted.slug));
        match decide_partner(known, wanted, OrganisationId::new(self.ids), actor(), self.clock.now()) {
            PartnerUpsert::Create(partner, event) => {
                decided.unit.create_partner(&partner);
                decided.unit.event(event);
                decided.counts.partners_created += 1;
                remember(partner, decided)
            }
            PartnerUpsert::Update(partner, event) => {
                decided.unit.update_partner(&partner);
                decided.unit.event(event);
                decided.counts.partners_renamed += 1;
                remember(partner, decided)
            }
            PartnerUpsert::Unchanged(id) => id,
        }
    }

    fn decide_terms(&self, row: &Accepted, decided: &mut Decided) {
        let row = &row.row;
        for (taxonomy, terms) in [
            (Taxonomy::Category, &row.categories),
            (Taxonomy::Vertical, &row.verticals),
            (Taxonomy::Job, &row.jobs),
        ] {
            for TermName { slug, label } in terms {
                let staged = decided.terms.iter().any(|term| term.taxonomy == taxonomy && term.slug == *slug);
                if staged || self.known.has_term(taxonomy, slug) {
                    continue;
                }
                let (slug, label) = (slug.clone(), label.clone());
                let term = Term { taxonomy, slug, label, about: String::new(), position: BEHIND };
                decided.unit.put_term(&term);
                decided.unit.event(term_added(self.store.program(), &term, actor(), self.clock.now()));
                decided.counts.terms_added += 1;
                decided.terms.push(term);
            }
        }
    }

    fn count(&mut self, counts: &Summary) {
        let summary = &mut self.summary;
        summary.created += counts.created;
        summary.updated += counts.updated;
        summary.unchanged += counts.unchanged;
        summary.partners_created += counts.partners_created;
        summary.partners_renamed += counts.partners_renamed;
        summary.terms_added += counts.terms_added;
    }
}

/// What becomes of a row about a listing that is kept here.
enum Kept {
    /// It says what is here.
    Same,
    /// It says something else, and nothing of it is written.
    Not(BadRow),
}

fn remember(partner: Partner, decided: &mut Decided) -> OrganisationId {
    let id = partner.id;
    decided.partners.insert(partner.slug.clone(), partner);
    id
}

fn actor() -> Actor {
    Actor::Host { command: "guildhall import".to_owned() }
}
