use proptest::prelude::*;

use super::*;
use crate::sandbox::contract::samples::manifest;

fn planned() -> RunPlan {
    let target = "http://127.0.0.1:9000".parse().expect("a target");
    plan(&manifest(), &target, &BudgetPolicy::default())
}

fn answered(endpoint: usize, elapsed_ms: u64, status: u16) -> Sample {
    Sample { endpoint, elapsed_ms, came: Came::Status { status } }
}

/// 200 good samples of each endpoint, of which some of the first are changed.
fn samples(change: impl Fn(usize, &mut Sample)) -> Vec<Sample> {
    let one = |endpoint, number| {
        let mut sample = answered(endpoint, 20, 200);
        if endpoint == 0 {
            change(number, &mut sample);
        }
        sample
    };
    (0..400).map(|number| one(number % 2, number / 2)).collect()
}

fn first(samples: &[Sample]) -> Figures {
    judge(&planned(), samples).endpoints.remove(0)
}

#[test]
fn health_and_launch_are_measured_within_bounds() {
    let plan = planned();
    let pointers: Vec<_> = plan.endpoints.iter().map(|it| it.endpoint.pointer.as_str()).collect();
    assert_eq!(pointers, ["/health/url", "/entry/launch"]);
    assert_eq!((plan.requests, plan.concurrency), (200, 4));
    let mut bare = manifest();
    bare.health = None;
    assert_eq!(
        super::plan(&bare, &"https://a.example".parse().expect("a target"), &BudgetPolicy::default())
            .endpoints
            .len(),
        1
    );
}

#[test]
fn an_app_that_answers_soon_passes() {
    let verdict = judge(&planned(), &samples(|_, _| {}));
    assert!(verdict.passes);
    let figures = &verdict.endpoints[0];
    assert_eq!(
        (figures.requests, figures.errors, figures.p50_ms, figures.p95_ms),
        (200, 0, Some(20), Some(20))
    );
    assert_eq!(figures.came, BTreeMap::from([("200".to_owned(), 200)]));
    let json = serde_json::to_string(&verdict).expect("json");
    assert_eq!(serde_json::from_str::<Verdict>(&json).expect("the same"), verdict);
}

#[test]
fn a_limit_is_kept_up_to_its_number() {
    let slow = |many, ms| {
        first(&samples(move |number, sample| {
            if number < many {
                sample.elapsed_ms = ms
            }
        }))
        .over
    };
    assert_eq!(slow(200, 200), []);
    assert_eq!(slow(100, 201), []);
    assert_eq!(slow(101, 201), [Over::P50 { ms: 201, limit_ms: 200 }]);
    assert_eq!(slow(10, 501), []);
    assert_eq!(slow(11, 501), [Over::P95 { ms: 501, limit_ms: 500 }]);
    let wrong = |many| {
        first(&samples(move |number, sample| {
            if number < many {
                sample.came = Came::Status { status: 500 }
            }
        }))
        .over
    };
    assert_eq!(wrong(2), []);
    assert_eq!(wrong(3), [Over::Errors { ppm: 15_000, limit_ppm: 10_000 }]);
}

#[test]
fn failing_fast_makes_no_app_fast() {
    let figures = first(&samples(|_, sample| {
        sample.elapsed_ms = 1;
        sample.came = Came::Failed { failure: Failure::Connect };
    }));
    assert_eq!((figures.p50_ms, figures.error_ppm), (Some(5_000), 1_000_000));
    assert_eq!(figures.came, BTreeMap::from([("connect".to_owned(), 200)]));
    assert_eq!(figures.over.len(), 3);
}

#[test]
fn a_redirect_is_an_answer_and_a_refusal_is_none() {
    let errors = |status| first(&samples(move |_, sample| sample.came = Came::Status { status })).errors;
    assert_eq!([errors(204), errors(302), errors(404), errors(503), errors(101)], [0, 0, 200, 200, 200]);
}

#[test]
fn too_few_requests_say_nothing() {
    let some: Vec<_> = samples(|_, _| {}).into_iter().take(198).collect();
    let verdict = judge(&planned(), &some);
    assert!(!verdict.passes);
    assert_eq!(verdict.endpoints[0].over, [Over::TooFew { got: 99, needed: 100 }]);
    assert!(!judge(&planned(), &[]).passes);
    let nothing = RunPlan { endpoints: Vec::new(), ..planned() };
    assert!(!judge(&nothing, &[]).passes);
}

#[test]
fn rates_are_rounded_up() {
    assert_eq!([ppm(0, 0), ppm(0, 3), ppm(1, 3), ppm(3, 3)], [0, 0, 333_334, 1_000_000]);
    assert_eq!(ppm(1, u32::MAX), 1);
}

#[test]
fn percentiles_by_nearest_rank() {
    let values = [15, 20, 35, 40, 50];
    for (p, expected) in [(1, 15), (5, 15), (20, 15), (21, 20), (30, 20), (40, 20), (50, 35), (100, 50)] {
        assert_eq!(percentile(&values, p), Some(expected), "{p}");
    }
    assert_eq!(percentile(&[], 50), None);
}

proptest! {
    #[test]
    fn a_percentile_is_the_least_value_that_covers_its_part(
        mut values in prop::collection::vec(0_u64..10_000, 1..300),
        p in 1_u32..=100,
    ) {
        values.sort_unstable();
        let found = percentile(&values, p).expect("one");
        let covered = |limit: u64| values.iter().filter(|value| **value <= limit).count() * 100;
        let needed = values.len() * p as usize;
        prop_assert!(covered(found) >= needed);
        prop_assert!(values.iter().all(|value| *value >= found || covered(*value) < needed));
    }

    #[test]
    fn samples_in_any_order_give_the_same_verdict(
        times in prop::collection::vec((0_u64..2_000, any::<bool>()), 200),
        by in 0_usize..200,
    ) {
        let of = |times: &[(u64, bool)]| {
            let all: Vec<_> = times
                .iter()
                .map(|(ms, good)| answered(0, *ms, if *good { 200 } else { 500 }))
                .collect();
            judge(&planned(), &all)
        };
        let mut turned = times.clone();
        turned.rotate_left(by);
        prop_assert_eq!(of(&times), of(&turned));
    }
}
