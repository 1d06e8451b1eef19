//! The files of the browser bundle: read once, served from memory, compressed ahead of the first request.

use std::{
    collections::HashMap,
    fmt, io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use app::shell::Assets as Entry;
use axum::{body::Body, response::Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};

use super::{accepts_brotli, kept::compressed, none_match};

/// The documents that Trunk writes, of the bundle for browsing and of the one with every screen; the server
/// renders its own and takes only the names from them.
const DOCUMENTS: [&str; 2] = ["index.html", "every-screen.html"];
/// Files larger than this do not belong into a bundle.
const MAX_FILE_BYTES: u64 = 128 << 20;
/// Brotli's effort for files that the build did not compress.
const EFFORT: u32 = 5;

/// The bundle. `Assets::default()` has no files.
#[derive(Clone, Default)]
pub struct Assets(Arc<Bundle>);

#[derive(Default)]
struct Bundle {
    files: HashMap<String, File>,
    browse: Entry,
    every: Entry,
}

struct File {
    bytes: Bytes,
    brotli: OnceLock<Bytes>,
    kind: &'static str,
    tag: HeaderValue,
    caching: HeaderValue,
}

/// Why the bundle cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    #[error(
        "the bundle in {} cannot be read: {source}; build it with `cargo xtask start`, or name the folder that Trunk wrote with --assets",
        path.display()
    )]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} names no script: it is not what Trunk writes; build the bundle again", path.display())]
    NoScript { path: PathBuf },
    #[error("{} is larger than {} MiB and no part of a bundle; remove it", path.display(), MAX_FILE_BYTES >> 20)]
    TooLarge { path: PathBuf },
}

impl Assets {
    /// Reads the folder that Trunk wrote. A `.br` file beside a file is its compressed form; the others
    /// are compressed in the background.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read, or its document names no script.
    pub fn load(folder: &Path) -> Result<Self, AssetsError> {
        let mut files = HashMap::new();
        read_folder(folder, "", &mut files)?;
        let mut fonts: Vec<_> = files.keys().filter(|name| name.ends_with("-latin.woff2")).cloned().collect();
        fonts.sort_unstable();
        let [browse, every] = DOCUMENTS.map(|name| {
            let path = folder.join(name);
            let html = std::fs::read_to_string(&path)
                .map_err(|source| AssetsError::Unreadable { path: path.clone(), source })?;
            let entry = Entry { fonts: fonts.clone(), ..entry(&html) };
            if entry.js.is_empty() || entry.wasm.is_empty() {
                return Err(AssetsError::NoScript { path });
            }
            Ok(entry)
        });
        let assets = Self(Arc::new(Bundle { files, browse: browse?, every: every? }));
        assets.compress_in_background();
        Ok(assets)
    }

    /// The names that the shell of the page at `path` refers to.
    pub(super) fn entry(&self, path: &str) -> &Entry {
        if app::app::browsing(path) { &self.0.browse } else { &self.0.every }
    }

    /// The answer to a request for a file; `None` when no file has this path.
    pub(super) fn answer(&self, path: &str, asked: &HeaderMap) -> Option<Response> {
        self.0.files.get(path).map(|file| file.answer(asked))
    }

    /// A plain thread: a start without a runtime, as in a tool, compresses as well.
    fn compress_in_background(&self) {
        let bundle = Arc::clone(&self.0);
        let compress = move || {
            for file in bundle.files.values().filter(|file| compresses(file.kind)) {
                file.brotli.get_or_init(|| compressed(&file.bytes, EFFORT));
            }
        };
        if let Err(error) = std::thread::Builder::new().name("compress-assets".to_owned()).spawn(compress) {
            tracing::warn!(%error, "files of the bundle are served uncompressed");
        }
    }
}

impl fmt::Debug for Assets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assets").field("files", &self.0.files.len()).field("browse", &self.0.browse).finish()
    }
}

impl File {
    fn answer(&self, asked: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.tag.clone());
        headers.insert(header::CACHE_CONTROL, self.caching.clone());
        let packed = compresses(self.kind);
        if packed {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if self.tag.to_str().is_ok_and(|tag| none_match(asked, tag)) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        let body = match self.brotli.get() {
            Some(brotli) if packed && accepts_brotli(asked) => {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
                brotli.clone()
            }
            _ => self.bytes.clone(),
        };
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        *response.body_mut() = Body::from(body);
        response
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut HashMap<String, File>) -> Result<(), AssetsError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| AssetsError::Unreadable { path, source }
    };
    for found in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let found = found.map_err(unreadable(folder))?;
        let path = found.path();
        // A name that is not UTF-8 cannot be asked for.
        let Some(name) = found.file_name().to_str().map(str::to_owned) else { continue };
        let about = std::fs::metadata(&path).map_err(unreadable(&path))?;
        if about.is_dir() {
            read_folder(&path, &format!("{prefix}/{name}"), files)?;
            continue;
        }
        let hidden = name.starts_with('.')
            || name.ends_with(".br")
            || (prefix.is_empty() && DOCUMENTS.contains(&name.as_str()));
        if hidden || !about.is_file() {
            continue;
        }
        if about.len() > MAX_FILE_BYTES {
            return Err(AssetsError::TooLarge { path });
        }
        let bytes: Bytes = std::fs::read(&path).map_err(unreadable(&path))?.into();
        let mut packed = path.clone().into_os_string();
        packed.push(".br");
        let brotli = OnceLock::new();
        if let Ok(packed) = std::fs::read(packed) {
            let _ = brotli.set(packed.into());
        }
        files.insert(format!("{prefix}/{name}"), file(&name, bytes, brotli));
    }
    Ok(())
}

fn file(name: &str, bytes: Bytes, brotli: OnceLock<Bytes>) -> File {
    let digest = Sha256::digest(&bytes);
    let short = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect::<String>();
    let tag = HeaderValue::try_from(format!("W/\"{short}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("W/\"file\""));
    let caching = if is_hashed(name) {
        "public, max-age=31536000, immutable"
    } else if name.ends_with(".woff2") {
        // A font that changes gets another name, but nothing in the build sees to it.
        "public, max-age=2592000"
    } else {
        "public, max-age=300, stale-while-revalidate=86400"
    };
    File { bytes, brotli, kind: kind(name), tag, caching: HeaderValue::from_static(caching) }
}

/// Whether the build put a hash of the content into the name: `web-1f0c…e2_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() >= 12 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "html" => "text/html; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn compresses(kind: &str) -> bool {
    kind.starts_with("text/")
        || matches!(
            kind,
            "application/wasm" | "image/svg+xml" | "application/json" | "application/manifest+json"
        )
}

/// The names that Trunk wrote into its document.
fn entry(html: &str) -> Entry {
    let mut entry = Entry::default();
    for tag in html.split("<link").skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let Some(address) = attribute(tag, "href") else { continue };
        match attribute(tag, "rel") {
            Some("stylesheet") if entry.css.is_empty() => address.clone_into(&mut entry.css),
            Some("modulepreload") if entry.js.is_empty() => address.clone_into(&mut entry.js),
            Some("preload") if address.ends_with(".wasm") => address.clone_into(&mut entry.wasm),
            _ => {}
        }
    }
    entry
}

/// The value of an attribute, quoted or not.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let before = tag[..at].chars().next_back()?;
        let value = tag[at + name.len()..].strip_prefix('=')?;
        if !before.is_ascii_whitespace() {
            return None;
        }
        match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next(),
            _ => value
                .split(|letter: char| letter.is_ascii_whitespace())
                .next()
                .map(|bare| bare.trim_end_matches('/')),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_read_out_of_trunk_s_document() {
        let plain = r#"<link rel="stylesheet" href="/main-5f2c0e1b9a7d4c3e.css" integrity="sha384-x"/>
            <link rel="icon" href="/favicon.svg">
            <link rel="modulepreload" href="/web-0123456789abcdef.js" crossorigin="anonymous">
            <link rel="preload" href="/web-0123456789abcdef_bg.wasm" crossorigin="anonymous" as="fetch" type="application/wasm">"#;
        let bare = plain.replace('"', "");
        for html in [plain, bare.as_str()] {
            let entry = entry(html);
            assert_eq!(entry.css, "/main-5f2c0e1b9a7d4c3e.css");
            assert_eq!(entry.js, "/web-0123456789abcdef.js");
            assert_eq!(entry.wasm, "/web-0123456789abcdef_bg.wasm");
        }
    }

    #[test]
    fn names_with_a_hash_are_told_from_others() {
        for hashed in ["web-0123456789abcdef.js", "web-0123456789abcdef_bg.wasm", "main-5f2c0e1b9a7d4c3e.css"]
        {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in
            ["theme.js", "newsreader-latin.woff2", "site.webmanifest", "a-added.js", "0123456789abcdef.js"]
        {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[test]
    fn a_folder_that_is_no_bundle_is_refused_by_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = Assets::load(folder.path()).expect_err("empty").to_string();
        assert!(error.contains(DOCUMENTS[0]) && error.contains("--assets"), "{error}");
        std::fs::write(folder.path().join(DOCUMENTS[0]), "<html></html>").expect("writes");
        assert!(matches!(Assets::load(folder.path()), Err(AssetsError::NoScript { .. })));
    }
}
