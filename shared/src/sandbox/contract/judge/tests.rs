use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{
    canonical::Digest,
    manifest::{rule::Severity, words::Language},
    sandbox::{
        address::Reason,
        contract::{
            samples::{App, Fault, found, manifest, planned, policy, run, said},
            version::ApiVersion,
            words,
        },
        exchange::Failure,
    },
};

fn report(fault: Fault) -> Report {
    let plan = planned(&manifest(), 1);
    judge(&plan, &run(&plan, &mut App::with(fault)), &policy())
}

/// The checks that fail by the old version.
fn old(report: &Report) -> BTreeSet<&str> {
    let old = |finding: &&Finding| finding.place.version == ApiVersion::V2026_01_15;
    report.findings.iter().filter(old).map(|finding| finding.check.id()).collect()
}

/// A run of the good app in which one call comes out otherwise.
fn otherwise(name: &str, outcome: impl Fn(&Exchange) -> Outcome) -> Report {
    let plan = planned(&manifest(), 1);
    let mut exchanges = run(&plan, &mut App::with(Fault::None));
    for exchange in &mut exchanges {
        if plan.steps[exchange.step].name == name {
            exchange.outcome = outcome(exchange);
        }
    }
    judge(&plan, &exchanges, &policy())
}

fn answers(name: &str, change: impl Fn(&mut Answer)) -> Report {
    otherwise(name, |exchange| {
        let Outcome::Answered(mut answer) = exchange.outcome.clone() else { panic!("the good app answers") };
        change(&mut answer);
        Outcome::Answered(answer)
    })
}

#[test]
fn nothing_is_found_in_an_app_that_keeps_the_contract() {
    for fault in [Fault::None, Fault::Drills] {
        let report = report(fault);
        assert_eq!(found(&report), Vec::<String>::new(), "{fault:?}");
        assert!(report.passes && report.checked.iter().all(|checked| checked.passed));
        assert_eq!(report.skipped, []);
    }
}

#[test]
fn each_fault_is_found_by_its_check() {
    for (fault, expected) in [
        (Fault::Unwell, vec!["health.not_well"]),
        (Fault::NoPage, vec!["launch.not_html"]),
        (
            Fault::TrustsEverybody,
            vec![
                "uninstall.missing_signature",
                "webhook.missing_signature",
                "webhook.old_signature",
                "webhook.wrong_signature",
            ],
        ),
        (Fault::TrustsWithout, vec!["uninstall.missing_signature", "webhook.missing_signature"]),
        (Fault::NeverForgets, vec!["webhook.old_signature"]),
        (Fault::ReadsOneSignature, vec!["webhook.rotated_secret"]),
        (Fault::RefusesKnown, vec!["webhook.duplicate_refused", "webhook.retry_refused"]),
        (Fault::AnswersKnownOtherwise, vec!["webhook.duplicate_differs"]),
        (Fault::FailsOnceAndForGood, vec!["webhook.retry_refused"]),
        (Fault::ForgetsTheId, vec!["uninstall.wrong_id"]),
    ] {
        assert_eq!(old(&report(fault)), expected.into_iter().collect(), "{fault:?}");
    }
}

#[test]
fn a_new_version_only_warns_until_its_day() {
    let report = report(Fault::AnswersKnownOtherwise);
    assert_eq!(
        found(&report),
        [
            "webhook.duplicate_differs webhook.duplicate 2026-01-15",
            "webhook.duplicate_unmarked webhook.duplicate 2026-06-01",
        ]
    );
    assert_eq!((report.count(Severity::Error), report.count(Severity::Warning)), (1, 1));
    assert!(!report.passes);
}

#[test]
fn every_failure_is_a_finding() {
    for (failure, check) in [
        (
            Failure::RefusedAddress { address: "10.0.0.1".to_owned(), reason: Reason::Private },
            Check::CallAddressRefused,
        ),
        (Failure::Resolve, Check::CallUnreachable),
        (Failure::Connect, Check::CallUnreachable),
        (Failure::Tls, Check::CallTls),
        (Failure::Timeout, Check::CallTimeout),
        (Failure::Endless, Check::CallEndless),
        (Failure::TooLarge, Check::CallTooLarge),
        (
            Failure::RedirectInward { location: "http://[::1]/".to_owned(), reason: Reason::Loopback },
            Check::CallRedirectInward,
        ),
        (Failure::RedirectLoop, Check::CallRedirectLoop),
        (Failure::Garbage, Check::CallGarbage),
    ] {
        let outcome = Outcome::Failed { failure: failure.clone(), elapsed_ms: 10_000 };
        let report = otherwise("install", |_| outcome.clone());
        assert_eq!(report.findings.len(), 2, "{failure:?}: {:?}", found(&report));
        assert!(report.findings.iter().all(|finding| finding.check == check), "{failure:?}");
        for language in Language::ALL {
            let words = words::finding(language, &report.findings[0]);
            let said = format!("{} {} {}", words.title, words.why, words.fix);
            assert!(!said.contains("refused_address") && !said.contains("  "), "{said}");
        }
    }
}

#[test]
fn what_an_answer_may_not_be() {
    let redirect = |to: &'static str| {
        move |answer: &mut Answer| {
            answer.status = 302;
            answer.headers = vec![("location".to_owned(), to.to_owned())];
        }
    };
    let first = |report: &Report| report.findings.first().map(|finding| finding.check);
    let inward = answers("launch", redirect("http://169.254.169.254/latest"));
    assert_eq!(first(&inward), Some(Check::CallRedirectInward));
    let words = words::finding(Language::English, &inward.findings[0]);
    assert_eq!(
        words.title,
        "The answer leads to http://169.254.169.254/latest: the metadata service of a cloud",
    );
    assert_eq!(first(&answers("launch", redirect("https://login.parcels.example/"))), None);
    assert_eq!(first(&answers("install", redirect("/elsewhere"))), Some(Check::InstallNotAccepted));
    assert_eq!(first(&answers("launch", |answer| answer.status = 404)), Some(Check::LaunchNotOpen));
    assert_eq!(first(&answers("launch", |answer| answer.body.length = 2 << 20)), Some(Check::CallTooLarge));
    assert_eq!(first(&answers("health", |answer| answer.elapsed_ms = 10_001)), Some(Check::CallTimeout));
    assert_eq!(first(&answers("health", |answer| answer.elapsed_ms = 10_000)), None);
    assert_eq!(
        first(&answers("webhook.wrong_signature", |answer| answer.status = 400)),
        Some(Check::WebhookWrongSignature),
    );
}

#[test]
fn only_the_new_version_reads_what_health_says() {
    let text = |body: &'static str| {
        answers("health", move |answer| answer.body = crate::sandbox::exchange::Body::of(body.as_bytes(), 99))
    };
    for (body, check) in [
        ("up", Some(Check::HealthNotJson)),
        ("", Some(Check::HealthNotJson)),
        ("{}", Some(Check::HealthNoStatus)),
        ("{\"status\":\"fine\"}", Some(Check::HealthNoStatus)),
        ("{\"status\":\"degraded\"}", None),
    ] {
        let report = text(body);
        let found: Vec<_> = report.findings.iter().map(|it| (it.check, it.place.version)).collect();
        let expected: Vec<_> = check.into_iter().map(|check| (check, ApiVersion::V2026_06_01)).collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn the_day_of_deletion_has_to_be_soon() {
    let check = |day: &'static str, fits: bool| {
        let report = otherwise("uninstall", |exchange| {
            let body: serde_json::Value = serde_json::from_str(&exchange.request.body).expect("JSON");
            let id = body.pointer("/installation/id").unwrap_or(&body["installation"]);
            let body = serde_json::json!({ "installation": id, "deleted_by": day }).to_string();
            Outcome::Answered(said(&exchange.request, 200, &body))
        });
        let expected: &[&str] = if fits { &[] } else { &["uninstall.no_deadline uninstall 2026-06-01"] };
        assert_eq!(found(&report), expected, "{day}");
    };
    for (day, fits) in [
        ("2026-05-30", false),
        ("2026-05-31", true),
        ("2026-07-01", true),
        ("2026-07-02", true),
        ("2026-07-03", false),
        ("soon", false),
    ] {
        check(day, fits);
    }
}

#[test]
fn a_run_that_broke_off_is_no_pass() {
    let plan = planned(&manifest(), 1);
    let mut exchanges = run(&plan, &mut App::with(Fault::None));
    exchanges.pop();
    let report = judge(&plan, &exchanges, &policy());
    assert_eq!(report.findings.last().map(|finding| finding.check), Some(Check::CallMissing));
    assert!(!judge(&plan, &[], &policy()).passes);
    let mut empty = plan;
    empty.steps.clear();
    assert!(!judge(&empty, &[], &policy()).passes, "nothing was checked");
}

#[test]
fn the_same_behaviour_has_the_same_hash_wherever_and_whenever() {
    let plan = |run| planned(&manifest(), run);
    let judged = |plan: &Plan, fault| judge(plan, &run(plan, &mut App::with(fault)), &policy());
    let one = judged(&plan(1), Fault::RefusesKnown);
    let mut elsewhere = plan(2);
    elsewhere.target = "https://staging.parcels.example".parse().expect("a target");
    let two = judged(&elsewhere, Fault::RefusesKnown);
    assert_eq!(one.hash, two.hash);
    assert_ne!(one.evidence, two.evidence);
    assert_ne!(one.hash, judged(&plan(1), Fault::None).hash);
    assert_eq!(one.expected_hash(), one.hash);
    let json = serde_json::to_string(&one).expect("json");
    assert_eq!(serde_json::from_str::<Report>(&json).expect("the same"), one);
    assert_eq!(Digest::of(&one.stage_findings()), Digest::of(&two.stage_findings()));
}

#[test]
fn a_finding_goes_into_the_review_with_its_place() {
    let report = report(Fault::ForgetsTheId);
    let finding = report.stage_findings().into_iter().next().expect("found");
    assert_eq!(finding.reason.id, "uninstall.wrong_id");
    assert_eq!(finding.reason.facts["place"], "/entry/uninstall");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_and_repetition_of_exchanges_change_nothing(seed in any::<u64>(), fault in 0_usize..3) {
        let fault = [Fault::None, Fault::RefusesKnown, Fault::TrustsEverybody][fault];
        let plan = planned(&manifest(), 1);
        let exchanges = run(&plan, &mut App::with(fault));
        let straight = judge(&plan, &exchanges, &policy());
        let mut mixed: Vec<_> = exchanges.iter().chain(exchanges.iter().take(5)).cloned().collect();
        let at = usize::try_from(seed % mixed.len() as u64).expect("a place");
        mixed.rotate_left(at);
        prop_assert_eq!(judge(&plan, &mixed, &policy()), straight);
    }

    #[test]
    fn any_answer_gives_a_report(
        status in 100_u16..1000,
        body in "\\PC{0,60}",
        location in "\\PC{0,40}",
        kind in "\\PC{0,20}",
    ) {
        let plan = planned(&manifest(), 1);
        let mut exchanges = run(&plan, &mut App::with(Fault::None));
        for exchange in &mut exchanges {
            let mut answer = said(&exchange.request, status, &body);
            answer.headers = vec![("location".to_owned(), location.clone()), ("content-type".to_owned(), kind.clone())];
            exchange.outcome = Outcome::Answered(answer);
        }
        let report = judge(&plan, &exchanges, &policy());
        prop_assert!(!report.passes);
        prop_assert_eq!(report.expected_hash(), report.hash);
    }
}
