//! TOML into a tree.

use toml_edit::{InlineTable, Item, Table, TableLike, Value};

use super::{Document, Entry, Node, Span, Tree, Unreadable};
use crate::manifest::rule::Rule;

/// # Errors
/// A mistake of syntax, with what the parser says of it.
pub(super) fn read(source: &str) -> Result<Document, Unreadable> {
    let document = toml_edit::Document::parse(source).map_err(|error| {
        let facts = [("said", error.message().trim().to_owned())];
        Unreadable::new(Rule::DocumentSyntax, error.span().map(Span::from), facts)
    })?;
    Ok(Document { root: table(document.as_table()), duplicates: Vec::new() })
}

fn table(table: &Table) -> Node {
    Node { tree: Tree::Table(entries(table)), span: table.span().map(Span::from) }
}

fn inline(table: &InlineTable) -> Node {
    Node { tree: Tree::Table(entries(table)), span: table.span().map(Span::from) }
}

fn entries(table: &dyn TableLike) -> Vec<Entry> {
    let entry = |(name, item): (&str, &Item)| {
        let named = table.get_key_value(name).and_then(|(key, _)| key.span()).map(Span::from);
        Some(Entry { name: name.to_owned(), named, node: node(item)? })
    };
    table.iter().filter_map(entry).collect()
}

fn node(item: &Item) -> Option<Node> {
    Some(match item {
        Item::None => return None,
        Item::Value(value) => of_value(value),
        Item::Table(inner) => table(inner),
        Item::ArrayOfTables(tables) => Node {
            tree: Tree::List(tables.iter().map(table).collect()),
            span: tables.iter().next().and_then(Table::span).map(Span::from),
        },
    })
}

fn of_value(value: &Value) -> Node {
    let tree = match value {
        Value::String(text) => Tree::Text(text.value().clone()),
        Value::Integer(number) => Tree::Integer(*number.value()),
        Value::Boolean(flag) => Tree::Flag(*flag.value()),
        Value::Float(_) => Tree::Odd("fraction"),
        Value::Datetime(_) => Tree::Odd("date"),
        Value::Array(items) => Tree::List(items.iter().map(of_value).collect()),
        Value::InlineTable(table) => inline(table).tree,
    };
    Node { tree, span: value.span().map(Span::from) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_its_bytes() {
        let source = "a = \"x\"\n[b]\nc = [1, 2]\n[[d]]\ne.f = true\n[[d]]\n";
        let root = read(source).expect("toml").root;
        let text = |pointer: &str| root.locate(pointer).and_then(|span| source.get(span.start..span.end));
        assert_eq!(text("/a"), Some("\"x\""));
        assert_eq!(text("/b/c/1"), Some("2"));
        assert_eq!(text("/d/0/e/f"), Some("true"));
        assert!(text("/b").is_some_and(|text| text.starts_with("[b]")), "{:?}", text("/b"));
        assert!(text("/d/1").is_some_and(|text| text.starts_with("[[d]]")), "{:?}", text("/d/1"));
        assert_eq!(root.member("a").and_then(|entry| entry.named), Some(Span { start: 0, end: 1 }));
    }

    #[test]
    fn a_byte_order_mark_moves_no_place() {
        let source = "\u{feff}a = \"x\"\n";
        let span = read(source).expect("toml").root.locate("/a").expect("a place");
        assert_eq!(source.get(span.start..span.end), Some("\"x\""));
    }

    #[test]
    fn a_mistake_of_syntax_has_its_place() {
        let unreadable = read("a = 1\nb = \n").expect_err("no value");
        assert_eq!(unreadable.rule, Rule::DocumentSyntax);
        assert!(unreadable.span.is_some_and(|span| span.start >= 6), "{unreadable:?}");
    }
}
