//! Domains that an organisation proves to be its own.

use chrono::TimeDelta;
use shared::{
    endpoint::Endpoint,
    identity::{api::Accepted, model::Person, secret::Secret},
    ids::OrganisationId,
    organisations::{
        api::{
            AskedProof, CheckDomain, ClaimDomain, DomainProof, DomainView, Domains, ListDomains, ProveDomain,
            ReleaseDomain,
        },
        error::Rejection,
        model::{Challenge, DomainClaim, Organisation},
        rules::domain::{Command, Decision, Facts, Method, decide, dns_name},
    },
    problem::ProblemKind,
};
use store::Unit;

use super::settings::MOST_DOMAINS;
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    mail::{self, letters::Letter},
    services::Services,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<ListDomains, _, _>(list);
    api.mount::<ClaimDomain, _, _>(claim);
    api.mount::<CheckDomain, _, _>(check);
    api.mount::<ReleaseDomain, _, _>(release);
    api.mount::<ProveDomain, _, _>(prove);
}

async fn claims(services: &Services, id: OrganisationId) -> Result<Vec<DomainClaim>, Failure> {
    Ok(services.store.owned_by::<DomainClaim>(&id.to_string(), None, MOST_DOMAINS).await?)
}

fn view(services: &Services, mut claims: Vec<DomainClaim>) -> Domains {
    let days = TimeDelta::days(services.identity.organisations.domain_claim_days.into());
    let now = services.clock.now();
    claims.retain(|claim| claim.verified_at.is_some() || now < claim.asked_at + days);
    claims.sort_by(|a, b| a.domain.cmp(&b.domain));
    let domains = claims.into_iter().map(|claim| DomainView {
        id: claim.id,
        asked_at: claim.asked_at,
        verified_at: claim.verified_at,
        expires_at: claim.asked_at + days,
        proof: match claim.challenge {
            Challenge::Dns { record } => DomainProof::Dns { name: dns_name(&claim.domain), record },
            Challenge::Mail { to, .. } => DomainProof::Mail { to: to.to_string() },
        },
        domain: claim.domain.to_string(),
    });
    Domains { domains: domains.collect() }
}

/// The organisation that has proved a domain.
async fn holder(services: &Services, domain: &str) -> Result<Option<OrganisationId>, Failure> {
    Ok(services.store.find::<DomainClaim>(domain).await?.map(|claim| claim.organisation))
}

fn facts<'s, E: Endpoint>(
    services: &'s Services,
    call: &Call<E>,
    holder: Option<OrganisationId>,
) -> Facts<'s> {
    Facts {
        now: services.clock.now(),
        actor: call.visitor.actor(),
        policy: &services.identity.organisations,
        holder,
    }
}

async fn list(services: Services, call: Call<ListDomains>) -> Outcome<ListDomains> {
    Ok(Answer::Value(view(&services, claims(&services, call.path.organisation).await?)))
}

async fn claim(services: Services, call: Call<ClaimDomain>) -> Outcome<ClaimDomain> {
    let id = call.path.organisation;
    let asked = &call.body;
    let mut counted = false;
    let domains = again!({
        let holder = holder(&services, asked.domain.as_str()).await?;
        let state = services.store.get::<DomainClaim>(asked.id.to_string()).await?;
        let secret = Secret::draw(&*services.random);
        let method = match &asked.proof {
            AskedProof::Dns => Method::Dns,
            AskedProof::Mail { to } => Method::Mail { to: to.clone() },
        };
        let command = Command::Claim {
            id: asked.id,
            organisation: id,
            domain: asked.domain.clone(),
            method,
            secret: secret.clone(),
        };
        let decision = decide(state.as_ref(), command, &facts(&services, &call, holder))?;
        let claim = decision.next.ok_or(Rejection::NoDomainClaim)?;
        if let AskedProof::Mail { to } = &asked.proof
            && !std::mem::replace(&mut counted, true)
        {
            mail::not_too_often(&services, &call.visitor, to).await?;
        }
        let mut unit = Unit::default();
        unit.create(&claim);
        decision.events.into_iter().for_each(|event| unit.event(event));
        let mut all = claims(&services, id).await?;
        // An earlier claim that was not proved gives way; one that was keeps the domain until the new one
        // is.
        all.retain(|earlier| {
            let gives_way = earlier.domain == claim.domain && earlier.verified_at.is_none();
            if gives_way {
                unit.remove::<DomainClaim>(earlier.id.to_string());
            }
            !gives_way
        });
        if let Challenge::Mail { to, .. } = &claim.challenge {
            let organisation = services.store.get::<Organisation>(id.to_string()).await?;
            let name = organisation.map(|known| known.name.to_string()).unwrap_or_default();
            let link = format!("/domain-proof?organisation={id}&claim={}#{}", claim.id, secret.encode());
            let letter = Letter::DomainProof { organisation: &name, domain: claim.domain.as_str(), link };
            let by = match call.visitor.person() {
                Some(person) => services.store.get::<Person>(person.person.to_string()).await?,
                None => None,
            };
            let locale =
                by.map_or_else(|| "en".parse().map_err(anyhow::Error::new), |person| Ok(person.locale))?;
            unit.create(&letter.to(&services, to, &locale));
        }
        all.push(claim);
        let domains = view(&services, all);
        call.deed.keep(&mut unit, &domains, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(domains)
    })?;
    Ok(Answer::Value(domains))
}

async fn load(
    services: &Services,
    organisation: OrganisationId,
    id: shared::ids::DomainClaimId,
) -> Result<DomainClaim, Failure> {
    let claim = services.store.get::<DomainClaim>(id.to_string()).await?;
    let claim = claim.filter(|claim| claim.organisation == organisation);
    claim.ok_or_else(|| Rejection::NoDomainClaim.into())
}

/// Writes what was decided about a claim, and gives back the organisation's domains.
async fn written<E: Endpoint<Reply = Domains>>(
    services: &Services,
    call: &Call<E>,
    before: &DomainClaim,
    decision: Decision,
) -> Result<Domains, Failure> {
    let mut all = claims(services, before.organisation).await?;
    all.retain(|claim| claim.id != before.id);
    let mut unit = Unit::default();
    match decision.next {
        Some(next) => {
            if next.version != before.version {
                take_over(&all, &next, &mut unit);
                unit.update(&next);
            }
            all.retain(|claim| claim.domain != next.domain);
            all.push(next);
        }
        None => unit.remove::<DomainClaim>(before.id.to_string()),
    }
    decision.events.into_iter().for_each(|event| unit.event(event));
    let domains = view(services, all);
    call.deed.keep(&mut unit, &domains, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok(domains)
}

/// A claim that is proved anew takes the place of the organisation's own earlier one.
fn take_over(others: &[DomainClaim], next: &DomainClaim, unit: &mut Unit) {
    for earlier in others.iter().filter(|earlier| earlier.domain == next.domain) {
        unit.remove::<DomainClaim>(earlier.id.to_string());
    }
}

async fn check(services: Services, call: Call<CheckDomain>) -> Outcome<CheckDomain> {
    let claim = load(&services, call.path.organisation, call.path.domain).await?;
    let records = (services.dns.0)(dns_name(&claim.domain)).await.map_err(|why| {
        Failure::new(
            ProblemKind::Unavailable,
            format!(
                "The DNS could not be asked for {}: {why}. Try again in a moment.",
                dns_name(&claim.domain)
            ),
        )
    })?;
    let domains = again!({
        let claim = load(&services, call.path.organisation, call.path.domain).await?;
        let holder = holder(&services, claim.domain.as_str()).await?;
        let command = Command::ProveByDns { records: records.clone() };
        let decision = decide(Some(&claim), command, &facts(&services, &call, holder))?;
        written(&services, &call, &claim, decision).await
    })?;
    Ok(Answer::Value(domains))
}

async fn release(services: Services, call: Call<ReleaseDomain>) -> Outcome<ReleaseDomain> {
    let domains = again!({
        let claim = load(&services, call.path.organisation, call.path.domain).await?;
        let decision = decide(Some(&claim), Command::Release, &facts(&services, &call, None))?;
        written(&services, &call, &claim, decision).await
    })?;
    Ok(Answer::Value(domains))
}

async fn prove(services: Services, call: Call<ProveDomain>) -> Outcome<ProveDomain> {
    let secret = Secret::parse(&call.body.token).ok_or(Rejection::WrongDomainLink)?;
    again!({
        // Who does not have the link does not learn whether there is a claim.
        let claim = load(&services, call.body.organisation, call.body.claim).await;
        let claim = claim.map_err(|_| Failure::from(Rejection::WrongDomainLink))?;
        let holder = holder(&services, claim.domain.as_str()).await?;
        let command = Command::ProveByMail { secret: secret.clone() };
        let decision = decide(Some(&claim), command, &facts(&services, &call, holder))?;
        let mut unit = Unit::default();
        if let Some(next) = decision.next.filter(|next| next.version != claim.version) {
            let mut others = claims(&services, claim.organisation).await?;
            others.retain(|other| other.id != claim.id);
            take_over(&others, &next, &mut unit);
            unit.update(&next);
        }
        decision.events.into_iter().for_each(|event| unit.event(event));
        call.deed.keep(&mut unit, &Accepted {}, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(())
    })?;
    Ok(Answer::Value(Accepted {}))
}
