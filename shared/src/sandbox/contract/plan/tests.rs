use super::*;
use crate::{
    manifest::model::Webhook,
    sandbox::{
        contract::samples::{App, Fault, manifest, planned, policy, run, secret},
        fixtures::fixtures,
    },
    testing::START,
    webhooks::signature::{BadSignature, Headers, ID, SIGNATURE, TIMESTAMP, TOLERANCE, verify},
};

fn lines(plan: &Plan, version: ApiVersion) -> Vec<String> {
    let line = |step: &Step| {
        let event = step.event.as_deref().unwrap_or("-");
        format!("{} {} {event}", step.name, step.method.as_str())
    };
    plan.steps.iter().filter(|step| step.version == version).map(line).collect()
}

#[test]
fn a_plan_goes_through_the_suite_in_order() {
    let plan = planned(&manifest(), 1);
    let expected = [
        "health GET -",
        "launch GET -",
        "install POST app.installed",
        "webhook.accepted POST order.created",
        "webhook.accepted POST order.cancelled",
        "webhook.rotated_secret POST order.created",
        "webhook.duplicate POST order.created",
        "webhook.wrong_signature POST order.created",
        "webhook.missing_signature POST order.created",
        "webhook.old_signature POST order.created",
        "webhook.attempt POST order.created",
        "webhook.retry POST order.created",
        "uninstall.missing_signature POST app.uninstalled",
        "uninstall POST app.uninstalled",
        "webhook.uninstalled POST app.uninstalled",
    ];
    for version in ApiVersion::ALL {
        assert_eq!(lines(&plan, version), expected);
    }
    let json = serde_json::to_string(&plan).expect("json");
    assert_eq!(serde_json::from_str::<Plan>(&json).expect("the same"), plan);
}

#[test]
fn the_same_run_is_planned_alike_and_another_has_other_ids() {
    let bodies = |run| planned(&manifest(), run).steps.into_iter().map(|step| step.body).collect::<Vec<_>>();
    assert_eq!(bodies(1), bodies(1));
    for (one, two) in bodies(1).iter().zip(bodies(2)).filter(|(one, _)| !one.is_empty()) {
        assert_ne!(*one, two);
    }
}

#[test]
fn bodies_are_written_as_their_version_says() {
    let plan = planned(&manifest(), 1);
    let body = |version| -> serde_json::Value {
        let step = plan.steps.iter().find(|step| step.version == version && step.name == "webhook.accepted");
        serde_json::from_str(&step.expect("planned").body).expect("JSON")
    };
    let flat = body(ApiVersion::V2026_01_15);
    assert_eq!(
        (&flat["timestamp"], &flat["type"]),
        (&"2026-06-01T12:00:00Z".into(), &"order.created".into())
    );
    assert!(flat["installation"].as_str().is_some_and(|id| id.starts_with("ins_")));
    assert!(flat["data"]["number"].is_string() && flat["data"].get("total").is_none(), "{flat}");
    let nested = body(ApiVersion::V2026_06_01);
    assert_eq!(nested["api_version"], "2026-06-01");
    assert!(nested["installation"]["id"].is_string());
}

#[test]
fn each_request_is_signed_as_its_step_says() {
    let plan = planned(&manifest(), 1);
    let sent = run(&plan, &mut App::with(Fault::None));
    let later = START + TimeDelta::minutes(2);
    for (number, step) in plan.steps.iter().enumerate() {
        let request = plan.request(number, &sent, &secret(), later).expect("planned");
        let header = |name| request.header(name).unwrap_or_default();
        assert_eq!(header(ID).is_empty() || header(TIMESTAMP).is_empty(), step.method == Method::Get);
        let checked = request.header(SIGNATURE).map(|signature| {
            let headers = Headers { id: header(ID), timestamp: header(TIMESTAMP), signature };
            verify(&secret(), headers, request.body.as_bytes(), later, TOLERANCE)
        });
        let expected = match step.signing {
            Signing::Unsigned => None,
            Signing::Valid | Signing::Rotated | Signing::Replayed => Some(Ok(())),
            Signing::WrongSecret => Some(Err(BadSignature::Wrong)),
            Signing::Expired => Some(Err(BadSignature::TooOld)),
        };
        assert_eq!(checked, expected, "{}", step.name);
        assert_eq!(request.header("guildhall-version"), Some(step.version.as_str()));
    }
    assert_eq!(plan.request(plan.steps.len(), &sent, &secret(), later), None);
}

#[test]
fn a_duplicate_is_the_same_bytes_and_a_retry_is_signed_anew() {
    let plan = planned(&manifest(), 1);
    let sent = run(&plan, &mut App::with(Fault::None));
    for step in plan.steps.iter().enumerate().filter(|(_, step)| step.again.is_some()) {
        let (number, step) = step;
        let before = &sent[step.again.expect("again")].request;
        let request = &sent[number].request;
        assert_eq!(request.body, before.body);
        assert_eq!(request.header(ID), before.header(ID));
        assert_eq!(request == before, step.name == "webhook.duplicate", "{}", step.name);
    }
}

#[test]
fn what_is_not_declared_is_not_called_and_is_named() {
    let mut bare = manifest();
    bare.health = None;
    bare.webhooks.clear();
    bare.entry.uninstall = None;
    let plan = planned(&bare, 1);
    assert_eq!(lines(&plan, ApiVersion::V2026_01_15), ["launch GET -", "install POST app.installed"]);
    let skipped = plan.skipped.iter().filter(|skipped| skipped.version == ApiVersion::V2026_01_15);
    let names: Vec<_> = skipped.map(|skipped| (skipped.name.as_str(), &skipped.why)).collect();
    assert_eq!(names.len(), 12);
    assert!(names.iter().all(|(_, why)| **why == WhySkipped::Undeclared), "{names:?}");
}

#[test]
fn a_run_is_bounded_and_says_what_it_leaves_out() {
    let mut many = manifest();
    let events: Vec<_> = (0..300).map(|number| format!("order.made_{number}")).collect();
    many.webhooks = (0..300)
        .map(|number| Webhook { url: format!("https://a.example/{number}"), events: events.clone() })
        .collect();
    let plan = planned(&many, 1);
    let contract = &policy().contract;
    let accepted = plan.steps.iter().filter(|step| step.name == "webhook.accepted").count();
    assert_eq!(accepted, 2 * contract.max_webhooks * contract.max_events);
    let left: Vec<_> = plan.skipped.iter().filter(|skipped| skipped.name == "webhook.accepted").collect();
    assert!(left.iter().any(|it| it.why == WhySkipped::OverLimit { limit: 3, left_out: 297 }), "{left:?}");
    assert!(left.iter().any(|it| it.why == WhySkipped::OverLimit { limit: 6, left_out: 294 }), "{left:?}");
}

#[test]
fn a_webhook_of_one_event_or_of_none() {
    let with = |events: &[&str]| {
        let mut manifest = manifest();
        manifest.webhooks[0].events = events.iter().map(|event| (*event).to_owned()).collect();
        let lines = lines(&planned(&manifest, 1), ApiVersion::V2026_06_01);
        lines
            .into_iter()
            .filter(|line| line.starts_with("webhook.acc") || line.starts_with("webhook.uni"))
            .collect::<Vec<_>>()
    };
    assert_eq!(with(&[]), Vec::<String>::new());
    assert_eq!(
        with(&["app.uninstalled"]),
        ["webhook.accepted POST app.uninstalled", "webhook.uninstalled POST app.uninstalled"]
    );
    assert_eq!(
        with(&["order.created", "app.installed", "order.created"]),
        ["webhook.accepted POST app.installed", "webhook.accepted POST order.created"]
    );
}

#[test]
fn other_data_are_sent_from_another_seed() {
    let inputs = |fixtures| {
        let plan = plan(&Inputs {
            run: RunId::from_ulid(ulid::Ulid(1)),
            manifest: &manifest(),
            catalogue: &Catalogue::default(),
            fixtures,
            target: &"http://127.0.0.1:9000".parse().expect("a target"),
            versions: &[ApiVersion::V2026_06_01],
            policy: &policy(),
            now: START,
        });
        plan.steps.into_iter().map(|step| step.body).collect::<Vec<_>>()
    };
    assert_ne!(inputs(&fixtures(1, 1)), inputs(&fixtures(1, 2)));
}
