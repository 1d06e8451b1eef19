//! A submission that comes into the queue.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    decisions::receipt::{About, Receipt, issue},
    event::Actor,
    ids::{ListingId, OrganisationId, SubmissionId},
    listings::{
        field::Content,
        model::Version,
        names::{Known, NameCheck, NameInputs, NameVerdict, Whose, alike},
        policy::NamePolicy,
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

use super::POLICY;
use crate::{Failure, services::Services};

/// Rejections count for this long.
const MEMORY: TimeDelta = TimeDelta::days(365);

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
    let Submitted { version, content, approved, known_as, owner_before } = submitted;
    let (listing, organisation) = (version.listing, version.organisation);
    let before_manifest = approved.and_then(|content| manifest(services, content, now));
    let after_manifest = manifest(services, content, now);
    let before =
        known_as.map(|name| Side { manifest: before_manifest.as_ref(), name, organisation: owner_before });
    let after = Side { manifest: after_manifest.as_ref(), name: &content.name, organisation };
    let changes = Changes::between(before, after);
    let name = match known_as == Some(content.name.as_str()) {
        true => None,
        false => Some(name_check(services, content, organisation, version.submission.id, now).await?),
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
    report(services, content, now)?.manifest
}

/// A manifest that is read for what it says, whatever else is wrong with it.
pub(crate) fn read(source: &str, today: chrono::NaiveDate) -> Option<Manifest> {
    let facts = manifest::Facts { today, approved: None };
    manifest::lint(source, Format::Toml, &Catalogue::default(), &LintPolicy::default(), &facts).manifest
}

/// What the linter says of the manifest of some content; `None` without one.
pub(crate) fn report(services: &Services, content: &Content, now: DateTime<Utc>) -> Option<manifest::Report> {
    if content.manifest.trim().is_empty() {
        return None;
    }
    let policy = LintPolicy { allow_loopback: services.site.demo, ..LintPolicy::default() };
    let facts = manifest::Facts { today: now.date_naive(), approved: None };
    Some(manifest::lint(&content.manifest, Format::Toml, &Catalogue::default(), &policy, &facts))
}

/// Whether the name is too like another one; compared beside the requests, since there may be many.
async fn name_check(
    services: &Services,
    content: &Content,
    organisation: OrganisationId,
    submission: SubmissionId,
    now: DateTime<Utc>,
) -> Result<(NameVerdict, Receipt), Failure> {
    let candidate = content.name.clone();
    let snapshot = services.directory.snapshot();
    let compared = tokio::task::spawn_blocking(move || {
        let policy = NamePolicy::default();
        let brand = |name: &String| Known { name: name.clone(), whose: Whose::Brand };
        let mut known: Vec<_> = policy.reserved.iter().map(brand).collect();
        let others = snapshot.names_of_others(organisation).into_iter();
        known.extend(others.map(|(id, name)| Known { name, whose: Whose::Listing { id } }));
        let found = alike(&candidate, &known, &policy).into_iter().map(|likeness| likeness.with).collect();
        NameInputs { candidate, known: found, policy }
    });
    let inputs = compared.await.map_err(anyhow::Error::new)?;
    let about = About { subject: submission.to_string(), policy: super::POLICY_VERSION, at: now };
    Ok(issue::<NameCheck>(about, &inputs))
}

/// What is known of listing and partner.
async fn record(
    services: &Services,
    organisation: OrganisationId,
    listing: ListingId,
    now: DateTime<Utc>,
) -> Result<Record, Failure> {
    let queue = services.reviews.now(&services.store, now).await?;
    let of_partner = || queue.rows().filter(|row| row.organisation == organisation);
    let ended = || of_partner().filter_map(|row| row.end);
    let known = !services.directory.snapshot().listings_of(organisation).is_empty();
    let signals = services.store.signals(&[listing]).await?;
    Ok(Record {
        new_partner: !known && !ended().any(|end| end.approved),
        // Incidents are reported from the slice on governance on; until then there are none.
        incidents: 0,
        rejections: u32::try_from(ended().filter(|end| end.rejected && now - end.at <= MEMORY).count())
            .unwrap_or(u32::MAX),
        installs: signals.first().map_or(0, |(_, signals)| signals.installs),
    })
}
