//! A listing as its partner sees it.

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    ids::{PersonId, SubmissionId},
    listings::{
        api::{
            AcceptedView, App, AppRow, ConflictView, FieldView, ReviewView, SuspensionView, TransferView,
            VersionView, Versions,
        },
        draft::{Conflict, Written},
        field::{Content, Field},
        model::{Dossier, Label, Transfer, Version},
        nags::{self, Level, ManifestFacts, Nag},
        names::NamesAlike,
        policy::NagPolicy,
        rules::can_be_live_again,
        state::{Place, Shown, Suspension, phase, standing},
        terms::{self, UnknownTerms},
    },
    manifest::{Manifest, Report, rule::Severity},
    review::model::Case,
    sandbox::target::Target,
};
use store::StoreError;

use super::{load::Loaded, versions};
use crate::{
    Failure,
    names::{self, Names},
    review::{self, open::report},
    sandbox,
    services::Services,
};

/// A listing in the table.
pub(super) fn row(loaded: &Loaded) -> AppRow {
    let listing = &loaded.dossier.listing;
    let label = |id| loaded.dossier.versions.get(&id).map(|version| version.label.clone());
    let name = loaded.draft.fields.get(&Field::Name).and_then(|written| written.value.as_str());
    let released = || {
        let release = loaded.shown.as_ref()?.release.as_ref()?;
        release.version.parse::<Label>().ok()
    };
    AppRow {
        listing: listing.id,
        name: name.unwrap_or_default().to_owned(),
        phase: phase(&loaded.dossier),
        standing: standing(&listing.place),
        slug: loaded.shown.as_ref().map(|shown| shown.slug.to_string()),
        live: listing.live.and_then(label).or_else(released),
        under_way: listing.open.or(listing.scheduled).and_then(label),
        edited_at: loaded.draft.fields.values().map(|written| written.at).max(),
    }
}

/// A listing for the editor.
///
/// # Errors
/// A failure of the database, or a draft that cannot be read.
pub(super) async fn app(services: &Services, loaded: &Loaded) -> Result<App, Failure> {
    let content = loaded.draft.content().map_err(anyhow::Error::new)?;
    let target = target(services, loaded).await?;
    let approved = versions::approved_manifest(services, &loaded.dossier).await?;
    let alike = names_alike(services, loaded, &content).await?;
    let (nags, manifest) =
        nags(services, loaded, &content, approved.clone(), target.is_some(), alike.as_ref());
    let people = names(services, loaded.draft.fields.values()).await?;
    let draft = loaded.draft.fields.iter().map(|(field, written)| (*field, self::field(written, &people)));
    let draft = draft.collect();
    let unknown_terms = unknown_terms(services, &content);
    Ok(App { row: row(loaded), draft, nags, manifest, approved, target, unknown_terms, alike })
}

/// What everybody can see that the name of a draft is too like, unless it is called so already; `None` when nothing is.
async fn names_alike(
    services: &Services,
    loaded: &Loaded,
    content: &Content,
) -> Result<Option<NamesAlike>, Failure> {
    let shown = loaded.shown.as_ref().map(|shown| shown.name.as_str());
    if content.name.trim().is_empty() || shown == Some(content.name.as_str()) {
        return Ok(None);
    }
    // What a review cleared already, published or not.
    if let Some(approved) = loaded.dossier.approved_by(services.clock.now()) {
        let approved = versions::content(services, &approved.frozen).await?;
        if approved.is_some_and(|approved| approved.name == content.name) {
            return Ok(None);
        }
    }
    let organisation = loaded.dossier.listing.organisation;
    let with = review::names::public_alike_to(services, &content.name, organisation).await?;
    Ok((!with.is_empty()).then(|| NamesAlike { candidate: content.name.clone(), with }))
}

/// The terms of a draft that the marketplace does not have. One that was merged into another leads there.
fn unknown_terms(services: &Services, content: &Content) -> UnknownTerms {
    let snapshot = services.directory.snapshot();
    terms::unknown(content, |taxonomy, slug| snapshot.has_term(taxonomy, slug))
}

/// Where reviews call the app; `None` while no sandbox says so.
///
/// # Errors
/// A failure of the database.
pub(super) async fn target(services: &Services, loaded: &Loaded) -> Result<Option<Target>, StoreError> {
    let listing = &loaded.dossier.listing;
    let sandbox = sandbox::of_reviews(services, listing.organisation, listing.id).await?;
    Ok(sandbox.map(|sandbox| sandbox.target))
}

/// What a draft lacks, and what the linter says of its manifest against the one that was approved last.
pub(super) fn nags(
    services: &Services,
    loaded: &Loaded,
    content: &Content,
    approved: Option<Manifest>,
    callable: bool,
    alike: Option<&NamesAlike>,
) -> (Vec<Nag>, Option<Report>) {
    let manifest = report(services, content, approved, services.clock.now());
    let count = |severity| manifest.as_ref().map_or(0, |report| report.count(severity));
    let facts = nags::Facts {
        content,
        manifest: ManifestFacts {
            present: manifest.is_some(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        },
        callable,
        unknown: &unknown_terms(services, content),
        alike,
        published_before: loaded.shown.is_some() || loaded.dossier.listing.live.is_some(),
        policy: &NagPolicy::default(),
    };
    (nags::nags(&facts), manifest)
}

/// All versions of a listing, with the reviews of their last rounds and what the rounds before asked for.
///
/// # Errors
/// A failure of the database, or a draft that cannot be read.
pub(super) async fn versions(
    services: &Services,
    loaded: &Loaded,
    dossier: &Dossier,
    mut reviews: BTreeMap<SubmissionId, ReviewView>,
    cases: &BTreeMap<SubmissionId, Case>,
) -> Result<Versions, Failure> {
    let content = loaded.draft.content().map_err(anyhow::Error::new)?;
    let target = target(services, loaded).await?;
    let approved = versions::approved_manifest(services, dossier).await?;
    let (nags, manifest) = nags(services, loaded, &content, approved, target.is_some(), None);
    let listing = &dossier.listing;
    let linked = matches!(&listing.place, Place::Shown { shown: Shown::Unlisted { link: Some(_) } });
    let suspension = match &listing.place {
        Place::Suspended { suspension, .. } => Some(suspension),
        Place::Draft | Place::Shown { .. } | Place::Archived => None,
    };
    let people = dossier.versions.values().filter_map(|version| version.submission.by);
    let people = people.chain(suspension.map(|suspension| suspension.owner));
    let now = services.clock.now();
    let moving = listing.transfer.as_ref().filter(|transfer| transfer.stands(now));
    let ids = people.map(|person| person.to_string()).chain(moving.map(|moving| moving.to.to_string()));
    let people = crate::names::of(services, &ids.collect()).await?;
    let called = |person: PersonId| people.get(&person.to_string()).cloned();
    let mut all: Vec<&Version> = dossier.versions.values().collect();
    all.sort_by_key(|version| std::cmp::Reverse((version.submission.at, version.id)));
    let last = all.first().map(|version| version.submission.frozen.content.clone());
    let view = |version: &Version| VersionView {
        version: version.id,
        label: version.label.clone(),
        state: version.state,
        submission: version.submission.id,
        round: version.submission.round,
        submitted_at: version.submission.at,
        submitted_by: version.submission.by.and_then(called),
        asked: review::rounds::asked(&version.asked),
        review: reviews.remove(&version.submission.id),
        earlier: review::rounds::before(version, version.submission.round, cases),
        was_live: moving.is_none() && !version.taken_away && can_be_live_again(dossier, version),
        taken_away: version.taken_away,
    };
    Ok(Versions {
        listing: listing.id,
        name: content.name.clone(),
        standing: standing(&listing.place),
        slug: loaded.shown.as_ref().map(|shown| shown.slug.to_string()),
        missing: nags.iter().filter(|nag| nag.level == Level::Required).count(),
        label: manifest.and_then(|report| report.manifest?.identity.version.to_string().parse().ok()),
        edited: last != Some(content.digest()),
        suspension: suspension.map(|found| self::suspension(found, &people)),
        transfer: moving.map(|moving| transfer(moving, &people)),
        linked,
        link: None,
        clean_up: None,
        versions: all.into_iter().map(view).collect(),
    })
}

/// A suspension, with the name of who is in charge.
pub(super) fn suspension(suspension: &Suspension, names: &Names) -> SuspensionView {
    SuspensionView {
        owner: names.get(&suspension.owner.to_string()).cloned(),
        reason: suspension.reason.clone(),
        way_back: suspension.way_back.clone(),
        at: suspension.at,
    }
}

/// A change of owner, with the name of who gets the listing.
pub(super) fn transfer(transfer: &Transfer, names: &Names) -> TransferView {
    TransferView {
        transfer: transfer.id,
        to: names.get(&transfer.to.to_string()).cloned(),
        offered_at: transfer.offered_at,
        expires_at: transfer.expires_at,
        accepted: transfer.accepted.as_ref().map(|accepted| AcceptedView {
            at: accepted.at,
            quarantine_until: accepted.quarantine_until,
            verified_at: accepted.verified_at,
        }),
    }
}

/// Conflicts with the names of who wrote.
///
/// # Errors
/// A failure of the database.
pub(super) async fn conflicts(
    services: &Services,
    conflicts: Vec<Conflict>,
) -> Result<Vec<ConflictView>, Failure> {
    let people = names(services, conflicts.iter().filter_map(|conflict| conflict.theirs.as_ref())).await?;
    let view = |Conflict { field, theirs, yours }| ConflictView {
        field,
        theirs: theirs.map(|theirs| self::field(&theirs, &people)),
        yours,
    };
    Ok(conflicts.into_iter().map(view).collect())
}

async fn names<'w>(
    services: &Services,
    written: impl Iterator<Item = &'w Written>,
) -> Result<Names, Failure> {
    let ids: BTreeSet<String> = written.filter_map(|written| written.by).map(|by| by.to_string()).collect();
    Ok(names::of(services, &ids).await?)
}

fn field(written: &Written, people: &Names) -> FieldView {
    FieldView {
        value: written.value.clone(),
        revision: written.revision,
        by: written.by.and_then(|by| people.get(&by.to_string()).cloned()),
        at: written.at,
    }
}
