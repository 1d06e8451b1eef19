//! The log of a test tenant: what was sent to the app, and what came back.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    contract::{plan::sign_as, suite::Signing, version::ApiVersion},
    error::Rejection,
    exchange::{Exchange, Header, Request},
    model::Sandbox,
};
use crate::{
    ids::{CallId, ListingId, OrganisationId, RunId, SandboxId},
    webhooks::signature,
};

/// A call that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// In the order in which calls were made.
    pub id: CallId,
    /// Whose the tenant is.
    pub organisation: OrganisationId,
    /// The app.
    pub listing: ListingId,
    /// Out of which tenant.
    pub sandbox: SandboxId,
    /// The run that it is part of; `None` for one that somebody sent again.
    pub run: Option<RunId>,
    /// The call that it repeats.
    pub again: Option<CallId>,
    /// Name of the call in its suite.
    pub name: String,
    /// By which version of the API.
    pub api: ApiVersion,
    /// How it was signed; `None` for a call that tells of nothing.
    pub signing: Option<Signing>,
    /// How old the time of an expired signature is, in seconds.
    pub old_seconds: u32,
    /// When it came back, or was given up.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// What was sent and what came back.
    pub exchange: Exchange,
}

/// The request of a call as it is sent again: the same bytes and the same id of its delivery, signed as it was
/// and at this instant. What was sent byte by byte as before is signed like any other.
///
/// # Errors
/// [`Rejection::OtherTarget`] when the app was called elsewhere: nothing is called but the target.
pub fn once_more(logged: &Logged, sandbox: &Sandbox, now: DateTime<Utc>) -> Result<Request, Rejection> {
    let before = &logged.exchange.request;
    let rest = before.url.strip_prefix(sandbox.target.as_str());
    if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?'])) {
        return Err(Rejection::OtherTarget);
    }
    let delivery = before.header(signature::ID).map(str::to_owned);
    let of_signature = [signature::ID, signature::TIMESTAMP, signature::SIGNATURE];
    let others = before.headers.iter().filter(|(name, _)| !of_signature.contains(&name.as_str()));
    let mut headers: Vec<Header> = others.cloned().collect();
    if let (Some(id), Some(signing)) = (delivery, logged.signing) {
        headers.extend(sign_as(signing, &id, &before.body, logged.old_seconds, &sandbox.secret, now));
    }
    Ok(Request { headers, ..before.clone() })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use ulid::Ulid;

    use super::*;
    use crate::{
        ids::DeliveryId,
        sandbox::exchange::{Failure, Method, Outcome},
        testing::{START, SeededRandom},
        webhooks::{
            secret::SigningSecret,
            signature::{Headers, verify},
        },
    };

    fn sandbox(target: &str) -> Sandbox {
        Sandbox {
            id: SandboxId::from_ulid(Ulid(1)),
            version: 1,
            organisation: OrganisationId::from_ulid(Ulid(2)),
            listing: ListingId::from_ulid(Ulid(3)),
            target: target.parse().expect("a target"),
            seed: 1,
            generation: 1,
            secret: SigningSecret::draw(&SeededRandom::from(1)),
            created_at: START,
            renewed_on: START.date_naive(),
            expires_on: START.date_naive(),
        }
    }

    fn logged(sandbox: &Sandbox, url: &str, signing: Signing) -> Logged {
        let delivery = DeliveryId::from_ulid(Ulid(9)).to_string();
        let mut headers = vec![("guildhall-version".to_owned(), "2026-06-01".to_owned())];
        headers.extend(sign_as(signing, &delivery, "{}", 600, &sandbox.secret, START));
        Logged {
            id: CallId::from_ulid(Ulid(4)),
            organisation: sandbox.organisation,
            listing: sandbox.listing,
            sandbox: sandbox.id,
            run: None,
            again: None,
            name: "webhook.accepted".to_owned(),
            api: ApiVersion::V2026_06_01,
            signing: Some(signing),
            old_seconds: 600,
            at: START,
            exchange: Exchange {
                step: 0,
                request: Request {
                    method: Method::Post,
                    url: url.to_owned(),
                    headers,
                    body: "{}".to_owned(),
                },
                outcome: Outcome::Failed { failure: Failure::Connect, elapsed_ms: 1 },
            },
        }
    }

    #[test]
    fn a_call_is_sent_again_with_its_id_and_a_signature_of_now() {
        let sandbox = sandbox("https://app.example");
        let later = START + TimeDelta::hours(3);
        for (signing, holds) in
            [(Signing::Valid, true), (Signing::WrongSecret, false), (Signing::Expired, false)]
        {
            let before = logged(&sandbox, "https://app.example/hooks", signing);
            let again = once_more(&before, &sandbox, later).expect("sent again");
            assert_eq!(again.header(signature::ID), before.exchange.request.header(signature::ID));
            assert_eq!(again.header("guildhall-version"), Some("2026-06-01"));
            assert_eq!(again.headers.len(), before.exchange.request.headers.len(), "{signing:?}");
            let header = |name| again.header(name).expect("signed");
            let headers = Headers {
                id: header(signature::ID),
                timestamp: header(signature::TIMESTAMP),
                signature: header(signature::SIGNATURE),
            };
            let verified = verify(&sandbox.secret, headers, b"{}", later, TimeDelta::seconds(300));
            assert_eq!(verified.is_ok(), holds, "{signing:?}");
        }
    }

    #[test]
    fn nothing_is_called_but_the_target() {
        let before = logged(&sandbox("https://app.example"), "https://app.example/hooks", Signing::Valid);
        for target in ["https://other.example", "https://app.exampl", "https://app.example/hook"] {
            assert_eq!(once_more(&before, &sandbox(target), START), Err(Rejection::OtherTarget), "{target}");
        }
    }
}
