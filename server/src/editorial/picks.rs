//! Picks: read and changed.

use chrono::{DateTime, Utc};
use shared::{
    editorial::{
        api::{ChangePicks, PickChange, PickView, PicksView, ReadPicks, Standing},
        model::{Pick, Picks},
        rules::picks::{Command, Facts, decide},
    },
    ids::ListingId,
};
use store::Unit;

use super::occasion;
use crate::{
    again::again,
    api::{Answer, Call, Outcome},
    directory::{EDITORIAL_POLICY, Snapshot},
    services::Services,
};

fn view(snapshot: &Snapshot, picks: &Picks, now: DateTime<Utc>) -> PicksView {
    let mut sorted: Vec<&Pick> = picks.picks.iter().collect();
    // What is over last goes first among what is over.
    sorted.sort_by_key(|pick| {
        let from = pick.window.from.timestamp();
        match Standing::of(&pick.window, now) {
            Standing::Now => (0, -from, pick.id),
            Standing::ToCome => (1, from, pick.id),
            Standing::Over => (2, -from, pick.id),
        }
    });
    let ids: Vec<ListingId> = sorted.iter().map(|pick| pick.listing).collect();
    let view = |(pick, listing): (&Pick, _)| PickView {
        id: pick.id,
        listing,
        label: pick.label,
        reason: pick.reason.clone(),
        window: pick.window,
        standing: Standing::of(&pick.window, now),
    };
    PicksView {
        version: picks.version,
        picks: sorted.into_iter().zip(snapshot.listing_refs(&ids)).map(view).collect(),
        most_at_once: EDITORIAL_POLICY.picks.max_at_once as u64,
        most_days: EDITORIAL_POLICY.picks.window.max_days,
    }
}

pub(super) async fn read(services: Services, _: Call<ReadPicks>) -> Outcome<ReadPicks> {
    let picks = services.store.picks().await?;
    let view = view(&services.directory.snapshot(), &picks, services.clock.now());
    Ok(Answer::Versioned(view, picks.version))
}

pub(super) async fn change(services: Services, call: Call<ChangePicks>) -> Outcome<ChangePicks> {
    let _turn = services.turns.of(&call.path.organisation.to_string()).await;
    let view = again!({
        let snapshot = services.directory.snapshot();
        let picks = services.store.picks().await?;
        let occasion = occasion(&services, &call);
        let now = occasion.now;
        call.on_version(picks.version, &view(&snapshot, &picks, now))?;
        let mut partner = None;
        let command = match call.body.clone() {
            PickChange::Pick { id, listing, label, reason, when } => {
                partner = snapshot.in_directory(&[listing]).remove(&listing);
                Command::Pick { id, listing, label, reason, when: when.into() }
            }
            PickChange::Change { id, label, reason, when } => {
                Command::Change { id, label, reason, when: when.map(Into::into) }
            }
            PickChange::End { id } => Command::End { id },
        };
        let decision = decide(&picks, command, &Facts { occasion, partner })?;
        let mut unit = Unit::default();
        match (decision.events.is_empty(), picks.version) {
            (true, _) => {}
            (false, 0) => unit.create(&decision.next),
            (false, _) => unit.update(&decision.next),
        }
        decision.events.into_iter().for_each(|event| unit.event(event));
        let view = view(&snapshot, &decision.next, now);
        call.deed.keep(&mut unit, &view, now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    let version = view.version;
    Ok(Answer::Versioned(view, version))
}
