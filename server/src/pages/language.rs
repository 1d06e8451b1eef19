//! The language of a page: chosen by a cookie, else by the browser, else English.

use std::sync::Arc;

use app::i18n::Locale;
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use shared::{endpoint::decode_pairs, problem::ProblemKind};

use super::Pages;
use crate::Failure;

/// Name of the cookie that keeps the choice.
const COOKIE: &str = "lang";
/// Longest address to come back to, in bytes.
const MAX_BACK_BYTES: usize = 2048;

/// The language of the answer to this request.
pub(crate) fn of(headers: &HeaderMap) -> Locale {
    chosen(headers).or_else(|| preferred(headers)).unwrap_or_default()
}

fn chosen(headers: &HeaderMap) -> Option<Locale> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .and_then(|(_, tag)| Locale::from_tag(tag))
}

/// The first of the languages that the browser prefers most.
fn preferred(headers: &HeaderMap) -> Option<Locale> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(Locale, f32)> = None;
    for range in accepted.split(',').take(32) {
        let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(1.0, |q| q.parse().unwrap_or(0.0));
        let Some(locale) = Locale::from_tag(tag.trim()) else { continue };
        if weight > best.map_or(0.0, |(_, most)| most) {
            best = Some((locale, weight));
        }
    }
    best.map(|(locale, _)| locale)
}

/// `/language/{tag}?back=/path`: keeps the choice and goes back.
pub(super) async fn switch(
    State(pages): State<Arc<Pages>>,
    Path(tag): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let Some(locale) = Locale::ALL.into_iter().find(|locale| locale.tag() == tag) else {
        let tags = Locale::ALL.map(Locale::tag).join(", ");
        return Err(Failure::new(
            ProblemKind::NotFound,
            format!("The pages are in these languages: {tags}."),
        ));
    };
    let pairs = decode_pairs(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let back = pairs.iter().find(|(name, _)| name == "back").and_then(|(_, back)| own_address(back));
    let secure = if pages.services.site.origin.starts_with("https://") { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax{secure}", locale.tag());
    let cookie = HeaderValue::try_from(cookie).map_err(anyhow::Error::new)?;
    let headers = [
        (header::SET_COOKIE, cookie),
        (header::LOCATION, back.unwrap_or_else(|| HeaderValue::from_static("/"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// The address as a header, when it stays on this site: one slash and no trick after it.
fn own_address(back: &str) -> Option<HeaderValue> {
    let plain = back.len() <= MAX_BACK_BYTES
        && back.starts_with('/')
        && !back.starts_with("//")
        // Browsers read a backslash as a slash and leave out tabs and line breaks.
        && !back.contains('\\')
        && !back.chars().any(char::is_control);
    let encoded = plain.then(|| {
        const KEEP: &percent_encoding::AsciiSet =
            &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}');
        percent_encoding::utf8_percent_encode(back, KEEP).to_string()
    })?;
    HeaderValue::try_from(encoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_wins_over_the_browser_and_the_browser_s_weights_are_read() {
        let check = |cookie: &'static str, accepted: &'static str, locale: Locale| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
            assert_eq!(of(&headers), locale, "{cookie:?} {accepted:?}");
        };
        check("", "", Locale::English);
        check("", "de-AT,de;q=0.9,en;q=0.8", Locale::German);
        check("", "fr, de;q=0.4, en;q=0.7", Locale::English);
        check("", "en;q=0, de;q=0.1", Locale::German);
        check("", "*", Locale::English);
        check("theme=dark; lang=de", "en", Locale::German);
        check("lang=xx", "de", Locale::German);
        check("xlang=de", "en", Locale::English);
    }

    #[test]
    fn the_way_back_never_leaves_the_site() {
        for back in ["/", "/apps?q=a%20b&sort=name", "/compare?app=a", "/apps#x"] {
            assert_eq!(own_address(back).expect(back), back);
        }
        assert_eq!(own_address("/ä b").expect("own"), "/%C3%A4%20b");
        let hostile = [
            "",
            "apps",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/a\r\nset-cookie: x=1",
            "/\n/evil.example",
        ];
        for back in hostile {
            assert_eq!(own_address(back), None, "{back:?}");
        }
        assert_eq!(own_address(&format!("/{}", "a".repeat(MAX_BACK_BYTES))), None);
    }
}
