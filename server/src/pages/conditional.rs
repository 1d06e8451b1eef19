//! What a request says about the form of its answer.

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

/// Whether `Accept-Encoding` takes brotli.
pub(crate) fn accepts_brotli(headers: &HeaderMap) -> bool {
    let codings = headers.get_all(header::ACCEPT_ENCODING);
    codings.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"))
            && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
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

    #[test]
    fn brotli_is_used_only_where_it_is_taken() {
        let check = |accepted: &'static str, taken: bool| {
            let headers =
                HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            assert_eq!(accepts_brotli(&headers), taken, "{accepted}");
        };
        check("gzip, deflate, br, zstd", true);
        check("BR;q=0.5", true);
        check("gzip", false);
        check("br;q=0, gzip", false);
        check("brx", false);
    }
}
