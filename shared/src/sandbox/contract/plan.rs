//! What is sent to an app, from its manifest, the fixtures and the suites.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    payload::{self, Payload},
    suite::{Call, Envelope, Expected, Sends, Signing, suite},
    version::ApiVersion,
};
use crate::{
    canonical::Digest,
    ids::{DeliveryId, InstallationId, RunId},
    manifest::{Manifest, catalogue::Catalogue},
    sandbox::{
        endpoints::{Endpoint, EndpointKind, of_kind},
        exchange::{Exchange, Header, Method, Request},
        fixtures::Fixtures,
        policy::SandboxPolicy,
        target::Target,
    },
    webhooks::{
        secret::SigningSecret,
        signature::{self, sign},
    },
};

mod expand;

/// Everything that is called in one run, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// Which run.
    pub run: RunId,
    /// Where the app is.
    pub target: Target,
    /// SHA-256 of the manifest.
    pub manifest: Digest,
    /// The day of the run (UTC): says what weighs how much.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub today: NaiveDate,
    /// How old the time of a signature is that an app has to refuse, in seconds.
    pub old_seconds: u32,
    /// One call after the other.
    pub steps: Vec<Step>,
    /// What is not called.
    pub skipped: Vec<Skipped>,
}

/// A call to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// Of the call in its suite, such as `webhook.duplicate`.
    pub name: String,
    /// By which version of the API.
    pub version: ApiVersion,
    /// Which endpoint.
    pub endpoint: Endpoint,
    /// The event that is told, if one is.
    pub event: Option<String>,
    /// The id of its delivery, if one is told.
    pub delivery: Option<DeliveryId>,
    /// The installation that it is about.
    pub installation: InstallationId,
    /// How.
    pub method: Method,
    /// Without those of Standard Webhooks.
    pub headers: Vec<Header>,
    /// JSON; empty for a `GET`.
    pub body: String,
    /// How it is signed.
    pub signing: Signing,
    /// Number of the step that is sent again.
    pub again: Option<usize>,
    /// What is expected, in order; where nothing is, whatever comes back is as good.
    pub expects: Vec<Expected>,
}

/// A call of a suite that is not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Skipped {
    /// Of the call in its suite.
    pub name: String,
    /// By which version of the API.
    pub version: ApiVersion,
    /// Which endpoint it would be; `None` when none is declared.
    pub pointer: Option<String>,
    /// Why.
    pub why: WhySkipped,
}

/// Why a call is not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum WhySkipped {
    /// The manifest declares no such endpoint.
    Undeclared,
    /// The webhook is subscribed to nothing that would be sent.
    NoEvent,
    /// There are more webhooks or events than one run calls.
    OverLimit {
        /// How many are called.
        limit: usize,
        /// How many are not.
        left_out: usize,
    },
}

/// What a plan is made of.
#[derive(Clone, Debug)]
pub struct Inputs<'i> {
    /// Id of the run. Ids of deliveries and installations are made of it: an app that remembers them has to
    /// see others in each run.
    pub run: RunId,
    /// What the app says of itself; the linter has passed it.
    pub manifest: &'i Manifest,
    /// What the manifest may name.
    pub catalogue: &'i Catalogue,
    /// The data of the tenant.
    pub fixtures: &'i Fixtures,
    /// Where the app is.
    pub target: &'i Target,
    /// Versions of the API, in the order in which they are run: those of
    /// [`versions_on`](super::policy::ContractPolicy::versions_on), or some of them.
    pub versions: &'i [ApiVersion],
    /// The numbers in force.
    pub policy: &'i SandboxPolicy,
    /// The instant at which the run begins.
    pub now: DateTime<Utc>,
}

/// Plans a run. Whatever the manifest is, there is a plan; what is not called is in [`Plan::skipped`].
pub fn plan(inputs: &Inputs<'_>) -> Plan {
    let mut plan = Plan {
        run: inputs.run,
        target: inputs.target.clone(),
        manifest: Digest::of(inputs.manifest),
        today: inputs.now.date_naive(),
        old_seconds: inputs.policy.contract.old_seconds,
        steps: Vec::new(),
        skipped: Vec::new(),
    };
    for version in inputs.versions {
        expand::suite(inputs, *version, &mut plan);
    }
    plan
}

impl Plan {
    /// The request of a step as it is sent at `now`, signed. `sent` is what was done before it: a step that
    /// repeats another byte by byte takes its request from there. `None` for a step that is not planned.
    pub fn request(
        &self,
        step: usize,
        sent: &[Exchange],
        secret: &SigningSecret,
        now: DateTime<Utc>,
    ) -> Option<Request> {
        let step = self.steps.get(step)?;
        let before = || sent.iter().find(|exchange| Some(exchange.step) == step.again);
        if let (Signing::Replayed, Some(before)) = (step.signing, before()) {
            return Some(before.request.clone());
        }
        let mut headers = step.headers.clone();
        if let Some(delivery) = step.delivery {
            let id = delivery.to_string();
            headers.extend(sign_as(step.signing, &id, &step.body, self.old_seconds, secret, now));
        }
        Some(Request {
            method: step.method,
            url: step.endpoint.url.clone(),
            headers,
            body: step.body.clone(),
        })
    }
}

/// The headers of Standard Webhooks for a delivery that is signed in some way at `now`.
pub fn sign_as(
    signing: Signing,
    id: &str,
    body: &str,
    old_seconds: u32,
    secret: &SigningSecret,
    now: DateTime<Utc>,
) -> Vec<Header> {
    let long_ago = now - TimeDelta::seconds(old_seconds.into());
    let (at, secrets) = match signing {
        Signing::Unsigned => (now, vec![]),
        Signing::Valid | Signing::Replayed => (now, vec![secret.clone()]),
        Signing::Rotated => (now, vec![secret.decoy(), secret.clone()]),
        Signing::WrongSecret => (now, vec![secret.decoy()]),
        Signing::Expired => (long_ago, vec![secret.clone()]),
    };
    let mut headers = vec![
        (signature::ID.to_owned(), id.to_owned()),
        (signature::TIMESTAMP.to_owned(), at.timestamp().to_string()),
    ];
    if !secrets.is_empty() {
        headers.push((signature::SIGNATURE.to_owned(), sign(&secrets, id, at, body.as_bytes())));
    }
    headers
}

#[cfg(test)]
mod tests;
