//! The read model while it is fed: what was loaded goes in, snapshots come out.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;
use shared::{
    ids::{ListingId, OrganisationId},
    marketplace::{
        api::Facet,
        model::{Collection, Listing, Signals, Taxonomy, Term},
        rules::policy::DirectoryPolicy,
    },
    partners::{api::PartnerRef, model::Partner},
};
use tantivy::TantivyError;

use super::{
    columns::Columns,
    editorial::Editorial,
    facets::code,
    phrases::Phrases,
    row::{Row, values},
    snapshot::{Partners, Snapshot},
    text::{TextIndex, texts},
};

/// Everything the directory is made of, and where the next snapshot comes from.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) policy: Arc<DirectoryPolicy>,
    pub(crate) text: TextIndex,
    pub(crate) columns: Columns,
    pub(crate) slots: HashMap<ListingId, u32>,
    pub(crate) partners: Arc<Partners>,
    pub(crate) terms: Arc<Vec<Term>>,
    pub(crate) collections: Arc<Vec<Collection>>,
    pub(crate) editorial: Arc<Editorial>,
    phrases: Arc<Phrases>,
    pub(crate) day: NaiveDate,
    pub(crate) generation: u64,
    /// Told apart from every index that was built before: its slots are other ones.
    pub(crate) epoch: u64,
    /// The generation that the text index was committed at last.
    pub(crate) text_generation: u64,
    pending: BTreeMap<u32, Arc<Row>>,
    /// Something besides rows changed.
    changed: bool,
    phrases_changed: bool,
    text_changed: bool,
}

/// The facet that a taxonomy is.
pub(crate) const fn facet_of(taxonomy: Taxonomy) -> Facet {
    match taxonomy {
        Taxonomy::Category => Facet::Category,
        Taxonomy::Vertical => Facet::Vertical,
        Taxonomy::Job => Facet::Job,
    }
}

/// What a commit of the text index is marked with.
fn payload(epoch: u64, generation: u64) -> String {
    format!("{epoch}/{generation}")
}

/// Epoch and generation of a commit.
pub(crate) fn read_payload(payload: &str) -> Option<(u64, u64)> {
    let (epoch, generation) = payload.split_once('/')?;
    Some((epoch.parse().ok()?, generation.parse().ok()?))
}

impl Model {
    /// An empty model. Generations count on from `generation`.
    pub(crate) fn new(
        text: TextIndex,
        policy: Arc<DirectoryPolicy>,
        day: NaiveDate,
        generation: u64,
    ) -> Self {
        Self {
            policy,
            text,
            columns: Columns::default(),
            slots: HashMap::new(),
            partners: Arc::default(),
            terms: Arc::default(),
            collections: Arc::default(),
            editorial: Arc::default(),
            phrases: Arc::default(),
            day,
            generation,
            epoch: generation,
            text_generation: 0,
            pending: BTreeMap::new(),
            changed: true,
            phrases_changed: true,
            text_changed: true,
        }
    }

    /// Takes over saved columns that fit the index; [`Self::publish`] makes them visible.
    pub(crate) fn restore(
        &mut self,
        epoch: u64,
        text_generation: u64,
        columns: Columns,
        partners: Partners,
        terms: Vec<Term>,
        collections: Vec<Collection>,
    ) {
        (self.epoch, self.text_generation) = (epoch, text_generation);
        self.slots = (0_u32..).zip(columns.rows.iter()).map(|(slot, row)| (row.id, slot)).collect();
        self.columns = columns;
        self.partners = Arc::new(partners);
        self.terms = Arc::new(terms);
        self.collections = Arc::new(collections);
        self.text_changed = false;
    }

    pub(crate) fn knows(&self, partner: OrganisationId) -> bool {
        self.partners.get(partner).is_some()
    }

    /// Takes over a partner. Gives the listings that name it otherwise.
    pub(crate) fn put_partner(&mut self, partner: Partner) -> Vec<ListingId> {
        let old = self.partners.get(partner.id);
        if old.is_some_and(|old| **old == partner) {
            return Vec::new();
        }
        let renamed = old.is_some_and(|old| old.name != partner.name || old.slug != partner.slug);
        let id = partner.id;
        Arc::make_mut(&mut self.partners).put(partner);
        (self.changed, self.phrases_changed) = (true, true);
        if !renamed {
            return Vec::new();
        }
        let theirs = self.columns.rows.iter().filter(|row| row.partner == id);
        theirs.map(|row| row.id).collect()
    }

    /// Takes over the taxonomies. Gives the listings under terms that were renamed.
    pub(crate) fn put_terms(&mut self, terms: Vec<Term>) -> Vec<ListingId> {
        if *self.terms == terms {
            return Vec::new();
        }
        let mut renamed = Vec::new();
        for taxonomy in Taxonomy::ALL {
            let facet = facet_of(taxonomy);
            let of_facet = terms.iter().filter(|term| term.taxonomy == taxonomy);
            let labels: Vec<_> = of_facet.map(|term| (term.slug.to_string(), term.label.clone())).collect();
            let values = self.columns.facets.set_terms(facet, &labels);
            renamed.extend(values.into_iter().map(|value| code(facet, value)));
        }
        self.columns.facets.settle();
        self.terms = Arc::new(terms);
        (self.changed, self.phrases_changed) = (true, true);
        let under = |row: &&Arc<Row>| row.codes.iter().any(|code| renamed.contains(code));
        self.columns.rows.iter().filter(under).map(|row| row.id).collect()
    }

    pub(crate) fn put_collections(&mut self, collections: Vec<Collection>) {
        if *self.collections != collections {
            self.collections = Arc::new(collections);
            self.changed = true;
        }
    }

    /// What the editors keep.
    pub(crate) fn put_editorial(&mut self, editorial: Editorial) {
        if *self.editorial != editorial {
            self.editorial = Arc::new(editorial);
            self.changed = true;
        }
    }

    /// Takes over a listing of a known partner. The same listing again changes nothing.
    pub(crate) fn put_listing(&mut self, listing: &Listing, signals: Signals) -> Result<(), TantivyError> {
        let Some(partner) = self.partners.get(listing.partner).cloned() else {
            tracing::warn!(listing = %listing.slug, partner = %listing.partner, "a listing without its partner");
            return Ok(());
        };
        let facets = &mut self.columns.facets;
        let codes: Box<[u32]> = Facet::ALL
            .into_iter()
            .zip(values(listing, self.day))
            .flat_map(|(facet, values)| values.into_iter().map(move |value| (facet, value)))
            .map(|(facet, value)| code(facet, facets.intern(facet, value)))
            .collect();
        let labels: Vec<&str> = [
            (Facet::Category, &listing.categories),
            (Facet::Vertical, &listing.verticals),
            (Facet::Job, &listing.jobs),
        ]
        .into_iter()
        .flat_map(|(facet, slugs)| slugs.iter().map(move |slug| (facet, slug.as_str())))
        .filter_map(|(facet, slug)| facets.label(facet, slug))
        .collect();
        let named = PartnerRef { slug: partner.slug.to_string(), name: partner.name.clone() };
        let row = Row::new(listing, named, signals, codes, &self.policy, self.day);
        let next = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        let slot = *self.slots.entry(listing.id).or_insert(next);
        let texts = row.in_directory.then(|| texts(listing, &partner.name, &labels));
        self.text.put(listing.id, slot, texts.as_ref())?;
        self.text_changed = true;
        self.pending.insert(slot, Arc::new(row));
        Ok(())
    }

    /// Whether the listing is here already, at this version or a later one.
    pub(crate) fn has(&self, id: ListingId, version: u64) -> bool {
        self.row(id).is_some_and(|row| row.version >= version)
    }

    fn row(&self, id: ListingId) -> Option<&Arc<Row>> {
        let slot = self.slots.get(&id)?;
        self.pending.get(slot).or_else(|| self.columns.rows.get(*slot as usize))
    }

    /// Takes over measurements of a listing, which may be unknown yet.
    pub(crate) fn put_signals(&mut self, id: ListingId, signals: Signals) -> serde_json::Result<()> {
        if let (Some(slot), Some(row)) = (self.slots.get(&id), self.row(id))
            && row.signals != signals
        {
            let (slot, row) = (*slot, row.measured(signals, &self.policy)?);
            self.pending.insert(slot, Arc::new(row));
        }
        Ok(())
    }

    /// Makes everything that was put visible, marked with the model's generation in the text index.
    /// `None` when nothing changed.
    pub(crate) fn publish(&mut self, today: NaiveDate) -> Result<Option<Arc<Snapshot>>, TantivyError> {
        let new_day = today != self.day;
        if self.pending.is_empty() && !self.changed && !new_day {
            return Ok(None);
        }
        self.generation += 1;
        if !self.pending.is_empty() {
            let rows = std::mem::take(&mut self.pending).into_iter().collect();
            self.columns.put(rows, &self.policy, self.day);
        }
        if new_day {
            self.day = today;
            self.columns.turn_day(&self.policy, today);
        }
        let view = if std::mem::take(&mut self.text_changed) {
            self.text_generation = self.generation;
            self.text.commit(&payload(self.epoch, self.generation))?
        } else {
            self.text.view()?
        };
        if std::mem::take(&mut self.phrases_changed) {
            self.phrases = Arc::new(Phrases::new(&self.partners, &self.terms));
        }
        self.changed = false;
        let slot = |id: ListingId| Some((id, *self.slots.get(&id)?));
        let named = self.editorial.named().filter_map(slot).collect();
        Ok(Some(Arc::new(Snapshot::new(
            self.generation,
            self.day,
            Arc::clone(&self.policy),
            self.columns.clone(),
            view,
            Arc::clone(&self.partners),
            Arc::clone(&self.terms),
            Arc::clone(&self.collections),
            Arc::clone(&self.editorial),
            named,
            Arc::clone(&self.phrases),
        ))))
    }
}
