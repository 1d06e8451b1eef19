//! Each rule by what it finds in a good manifest with one thing changed, and where.

use crate::manifest::{
    catalogue::Catalogue,
    fix::{self, Fix},
    lint::{Facts, lint},
    policy::LintPolicy,
    report::Report,
    rule::{Rule, Severity},
    samples::{self, facts, found, has, with},
    source::Format,
};

/// The good manifest with one thing changed has just these findings.
#[track_caller]
fn check(before: &str, after: &str, findings: &[&str]) {
    assert_eq!(found(&samples::toml(&with(before, after))), findings);
}

fn fixed(source: &str, rule: Rule) -> String {
    let report = samples::toml(source);
    let finding = report.findings.iter().find(|finding| finding.rule == rule).expect("found");
    fix::apply(source, Format::Toml, finding.fix.as_ref().expect("a fix")).expect("it fits")
}

fn since(source: &str) -> Report {
    let facts = Facts { approved: Some(samples::good()), ..facts() };
    lint(source, Format::Toml, &Catalogue::default(), &LintPolicy::default(), &facts)
}

const ORDERS: &str = "fields = [\"number\", \"delivery_address\"]\n";
const TICKET_ACTION: &str = "[[surfaces]]\nkind = \"action\"\nwhere = \"ticket.actions\"\n\n";

#[test]
fn a_scope_that_nothing_uses_is_named() {
    let users = "[[scopes]]\nscope = \"users:read\"\npurpose = \"Knows who in the team works on an order.\"\n\n[events]";
    check("[events]", users, &["scope.unused /scopes/3/scope"]);
    assert_eq!(fixed(&with("[events]", users), Rule::ScopeUnused), samples::GOOD);
}

#[test]
fn a_surface_an_event_a_field_or_kept_data_is_a_use() {
    let files = |fields: &str| {
        format!(
            "[[scopes]]\nscope = \"files:read\"\npurpose = \"Puts labels beside the order.\"\n{fields}\n[events]"
        )
    };
    check("[events]", &files("fields = [\"content\"]"), &[]);
    let source = with("[events]", &files(""));
    assert!(has(&samples::toml(&source), Rule::ScopeUnused));
    let used = [
        ("order.detail", "file.detail"),
        ("\"order.created\", \"order.cancelled\", \"app.uninstalled\"", "\"order.created\", \"file.added\""),
        ("class = \"app-settings\"", "class = \"documents\"\nretention_days = 30"),
    ];
    for (before, after) in used {
        let source = source.replace(before, after);
        assert!(!has(&samples::toml(&source), Rule::ScopeUnused), "{after}");
    }
}

#[test]
fn a_scope_is_too_broad_when_one_within_it_covers_its_uses() {
    let totals = "fields = [\"number\", \"total\"]\n";
    let source = with(ORDERS, totals);
    assert!(!has(&samples::toml(&source), Rule::ScopeOverBroad), "the events need all of it");
    let source = source
        .replace("\"order.created\", \"order.cancelled\", ", "")
        .replace("order-history", "order-totals")
        .replace("order.detail", "order.list");
    let report = samples::toml(&source);
    assert_eq!(found(&report), ["scope.over_broad /scopes/0/scope"]);
    assert_eq!(found(&samples::toml(&fixed(&source, Rule::ScopeOverBroad))), Vec::<String>::new());
}

#[test]
fn fields_of_a_scope_that_reads_and_writes_are_not_taken_for_reading_alone() {
    check("scope = \"orders:read\"", "scope = \"orders:all\"", &[]);
}

#[test]
fn writing_without_reading_is_asked_about() {
    let source = with("[[scopes]]\nscope = \"tickets:read\"", "[[scopes]]\nscope = \"files:read\"");
    let report = samples::toml(
        &source.replace("\"subject\"", "\"name\"").replace("\"messages\"]\n\n[[", "\"size\"]\n\n[["),
    );
    assert!(has(&report, Rule::ScopeWriteWithoutRead), "{:?}", found(&report));
    let all = samples::GOOD.replace("tickets:read", "tickets:all");
    assert!(!has(&samples::toml(&all), Rule::ScopeWriteWithoutRead), "the broader one reads too");
}

#[test]
fn a_scope_that_a_broader_one_gives_is_too_much() {
    let report = samples::toml(&with("\"tickets:read\"", "\"tickets:all\""));
    assert_eq!(found(&report), ["scope.contained /scopes/2/scope"]);
}

#[test]
fn purposes_are_sentences() {
    let purpose = "\"Asks carriers where a parcel is, by its number alone.\"";
    for (text, rule) in [
        ("\"\"", "purpose.missing"),
        ("\" \\t\"", "purpose.missing"),
        ("\"Todo\"", "purpose.placeholder"),
        ("\"todo: ask Ana what it is for\"", "purpose.placeholder"),
        ("\"xxx xxx xxx xxx xxx xxx xxx\"", "purpose.placeholder"),
        ("\"track.carriers.example\"", "purpose.placeholder"),
        ("\"Finds parcels\"", "purpose.short"),
    ] {
        let report = samples::toml(&with(purpose, text));
        assert_eq!(found(&report), [format!("{rule} /destinations/1/purpose")], "{text}");
    }
    check(purpose, "\"Tests whether a parcel is where it should be.\"", &[]);
}

#[test]
fn events_need_their_scope_and_webhooks_their_events() {
    let subscribed = "subscribe = [\"order.created\", \"order.cancelled\", \"app.uninstalled\"]";
    check(
        subscribed,
        "subscribe = [\"order.created\", \"order.cancelled\"]",
        &["webhook.event_not_subscribed /webhooks/0/events/2"],
    );
    let more = "subscribe = [\"order.created\", \"order.cancelled\", \"app.uninstalled\", \"user.left\"]";
    check(
        subscribed,
        more,
        &["event.without_scope /events/subscribe/3", "event.undelivered /events/subscribe/3"],
    );
    let source = with(&format!("[events]\n{subscribed}\n\n"), "");
    let report = samples::toml(&fixed(&source, Rule::WebhookEventNotSubscribed));
    assert_eq!(found(&report).len(), 2, "one of three is put right: {:?}", found(&report));
}

#[test]
fn addresses_are_encrypted_public_and_without_a_password() {
    let health = "url = \"https://app.parcel-lantern.example/health\"";
    for (url, rules) in [
        ("http://app.parcel-lantern.example/", vec!["url.not_https"]),
        ("ftp://app.parcel-lantern.example/", vec!["url.not_https"]),
        ("https://ana:pw@app.parcel-lantern.example/", vec!["url.credentials"]),
        ("https://@app.parcel-lantern.example/", vec!["url.credentials"]),
        ("https://192.168.1.1/", vec!["url.private_host"]),
        ("https://[::ffff:127.0.0.1]/", vec!["url.private_host"]),
        ("https://localhost/", vec!["url.private_host"]),
        ("https://8.8.8.8/", vec!["url.ip_literal"]),
        ("https://0x08080808/", vec!["url.ip_literal"]),
        ("app.parcel-lantern.example", vec!["url.malformed"]),
        ("https://else.example/", vec!["destination.undeclared"]),
    ] {
        let report = samples::toml(&with(health, &format!("url = \"{url}\"")));
        let found: Vec<&str> = report.findings.iter().map(|it| it.rule.id()).collect();
        assert_eq!(found, rules, "{url}");
        let json = serde_json::to_string(&report.findings).expect("json");
        assert!(!json.contains(":pw"), "a password stands in no report: {json}");
    }
}

#[test]
fn ones_own_machine_is_let_through_where_the_policy_says_so() {
    let source = samples::GOOD.replace("https://app.parcel-lantern.example", "http://localhost:9000");
    let policy = LintPolicy { allow_loopback: true, ..LintPolicy::default() };
    let report = lint(&source, Format::Toml, &Catalogue::default(), &policy, &facts());
    assert_eq!(found(&report), Vec::<String>::new());
    let source = source.replace("localhost:9000", "10.0.0.1:9000");
    let report = lint(&source, Format::Toml, &Catalogue::default(), &policy, &facts());
    assert!(has(&report, Rule::UrlPrivateHost) && has(&report, Rule::UrlNotHttps));
}

#[test]
fn a_wildcard_covers_hosts_and_is_refused_all_the_same() {
    check(
        "host = \"app.parcel-lantern.example\"",
        "host = \"*.parcel-lantern.example\"",
        &["destination.wildcard /destinations/0/host"],
    );
}

#[test]
fn sensitive_data_needs_an_end() {
    let kept = "[[data]]\nclass = \"support-conversations\"\npurpose = \"Learns which questions customers have.\"\nregions = [\"eu\"]\n";
    let data = |days: &str| format!("{kept}{days}\n[[subprocessors]]");
    check("[[subprocessors]]", &data(""), &["data.sensitive_without_retention /data/2/retention_days"]);
    check(
        "[[subprocessors]]",
        &data("retention_days = 366\n"),
        &["data.retention_over_policy /data/2/retention_days"],
    );
    check("[[subprocessors]]", &data("retention_days = 365\n"), &[]);
    check(
        "[[subprocessors]]",
        &data("retention_days = -1\n"),
        &["number.out_of_range /data/2/retention_days"],
    );
}

#[test]
fn plans_have_prices_and_trials_within_the_policy() {
    check("trial_days = 14", "trial_days = 90", &[]);
    check("trial_days = 14", "trial_days = 91", &["plan.trial_over_policy /plans/1/trial_days"]);
    check("price = { minor = 0, currency = \"EUR\" }\n", "", &["plan.price_missing /plans/0/price"]);
    check("minor = 2900", "minor = -1", &["plan.price_negative /plans/1/price/minor"]);
    check("minor = 2900", "minor = 29.0", &["field.wrong_type /plans/1/price/minor"]);
    check(
        "\n[[plans.usage]]\nmeter = \"parcels\"\nincluded = 500\nprice = { minor = 4, currency = \"EUR\" }\n",
        "",
        &["meter.unused /meters/0/id"],
    );
    check("meter = \"parcels\"", "meter = \"parcel\"", &["plan.meter_unknown /plans/1/usage/0/meter"]);
}

#[test]
fn support_is_an_address_or_a_page() {
    let both = "email = \"help@parcel-lantern.example\"\nurl = \"https://parcel-lantern.example/help\"\n";
    check(both, "url = \"https://parcel-lantern.example/help\"\n", &[]);
    check(both, "", &["support.missing /support"]);
}

#[test]
fn entries_that_are_the_same_are_taken_out_and_those_that_differ_are_left_to_a_person() {
    let source = with(TICKET_ACTION, &TICKET_ACTION.repeat(2));
    assert_eq!(fixed(&source, Rule::ListDuplicate), samples::GOOD);
    let differs = TICKET_ACTION.replace("\n\n", "\ntitle = \"Answer\"\n\n");
    let report = samples::toml(&with(TICKET_ACTION, &format!("{TICKET_ACTION}{differs}")));
    assert_eq!(found(&report), ["list.duplicate /surfaces/2"]);
    assert_eq!(report.findings[0].fix, None);
}

#[test]
fn names_are_what_they_look_like() {
    check(
        "name = \"Parcel Lantern\"",
        "name = \"P\u{430}rcel Lantern\"",
        &["identity.mixed_scripts /identity/name"],
    );
    check(
        "name = \"Parcel Lantern\"",
        "name = \"\u{440}\u{430}\u{443}\"",
        &["identity.confusable /identity/name"],
    );
    check("name = \"Parcel Lantern\"", "name = \"Parcel\u{200b} Lantern\"", &["text.control /identity/name"]);
    check("name = \"Parcel Lantern\"", "name = \"Zásilka Лампа\"", &[]);
    let report = samples::toml(&with("id = \"parcel-lantern\"", "id = \"p\u{430}rcel\""));
    let slug = report.findings.iter().find(|it| it.rule == Rule::SlugMalformed).expect("found");
    assert_eq!(slug.fix, None, "nobody knows which letter was meant");
}

#[test]
fn a_field_with_a_letter_wrong_is_put_right() {
    let source = with("sla_hours", "sla_hour");
    assert_eq!(found(&samples::toml(&source)), ["field.unknown /support/sla_hour"]);
    assert_eq!(fixed(&source, Rule::FieldUnknown), samples::GOOD);
}

#[test]
fn a_document_of_another_schema_is_not_judged() {
    check("schema = 1", "schema = 2", &["schema.unknown /schema"]);
    check("schema = 1", "schema = 0", &["schema.unknown /schema"]);
    check("schema = 1\n", "", &["schema.missing /schema"]);
    check("schema = 1", "schema = \"1\"", &["field.wrong_type /schema"]);
}

#[test]
fn a_version_comes_after_the_approved_one() {
    for (version, rule) in [
        ("2.3.0", Some(Rule::VersionNotAbove)),
        ("2.3.0+build.9", Some(Rule::VersionNotAbove)),
        ("2.3.1-beta.1", None),
        ("2.10.0", None),
        ("2.3", Some(Rule::VersionMalformed)),
    ] {
        let report = since(&with("version = \"2.3.0\"", &format!("version = \"{version}\"")));
        assert_eq!(report.findings.first().map(|it| it.rule), rule, "{version}");
    }
}

#[test]
fn what_reopens_the_review_is_a_warning_and_not_an_error() {
    let source = with("version = \"2.3.0\"", "version = \"2.4.0\"")
        .replace("name = \"Parcel Lantern\"", "name = \"Parcel Beacon\"")
        .replace("regions = [\"eu\"]", "regions = [\"eu\", \"us\"]");
    let report = since(&source);
    assert_eq!(
        found(&report),
        ["data.region_added /data/1/regions/1", "identity.name_changed /identity/name"]
    );
    assert!(report.passes && report.count(Severity::Warning) == 2);
}

#[test]
fn a_fix_stands_in_the_report_only_where_one_answer_is_right() {
    let report = samples::toml(&with("\"orders:read\"", "\"order:read\""));
    let unknown = report.findings.iter().find(|it| it.rule == Rule::ScopeUnknown).expect("found");
    let set = Fix::Set { pointer: "/scopes/0/scope".to_owned(), value: "orders:read".into() };
    assert_eq!(unknown.fix, Some(set));
    let report = samples::toml(&with("\"orders:read\"", "\"invoices:pay\""));
    let unknown = report.findings.iter().find(|it| it.rule == Rule::ScopeUnknown).expect("found");
    assert_eq!((&unknown.fix, unknown.facts.contains_key("suggestion")), (&None, false));
}
