//! The catalogue until the program publishes its own: contacts, orders, tickets, files, users.

use super::{Access, Catalogue, DataClass, Event, Scope, Sensitivity, SurfaceKind};

/// One kind of record that customers have.
struct Records {
    /// In the plural, for scopes.
    plural: &'static str,
    /// In the singular, for places and events.
    singular: &'static str,
    class: &'static str,
    sensitivity: Sensitivity,
    /// The part that can be had alone, with its class, and its fields.
    part: (&'static str, &'static str, Sensitivity, &'static [&'static str]),
    /// The fields beyond those of the part.
    fields: &'static [&'static str],
    /// What can happen to it.
    events: &'static [&'static str],
}

const RECORDS: [Records; 5] = [
    Records {
        plural: "contacts",
        singular: "contact",
        class: "contact-details",
        sensitivity: Sensitivity::Personal,
        part: ("names", "contact-names", Sensitivity::Personal, &["name", "company"]),
        fields: &["email", "phone", "address", "birthday", "notes"],
        events: &["created", "updated", "deleted"],
    },
    Records {
        plural: "orders",
        singular: "order",
        class: "order-history",
        sensitivity: Sensitivity::Personal,
        part: ("totals", "order-totals", Sensitivity::Ordinary, &["number", "total", "placed_at"]),
        fields: &["lines", "buyer", "delivery_address", "payment_state"],
        events: &["created", "paid", "cancelled"],
    },
    Records {
        plural: "tickets",
        singular: "ticket",
        class: "support-conversations",
        sensitivity: Sensitivity::Sensitive,
        part: ("subjects", "ticket-subjects", Sensitivity::Ordinary, &["number", "subject", "state"]),
        fields: &["messages", "requester", "attachments"],
        events: &["opened", "replied", "closed"],
    },
    Records {
        plural: "files",
        singular: "file",
        class: "documents",
        sensitivity: Sensitivity::Sensitive,
        part: ("names", "file-names", Sensitivity::Ordinary, &["name", "size", "changed_at"]),
        fields: &["content", "shared_with"],
        events: &["added", "changed", "removed"],
    },
    Records {
        plural: "users",
        singular: "user",
        class: "staff-accounts",
        sensitivity: Sensitivity::Sensitive,
        part: ("names", "staff-names", Sensitivity::Personal, &["name", "team"]),
        fields: &["email", "role", "last_seen_at"],
        events: &["joined", "left"],
    },
];

/// Places of a record that only show it, and those that change it.
const SHOWING: [&str; 2] = ["detail", "list"];
const CHANGING: &str = "actions";

pub(super) fn catalogue() -> Catalogue {
    let own = |name: &str| DataClass { name: name.to_owned(), sensitivity: Sensitivity::Ordinary, own: true };
    let class = |name: &str, sensitivity| DataClass { name: name.to_owned(), sensitivity, own: false };
    let classes = RECORDS.iter().flat_map(|records| {
        let (_, part, part_sensitivity, _) = records.part;
        [class(records.class, records.sensitivity), class(part, part_sensitivity)]
    });
    let app_events = ["app.installed", "app.plan_changed", "app.uninstalled"]
        .map(|name| Event { name: name.to_owned(), scope: None });
    Catalogue {
        scopes: RECORDS.iter().flat_map(scopes).collect(),
        events: app_events.into_iter().chain(RECORDS.iter().flat_map(events)).collect(),
        surfaces: vec![
            surface("panel", &SHOWING),
            surface("action", &[CHANGING]),
            SurfaceKind { kind: "page".to_owned(), places: owned(&["navigation", "settings"]) },
        ],
        classes: classes.chain([own("app-settings"), own("usage-logs")]).collect(),
        regions: owned(&["eu", "uk", "ch", "us", "ca", "au", "jp", "in", "br"]),
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn surface(kind: &str, places: &[&str]) -> SurfaceKind {
    let of_record =
        |records: &Records| places.iter().map(|place| format!("{}.{place}", records.singular)).collect();
    let places = RECORDS.iter().flat_map(|records| -> Vec<String> { of_record(records) }).collect();
    SurfaceKind { kind: kind.to_owned(), places }
}

fn events(records: &'static Records) -> impl Iterator<Item = Event> {
    records.events.iter().map(|what| Event {
        name: format!("{}.{what}", records.singular),
        scope: Some(format!("{}:read", records.plural)),
    })
}

fn scopes(records: &Records) -> [Scope; 4] {
    let Records { plural, singular, class, sensitivity, .. } = *records;
    let (part, part_class, part_sensitivity, part_fields) = records.part;
    let (all, read, write) = (format!("{plural}:all"), format!("{plural}:read"), format!("{plural}:write"));
    let places = |names: &[&str]| names.iter().map(|name| format!("{singular}.{name}")).collect::<Vec<_>>();
    let fields: Vec<String> = owned(part_fields).into_iter().chain(owned(records.fields)).collect();
    [
        Scope {
            name: all.clone(),
            access: Access::All,
            class: class.to_owned(),
            sensitivity,
            within: None,
            reads: None,
            surfaces: places(&[SHOWING[0], SHOWING[1], CHANGING]),
            fields: fields.clone(),
        },
        Scope {
            name: read.clone(),
            access: Access::Read,
            class: class.to_owned(),
            sensitivity,
            within: Some(all.clone()),
            reads: None,
            surfaces: places(&SHOWING),
            fields: fields.clone(),
        },
        Scope {
            name: write,
            access: Access::Write,
            class: class.to_owned(),
            sensitivity,
            within: Some(all),
            reads: Some(read.clone()),
            surfaces: places(&[CHANGING]),
            fields,
        },
        Scope {
            name: format!("{plural}.{part}:read"),
            access: Access::Read,
            class: part_class.to_owned(),
            sensitivity: part_sensitivity,
            within: Some(read),
            reads: None,
            surfaces: places(&[SHOWING[1]]),
            fields: owned(part_fields),
        },
    ]
}
