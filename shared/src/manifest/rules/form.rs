//! The form of a document: fields that there are, and what stands in them.

use super::{suggest, text, url};
use crate::{
    manifest::{
        fix::Fix,
        lint::{Linter, Said},
        rule::Rule,
        shape::{Field, Kind, MANIFEST, Shape},
        source::{At, Format, Node, Tree},
    },
    slug::Slug,
};

pub(in crate::manifest) fn check(lint: &mut Linter<'_>) {
    let root = lint.root();
    walk(lint, &root, &MANIFEST);
}

fn walk(lint: &mut Linter<'_>, at: &At<'_>, shape: &Shape) {
    match (&at.node.tree, shape) {
        (Tree::Text(written), Shape::Text(kind)) => {
            if text::check(lint, at, Some(*kind)) && *kind == Kind::Slug {
                slug(lint, at, written);
            }
        }
        (Tree::Text(_), Shape::Url) => {
            if text::check(lint, at, None) {
                url::check(lint, at);
            }
        }
        (Tree::Text(written), Shape::OneOf(names)) => one_of(lint, at, written, names),
        (Tree::Integer(number), Shape::Integer(least, most)) => {
            // Another version of the schema has been said before.
            if !(least..=most).contains(&number) && at.pointer != "/schema" {
                let said = Said::of(Rule::NumberOutOfRange, &at.pointer).number("found", number);
                lint.add(said.number("least", least).number("most", most));
            }
        }
        (Tree::Flag(_), Shape::Flag) => {}
        (Tree::List(items), Shape::List(inner)) => list(lint, at, items, inner),
        (Tree::Table(_), Shape::Table(fields)) => table(lint, at, fields),
        (_, shape) => wrong_type(lint, at, shape),
    }
}

fn list(lint: &mut Linter<'_>, at: &At<'_>, items: &[Node], inner: &Shape) {
    if items.len() > lint.policy.max_list {
        let said = Said::of(Rule::ListTooLong, &at.pointer).number("length", items.len());
        lint.add(said.number("limit", lint.policy.max_list));
    }
    for (index, node) in items.iter().enumerate() {
        walk(lint, &At { node, pointer: at.to(&format!("{index}")) }, inner);
    }
}

fn table(lint: &mut Linter<'_>, at: &At<'_>, fields: &[Field]) {
    let Tree::Table(entries) = &at.node.tree else { return };
    let missing = |field: &&Field| at.node.member(field.name).is_none();
    for field in fields.iter().filter(missing).filter(|field| field.required) {
        lint.add(Said::of(Rule::FieldMissing, at.to(field.name)).fact("field", field.name));
    }
    for entry in entries {
        let member = At { node: &entry.node, pointer: at.to(&entry.name) };
        if let Some(field) = fields.iter().find(|field| field.name == entry.name) {
            walk(lint, &member, &field.shape);
            continue;
        }
        let meant = suggest::nearest(&entry.name, fields.iter().map(|field| field.name));
        let free = meant.filter(|meant| at.node.member(meant).is_none());
        let fix = free
            .filter(|_| named_once(lint.format, &entry.node))
            .map(|meant| Fix::Rename { pointer: member.pointer.clone(), name: meant.to_owned() });
        let mut said = Said::of(Rule::FieldUnknown, member.pointer).fact("field", &entry.name);
        if let Some(named) = entry.named {
            said = said.at(named);
        }
        lint.add(said.maybe("suggestion", meant).fix(fix));
    }
}

/// Whether the name of a member stands in the document once. Tables in TOML can be opened again.
fn named_once(format: Format, node: &Node) -> bool {
    let is_table = |node: &Node| matches!(node.tree, Tree::Table(_));
    match (&node.tree, format) {
        (_, Format::Json) => true,
        (Tree::List(items), Format::Toml) => !items.iter().any(is_table),
        (_, Format::Toml) => !is_table(node),
    }
}

fn slug(lint: &mut Linter<'_>, at: &At<'_>, written: &str) {
    if written.parse::<Slug>().is_ok() {
        return;
    }
    // Of a name with letters that are none of Latin nobody can say what was meant.
    let plain = written.chars().all(|letter| letter.is_ascii() && !letter.is_ascii_control());
    let meant = if plain { Slug::from_name(written) } else { None };
    let fix =
        meant.as_ref().map(|slug| Fix::Set { pointer: at.pointer.clone(), value: slug.as_str().into() });
    let said = Said::of(Rule::SlugMalformed, &at.pointer).fact("found", written);
    lint.add(said.maybe("suggestion", meant.as_ref().map(Slug::as_str)).fix(fix));
}

fn one_of(lint: &mut Linter<'_>, at: &At<'_>, written: &str, names: &[&'static str]) {
    if names.contains(&written) {
        return;
    }
    let meant = suggest::nearest(written, names.iter().copied());
    let fix = meant.map(|meant| Fix::Set { pointer: at.pointer.clone(), value: meant.into() });
    let said = Said::of(Rule::FieldUnknownValue, &at.pointer).fact("found", written);
    lint.add(said.fact("allowed", &names.join(", ")).maybe("suggestion", meant).fix(fix));
}

fn wrong_type(lint: &mut Linter<'_>, at: &At<'_>, shape: &Shape) {
    let (expected, value) = match (shape, &at.node.tree) {
        (Shape::Text(_) | Shape::Url | Shape::OneOf(_), _) => ("text", None),
        (Shape::Integer(..), Tree::Text(text)) => {
            ("integer", text.trim().parse::<i64>().ok().map(serde_json::Value::from))
        }
        (Shape::Integer(..), _) => ("integer", None),
        (Shape::Flag, Tree::Text(text)) => ("flag", text.trim().parse::<bool>().ok().map(Into::into)),
        (Shape::Flag, _) => ("flag", None),
        (Shape::List(Shape::Text(_)), Tree::Text(text)) => {
            ("list", Some(serde_json::Value::from(vec![text.as_str()])))
        }
        (Shape::List(_), _) => ("list", None),
        (Shape::Table(_), _) => ("table", None),
    };
    let fix = value.map(|value| Fix::Set { pointer: at.pointer.clone(), value });
    let said = Said::of(Rule::FieldWrongType, &at.pointer).fact("expected", expected);
    lint.add(said.fact("found", at.node.kind()).fix(fix));
}
