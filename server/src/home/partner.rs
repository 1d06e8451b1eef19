//! What waits for a partner: its versions and drafts, changes of owner, notices of the clean-up and
//! certifications.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use shared::{
    certification::{
        model::{Certification, WaitsFor},
        standing::{Standing, standing},
    },
    home::{
        api::PhaseCount,
        model::{Entry, Kind, Side, Step, What},
    },
    ids::{ListingId, VersionId},
    listings::{
        clean_up::{CleanUp, Stage},
        draft::Draft,
        field::Field,
        governance::Governed,
        model::{Dossier, Listing, Transfer, Version},
        state::{Phase, Place, VersionState, phase},
    },
    marketplace::{self, state::ListingState},
    organisations::permission::Permission,
    review::{
        model::{Case, Outcome},
        queue,
    },
};

use super::Desk;
use crate::{Failure, certification, listings, names};

/// Most listings of an organisation that are looked at.
const MOST: usize = 1_000;
/// Most drafts whose checklist is gone through: those that were written last.
const CHECKED: usize = 20;
/// Most published listings whose certifications are read.
const CERTIFIED: usize = 100;
/// Certifications of one app that are read: one of each competency.
const COMPETENCIES: usize = 16;
/// Most offers to an organisation that are looked at.
const OFFERS: usize = 200;

/// The listings of an organisation with what stands beside them.
struct Shelf {
    /// By id; one that came by import has no versions.
    dossiers: Vec<Dossier>,
    shown: BTreeMap<ListingId, marketplace::model::Listing>,
    drafts: BTreeMap<ListingId, Draft>,
}

impl Shelf {
    /// What a listing is called: by customers, or else by its draft.
    fn name(&self, listing: ListingId) -> Option<String> {
        let drafted = || {
            let written = self.drafts.get(&listing)?.fields.get(&Field::Name)?;
            written.value.as_str().map(str::to_owned)
        };
        self.shown.get(&listing).map(|shown| shown.name.clone()).or_else(drafted)
    }

    /// Listings that customers find.
    fn published(&self) -> impl Iterator<Item = ListingId> {
        let in_directory = self.shown.values().filter(|shown| shown.state == ListingState::Published);
        in_directory.map(|shown| shown.id)
    }

    fn entry(&self, listing: ListingId, what: What) -> Entry {
        Entry { what, name: self.name(listing), whose: None, since: None, until: None }
    }
}

/// What waits, and how many listings stand where; `None` for who may not see them.
///
/// # Errors
/// A failure of the database, or a draft that cannot be read.
pub(super) async fn gather(desk: &mut Desk<'_>) -> Result<Option<Vec<PhaseCount>>, Failure> {
    if !desk.seat.permissions.has(Permission::ListingsRead) {
        return Ok(None);
    }
    let shelf = read(desk).await?;
    let mut counts: BTreeMap<Phase, usize> = BTreeMap::new();
    for dossier in &shelf.dossiers {
        *counts.entry(phase(dossier)).or_default() += 1;
    }
    versions(desk, &shelf).await?;
    drafts(desk, &shelf).await?;
    handovers(desk, &shelf).await?;
    notices(desk, &shelf).await?;
    certifications(desk, &shelf).await?;
    Ok(Some(counts.into_iter().map(|(phase, count)| PhaseCount { phase, count }).collect()))
}

async fn read(desk: &Desk<'_>) -> Result<Shelf, Failure> {
    let (services, organisation) = (desk.services, desk.seat.organisation);
    let store = &services.store;
    let stored = store.owned_by::<Listing>(&organisation.to_string(), None, MOST).await?;
    let keys: Vec<_> = stored.iter().map(|listing| listing.id.to_string()).collect();
    let named = |listing: &Listing| {
        [listing.open, listing.scheduled, listing.approved, listing.last].into_iter().flatten()
    };
    let versions: BTreeSet<VersionId> = stored.iter().flat_map(named).collect();
    let versions = store.get_all::<Version>(versions.iter().map(ToString::to_string).collect()).await?;
    let drafts = store.get_all::<Draft>(keys).await?;

    let mut ids: Vec<_> = stored.iter().map(|listing| listing.id).collect();
    let known: BTreeSet<_> = ids.iter().copied().collect();
    let imported = services.directory.snapshot().listings_of(organisation);
    ids.extend(imported.into_iter().filter(|id| !known.contains(id)).take(MOST - known.len().min(MOST)));
    let shown = store.listings(&ids).await?;

    let mut of: BTreeMap<ListingId, BTreeMap<VersionId, Version>> = BTreeMap::new();
    for version in versions {
        of.entry(version.listing).or_default().insert(version.id, version);
    }
    let mut dossiers: Vec<_> = stored
        .into_iter()
        .map(|listing| Dossier { versions: of.remove(&listing.id).unwrap_or_default(), listing })
        .collect();
    let imported = shown.iter().filter(|shown| !known.contains(&shown.id));
    dossiers.extend(imported.map(Dossier::imported));
    Ok(Shelf {
        dossiers,
        shown: shown.into_iter().map(|shown| (shown.id, shown)).collect(),
        drafts: drafts.into_iter().map(|draft| (draft.listing, draft)).collect(),
    })
}

/// What the versions that are under way wait for, and what the operator took away.
async fn versions(desk: &mut Desk<'_>, shelf: &Shelf) -> Result<(), Failure> {
    let (services, now) = (desk.services, desk.now);
    let open: Vec<_> = shelf.dossiers.iter().filter_map(|one| version(one, one.listing.open)).collect();
    let cases = open.iter().map(|version| version.submission.id.to_string()).collect();
    let cases = services.store.get_all::<Case>(cases).await?;
    let queue = if open.iter().any(|version| version.state != VersionState::ChangesRequested) {
        services.reviews.now(&services.store, now).await?.entries()
    } else {
        Vec::new()
    };
    for version in open {
        let case = cases.iter().find(|case| case.id == version.submission.id);
        let (listing, label) = (version.listing, version.label.clone());
        let entry = match (version.state, case.and_then(|case| case.outcome.as_ref())) {
            (VersionState::ChangesRequested, outcome) => {
                let asked = version.asked.len();
                let answered = version.asked.iter().filter(|asked| asked.answer.is_some()).count();
                let since = match outcome {
                    Some(Outcome::ChangesRequested { at, .. }) => Some(*at),
                    _ => None,
                };
                let what = What::ChangesRequested { listing, label, asked, answered };
                Entry { since, ..shelf.entry(listing, what) }
            }
            _ => {
                let stage = case.and_then(Case::at).map(|stage| stage.kind);
                let place = queue::place(&queue, version.submission.id);
                let what = What::InReview { listing, label, stage, place };
                Entry { since: Some(version.submission.at), ..shelf.entry(listing, what) }
            }
        };
        desk.put(entry);
    }
    for dossier in &shelf.dossiers {
        let id = dossier.listing.id;
        match &dossier.listing.place {
            Place::Suspended { suspension, .. } => {
                let taken = shelf.entry(id, What::TakenAway { listing: id });
                desk.put(Entry { since: Some(suspension.at), ..taken });
                continue;
            }
            Place::Archived => continue,
            Place::Draft | Place::Shown { .. } => {}
        }
        if let Some(version) = version(dossier, dossier.listing.scheduled)
            && let VersionState::Scheduled { at } = version.state
        {
            let what = What::Scheduled { listing: id, label: version.label.clone() };
            desk.put(Entry { until: Some(at), ..shelf.entry(id, what) });
        }
        if let Some(version) = approved(dossier).filter(|_| moving(&dossier.listing, now).is_none()) {
            let what = What::ToPublish { listing: id, label: version.label.clone() };
            let since = version.clearance.as_ref().map(|clearance| clearance.at);
            desk.put(Entry { since, ..shelf.entry(id, what) });
        }
    }
    Ok(())
}

fn version(dossier: &Dossier, id: Option<VersionId>) -> Option<&Version> {
    dossier.versions.get(&id?)
}

/// The version that can be published and is not.
fn approved(dossier: &Dossier) -> Option<&Version> {
    version(dossier, dossier.listing.approved).filter(|version| version.state == VersionState::Approved)
}

/// A change of owner that is under way.
fn moving(listing: &Listing, now: DateTime<Utc>) -> Option<&Transfer> {
    listing.transfer.as_ref().filter(|transfer| transfer.stands(now))
}

/// Drafts that differ from what was submitted last, where the next step is to submit them.
async fn drafts(desk: &mut Desk<'_>, shelf: &Shelf) -> Result<(), Failure> {
    if !desk.wants(&[Kind::DraftReady, Kind::DraftLacks]) {
        return Ok(());
    }
    let mut written = Vec::new();
    for dossier in &shelf.dossiers {
        let listing = &dossier.listing;
        let Some(draft) = shelf.drafts.get(&listing.id).filter(|_| can_submit(dossier, desk.now)) else {
            continue;
        };
        let content = draft.content().map_err(anyhow::Error::new)?;
        let submitted = version(dossier, listing.last).map(|last| &last.submission.frozen.content);
        if submitted != Some(&content.digest()) {
            written.push((draft.fields.values().map(|written| written.at).max(), dossier, draft));
        }
    }
    written.sort_by_key(|(at, dossier, _)| std::cmp::Reverse((*at, dossier.listing.id)));
    if let Some(beyond) = written.len().checked_sub(CHECKED).filter(|beyond| *beyond > 0) {
        desk.beyond.insert(Kind::DraftLacks, beyond);
    }
    for (since, dossier, draft) in written.into_iter().take(CHECKED) {
        let id = dossier.listing.id;
        let shown = shelf.shown.get(&id);
        let what = match listings::missing(desk.services, dossier, draft, shown).await? {
            0 => What::DraftReady { listing: id },
            missing => What::DraftLacks { listing: id, missing },
        };
        desk.put(Entry { since, ..shelf.entry(id, what) });
    }
    Ok(())
}

/// Whether a draft of this listing is what comes next.
fn can_submit(dossier: &Dossier, now: DateTime<Utc>) -> bool {
    let listing = &dossier.listing;
    let open_place = match listing.place {
        Place::Draft | Place::Shown { .. } => true,
        Place::Suspended { .. } | Place::Archived => false,
    };
    open_place
        && listing.open.is_none()
        && listing.scheduled.is_none()
        && approved(dossier).is_none()
        && moving(listing, now).is_none()
}

/// Listings that change hands, on both sides.
async fn handovers(desk: &mut Desk<'_>, shelf: &Shelf) -> Result<(), Failure> {
    if !desk.wants(&[Kind::OfferToUs, Kind::Handover]) {
        return Ok(());
    }
    let (services, now, us) = (desk.services, desk.now, desk.seat.organisation);
    let offered = services.store.owned_by::<Governed>(&us.to_string(), None, OFFERS).await?;
    let moved = offered.iter().filter_map(|one| Some((one.listing, one.organisation, one.moving(now)?)));
    let gets = moved.map(|(listing, from, transfer)| (Side::Gets, listing, from, transfer));
    let own = shelf.dossiers.iter().filter_map(|one| Some((one.listing.id, moving(&one.listing, now)?)));
    let gives = own.map(|(listing, transfer)| (Side::Gives, listing, transfer.to, transfer));
    let all: Vec<_> = gets.chain(gives).collect();
    let mut named = BTreeSet::new();
    for (_, listing, other, _) in &all {
        named.extend([listing.to_string(), other.to_string()]);
    }
    let names = names::with_partners(services, &named).await?;
    for (side, listing, other, transfer) in all {
        let (step, since, until) = match &transfer.accepted {
            None => (Step::Offered, transfer.offered_at, transfer.expires_at),
            Some(accepted) => {
                let verified = accepted.verified_at.is_some();
                let step = if verified { Step::Verified } else { Step::Accepted };
                (step, accepted.at, accepted.quarantine_until)
            }
        };
        desk.put(Entry {
            what: What::Handover { listing, side, step },
            name: names.get(&listing.to_string()).cloned(),
            whose: names.get(&other.to_string()).cloned(),
            since: Some(since),
            until: Some(until),
        });
    }
    Ok(())
}

/// Notices of the clean-up whose clock runs: that of an app that customers do not find stands still, and so
/// does that of one whose appeal waits.
async fn notices(desk: &mut Desk<'_>, shelf: &Shelf) -> Result<(), Failure> {
    if !desk.wants(&[Kind::CleanUpNotice]) {
        return Ok(());
    }
    let keys = shelf.published().map(|id| id.to_string()).collect();
    for state in desk.services.store.get_all::<CleanUp>(keys).await? {
        let appealed = state.open_appeal().is_some();
        if let Stage::Noticed { at, named, grace_until, .. } = &state.stage
            && !appealed
        {
            let listing = state.listing;
            let what = What::CleanUpNotice { listing, named: named.iter().copied().collect() };
            let (since, until) = (Some(*at), Some(*grace_until));
            desk.put(Entry { since, until, ..shelf.entry(listing, what) });
        }
    }
    Ok(())
}

/// Certifications that a reviewer asks about, or that have to be renewed and are not asked for yet.
async fn certifications(desk: &mut Desk<'_>, shelf: &Shelf) -> Result<(), Failure> {
    if !desk.wants(&[Kind::EvidenceAsked, Kind::Remediation, Kind::RenewalOpen]) {
        return Ok(());
    }
    let (services, now) = (desk.services, desk.now);
    let policy = certification::policy(services).await?;
    for listing in shelf.published().take(CERTIFIED) {
        let key = listing.to_string();
        for one in services.store.owned_by::<Certification>(&key, None, COMPETENCIES).await? {
            let competency = one.competency;
            let standing = standing(&one, &policy, now);
            let question = one.request.as_ref().and_then(|request| request.open_question());
            let asked = question.map(|question| (What::EvidenceAsked { listing, competency }, question.at));
            let waits = one.request.as_ref().map(shared::certification::model::Request::waits_for);
            let (what, since, until) = match (standing, asked) {
                (Standing::RenewalOpen { clock } | Standing::Remediation { clock }, Some((what, at))) => {
                    (what, Some(at), Some(clock.until))
                }
                (_, Some((what, at))) => (what, Some(at), None),
                _ if waits == Some(WaitsFor::Reviewer) => continue,
                (Standing::RenewalOpen { clock }, None) => {
                    (What::RenewalOpen { listing, competency }, None, Some(clock.until))
                }
                (Standing::Remediation { clock }, None) => {
                    (What::Remediation { listing, competency }, None, Some(clock.until))
                }
                (
                    Standing::None { .. }
                    | Standing::Valid { .. }
                    | Standing::Lapsed { .. }
                    | Standing::Withdrawn { .. },
                    None,
                ) => continue,
            };
            desk.put(Entry { since, until: until.map(midnight), ..shelf.entry(listing, what) });
        }
    }
    Ok(())
}

/// A day begins at midnight (UTC).
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
