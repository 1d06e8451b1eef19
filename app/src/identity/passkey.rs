//! Passkeys: what the server asks is handed to the browser's authenticators, and what they make of it goes back.

use std::net::{Ipv4Addr, Ipv6Addr};

use js_sys::{Function, JSON, Reflect};
use leptos::prelude::window;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};

use super::texts;
use crate::{
    browser::{invoke, member, object, settled},
    forms::told_here,
    transport::CallError,
};

/// Ends a question that waits in the background.
#[derive(Clone, Debug)]
pub struct Waiting(JsValue);

impl Waiting {
    pub fn new() -> Option<Self> {
        let make: Function = member(&window(), "AbortController").dyn_into().ok()?;
        Reflect::construct(&make, &js_sys::Array::new()).ok().map(Self)
    }

    pub fn end(&self) {
        // One that has ended already stays so.
        let _ = invoke(&self.0, "abort", &[]);
    }
}

/// Whether the site has a name to which browsers bind passkeys: they make none for an IP address.
pub fn site_has_name(origin: &str) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let numbers = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().map(|address| address.parse::<Ipv6Addr>().is_ok()),
        None => host.split(':').next().map(|address| address.parse::<Ipv4Addr>().is_ok()),
    };
    numbers != Some(true)
}

/// Whether this browser can do it. Browser only.
pub fn supported() -> bool {
    member(&interface(), "parseRequestOptionsFromJSON").is_function()
}

/// Whether the browser offers passkeys in the list under a field.
pub async fn offered_in_fields() -> bool {
    let Ok(promise) = invoke(&interface(), "isConditionalMediationAvailable", &[]) else { return false };
    supported() && settled(promise).await.is_ok_and(|available| available.is_truthy())
}

/// Makes a passkey on this device or in a password manager.
///
/// # Errors
/// Why not, in the page's language.
pub async fn create(options: &Value) -> Result<Value, CallError> {
    let asked = parsed("parseCreationOptionsFromJSON", options)?;
    answered("create", &object(&[("publicKey", &asked)])).await
}

/// Signs a challenge with a passkey that the person chooses.
///
/// # Errors
/// Why not, in the page's language.
pub async fn get(options: &Value) -> Result<Value, CallError> {
    let asked = parsed("parseRequestOptionsFromJSON", options)?;
    answered("get", &object(&[("publicKey", &asked)])).await
}

/// As [`get`], offered in the list under a field, for as long as nothing else is chosen.
pub async fn get_in_field(options: &Value, waiting: &Waiting) -> Result<Value, CallError> {
    let asked = parsed("parseRequestOptionsFromJSON", options)?;
    let signal = member(&waiting.0, "signal");
    let question =
        object(&[("publicKey", &asked), ("mediation", &"conditional".into()), ("signal", &signal)]);
    answered("get", &question).await
}

fn interface() -> JsValue {
    member(&window(), "PublicKeyCredential")
}

fn parsed(how: &str, options: &Value) -> Result<JsValue, CallError> {
    // Some libraries wrap what the browser takes.
    let options = options.get("publicKey").unwrap_or(options);
    let json = JSON::parse(&options.to_string()).map_err(|why| refused(&why))?;
    if !supported() {
        return Err(told_here(texts().passkey_unsupported));
    }
    invoke(&interface(), how, &[json]).map_err(|why| refused(&why))
}

async fn answered(how: &str, question: &JsValue) -> Result<Value, CallError> {
    let credentials = member(&window().navigator(), "credentials");
    let promise = invoke(&credentials, how, std::slice::from_ref(question)).map_err(|why| refused(&why))?;
    let credential = settled(promise).await.map_err(|why| refused(&why))?;
    let json = invoke(&credential, "toJSON", &[]).map_err(|why| refused(&why))?;
    let text = JSON::stringify(&json).map_err(|why| refused(&why))?;
    serde_json::from_str(&String::from(text)).map_err(|_| told_here(texts().passkey_failed))
}

/// Browsers say no more than the kind: who asks is not to learn which passkeys there are.
fn refused(why: &JsValue) -> CallError {
    let t = texts();
    let name = member(why, "name").as_string().unwrap_or_default();
    told_here(match name.as_str() {
        "NotAllowedError" | "AbortError" => t.passkey_cancelled,
        "InvalidStateError" => t.passkey_known,
        "SecurityError" => t.passkey_elsewhere,
        _ => t.passkey_failed,
    })
}

#[cfg(test)]
mod tests {
    use super::site_has_name;

    #[test]
    fn a_site_of_numbers_has_no_name() {
        for origin in ["http://127.0.0.1:8080", "https://203.0.113.7", "http://[::1]:8080"] {
            assert!(!site_has_name(origin), "{origin}");
        }
        for origin in ["http://localhost:8080", "https://market.example", "https://1.market.example", ""] {
            assert!(site_has_name(origin), "{origin}");
        }
    }
}
