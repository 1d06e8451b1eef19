use chrono::Duration;
use proptest::prelude::*;

use super::*;
use crate::{
    event::Actor,
    marketplace::{
        event::{PUBLISHED, UPDATED},
        model::{BadgeKind, Listing, MAX_DESCRIPTION_BYTES, Picture, Screenshot},
    },
    ports::IdGen,
    testing::{self, START, SequentialIds},
};

const LEAST: &str =
    r#"{"slug":"a","name":"A","tagline":"T","partner":{"slug":"p","name":"P"},"categories":["crm"]}"#;

/// The least row with one member set to a JSON value.
fn with(member: &str, value: &str) -> String {
    let mut row: serde_json::Value = serde_json::from_str(LEAST).expect("the least row is JSON");
    row[member] = serde_json::from_str(value).expect("a JSON value");
    row.to_string()
}

fn parse(line: &str) -> ValidRow {
    parse_line(line.as_bytes()).unwrap_or_else(|errors| panic!("{line}: {errors:?}"))
}

/// The pointers of the faults, in the order found.
fn faults(line: &[u8]) -> Vec<String> {
    let errors = parse_line(line).expect_err("a faulty line");
    errors.into_iter().map(|error| error.pointer.expect("rows have pointers")).collect()
}

fn facts(now: chrono::DateTime<chrono::Utc>) -> Facts {
    let ids = SequentialIds::from(77);
    Facts { now, new_id: crate::ids::ListingId::from_ulid(ids.ulid()), actor: Actor::System }
}

/// Stands in for the media folder: the picture of a source is made of its text.
fn picture(source: &PictureSource) -> Picture {
    match source {
        PictureSource::Stored(digest) => Picture { digest: digest.clone(), width: 1280, height: 800 },
        PictureSource::File(text) | PictureSource::Data(text) => {
            testing::picture(u8::try_from(text.len() % 256).expect("below 256"))
        }
    }
}

fn resolved(row: &ValidRow) -> Resolved {
    Resolved {
        partner: testing::partner_id(row.partner.slug.as_str()),
        icon: row.icon.as_ref().map(picture),
        screenshots: row
            .screenshots
            .iter()
            .map(|shot| Screenshot { picture: picture(&shot.source), alt: shot.alt.clone() })
            .collect(),
    }
}

fn imported(row: &ValidRow) -> Listing {
    match decide_upsert(None, row, resolved(row), facts(START)) {
        Upsert::Create(listing, event) => {
            assert_eq!((event.kind, event.organisation), (PUBLISHED, listing.partner));
            listing
        }
        other => panic!("a new slug makes a listing, not {other:?}"),
    }
}

fn exported(listing: &Listing, row: &ValidRow) -> String {
    let partner = testing::partner().slug(row.partner.slug.as_str()).build();
    let partner = crate::partners::model::Partner { name: row.partner.name.clone(), ..partner };
    serde_json::to_string(&export_row(listing, &partner, &by_digest)).expect("a row is JSON")
}

#[test]
fn the_least_row_is_enough() {
    let row = parse(LEAST);
    assert_eq!((row.slug.as_str(), row.name.as_str(), row.partner.name.as_str()), ("a", "A", "P"));
    assert_eq!(row.pricing.model.as_str(), "contact");
    assert_eq!((row.release, row.website, row.icon, row.screenshots), (None, None, None, Vec::new()));
}

#[test]
fn every_field_at_fault_is_named_in_one_go() {
    let line = r#"{"slug":"A b","name":7,"tagline":"","partner":{"slug":"p","naem":"P"},"categories":[3,"crm"],
        "pricing":{"model":"cheap","from":{"minor":1.5,"currency":"eur"}},"released_at":"soon","website":"javascript:alert(1)",
        "icon":"http://example.org/i.png","screenshots":["../secret.png",{"alt":"x"},9],"languages":["English"],"colour":"red"}"#;
    let expected = [
        "/slug",
        "/name",
        "/tagline",
        "/partner/name",
        "/partner/naem",
        "/categories/0",
        "/languages/0",
        "/pricing/model",
        "/pricing/from/minor",
        "/pricing/from/currency",
        "/released_at",
        "/website",
        "/icon",
        "/screenshots/0",
        "/screenshots/1/src",
        "/screenshots/2",
        "/colour",
    ];
    assert_eq!(faults(line.as_bytes()), expected);
}

#[test]
fn a_line_that_is_no_row_is_one_fault_of_the_whole_line() {
    let check = |line: &[u8], says: &str| {
        let errors = parse_line(line).expect_err("no row");
        let [error] = errors.as_slice() else { panic!("one fault, not {errors:?}") };
        assert_eq!(error.pointer.as_deref(), Some(""));
        assert!(error.detail.contains(says), "{}", error.detail);
    };
    check(b"", "before its JSON does");
    check(&LEAST.as_bytes()[..40], "Is the file cut off?");
    check(b"[]", "Expected a JSON object");
    check(b"nonsense", "Not JSON");
    check(b"{\"slug\":\"\xff\"}", "Not UTF-8 text from byte 10");
    check(br#"{"slug":"\ud800"}"#, "Not JSON");
    check(format!("{LEAST}{LEAST}").as_bytes(), "Not JSON");
    check("[".repeat(100_000).as_bytes(), "Expected a JSON object");
    check(format!("{{\"slug\":{}", "[".repeat(100_000)).as_bytes(), "Not JSON");
}

#[test]
fn a_member_given_twice_is_a_fault() {
    assert_eq!(faults(LEAST.replacen('{', r#"{"name":"B","#, 1).as_bytes()), ["/name"]);
}

#[test]
fn limits_count_characters_and_control_characters_are_refused() {
    for (member, most) in [("name", 64), ("tagline", 160)] {
        parse(&with(member, &format!("\"{}\"", "界".repeat(most))));
        assert_eq!(
            faults(with(member, &format!("\"{}\"", "界".repeat(most + 1))).as_bytes()),
            [format!("/{member}")]
        );
        for control in ["a\\u0000b", "a\\u0007", "a\\nb", "\\u0085x\\u0085x"] {
            assert_eq!(faults(with(member, &format!("\"{control}\"")).as_bytes()), [format!("/{member}")]);
        }
    }
    parse(&with("description_md", &format!("\"{}\"", "x".repeat(MAX_DESCRIPTION_BYTES))));
    for bad in ["x".repeat(MAX_DESCRIPTION_BYTES + 1), "a\\u0000".to_owned()] {
        assert_eq!(faults(with("description_md", &format!("\"{bad}\"")).as_bytes()), ["/description_md"]);
    }
    assert_eq!(parse(&with("description_md", r#""a\n\tb\r\n""#)).description_md, "a\n\tb\r\n");
    assert_eq!(parse(&with("name", "\"  🎉 Ünï \u{202e}כ  \"")).name, "🎉 Ünï \u{202e}כ");
}

#[test]
fn labels_become_slugs_and_keep_their_words() {
    let row = parse(&with("categories", r#"["Data Import","data-import","crm"]"#));
    let read: Vec<_> = row.categories.iter().map(|term| (term.slug.as_str(), term.label.as_str())).collect();
    assert_eq!(read, [("data-import", "Data Import"), ("crm", "Crm")]);
    assert_eq!(faults(with("verticals", r#"["会社"]"#).as_bytes()), ["/verticals/0"]);
    assert_eq!(faults(with("categories", "[]").as_bytes()), ["/categories"]);
}

#[test]
fn languages_take_their_customary_case() {
    let row = parse(&with("languages", r#"["EN","pt_br","zh-hans-cn","en"]"#));
    assert_eq!(row.languages, ["en", "pt-BR", "zh-Hans-CN"]);
}

#[test]
fn pictures_come_from_beside_the_file_from_the_line_or_from_the_store() {
    let stored = "a".repeat(64);
    let icon = |text: &str| parse(&with("icon", &format!("\"{text}\""))).icon;
    assert_eq!(icon(&format!("sha256:{stored}")), Some(PictureSource::Stored(stored.clone())));
    assert_eq!(
        icon("data:image/png;base64,AA=="),
        Some(PictureSource::Data("data:image/png;base64,AA==".to_owned()))
    );
    assert_eq!(icon("./media/ö.png"), Some(PictureSource::File("media/ö.png".to_owned())));
    assert_eq!(icon(""), None);
    for bad in ["/etc/passwd", "../x.png", "a/../../x", "C:\\\\x.png", "a//b", "https://x/y.png", "sha256:AB"]
    {
        assert_eq!(faults(with("icon", &format!("\"{bad}\"")).as_bytes()), ["/icon"], "{bad}");
    }
}

#[test]
fn a_screenshot_without_words_gets_some() {
    let row =
        parse(&with("screenshots", r#"["one.png",{"src":"two.png","alt":"The board"},{"src":"three.png"}]"#));
    let alts: Vec<_> = row.screenshots.iter().map(|shot| shot.alt.as_str()).collect();
    assert_eq!(alts, ["Screenshot 1 of A", "The board", "Screenshot 3 of A"]);
    let eleven = serde_json::json!(vec!["x.png"; 11]).to_string();
    assert_eq!(faults(with("screenshots", &eleven).as_bytes()), ["/screenshots"]);
}

#[test]
fn a_day_stands_for_its_beginning() {
    let row = parse(&with("released_at", "\"2026-05-04\""));
    let release = row.release.expect("a release without a version");
    assert_eq!(release.version, "");
    assert_eq!(release.released_at.map(|at| at.to_rfc3339()).as_deref(), Some("2026-05-04T00:00:00+00:00"));
}

#[test]
fn the_same_row_again_changes_nothing_and_another_raises_the_version() {
    let row = parse(LEAST);
    let mut stored = imported(&row);
    stored.badges = testing::listing().certified(BadgeKind::Security).build().badges;
    let later = START + Duration::days(1);
    assert_eq!(decide_upsert(Some(&stored), &row, resolved(&row), facts(later)), Upsert::Unchanged);

    let row = parse(&with("tagline", "\"Another\""));
    let Upsert::Update(next, event) = decide_upsert(Some(&stored), &row, resolved(&row), facts(later)) else {
        panic!("another tagline is an update");
    };
    assert_eq!((next.id, next.version, next.tagline.as_str()), (stored.id, 2, "Another"));
    assert_eq!((next.published_at, next.updated_at), (START, later));
    assert_eq!(next.badges, stored.badges, "rows do not speak of badges");
    assert_eq!(event.kind, UPDATED);
    assert_eq!(event.payload["changed"], serde_json::json!(["tagline"]));
}

#[test]
fn a_partner_is_made_once_and_renamed_when_its_name_changes() {
    let row = parse(LEAST).partner;
    let id = testing::partner_id("p");
    let PartnerUpsert::Create(partner, _) = decide_partner(None, &row, id, Actor::System, START) else {
        panic!("a new slug makes a partner");
    };
    assert_eq!(decide_partner(Some(&partner), &row, id, Actor::System, START), PartnerUpsert::Unchanged(id));
    let renamed = ValidPartner { name: "Pear".to_owned(), ..row };
    let PartnerUpsert::Update(next, _) = decide_partner(Some(&partner), &renamed, id, Actor::System, START)
    else {
        panic!("another name is an update");
    };
    assert_eq!((next.version, next.name.as_str(), next.id), (2, "Pear", id));
}

/// Rows in the form that an export writes.
fn rows() -> impl Strategy<Value = ImportRow> {
    let slug = || "[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}";
    let name = || "[^\\p{Cc}\\s][^\\p{Cc}]{0,30}[^\\p{Cc}\\s]";
    let slugs = move || {
        prop::collection::btree_set(slug(), 0..4)
            .prop_map(|set| set.into_iter().collect::<Vec<String>>())
            .prop_shuffle()
    };
    let languages = || prop::sample::subsequence(vec!["de", "en", "pt-BR", "zh-Hans"], 0..4);
    let pricing = (0_usize..6, prop::option::of(0_i64..1_000_000)).prop_map(|(model, minor)| {
        let model = crate::marketplace::model::PricingModel::ALL[model];
        let from = minor.map(|minor| crate::money::Money::new(minor, crate::money::Currency::EUR));
        crate::marketplace::model::Pricing { model, from }
    });
    let picture = || "[0-9a-f]{64}".prop_map(|hex| format!("sha256:{hex}"));
    let shot =
        (picture(), name()).prop_map(|(src, alt)| ScreenshotRow::Described(ScreenshotSource { src, alt }));
    let release = (prop::option::of(name()), prop::option::of(0_i64..4_000_000_000));
    (
        (slug(), name(), name(), slug(), name(), prop::collection::btree_set(slug(), 1..4)),
        ("[^\\p{Cc}]{0,80}(\n[^\\p{Cc}]{0,80}){0,2}", slugs(), slugs(), languages(), slugs(), slugs()),
        (pricing, release, prop::option::of("https://[a-z]{1,12}\\.[a-z]{2,5}(/[a-z0-9]{0,9}){0,2}")),
        (prop::option::of(picture()), prop::collection::vec(shot, 0..4)),
    )
        .prop_map(|(head, lists, terms, pictures)| ImportRow {
            slug: head.0,
            name: head.1,
            tagline: head.2,
            partner: PartnerRow { slug: head.3, name: head.4 },
            categories: head.5.into_iter().collect(),
            description_md: lists.0,
            verticals: lists.1,
            jobs: lists.2.clone(),
            tags: lists.2,
            languages: lists.3.into_iter().map(str::to_owned).collect(),
            regions: lists.4,
            compliance: lists.5,
            pricing: Some(terms.0),
            version: terms.1.0,
            released_at: terms.1.1.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0)),
            website: terms.2,
            icon: pictures.0,
            screenshots: pictures.1,
        })
}

proptest! {
    #[test]
    fn an_export_is_an_import_and_the_export_of_that_is_the_same_bytes(row in rows()) {
        let line = serde_json::to_string(&row).expect("a row is JSON");
        let valid = parse_line(line.as_bytes());
        prop_assert!(valid.is_ok(), "{valid:?}");
        let valid = valid.expect("checked above");
        let listing = imported(&valid);
        let again = exported(&listing, &valid);
        prop_assert_eq!(&again, &line);
        let back = parse_line(again.as_bytes()).expect("an export reads");
        prop_assert_eq!(&back, &valid);
        prop_assert_eq!(decide_upsert(Some(&listing), &back, resolved(&back), facts(START)), Upsert::Unchanged);
    }

    #[test]
    fn any_bytes_are_read_or_refused_with_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(errors) = parse_line(&bytes) {
            prop_assert!(!errors.is_empty());
        }
    }

    #[test]
    fn any_json_in_any_member_is_read_or_refused_by_that_member(member in 0_usize..18, value in values()) {
        let members = [
            "slug", "name", "tagline", "partner", "categories", "description_md", "verticals", "jobs", "tags",
            "languages", "regions", "compliance", "pricing", "version", "released_at", "website", "icon", "screenshots",
        ];
        let line = with(members[member], &value);
        if let Err(errors) = parse_line(line.as_bytes()) {
            let place = format!("/{}", members[member]);
            prop_assert!(errors.iter().all(|error| error.pointer.as_deref().is_some_and(|at| at.starts_with(&place))), "{errors:?}");
        }
    }
}

/// JSON values of every kind, a few levels deep.
fn values() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        any::<String>().prop_map(|value| serde_json::json!(value).to_string()),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let member = (
            prop_oneof![Just("slug"), Just("name"), Just("src"), Just("model"), Just("x/~y")],
            inner.clone(),
        );
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|values| format!("[{}]", values.join(","))),
            prop::collection::vec(member, 0..4).prop_map(|members| {
                let members: Vec<_> =
                    members.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}
