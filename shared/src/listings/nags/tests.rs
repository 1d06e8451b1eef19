use std::collections::BTreeSet;

use super::*;
use crate::{
    listings::field::{Change, ChangeType, DataAndTrust, Period, Plan, Sla, Support},
    marketplace::model::{Pricing, PricingModel, Screenshot},
    testing::{START, picture, slug},
};

fn complete() -> Content {
    let shot = |number| Screenshot { picture: picture(number), alt: "The list of invoices".to_owned() };
    Content {
        name: "Ledger Bridge".to_owned(),
        tagline: "Keeps your ledger and your sales in step".to_owned(),
        description: format!("# What it does\n{}\n## How\nWell.", "Syncs invoices. ".repeat(60)),
        icon: Some(picture(0)),
        screenshots: (1..=3).map(shot).collect(),
        video: Some("https://video.example/1".to_owned()),
        website: Some("https://ledger.example".to_owned()),
        categories: vec![slug("finance")],
        verticals: vec![slug("retail")],
        jobs: vec![slug("invoicing")],
        tags: Vec::new(),
        languages: vec!["en".to_owned()],
        pricing: Some(Pricing { model: PricingModel::Free, from: None }),
        plans: vec![Plan {
            name: "Free".to_owned(),
            price: None,
            per: Period::Month,
            includes: vec!["Everything".to_owned()],
        }],
        trial_days: Some(14),
        support: Some(Support { email: "help@ledger.example".to_owned(), url: String::new() }),
        sla: Some(Sla { first_answer_hours: 8, uptime_basis_points: 9_950 }),
        data: Some(DataAndTrust {
            stored: "Invoices, to show them.".to_owned(),
            regions: vec![slug("eu")],
            retention_days: 30,
            subprocessors: Vec::new(),
            privacy_url: "https://ledger.example/privacy".to_owned(),
            security_contact: "security@ledger.example".to_owned(),
            last_tested_on: Some(START.date_naive()),
        }),
        changelog: vec![Change { kind: ChangeType::Added, text: "First.".to_owned() }],
        manifest: "schema = 1".to_owned(),
    }
}

fn found(content: &Content, manifest: ManifestFacts, unknown: &UnknownTerms) -> Vec<Nag> {
    let policy = NagPolicy::default();
    nags(&Facts {
        content,
        manifest,
        callable: true,
        unknown,
        alike: None,
        published_before: true,
        policy: &policy,
    })
}

#[test]
fn a_name_that_is_too_like_others_is_said_while_it_is_written() {
    let content = complete();
    let said = |candidate: &str, with: &[&str]| {
        let with = with.iter().map(ToString::to_string).collect();
        let alike = NamesAlike { candidate: candidate.to_owned(), with };
        let (unknown, policy) = (UnknownTerms::new(), NagPolicy::default());
        let facts = Facts {
            content: &content,
            manifest: LINTED,
            callable: true,
            unknown: &unknown,
            alike: Some(&alike),
            published_before: true,
            policy: &policy,
        };
        nags(&facts).into_iter().find(|nag| nag.reason.id == "nag.name_alike")
    };
    let nag = said("Ledger Bridge", &["Ledger Brigde", "Bridge Ledger"]).expect("a nag");
    assert_eq!((nag.level, nag.field), (Level::Warning, Field::Name));
    assert_eq!(nag.reason.facts["with"], "Ledger Brigde, Bridge Ledger");
    assert_eq!(said("Ledger Bridge", &[]), None);
    assert_eq!(said("Ledger Bridg", &["Ledger Brigde"]), None, "it was another name");
}

fn ids(content: &Content, manifest: ManifestFacts) -> Vec<String> {
    let found = found(content, manifest, &UnknownTerms::new());
    found.into_iter().map(|nag| nag.reason.id.into_owned()).collect()
}

const LINTED: ManifestFacts = ManifestFacts { present: true, errors: 0, warnings: 0 };

#[test]
fn a_complete_draft_has_no_nag() {
    assert_eq!(ids(&complete(), LINTED), Vec::<String>::new());
}

#[test]
fn each_gap_has_its_nag_and_no_other() {
    let check = |change: fn(&mut Content), expected: &[&str]| {
        let mut content = complete();
        change(&mut content);
        assert_eq!(ids(&content, LINTED), expected);
    };
    check(|draft| draft.name = " ".to_owned(), &["nag.name_missing"]);
    check(|draft| draft.name = "n".repeat(65), &["nag.name_long"]);
    check(|draft| draft.tagline.clear(), &["nag.tagline_missing"]);
    check(|draft| draft.tagline = "Syncs".to_owned(), &["nag.tagline_short"]);
    check(|draft| draft.tagline = "t".repeat(161), &["nag.tagline_long"]);
    check(|draft| draft.description = "x".repeat(199), &["nag.description_short"]);
    check(|draft| draft.description = "x".repeat(200), &["nag.description_thin"]);
    check(|draft| draft.description = "x".repeat(800), &["nag.description_headings"]);
    check(
        |draft| draft.description = format!("```\n# a\n# b\n```\n{}", "x".repeat(800)),
        &["nag.description_headings"],
    );
    check(|draft| draft.icon = None, &["nag.icon_missing"]);
    check(|draft| draft.screenshots.truncate(2), &["nag.screenshots_few"]);
    check(|draft| draft.screenshots[1].alt.clear(), &["nag.screenshots_alt_missing"]);
    check(|draft| draft.screenshots[1].alt = "List".to_owned(), &["nag.screenshots_alt_short"]);
    check(|draft| draft.screenshots = vec![draft.screenshots[0].clone(); 11], &["nag.screenshots_many"]);
    check(|draft| draft.categories.clear(), &["nag.category_missing"]);
    check(|draft| draft.languages.clear(), &["nag.language_missing"]);
    check(|draft| draft.pricing = None, &["nag.pricing_missing"]);
    check(|draft| draft.plans.clear(), &["nag.plan_missing"]);
    check(|draft| draft.plans[0].includes.clear(), &["nag.plans_bare"]);
    check(|draft| draft.support = Some(Support::default()), &["nag.support_missing"]);
    check(|draft| draft.sla = None, &["nag.sla_missing"]);
    check(|draft| draft.changelog.clear(), &["nag.changelog_missing"]);
    check(
        |draft| draft.data = None,
        &[
            "nag.data_missing",
            "nag.privacy_missing",
            "nag.security_contact_missing",
            "nag.data_regions_missing",
            "nag.security_test_missing",
        ],
    );
}

#[test]
fn what_is_there_and_cannot_be_right_has_its_nag_by_how_much_it_harms() {
    let check = |change: fn(&mut Content), id: &str, level: Level, field: Field, fact: Option<&str>| {
        let mut content = complete();
        change(&mut content);
        let found = found(&content, LINTED, &UnknownTerms::new());
        let [nag] = found.as_slice() else { panic!("{id}: {found:#?}") };
        assert_eq!((nag.reason.id.as_ref(), nag.level, nag.field), (id, level, field));
        assert_eq!(nag.reason.facts.get("found").and_then(|found| found.as_str()), fact, "{id}");
    };
    let required = Level::Required;
    check(
        |draft| draft.website = Some("javascript:alert(1)".to_owned()),
        "nag.website_not_web",
        required,
        Field::Website,
        Some("javascript:alert(1)"),
    );
    check(
        |draft| draft.video = Some(" video.example/1 ".to_owned()),
        "nag.video_not_web",
        required,
        Field::Video,
        Some("video.example/1"),
    );
    check(
        |draft| draft.support.as_mut().expect("support").url = "help".to_owned(),
        "nag.support_not_web",
        required,
        Field::Support,
        Some("help"),
    );
    check(
        |draft| draft.data.as_mut().expect("data").privacy_url = "https://a@b.example".to_owned(),
        "nag.privacy_not_web",
        required,
        Field::Data,
        Some("https://a@b.example"),
    );
    check(
        |draft| draft.support.as_mut().expect("support").email = "help at ledger".to_owned(),
        "nag.support_not_mail",
        Level::Warning,
        Field::Support,
        Some("help at ledger"),
    );
    check(
        |draft| draft.languages = ["en", "German", "pt-BR", "x", "x"].map(str::to_owned).to_vec(),
        "nag.languages_not_tags",
        Level::Warning,
        Field::Languages,
        Some("German, x"),
    );
    for hours in [0, 8_761] {
        let mut content = complete();
        content.sla = Some(Sla { first_answer_hours: hours, uptime_basis_points: 10_000 });
        assert_eq!(ids(&content, LINTED), ["nag.first_answer_apart"], "{hours}");
    }
    for points in [0, 10_001] {
        let mut content = complete();
        content.sla = Some(Sla { first_answer_hours: 8_760, uptime_basis_points: points });
        assert_eq!(ids(&content, LINTED), ["nag.uptime_apart"], "{points}");
    }
}

#[test]
fn a_reason_names_what_is_wrong_on_one_line_and_not_all_of_it() {
    let mut content = complete();
    content.website = Some(format!("ftp://{}\n{}", "a".repeat(30), "ü".repeat(5_000)));
    content.languages = (0..20).map(|number| format!("l{number}")).collect();
    let found = found(&content, LINTED, &UnknownTerms::new());
    let facts: Vec<_> = found.iter().filter_map(|nag| nag.reason.facts["found"].as_str()).collect();
    assert_eq!(facts[0].chars().count(), MOST_CHARS + 1, "{facts:?}");
    assert!(!facts[0].contains('\n') && facts[0].ends_with('…'), "{facts:?}");
    assert!(facts[1].starts_with("l0, l1, ") && facts[1].ends_with("l9, …"), "{facts:?}");
}

#[test]
fn terms_that_the_marketplace_does_not_have_are_named_where_they_are_chosen() {
    let mut content = complete();
    content.categories = vec![slug("finance"), slug("astrology"), slug("alchemy")];
    let terms = |slugs: &[&str]| slugs.iter().map(|text| slug(text)).collect();
    let unknown = UnknownTerms::from([
        (Field::Categories, terms(&["alchemy", "astrology"])),
        (Field::Jobs, terms(&["invoicing"])),
        // The draft does not name it any more.
        (Field::Verticals, terms(&["moon"])),
    ]);
    let found = found(&content, LINTED, &unknown);
    let said: Vec<_> =
        found.iter().map(|nag| (nag.field, nag.level, nag.reason.facts["terms"].as_str())).collect();
    assert_eq!(
        said,
        [
            (Field::Categories, Level::Required, Some("astrology, alchemy")),
            (Field::Jobs, Level::Required, Some("invoicing")),
        ]
    );
    assert!(found.iter().all(|nag| nag.reason.id == "nag.terms_unknown") && hinder(&found));
}

#[test]
fn the_manifest_nags_by_what_the_linter_found() {
    let with = |present, errors, warnings| ids(&complete(), ManifestFacts { present, errors, warnings });
    assert_eq!(with(false, 0, 0), ["nag.manifest_missing"]);
    assert_eq!(with(true, 2, 0), ["nag.manifest_errors"]);
    assert_eq!(with(true, 0, 1), ["nag.manifest_warnings"]);
}

#[test]
fn nothing_is_submitted_that_cannot_be_called() {
    let (content, policy) = (complete(), NagPolicy::default());
    let found = nags(&Facts {
        content: &content,
        manifest: LINTED,
        callable: false,
        unknown: &UnknownTerms::new(),
        alike: None,
        published_before: true,
        policy: &policy,
    });
    assert!(hinder(&found));
    assert!(found.iter().any(|nag| nag.reason.id == "nag.sandbox_missing"));
}

#[test]
fn an_empty_draft_is_hindered_and_suggestions_hinder_nothing() {
    let policy = NagPolicy::default();
    let of = |content: &Content| {
        let unknown = &UnknownTerms::new();
        nags(&Facts {
            content,
            manifest: LINTED,
            callable: true,
            unknown,
            alike: None,
            published_before: false,
            policy: &policy,
        })
    };
    let empty = of(&Content::default());
    assert!(hinder(&empty));
    let distinct: BTreeSet<_> = empty.iter().map(|nag| nag.reason.id.clone()).collect();
    assert_eq!(distinct.len(), empty.len(), "each id once");
    let mut content = complete();
    content.video = None;
    content.tagline = "Syncs".to_owned();
    assert!(!hinder(&of(&content)));
}
