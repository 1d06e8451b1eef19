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
        import::{
            Facts, PartnerUpsert, Resolved, Upsert, ValidPartner, ValidRow, decide_partner, decide_upsert,
            parse_line,
        },
        model::{Collection, Listing, Picture, Screenshot, Signals},
    },
    partners::model::Partner,
    ports::{Clock, IdGen},
    slug::Slug,
};
use store::{Store, Unit};

use super::{
    content::{Content, DemoListing, content},
    partners, rows,
};
use crate::{Services, media::Media};

/// Pictures taken in at the same time.
const INGESTS: usize = 4;

/// Fills an empty store with the demo program; a store with listings is left as it is, but for the
/// measurements of a demo program whose seeding was cut short.
///
/// # Errors
/// The store or the blob store failed, or the data that is compiled in contradicts itself.
pub async fn seed(services: &Services) -> anyhow::Result<()> {
    let ground = Ground {
        store: &services.store,
        media: &services.media,
        clock: &*services.clock,
        ids: &*services.ids,
    };
    plant(&ground).await?;
    super::people::plant(services).await?;
    if super::reviews::plant(services).await? {
        super::governance::plant(services).await?;
    }
    super::certifications::plant(services).await
}

/// What seeding works with.
pub(super) struct Ground<'a> {
    pub(super) store: &'a Store,
    pub(super) media: &'a Media,
    pub(super) clock: &'a dyn Clock,
    pub(super) ids: &'a dyn IdGen,
}

pub(super) async fn plant(ground: &Ground<'_>) -> anyhow::Result<()> {
    let content = content()?;
    if ground.store.listing_keys().await?.is_empty() {
        let now = ground.clock.now();
        let pictures = ingest(ground, &content).await?;
        let unit = program(ground, &content, &pictures, now).await?;
        ground.store.commit(unit).await.context("the demo program could not be written")?;
        tracing::info!(
            listings = content.listings.len(),
            partners = content.partners.len(),
            "demo program written"
        );
    }
    measure(ground, &content).await
}

/// Draws all pictures and takes them in, by name.
async fn ingest(ground: &Ground<'_>, content: &Content) -> anyhow::Result<HashMap<String, Picture>> {
    let mut drawn = Vec::new();
    for listing in &content.listings {
        drawn.extend(rows::pictures(listing)?);
    }
    let media = ground.media;
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
    ground: &Ground<'_>,
    content: &Content,
    pictures: &HashMap<String, Picture>,
    now: DateTime<Utc>,
) -> anyhow::Result<Unit> {
    let mut unit = Unit::default();
    let stored = ground.store.terms().await?;
    for term in rows::terms(content)? {
        if !stored.iter().any(|known| known.taxonomy == term.taxonomy && known.slug == term.slug) {
            unit.put_term(&term);
            unit.event(term_added(ground.store.program(), &term, Actor::System, now));
        }
    }
    let organisations = partners_into(&mut unit, ground, content, now).await?;
    let listings = listings_into(&mut unit, ground, content, pictures, &organisations, now)?;
    collections_into(&mut unit, ground, content, &listings, now).await?;
    Ok(unit)
}

/// The partners by slug; those that the store knows already stay as they are.
async fn partners_into(
    unit: &mut Unit,
    ground: &Ground<'_>,
    content: &Content,
    now: DateTime<Utc>,
) -> anyhow::Result<HashMap<String, OrganisationId>> {
    let mut organisations = HashMap::new();
    for demo in &content.partners {
        let slug: Slug = demo.slug.parse().with_context(|| demo.slug.clone())?;
        let stored = ground.store.partner_by_slug(&slug).await?;
        let row = ValidPartner { slug, name: demo.name.clone() };
        let fresh = OrganisationId::new(ground.ids);
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
            PartnerUpsert::Unchanged(id) => id,
        };
        organisations.insert(demo.slug.clone(), id);
    }
    Ok(organisations)
}

fn listings_into(
    unit: &mut Unit,
    ground: &Ground<'_>,
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
        let facts = Facts { now, new_id: ListingId::new(ground.ids), actor: Actor::System };
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
    ground: &Ground<'_>,
    content: &Content,
    listings: &HashMap<String, ListingId>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let stored = ground.store.collections().await?;
    for demo in &content.program.collection {
        if stored.iter().any(|known| known.slug.as_str() == demo.slug) {
            continue;
        }
        let ids = demo.listings.iter().map(|slug| {
            listings.get(slug).copied().with_context(|| format!("{}: no listing {slug}", demo.slug))
        });
        let collection = Collection {
            id: CollectionId::new(ground.ids),
            version: 1,
            slug: demo.slug.parse().with_context(|| demo.slug.clone())?,
            title: demo.title.clone(),
            about: demo.about.clone(),
            listings: ids.collect::<anyhow::Result<_>>()?,
        };
        unit.create_collection(&collection);
        unit.event(collection_created(ground.store.program(), &collection, Actor::System, now));
    }
    Ok(())
}

/// Puts the measurements in, once, where the whole demo program is there.
async fn measure(ground: &Ground<'_>, content: &Content) -> anyhow::Result<()> {
    if ground.store.signals_revision().await? > 0 {
        return Ok(());
    }
    let keys = ground.store.listing_keys().await?;
    let ids: HashMap<&str, ListingId> = keys.iter().map(|(slug, id, _)| (slug.as_str(), *id)).collect();
    let measured = |demo: &DemoListing| Some((*ids.get(demo.slug.as_str())?, rows::signals(demo)));
    let rows: Option<Vec<(ListingId, Signals)>> = content.listings.iter().map(measured).collect();
    if let Some(rows) = rows {
        ground.store.put_signals(&rows).await.context("the demo program's measurements")?;
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
