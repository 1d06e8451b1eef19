//! Conditional requests.

use http::{HeaderMap, header};

/// Whether `If-None-Match` names this tag (or is `*`), so that the answer is 304. Weak comparison, as the
/// standard asks for this header.
pub(crate) fn none_match(headers: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let tag = bare(tag);
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || bare(known) == tag)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_tag_is_recognised_among_others_and_through_weakness() {
        let check = |known: &'static str, tag: &str, same: bool| {
            let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(known))]);
            assert_eq!(none_match(&headers, tag), same, "{known} against {tag}");
        };
        check("\"a\"", "\"a\"", true);
        check("W/\"a\"", "\"a\"", true);
        check("\"b\", W/\"a\"", "W/\"a\"", true);
        check("*", "\"a\"", true);
        check("\"ab\"", "\"a\"", false);
        check("", "\"a\"", false);
        assert!(!none_match(&HeaderMap::new(), "\"a\""));
    }
}
