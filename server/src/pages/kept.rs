//! Rendered pages, kept for as long as nothing that they show has changed.

use std::sync::{Arc, OnceLock};

use app::i18n::Locale;
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use chrono::NaiveDate;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use moka::sync::Cache;
use sha2::{Digest, Sha256};

use super::{accepts_brotli, none_match};

/// Memory for the pages of one language, in bytes.
const BYTES_PER_LOCALE: u64 = 24 << 20;
/// Memory that a page takes besides its bytes.
const OVERHEAD: usize = 1024;
/// Brotli's effort: most of the gain at a few milliseconds a page.
const EFFORT: u32 = 5;

/// What a page was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Of the directory's snapshot.
    pub(super) generation: u64,
    /// In UTC.
    pub(super) day: NaiveDate,
    /// Of the editors' work: what is shown by the clock.
    pub(super) act: usize,
}

/// The pages of both languages, by address.
pub(super) struct Kept([Cache<String, Arc<Page>>; Locale::ALL.len()]);

impl Default for Kept {
    fn default() -> Self {
        Self(Locale::ALL.map(|_| {
            let weight = |address: &String, page: &Arc<Page>| {
                // The compressed form comes later; HTML like this compresses to less than a quarter.
                let bytes = address.len() + page.html.len() + page.html.len() / 4 + OVERHEAD;
                u32::try_from(bytes).unwrap_or(u32::MAX)
            };
            Cache::builder().max_capacity(BYTES_PER_LOCALE).weigher(weight).build()
        }))
    }
}

impl Kept {
    /// The page at an address, if it still holds.
    pub(super) fn get(&self, locale: Locale, address: &str, now: &Moment) -> Option<Arc<Page>> {
        self.0[locale as usize].get(address).filter(|page| page.made == *now)
    }

    pub(super) fn put(&self, locale: Locale, address: String, page: Arc<Page>) {
        self.0[locale as usize].insert(address, page);
    }
}

/// A rendered page, ready to be sent.
pub(super) struct Page {
    status: StatusCode,
    html: Bytes,
    brotli: OnceLock<Bytes>,
    tag: HeaderValue,
    policy: HeaderValue,
    made: Moment,
}

impl Page {
    pub(super) fn new(status: StatusCode, html: Bytes, policy: HeaderValue, made: Moment) -> Self {
        let digest = Sha256::digest(&html);
        let short = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect::<String>();
        let tag = HeaderValue::try_from(format!("W/\"{short}\""))
            .unwrap_or_else(|_| HeaderValue::from_static("W/\"page\""));
        Self { status, html, brotli: OnceLock::new(), tag, policy, made }
    }

    /// Whether it is a page for everyone to come: not an error, not a name that names nothing.
    pub(super) fn is_found(&self) -> bool {
        self.status == StatusCode::OK
    }

    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.reserve(8);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
        if !self.is_found() {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        } else {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            headers.insert(header::ETAG, self.tag.clone());
            if self.tag.to_str().is_ok_and(|tag| none_match(asked, tag)) {
                // Without the policy: the one that came with the page stays, and with it the page's nonce.
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                return response;
            }
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        let body = if accepts_brotli(asked) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            self.brotli.get_or_init(|| compressed(&self.html, EFFORT)).clone()
        } else {
            self.html.clone()
        };
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        *response.status_mut() = self.status;
        *response.body_mut() = Body::from(body);
        response.into_response()
    }
}

/// Brotli of some bytes, at an effort of 0 to 11.
pub(super) fn compressed(bytes: &[u8], effort: u32) -> Bytes {
    use std::io::Write;

    let mut out = Vec::with_capacity(bytes.len() / 4);
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, effort, 22);
    // Writing into memory does not fail.
    let _ = writer.write_all(bytes);
    drop(writer);
    out.into()
}
