//! The reviewers' console: the queue of requests, a certification with its app, and what becomes of it.

use shared::{
    certification::{
        api::{
            AskForMore, CertificationCase, CertificationPage, CertificationRuling, DecideCertification,
            ListRequests, ReadCertification, WithdrawCertification,
        },
        model::Certification,
        query::{CertificationQuery, Which},
        rules::{By, Command, decide},
        standing::standing,
    },
    endpoint::{ByCertification, Endpoint},
    page::Cursor,
};
use store::{Queued, StoreError, Unit};

use super::{load, put, view};
use crate::{
    again::again,
    api::{Answer, Call, Outcome},
    review,
    services::Services,
};

/// Most requests that wait and are listed.
const MOST_WAITING: usize = 2_000;
/// Most certifications that are looked at for one page.
const LOOKED_AT: usize = 2_000;
/// Certifications that are read at once.
const PAGE: usize = 200;

pub(super) async fn list(services: Services, call: Call<ListRequests>) -> Outcome<ListRequests> {
    let (all, next) = match call.query.which {
        Which::Requested => waiting(&services, &call.query).await?,
        Which::Held | Which::Over => standing_so(&services, &call.query).await?,
    };
    let rows = view::rows(&services, &all).await?;
    Ok(Answer::Value(CertificationPage { rows, next }))
}

/// What is asked for, the longest waiting first.
async fn waiting(
    services: &Services,
    query: &CertificationQuery,
) -> Result<(Vec<Certification>, Option<Cursor>), StoreError> {
    let queue = services.store.due::<Queued>(services.clock.now(), MOST_WAITING).await?;
    let from = match &query.cursor {
        // What the cursor names may wait no more; then the list begins anew.
        Some(cursor) => queue
            .iter()
            .position(|queued| queued.certification.to_string() == cursor.0)
            .map_or(0, |at| at + 1),
        None => 0,
    };
    let limit = usize::from(query.limit.get());
    let ids: Vec<_> =
        queue.iter().skip(from).take(limit).map(|queued| queued.certification.to_string()).collect();
    let next = ids.last().filter(|_| from + ids.len() < queue.len()).cloned().map(Cursor);
    Ok((services.store.get_all(ids).await?, next))
}

/// What stands as asked for, in the order of the first requests. A page may hold fewer than its limit while
/// there is a next one: it looks at so many rows and no more.
async fn standing_so(
    services: &Services,
    query: &CertificationQuery,
) -> Result<(Vec<Certification>, Option<Cursor>), StoreError> {
    let policy = super::policy(services).await?;
    let (now, limit) = (services.clock.now(), usize::from(query.limit.get()));
    let mut after = query.cursor.as_ref().map(|cursor| cursor.0.clone());
    let (mut found, mut looked_at) = (Vec::new(), 0);
    loop {
        let page = services.store.all_after::<Certification>(after.clone(), PAGE).await?;
        let whole = page.len() < PAGE;
        for one in page {
            looked_at += 1;
            after = Some(one.id.to_string());
            if query.which.holds(standing(&one, &policy, now), one.request.is_some()) {
                found.push(one);
            }
            if found.len() == limit {
                return Ok((found, after.map(Cursor)));
            }
        }
        if whole {
            return Ok((found, None));
        }
        if looked_at >= LOOKED_AT {
            return Ok((found, after.map(Cursor)));
        }
    }
}

pub(super) async fn read(services: Services, call: Call<ReadCertification>) -> Outcome<ReadCertification> {
    let (one, loaded) = load::certification(&services, call.path.certification).await?;
    let reviewer = review::reviewer(&services, call.person()?.person).await?;
    let case = view::case(&services, &one, &loaded, &reviewer).await?;
    Ok(Answer::Versioned(case, one.version))
}

pub(super) async fn ask(services: Services, call: Call<AskForMore>) -> Outcome<AskForMore> {
    let command = Command::AskForMore { words: call.body.words.clone() };
    act(services, call, command).await
}

pub(super) async fn decide_request(
    services: Services,
    call: Call<DecideCertification>,
) -> Outcome<DecideCertification> {
    let command = match call.body.clone() {
        CertificationRuling::Grant { level, looked_at } => Command::Grant { level, looked_at },
        CertificationRuling::Refuse { words } => Command::Refuse { words },
    };
    act(services, call, command).await
}

pub(super) async fn withdraw(
    services: Services,
    call: Call<WithdrawCertification>,
) -> Outcome<WithdrawCertification> {
    let command = Command::Withdraw { words: call.body.words.clone() };
    act(services, call, command).await
}

/// A command of a reviewer.
async fn act<E>(services: Services, call: Call<E>, command: Command) -> Outcome<E>
where
    E: Endpoint<Path = ByCertification, Reply = CertificationCase>,
{
    let (first, _) = load::certification(&services, call.path.certification).await?;
    let _turn = services.turns.of(&first.listing.to_string()).await;
    let (case, version) = again!({
        let (before, loaded) = load::certification(&services, call.path.certification).await?;
        let reviewer = review::reviewer(&services, call.person()?.person).await?;
        call.on_version(before.version, &view::case(&services, &before, &loaded, &reviewer).await?)?;
        let facts = loaded.facts(&services, By::Reviewer(reviewer.clone()), call.visitor.actor());
        let decision = decide(&before, command.clone(), &facts)?;
        let mut unit = Unit::default();
        put(loaded.shown.as_ref(), &before, &decision, &loaded.policy, &facts.actor, &mut unit);
        let case = view::case(&services, &decision.next, &loaded, &reviewer).await?;
        call.deed.keep(&mut unit, &case, facts.now)?;
        services.store.commit(unit).await?;
        Ok((case, decision.next.version))
    })?;
    Ok(Answer::Versioned(case, version))
}
