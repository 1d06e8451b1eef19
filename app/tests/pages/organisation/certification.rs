//! Certification: the partner's page and the reviewers' console, each state with given data.

use app::{
    certification::{
        console::{CertificationsList, case::CertificationDesk},
        partner::CertificationsPage,
    },
    i18n::Locale,
};
use leptos::prelude::*;
use shared::{
    canonical::Digest,
    certification::{
        api::{
            BadgeView, Barred, CertificationCase, CertificationPage, CertificationRow, CertificationView,
            Certifications, CertifiedApp, DraftView, Needed, RequestRow, RequestView,
        },
        draft::{Typed, TypedEvidence},
        model::{Evidence, EvidenceKind, Level, Question, WaitsFor},
        query::{CertificationQuery, Which},
        standing::{Clock, Standing},
    },
    endpoint::{ByCertification, ByListing},
    ids::{CertificationId, ListingId, OrganisationId},
    marketplace::model::BadgeKind,
    testing::START,
    time::day,
};
use ulid::Ulid;

use super::{data::owner, drawn, hides, shows};

fn at(text: &str) -> chrono::NaiveDate {
    day(text).expect("a day")
}

fn nothing(competency: BadgeKind) -> CertificationView {
    CertificationView {
        competency,
        version: 0,
        certification: None,
        standing: Standing::None { requested: false },
        badge: None,
        request: None,
        refused: None,
        withdrawn: None,
        draft: None,
    }
}

fn badge() -> BadgeView {
    BadgeView {
        issuer: "Meridian".to_owned(),
        level: Level::Declared,
        issued_on: at("2025-06-10"),
        renewal_opens_on: at("2026-03-12"),
        expires_on: at("2026-06-10"),
        lapses_on: at("2026-07-10"),
        looked_at: "All <scopes>.".parse().expect("words"),
        receipt: Digest::of_bytes("receipt"),
    }
}

fn request() -> RequestView {
    let words = "We store nothing.".parse().expect("words");
    let link = Some("https://trust.example/1".parse().expect("a link"));
    RequestView {
        level: Level::Declared,
        evidence: vec![Evidence { kind: EvidenceKind::Statement, words, link, review: None }],
        by: Some("Anna Lind".to_owned()),
        at: START,
        waits_for: WaitsFor::Reviewer,
        questions: Vec::new(),
    }
}

fn all(security: CertificationView) -> Certifications {
    let needed = |level, kinds: &[EvidenceKind]| Needed { level, kinds: kinds.to_vec() };
    Certifications {
        listing: ListingId::from_ulid(Ulid(1)),
        name: "Ledger <Bridge>".to_owned(),
        published: true,
        decides: "Meridian".to_owned(),
        levels: vec![
            needed(Level::Declared, &EvidenceKind::ALL[..1]),
            needed(Level::Verified, &EvidenceKind::ALL[..2]),
            needed(Level::Audited, &EvidenceKind::ALL),
        ],
        reviews: Vec::new(),
        competencies: vec![security, nothing(BadgeKind::Performance), nothing(BadgeKind::Data)],
    }
}

fn page(locale: Locale, all: Certifications) -> String {
    let listing = ByListing {
        organisation: OrganisationId::from_ulid(Ulid(1)),
        listing: ListingId::from_ulid(Ulid(1)),
    };
    drawn(locale, move || view! { <CertificationsPage at=listing here=owner() all=all now=START/> })
}

#[test]
fn each_standing_says_where_it_is_and_runs_its_clock() {
    let clock = |until, days_left| Clock { until: at(until), days_left };
    for locale in Locale::ALL {
        for (standing, english, german) in [
            (Standing::Valid { clock: clock("2026-07-01", 30) }, "Renewal opens", "Erneuerung möglich ab"),
            (Standing::RenewalOpen { clock: clock("2026-06-10", 9) }, "Renew it", "Erneuern"),
            (Standing::Remediation { clock: clock("2026-06-10", 9) }, "Remediation", "Nachfrist"),
            (Standing::Lapsed { on: at("2026-05-01") }, "It lapsed on", "verfallen"),
            (Standing::Withdrawn { at: START }, "Revoked", "Entzogen"),
        ] {
            let view = CertificationView { standing, badge: Some(badge()), ..nothing(BadgeKind::Security) };
            let html = page(locale, all(view));
            shows(&html, locale.pick(english, german));
            shows(&html, "All &lt;scopes&gt;.");
            hides(&html, "<scopes>");
        }
    }
}

#[test]
fn a_request_shows_what_it_rests_on_and_whose_turn_it_is() {
    for locale in Locale::ALL {
        let requested = Standing::None { requested: true };
        let view = CertificationView {
            standing: requested,
            version: 1,
            request: Some(request()),
            ..nothing(BadgeKind::Security)
        };
        let html = page(locale, all(view.clone()));
        for wanted in [
            "We store nothing.",
            "href=\"https://trust.example/1\"",
            locale.pick("A reviewer of Meridian decides", "Eine prüfende Person von Meridian entscheidet"),
            locale.pick("Take the request back", "Antrag zurückziehen"),
        ] {
            shows(&html, wanted);
        }
        let question = Question { words: "Where?".parse().expect("words"), at: START, answer: None };
        let asked = RequestView { waits_for: WaitsFor::Partner, questions: vec![question], ..request() };
        let html = page(locale, all(CertificationView { request: Some(asked), ..view }));
        shows(&html, "Where?");
        shows(
            &html,
            locale.pick("The request waits for your answer.", "Der Antrag wartet auf Ihre Antwort."),
        );
    }
}

#[test]
fn a_draft_is_opened_with_what_was_typed_and_a_hidden_app_offers_no_form() {
    let one = TypedEvidence {
        kind: EvidenceKind::Statement,
        words: "We read".to_owned(),
        link: String::new(),
        review: None,
    };
    let typed = Typed { level: Level::Verified, evidence: vec![one], answer: String::new() };
    let draft = DraftView { version: 2, typed, by: None, at: START };
    let view = CertificationView { draft: Some(draft), ..nothing(BadgeKind::Security) };
    let html = page(Locale::English, all(view.clone()));
    shows(&html, "We read");
    shows(&html, "id=\"security-review\"");
    shows(&html, "No version of this app was approved in a review yet.");
    let html = page(Locale::English, Certifications { published: false, ..all(view) });
    shows(&html, "Only a published app is certified.");
    hides(&html, "<form");
}

fn row(request: Option<RequestRow>, standing: Standing) -> CertificationRow {
    CertificationRow {
        certification: CertificationId::from_ulid(Ulid(1)),
        listing: ListingId::from_ulid(Ulid(1)),
        name: "Ledger <Bridge>".to_owned(),
        organisation: OrganisationId::from_ulid(Ulid(1)),
        partner: "Northwind Works".to_owned(),
        competency: BadgeKind::Security,
        level: None,
        standing,
        request,
    }
}

#[test]
fn the_queue_says_whose_turn_it_is_and_an_empty_one_why() {
    for locale in Locale::ALL {
        let list = |rows: Vec<CertificationRow>, which: Which| {
            let query = CertificationQuery { which, ..CertificationQuery::default() };
            let page = CertificationPage { rows, next: None };
            drawn(locale, move || view! { <CertificationsList page=page query=query now=START/> })
        };
        let waits = RequestRow { level: Level::Verified, at: START, waits_for: WaitsFor::Partner };
        let html = list(vec![row(Some(waits), Standing::None { requested: true })], Which::Requested);
        shows(&html, "href=\"/certifications/crt_00000000000000000000000001\"");
        shows(&html, locale.pick("The partner’s turn", "Der Partner ist dran"));
        let html = list(Vec::new(), Which::Requested);
        shows(&html, locale.pick("No request waits", "Kein Antrag wartet"));
        let html = list(Vec::new(), Which::Over);
        shows(&html, locale.pick("Nothing lapsed or was revoked", "Nichts ist verfallen oder entzogen"));
    }
}

fn case(barred: Option<Barred>, view: CertificationView) -> CertificationCase {
    CertificationCase {
        row: row(None, view.standing),
        view,
        app: CertifiedApp {
            slug: Some("ledger-bridge".to_owned()),
            tagline: "Keeps ledgers in step".to_owned(),
            published: true,
            published_at: Some(START),
            release: None,
            regions: vec!["eu".to_owned()],
        },
        levels: Vec::new(),
        reviews: Vec::new(),
        barred,
    }
}

fn desk(locale: Locale, case: CertificationCase) -> String {
    let at = ByCertification {
        organisation: OrganisationId::from_ulid(Ulid(1)),
        certification: CertificationId::from_ulid(Ulid(1)),
    };
    drawn(locale, move || view! { <CertificationDesk at=at case=case now=START/> })
}

#[test]
fn a_reviewer_sees_evidence_and_app_and_decides_unless_it_is_their_own() {
    for locale in Locale::ALL {
        let requested = CertificationView {
            standing: Standing::None { requested: true },
            request: Some(request()),
            ..nothing(BadgeKind::Security)
        };
        let html = desk(locale, case(None, requested.clone()));
        for wanted in [
            "We store nothing.",
            "href=\"/apps/ledger-bridge\"",
            "Keeps ledgers in step",
            locale.pick("Ask for more", "Um mehr bitten"),
            locale.pick("Not stated", "Nicht angegeben"),
        ] {
            shows(&html, wanted);
        }
        hides(&html, "withdraw-title");
        let html = desk(locale, case(Some(Barred::OwnOrganisation), requested));
        shows(&html, locale.pick("Another reviewer has to decide.", "Jemand anders muss entscheiden."));
        hides(&html, "<form");
        let holds = CertificationView {
            standing: Standing::Valid { clock: Clock { until: at("2026-07-01"), days_left: 30 } },
            badge: Some(badge()),
            ..nothing(BadgeKind::Security)
        };
        shows(&desk(locale, case(None, holds)), "withdraw-title");
    }
}
