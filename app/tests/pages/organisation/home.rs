//! The home: what waits in its order, what nothing waits looks like, and what stands around it.

use app::{
    home::{HomeView, addresses},
    i18n::Locale,
    organisations::Here,
};
use chrono::TimeDelta;
use leptos::prelude::*;
use shared::{
    home::{
        api::{Home, PhaseCount},
        model::{Entry, Kind, Side, Step, What},
        order::{More, arrange},
    },
    ids::{CertificationId, ListingId, NotificationId, SubmissionId},
    listings::{clean_up::Criterion, state::Phase},
    marketplace::model::{BadgeKind, Level},
    notifications::{api::NotificationView, model::Topic},
    organisations::{
        model::OrganisationKind,
        permission::{Permission, Permissions},
    },
    review::{queue::Place, stage::StageKind},
    testing::START,
};
use ulid::Ulid;

use super::{
    data::{ANNA, BEN, looking, owner, reader},
    drawn, hides, shows,
};

const LISTING: ListingId = ListingId::from_ulid(Ulid(1));
const SUBMISSION: SubmissionId = SubmissionId::from_ulid(Ulid(1));

fn label() -> shared::listings::model::Label {
    "1.4.0".parse().expect("a label")
}

fn entry(what: What, name: &str, whose: Option<&str>) -> Entry {
    Entry {
        what,
        name: (!name.is_empty()).then(|| name.to_owned()),
        whose: whose.map(str::to_owned),
        since: Some(START - TimeDelta::hours(52)),
        until: None,
    }
}

fn place() -> Place {
    Place { place: 3, of: 12, place_in_category: 1, of_category: 2 }
}

/// One of each of a partner's.
fn of_a_partner() -> Vec<Entry> {
    let (listing, competency) = (LISTING, BadgeKind::Security);
    let handover = |side, step| What::Handover { listing, side, step };
    let named = vec![Criterion::NoRelease, Criterion::SupportUnanswered];
    vec![
        entry(
            What::ChangesRequested { listing, label: label(), asked: 3, answered: 1 },
            "Ledger <Bridge>",
            None,
        ),
        entry(What::TakenAway { listing }, "Away", None),
        Entry {
            until: Some(START + TimeDelta::hours(30)),
            ..entry(What::CleanUpNotice { listing, named }, "Stale", None)
        },
        entry(What::EvidenceAsked { listing, competency }, "Asked", None),
        entry(What::Remediation { listing, competency }, "Ended", None),
        entry(What::RenewalOpen { listing, competency }, "Renew", None),
        entry(handover(Side::Gets, Step::Offered), "Gift", Some("Tally Ho")),
        entry(handover(Side::Gives, Step::Accepted), "Gone", Some("Tally Ho")),
        entry(What::ToPublish { listing, label: label() }, "Approved", None),
        entry(What::DraftReady { listing }, "Whole", None),
        entry(What::DraftLacks { listing, missing: 4 }, "", None),
        entry(What::Scheduled { listing, label: label() }, "Soon", None),
        entry(
            What::InReview {
                listing,
                label: label(),
                stage: Some(StageKind::SecurityReview),
                place: Some(place()),
            },
            "Waiting",
            None,
        ),
        entry(What::Invitations { count: 2 }, "", None),
    ]
}

/// One of each of the operator's.
fn of_an_operator() -> Vec<Entry> {
    let (listing, submission) = (LISTING, SUBMISSION);
    let certification = CertificationId::from_ulid(Ulid(1));
    let of_case = |what| entry(what, "Harbour Books", Some("Acme <Works>"));
    vec![
        Entry {
            until: Some(START + TimeDelta::minutes(20)),
            ..of_case(What::CaseHeld { submission, label: label() })
        },
        of_case(What::CaseEscalated { submission, label: label() }),
        of_case(What::SecondApproval { submission, label: label() }),
        of_case(What::NameHeld { submission, label: label() }),
        entry(What::CasesFree { count: 7 }, "", None),
        of_case(What::Appeal { listing }),
        of_case(What::ToCertify { certification, competency: BadgeKind::Data, level: Level::Verified }),
        of_case(What::ToVerify { listing }),
        of_case(What::Suspended { listing, in_charge: true }),
    ]
}

fn told(number: u128, text: &str, read: bool) -> NotificationView {
    NotificationView {
        id: NotificationId::from_ulid(Ulid(number)),
        topic: Topic::Listings,
        kind: "listing.published".to_owned(),
        text: text.to_owned(),
        organisation: Some("Northwind Works".to_owned()),
        href: "/organisation/listings".to_owned(),
        at: START - TimeDelta::hours(3),
        read,
    }
}

fn home(entries: Vec<Entry>) -> Home {
    let arranged = arrange(entries, std::collections::BTreeMap::new(), START, 5);
    Home {
        at: START,
        waiting: arranged.waiting,
        more: arranged.more,
        unread: 0,
        listings: None,
        lately: Vec::new(),
    }
}

fn operator(permissions: &[Permission]) -> Here {
    Here { kind: OrganisationKind::Operator, ..looking(BEN, Permissions::of(permissions)) }
}

fn seen(locale: Locale, here: Here, home: Home) -> String {
    drawn(locale, move || view! { <HomeView home=home here=here/> })
}

#[test]
fn a_partner_reads_what_each_thing_is_and_where_it_is_done() {
    for locale in Locale::ALL {
        let html = seen(locale, owner(), home(of_a_partner()));
        for (english, german) in [
            ("Presses", "Drängt"),
            ("Waits for you", "Wartet auf Sie"),
            ("Whenever you like", "Wann Sie möchten"),
            ("Under way", "Läuft"),
            ("1 of 3 answered", "1 von 3 beantwortet"),
            ("What fails: Releases and Support", "Woran es fehlt:"),
            ("The draft lacks 4 required things", "Dem Entwurf fehlen 4 Pflichtangaben"),
            ("Without a name", "Ohne Namen"),
            ("Place 3 of 12 in line", "Platz 3 von 12 in der Schlange"),
            ("from Tally Ho", "von Tally Ho"),
            ("to Tally Ho", "an Tally Ho"),
            ("2 invitations are not accepted yet", "2 Einladungen sind noch nicht angenommen"),
        ] {
            shows(&html, locale.pick(english, german));
        }
        let listing = "/organisation/listings/lst_00000000000000000000000001";
        for wanted in [
            "Ledger &lt;Bridge&gt;",
            format!("href=\"{listing}\"").as_str(),
            format!("href=\"{listing}/versions\"").as_str(),
            format!("href=\"{listing}/certification\"").as_str(),
            "href=\"/organisation/listings\"",
            "href=\"/organisation/members\"",
            "data-stand=\"soon\"",
        ] {
            shows(&html, wanted);
        }
        hides(&html, locale.pick("Nothing waits for you", "Nichts wartet auf Sie"));
        // The most urgent first, and each thing once.
        let at = |name: &str| html.find(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert!(
            at("Stale") < at("Ledger &lt;")
                && at("Ledger &lt;") < at("Approved")
                && at("Approved") < at("Soon")
        );
        assert_eq!(html.matches("<li class=\"home-row\"").count(), of_a_partner().len(), "{html}");
    }
}

#[test]
fn the_operator_reads_what_they_hold_and_what_waits_for_a_decision() {
    for locale in Locale::ALL {
        let here = operator(&[Permission::ReviewRead, Permission::ReviewDecide]);
        let html = seen(locale, here, home(of_an_operator()));
        for (english, german) in [
            ("Your lock ends", "Ihre Sperre endet"),
            ("escalated to you", "wurde Ihnen übergeben"),
            ("needs a second approval", "braucht eine zweite Freigabe"),
            ("7 submissions are free to claim", "7 Einreichungen sind frei"),
            ("An appeal against the clean-up", "Ein Einspruch gegen das Aufräumen"),
            ("verify the new owner", "Verifizieren Sie den neuen"),
            ("you are in charge", "Sie sind zuständig"),
            ("for 2\u{a0}d 4\u{a0}h", "seit 2\u{a0}Tg. 4\u{a0}Std."),
        ] {
            shows(&html, locale.pick(english, german));
        }
        for wanted in [
            "Acme &lt;Works&gt;",
            "href=\"/reviews/sub_00000000000000000000000001\"",
            "href=\"/reviews?held=free\"",
            "href=\"/clean-up\"",
            "href=\"/certifications/crt_00000000000000000000000001\"",
            "href=\"/governance/lst_00000000000000000000000001\"",
        ] {
            shows(&html, wanted);
        }
        hides(&html, "home-listings");
    }
}

#[test]
fn when_nothing_waits_the_first_step_is_shown() {
    for locale in Locale::ALL {
        let buyer = Here { kind: OrganisationKind::Customer, ..looking(ANNA, Permissions::of(&[])) };
        for (here, listings, english, german, href) in [
            (owner(), Some(Vec::new()), "Start a listing", "Eintrag beginnen", "/organisation/listings"),
            (reader(), None, "See the organisation", "Organisation ansehen", "/organisation"),
            (operator(&[Permission::ReviewRead]), None, "See the queue", "Schlange ansehen", "/reviews"),
            (buyer, None, "Find an app", "Eine App finden", "/apps"),
        ] {
            let html = seen(locale, here, Home { listings, ..home(Vec::new()) });
            shows(&html, locale.pick("Nothing waits for you", "Nichts wartet auf Sie"));
            shows(&html, &format!("<a href=\"{href}\" class=\"button primary\">"));
            shows(&html, locale.pick(english, german));
            shows(&html, locale.pick("Nothing was told yet", "Noch gibt es keine Mitteilung"));
            hides(&html, "home-row");
        }
        // What goes on by itself asks for nothing.
        let by_itself = entry(What::Scheduled { listing: LISTING, label: label() }, "Soon", None);
        let html = seen(locale, owner(), home(vec![by_itself]));
        shows(&html, locale.pick("Nothing waits for you", "Nichts wartet auf Sie"));
        shows(&html, "Soon");
    }
}

#[test]
fn what_does_not_fit_is_counted_with_a_way_to_all_of_it() {
    for locale in Locale::ALL {
        let drafts = (1..=9)
            .map(|number| entry(What::DraftReady { listing: LISTING }, &format!("App {number}"), None));
        let html = seen(locale, owner(), home(drafts.collect()));
        shows(&html, locale.pick("4 more: drafts to submit", "4 weitere: Entwürfe zum Einreichen"));
        shows(&html, "App 5");
        hides(&html, "App 6");
        for kind in Kind::ALL {
            let more = vec![More { kind, count: 2 }];
            let html = seen(locale, owner(), Home { more, ..home(Vec::new()) });
            shows(&html, &format!("href=\"{}\"", addresses::of_all(kind)));
            shows(&html, locale.pick("2 more: ", "2 weitere: "));
        }
    }
}

#[test]
fn around_it_stand_the_listings_by_state_and_what_happened_lately() {
    for locale in Locale::ALL {
        let count = |phase, count| PhaseCount { phase, count };
        let around = Home {
            unread: 3,
            listings: Some(vec![count(Phase::Draft, 2), count(Phase::Published, 11)]),
            lately: vec![told(1, "“Ledger <Bridge>” was published.", false), told(2, "Ben joined.", true)],
            ..home(of_a_partner())
        };
        let html = seen(locale, owner(), around.clone());
        shows(&html, locale.pick("<dt>Published</dt><dd>11</dd>", "<dt>Veröffentlicht</dt><dd>11</dd>"));
        shows(&html, locale.pick("3 unread notifications", "3 ungelesene Mitteilungen"));
        shows(&html, "Ledger &lt;Bridge&gt;” was published.");
        shows(&html, locale.pick("See your listings", "Ihre Einträge ansehen"));
        assert_eq!(html.matches("class=\"home-told unread\"").count(), 1, "{html}");
        // Who may see how many there are, but not their pages, is not sent there.
        let looks = looking(BEN, Permissions::of(&[Permission::ListingsRead]));
        let html = seen(locale, looks, Home { waiting: Vec::new(), ..around });
        shows(&html, "<dd>11</dd>");
        hides(&html, locale.pick("See your listings", "Ihre Einträge ansehen"));
    }
}
