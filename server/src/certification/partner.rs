//! What a partner does: reads where competencies stand, writes a request, sends it, takes it back.

use shared::{
    certification::{
        api::{
            CancelRequest, CertificationView, Certifications, DraftView, KeepRequest, ListCertifications,
            ReadCertificationReceipts, RequestCertification,
        },
        draft::{Draft, fits},
        error::Rejection,
        model::Certification,
        rules::{By, Command, decide},
    },
    decisions::receipt::{Kind, Receipt},
    endpoint::{ByCompetency, Endpoint},
    listings::api::Receipts,
    marketplace::model::BadgeKind,
};
use store::{Unit, competency_key};

use super::{
    load::{self, Loaded},
    put, view,
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    names,
    services::Services,
};

pub(super) async fn list(services: Services, call: Call<ListCertifications>) -> Outcome<ListCertifications> {
    let loaded = load::app(&services, call.path.organisation, call.path.listing).await?;
    let mut competencies = Vec::with_capacity(BadgeKind::ALL.len());
    for competency in BadgeKind::ALL {
        let draft = load::draft(&services, loaded.listing, competency).await?;
        let one = loaded.of(competency);
        competencies.push(view::competency(&services, &loaded, competency, one, draft.as_ref()).await?);
    }
    Ok(Answer::Value(Certifications {
        listing: loaded.listing,
        published: loaded.published(),
        decides: loaded.policy.issuer.clone(),
        levels: view::levels(&loaded.policy),
        name: loaded.name,
        reviews: loaded.reviews,
        competencies,
    }))
}

pub(super) async fn keep(services: Services, call: Call<KeepRequest>) -> Outcome<KeepRequest> {
    let ByCompetency { organisation, listing, competency } = call.path;
    let kept: DraftView = again!({
        let loaded = load::app(&services, organisation, listing).await?;
        fits(&call.body, &loaded.policy)?;
        let before = load::draft(&services, listing, competency).await?;
        let version = before.as_ref().map_or(0, |before| before.version);
        let people = before.as_ref().and_then(|before| before.by).map(|by| by.to_string());
        let people = people.into_iter().chain(call.visitor.person().map(|one| one.person.to_string()));
        let names = names::of(&services, &people.collect()).await?;
        let now = services.clock.now();
        let next = Draft {
            listing,
            competency,
            version: version + 1,
            typed: call.body.clone(),
            by: call.visitor.person().map(|person| person.person),
            at: now,
        };
        call.on_version(version, &view::draft_view(before.as_ref().unwrap_or(&next), &names))?;
        let mut unit = Unit::default();
        match &before {
            None => unit.create(&next),
            Some(_) => unit.update(&next),
        }
        let view = view::draft_view(&next, &names);
        call.deed.keep(&mut unit, &view, now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    let version = kept.version;
    Ok(Answer::Versioned(kept, version))
}

pub(super) async fn request(
    services: Services,
    call: Call<RequestCertification>,
) -> Outcome<RequestCertification> {
    let body = call.body.clone();
    let command = Command::Request { level: body.level, evidence: body.evidence, answer: body.answer };
    act(services, call, Some(body.certification), command).await
}

pub(super) async fn cancel(services: Services, call: Call<CancelRequest>) -> Outcome<CancelRequest> {
    act(services, call, None, Command::Cancel).await
}

/// A command of the partner. `new` is the id of the certification that it may make.
async fn act<E>(
    services: Services,
    call: Call<E>,
    new: Option<shared::ids::CertificationId>,
    command: Command,
) -> Outcome<E>
where
    E: Endpoint<Path = ByCompetency, Reply = CertificationView>,
{
    let ByCompetency { organisation, listing, competency } = call.path;
    let _turn = services.turns.of(&listing.to_string()).await;
    let view = again!({
        let loaded = load::app(&services, organisation, listing).await?;
        let draft = load::draft(&services, listing, competency).await?;
        let before = state(&services, &loaded, competency, new).await?;
        let known = loaded.of(competency);
        let now_there = view::competency(&services, &loaded, competency, known, draft.as_ref()).await?;
        call.on_version(before.version, &now_there)?;
        let facts = loaded.facts(&services, By::Partner(organisation), call.visitor.actor());
        let decision = decide(&before, command.clone(), &facts)?;
        let mut unit = Unit::default();
        put(loaded.shown.as_ref(), &before, &decision, &loaded.policy, &facts.actor, &mut unit);
        // What was sent is not a draft any more.
        let draft = draft.filter(|_| command == Command::Cancel);
        if draft.is_none() {
            unit.remove::<Draft>(competency_key(listing, competency));
        }
        let next = Some(&decision.next).filter(|next| next.version > 0);
        let view = view::competency(&services, &loaded, competency, next, draft.as_ref()).await?;
        call.deed.keep(&mut unit, &view, facts.now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    let version = view.version;
    Ok(Answer::Versioned(view, version))
}

/// The certification as it stands, or a new one.
async fn state(
    services: &Services,
    loaded: &Loaded,
    competency: BadgeKind,
    new: Option<shared::ids::CertificationId>,
) -> Result<Certification, Failure> {
    match (loaded.of(competency), new) {
        (Some(known), Some(id)) if known.id != id => Err(Rejection::IdTaken.into()),
        (Some(known), _) => Ok(known.clone()),
        (None, None) => Err(Rejection::NoRequest.into()),
        (None, Some(id)) => {
            if services.store.get::<Certification>(id.to_string()).await?.is_some() {
                return Err(Rejection::IdTaken.into());
            }
            Ok(Certification::start(id, loaded.listing, loaded.organisation, competency))
        }
    }
}

pub(super) async fn receipts(
    services: Services,
    call: Call<ReadCertificationReceipts>,
) -> Outcome<ReadCertificationReceipts> {
    let loaded = load::app(&services, call.path.organisation, call.path.listing).await?;
    let mut receipts = match loaded.of(call.path.competency) {
        Some(one) => services.store.all_owned_by::<Receipt>(&one.id.to_string()).await?,
        None => Vec::new(),
    };
    receipts.retain(|receipt| receipt.kind == Kind::Certification);
    receipts.sort_by_key(|receipt| receipt.at);
    Ok(Answer::Value(Receipts { receipts }))
}
