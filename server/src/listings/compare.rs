//! What a round says otherwise than what came before it.

use shared::listings::{
    api::{Against, Comparison, ReadVersion, VersionChanges},
    changes,
    error::Rejection,
    field::Content,
    model::{Dossier, Frozen, Version},
};
use store::StoreError;

use super::{load, versions::content};
use crate::{
    api::{Answer, Call, Outcome},
    review::open,
    services::Services,
};

/// What `after` says otherwise than each of these; nothing when it is not known any more.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn compared(
    services: &Services,
    bases: Vec<(Against, Option<&Frozen>)>,
    after: Option<&Content>,
) -> Result<Vec<Comparison>, StoreError> {
    let Some(after) = after else { return Ok(Vec::new()) };
    let now = services.clock.now();
    let mut all = Vec::new();
    for (against, frozen) in bases {
        let before = match frozen {
            Some(frozen) => content(services, frozen).await?,
            None => None,
        };
        let (fields, manifest) =
            changes::between(before.as_ref(), after, |content| open::manifest(services, content, now));
        all.push(Comparison { against, fields, manifest });
    }
    Ok(all)
}

/// The version that was submitted before another.
fn submitted_before<'d>(dossier: &'d Dossier, version: &Version) -> Option<&'d Version> {
    let earlier = dossier.versions.values().filter(|other| other.submission.at < version.submission.at);
    earlier.filter(|other| other.id != version.id).max_by_key(|other| other.submission.at)
}

pub(super) async fn read(services: Services, call: Call<ReadVersion>) -> Outcome<ReadVersion> {
    let loaded = load::one(&services, call.path.organisation, call.path.listing).await?;
    let version = loaded.dossier.versions.get(&call.path.version).ok_or(Rejection::NoVersion)?;
    let mut bases = changes::bases(&loaded.dossier, version, &version.submission);
    // Where nothing was approved, its partner still wants to know what is new.
    if let Some(last) = bases.last_mut().filter(|(against, _)| *against == Against::Nothing)
        && let Some(other) = submitted_before(&loaded.dossier, version)
    {
        *last = (Against::Submitted { label: other.label.clone() }, Some(&other.submission.frozen));
    }
    let after = content(&services, &version.submission.frozen).await?;
    let compared = compared(&services, bases, after.as_ref()).await?;
    let (label, round) = (version.label.clone(), version.submission.round);
    Ok(Answer::Value(VersionChanges { label, round, compared }))
}
