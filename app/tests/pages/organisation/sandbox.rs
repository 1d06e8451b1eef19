//! The sandboxes of a listing, and what a call looks like.

use app::{i18n::Locale, sandbox::Tenants};
use chrono::TimeDelta;
use leptos::prelude::*;
use shared::{
    endpoint::ByListing,
    ids::{ListingId, OrganisationId, RunId, SandboxId},
    sandbox::{
        api::{RunRow, RunState, SandboxView, Sandboxes},
        trial::Part,
    },
    testing::START,
};

use super::drawn;

const AT: ByListing = ByListing {
    organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
    listing: ListingId::from_ulid(ulid::Ulid(1)),
};

fn sandbox(number: u128, state: Option<RunState>) -> SandboxView {
    let run = |state| RunRow {
        run: RunId::from_ulid(ulid::Ulid(number)),
        part: Part::Everything,
        of_review: false,
        asked_by: None,
        asked_at: START,
        state,
    };
    SandboxView {
        sandbox: SandboxId::from_ulid(ulid::Ulid(number)),
        target: format!("https://staging-{number}.example").parse().expect("a target"),
        seed: 1,
        generation: 1,
        created_at: START,
        expires_on: START.date_naive() + TimeDelta::days(30),
        days_left: 30,
        of_reviews: number == 1,
        runs: state.map(run).into_iter().collect(),
    }
}

fn shown(locale: Locale, sandboxes: Vec<SandboxView>) -> String {
    drawn(locale, move || {
        let all = Sandboxes { name: "Ledger <Bridge>".to_owned(), sandboxes, most: 3, loopback: false };
        view! { <Tenants at=AT all=all/> }
    })
}

#[test]
fn the_first_sandbox_is_made_in_the_page() {
    let page = shown(Locale::English, Vec::new());
    assert!(page.contains("sandbox-target") && page.contains("A public https address"), "{page}");
    assert!(page.contains("Ledger &lt;Bridge&gt;") && !page.contains("<table"), "{page}");
    let page = shown(Locale::German, Vec::new());
    assert!(page.contains("Eine öffentliche https-Adresse"), "{page}");
}

#[test]
fn sandboxes_are_listed_with_their_last_run_up_to_as_many_as_there_can_be() {
    let done = RunState::Done { at: START, passes: false, errors: 2, warnings: 0 };
    let two = vec![sandbox(1, Some(done)), sandbox(2, None)];
    let page = shown(Locale::English, two.clone());
    assert_eq!(page.matches("Reviews call the app here").count(), 1, "{page}");
    for words in ["2 errors", "not run yet", "30 more days", "Make another one"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let mut three = two;
    three.push(sandbox(3, Some(RunState::Waiting)));
    let page = shown(Locale::English, three);
    assert!(page.contains("3 sandboxes at most") && !page.contains("Make another one"), "{page}");
}
