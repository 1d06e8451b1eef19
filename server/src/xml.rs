//! Text inside XML.

/// Text as it may stand in an element or in a quoted attribute. Characters that XML cannot hold, such as
/// most control characters, are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' => escaped.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_written_out_and_what_xml_cannot_hold_is_left_out() {
        assert_eq!(escape("<a b=\"c\">'&'\0\u{8}\u{ffff}\n"), "&lt;a b=&quot;c&quot;&gt;&apos;&amp;&apos;\n");
        assert_eq!(escape("Ärger 会社 🦀"), "Ärger 会社 🦀");
    }
}
