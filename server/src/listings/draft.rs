//! Writing a draft, field by field.

use shared::{
    endpoint::Endpoint,
    ids::OrganisationId,
    listings::{
        api::{EditDraft, Edited},
        draft::{Facts, merge},
        policy::DraftPolicy,
        state::Place,
    },
};
use store::Unit;

use super::{load, view};
use crate::{
    again::again,
    api::{Answer, Call, Outcome},
    services::Services,
};

/// The numbers until the program publishes its own.
static POLICY: std::sync::LazyLock<DraftPolicy> = std::sync::LazyLock::new(DraftPolicy::default);

pub(super) fn facts<E: Endpoint>(
    services: &Services,
    call: &Call<E>,
    organisation: OrganisationId,
    archived: bool,
) -> Facts<'static> {
    Facts {
        now: services.clock.now(),
        by: call.visitor.person().map(|person| person.person),
        actor: call.visitor.actor(),
        organisation,
        archived,
        policy: &POLICY,
    }
}

pub(super) async fn edit(services: Services, call: Call<EditDraft>) -> Outcome<EditDraft> {
    let organisation = call.path.organisation;
    let edited = again!({
        let mut loaded = load::one(&services, organisation, call.path.listing).await?;
        let archived = loaded.dossier.listing.place == Place::Archived;
        let facts = facts(&services, &call, organisation, archived);
        let merged = merge(&loaded.draft, &call.body.edits, &facts)?;
        let conflicts = view::conflicts(&services, merged.conflicts).await?;
        let mut unit = Unit::default();
        if !merged.written.is_empty() {
            loaded.write_draft(&merged.next, &mut unit);
            loaded.draft = merged.next;
        }
        merged.events.into_iter().for_each(|event| unit.event(event));
        let edited = Edited { app: view::app(&services, &loaded).await?, conflicts };
        call.deed.keep(&mut unit, &edited, facts.now)?;
        services.store.commit(unit).await?;
        Ok(edited)
    })?;
    Ok(Answer::Value(edited))
}
