//! Claiming a domain and proving it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    event::{Actor, NewEvent},
    identity::{
        email::{Domain, Email},
        secret::{Opens, Secret, SecretHash},
    },
    ids::{DomainClaimId, OrganisationId},
    organisations::{
        error::Rejection,
        event::{DOMAIN_CLAIMED, DOMAIN_RELEASED, DOMAIN_VERIFIED, domain_event},
        model::{Challenge, DomainClaim},
        policy::OrganisationPolicy,
    },
};

/// Addresses that only the keeper of a domain reads (RFC 2142 and the rules for certificates).
const KEEPERS: [&str; 5] = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];

/// Where the TXT record of a claim is looked for: `_guildhall.<domain>`.
pub fn dns_name(domain: &Domain) -> String {
    format!("_guildhall.{domain}")
}

/// The text that the TXT record has to have.
pub fn dns_record(secret: &Secret) -> String {
    format!("guildhall-domain={}", secret.encode())
}

/// The addresses to which the link can go.
pub fn keepers(domain: &Domain) -> Vec<Email> {
    KEEPERS.into_iter().filter_map(|keeper| format!("{keeper}@{domain}").parse().ok()).collect()
}

/// How the organisation wants to prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    Dns,
    /// To one of [`keepers`].
    Mail {
        to: Email,
    },
}

#[derive(Clone, Debug)]
pub enum Command {
    /// Asks for a challenge; the client chooses the id, the server draws the secret. A claim of the same
    /// organisation to the same domain is replaced by the server.
    Claim {
        id: DomainClaimId,
        organisation: OrganisationId,
        domain: Domain,
        method: Method,
        secret: Secret,
    },
    /// The TXT records that stand at [`dns_name`].
    ProveByDns {
        records: Vec<String>,
    },
    /// Somebody followed the link in the mail.
    ProveByMail {
        secret: Secret,
    },
    Release,
}

#[derive(Clone, Debug)]
pub struct Facts<'p> {
    pub now: DateTime<Utc>,
    pub actor: Actor,
    pub policy: &'p OrganisationPolicy,
    /// The organisation that has proved this domain, if one has.
    pub holder: Option<OrganisationId>,
}

/// The claim as it is from now on, `None` when it is given up.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub next: Option<DomainClaim>,
    /// Empty when nothing changes.
    pub events: Vec<NewEvent>,
}

/// Decides a command on a claim; `state` is `None` for a new one.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(
    state: Option<&DomainClaim>,
    command: Command,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    match command {
        Command::Claim { id, organisation, domain, method, secret } => {
            if state.is_some() {
                return Err(Rejection::IdTaken);
            }
            claim(id, organisation, domain, &method, &secret, facts)
        }
        Command::ProveByDns { records } => {
            let state = state.ok_or(Rejection::NoDomainClaim)?;
            prove(state, facts, || match &state.challenge {
                Challenge::Dns { record } if records.iter().any(|found| found.trim() == record) => Ok(()),
                Challenge::Dns { .. } | Challenge::Mail { .. } => {
                    Err(Rejection::NoDnsRecord(state.domain.clone()))
                }
            })
        }
        Command::ProveByMail { secret } => {
            let state = state.ok_or(Rejection::NoDomainClaim)?;
            prove(state, facts, || match &state.challenge {
                Challenge::Mail { hash, .. } if *hash == hashed(&secret) => Ok(()),
                Challenge::Dns { .. } | Challenge::Mail { .. } => Err(Rejection::WrongDomainLink),
            })
        }
        Command::Release => {
            let state = state.ok_or(Rejection::NoDomainClaim)?;
            let event = domain_event(DOMAIN_RELEASED, state, facts.actor.clone(), facts.now);
            Ok(Decision { next: None, events: vec![event] })
        }
    }
}

fn hashed(secret: &Secret) -> SecretHash {
    secret.hash(Opens::Domain)
}

fn claim(
    id: DomainClaimId,
    organisation: OrganisationId,
    domain: Domain,
    method: &Method,
    secret: &Secret,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    if facts.policy.public_mail_domains.iter().any(|public| public == domain.as_str()) {
        return Err(Rejection::PublicDomain(domain));
    }
    free_for(organisation, &domain, facts)?;
    let challenge = match method {
        Method::Dns => Challenge::Dns { record: dns_record(secret) },
        Method::Mail { to } => {
            let to = keepers(&domain).into_iter().find(|keeper| keeper.same_mailbox(to));
            Challenge::Mail { to: to.ok_or(Rejection::WrongDomainLink)?, hash: hashed(secret) }
        }
    };
    let claim = DomainClaim {
        id,
        version: 1,
        organisation,
        domain,
        challenge,
        asked_at: facts.now,
        verified_at: None,
    };
    let event = domain_event(DOMAIN_CLAIMED, &claim, facts.actor.clone(), facts.now);
    Ok(Decision { next: Some(claim), events: vec![event] })
}

fn prove(
    state: &DomainClaim,
    facts: &Facts<'_>,
    shown: impl FnOnce() -> Result<(), Rejection>,
) -> Result<Decision, Rejection> {
    if state.verified_at.is_some() {
        return Ok(Decision { next: Some(state.clone()), events: Vec::new() });
    }
    if facts.now >= state.asked_at + TimeDelta::days(facts.policy.domain_claim_days.into()) {
        return Err(Rejection::DomainClaimExpired);
    }
    shown()?;
    // Somebody else may have been faster.
    free_for(state.organisation, &state.domain, facts)?;
    let next = DomainClaim { version: state.version + 1, verified_at: Some(facts.now), ..state.clone() };
    let event = domain_event(DOMAIN_VERIFIED, &next, facts.actor.clone(), facts.now);
    Ok(Decision { next: Some(next), events: vec![event] })
}

fn free_for(organisation: OrganisationId, domain: &Domain, facts: &Facts<'_>) -> Result<(), Rejection> {
    match facts.holder {
        Some(holder) if holder != organisation => Err(Rejection::DomainTaken(domain.clone())),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{START, SeededRandom};

    const OURS: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(1));
    const THEIRS: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(2));

    fn secret(seed: u64) -> Secret {
        Secret::draw(&SeededRandom::from(seed))
    }

    fn asked(domain: &str, method: Method) -> Command {
        Command::Claim {
            id: DomainClaimId::from_ulid(ulid::Ulid(1)),
            organisation: OURS,
            domain: domain.parse().expect("a domain"),
            method,
            secret: secret(1),
        }
    }

    fn mail(to: &str) -> Method {
        Method::Mail { to: to.parse().expect("an address") }
    }

    fn check<T>(act: impl FnOnce(&mut Facts<'_>) -> T) -> T {
        let policy = OrganisationPolicy::default();
        act(&mut Facts { now: START, actor: Actor::System, policy: &policy, holder: None })
    }

    #[test]
    fn a_record_in_the_zone_proves_a_domain() {
        check(|facts| {
            let claim = decide(None, asked("Example.com", Method::Dns), facts)
                .expect("claimed")
                .next
                .expect("a claim");
            assert_eq!(dns_name(&claim.domain), "_guildhall.example.com");
            let prove =
                |record: &str| Command::ProveByDns { records: vec!["v=spf1".to_owned(), record.to_owned()] };
            let other = dns_record(&secret(2));
            assert_eq!(
                decide(Some(&claim), prove(&other), facts).map(|_| ()),
                Err(Rejection::NoDnsRecord(claim.domain.clone())),
            );
            let right = dns_record(&secret(1));
            let proved = decide(Some(&claim), prove(&right), facts).expect("proved");
            assert_eq!(proved.events[0].kind, "domain.verified");
            let proved = proved.next.expect("a claim");
            assert_eq!((proved.version, proved.verified_at), (2, Some(START)));
            // Again, and long after: nothing more happens.
            facts.now += TimeDelta::days(400);
            assert_eq!(decide(Some(&proved), prove("gone"), facts).map(|again| again.events), Ok(Vec::new()));
        });
    }

    #[test]
    fn a_mail_proves_a_domain_only_through_its_keeper() {
        check(|facts| {
            let not_keeper = decide(None, asked("example.com", mail("anna@example.com")), facts);
            assert_eq!(not_keeper, Err(Rejection::WrongDomainLink));
            let elsewhere = decide(None, asked("example.com", mail("postmaster@evil.example")), facts);
            assert_eq!(elsewhere, Err(Rejection::WrongDomainLink));
            let command = asked("example.com", mail("postmaster@example.com"));
            let claim = decide(None, command, facts).expect("claimed").next.expect("a claim");
            let wrong = decide(Some(&claim), Command::ProveByMail { secret: secret(2) }, facts);
            assert_eq!(wrong, Err(Rejection::WrongDomainLink));
            assert!(decide(Some(&claim), Command::ProveByMail { secret: secret(1) }, facts).is_ok());
            // The text of the mail's link is not a record that anyone may put into the zone.
            let records = vec![dns_record(&secret(1))];
            assert!(decide(Some(&claim), Command::ProveByDns { records }, facts).is_err());
        });
    }

    #[test]
    fn nobody_claims_what_everyone_or_somebody_else_has() {
        check(|facts| {
            let public = decide(None, asked("gmail.com", Method::Dns), facts);
            assert!(matches!(public, Err(Rejection::PublicDomain(_))));
            let claim =
                decide(None, asked("example.com", Method::Dns), facts).expect("free").next.expect("a claim");
            facts.holder = Some(THEIRS);
            assert!(matches!(
                decide(None, asked("example.com", Method::Dns), facts),
                Err(Rejection::DomainTaken(_))
            ));
            let records = vec![dns_record(&secret(1))];
            let late = decide(Some(&claim), Command::ProveByDns { records }, facts);
            assert!(matches!(late, Err(Rejection::DomainTaken(_))));
        });
    }

    #[test]
    fn a_claim_expires_on_its_day() {
        check(|facts| {
            let claim =
                decide(None, asked("example.com", Method::Dns), facts).expect("free").next.expect("a claim");
            let prove = || Command::ProveByDns { records: vec![dns_record(&secret(1))] };
            facts.now = START + TimeDelta::days(14);
            assert_eq!(decide(Some(&claim), prove(), facts), Err(Rejection::DomainClaimExpired));
            facts.now -= TimeDelta::milliseconds(1);
            assert!(decide(Some(&claim), prove(), facts).is_ok());
        });
    }
}
