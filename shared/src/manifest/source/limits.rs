//! What is refused before a parser sees it: a look at the characters, without recursion.

use super::{Format, Unreadable};
use crate::manifest::{policy::LintPolicy, rule::Rule};

/// # Errors
/// A document that is too large, too deep or of too many parts.
pub(super) fn check(source: &str, format: Format, policy: &LintPolicy) -> Result<(), Unreadable> {
    if source.len() > policy.max_bytes {
        let facts = [("bytes", format!("{}", source.len())), ("limit", format!("{}", policy.max_bytes))];
        return Err(Unreadable::new(Rule::DocumentTooLarge, None, facts));
    }
    let mut scan = Scan { bytes: source.as_bytes(), at: 0, depth: 0, dots: 0, entries: 0 };
    while let Some(byte) = scan.bytes.get(scan.at).copied() {
        scan.byte(byte, format);
        if scan.depth + scan.dots > policy.max_depth {
            let span = Some((scan.at.saturating_sub(1)..scan.at).into());
            let facts = [("limit", format!("{}", policy.max_depth))];
            return Err(Unreadable::new(Rule::DocumentTooDeep, span, facts));
        }
        if scan.entries > policy.max_entries {
            let facts = [("limit", format!("{}", policy.max_entries))];
            return Err(Unreadable::new(Rule::DocumentTooManyEntries, None, facts));
        }
    }
    Ok(())
}

struct Scan<'s> {
    bytes: &'s [u8],
    at: usize,
    /// Brackets that are open.
    depth: usize,
    /// Points since the last thing that ends a name: `a.b.c` is nested too.
    dots: usize,
    /// Commas, colons and equals signs.
    entries: usize,
}

impl Scan<'_> {
    fn byte(&mut self, byte: u8, format: Format) {
        match byte {
            b'[' | b'{' => (self.depth, self.dots) = (self.depth + 1, 0),
            b']' | b'}' => (self.depth, self.dots) = (self.depth.saturating_sub(1), 0),
            b',' | b'=' | b':' => (self.entries, self.dots) = (self.entries + 1, 0),
            b'\n' => self.dots = 0,
            b'.' if format == Format::Toml => self.dots += 1,
            b'#' if format == Format::Toml => return self.skip_line(),
            b'"' => return self.skip_text(b'"', format),
            b'\'' if format == Format::Toml => return self.skip_text(b'\'', format),
            _ => {}
        }
        self.at += 1;
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn skip_line(&mut self) {
        self.at += self.rest().iter().position(|byte| *byte == b'\n').unwrap_or(self.rest().len());
    }

    fn skip_text(&mut self, quote: u8, format: Format) {
        let long = format == Format::Toml && self.rest().starts_with(&[quote; 3]);
        let end: &[u8] = if long { &[quote; 3] } else { std::slice::from_ref(&quote) };
        let end = end.to_vec();
        self.at += end.len();
        while let Some(byte) = self.bytes.get(self.at) {
            if self.rest().starts_with(&end) {
                self.at += end.len();
                return;
            }
            match byte {
                b'\\' if quote == b'"' => self.at += 2,
                // A text that is not closed ends with its line, so that what follows is still counted.
                b'\n' if !long => return,
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(source: &str, format: Format) -> Option<Rule> {
        check(source, format, &LintPolicy::default()).err().map(|unreadable| unreadable.rule)
    }

    #[test]
    fn depth_is_refused_in_every_way_of_writing_it() {
        let deep = "[".repeat(100_000);
        assert_eq!(rule(&deep, Format::Json), Some(Rule::DocumentTooDeep));
        assert_eq!(rule(&format!("a = {deep}"), Format::Toml), Some(Rule::DocumentTooDeep));
        assert_eq!(rule(&format!("{}a = 1", "a.".repeat(50)), Format::Toml), Some(Rule::DocumentTooDeep));
        assert_eq!(rule(&format!("[{}a]", "a.".repeat(50)), Format::Toml), Some(Rule::DocumentTooDeep));
    }

    #[test]
    fn brackets_in_texts_and_comments_do_not_count() {
        let brackets = "[".repeat(50);
        for source in [
            format!("a = \"{brackets}\\\"{brackets}\""),
            format!("a = '{brackets}'"),
            format!("a = \"\"\"\n\"{brackets}\n\"\"\""),
            format!("# {brackets}"),
        ] {
            assert_eq!(rule(&source, Format::Toml), None, "{source}");
        }
    }

    #[test]
    fn size_and_number_of_entries_have_a_limit() {
        assert_eq!(rule(&"#".repeat(5 << 20), Format::Toml), Some(Rule::DocumentTooLarge));
        assert_eq!(rule(&"a=1\n".repeat(30_000), Format::Toml), Some(Rule::DocumentTooManyEntries));
        assert_eq!(rule(&"1,".repeat(30_000), Format::Json), Some(Rule::DocumentTooManyEntries));
    }
}
