//! `/problems/{slug}`: what each kind of problem means, for the person who follows its `type`.

mod english;
mod german;

use app::i18n::Locale;
use axum::{
    Router,
    extract::Path,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, HeaderValue, header};
use shared::problem::ProblemKind;

use crate::{failure::Failure, pages::language_of};

/// One language of these pages.
struct Words {
    index_title: &'static str,
    index_lead: &'static str,
    status: &'static str,
    kind: &'static str,
    meaning: &'static str,
    way_on: &'static str,
    all: &'static str,
    title: fn(ProblemKind) -> &'static str,
    explain: fn(ProblemKind) -> Explanation,
}

/// What a kind means, and what to do. HTML.
struct Explanation {
    meaning: &'static str,
    way_on: &'static str,
}

/// The pages as routes.
pub fn routes() -> Router {
    Router::new().route("/problems", get(index)).route("/problems/{slug}", get(page))
}

fn words(headers: &HeaderMap) -> (Locale, &'static Words) {
    let locale = language_of(headers);
    (locale, locale.pick(&english::WORDS, &german::WORDS))
}

async fn index(headers: HeaderMap) -> Response {
    let (locale, words) = words(&headers);
    let items: String = ProblemKind::ALL
        .into_iter()
        .map(|kind| format!("<li><a href=\"/problems/{}\">{}</a></li>", kind.slug(), (words.title)(kind)))
        .collect();
    document(locale, words.index_title, &format!("<p>{}</p><ul>{items}</ul>", words.index_lead))
}

async fn page(headers: HeaderMap, Path(slug): Path<String>) -> Response {
    let Some(kind) = ProblemKind::ALL.into_iter().find(|kind| kind.slug() == slug) else {
        return Failure::new(
            ProblemKind::NotFound,
            "There is no such type of problem. /problems lists those that exist.",
        )
        .into_response();
    };
    let (locale, words) = words(&headers);
    let Explanation { meaning, way_on } = (words.explain)(kind);
    document(
        locale,
        (words.title)(kind),
        &format!(
            "<p>{} {}, {} <code>/problems/{}</code>.</p><h2>{}</h2><p>{meaning}</p><h2>{}</h2><p>{way_on}</p>\
             <p><a href=\"/problems\">{}</a></p>",
            words.status,
            kind.status(),
            words.kind,
            kind.slug(),
            words.meaning,
            words.way_on,
            words.all,
        ),
    )
}

/// A page that needs nothing but itself. `body` is written here and holds no foreign text.
fn document(locale: Locale, title: &str, body: &str) -> Response {
    let page = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <style>:root{{color-scheme:light dark}}body{{font:1rem/1.6 system-ui,sans-serif;max-inline-size:42rem;\
         margin:4rem auto;padding-inline:1.5rem}}h1{{line-height:1.2}}</style></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>",
        locale.tag(),
    );
    let mut response = Html(page).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'",
        ),
    );
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    response
}
