//! A passkey made of software. Every one of them signs with the same RSA key; they differ in their ids.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::{
    PrivateSigningKey,
    core::{CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::pages::market::ORIGIN;

/// An authenticator with one passkey, and what can be wrong with it.
#[derive(Clone, Debug)]
pub(super) struct SoftKey {
    pub(super) raw_id: Vec<u8>,
    /// Whom the passkey says that it belongs to, base64url.
    pub(super) holder: String,
    pub(super) counter: u32,
    pub(super) origin: String,
    /// Whether it asked for a PIN or a finger.
    pub(super) verifies: bool,
}

impl SoftKey {
    pub(super) fn named(id: &str) -> Self {
        Self {
            raw_id: id.as_bytes().to_vec(),
            holder: String::new(),
            counter: 0,
            origin: ORIGIN.to_owned(),
            verifies: true,
        }
    }

    pub(super) fn id(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.raw_id)
    }

    /// Makes a passkey, as `navigator.credentials.create()` does.
    pub(super) fn make(&mut self, options: &Value) -> Value {
        options["user"]["id"].as_str().expect("whom it is for").clone_into(&mut self.holder);
        let mut data = self.data(options["rp"]["id"].as_str().expect("a name"), 0x40);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.raw_id.len()).expect("short").to_be_bytes());
        data.extend(&self.raw_id);
        data.extend(public_key());
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        attestation.extend(u16::try_from(data.len()).expect("short").to_be_bytes());
        attestation.extend(data);
        self.answer(json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client_data("webauthn.create", options)),
            "attestationObject": URL_SAFE_NO_PAD.encode(attestation),
            "transports": ["internal"],
        }))
    }

    /// Signs a challenge, as `navigator.credentials.get()` does.
    pub(super) fn sign(&mut self, options: &Value) -> Value {
        if self.counter > 0 {
            self.counter += 1;
        }
        let data = self.data(options["rpId"].as_str().expect("a name"), 0);
        let client_data = self.client_data("webauthn.get", options);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client_data));
        let signature = rsa().sign(&CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, &signed);
        self.answer(json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client_data),
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature.expect("signed")),
            "userHandle": self.holder,
        }))
    }

    fn data(&self, rp: &str, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(rp).to_vec();
        data.push(more | 0x01 | if self.verifies { 0x04 } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        serde_json::to_vec(&data).expect("JSON")
    }

    fn answer(&self, response: Value) -> Value {
        json!({
            "id": self.id(),
            "rawId": self.id(),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        })
    }
}

fn rsa() -> CoreRsaPrivateSigningKey {
    CoreRsaPrivateSigningKey::from_pem(include_str!("key.pem"), None).expect("a key")
}

/// The key in COSE: kty RSA, alg RS256, modulus, exponent 65537.
fn public_key() -> Vec<u8> {
    let key = serde_json::to_value(rsa().as_verification_key()).expect("JSON");
    let modulus = URL_SAFE_NO_PAD.decode(key["n"].as_str().expect("a modulus")).expect("base64url");
    let mut cose = b"\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00".to_vec();
    assert_eq!(modulus.len(), 256);
    cose.extend(modulus);
    cose.extend(b"\x21\x43\x01\x00\x01");
    cose
}
