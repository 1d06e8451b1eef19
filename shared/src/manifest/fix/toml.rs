//! Changes to TOML, by a parser that keeps everything else.

use serde_json::Value as Json;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::{replace, wrap};
use crate::manifest::source::{self, Node};

/// What has parts.
enum Slot<'d> {
    Table(&'d mut dyn TableLike),
    Array(&'d mut Array),
    Tables(&'d mut ArrayOfTables),
}

pub(super) fn set(text: &str, root: &Node, pointer: &str, value: &Json) -> Option<String> {
    if root.find(pointer).is_none() {
        return insert(text, root, pointer, value);
    }
    change(text, pointer, |slot, name| match slot {
        Slot::Table(table) => {
            let (item, mut value) = (table.get_mut(name)?, of_json(value)?);
            if let Item::Value(before) = &*item {
                *value.decor_mut() = before.decor().clone();
            }
            *item = Item::Value(value);
            Some(())
        }
        Slot::Array(items) => {
            items.get(source::index(name)?)?;
            items.replace(source::index(name)?, of_json(value)?);
            Some(())
        }
        Slot::Tables(tables) => {
            let table = of_json(value)?.as_inline_table().cloned()?.into_table();
            *tables.get_mut(source::index(name)?)? = table;
            Some(())
        }
    })
}

pub(super) fn insert(text: &str, root: &Node, pointer: &str, value: &Json) -> Option<String> {
    let (pointer, value) = wrap(root, pointer, value);
    change(text, &pointer, |slot, name| match slot {
        Slot::Table(table) if table.get(name).is_none() => {
            let top = pointer.rfind('/') == Some(0);
            table.insert(name, item(&value, top, text.trim().is_empty())?);
            Some(())
        }
        Slot::Array(items) if name == "-" => {
            items.push(of_json(&value)?);
            Some(())
        }
        Slot::Tables(tables) if name == "-" => {
            let mut table = of_json(&value)?.as_inline_table().cloned()?.into_table();
            table.decor_mut().set_prefix("\n");
            tables.push(table);
            Some(())
        }
        Slot::Table(_) | Slot::Array(_) | Slot::Tables(_) => None,
    })
}

pub(super) fn remove(text: &str, root: &Node, pointer: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let (slot, name) = parent(&mut document, pointer)?;
    match slot {
        Slot::Table(table) => drop(table.remove(&name)?),
        Slot::Tables(tables) => {
            let at = source::index(&name).filter(|at| *at < tables.len())?;
            tables.remove(at);
        }
        // The parser would give the comment behind an entry to the next one.
        Slot::Array(_) => return remove_item(text, root, pointer),
    }
    Some(written(&document, text))
}

/// Takes an entry out of a list, with its comma and with the comment behind it.
fn remove_item(text: &str, root: &Node, pointer: &str) -> Option<String> {
    let span = root.find(pointer)?.span?;
    let behind = text.get(span.end..)?;
    let comma = behind.trim_start_matches([' ', '\t']).strip_prefix(',');
    let after = text.len() - comma.unwrap_or(behind).len();
    let rest_of_line = text.get(after..)?.split('\n').next()?;
    let line = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let alone = text.get(line..span.start)?.trim().is_empty();
    if alone && (rest_of_line.trim().is_empty() || rest_of_line.trim_start().starts_with('#')) {
        let end = (after + rest_of_line.len() + 1).min(text.len());
        return replace(text, line, end, "");
    }
    if comma.is_some() {
        let spaces = rest_of_line.len() - rest_of_line.trim_start().len();
        return replace(text, span.start, after + spaces, "");
    }
    let (list, index) = pointer.rsplit_once('/')?;
    let before = source::index(index)?.checked_sub(1).and_then(|at| root.find(list)?.item(at)?.span);
    replace(text, before.map_or(span.start, |before| before.end), span.end, "")
}

/// Changes what holds the last segment of a pointer.
fn change(text: &str, pointer: &str, change: impl FnOnce(Slot<'_>, &str) -> Option<()>) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let (slot, name) = parent(&mut document, pointer)?;
    change(slot, &name)?;
    Some(written(&document, text))
}

/// A document as text, with the line ends that it had. The parser knows only one kind.
fn written(document: &DocumentMut, before: &str) -> String {
    let text = document.to_string();
    let breaks = before.matches('\n').count();
    if breaks == 0 || before.matches("\r\n").count() != breaks {
        return text;
    }
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// A new member as one writes it by hand: at the top of the document what has parts is a table with a
/// headline, below a line of its own.
fn item(value: &Json, top: bool, first: bool) -> Option<Item> {
    let table = |value: &Json, first: bool| {
        let mut table = of_json(value)?.as_inline_table().cloned()?.into_table();
        table.decor_mut().set_prefix(if first { "" } else { "\n" });
        Some(table)
    };
    match value {
        Json::Object(_) if top => Some(Item::Table(table(value, first)?)),
        Json::Array(items) if top && !items.is_empty() && items.iter().all(Json::is_object) => {
            let tables = items.iter().enumerate().map(|(at, value)| table(value, first && at == 0));
            Some(Item::ArrayOfTables(tables.collect::<Option<ArrayOfTables>>()?))
        }
        _ => Some(Item::Value(of_json(value)?)),
    }
}

/// What holds the last segment of a pointer, and that segment.
fn parent<'d>(document: &'d mut DocumentMut, pointer: &str) -> Option<(Slot<'d>, String)> {
    let mut segments: Vec<_> = source::segments(pointer).collect();
    let last = segments.pop()?.into_owned();
    let mut slot = Slot::Table(document.as_table_mut());
    for segment in segments {
        slot = step(slot, &segment)?;
    }
    Some((slot, last))
}

fn step<'d>(slot: Slot<'d>, segment: &str) -> Option<Slot<'d>> {
    match slot {
        Slot::Table(table) => match table.get_mut(segment)? {
            Item::Table(table) => Some(Slot::Table(table)),
            Item::ArrayOfTables(tables) => Some(Slot::Tables(tables)),
            Item::Value(value) => open(value),
            Item::None => None,
        },
        Slot::Array(items) => open(items.get_mut(source::index(segment)?)?),
        Slot::Tables(tables) => {
            let table: &mut Table = tables.get_mut(source::index(segment)?)?;
            Some(Slot::Table(table))
        }
    }
}

fn open(value: &mut Value) -> Option<Slot<'_>> {
    match value {
        Value::Array(items) => Some(Slot::Array(items)),
        Value::InlineTable(table) => Some(Slot::Table(table)),
        _ => None,
    }
}

/// A value as TOML; `None` for what TOML does not have.
pub(in crate::manifest) fn of_json(value: &Json) -> Option<Value> {
    Some(match value {
        Json::Null => return None,
        Json::Bool(flag) => (*flag).into(),
        Json::Number(number) => number.as_i64()?.into(),
        Json::String(text) => text.as_str().into(),
        Json::Array(items) => Value::Array(items.iter().map(of_json).collect::<Option<Array>>()?),
        Json::Object(members) => {
            let mut table = InlineTable::new();
            for (name, member) in members {
                table.insert(name, of_json(member)?);
            }
            Value::InlineTable(table)
        }
    })
}
