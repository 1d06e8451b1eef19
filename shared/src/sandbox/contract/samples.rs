//! What the tests of the suite begin with: a manifest, and an app that keeps the contract unless it is told not
//! to.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::{
    plan::{Inputs, Plan, plan},
    report::Report,
    suite::DUPLICATE,
    version::ApiVersion,
};
use crate::{
    ids::RunId,
    manifest::{Manifest, catalogue::Catalogue, samples},
    sandbox::{
        exchange::{Answer, Body, Exchange, Method, Outcome, Request},
        fixtures::fixtures,
        policy::SandboxPolicy,
    },
    testing::{START, SeededRandom},
    webhooks::{
        secret::SigningSecret,
        signature::{Headers, ID, SIGNATURE, TIMESTAMP, verify},
    },
};

/// A manifest with every endpoint.
pub(in crate::sandbox) fn manifest() -> Manifest {
    samples::good()
}

pub(super) fn policy() -> SandboxPolicy {
    SandboxPolicy::with_loopback()
}

pub(super) fn secret() -> SigningSecret {
    SigningSecret::draw(&SeededRandom::from(1))
}

pub(super) fn planned(manifest: &Manifest, run: u128) -> Plan {
    plan(&Inputs {
        run: RunId::from_ulid(ulid::Ulid(run)),
        manifest,
        catalogue: &Catalogue::default(),
        fixtures: &fixtures(7, 1),
        target: &"http://127.0.0.1:9000".parse().expect("a target"),
        versions: &ApiVersion::ALL,
        policy: &policy(),
        now: START,
    })
}

/// What an app does otherwise than the contract says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fault {
    #[default]
    None,
    Unwell,
    NoPage,
    TrustsEverybody,
    TrustsWithout,
    NeverForgets,
    ReadsOneSignature,
    RefusesKnown,
    AnswersKnownOtherwise,
    FailsOnceAndForGood,
    ForgetsTheId,
    Drills,
}

/// An app: it keeps the ids of deliveries, as an app has to.
pub(super) struct App {
    pub(super) fault: Fault,
    seen: Vec<String>,
}

impl App {
    pub(super) fn with(fault: Fault) -> Self {
        Self { fault, seen: Vec::new() }
    }

    fn answer(&mut self, request: &Request, now: DateTime<Utc>) -> Answer {
        let version: ApiVersion = request
            .header("guildhall-version")
            .and_then(|version| version.parse().ok())
            .expect("every call names its version");
        if request.method == Method::Get {
            return self.read(request);
        }
        if let Err(status) = self.trusts(request, now) {
            return said(request, status, "");
        }
        let body: Value = serde_json::from_str(&request.body).expect("bodies are JSON");
        let id = body["id"].as_str().expect("an id").to_owned();
        let known = self.seen.contains(&id);
        let drilled = self.fault == Fault::Drills && body["test"]["drill"] == "fail_once";
        if drilled && !known {
            self.seen.push(id);
            return said(request, 500, "");
        }
        if known {
            return match self.fault {
                Fault::RefusesKnown => said(request, 409, ""),
                Fault::FailsOnceAndForGood if body["test"]["drill"] == "fail_once" => said(request, 500, ""),
                Fault::AnswersKnownOtherwise => said(request, 200, "again"),
                _ => {
                    let mut answer = said(request, 200, "");
                    answer.headers.push((DUPLICATE.to_owned(), "true".to_owned()));
                    answer
                }
            };
        }
        self.seen.push(id);
        if body["type"] == "app.uninstalled" && request.url.ends_with("/removed") {
            let installation = match version {
                ApiVersion::V2026_01_15 => &body["installation"],
                ApiVersion::V2026_06_01 => &body["installation"]["id"],
            };
            let id = if self.fault == Fault::ForgetsTheId { &Value::Null } else { installation };
            let by = (now + TimeDelta::days(30)).date_naive();
            let acknowledged = serde_json::json!({ "installation": id, "deleted_by": by });
            return said(request, 202, &acknowledged.to_string());
        }
        said(request, 200, "")
    }

    fn read(&self, request: &Request) -> Answer {
        let status = if self.fault == Fault::Unwell { 503 } else { 200 };
        if request.url.ends_with("/health") {
            return said(request, status, "{\"status\":\"ok\"}");
        }
        let mut answer = said(request, 200, "<!doctype html>");
        if self.fault != Fault::NoPage {
            answer.headers = vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())];
        }
        answer
    }

    fn trusts(&self, request: &Request, now: DateTime<Utc>) -> Result<(), u16> {
        let tolerance =
            if self.fault == Fault::NeverForgets { TimeDelta::days(900) } else { TimeDelta::minutes(5) };
        let header = |name| request.header(name).expect("every delivery has an id and a time");
        match request.header(SIGNATURE) {
            _ if self.fault == Fault::TrustsEverybody => Ok(()),
            None if self.fault == Fault::TrustsWithout => Ok(()),
            None => Err(401),
            Some(signature) => {
                let signature = match self.fault {
                    Fault::ReadsOneSignature => signature.split(' ').next().unwrap_or_default(),
                    _ => signature,
                };
                let headers = Headers { id: header(ID), timestamp: header(TIMESTAMP), signature };
                verify(&secret(), headers, request.body.as_bytes(), now, tolerance).map_err(|_| 403)
            }
        }
    }
}

/// An answer in 20 ms, of JSON unless it is changed.
pub(super) fn said(request: &Request, status: u16, body: &str) -> Answer {
    Answer {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: Body::of(body.as_bytes(), 16 * 1024),
        elapsed_ms: 20,
        url: request.url.clone(),
    }
}

/// Runs a plan against an app, a second for each call.
pub(super) fn run(plan: &Plan, app: &mut App) -> Vec<Exchange> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    for step in 0..plan.steps.len() {
        let now = START + TimeDelta::seconds(i64::try_from(step).expect("a few"));
        let request = plan.request(step, &exchanges, &secret(), now).expect("planned");
        let outcome = Outcome::Answered(app.answer(&request, now));
        exchanges.push(Exchange { step, request, outcome });
    }
    exchanges
}

/// What was found, as `check call version`.
pub(super) fn found(report: &Report) -> Vec<String> {
    let line = |finding: &super::report::Finding| {
        format!("{} {} {}", finding.check, finding.place.name, finding.place.version)
    };
    report.findings.iter().map(line).collect()
}
