//! Whether a call goes on: from our own pages, by somebody who may, and not too often.

use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts};
use shared::{
    endpoint::{Access, Declaration, Method},
    identity::{
        error::IdentityError,
        policy::SessionPolicy,
        rules::access::{self, Caller, Facts, Verdict},
    },
    ids::OrganisationId,
    problem::ProblemKind,
};

use crate::{
    Failure,
    identity::{
        Standing,
        visitor::{self, Visitor},
    },
    services::Services,
};

/// Where the desktop shell's own window comes from.
const SHELL_ORIGINS: [&str; 2] = ["tauri://localhost", "http://tauri.localhost"];

/// Refuses a write that another site made a browser send.
///
/// Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`; programs say
/// nothing and carry no cookies of ours by themselves. A bearer token is never sent by itself.
pub(super) fn same_site(method: Method, parts: &Parts, origin: &str) -> Result<(), Failure> {
    let headers = &parts.headers;
    if method == Method::Get || visitor::bearer(headers).is_some() {
        return Ok(());
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let ours = |from: &str| {
        let host = text(header::HOST);
        from == origin
            || SHELL_ORIGINS.contains(&from)
            || from.split_once("://").is_some_and(|(_, from)| host == Some(from))
    };
    let same = match (text(HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
        (Some("same-origin" | "none"), _) => true,
        (Some(_), Some(from)) => SHELL_ORIGINS.contains(&from),
        (Some(_), None) => false,
        (None, Some(from)) => ours(from),
        (None, None) => true,
    };
    if same {
        return Ok(());
    }
    Err(Failure::new(
        ProblemKind::Forbidden,
        "This request came from another site. Open Guildhall itself and do it there.",
    ))
}

/// Refuses a caller who may not.
pub(super) fn admit(
    declaration: &Declaration,
    organisation: Option<OrganisationId>,
    visitor: &Visitor,
    now: DateTime<Utc>,
    policy: &SessionPolicy,
) -> Result<(), Failure> {
    let facts = Facts { now, policy };
    let verdict = match (declaration.access, &visitor.caller) {
        (Access::Anyone | Access::Visitor, _) => return Ok(()),
        (_, Caller::Anonymous) => {
            return Err(match &visitor.refused {
                Some(error @ IdentityError::SessionEnded) => {
                    Failure::new(ProblemKind::SignInRequired, error.to_string())
                }
                Some(error) => error.clone().into(),
                None => Verdict::SignIn.into(),
            });
        }
        (Access::SignedIn | Access::Fresh, Caller::Key { .. }) => {
            return Err(Failure::new(
                ProblemKind::Forbidden,
                "No key can do this. A person has to sign in for it.",
            ));
        }
        (Access::SignedIn | Access::Fresh, Caller::Person(person)) => {
            let here = person.seat.map(|seat| seat.organisation);
            if organisation.is_some() && organisation != here {
                Verdict::Hidden
            } else if declaration.access == Access::Fresh {
                access::own(person, &facts)
            } else {
                Verdict::Allowed
            }
        }
        (Access::Holds(permission), caller) => {
            let own = match caller {
                Caller::Person(person) => person.seat.map(|seat| seat.organisation),
                Caller::Key { seat, .. } => Some(seat.organisation),
                Caller::Anonymous => None,
            };
            match organisation.or(own) {
                Some(organisation) => access::may(caller, permission, organisation, &facts),
                None => Verdict::Hidden,
            }
        }
    };
    if verdict.is_allowed() { Ok(()) } else { Err(verdict.into()) }
}

/// Counts the call.
///
/// # Errors
/// Too many of them, or a failure of the database.
pub(super) async fn count(services: &Services, visitor: &Visitor) -> Result<Standing, Failure> {
    let limits = &services.identity.policy.rate;
    let limit = match visitor.caller {
        Caller::Person(_) => limits.person,
        Caller::Key { .. } => limits.key,
        Caller::Anonymous => limits.address,
    };
    let (subject, now) = (visitor.rate_subject(), services.clock.now());
    let standing = services.identity.rates.count(&services.store, &subject, limit, now).await?;
    Ok(standing)
}

/// The refusal of a caller who has used up the limit.
pub(super) fn too_many(standing: Standing) -> Failure {
    Failure::new(
        ProblemKind::TooManyRequests,
        format!(
            "{} requests in a minute are let through. Wait {} seconds and try again.",
            standing.limit, standing.reset
        ),
    )
}

/// `RateLimit` and `RateLimit-Policy`, and with a refusal `Retry-After`.
pub(super) fn announce(headers: &mut HeaderMap, standing: Standing) {
    let Standing { limit, left, reset, through } = standing;
    let mut put = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    put("ratelimit-policy", format!("\"minute\";q={limit};w=60"));
    put("ratelimit", format!("\"minute\";r={left};t={reset}"));
    if !through {
        put("retry-after", reset.to_string());
    }
}
