//! Changes to a document that leave everything else as it is written, comments too.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    policy::LintPolicy,
    source::{self, Format},
};

mod json;
pub(super) mod toml;

/// One change to a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Fix {
    /// Writes a value where there is one; where there is none, as [`Fix::Insert`].
    Set { pointer: String, value: Value },
    /// Takes out a member or an entry.
    Remove { pointer: String },
    /// Adds a member, or with `-` as last segment an entry at the end of a list. What is missing on the way
    /// is made.
    Insert { pointer: String, value: Value },
    /// Gives a member another name.
    Rename { pointer: String, name: String },
}

/// Why a change cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotFix {
    #[error("the document cannot be read")]
    Unreadable,
    #[error("there is no such place in the document")]
    Nowhere,
}

/// The document with one change.
///
/// # Errors
/// A document that cannot be read, or that has no such place.
pub fn apply(source: &str, format: Format, fix: &Fix) -> Result<String, CannotFix> {
    let document = source::read(source, format, &LintPolicy::default()).map_err(|_| CannotFix::Unreadable)?;
    let root = &document.root;
    let changed = match (fix, format) {
        (Fix::Rename { pointer, name }, _) => rename(source, format, root, pointer, name),
        // The whole document is no place in it.
        (Fix::Set { pointer, .. } | Fix::Insert { pointer, .. }, _) if pointer.is_empty() => None,
        (Fix::Set { pointer, value }, Format::Json) => json::set(source, root, pointer, value),
        (Fix::Insert { pointer, value }, Format::Json) => json::insert(source, root, pointer, value),
        (Fix::Remove { pointer }, Format::Json) => json::remove(source, root, pointer),
        (Fix::Set { pointer, value }, Format::Toml) => toml::set(source, root, pointer, value),
        (Fix::Insert { pointer, value }, Format::Toml) => toml::insert(source, root, pointer, value),
        (Fix::Remove { pointer }, Format::Toml) => toml::remove(source, root, pointer),
    };
    changed.ok_or(CannotFix::Nowhere)
}

fn rename(source: &str, format: Format, root: &source::Node, pointer: &str, name: &str) -> Option<String> {
    let (parent, _) = pointer.rsplit_once('/')?;
    let last = source::segments(pointer).last()?;
    let named = root.find(parent)?.member(&last)?.named?;
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let written = match format {
        Format::Toml if !name.is_empty() && name.bytes().all(bare) => name.to_owned(),
        Format::Toml | Format::Json => Value::from(name).to_string(),
    };
    replace(source, named.start, named.end, &written)
}

/// A text with some of its bytes replaced.
fn replace(source: &str, start: usize, end: usize, with: &str) -> Option<String> {
    Some([source.get(..start)?, with, source.get(end..)?].concat())
}

/// How far a pointer leads into a document, and the value with what is missing on the way to it.
fn wrap(root: &source::Node, pointer: &str, value: &Value) -> (String, Value) {
    let (mut known, mut value) = (pointer.to_owned(), value.clone());
    while let Some((parent, _)) = known.clone().rsplit_once('/') {
        if root.find(parent).is_some() {
            break;
        }
        let last = source::segments(&known).last().unwrap_or_default().into_owned();
        value = if last == "-" {
            Value::Array(vec![value])
        } else {
            Value::Object([(last, value)].into_iter().collect())
        };
        known.truncate(parent.len());
    }
    (known, value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(format: Format, fix: Fix, before: &str, after: &str) {
        assert_eq!(apply(before, format, &fix).as_deref(), Ok(after), "{fix:?}");
    }

    fn set(pointer: &str, value: Value) -> Fix {
        Fix::Set { pointer: pointer.to_owned(), value }
    }

    fn insert(pointer: &str, value: Value) -> Fix {
        Fix::Insert { pointer: pointer.to_owned(), value }
    }

    fn remove(pointer: &str) -> Fix {
        Fix::Remove { pointer: pointer.to_owned() }
    }

    fn rename(pointer: &str, name: &str) -> Fix {
        Fix::Rename { pointer: pointer.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn toml_keeps_its_comments() {
        let check = |fix, before, after| check(Format::Toml, fix, before, after);
        check(set("/a", json!("x")), "# one\na  =  1 # two\nb = 2\n", "# one\na  =  \"x\" # two\nb = 2\n");
        check(set("/a/b/1", json!(3)), "[a]\nb = [1, 2] # x\n", "[a]\nb = [1, 3] # x\n");
        check(remove("/a"), "a = 1\n# of b\nb = 2\n", "# of b\nb = 2\n");
        check(remove("/s/0"), "[[s]]\na = 1\n\n# second\n[[s]]\na = 2\n", "\n# second\n[[s]]\na = 2\n");
        check(remove("/s/1"), "s = [\n  1, # one\n  2, # two\n  3,\n]\n", "s = [\n  1, # one\n  3,\n]\n");
        check(remove("/s/1"), "s = [1, 2, 3]\n", "s = [1, 3]\n");
        check(remove("/s/1"), "s = [1, 2]\n", "s = [1]\n");
        check(remove("/s/1"), "s = [\n  1, # one\n  2 # two\n]\n", "s = [\n  1, # one\n]\n");
        check(insert("/schema", json!(1)), "# top\n[a]\nb = 1\n", "schema = 1\n# top\n[a]\nb = 1\n");
        check(insert("/a/c", json!([1])), "[a]\nb = 1\n\n[d]\n", "[a]\nb = 1\nc = [1]\n\n[d]\n");
        check(insert("/a/-", json!("y")), "a = [\"x\"]\n", "a = [\"x\", \"y\"]\n");
        check(insert("/e/s/-", json!("y")), "a = 1\n", "a = 1\n\n[e]\ns = [\"y\"]\n");
        check(insert("/s/-", json!({"b": 1})), "", "[[s]]\nb = 1\n");
        check(insert("/s/-", json!({"b": 1})), "[a]\nb = 1\n", "[a]\nb = 1\n\n[[s]]\nb = 1\n");
        check(insert("/a/c", json!({"d": 1})), "[a]\nb = 1\n", "[a]\nb = 1\nc = { d = 1 }\n");
        check(insert("/z", json!(1)), "[a]\nb = 1\n", "z = 1\n[a]\nb = 1\n");
        check(insert("/s/-", json!({"b": 1})), "[[s]]\na = 1\n", "[[s]]\na = 1\n\n[[s]]\nb = 1\n");
        check(rename("/a/nmae", "name"), "[a]\nnmae = 1 # x\n", "[a]\nname = 1 # x\n");
    }

    #[test]
    fn lines_end_as_they_did() {
        let check = |fix, before, after| check(Format::Toml, fix, before, after);
        check(set("/a", json!(2)), "# x\r\na = 1\r\nb = 1 # y\r\n", "# x\r\na = 2\r\nb = 1 # y\r\n");
        check(remove("/a"), "a = 1\r\n\r\n[b]\r\nc = 1\r\n", "\r\n[b]\r\nc = 1\r\n");
        check(remove("/s/0"), "s = [\r\n 1,\r\n 2\r\n]\r\n", "s = [\r\n 2\r\n]\r\n");
        check(insert("/b", json!(2)), "a = 1\r\n", "a = 1\r\nb = 2\r\n");
        // A byte order mark is none of the document's own.
        assert_eq!(apply("\u{feff}a = 1\n", Format::Toml, &remove("/a")).as_deref().map(str::len), Ok(0));
    }

    #[test]
    fn json_keeps_its_form() {
        let check = |fix, before, after| check(Format::Json, fix, before, after);
        check(set("/a", json!("x")), "{ \"a\":  1 }", "{ \"a\":  \"x\" }");
        check(remove("/a"), "{\"a\": 1, \"b\": 2}", "{\"b\": 2}");
        check(remove("/b"), "{\"a\": 1, \"b\": 2}", "{\"a\": 1}");
        check(remove("/a/0"), "{\"a\": [ 1 ]}", "{\"a\": [  ]}");
        check(remove("/1"), "[1,\n 2,\n 3]", "[1,\n 3]");
        check(insert("/b", json!(2)), "{\n  \"a\": 1\n}", "{\n  \"a\": 1,\n  \"b\": 2\n}");
        check(insert("/b", json!(2)), "{}", "{\"b\": 2}");
        check(insert("/e/s/-", json!("y")), "{\"a\": 1}", "{\"a\": 1,\"e\": {\"s\":[\"y\"]}}");
        check(insert("/-", json!(2)), "[1]", "[1,2]");
        check(rename("/nmae", "name"), "{\"nmae\": 1}", "{\"name\": 1}");
    }

    #[test]
    fn what_is_not_there_cannot_be_changed() {
        for format in [Format::Toml, Format::Json] {
            let source = if format == Format::Toml { "a = [1]\n" } else { "{\"a\": [1]}" };
            for fix in
                [remove("/b"), remove("/a/1"), rename("/b", "c"), set("", json!(1)), insert("/a/x", json!(1))]
            {
                assert_eq!(apply(source, format, &fix), Err(CannotFix::Nowhere), "{fix:?} in {format:?}");
            }
        }
        assert_eq!(apply("{", Format::Json, &remove("/a")), Err(CannotFix::Unreadable));
    }
}
