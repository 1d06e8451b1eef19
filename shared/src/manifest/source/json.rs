//! JSON into a tree, with the place of everything (RFC 8259).

use super::{Document, Entry, Node, Span, Tree, Unreadable, pointer};
use crate::manifest::rule::Rule;

/// # Errors
/// A mistake of syntax, or a depth beyond the limit.
pub(super) fn read(source: &str, max_depth: usize) -> Result<Document, Unreadable> {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader { source, at: start, max_depth, duplicates: Vec::new() };
    reader.space();
    let root = reader.value("", 0)?;
    reader.space();
    if reader.at < source.len() {
        return Err(reader.broken("something stands behind the end"));
    }
    Ok(Document { root, duplicates: reader.duplicates })
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    max_depth: usize,
    duplicates: Vec<(String, Span)>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// A mistake at the character that is next.
    fn broken(&self, said: &str) -> Unreadable {
        let next = self.source.get(self.at..).and_then(|rest| rest.chars().next());
        let span = Span { start: self.at, end: self.at + next.map_or(0, char::len_utf8) };
        Unreadable::new(Rule::DocumentSyntax, Some(span), [("said", said.to_owned())])
    }

    fn take(&mut self, byte: u8, said: &str) -> Result<(), Unreadable> {
        if self.peek() != Some(byte) {
            return Err(self.broken(said));
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, pointer: &str, depth: usize) -> Result<Node, Unreadable> {
        let start = self.at;
        let tree = match self.peek() {
            Some(b'{' | b'[') if depth >= self.max_depth => {
                let facts = [("limit", format!("{}", self.max_depth))];
                return Err(Unreadable::new(Rule::DocumentTooDeep, Some((start..start + 1).into()), facts));
            }
            Some(b'{') => Tree::Table(self.members(pointer, depth + 1)?),
            Some(b'[') => Tree::List(self.items(pointer, depth + 1)?),
            Some(b'"') => Tree::Text(self.text()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Tree::Flag(true))?,
            Some(b'f') => self.word("false", Tree::Flag(false))?,
            Some(b'n') => self.word("null", Tree::Odd("null"))?,
            Some(_) | None => return Err(self.broken("a value is missing")),
        };
        Ok(Node { tree, span: Some(Span { start, end: self.at }) })
    }

    fn word(&mut self, word: &str, tree: Tree) -> Result<Tree, Unreadable> {
        if !self.source.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return Err(self.broken("a text stands in quotes"));
        }
        self.at += word.len();
        Ok(tree)
    }

    fn members(&mut self, pointer: &str, depth: usize) -> Result<Vec<Entry>, Unreadable> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut names = std::collections::BTreeSet::new();
        self.at += 1;
        self.space();
        while self.peek() != Some(b'}') {
            if !names.is_empty() {
                self.take(b',', "a comma or a closing brace is missing")?;
                self.space();
            }
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.broken("a name in quotes is missing"));
            }
            let name = self.text()?;
            let named = Span { start, end: self.at };
            self.space();
            self.take(b':', "a colon is missing")?;
            self.space();
            let inner = pointer::child(pointer, &name);
            let node = self.value(&inner, depth)?;
            self.space();
            if names.insert(name.clone()) {
                entries.push(Entry { name, named: Some(named), node });
            } else {
                self.duplicates.push((inner, named));
            }
        }
        self.at += 1;
        Ok(entries)
    }

    fn items(&mut self, pointer: &str, depth: usize) -> Result<Vec<Node>, Unreadable> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        while self.peek() != Some(b']') {
            if !items.is_empty() {
                self.take(b',', "a comma or a closing bracket is missing")?;
                self.space();
            }
            let inner = pointer::child(pointer, &format!("{}", items.len()));
            items.push(self.value(&inner, depth)?);
            self.space();
        }
        self.at += 1;
        Ok(items)
    }

    fn text(&mut self) -> Result<String, Unreadable> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(0..=0x1f) | None => return Err(self.broken("a text is not closed")),
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        // What stands between the quotes is for a parser that knows escapes and surrogates.
        let written = self.source.get(start..self.at).unwrap_or_default();
        serde_json::from_str(written).map_err(|_| {
            let span = Some(Span { start, end: self.at });
            let said = "an escape in a text is none of JSON".to_owned();
            Unreadable::new(Rule::DocumentSyntax, span, [("said", said)])
        })
    }

    fn number(&mut self) -> Result<Tree, Unreadable> {
        let start = self.at;
        while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        let written = self.source.get(start..self.at).unwrap_or_default();
        let digits = written.strip_prefix('-').unwrap_or(written);
        if digits.bytes().all(|byte| byte.is_ascii_digit())
            && (digits == "0" || !digits.starts_with('0'))
            && let Ok(number) = written.parse::<i64>()
        {
            return Ok(Tree::Integer(number));
        }
        if serde_json::from_str::<serde_json::Number>(written).is_ok() {
            return Ok(Tree::Odd("fraction"));
        }
        let span = Some(Span { start, end: self.at });
        Err(Unreadable::new(Rule::DocumentSyntax, span, [("said", "this is no number".to_owned())]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(source: &str) -> String {
        let unreadable = read(source, 16).expect_err(source);
        unreadable.facts.get("said").cloned().unwrap_or_default()
    }

    #[test]
    fn every_value_knows_its_bytes() {
        let source = r#" { "a": [1, "ä\u00e9"], "b/c": true } "#;
        let root = read(source, 16).expect("json").root;
        let text = |pointer: &str| root.locate(pointer).and_then(|span| source.get(span.start..span.end));
        assert_eq!(text("/a/1"), Some("\"ä\\u00e9\""));
        assert_eq!(text("/b~1c"), Some("true"));
        assert_eq!(root.find("/a/1").map(|node| &node.tree), Some(&Tree::Text("äé".to_owned())));
    }

    #[test]
    fn mistakes_say_what_is_missing() {
        assert_eq!(said(""), "a value is missing");
        assert_eq!(said("{\"a\" 1}"), "a colon is missing");
        assert_eq!(said("{\"a\": 1,}"), "a name in quotes is missing");
        assert_eq!(said("[1 2]"), "a comma or a closing bracket is missing");
        assert_eq!(said("[1,]"), "a value is missing");
        assert_eq!(said("{} x"), "something stands behind the end");
        assert_eq!(said("\"a\nb\""), "a text is not closed");
        assert_eq!(said("\"\\q\""), "an escape in a text is none of JSON");
        assert_eq!(said("\"\\ud800\""), "an escape in a text is none of JSON");
        assert_eq!(said("01"), "this is no number");
        assert_eq!(said("nul"), "a text stands in quotes");
    }

    #[test]
    fn the_first_of_two_members_of_one_name_counts() {
        let document = read(r#"{"a": 1, "a": 2}"#, 16).expect("json");
        assert_eq!(document.root.find("/a").map(|node| &node.tree), Some(&Tree::Integer(1)));
        assert_eq!(document.duplicates, [("/a".to_owned(), Span { start: 9, end: 12 })]);
    }

    proptest! {
        #[test]
        fn what_serde_reads_is_read_and_what_it_refuses_is_refused(source in "[\\[\\]{}:,\"a1\\\\. \\-etrun]{0,24}") {
            let ours = read(&source, 100).is_ok();
            let theirs = serde_json::from_str::<serde_json::Value>(&source).is_ok();
            prop_assert_eq!(ours, theirs, "{}", source);
        }
    }
}
