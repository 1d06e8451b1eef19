//! What a partner says to a notice.

use shared::{
    decisions::receipt::{Kind, Receipt},
    listings::{
        api::{AppealCleanUp, ReadCleanUpReceipts, Receipts},
        clean_up::rules::{Command, Rejection, decide},
    },
};
use store::Unit;

use super::{
    super::{
        load,
        versions::{Changed, answer},
    },
    facts,
    observe::see,
    put,
};
use crate::{
    again::again,
    api::{Answer, Call, Outcome},
    services::Services,
};

pub(in crate::listings) async fn appeal(
    services: Services,
    call: Call<AppealCleanUp>,
) -> Outcome<AppealCleanUp> {
    let _turn = services.turns.of(&call.path.listing.to_string()).await;
    let versions = again!({
        let loaded = load::one(&services, call.path.organisation, call.path.listing).await?;
        let shown = loaded.shown.as_ref().ok_or(Rejection::NoNotice)?;
        let seen = see(&services, std::slice::from_ref(shown)).await?.pop().ok_or(Rejection::NoNotice)?;
        let facts = facts(&services, call.path.organisation, &seen.observed, call.visitor.actor());
        let command = Command::Appeal { words: call.body.words.clone() };
        let decision = decide(&seen.state, command, &facts)?;
        let mut unit = Unit::default();
        put(&seen.state, &decision, &mut unit);
        let changed = Changed { clean_up: Some(&decision.next), ..Changed::default() };
        let versions = answer(&services, &loaded, &loaded.dossier, changed).await?;
        call.deed.keep(&mut unit, &versions, facts.now)?;
        services.store.commit(unit).await?;
        Ok(versions)
    })?;
    Ok(Answer::Value(versions))
}

pub(in crate::listings) async fn receipts(
    services: Services,
    call: Call<ReadCleanUpReceipts>,
) -> Outcome<ReadCleanUpReceipts> {
    let loaded = load::one(&services, call.path.organisation, call.path.listing).await?;
    let subject = loaded.dossier.listing.id.to_string();
    let mut receipts = services.store.all_owned_by::<Receipt>(&subject).await?;
    receipts.retain(|receipt| matches!(receipt.kind, Kind::CleanUp | Kind::CleanUpAppeal));
    receipts.sort_by_key(|receipt| receipt.at);
    Ok(Answer::Value(Receipts { receipts }))
}
