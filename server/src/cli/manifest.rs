//! Manifests and catalogues as commands read them: from files, or from standard input.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use shared::manifest::{catalogue::Catalogue, source::Format};

use super::Stopped;
use crate::config::reason;

/// Bytes that are read of a manifest: more than the policy allows, so that too much of it is a finding.
const MOST_BYTES: u64 = 64 << 20;

/// What a file is called in reports.
pub(super) fn shown(file: &Path) -> String {
    if file.as_os_str() == "-" { "stdin".to_owned() } else { file.display().to_string() }
}

pub(super) fn bytes_of(file: &Path) -> Result<Vec<u8>, Stopped> {
    let read = |input: &mut dyn Read| {
        let mut bytes = Vec::new();
        input.take(MOST_BYTES).read_to_end(&mut bytes).map(|_| bytes)
    };
    let bytes = if file.as_os_str() == "-" {
        read(&mut io::stdin().lock())
    } else {
        File::open(file).and_then(|mut file| read(&mut file))
    };
    bytes.map_err(|error| unreadable(file, &error))
}

/// By the name of the file; without one that says it, by how the text begins.
pub(super) fn format_of(file: &Path, bytes: &[u8]) -> Format {
    let extension = file.extension().and_then(|extension| extension.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("json") => Format::Json,
        Some("toml") => Format::Toml,
        _ if bytes.trim_ascii_start().starts_with(b"{") => Format::Json,
        _ => Format::Toml,
    }
}

/// The catalogue in a file; the standard one without.
pub(super) fn catalogue(file: Option<&Path>) -> Result<Catalogue, Stopped> {
    let Some(file) = file else { return Ok(Catalogue::default()) };
    serde_json::from_slice(&fs::read(file).map_err(|error| unreadable(file, &error))?)
        .map_err(|error| Stopped::misused(format!("{} is not a catalogue: {error}.", file.display())))
}

pub(super) fn unreadable(file: &Path, error: &io::Error) -> Stopped {
    Stopped::misused(format!("{} cannot be read: {}.", file.display(), reason(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_read_off_the_name_and_else_off_the_text() {
        let of = |name: &str, text: &str| format_of(Path::new(name), text.as_bytes());
        assert_eq!(of("manifest.toml", "{"), Format::Toml);
        assert_eq!(of("manifest.JSON", ""), Format::Json);
        assert_eq!(of("-", "  {}"), Format::Json);
        assert_eq!(of("-", "schema = 1"), Format::Toml);
    }
}
