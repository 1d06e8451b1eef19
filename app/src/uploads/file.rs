//! Files as the browser hands them over.

use js_sys::Uint8Array;
use leptos::prelude::window;
use send_wrapper::SendWrapper;
use shared::canonical::Digest;
use wasm_bindgen::JsValue;

use crate::browser::{invoke, member, settled};

/// What a file may be, for the browser's chooser. The server looks for itself.
pub(super) const ACCEPT: &str = "image/png,image/jpeg,image/webp,image/gif,image/svg+xml";

/// A file that somebody chose. It is in the page until that is left.
#[derive(Clone, Debug)]
pub struct File {
    pub name: String,
    pub bytes: u64,
    blob: SendWrapper<JsValue>,
}

/// The file changed or went away since it was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

impl File {
    fn of(blob: JsValue) -> Self {
        let bytes = member(&blob, "size").as_f64().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number of bytes"
        )]
        let bytes = bytes.max(0.0) as u64;
        let name = member(&blob, "name").as_string().unwrap_or_default();
        Self { name, bytes, blob: SendWrapper::new(blob) }
    }

    /// Every file of a `FileList`.
    pub(super) fn all(list: &JsValue) -> Vec<Self> {
        js_sys::Array::from(list).iter().map(Self::of).collect()
    }

    /// What is in it.
    pub(super) async fn read(&self) -> Result<Vec<u8>, Unreadable> {
        let promise = invoke(&self.blob, "arrayBuffer", &[]).map_err(|_| Unreadable)?;
        let buffer = SendWrapper::new(settled(promise)).await.map_err(|_| Unreadable)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// An address at which this page shows it. Give it back with [`forget`].
    pub(super) fn address(&self) -> Option<String> {
        let address = invoke(&member(&window(), "URL"), "createObjectURL", &[(*self.blob).clone()]);
        address.ok()?.as_string()
    }
}

/// Gives an address back.
pub(super) fn forget(address: &str) {
    if address.starts_with("blob:") {
        // One that was given back before is none any more.
        let _ = invoke(&member(&window(), "URL"), "revokeObjectURL", &[address.into()]);
    }
}

/// SHA-256, by the browser where it has that.
pub(super) async fn digest(bytes: &[u8]) -> Digest {
    let hashed = async {
        let subtle = member(&member(&window(), "crypto"), "subtle");
        let promise = invoke(&subtle, "digest", &["SHA-256".into(), Uint8Array::from(bytes).into()]).ok()?;
        let hash = settled(promise).await.ok()?;
        let hash = Uint8Array::new(&hash).to_vec();
        let text: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        text.parse().ok()
    };
    match hashed.await {
        Some(digest) => digest,
        None => Digest::of_bytes(bytes),
    }
}
