//! Categories, verticals and jobs: read and changed.

use shared::{
    editorial::{
        api::{ChangeTerms, MergePreview, PreviewMerge, ReadTerms, TermChange, TermView, TermsView},
        directory::{self, term_writes},
        error::Rejection,
        model::{Categories, Category, Past},
        rules::categories::{Command, Facts, decide},
    },
    marketplace::model::{Taxonomy, Term},
    slug::Slug,
};
use store::Unit;

use super::occasion;
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    directory::Snapshot,
    services::Services,
};

/// Names in the preview of a merge.
const MOST_NAMES: usize = 8;

struct Loaded {
    stored: Vec<Term>,
    is_kept: bool,
    all: Categories,
}

async fn load(services: &Services, taxonomy: Taxonomy) -> Result<Loaded, Failure> {
    let stored = services.store.terms().await?;
    let kept = services.store.get::<Categories>(taxonomy.as_str()).await?;
    let is_kept = kept.is_some();
    Ok(Loaded { all: directory::all_categories(kept, taxonomy, &stored), stored, is_kept })
}

fn addresses(category: &Category) -> impl Iterator<Item = &Slug> {
    std::iter::once(&category.slug).chain(&category.former)
}

fn view(snapshot: &Snapshot, all: &Categories) -> TermsView {
    let term = |category: &Category| {
        let naming = snapshot.naming(all.taxonomy, addresses(category));
        let found = naming.iter().filter(|slot| snapshot.columns.live.contains(**slot));
        TermView {
            id: category.id,
            slug: category.slug.clone(),
            former: category.former.iter().cloned().collect(),
            text: category.text.clone(),
            in_directory: found.count() as u64,
            listings: naming.len() as u64,
        }
    };
    let retired = all.past.values().filter_map(|past| match past {
        Past::Retired { slugs } => Some(slugs),
        Past::Merged { .. } => None,
    });
    TermsView {
        taxonomy: all.taxonomy,
        version: all.version,
        terms: all.live.iter().map(term).collect(),
        retired: retired.flatten().cloned().collect(),
    }
}

pub(super) async fn read(services: Services, call: Call<ReadTerms>) -> Outcome<ReadTerms> {
    let loaded = load(&services, call.path.taxonomy).await?;
    let view = view(&services.directory.snapshot(), &loaded.all);
    Ok(Answer::Versioned(view, loaded.all.version))
}

pub(super) async fn change(services: Services, call: Call<ChangeTerms>) -> Outcome<ChangeTerms> {
    let _turn = services.turns.of(&call.path.organisation.to_string()).await;
    let view = again!({
        // How many listings are in a category is asked of the directory: it has to know of all.
        services.directory.catch_up().await.map_err(anyhow::Error::from)?;
        let snapshot = services.directory.snapshot();
        let taxonomy = call.path.taxonomy;
        let loaded = load(&services, taxonomy).await?;
        call.on_version(loaded.all.version, &view(&snapshot, &loaded.all))?;
        let mut listings = 0;
        let command = match call.body.clone() {
            TermChange::Create { id, slug, text } => Command::Create { id, slug, text },
            TermChange::Rename { id, slug, text } => Command::Rename { id, slug, text },
            TermChange::Reorder { order } => Command::Reorder { order },
            TermChange::Merge { id, into } => Command::Merge { id, into },
            TermChange::Retire { id } => {
                let goes = loaded.all.get(id).into_iter().flat_map(addresses);
                listings = snapshot.naming(taxonomy, goes).len() as u64;
                Command::Retire { id }
            }
        };
        let occasion = occasion(&services, &call);
        let now = occasion.now;
        let decision = decide(&loaded.all, command, &Facts { occasion, listings })?;
        let mut unit = Unit::default();
        if !decision.events.is_empty() {
            if loaded.is_kept {
                unit.update(&decision.next);
            } else {
                unit.create(&decision.next);
            }
            unit.write_terms(taxonomy, &term_writes(&loaded.stored, &decision.next));
        }
        decision.events.into_iter().for_each(|event| unit.event(event));
        let view = view(&snapshot, &decision.next);
        call.deed.keep(&mut unit, &view, now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    let version = view.version;
    Ok(Answer::Versioned(view, version))
}

pub(super) async fn preview(services: Services, call: Call<PreviewMerge>) -> Outcome<PreviewMerge> {
    services.directory.catch_up().await.map_err(anyhow::Error::from)?;
    let snapshot = services.directory.snapshot();
    let taxonomy = call.path.taxonomy;
    let all = load(&services, taxonomy).await?.all;
    let find = |id: Option<_>| id.and_then(|id| all.live_of(id)).ok_or(Rejection::NoCategory);
    let (goes, stays) = (find(call.query.id)?, find(call.query.into)?);
    if goes.id == stays.id {
        return Err(Rejection::IntoItself.into());
    }
    let moving = snapshot.naming(taxonomy, addresses(goes));
    let there = snapshot.naming(taxonomy, addresses(stays));
    let is_found = |slot: &&u32| snapshot.columns.live.contains(**slot);
    let names = moving.iter().filter_map(|slot| snapshot.listing_ref(*slot)).map(|listing| listing.name);
    Ok(Answer::Value(MergePreview {
        listings: moving.len() as u64,
        in_both: moving.iter().filter(|slot| there.binary_search(slot).is_ok()).count() as u64,
        hidden: (moving.len() - moving.iter().filter(is_found).count()) as u64,
        names: names.take(MOST_NAMES).collect(),
        addresses: addresses(goes).cloned().collect(),
        to: stays.slug.clone(),
    }))
}
