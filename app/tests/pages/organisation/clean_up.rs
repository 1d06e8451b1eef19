//! The clean-up: the operator's pages and the partner's panel, each state with given data.

use app::{
    clean_up::{console::CleanUpPage, preview::Preview},
    i18n::Locale,
    listings::versions::VersionsPage,
};
use chrono::TimeDelta;
use leptos::prelude::*;
use shared::{
    decisions::reason::Reason,
    endpoint::{ByListing, ByOrganisation},
    ids::{ListingId, OrganisationId},
    listings::{
        api::{
            AppealView, CleanUpList, CleanUpPreview, CleanUpRow, CleanUpView, CleanedApp, HealthView,
            NoticeView, PreviewRow, Versions,
        },
        clean_up::{Criterion, Looked, Stands, judge::Step},
        state::Phase,
    },
    testing::START,
};
use ulid::Ulid;

use super::{data::owner, drawn, hides, shows};

fn fails() -> Looked {
    let why = Reason::new("clean_up.no_release").with("last", START).with("months", 12);
    let fix = Reason::new("clean_up.fix_release");
    Looked { criterion: Criterion::NoRelease, stands: Stands::Fails { why, fix } }
}

fn app(number: u128) -> CleanedApp {
    CleanedApp {
        listing: ListingId::from_ulid(Ulid(number)),
        name: "Ledger <Bridge>".to_owned(),
        slug: "ledger-bridge".to_owned(),
        organisation: OrganisationId::from_ulid(Ulid(1)),
        partner: "Northwind Works".to_owned(),
        nobody_to_tell: true,
    }
}

fn notice(appeal: Option<AppealView>) -> NoticeView {
    NoticeView { at: START, grace_until: Some(START + TimeDelta::days(30)), named: vec![fails()], appeal }
}

fn appealed() -> AppealView {
    AppealView {
        words: "Version 2 comes <soon>.".parse().expect("words"),
        at: START,
        by: Some("Anna Lind".to_owned()),
        answer: None,
    }
}

/// An app of which nothing is to be said.
fn clear() -> CleanUpView {
    CleanUpView { version: 3, notice: None, exempt_until: None, criteria: Vec::new(), health: None }
}

fn row(number: u128, appeal: Option<AppealView>, barred: bool) -> CleanUpRow {
    let clean_up = CleanUpView { notice: Some(notice(appeal)), ..clear() };
    CleanUpRow { app: app(number), clean_up, barred }
}

fn console(locale: Locale, appeals: Vec<CleanUpRow>, notices: Vec<CleanUpRow>) -> String {
    let at = ByOrganisation { organisation: OrganisationId::from_ulid(Ulid(1)) };
    let all = CleanUpList { appeals, notices, exempt_days: 180 };
    drawn(locale, move || view! { <CleanUpPage at=at all=all now=START again=Callback::new(|()| ())/> })
}

#[test]
fn the_operator_sees_appeals_with_their_words_and_notices_with_their_clocks() {
    for locale in Locale::ALL {
        let html = console(locale, vec![row(1, Some(appealed()), false)], vec![row(2, None, false)]);
        for wanted in [
            "Version 2 comes &lt;soon&gt;.",
            locale.pick("Grant the appeal", "Einspruch stattgeben"),
            locale.pick("180 days", "180 Tage"),
            locale.pick("so nobody is told", "also erfährt es niemand"),
            locale.pick("Publish a new version.", "Veröffentlichen Sie eine neue Version."),
            "class=\"clock\"",
        ] {
            shows(&html, wanted);
        }
        let html = console(locale, vec![row(1, Some(appealed()), true)], Vec::new());
        shows(&html, locale.pick("Somebody else has to decide.", "Jemand anders muss entscheiden."));
        hides(&html, "<form");
        let html = console(locale, Vec::new(), Vec::new());
        shows(&html, locale.pick("Nothing is under way", "Nichts läuft"));
        shows(&html, "href=\"/clean-up/preview\"");
    }
}

#[test]
fn the_preview_names_what_is_not_known() {
    for locale in Locale::ALL {
        let unknown = Looked { criterion: Criterion::LowUsage, stands: Stands::NotKnown };
        let step = Step::Notify { failing: Vec::new(), grace_until: START + TimeDelta::days(30) };
        let row =
            PreviewRow { app: app(1), step, criteria: vec![fails(), unknown], last_release_at: Some(START) };
        let preview = |rows: Vec<PreviewRow>| CleanUpPreview {
            at: START,
            looked_at: 60,
            fine: 60 - rows.len(),
            rows,
            next: None,
        };
        let one = preview(vec![row]);
        let html = drawn(locale, move || view! { <Preview preview=one/> });
        shows(&html, locale.pick("Not known", "Nicht bekannt"));
        shows(&html, locale.pick("it does not count against the app", "also zählt es nicht gegen die App"));
        shows(&html, locale.pick("Would get a notice today", "Bekäme heute eine Ankündigung"));
        let none = preview(Vec::new());
        let html = drawn(locale, move || view! { <Preview preview=none/> });
        shows(&html, locale.pick("Nothing would happen", "Nichts geschähe"));
    }
}

fn versions(clean_up: CleanUpView) -> Versions {
    Versions {
        listing: ListingId::from_ulid(Ulid(1)),
        name: "Ledger Bridge".to_owned(),
        standing: Phase::Published,
        slug: Some("ledger-bridge".to_owned()),
        missing: 0,
        label: None,
        edited: false,
        suspension: None,
        transfer: None,
        linked: false,
        link: None,
        clean_up: Some(clean_up),
        versions: Vec::new(),
    }
}

#[test]
fn a_partner_sees_what_fails_what_mends_it_and_can_appeal_once() {
    let at = ByListing {
        organisation: OrganisationId::from_ulid(Ulid(1)),
        listing: ListingId::from_ulid(Ulid(1)),
    };
    for locale in Locale::ALL {
        let page = |view: CleanUpView| {
            drawn(
                locale,
                move || view! { <VersionsPage at=at here=owner() versions=versions(view.clone())/> },
            )
        };
        let told = CleanUpView { notice: Some(notice(None)), ..clear() };
        let html = page(told);
        shows(&html, locale.pick("What would mend it:", "Was es behebt:"));
        shows(&html, locale.pick("Send the appeal", "Einspruch senden"));
        let waits = CleanUpView { notice: Some(notice(Some(appealed()))), ..clear() };
        let html = page(waits);
        shows(&html, locale.pick("the clock stands still", "die Frist steht still"));
        hides(&html, locale.pick("Send the appeal", "Einspruch senden"));
        let alone = CleanUpView { exempt_until: Some(START + TimeDelta::days(90)), ..clear() };
        shows(&page(alone), locale.pick("Left alone until", "Verschont bis"));
        let url = "https://app.quay.eu/health?of=<all>".to_owned();
        let called = |status, failing_since| {
            page(CleanUpView {
                criteria: vec![Looked { criterion: Criterion::Unhealthy, stands: Stands::Passes }],
                health: Some(HealthView { url: url.clone(), at: START, status, failing_since }),
                ..clear()
            })
        };
        let well = called(Some(204), None);
        shows(&well, locale.pick("health?of=&lt;all&gt; answered well on", "health?of=&lt;all&gt; hat am"));
        hides(&well, locale.pick("Send the appeal", "Einspruch senden"));
        shows(&called(Some(503), Some(START)), locale.pick("with status 503", "mit Status 503"));
        let silent = called(None, Some(START));
        shows(&silent, locale.pick("gave no answer", "nichts Lesbares geantwortet"));
        shows(&silent, locale.pick("It has failed since", "Seit"));
    }
}
