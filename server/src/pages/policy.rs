//! What a page may load and run.

use http::HeaderValue;

/// The page's Content-Security-Policy: its own files, its own scripts by nonce, no eval but WebAssembly's.
///
/// A page is kept and sent to many with the same nonce. What the nonce guards against is script in
/// content that was stored before the page was rendered, and such content cannot know it.
pub(super) fn of(nonce: &str, origin: &str) -> HeaderValue {
    // A site behind TLS asks for nothing in the clear.
    let upgrade = if origin.starts_with("https://") { "; upgrade-insecure-requests" } else { "" };
    let nonce = if nonce.is_empty() { String::new() } else { format!(" 'nonce-{nonce}'") };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{nonce}; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'{upgrade}"
    );
    HeaderValue::try_from(policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'self'"))
}
