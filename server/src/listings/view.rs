//! A listing as its partner sees it.

use std::collections::BTreeSet;

use shared::{
    listings::{
        api::{App, AppRow, ConflictView, FieldView},
        draft::{Conflict, Written},
        field::{Content, Field},
        model::Label,
        nags::{self, ManifestFacts},
        policy::NagPolicy,
        state::{phase, standing},
    },
    manifest::{self, Report, catalogue::Catalogue, policy::LintPolicy, rule::Severity, source::Format},
};

use super::load::Loaded;
use crate::{
    Failure,
    names::{self, Names},
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
    let manifest = report(services, &content);
    let count = |severity| manifest.as_ref().map_or(0, |report| report.count(severity));
    let facts = nags::Facts {
        content: &content,
        manifest: ManifestFacts {
            present: manifest.is_some(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        },
        published_before: loaded.shown.is_some() || loaded.dossier.listing.live.is_some(),
        policy: &NagPolicy::default(),
    };
    let nags = nags::nags(&facts);
    let people = names(services, loaded.draft.fields.values()).await?;
    let draft = loaded.draft.fields.iter().map(|(field, written)| (*field, self::field(written, &people)));
    Ok(App { row: row(loaded), draft: draft.collect(), nags, manifest })
}

/// What the linter says of the manifest of a draft.
fn report(services: &Services, content: &Content) -> Option<Report> {
    if content.manifest.trim().is_empty() {
        return None;
    }
    let policy = LintPolicy { allow_loopback: services.site.demo, ..LintPolicy::default() };
    let facts = manifest::Facts { today: services.clock.now().date_naive(), approved: None };
    Some(manifest::lint(&content.manifest, Format::Toml, &Catalogue::default(), &policy, &facts))
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
