//! What a first visit downloads, compressed as it is served.

use std::{fs, path::Path};

use crate::report::{Must, Report};

pub(crate) fn measure(report: &mut Report) -> anyhow::Result<()> {
    let dist = tests::place("GUILDHALL_TEST_DIST");
    let document = fs::read_to_string(dist.join("index.html"))?;
    let wasm = compressed(&dist, &document, &["wasm"])?;
    let rest = compressed(&dist, &document, &["js", "css"])?;
    report.value("browse bundle (WASM + JS + CSS), brotli", kib(wasm + rest), "KiB", Must::AtMost(300.0));
    report.value("of which JS + CSS", kib(rest), "KiB", Must::AtMost(40.0));
    Ok(())
}

/// What the document for browsing names.
fn compressed(folder: &Path, document: &str, endings: &[&str]) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            bytes += compressed(&path, document, endings)?;
        } else if path.extension().is_some_and(|ending| ending == "br") {
            let plain = path.with_extension("");
            let ending = plain.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let name = plain.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if endings.contains(&ending) && document.contains(name) {
                bytes += fs::metadata(&path)?.len();
            }
        }
    }
    Ok(bytes)
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred thousand bytes")]
fn kib(bytes: u64) -> f64 {
    bytes as f64 / 1024.0
}
