//! From a call of a suite to the calls of a run: one for each endpoint, and for each event.

use sha2::Digest as _;

use super::{
    Call, DeliveryId, Endpoint, EndpointKind, Envelope, Inputs, InstallationId, Method, Payload, Plan, Sends,
    Skipped, Step, WhySkipped, of_kind, payload,
};
use crate::sandbox::{contract::version::ApiVersion, exchange::USER_AGENT};

/// The event that an app gets last.
const REMOVED: &str = "app.uninstalled";
/// The event that it gets first.
const INSTALLED: &str = "app.installed";

/// What the calls of one suite share.
struct Round<'r, 'i> {
    inputs: &'r Inputs<'i>,
    version: ApiVersion,
    envelope: Envelope,
    installation: InstallationId,
}

pub(super) fn suite(inputs: &Inputs<'_>, version: ApiVersion, plan: &mut Plan) {
    let suite = super::suite(version);
    let installation = InstallationId::from_ulid(derived(inputs, version, "installation"));
    let round = Round { inputs, version, envelope: suite.envelope, installation };
    for call in &suite.calls {
        let mut endpoints = of_kind(inputs.manifest, inputs.target, call.endpoint);
        if endpoints.is_empty() {
            round.skip(call, None, WhySkipped::Undeclared, plan);
        }
        let limit = inputs.policy.contract.max_webhooks;
        if endpoints.len() > limit && call.endpoint == EndpointKind::Webhook {
            let left_out = endpoints.len() - limit;
            round.skip(call, None, WhySkipped::OverLimit { limit, left_out }, plan);
            endpoints.truncate(limit);
        }
        for endpoint in endpoints {
            round.call(call, endpoint, plan);
        }
    }
}

impl Round<'_, '_> {
    fn call(&self, call: &Call, endpoint: Endpoint, plan: &mut Plan) {
        let contract = &self.inputs.policy.contract;
        match &call.sends {
            Sends::Nothing { accept } => {
                let step = Step { headers: self.read(accept), ..self.step(call, endpoint, Method::Get) };
                plan.steps.push(step);
            }
            Sends::Own { event } => {
                let webhook = endpoint.kind == EndpointKind::Webhook;
                if !webhook || self.subscribed(&endpoint).iter().any(|known| known == event) {
                    self.tell(call, endpoint, event, false, plan);
                } else {
                    self.skip(call, Some(endpoint.pointer), WhySkipped::NoEvent, plan);
                }
            }
            Sends::EachEvent => {
                let mut events = self.events(&endpoint);
                if events.is_empty() {
                    return self.skip(call, Some(endpoint.pointer), WhySkipped::NoEvent, plan);
                }
                if let Some(left_out) = events.len().checked_sub(contract.max_events).filter(|left| *left > 0)
                {
                    let why = WhySkipped::OverLimit { limit: contract.max_events, left_out };
                    self.skip(call, Some(endpoint.pointer.clone()), why, plan);
                    events.truncate(contract.max_events);
                }
                for event in events {
                    self.tell(call, endpoint.clone(), event, false, plan);
                }
            }
            Sends::FirstEvent { drill } => match self.events(&endpoint).first() {
                Some(event) => self.tell(call, endpoint, event, *drill, plan),
                None => self.skip(call, Some(endpoint.pointer), WhySkipped::NoEvent, plan),
            },
            Sends::Again { call: name } => self.again(call, name, endpoint, plan),
        }
    }

    /// What the webhook is subscribed to, as it stands in the manifest.
    fn subscribed(&self, endpoint: &Endpoint) -> &[String] {
        let at = |at: usize| format!("/webhooks/{at}/url") == endpoint.pointer;
        let webhook = self.inputs.manifest.webhooks.iter().enumerate().find(|(place, _)| at(*place));
        webhook.map_or(&[], |(_, webhook)| &webhook.events)
    }

    /// The events that are sent to a webhook: that it was installed first, that it was removed only where there
    /// is no other.
    fn events(&self, endpoint: &Endpoint) -> Vec<&str> {
        let all = self.subscribed(endpoint);
        let mut events: Vec<&str> = Vec::new();
        for event in all.iter().map(String::as_str).filter(|event| *event != REMOVED || all.len() == 1) {
            if !events.contains(&event) {
                events.push(event);
            }
        }
        events.sort_by_key(|event| *event != INSTALLED);
        events
    }

    fn tell(&self, call: &Call, endpoint: Endpoint, event: &str, drill: bool, plan: &mut Plan) {
        let number = plan.steps.len();
        let delivery =
            DeliveryId::from_ulid(derived(self.inputs, self.version, &format!("delivery/{number}")));
        let Inputs { manifest, catalogue, fixtures, policy, now, .. } = self.inputs;
        let days = policy.contract.deletion_days;
        let payload = Payload {
            delivery,
            event,
            version: self.version,
            installation: self.installation,
            data: payload::data(event, number, manifest, catalogue, fixtures, days),
            drill,
        };
        let step = Step {
            headers: self.told(),
            body: payload.body(self.envelope, *now),
            event: Some(event.to_owned()),
            delivery: Some(delivery),
            ..self.step(call, endpoint, Method::Post)
        };
        plan.steps.push(step);
    }

    fn again(&self, call: &Call, name: &str, endpoint: Endpoint, plan: &mut Plan) {
        let same = |step: &Step| {
            step.name == name && step.version == self.version && step.endpoint.pointer == endpoint.pointer
        };
        let Some((number, before)) = plan.steps.iter().enumerate().find(|(_, step)| same(step)) else {
            return self.skip(call, Some(endpoint.pointer), WhySkipped::NoEvent, plan);
        };
        let step = Step {
            headers: before.headers.clone(),
            body: before.body.clone(),
            event: before.event.clone(),
            delivery: before.delivery,
            again: Some(number),
            ..self.step(call, endpoint, before.method)
        };
        plan.steps.push(step);
    }

    fn step(&self, call: &Call, endpoint: Endpoint, method: Method) -> Step {
        Step {
            name: call.name.clone().into_owned(),
            version: self.version,
            endpoint,
            event: None,
            delivery: None,
            installation: self.installation,
            method,
            headers: Vec::new(),
            body: String::new(),
            signing: call.signing,
            again: None,
            expects: call.expects.clone(),
        }
    }

    fn skip(&self, call: &Call, pointer: Option<String>, why: WhySkipped, plan: &mut Plan) {
        let name = call.name.clone().into_owned();
        plan.skipped.push(Skipped { name, version: self.version, pointer, why });
    }

    fn every(&self) -> Vec<(String, String)> {
        vec![header("user-agent", USER_AGENT), header("guildhall-version", self.version.as_str())]
    }

    fn read(&self, accept: &str) -> Vec<(String, String)> {
        let mut headers = self.every();
        headers.push(header("accept", accept));
        headers
    }

    fn told(&self) -> Vec<(String, String)> {
        let mut headers = self.read("application/json");
        headers.push(header("content-type", "application/json"));
        headers
    }
}

fn header(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// 128 bits that are the same for the same run, version and name, and others for every other.
fn derived(inputs: &Inputs<'_>, version: ApiVersion, name: &str) -> ulid::Ulid {
    let digest = sha2::Sha256::digest(format!("guildhall/contract/{}/{version}/{name}", inputs.run));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ulid::Ulid::from_bytes(bytes)
}
