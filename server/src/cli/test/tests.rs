use serde_json::Value;
use shared::{
    ids::RunId,
    manifest::source::Format,
    sandbox::{
        budget::{Came, Sample, judge as judge_budget, plan as plan_budget},
        contract::{
            judge,
            plan::{Inputs, plan},
        },
        exchange::{Answer, Body, Exchange, Outcome},
    },
    testing::START,
};

use super::*;

/// An app that answers everything with an escape sequence, and is slow.
fn tried() -> Tried {
    let source = include_bytes!("../../../../shared/corpus/manifest/good.toml");
    let facts = Facts { today: START.date_naive(), approved: None };
    let (catalogue, policy) = (Catalogue::default(), SandboxPolicy::with_loopback());
    let report = lint_bytes(source, Format::Toml, &catalogue, &LintPolicy::default(), &facts);
    let manifest = report.manifest.expect("a manifest");
    let target = "http://127.0.0.1:9000".parse().expect("a target");
    let secret: SigningSecret = EXAMPLE_SECRET.parse().expect("a secret");
    let plan = plan(&Inputs {
        run: RunId::from_ulid(ulid::Ulid(1)),
        manifest: &manifest,
        catalogue: &catalogue,
        fixtures: &fixtures(SEED, 1),
        target: &target,
        versions: &ApiVersion::ALL,
        policy: &policy,
        now: START,
    });
    let mut exchanges = Vec::new();
    for step in 0..plan.steps.len() {
        let request = plan.request(step, &exchanges, &secret, START).expect("planned");
        let answer = Answer {
            status: 200,
            headers: vec![("content-type".to_owned(), "text/html".to_owned())],
            body: Body::of(b"\x1b[2J<html>", 100),
            elapsed_ms: 7,
            url: request.url.clone(),
        };
        exchanges.push(Exchange { step, request, outcome: Outcome::Answered(answer) });
    }
    let contract = judge(&plan, &exchanges, &policy);
    let measured = plan_budget(&manifest, &target, &policy.budget);
    let sample =
        |number| Sample { endpoint: number % 2, elapsed_ms: 900, came: Came::Status { status: 200 } };
    let performance = judge_budget(&measured, &(0..400_usize).map(sample).collect::<Vec<_>>());
    Tried { plan, exchanges, contract, performance }
}

#[test]
fn a_developer_reads_what_was_called_what_came_back_and_what_to_do() {
    let tried = tried();
    for language in Language::ALL {
        let text = text::text(&tried, "m.toml", false, language);
        assert!(text.contains(tried.contract.hash.as_str()) && !text.contains('\x1b'), "{text}");
        for found in &tried.contract.findings {
            let said = finding(language, found);
            for part in [said.title, said.why, said.fix, format!("[{}]", found.check)] {
                assert!(text.contains(&part), "{part}: {text}");
            }
        }
        for part in [
            "POST http://127.0.0.1:9000/hooks/events",
            "webhook-timestamp: 1780315200",
            "200 in 7 ms",
            "performance.p95",
            "p95 900 ms",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

#[test]
fn sarif_has_a_result_for_each_finding_of_contract_and_performance() {
    let tried = tried();
    let log: Value = serde_json::from_str(&sarif(&tried, "m.toml", Language::English)).expect("JSON");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    let limits: usize = tried.performance.endpoints.iter().map(|figures| figures.over.len()).sum();
    assert!(limits > 0 && results.len() == tried.contract.findings.len() + limits, "{results:?}");
    assert_eq!(run["properties"]["reportHash"], tried.contract.hash.as_str());
    let rules: Vec<_> = run["tool"]["driver"]["rules"].as_array().expect("rules").iter().collect();
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]), "{result}");
    }
}

#[test]
fn a_policy_never_forbids_ones_own_machine_and_says_what_it_does_not_know() {
    assert_eq!(policy(None).expect("a policy"), SandboxPolicy::with_loopback());
    let folder = tempfile::tempdir().expect("a folder");
    let write = |text: &str| {
        let file = folder.path().join("policy.json");
        fs::write(&file, text).expect("written");
        policy(Some(&file))
    };
    let read = write(r#"{"contract":{"timeout_ms":7},"addresses":{"allow_loopback":false}}"#);
    let read = read.expect("a policy");
    assert_eq!((read.contract.timeout_ms, read.addresses.allow_loopback), (7, true));
    let unknown = write(r#"{"patience":7}"#).expect_err("unknown");
    assert_eq!(unknown.code, 2);
    assert!(unknown.sentence.contains("patience"), "{}", unknown.sentence);
}
