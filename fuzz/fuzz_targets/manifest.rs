//! Throws bytes at the parser and the linter of manifests. What has to hold for all of them is said in
//! `shared/src/manifest/any_bytes.rs`; the tests say it of the corpus and of every cut of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shared::manifest::any_bytes::hold(bytes));
