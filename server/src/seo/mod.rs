//! What readers other than people with browsers come for: sitemap, robots, feeds, pictures for previews.

mod feeds;
mod picture;
mod sitemap;
mod texts;

use axum::{
    Router,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use shared::problem::ProblemKind;

use crate::{Failure, Services, pages::none_match};

/// The addresses of this part.
pub fn routes() -> Router<Services> {
    Router::new()
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(sitemap::whole))
        .route("/sitemaps/{file}", get(sitemap::part))
        .route("/feeds/new.atom", get(feeds::newest))
        .route("/feeds/updated.atom", get(feeds::updated))
        .route("/feeds/categories/{file}", get(feeds::category))
        .route("/og/default.png", get(picture::of_marketplace))
        .route("/og/apps/{file}", get(picture::of_app))
}

/// Search engines read the pages; what the pages are made of, and endless variations of lists, they need
/// not.
async fn robots(State(services): State<Services>) -> Response {
    let text = format!(
        "User-agent: *\nAllow: /\nDisallow: /api/\nDisallow: /language/\nDisallow: /compare?\nDisallow: /apps?\n\
         \nSitemap: {}/sitemap.xml\n",
        services.site.origin
    );
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, text).into_response()
}

/// A document that changes only with the directory: `version` names its state and that of what went in.
struct Document {
    kind: &'static str,
    /// For caches; more than the directory's generation where the document depends on more.
    version: String,
    /// Seconds for which nobody need ask again.
    fresh: u32,
}

impl Document {
    /// Answers 304 where the caller has this version, and else makes the bytes.
    fn answer(self, asked: &HeaderMap, make: impl FnOnce() -> Bytes) -> Response {
        match self.unchanged(asked) {
            Some(unchanged) => unchanged,
            None => self.with(make()),
        }
    }

    fn unchanged(&self, asked: &HeaderMap) -> Option<Response> {
        none_match(asked, &self.tag()).then(|| {
            let mut response = self.with(Bytes::new());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(header::CONTENT_TYPE);
            response
        })
    }

    fn with(&self, bytes: Bytes) -> Response {
        let mut response = Response::new(Body::from(bytes));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        for (name, value) in
            [(header::ETAG, self.tag()), (header::CACHE_CONTROL, format!("public, max-age={}", self.fresh))]
        {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
        response
    }

    fn tag(&self) -> String {
        format!("W/\"{}\"", self.version)
    }
}

fn unknown(what: &str) -> Failure {
    Failure::new(
        ProblemKind::NotFound,
        format!("{what} Start at /sitemap.xml for everything that is public."),
    )
}

#[cfg(test)]
mod tests;
