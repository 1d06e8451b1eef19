//! Writes the demo program into an empty store.

use std::collections::HashMap;

use anyhow::{Context as _, anyhow};
use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use futures::{StreamExt as _, TryStreamExt as _};
use shared::{
    event::Actor,
    ids::{CollectionId, ListingId, OrganisationId},
    marketplace::{
        event::{collection_created, term_added},
        import::{Facts, PartnerUpsert, Resolved, Upsert, ValidPartner, ValidRow, decide_partner, decide_upsert, parse_line},
        model::{Collection, Listing, Picture, Screenshot, Signals},
    },
    partners::model::Partner,
    slug::Slug,
};
use store::Unit;

use super::{
    content::{Content, DemoListing, content},
    partners, rows,
};
use crate::Services;

/// Pictures taken in at the same time.
const INGESTS: usize = 4;

/// Fills an empty store with the demo program; a store with listings is left as it is, but for the
/// measurements of a demo program whose seeding was cut short.
///
/// # Errors
/// The store or the blob store failed, or the data that is compiled in contradicts itself.
pub async fn seed(services: &Services) -> anyhow::Result<()> {
    let content = content()?;
    if services.store.listing_keys().await?.is_empty() {
        let today = services.clock.now();
        let pictures = ingest(services, &content).await?;
        let unit = program(services, &content, &pictures, today).await?;
        services.store.commit(unit).await.context("the demo program could not be written")?;
        tracing::info!(listings = content.listings.len(), partners = content.partners.len(), "demo program written");
    }
    measure(services, &content).await
}

/// Draws all pictures and takes them in, by name.
async fn ingest(services: &Services, content: &Content) -> anyhow::Result<HashMap<String, Picture>> {
    let mut drawn = Vec::new();
    for listing in &content.listings {
        drawn.extend(rows::pictures(listing)?);
    }
    let media = &services.media;
    futures::stream::iter(drawn)
        .map(|(name, svg)| async move {
            let picture = media.ingest(Bytes::from(svg)).await.with_context(|| name.clone())?;
            Ok((name, picture))
        })
        .buffer_unordered(INGESTS)
        .try_collect()
        .await
}

/// Everything as one unit: all of it is there afterwards, or nothing.
async fn program(
    services: &Services,
    content: &Content,
    pictures: &HashMap<String, Picture>,
    now: DateTime<Utc>,
) -> anyhow::Result<Unit> {
    let mut unit = Unit::default();
    let stored = services.store.terms().await?;
    for term in rows::terms(content)? {
        if !stored.iter().any(|known| known.taxonomy == term.taxonomy && known.slug == term.slug) {
            unit.put_term(&term);
            unit.event(term_added(services.store.program(), &term, Actor::System, now));
        }
    }
    let organisations = partners_into(&mut unit, services, content, now).await?;
    let listings = listings_into(&mut unit, services, content, pictures, &organisations, now)?;
    collections_into(&mut unit, services, content, &listings, now).await?;
    Ok(unit)
}

/// The partners by slug; those that the store knows already stay as they are.
async fn partners_into(
    unit: &mut Unit,
    services: &Services,
    content: &Content,
    now: DateTime<Utc>,
) -> anyhow::Result<HashMap<String, OrganisationId>> {
    let mut organisations = HashMap::new();
    for demo in &content.partners {
        let slug: Slug = demo.slug.parse().with_context(|| demo.slug.clone())?;
        let stored = services.store.partner_by_slug(&slug).await?;
        let row = ValidPartner { slug, name: demo.name.clone() };
        let fresh = OrganisationId::new(&*services.ids);
        let id = match decide_partner(stored.as_ref(), &row, fresh, Actor::System, now) {
            PartnerUpsert::Create(partner, event) => {
                let partner = Partner {
                    about: demo.about.clone(),
                    website: Some(rows::website(&demo.slug)),
                    location: Some(demo.location.clone()),
                    since: rows::moment(now.date_naive(), demo.since),
                    ..partner
                };
                unit.create_partner(&partner);
                unit.event(event);
                partner.id
            }
            PartnerUpsert::Update(partner, event) => {
                unit.update_partner(&partner);
                unit.event(event);
                partner.id
            }
            PartnerUpsert::Unchanged => stored.map_or(fresh, |partner| partner.id),
        };
        organisations.insert(demo.slug.clone(), id);
    }
    Ok(organisations)
}

fn listings_into(
    unit: &mut Unit,
    services: &Services,
    content: &Content,
    pictures: &HashMap<String, Picture>,
    organisations: &HashMap<String, OrganisationId>,
    now: DateTime<Utc>,
) -> anyhow::Result<HashMap<String, ListingId>> {
    let by_slug = partners(content);
    let today = now.date_naive();
    let mut listings = HashMap::new();
    for demo in &content.listings {
        let row = valid(&rows::row(demo, &by_slug, today)?)?;
        let partner = *organisations.get(&demo.partner).with_context(|| demo.partner.clone())?;
        let resolved = resolved(demo, partner, pictures)?;
        let facts = Facts { now, new_id: ListingId::new(&*services.ids), actor: Actor::System };
        let Upsert::Create(listing, event) = decide_upsert(None, &row, resolved, facts) else {
            return Err(anyhow!("{}: a row without a stored listing makes one", demo.slug));
        };
        let listing = dated(listing, demo, today);
        unit.create_listing(&listing);
        unit.event(event);
        listings.insert(demo.slug.clone(), listing.id);
    }
    Ok(listings)
}

/// What a row cannot say: badges, and a past.
fn dated(listing: Listing, demo: &DemoListing, today: NaiveDate) -> Listing {
    Listing {
        badges: rows::badges(&demo.badges, today),
        published_at: rows::moment(today, demo.published),
        updated_at: rows::moment(today, demo.released.min(demo.published)),
        ..listing
    }
}

fn resolved(
    demo: &DemoListing,
    partner: OrganisationId,
    pictures: &HashMap<String, Picture>,
) -> anyhow::Result<Resolved> {
    let picture = |shot| {
        let name = rows::picture_name(&demo.slug, shot);
        pictures.get(&name).cloned().with_context(|| format!("{name} was not drawn"))
    };
    let shots = demo.shots.iter().enumerate();
    let screenshots: anyhow::Result<Vec<Screenshot>> = shots
        .map(|(at, shot)| Ok(Screenshot { picture: picture(Some(at))?, alt: shot.alt.clone() }))
        .collect();
    Ok(Resolved { partner, icon: Some(picture(None)?), screenshots: screenshots? })
}

async fn collections_into(
    unit: &mut Unit,
    services: &Services,
    content: &Content,
    listings: &HashMap<String, ListingId>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let stored = services.store.collections().await?;
    for demo in &content.program.collection {
        if stored.iter().any(|known| known.slug.as_str() == demo.slug) {
            continue;
        }
        let ids = demo.listings.iter().map(|slug| {
            listings.get(slug).copied().with_context(|| format!("{}: no listing {slug}", demo.slug))
        });
        let collection = Collection {
            id: CollectionId::new(&*services.ids),
            version: 1,
            slug: demo.slug.parse().with_context(|| demo.slug.clone())?,
            title: demo.title.clone(),
            about: demo.about.clone(),
            listings: ids.collect::<anyhow::Result<_>>()?,
        };
        unit.create_collection(&collection);
        unit.event(collection_created(services.store.program(), &collection, Actor::System, now));
    }
    Ok(())
}

/// Puts the measurements in, once, where the whole demo program is there.
async fn measure(services: &Services, content: &Content) -> anyhow::Result<()> {
    if services.store.signals_revision().await? > 0 {
        return Ok(());
    }
    let keys = services.store.listing_keys().await?;
    let ids: HashMap<&str, ListingId> = keys.iter().map(|(slug, id, _)| (slug.as_str(), *id)).collect();
    let measured = |demo: &DemoListing| Some((*ids.get(demo.slug.as_str())?, rows::signals(demo)));
    let rows: Option<Vec<(ListingId, Signals)>> = content.listings.iter().map(measured).collect();
    if let Some(rows) = rows {
        services.store.put_signals(&rows).await.context("the demo program's measurements")?;
    }
    Ok(())
}

/// The row as the importer would read it from a file.
pub(super) fn valid(row: &shared::marketplace::import::ImportRow) -> anyhow::Result<ValidRow> {
    let line = serde_json::to_vec(row)?;
    parse_line(&line).map_err(|faults| {
        let faults: Vec<String> =
            faults.iter().map(|fault| format!("{}: {}", fault.name(), fault.detail)).collect();
        anyhow!("{}: {}", row.slug, faults.join(" "))
    })
}
