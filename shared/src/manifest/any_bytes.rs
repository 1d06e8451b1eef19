//! What holds for whatever bytes a manifest is read from: used by the fuzz target, and by a run over the corpus.

use std::str;

use super::{
    Facts, Report, catalogue::Catalogue, fix::apply, lint_bytes, policy::LintPolicy, source::Format,
};
use crate::testing::START;

fn report(bytes: &[u8], format: Format) -> Report {
    let facts = Facts { today: START.date_naive(), approved: None };
    lint_bytes(bytes, format, &Catalogue::default(), &LintPolicy::default(), &facts)
}

/// Reads the bytes as either format.
///
/// # Panics
/// When the linter says something else the second time, reports what does not read back, passes what it
/// could not read, or offers a fix that makes no document.
pub fn hold(bytes: &[u8]) {
    for format in [Format::Toml, Format::Json] {
        let found = report(bytes, format);
        let again = report(bytes, format);
        assert_eq!(found.hash, again.hash, "the same bytes have the same report");
        assert!(found.manifest.is_some() || !found.passes, "what cannot be read passes");
        let json = serde_json::to_string(&found).expect("a report is JSON");
        let back: Report = serde_json::from_str(&json).expect("a report reads back");
        assert_eq!(back, found);
        let Ok(source) = str::from_utf8(bytes) else { continue };
        for finding in &found.findings {
            if let Some(fix) = &finding.fix
                && let Ok(fixed) = apply(source, format, fix)
            {
                // Whatever it is now, it is looked at like any other.
                report(fixed.as_bytes(), format);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// Cuts and flipped bits of each document.
    const HARMED: usize = 24;

    #[test]
    fn the_corpus_holds_whole_cut_and_harmed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/manifest");
        let mut read = 0;
        for entry in fs::read_dir(folder).expect("the corpus") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().into_owned();
            if name.ends_with(".expected.json") || name.ends_with(".context.json") {
                continue;
            }
            let bytes = fs::read(&path).expect("a document");
            hold(&bytes);
            read += 1;
            for part in 1..HARMED {
                let at = bytes.len() * part / HARMED;
                hold(&bytes[..at]);
                let mut harmed = bytes.clone();
                if let Some(byte) = harmed.get_mut(at) {
                    *byte ^= 1 << (part % 8);
                    hold(&harmed);
                }
            }
        }
        assert!(read >= 20, "{read} documents");
    }
}
