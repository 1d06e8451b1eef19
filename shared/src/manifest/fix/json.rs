//! Changes to JSON, by the bytes of what is changed.

use serde_json::Value;

use super::{replace, wrap};
use crate::manifest::source::{self, Node, Span, Tree};

pub(super) fn set(text: &str, root: &Node, pointer: &str, value: &Value) -> Option<String> {
    match root.find(pointer) {
        Some(node) => {
            let span = node.span?;
            replace(text, span.start, span.end, &value.to_string())
        }
        None => insert(text, root, pointer, value),
    }
}

pub(super) fn insert(text: &str, root: &Node, pointer: &str, value: &Value) -> Option<String> {
    let (pointer, value) = wrap(root, pointer, value);
    let (parent, _) = pointer.rsplit_once('/')?;
    let name = source::segments(&pointer).last()?;
    let parent = root.find(parent)?;
    let written = match &parent.tree {
        Tree::Table(_) if parent.member(&name).is_none() => {
            format!("{}: {value}", Value::from(name.as_ref()))
        }
        Tree::List(_) if name == "-" => value.to_string(),
        _ => return None,
    };
    let inside = parent.span?.start + 1;
    let Some(last) = parts(parent)?.last().copied() else { return replace(text, inside, inside, &written) };
    // As much white space as stands before what is now the last.
    let before = text.get(inside..last.start)?;
    let space = before.get(before.trim_end().len()..)?;
    let comma = format!(",{space}{written}");
    replace(text, last.end, last.end, &comma)
}

pub(super) fn remove(text: &str, root: &Node, pointer: &str) -> Option<String> {
    let (parent, _) = pointer.rsplit_once('/')?;
    let name = source::segments(pointer).last()?;
    let parent = root.find(parent)?;
    let at = match &parent.tree {
        Tree::Table(entries) => entries.iter().position(|entry| entry.name == name)?,
        _ => source::index(&name)?,
    };
    let parts = parts(parent)?;
    let part = parts.get(at)?;
    if let Some(next) = parts.get(at + 1) {
        return replace(text, part.start, next.start, "");
    }
    let start = at.checked_sub(1).and_then(|before| parts.get(before)).map_or(part.start, |it| it.end);
    replace(text, start, part.end, "")
}

/// The bytes of each member, from its name to the end of its value, or of each entry.
fn parts(node: &Node) -> Option<Vec<Span>> {
    match &node.tree {
        Tree::Table(entries) => entries
            .iter()
            .map(|entry| Some(Span { start: entry.named?.start, end: entry.node.span?.end }))
            .collect(),
        Tree::List(items) => items.iter().map(|item| item.span).collect(),
        _ => None,
    }
}
