//! Identity over HTTP: who sends a request, signing in and out, accounts and keys.

pub(crate) mod account;
pub mod cookies;
mod desktop;
mod device;
mod devices;
mod hasher;
mod keys;
mod proofs;
mod rates;
pub mod server_secret;
pub mod sessions;
mod sign_in;
mod strikes;
#[cfg(test)]
mod testing;
pub mod visitor;

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};

use sha2::{Digest, Sha256};
use shared::{
    identity::policy::IdentityPolicy, ids::PersonId, organisations::policy::OrganisationPolicy, ports::Random,
};

use crate::api::Api;

use self::{cookies::Cookies, hasher::Hasher, rates::Rates, visitor::Recent};

pub use self::rates::Standing;

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    sign_in::mount(api);
    account::mount(api);
    proofs::mount(api);
    keys::mount(api);
    desktop::mount(api);
}

/// What signing in and being signed in rest on, beside the store.
#[derive(Debug)]
pub struct Identity {
    pub policy: IdentityPolicy,
    pub organisations: OrganisationPolicy,
    pub cookies: Cookies,
    /// How many proxies in front of this server are believed about the address of a client.
    pub proxies: usize,
    pub hasher: Hasher,
    pub rates: Rates,
    pub(crate) recent: Recent,
    /// Writes of this server that are under way, by their idempotency key.
    pub(crate) under_way: Mutex<HashSet<String>>,
    /// Shared by every server of the program.
    server_secret: [u8; 32],
}

impl Identity {
    /// `server_secret` is the same at every server of a program: [`server_secret::load`].
    pub fn new(
        policy: IdentityPolicy,
        origin: &str,
        proxies: usize,
        random: Arc<dyn Random>,
        server_secret: [u8; 32],
    ) -> Self {
        Self {
            policy,
            organisations: OrganisationPolicy::default(),
            cookies: Cookies::of(origin),
            proxies,
            hasher: Hasher::new(random),
            rates: Rates::default(),
            recent: Recent::default(),
            under_way: Mutex::default(),
            server_secret,
        }
    }

    /// What who runs the server types on the set-up page: printed at the start, the same at every server.
    pub fn set_up_code(&self) -> String {
        let digest =
            Sha256::new().chain_update(b"guildhall/set-up").chain_update(self.server_secret).finalize();
        digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The proof that a browser has signed this person in before.
    fn device_proof(&self, person: PersonId) -> String {
        let digest = Sha256::new()
            .chain_update(b"guildhall/known-device")
            .chain_update(self.server_secret)
            .chain_update(person.ulid().to_bytes())
            .finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
