//! What is shown without a search beside the home page: the taxonomies, a partner's apps, and the
//! alternatives to an app.

use std::cmp::Reverse;

use bytes::Bytes;
use shared::{
    ids::{ListingId, OrganisationId},
    listings::names::{Candidate, Known, Likeness, Whose},
    marketplace::{
        api::{Categories, Facet, ListingCard, Shelf, Sort, TermCount},
        model::{Taxonomy, Term},
    },
    partners::api::PartnerPage,
    slug::Slug,
};

use super::{bitmap::Bitmap, facets::parts, model::facet_of, row::Row, snapshot::Snapshot};

/// Listings on a shelf of the home page.
pub(crate) const ON_SHELF: usize = 8;
/// Jobs on the home page, and listings for each.
const JOBS: usize = 6;
const PER_JOB: usize = 6;
/// Listings on a partner's page.
const OF_PARTNER: usize = 100;
/// Alternatives to a listing.
const ALTERNATIVES: usize = 4;

impl Snapshot {
    /// The taxonomies with their numbers of listings: JSON of [`Categories`].
    pub fn categories(&self) -> Bytes {
        let encode = || {
            encode(&Categories {
                categories: self.term_counts(Taxonomy::Category),
                verticals: self.term_counts(Taxonomy::Vertical),
                jobs: self.term_counts(Taxonomy::Job),
            })
        };
        self.categories.get_or_init(encode).clone()
    }

    /// Partners with a listing in the directory.
    pub(crate) fn listed_partners(&self) -> u64 {
        let listed =
            self.partners.all().iter().filter(|partner| !self.columns.of_partner(partner.id).is_empty());
        listed.count() as u64
    }

    /// The jobs with the most listings, each with its best ones.
    pub(crate) fn job_shelves(&self) -> Vec<Shelf> {
        let column = self.columns.facets.column(Facet::Job);
        let mut jobs: Vec<(u32, &Term)> = self
            .terms
            .iter()
            .filter(|term| term.taxonomy == Taxonomy::Job)
            .filter_map(|term| Some((column.find(term.slug.as_str())?, term)))
            .filter(|(value, _)| column.values[*value as usize].count > 0)
            .collect();
        jobs.sort_by_key(|(value, _)| Reverse(column.values[*value as usize].count));
        jobs.truncate(JOBS);
        let shelf = |(value, term): (u32, &Term)| {
            let set = column.any_of(&[value]);
            let best = self.columns.order(Sort::Relevance).first(&set, set.count(), 0, PER_JOB);
            Shelf {
                slug: term.slug.to_string(),
                title: term.label.clone(),
                about: term.about.clone(),
                listings: self.cards(best),
                all: None,
            }
        };
        jobs.into_iter().map(shelf).collect()
    }

    pub(crate) fn term_counts(&self, taxonomy: Taxonomy) -> Vec<TermCount> {
        let terms = self.terms.iter().filter(|term| term.taxonomy == taxonomy);
        let count = |term: &Term| TermCount {
            slug: term.slug.to_string(),
            label: term.label.clone(),
            about: term.about.clone(),
            count: u64::from(self.listings_under(facet_of(taxonomy), term.slug.as_str())),
        };
        terms.map(count).collect()
    }

    /// A partner's public page.
    pub fn partner_page(&self, slug: &Slug) -> Option<PartnerPage> {
        let partner = self.partners.by_slug(slug)?;
        let slots = self.columns.of_partner(partner.id);
        Some(PartnerPage {
            slug: partner.slug.to_string(),
            name: partner.name.clone(),
            about: partner.about.clone(),
            website: partner.website.clone(),
            location: partner.location.clone(),
            since: partner.since,
            listings: self.cards(slots.iter().copied().take(OF_PARTNER)),
            total: slots.len() as u64,
        })
    }

    /// How many listings of a partner everybody reaches, by search or by their address.
    pub fn reached_of(&self, partner: OrganisationId) -> usize {
        let rows = self.columns.by_slug.slots.iter().map(|slot| self.columns.row(*slot));
        rows.filter(|row| row.partner == partner && row.has_page).count()
    }

    /// A partner's listings, those that nobody reaches any more among them.
    pub fn listings_of(&self, partner: OrganisationId) -> Vec<ListingId> {
        let rows = self.columns.by_slug.slots.iter().map(|slot| self.columns.row(*slot));
        rows.filter(|row| row.partner == partner).map(|row| row.id).collect()
    }

    /// The names of everybody else's listings that one is too like, those that nobody finds any more among
    /// them, in no order; each with whether customers find it.
    pub fn names_like(&self, candidate: &Candidate<'_>, partner: OrganisationId) -> Vec<(Likeness, bool)> {
        let rows = self.columns.by_slug.slots.iter().map(|slot| self.columns.row(*slot));
        let like = |row: &Row| {
            let whose = Whose::Listing { id: row.id };
            let known = row.known(candidate.policy())?;
            let how = candidate.like(&known.forms, whose)?;
            Some((Likeness { with: Known { name: known.name.to_string(), whose }, how }, row.in_directory))
        };
        rows.filter(|row| row.partner != partner).filter_map(like).collect()
    }

    /// Other listings that do the same job, or stand in the same main category: those that have most in
    /// common first, weighed by their quality.
    pub fn alternatives(&self, slug: &Slug) -> Vec<ListingCard> {
        let Some(slot) = self.columns.slot_of(slug.as_str()) else { return Vec::new() };
        let own = self.columns.codes.of(slot);
        let weight = |code: u32| match Facet::ALL[parts(code).0] {
            Facet::Job => 2.0,
            Facet::Category => 1.0,
            Facet::Vertical => 0.5,
            Facet::Pricing | Facet::Region | Facet::Compliance | Facet::Language | Facet::Badge => 0.0,
        };
        let mut near = Bitmap::with_room(self.columns.rows.len());
        let mut main_category = true;
        for (facet, value) in own.iter().map(|code| parts(*code)) {
            let is_category = facet == Facet::Category.index();
            if facet == Facet::Job.index() || (is_category && std::mem::take(&mut main_category)) {
                near.unite(&self.columns.facets.columns[facet].any_of(&[u32::try_from(value).unwrap_or(0)]));
            }
        }
        near.remove(slot);
        let mut scored: Vec<(f64, u32)> = near
            .iter()
            .map(|other| {
                let shared = self.columns.codes.of(other).iter().filter(|code| own.contains(code));
                let overlap: f64 = shared.map(|code| weight(*code)).sum();
                (overlap * self.columns.quality[other as usize], other)
            })
            .collect();
        scored.sort_unstable_by(|one, other| {
            let ids = || self.columns.row(one.1).id.cmp(&self.columns.row(other.1).id);
            other.0.total_cmp(&one.0).then_with(ids)
        });
        self.cards(scored.into_iter().take(ALTERNATIVES).map(|(_, slot)| slot))
    }

    pub(crate) fn cards(&self, slots: impl IntoIterator<Item = u32>) -> Vec<ListingCard> {
        slots.into_iter().filter_map(|slot| self.columns.row(slot).card().ok()).collect()
    }
}

pub(crate) fn encode(value: &impl serde::Serialize) -> Bytes {
    // Structs of texts and numbers always have a JSON form.
    serde_json::to_vec(value).unwrap_or_default().into()
}
