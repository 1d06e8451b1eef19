//! A document before it is understood: its tree, with the place of everything in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod json;
mod limits;
mod pointer;
mod toml;
mod tree;

pub use pointer::{child, segments};
pub(in crate::manifest) use tree::index;
pub use tree::{At, Entry, Node, Tree};

use super::{policy::LintPolicy, rule::Rule};

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Format {
    Toml,
    Json,
}

/// Bytes from `start` up to, and not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// Where something is in a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// JSON pointer (RFC 6901), also into TOML. Of something that is missing: where it would be.
    pub pointer: String,
    /// Counted from 1.
    pub line: Option<u32>,
    /// In characters, counted from 1.
    pub column: Option<u32>,
    pub span: Option<Span>,
}

/// What keeps a document from being read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub rule: Rule,
    pub facts: BTreeMap<&'static str, String>,
    pub span: Option<Span>,
}

impl Unreadable {
    fn new<const N: usize>(rule: Rule, span: Option<Span>, facts: [(&'static str, String); N]) -> Self {
        Self { rule, facts: facts.into_iter().collect(), span }
    }
}

/// A document that could be read.
#[derive(Clone, Debug)]
pub struct Document {
    pub root: Node,
    /// Members that have the name of one before them, by pointer; the first one counts.
    pub duplicates: Vec<(String, Span)>,
}

/// Reads a document within the limits of the policy.
///
/// # Errors
/// What keeps it from being read: its size, its depth, its syntax.
pub fn read(source: &str, format: Format, policy: &LintPolicy) -> Result<Document, Unreadable> {
    limits::check(source, format, policy)?;
    match format {
        Format::Toml => toml::read(source),
        Format::Json => json::read(source, policy.max_depth),
    }
}

/// Where the lines of a text begin, for turning bytes into lines and columns.
#[derive(Clone, Debug)]
pub struct Lines<'s> {
    source: &'s str,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    pub fn new(source: &'s str) -> Self {
        let breaks = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { source, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// Line and column of a byte, each counted from 1.
    pub fn position(&self, byte: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.source.get(start..byte).map_or(0, |before| before.chars().count()) + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// A place with a pointer and, where there is one, a span. What reaches over several lines is shown by
    /// the first of them.
    pub fn place(&self, pointer: String, span: Option<Span>) -> Place {
        let Some(span) = span else { return Place { pointer, line: None, column: None, span: None } };
        let (line, column) = self.position(span.start);
        let end = self.starts.get(line as usize).map_or(self.source.len(), |next| next - 1).min(span.end);
        let span = Span { start: span.start, end: end.max(span.start) };
        Place { pointer, line: Some(line), column: Some(column), span: Some(span) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_places_end_with_their_line() {
        let lines = Lines::new("ä = 1\nsecond = [\n1]\n");
        assert_eq!(lines.position(0), (1, 1));
        assert_eq!(lines.position(3), (1, 3));
        assert_eq!(lines.position(7), (2, 1));
        let place = lines.place("/second".to_owned(), Some(Span { start: 16, end: 20 }));
        assert_eq!((place.line, place.column), (Some(2), Some(10)));
        assert_eq!(place.span, Some(Span { start: 16, end: 17 }));
    }
}
