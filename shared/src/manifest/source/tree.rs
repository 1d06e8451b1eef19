//! The tree of a document, the same for TOML and JSON.

use serde_json::Value;

use super::{Span, pointer};

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    pub tree: Tree,
    pub span: Option<Span>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Text(String),
    Integer(i64),
    Flag(bool),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// Something that no manifest has: `null`, a fraction, a date. Named as facts name it.
    Odd(&'static str),
}

/// A member of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub name: String,
    /// The place of the name.
    pub named: Option<Span>,
    pub node: Node,
}

impl PartialEq for Node {
    /// What they hold, wherever they are. The order of members does not count.
    fn eq(&self, other: &Self) -> bool {
        match (&self.tree, &other.tree) {
            (Tree::Table(mine), Tree::Table(theirs)) => {
                mine.len() == theirs.len()
                    && mine
                        .iter()
                        .all(|entry| other.member(&entry.name).is_some_and(|it| it.node == entry.node))
            }
            (mine, theirs) => mine == theirs,
        }
    }
}

impl Node {
    /// A member of a table.
    pub fn member(&self, name: &str) -> Option<&Entry> {
        match &self.tree {
            Tree::Table(entries) => entries.iter().find(|entry| entry.name == name),
            _ => None,
        }
    }

    /// An entry of a list.
    pub fn item(&self, index: usize) -> Option<&Self> {
        match &self.tree {
            Tree::List(items) => items.get(index),
            _ => None,
        }
    }

    /// What a segment of a pointer leads to.
    pub fn step(&self, segment: &str) -> Option<&Self> {
        match &self.tree {
            Tree::Table(_) => self.member(segment).map(|entry| &entry.node),
            Tree::List(_) => self.item(index(segment)?),
            _ => None,
        }
    }

    /// The node at a pointer.
    pub fn find(&self, pointer: &str) -> Option<&Self> {
        pointer::segments(pointer).try_fold(self, |node, segment| node.step(&segment))
    }

    /// The span of what a pointer names; of the nearest thing around it where that has none.
    pub fn locate(&self, pointer: &str) -> Option<Span> {
        let (mut node, mut span) = (self, self.span);
        for segment in pointer::segments(pointer) {
            let Some(next) = node.step(&segment) else { break };
            let named = node.member(&segment).and_then(|entry| entry.named);
            span = next.span.or(named).or(span);
            node = next;
        }
        span
    }

    /// As JSON, whole. What no manifest has is `null`.
    pub fn json(&self) -> Value {
        match &self.tree {
            Tree::Text(text) => text.clone().into(),
            Tree::Integer(number) => (*number).into(),
            Tree::Flag(flag) => (*flag).into(),
            Tree::List(items) => items.iter().map(Self::json).collect(),
            Tree::Table(entries) => {
                Value::Object(entries.iter().map(|it| (it.name.clone(), it.node.json())).collect())
            }
            Tree::Odd(_) => Value::Null,
        }
    }

    /// What facts call it.
    pub const fn kind(&self) -> &'static str {
        match &self.tree {
            Tree::Text(_) => "text",
            Tree::Integer(_) => "integer",
            Tree::Flag(_) => "flag",
            Tree::List(_) => "list",
            Tree::Table(_) => "table",
            Tree::Odd(kind) => kind,
        }
    }
}

/// The index that a segment of a pointer names.
pub(in crate::manifest) fn index(segment: &str) -> Option<usize> {
    let plain = segment == "0" || !segment.starts_with(['0', '+']);
    plain.then(|| segment.parse().ok()).flatten()
}

/// A node together with the pointer that leads to it. Rules walk a document with it.
#[derive(Clone, Debug)]
pub struct At<'d> {
    pub node: &'d Node,
    pub pointer: String,
}

impl<'d> At<'d> {
    pub fn root(node: &'d Node) -> Self {
        Self { node, pointer: String::new() }
    }

    /// The pointer to a member, whether it is there or not.
    pub fn to(&self, name: &str) -> String {
        pointer::child(&self.pointer, name)
    }

    /// A member of a table.
    pub fn get(&self, name: &str) -> Option<Self> {
        let node = &self.node.member(name)?.node;
        Some(Self { node, pointer: self.to(name) })
    }

    /// The entries of a list that is a member.
    pub fn items(&self, name: &str) -> Vec<Self> {
        let Some(list) = self.get(name) else { return Vec::new() };
        let Tree::List(items) = &list.node.tree else { return Vec::new() };
        let at = |(index, node)| Self { node, pointer: list.to(&format!("{index}")) };
        items.iter().enumerate().map(at).collect()
    }

    /// The tables in a list that is a member.
    pub fn tables(&self, name: &str) -> Vec<Self> {
        let mut items = self.items(name);
        items.retain(|item| matches!(item.node.tree, Tree::Table(_)));
        items
    }

    /// The texts in a list that is a member.
    pub fn texts(&self, name: &str) -> Vec<(&'d str, Self)> {
        self.items(name).into_iter().filter_map(|item| Some((item.text()?, item))).collect()
    }

    pub fn text(&self) -> Option<&'d str> {
        match &self.node.tree {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match self.node.tree {
            Tree::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// The text of a member.
    pub fn text_of(&self, name: &str) -> Option<&'d str> {
        self.get(name)?.text()
    }

    /// The number of a member.
    pub fn integer_of(&self, name: &str) -> Option<i64> {
        self.get(name)?.integer()
    }
}
