//! A submission that comes into the queue.

use super::{
    POLICY,
    names::{self, Among, Asked},
    past::past,
};
use crate::{Failure, services::Services};
use chrono::{DateTime, Utc};
use shared::{
    event::Actor,
    ids::{ListingId, OrganisationId},
    listings::{
        field::Content,
        model::Version,
        names::{Known, NameVerdict},
    },
    manifest::{self, Manifest, catalogue::Catalogue, policy::LintPolicy, source::Format},
    review::{
        changes::Side,
        defaults,
        model::Changes,
        rules::{self, By, Decision, Facts, Opening, Record},
    },
    slug::Slug,
};

/// A version that was just frozen.
pub(crate) struct Submitted<'s> {
    pub(crate) version: &'s Version,
    pub(crate) content: &'s Content,
    /// The content that was approved last; `None` when nothing of it is known.
    pub(crate) approved: Option<&'s Content>,
    /// The name that customers know; `None` for a listing that they do not.
    pub(crate) known_as: Option<&'s str>,
    /// Whose the listing was when it was approved last.
    pub(crate) owner_before: OrganisationId,
    /// Names that it was found to be too like when it was to be published; empty for what a partner submits.
    pub(crate) held: Vec<Known>,
}

/// Opens its review. The receipt of the name, where it is another one than before, is among those of the
/// decision.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn open(
    services: &Services,
    submitted: Submitted<'_>,
    actor: Actor,
    now: DateTime<Utc>,
) -> Result<Decision, Failure> {
    let Submitted { version, content, approved, known_as, owner_before, held } = submitted;
    let (listing, organisation) = (version.listing, version.organisation);
    let before_manifest = approved.and_then(|content| manifest(services, content, now));
    let after_manifest = manifest(services, content, now);
    let before =
        known_as.map(|name| Side { manifest: before_manifest.as_ref(), name, organisation: owner_before });
    let after = Side { manifest: after_manifest.as_ref(), name: &content.name, organisation };
    let changes = Changes::between(before, after);
    let asked = Asked { name: &content.name, organisation, listing, submission: version.submission.id };
    let name = if !held.is_empty() {
        Some(names::judged(services, asked, held, now).await?)
    } else if known_as == Some(content.name.as_str()) {
        None
    } else {
        let found = names::alike_to(services, asked, Among::All).await?;
        Some(names::judged(services, asked, found, now).await?)
    };
    let opening = Opening {
        id: version.submission.id,
        listing,
        of: version.id,
        organisation,
        submitted_by: version.submission.by,
        frozen: version.submission.frozen.digest(),
        name: content.name.clone(),
        label: version.label.clone(),
        round: version.submission.round,
        category: main_category(content),
        changes,
        name_held: matches!(&name, Some((NameVerdict::Held { .. }, _))),
        record: record(services, organisation, listing, now).await?,
    };
    let facts = Facts {
        now,
        by: By::Program,
        actor,
        program: services.store.program(),
        policy_version: super::POLICY_VERSION,
        policy: &POLICY,
        to: None,
        assigns: false,
    };
    let mut decision = rules::open(opening, &defaults::checklists(), &facts);
    decision.receipts.extend(name.map(|(_, receipt)| receipt));
    Ok(decision)
}

/// The category by which waits are told. A submission without one is not complete; old ones may be.
fn main_category(content: &Content) -> Slug {
    content.categories.first().cloned().unwrap_or_else(|| Slug::from_name("other").expect("a slug"))
}

/// The manifest of some content, where it can be read.
pub(crate) fn manifest(services: &Services, content: &Content, now: DateTime<Utc>) -> Option<Manifest> {
    report(services, content, None, now)?.manifest
}

/// A manifest that is read for what it says, whatever else is wrong with it.
pub(crate) fn read(source: &str, today: chrono::NaiveDate) -> Option<Manifest> {
    let facts = manifest::Facts { today, approved: None };
    manifest::lint(source, Format::Toml, &Catalogue::default(), &LintPolicy::default(), &facts).manifest
}

/// What the linter says of the manifest of some content, against the one that was approved last; `None`
/// without one.
pub(crate) fn report(
    services: &Services,
    content: &Content,
    approved: Option<Manifest>,
    now: DateTime<Utc>,
) -> Option<manifest::Report> {
    if content.manifest.trim().is_empty() {
        return None;
    }
    let policy = LintPolicy { allow_loopback: services.site.demo, ..LintPolicy::default() };
    let facts = manifest::Facts { today: now.date_naive(), approved };
    Some(manifest::lint(&content.manifest, Format::Toml, &Catalogue::default(), &policy, &facts))
}

/// What is known of listing and partner.
async fn record(
    services: &Services,
    organisation: OrganisationId,
    listing: ListingId,
    now: DateTime<Utc>,
) -> Result<Record, Failure> {
    let past = past(services, organisation, now).await?;
    let signals = services.store.signals(&[listing]).await?;
    Ok(Record {
        new_partner: !past.known && !past.approved,
        incidents: past.suspensions,
        rejections: past.rejections,
        installs: signals.first().map_or(0, |(_, signals)| signals.installs),
    })
}
