//! Builders with valid defaults, and ports that a test owns.
//!
//! A test names only what it is about: `listing().named("Ledger Bridge").in_category("crm").build()`.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use crate::{
    ids::{ListingId, OrganisationId},
    marketplace::{
        model::{
            Badge, BadgeKind, Listing, Picture, Pricing, PricingModel, Release, Screenshot, Signals,
            Taxonomy, Term,
        },
        state::ListingState,
    },
    money::Money,
    partners::model::Partner,
    ports::{Clock, IdGen, Random},
    slug::Slug,
};

/// The instant at which tests begin: 2026-06-01, noon UTC.
pub const START: DateTime<Utc> = match DateTime::from_timestamp(1_780_315_200, 0) {
    Some(instant) => instant,
    None => DateTime::UNIX_EPOCH,
};

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    pub const fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new(instant))
    }

    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Default for FixedClock {
    fn default() -> Self {
        Self::at(START)
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ids 1, 2, 3 …
#[derive(Debug)]
pub struct SequentialIds(AtomicU64);

impl SequentialIds {
    /// The first id will be `first`.
    pub const fn from(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl Default for SequentialIds {
    fn default() -> Self {
        Self::from(1)
    }
}

impl IdGen for SequentialIds {
    fn ulid(&self) -> ulid::Ulid {
        ulid::Ulid(u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

/// The same bytes for the same seed, in the same order; nothing for production.
#[derive(Debug)]
pub struct SeededRandom {
    seed: u64,
    drawn: AtomicU64,
}

impl SeededRandom {
    pub const fn from(seed: u64) -> Self {
        Self { seed, drawn: AtomicU64::new(0) }
    }
}

impl Default for SeededRandom {
    fn default() -> Self {
        Self::from(1)
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = self.drawn.fetch_add(1, Ordering::Relaxed);
            let block = Sha256::digest(format!("{}/{block}", self.seed));
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// A slug, from text that is one or becomes one.
///
/// # Panics
/// When nothing of the text can stand in a slug.
pub fn slug(text: &str) -> Slug {
    match text.parse().ok().or_else(|| Slug::from_name(text)) {
        Some(slug) => slug,
        None => panic!("no slug can be made of {text:?}"),
    }
}

/// The id that every test gives to the listing with this slug.
pub fn listing_id(slug: &str) -> ListingId {
    ListingId::from_ulid(hashed("listing", slug))
}

/// The id that every test gives to the partner with this slug.
pub fn partner_id(slug: &str) -> OrganisationId {
    OrganisationId::from_ulid(hashed("partner", slug))
}

fn hashed(kind: &str, slug: &str) -> ulid::Ulid {
    let digest = Sha256::digest(format!("{kind}/{slug}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ulid::Ulid::from_bytes(bytes)
}

/// A published app with everything that an app needs.
pub fn listing() -> ListingBuilder {
    ListingBuilder {
        listing: Listing {
            id: listing_id("ledger-bridge"),
            version: 1,
            slug: slug("ledger-bridge"),
            state: ListingState::Published,
            name: "Ledger Bridge".to_owned(),
            tagline: "Keeps your ledger and your sales in step".to_owned(),
            partner: partner_id("northwind-works"),
            description_md: "Syncs invoices **both ways**.".to_owned(),
            categories: vec![slug("finance")],
            verticals: Vec::new(),
            jobs: Vec::new(),
            tags: Vec::new(),
            languages: vec!["en".to_owned()],
            regions: vec![slug("eu")],
            compliance: Vec::new(),
            pricing: Pricing { model: PricingModel::Free, from: None },
            release: Some(Release { version: "1.0.0".to_owned(), released_at: Some(START) }),
            website: None,
            icon: None,
            screenshots: Vec::new(),
            badges: Vec::new(),
            changes_owner: None,
            details: None,
            replaced_by: None,
            suspended: None,
            link: None,
            published_at: START,
            updated_at: START,
        },
    }
}

/// See [`listing`].
#[derive(Clone, Debug)]
#[must_use]
pub struct ListingBuilder {
    listing: Listing,
}

impl ListingBuilder {
    /// Sets the name, and slug and id with it.
    pub fn named(mut self, name: &str) -> Self {
        self.listing.name = name.to_owned();
        self.slug(slug(name).as_str())
    }

    /// Sets the slug, and the id with it.
    pub fn slug(mut self, text: &str) -> Self {
        self.listing.slug = slug(text);
        self.listing.id = listing_id(self.listing.slug.as_str());
        self
    }

    pub fn tagline(mut self, text: &str) -> Self {
        self.listing.tagline = text.to_owned();
        self
    }

    pub fn described(mut self, markdown: &str) -> Self {
        self.listing.description_md = markdown.to_owned();
        self
    }

    /// The partner, by the id that [`partner`] gives to this slug.
    pub fn by(mut self, partner_slug: &str) -> Self {
        self.listing.partner = partner_id(partner_slug);
        self
    }

    /// The only category.
    pub fn in_category(self, category: &str) -> Self {
        self.in_categories(&[category])
    }

    pub fn in_categories(mut self, categories: &[&str]) -> Self {
        self.listing.categories = slugs(categories);
        self
    }

    pub fn in_verticals(mut self, verticals: &[&str]) -> Self {
        self.listing.verticals = slugs(verticals);
        self
    }

    pub fn for_jobs(mut self, jobs: &[&str]) -> Self {
        self.listing.jobs = slugs(jobs);
        self
    }

    pub fn tagged(mut self, tags: &[&str]) -> Self {
        self.listing.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        self
    }

    pub fn in_languages(mut self, languages: &[&str]) -> Self {
        self.listing.languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
        self
    }

    pub fn in_regions(mut self, regions: &[&str]) -> Self {
        self.listing.regions = slugs(regions);
        self
    }

    pub fn complies_with(mut self, regimes: &[&str]) -> Self {
        self.listing.compliance = slugs(regimes);
        self
    }

    pub fn priced(mut self, model: PricingModel, from: Option<Money>) -> Self {
        self.listing.pricing = Pricing { model, from };
        self
    }

    /// A badge that was issued on the day tests begin and holds for a year.
    pub fn certified(mut self, kind: BadgeKind) -> Self {
        let issued_on = START.date_naive();
        let expires_on = issued_on.checked_add_months(chrono::Months::new(12)).unwrap_or(NaiveDate::MAX);
        self.listing.badges.push(Badge {
            kind,
            issuer: "Guildhall review".to_owned(),
            issued_on,
            expires_on,
            evidence: "Scopes, storage and data flows were reviewed.".to_owned(),
            level: None,
        });
        self
    }

    pub fn icon(mut self, picture: Picture) -> Self {
        self.listing.icon = Some(picture);
        self
    }

    pub fn screenshot(mut self, picture: Picture, alt: &str) -> Self {
        self.listing.screenshots.push(Screenshot { picture, alt: alt.to_owned() });
        self
    }

    pub fn state(mut self, state: ListingState) -> Self {
        self.listing.state = state;
        self
    }

    pub fn version(mut self, version: u64) -> Self {
        self.listing.version = version;
        self
    }

    pub fn published_at(mut self, at: DateTime<Utc>) -> Self {
        self.listing.published_at = at;
        self
    }

    pub fn updated_at(mut self, at: DateTime<Utc>) -> Self {
        self.listing.updated_at = at;
        self
    }

    pub fn build(self) -> Listing {
        self.listing
    }
}

fn slugs(texts: &[&str]) -> Vec<Slug> {
    texts.iter().map(|text| slug(text)).collect()
}

/// A partner with everything that a partner needs.
pub fn partner() -> PartnerBuilder {
    PartnerBuilder {
        partner: Partner {
            id: partner_id("northwind-works"),
            version: 1,
            slug: slug("northwind-works"),
            name: "Northwind Works".to_owned(),
            about: String::new(),
            website: None,
            location: None,
            since: START,
        },
    }
}

/// See [`partner`].
#[derive(Clone, Debug)]
#[must_use]
pub struct PartnerBuilder {
    partner: Partner,
}

impl PartnerBuilder {
    /// Sets the name, and slug and id with it.
    pub fn named(mut self, name: &str) -> Self {
        self.partner.name = name.to_owned();
        self.slug(slug(name).as_str())
    }

    /// Sets the slug, and the id with it.
    pub fn slug(mut self, text: &str) -> Self {
        self.partner.slug = slug(text);
        self.partner.id = partner_id(self.partner.slug.as_str());
        self
    }

    pub fn about(mut self, about: &str) -> Self {
        self.partner.about = about.to_owned();
        self
    }

    pub fn build(self) -> Partner {
        self.partner
    }
}

/// A term whose slug comes from its label.
pub fn term(taxonomy: Taxonomy, label: &str) -> Term {
    Term { taxonomy, slug: slug(label), label: label.to_owned(), about: String::new(), position: 0 }
}

/// A picture that no store holds, told apart by its number.
pub fn picture(number: u8) -> Picture {
    Picture { digest: format!("{:x}", Sha256::digest([number])), width: 1280, height: 800 }
}

/// Measurements with this many reviews of one to five stars, and installs.
pub fn signals(ratings: [u32; 5], installs: u64) -> Signals {
    Signals { ratings, installs, installs_28d: installs / 10, installs_prior_28d: installs / 12 }
}
