//! What customers see of a listing: written into the marketplace in the unit that decides it.

use chrono::{DateTime, Utc};
use shared::{
    event::Actor,
    ids::OrganisationId,
    listings::{
        model::{Dossier, Label},
        publish::{Change, Facts, Live, show},
    },
    marketplace::{details::Asks, model::Listing},
    organisations::model::Organisation,
    partners::{
        event::{REGISTERED, partner_event},
        model::Partner,
    },
    slug::Slug,
};
use store::Unit;

use super::content;
use crate::{Failure, review::open, services::Services};

/// Writes what customers see of a listing from now on.
///
/// # Errors
/// A failure of the database.
pub(super) async fn write(
    services: &Services,
    next: &Dossier,
    stored: Option<&Listing>,
    actor: &Actor,
    now: DateTime<Utc>,
    unit: &mut Unit,
) -> Result<(), Failure> {
    let listing = &next.listing;
    let live = listing.live.and_then(|live| next.versions.get(&live));
    let shown = match live {
        Some(version) => content(services, &version.submission.frozen).await?,
        None => None,
    };
    // A listing that came by import keeps its address, and so does one that is there already.
    let name = shown.as_ref().map(|content| content.name.as_str()).unwrap_or_default();
    let slug = match stored {
        Some(stored) => stored.slug.clone(),
        None => free_listing_slug(services, name, listing.id.to_string()).await?,
    };
    let released = stored.and_then(|stored| stored.release.as_ref());
    let since = |label: &Label| {
        let same = released.filter(|release| release.version == label.to_string());
        same.and_then(|release| release.released_at).unwrap_or(now)
    };
    let manifest = shown.as_ref().and_then(|content| open::manifest(services, content, now));
    let asks = manifest.map(Asks::from);
    let live = live.zip(shown.as_ref()).map(|(version, content)| Live {
        content,
        label: &version.label,
        asks: asks.as_ref(),
        since: since(&version.label),
    });
    let facts = Facts { now, actor: actor.clone(), slug };
    match show(stored, listing, live, &facts) {
        Change::Nothing => {}
        Change::Create(shown, event) => {
            partner(services, listing.organisation, actor, now, unit).await?;
            unit.create_listing(&shown);
            unit.event(event);
        }
        Change::Update(shown, event) => {
            partner(services, listing.organisation, actor, now, unit).await?;
            unit.update_listing(&shown);
            unit.event(event);
        }
    }
    Ok(())
}

/// Makes the partner's own page, the first time that something of theirs is published.
async fn partner(
    services: &Services,
    id: OrganisationId,
    actor: &Actor,
    now: DateTime<Utc>,
    unit: &mut Unit,
) -> Result<(), Failure> {
    if services.store.partner(id).await?.is_some() {
        return Ok(());
    }
    let organisation = services.store.get::<Organisation>(id.to_string()).await?;
    let Some(organisation) = organisation else { return Ok(()) };
    let mut slug = organisation.slug.clone();
    let mut number = 1;
    while services.store.partner_by_slug(&slug).await?.is_some() {
        number += 1;
        slug = numbered(&organisation.slug, number)?;
    }
    let partner = Partner {
        id,
        version: 1,
        slug,
        name: organisation.name.to_string(),
        about: String::new(),
        website: None,
        location: None,
        since: now,
    };
    unit.create_partner(&partner);
    unit.event(partner_event(REGISTERED, &partner, Vec::new(), actor.clone(), now));
    Ok(())
}

/// An address that nobody has, made of a name.
async fn free_listing_slug(services: &Services, name: &str, id: String) -> Result<Slug, Failure> {
    let base = Slug::from_name(name).or_else(|| Slug::from_name(&id));
    let base = base.ok_or_else(|| anyhow::anyhow!("no address can be made of {id}"))?;
    let (mut slug, mut number) = (base.clone(), 1);
    while services.store.listing_by_slug(&slug).await?.is_some() {
        number += 1;
        slug = numbered(&base, number)?;
    }
    Ok(slug)
}

fn numbered(base: &Slug, number: u32) -> Result<Slug, Failure> {
    let ending = format!("-{number}");
    let room = shared::slug::MAX_CHARS - ending.len();
    let cut: String = base.as_str().chars().take(room).collect();
    let slug = format!("{}{ending}", cut.trim_end_matches('-')).parse();
    slug.map_err(|error| anyhow::Error::new(error).into())
}
