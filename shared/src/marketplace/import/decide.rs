//! What a good row does to the marketplace: make a listing, change one, or nothing.

use chrono::{DateTime, Utc};

use super::parse::{TermName, ValidPartner, ValidRow};
use crate::{
    event::{Actor, NewEvent},
    ids::{ListingId, OrganisationId},
    marketplace::{
        event::{self, listing_event},
        model::{Listing, Picture, Screenshot},
    },
    partners::{
        event::{self as partner_event_kinds, partner_event},
        model::Partner,
    },
    slug::Slug,
};

/// What the row only names, found or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub partner: OrganisationId,
    pub icon: Option<Picture>,
    pub screenshots: Vec<Screenshot>,
}

/// What a decision rests on beside the row.
#[derive(Clone, Debug)]
pub struct Facts {
    pub now: DateTime<Utc>,
    /// For a listing that is new.
    pub new_id: ListingId,
    pub actor: Actor,
}

/// What is to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Upsert {
    Create(Listing, NewEvent),
    /// The listing has its next version already.
    Update(Listing, NewEvent),
    /// The row says what is stored: nothing is written.
    Unchanged,
}

/// Decides what a row does to the listing that has its slug.
///
/// A new listing is published at once. An existing one takes every member of the row and keeps what
/// rows do not speak of: id, state, badges, day of publication.
pub fn decide_upsert(existing: Option<&Listing>, row: &ValidRow, resolved: Resolved, facts: Facts) -> Upsert {
    let Some(stored) = existing else {
        let listing = applied(row, resolved, &blank(row, &facts));
        let event = listing_event(event::PUBLISHED, &listing, Vec::new(), facts.actor, facts.now);
        return Upsert::Create(listing, event);
    };
    let mut next = applied(row, resolved, stored);
    let changed = changed(stored, &next);
    if changed.is_empty() {
        return Upsert::Unchanged;
    }
    next.version = stored.version + 1;
    next.updated_at = facts.now;
    let event = listing_event(event::UPDATED, &next, changed, facts.actor, facts.now);
    Upsert::Update(next, event)
}

/// The part of a new listing that does not come from the row.
fn blank(row: &ValidRow, facts: &Facts) -> Listing {
    Listing { pricing: row.pricing, ..Listing::blank(facts.new_id, row.slug.clone(), facts.now) }
}

/// `base` with everything that the row says.
fn applied(row: &ValidRow, resolved: Resolved, base: &Listing) -> Listing {
    let slugs = |terms: &[TermName]| -> Vec<Slug> { terms.iter().map(|term| term.slug.clone()).collect() };
    Listing {
        id: base.id,
        version: base.version,
        slug: base.slug.clone(),
        state: base.state,
        name: row.name.clone(),
        tagline: row.tagline.clone(),
        partner: resolved.partner,
        description_md: row.description_md.clone(),
        categories: slugs(&row.categories),
        verticals: slugs(&row.verticals),
        jobs: slugs(&row.jobs),
        tags: row.tags.clone(),
        languages: row.languages.clone(),
        regions: row.regions.clone(),
        compliance: row.compliance.clone(),
        pricing: row.pricing,
        release: row.release.clone(),
        website: row.website.clone(),
        icon: resolved.icon,
        screenshots: resolved.screenshots,
        badges: base.badges.clone(),
        changes_owner: base.changes_owner.clone(),
        details: base.details.clone(),
        replaced_by: base.replaced_by,
        suspended: base.suspended.clone(),
        link: base.link.clone(),
        published_at: base.published_at,
        updated_at: base.updated_at,
    }
}

/// The members of a row in which two listings differ.
fn changed(old: &Listing, new: &Listing) -> Vec<String> {
    [
        ("name", old.name != new.name),
        ("tagline", old.tagline != new.tagline),
        ("partner", old.partner != new.partner),
        ("categories", old.categories != new.categories),
        ("description_md", old.description_md != new.description_md),
        ("verticals", old.verticals != new.verticals),
        ("jobs", old.jobs != new.jobs),
        ("tags", old.tags != new.tags),
        ("languages", old.languages != new.languages),
        ("regions", old.regions != new.regions),
        ("compliance", old.compliance != new.compliance),
        ("pricing", old.pricing != new.pricing),
        ("release", old.release != new.release),
        ("website", old.website != new.website),
        ("icon", old.icon != new.icon),
        ("screenshots", old.screenshots != new.screenshots),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(name, _)| name.to_owned())
    .collect()
}

/// What is to be written of a partner.
#[derive(Clone, Debug, PartialEq)]
pub enum PartnerUpsert {
    Create(Partner, NewEvent),
    /// The partner has its next version already.
    Update(Partner, NewEvent),
    /// The partner with this id is what the row says: nothing is written.
    Unchanged(OrganisationId),
}

/// Decides what a row does to the partner that has its partner's slug: made on first sight, renamed
/// when the name is another.
pub fn decide_partner(
    existing: Option<&Partner>,
    row: &ValidPartner,
    new_id: OrganisationId,
    actor: Actor,
    now: DateTime<Utc>,
) -> PartnerUpsert {
    match existing {
        None => {
            let partner = Partner {
                id: new_id,
                version: 1,
                slug: row.slug.clone(),
                name: row.name.clone(),
                about: String::new(),
                website: None,
                location: None,
                since: now,
            };
            let event = partner_event(partner_event_kinds::REGISTERED, &partner, Vec::new(), actor, now);
            PartnerUpsert::Create(partner, event)
        }
        Some(stored) if stored.name == row.name => PartnerUpsert::Unchanged(stored.id),
        Some(stored) => {
            let next = Partner { version: stored.version + 1, name: row.name.clone(), ..stored.clone() };
            let changed = vec!["name".to_owned()];
            let event = partner_event(partner_event_kinds::UPDATED, &next, changed, actor, now);
            PartnerUpsert::Update(next, event)
        }
    }
}
