//! The schema as data: which fields a manifest has, and what stands in them.

use super::{
    model::Interval,
    source::{Node, Tree},
};

/// Which limit of the policy holds for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Summary,
    Purpose,
    Word,
    /// A [`crate::slug::Slug`].
    Slug,
}

/// What stands in a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Text(Kind),
    Url,
    /// From, to; both included.
    Integer(i64, i64),
    Flag,
    OneOf(&'static [&'static str]),
    List(&'static Shape),
    Table(&'static [Field]),
}

/// A field of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// Whether a table without it is found at fault here. What a rule of its own asks for is not.
    pub(super) required: bool,
    pub(super) shape: Shape,
}

const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, required: true, shape }
}

const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, required: false, shape }
}

const WORD: Shape = Shape::Text(Kind::Word);
const WORDS: Shape = Shape::List(&WORD);
const NAME: Shape = Shape::Text(Kind::Name);
const PURPOSE: Shape = Shape::Text(Kind::Purpose);
const SLUG: Shape = Shape::Text(Kind::Slug);
const DAYS: Shape = Shape::Integer(0, 36_500);

const MONEY: Shape =
    Shape::Table(&[must("minor", Shape::Integer(i64::MIN, i64::MAX)), must("currency", WORD)]);

/// The whole manifest.
pub(super) const MANIFEST: Shape = Shape::Table(&[
    may("schema", Shape::Integer(1, 1)),
    must(
        "identity",
        Shape::Table(&[
            must("id", SLUG),
            must("name", NAME),
            must("version", WORD),
            must("summary", Shape::Text(Kind::Summary)),
        ]),
    ),
    must(
        "entry",
        Shape::Table(&[must("launch", Shape::Url), may("install", Shape::Url), may("uninstall", Shape::Url)]),
    ),
    may(
        "surfaces",
        Shape::List(&Shape::Table(&[must("kind", WORD), must("where", WORD), may("title", NAME)])),
    ),
    may(
        "scopes",
        Shape::List(&Shape::Table(&[
            must("scope", WORD),
            may("purpose", PURPOSE),
            may("required", Shape::Flag),
            may("fields", WORDS),
        ])),
    ),
    may("events", Shape::Table(&[may("subscribe", WORDS)])),
    may(
        "data",
        Shape::List(&Shape::Table(&[
            must("class", WORD),
            may("purpose", PURPOSE),
            may("regions", WORDS),
            may("retention_days", DAYS),
        ])),
    ),
    may(
        "subprocessors",
        Shape::List(&Shape::Table(&[
            must("name", NAME),
            must("country", WORD),
            may("purpose", PURPOSE),
            may("url", Shape::Url),
        ])),
    ),
    may("destinations", Shape::List(&Shape::Table(&[must("host", WORD), may("purpose", PURPOSE)]))),
    may("webhooks", Shape::List(&Shape::Table(&[must("url", Shape::Url), may("events", WORDS)]))),
    may("health", Shape::Table(&[must("url", Shape::Url)])),
    may(
        "plans",
        Shape::List(&Shape::Table(&[
            must("id", SLUG),
            must("name", NAME),
            may("price", MONEY),
            must("interval", Shape::OneOf(Interval::NAMES)),
            may("trial_days", DAYS),
            may(
                "usage",
                Shape::List(&Shape::Table(&[
                    must("meter", SLUG),
                    may("included", Shape::Integer(0, i64::MAX)),
                    must("price", MONEY),
                ])),
            ),
        ])),
    ),
    may("meters", Shape::List(&Shape::Table(&[must("id", SLUG), must("name", NAME), must("unit", NAME)]))),
    may(
        "support",
        Shape::Table(&[
            may("email", WORD),
            may("url", Shape::Url),
            may("sla_hours", Shape::Integer(1, 8760)),
            may("languages", WORDS),
        ]),
    ),
]);

/// The fields of a manifest as JSON, without those that it does not have.
pub(super) fn known(node: &Node, shape: &Shape) -> serde_json::Value {
    match (&node.tree, shape) {
        (Tree::Table(entries), Shape::Table(fields)) => {
            let known = |field: &Field| {
                let entry = entries.iter().find(|entry| entry.name == field.name)?;
                Some((field.name.to_owned(), self::known(&entry.node, &field.shape)))
            };
            serde_json::Value::Object(fields.iter().filter_map(known).collect())
        }
        (Tree::List(items), Shape::List(inner)) => {
            items.iter().map(|item| self::known(item, inner)).collect()
        }
        _ => node.json(),
    }
}
