//! The versions of a listing, with their reviews.

use app::{
    i18n::Locale,
    listings::versions::{
        VersionsPage,
        answers::{Kept, Left, name},
    },
};
use chrono::TimeDelta;
use leptos::prelude::*;
use shared::{
    decisions::reason::Reason,
    endpoint::ByListing,
    ids::{ListingId, OrganisationId, SubmissionId, TransferId, VersionId},
    listings::{
        api::{
            AskedView, ReviewView, RoundView, StageView, SuspensionView, TransferView, VersionView, Versions,
        },
        field::Field,
        state::{Phase, VersionState},
    },
    review::{
        queue::{Basis, Place, Wait},
        stage::{Finding, Holder, Severity, StageKind, StageState},
    },
    testing::START,
};

use super::{data::owner, drawn};

fn review() -> ReviewView {
    let passed =
        StageState::Passed { since: START, at: START + TimeDelta::minutes(2), holder: Holder::Program };
    let finding = Finding {
        severity: Severity::Warning,
        reason: Reason::new("nag.name_missing"),
        field: Some(Field::Name),
    };
    ReviewView {
        stages: vec![
            StageView { kind: StageKind::Lint, state: passed, pause: None, findings: vec![finding] },
            StageView {
                kind: StageKind::SecurityReview,
                state: StageState::Waiting,
                pause: None,
                findings: Vec::new(),
            },
        ],
        place: Some(Place { place: 3, of: 7, place_in_category: 1, of_category: 2 }),
        wait: Wait { basis: Basis::Category, samples: 20, p50_minutes: Some(90), p90_minutes: Some(600) },
        automatic: false,
        name_held: false,
        verdict: None,
        receipt: None,
        notes: Vec::new(),
    }
}

fn version(state: VersionState) -> VersionView {
    VersionView {
        version: VersionId::from_ulid(ulid::Ulid(1)),
        label: "1.4.0".parse().expect("a label"),
        state,
        submission: SubmissionId::from_ulid(ulid::Ulid(1)),
        round: 1,
        submitted_at: START,
        submitted_by: Some("Ines Okafor".to_owned()),
        asked: Vec::new(),
        review: Some(review()),
        earlier: Vec::new(),
        was_live: false,
        taken_away: false,
    }
}

fn all(missing: usize, versions: Vec<VersionView>) -> Versions {
    Versions {
        listing: ListingId::from_ulid(ulid::Ulid(1)),
        name: "Ledger <Bridge>".to_owned(),
        standing: Phase::Draft,
        slug: None,
        missing,
        label: Some("1.5.0".parse().expect("a label")),
        edited: true,
        suspension: None,
        transfer: None,
        linked: false,
        link: None,
        clean_up: None,
        versions,
    }
}

fn page(locale: Locale, versions: Versions) -> String {
    page_with(locale, versions, Kept::new())
}

/// The page on a device that still has answers.
fn page_with(locale: Locale, versions: Versions, left: Kept) -> String {
    let at = ByListing {
        organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
        listing: ListingId::from_ulid(ulid::Ulid(1)),
    };
    drawn(locale, move || view! { <VersionsPage at=at here=owner() versions=versions left=left/> })
}

#[test]
fn a_draft_that_lacks_something_is_not_submitted_and_the_page_says_what_to_do() {
    for locale in Locale::ALL {
        let html = page(locale, all(2, Vec::new()));
        assert!(html.contains(locale.pick("2 required things are", "Es fehlen 2")), "{html}");
        assert!(!html.contains("1.5.0"), "{html}");
        let html = page(locale, all(0, Vec::new()));
        assert!(html.contains("1.5.0"), "the name is that of the manifest: {html}");
    }
}

#[test]
fn a_version_in_the_queue_says_where_it_is_and_how_long_that_takes() {
    for locale in Locale::ALL {
        let html = page(locale, all(0, vec![version(VersionState::InReview)])).replace('\u{a0}', " ");
        assert!(html.contains(locale.pick("Place 3 of 7", "Platz 3 von 7")), "{html}");
        assert!(html.contains(locale.pick("at most 1 h 30 min", "höchstens 1 Std. 30 Min.")), "{html}");
        assert!(html.contains(locale.pick("Security review", "Sicherheitsprüfung")), "{html}");
        assert!(html.contains(locale.pick("Take it back", "Zurückziehen")), "{html}");
        assert!(
            html.contains(locale.pick("Version 1.4.0 is in review", "Version 1.4.0 ist in Prüfung")),
            "{html}"
        );
    }
}

fn asked(answer: Option<&str>) -> AskedView {
    AskedView {
        field: Some(Field::Tagline),
        words: "Say what it does.".parse().expect("words"),
        answer: answer.map(|answer| answer.parse().expect("words")),
    }
}

#[test]
fn an_answer_that_was_typed_and_not_sent_stands_there_again() {
    let asks = |answer| {
        let changes = VersionView {
            asked: vec![asked(Some("Done.")), asked(answer)],
            ..version(VersionState::ChangesRequested)
        };
        all(0, vec![changes])
    };
    let left = |based_on: &str| {
        let left = Left { text: "It says so".to_owned(), based_on: based_on.to_owned() };
        Kept::from([(name(SubmissionId::from_ulid(ulid::Ulid(1)), 1), left)])
    };
    for locale in Locale::ALL {
        let html = page_with(locale, asks(None), left(""));
        assert!(html.contains("It says so") && html.contains("Done."), "{html}");
        assert!(html.contains(locale.pick("not sent yet", "noch nicht gesendet")), "{html}");
        // Somebody else answered meanwhile.
        let html = page_with(locale, asks(Some("Ben did it.")), left(""));
        for said in ["It says so", "Ben did it.", locale.pick("Take theirs", "Die andere")] {
            assert!(html.contains(said), "{said}: {html}");
        }
        // It is what the server has: nothing is left to be sent.
        let html = page_with(locale, asks(Some("It says so")), left(""));
        assert!(!html.contains(locale.pick("not sent yet", "noch nicht gesendet")), "{html}");
    }
}

#[test]
fn the_rounds_before_say_what_they_asked_for_and_what_was_answered() {
    let round = RoundView {
        submission: SubmissionId::from_ulid(ulid::Ulid(7)),
        round: 1,
        submitted_at: START - TimeDelta::days(2),
        asked: vec![asked(Some("It says so now."))],
        failed: Vec::new(),
        receipt: Some("cd".repeat(32)),
    };
    let second = VersionView { round: 2, earlier: vec![round], ..version(VersionState::InReview) };
    for locale in Locale::ALL {
        let html = page(locale, all(0, vec![second.clone()]));
        for said in [
            locale.pick("1 earlier round", "1 frühere Runde"),
            locale.pick("Round 1, submitted on", "Runde 1, eingereicht am"),
            "Say what it does.",
            "It says so now.",
            &"cd".repeat(32),
            "download=\"receipts.json\"",
        ] {
            assert!(html.contains(said), "{said}: {html}");
        }
        assert!(!html.contains("<textarea"), "{html}");
    }
}

#[test]
fn what_a_review_asks_for_can_be_answered_one_by_one() {
    let changes = VersionView { asked: vec![asked(None)], ..version(VersionState::ChangesRequested) };
    for locale in Locale::ALL {
        let html = page(locale, all(0, vec![changes.clone()]));
        assert!(html.contains("Say what it does."), "{html}");
        assert!(
            html.contains(locale.pick("1 request has no answer", "1 Bitte hat noch keine Antwort")),
            "{html}"
        );
        assert!(html.contains("<textarea"), "{html}");
    }
}

#[test]
fn an_approved_version_is_published_now_or_at_an_instant() {
    for locale in Locale::ALL {
        let html = page(locale, all(0, vec![version(VersionState::Approved)]));
        assert!(html.contains(locale.pick("Publish now", "Jetzt veröffentlichen")), "{html}");
        assert!(html.contains("type=\"datetime-local\""), "{html}");
    }
}

#[test]
fn while_a_listing_goes_to_another_partner_the_page_says_so_and_offers_the_way_back() {
    let transfer = TransferView {
        transfer: TransferId::from_ulid(ulid::Ulid(1)),
        to: Some("Harrow & Pike".to_owned()),
        offered_at: START,
        expires_at: START + TimeDelta::days(14),
        accepted: None,
    };
    let moving = Versions { transfer: Some(transfer), ..all(0, Vec::new()) };
    for locale in Locale::ALL {
        let html = page(locale, moving.clone());
        assert!(html.contains(locale.pick("This listing goes to Harrow", "Dieser Eintrag geht an Harrow")));
        assert!(html.contains(locale.pick("Take the offer back", "Angebot zurücknehmen")), "{html}");
        let html = page(locale, all(0, Vec::new()));
        assert!(html.contains(locale.pick("Offer it to another partner", "Einem anderen Partner anbieten")));
    }
}

#[test]
fn a_suspension_names_who_is_in_charge_since_when_and_the_way_back() {
    let suspension = SuspensionView {
        owner: Some("Ines Okafor".to_owned()),
        reason: "It leaks.".parse().expect("words"),
        way_back: "Mend it.".parse().expect("words"),
        at: START,
    };
    let away = Versions { suspension: Some(suspension), standing: Phase::Suspended, ..all(0, Vec::new()) };
    for locale in Locale::ALL {
        let html = page(locale, away.clone());
        for said in ["Ines Okafor", "It leaks.", "Mend it."] {
            assert!(html.contains(said), "{said}: {html}");
        }
        assert!(html.contains(locale.pick("suspended since", "ausgesetzt")), "{html}");
    }
}
