//! The keys by which the server signs, and the public halves by which others check it.
//!
//! The newest key signs; those before it go on verifying what they signed. Every server of a program has
//! them from the database, so a key that one makes the others use from their next signature on.

use std::{fmt, fmt::Write as _};

use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature, Signer, SigningKey as Ed25519, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::{
    audit::{
        event::signing_key_event,
        seal::{BadSignature, SIGNATURE_BYTES, SignedHead, TrustedKeys},
    },
    event::{Actor, Head},
    identity::api::{SigningKeyView, SigningKeys},
    ports::{Clock, Random},
};
use store::{Document, Store, StoreError, Table, Unit};

/// A key as stored.
#[derive(Clone, Serialize, Deserialize)]
struct SigningKey {
    name: String,
    version: u64,
    /// The seed, 32 bytes in lower-case hex.
    secret: String,
    public_key: String,
    #[serde(deserialize_with = "shared::time::read_instant")]
    since: DateTime<Utc>,
    #[serde(default, deserialize_with = "shared::time::read_optional_instant")]
    retired_at: Option<DateTime<Utc>>,
}

/// Never shows the secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Document for SigningKey {
    const TABLE: Table = Table::SigningKey;
    fn key(&self) -> String {
        self.name.clone()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl SigningKey {
    fn draw(random: &dyn Random, since: DateTime<Utc>) -> Self {
        let mut seed = [0; 32];
        random.fill(&mut seed);
        let public = Ed25519::from_bytes(&seed).verifying_key();
        Self {
            name: name_of(&public),
            version: 1,
            secret: hex(&seed),
            public_key: hex(public.as_bytes()),
            since,
            retired_at: None,
        }
    }

    fn sign(&self, message: &[u8]) -> Option<[u8; SIGNATURE_BYTES]> {
        let key = Ed25519::from_bytes(&bytes(&self.secret)?);
        Some(key.sign(message).to_bytes())
    }

    fn view(&self) -> SigningKeyView {
        SigningKeyView {
            name: self.name.clone(),
            public_key: self.public_key.clone(),
            since: self.since,
            retired_at: self.retired_at,
        }
    }
}

/// What a key is called: `ghsk_` and the first 64 bits of the SHA-256 of its public half. A name is never
/// given to another key.
fn name_of(key: &VerifyingKey) -> String {
    let digest = Sha256::digest(key.as_bytes());
    format!("ghsk_{}", hex(&digest[..8]))
}

/// Every key, the newest first.
async fn stored(store: &Store) -> Result<Vec<SigningKey>, StoreError> {
    let mut keys: Vec<SigningKey> = Vec::new();
    loop {
        let page = store.all_after::<SigningKey>(keys.last().map(|key| key.name.clone()), 100).await?;
        if page.is_empty() {
            break;
        }
        keys.extend(page);
    }
    keys.sort_by(|a, b| (b.since, &b.name).cmp(&(a.since, &a.name)));
    Ok(keys)
}

/// Every key, the newest first; the first one is made when there is none.
async fn at_hand(
    store: &Store,
    random: &dyn Random,
    clock: &dyn Clock,
) -> Result<Vec<SigningKey>, StoreError> {
    let keys = stored(store).await?;
    if !keys.is_empty() {
        return Ok(keys);
    }
    // Two servers at once may make two: the later one signs, and both verify.
    replace(store, &keys, Actor::System, random, clock.now()).await?;
    stored(store).await
}

/// A new key signs from now on, and those before it no more.
async fn replace(
    store: &Store,
    before: &[SigningKey],
    actor: Actor,
    random: &dyn Random,
    now: DateTime<Utc>,
) -> Result<SigningKey, StoreError> {
    let key = SigningKey::draw(random, now);
    let mut unit = Unit::default();
    unit.create(&key);
    let mut retired = Vec::new();
    for old in before.iter().filter(|old| old.retired_at.is_none()) {
        unit.update(&SigningKey { version: old.version + 1, retired_at: Some(now), ..old.clone() });
        retired.push(old.name.clone());
    }
    unit.event(signing_key_event(store.program(), &key.name, &key.public_key, &retired, actor, now));
    store.commit(unit).await?;
    Ok(key)
}

/// The public halves of every key, the newest first.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn public_keys(
    store: &Store,
    random: &dyn Random,
    clock: &dyn Clock,
) -> Result<SigningKeys, StoreError> {
    let keys = at_hand(store, random, clock).await?;
    Ok(SigningKeys { keys: keys.iter().map(SigningKey::view).collect() })
}

/// Makes a new key, which signs from now on.
///
/// # Errors
/// When the database cannot be read or written, or somebody else rotates at the same moment.
pub async fn rotate(
    store: &Store,
    actor: Actor,
    random: &dyn Random,
    clock: &dyn Clock,
) -> Result<SigningKeyView, StoreError> {
    let before = stored(store).await?;
    // The order is by instants, which must differ.
    let newest = before.first().map_or(DateTime::UNIX_EPOCH, |key| key.since);
    let now = clock.now().max(newest + chrono::TimeDelta::milliseconds(1));
    Ok(replace(store, &before, actor, random, now).await?.view())
}

/// Signs that the events from `first` on end in `head`.
///
/// # Errors
/// When the database cannot be read or written, or the stored key is damaged.
pub async fn sign_head(
    store: &Store,
    head: &Head,
    first: u64,
    random: &dyn Random,
    clock: &dyn Clock,
) -> Result<SignedHead, StoreError> {
    let damaged = || StoreError::Database("the key that signs is damaged".to_owned());
    let keys = at_hand(store, random, clock).await?;
    let key = keys.first().ok_or_else(damaged)?;
    let mut intact = true;
    let signed = SignedHead::sign(head, first, &key.name, clock.now(), |message| {
        key.sign(message).unwrap_or_else(|| {
            intact = false;
            [0; SIGNATURE_BYTES]
        })
    });
    if intact { Ok(signed) } else { Err(damaged()) }
}

/// Public keys that somebody trusts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicKeys(Vec<(String, VerifyingKey)>);

/// Why a public key cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    #[error("“{0}” is not a public key: 64 hexadecimal digits of an ed25519 key are expected")]
    Malformed(String),
    #[error("the public key given for {given} is that of {found}: one of the two is wrong")]
    OtherName { given: String, found: String },
}

impl PublicKeys {
    /// Adds a key by its name and its 32 bytes in hex.
    ///
    /// # Errors
    /// See [`BadKey`].
    pub fn add(&mut self, name: &str, public_key: &str) -> Result<(), BadKey> {
        let malformed = || BadKey::Malformed(public_key.chars().take(80).collect());
        let key = bytes(&public_key.to_ascii_lowercase()).ok_or_else(malformed)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| malformed())?;
        let found = name_of(&key);
        if found != name {
            return Err(BadKey::OtherName { given: name.to_owned(), found });
        }
        self.0.push((found, key));
        Ok(())
    }

    /// The keys that a server lists.
    ///
    /// # Errors
    /// See [`BadKey`].
    pub fn of(listed: &SigningKeys) -> Result<Self, BadKey> {
        let mut keys = Self::default();
        for key in &listed.keys {
            keys.add(&key.name, &key.public_key)?;
        }
        Ok(keys)
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TrustedKeys for PublicKeys {
    fn check(
        &self,
        key: &str,
        message: &[u8],
        signature: &[u8; SIGNATURE_BYTES],
    ) -> Result<(), BadSignature> {
        let (_, key) = self.0.iter().find(|(name, _)| name == key).ok_or(BadSignature::UnknownKey)?;
        key.verify_strict(message, &Signature::from_bytes(signature)).map_err(|_| BadSignature::Mismatch)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string does not fail.
        _ = write!(text, "{byte:02x}");
        text
    })
}

/// Exactly 64 lower-case hexadecimal digits.
fn bytes(hex: &str) -> Option<[u8; 32]> {
    if hex.len() != 64 || !hex.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use shared::testing::{FixedClock, SeededRandom, SequentialIds};

    use super::*;
    use crate::testing::deep;

    #[test]
    fn the_newest_key_signs_and_those_before_it_go_on_verifying() {
        deep(async {
            let clock = Arc::new(FixedClock::default());
            let store = Store::open("mem://", clock.clone(), Arc::new(SequentialIds::default()));
            let (store, random) = (store.await.expect("opens"), SeededRandom::from(3));
            let head = Head::start(store.program());
            let first = sign_head(&store, &head, 1, &random, &*clock).await.expect("signed");
            assert_eq!(first.key.len(), "ghsk_".len() + 16);
            let host = Actor::Host { command: "guildhall keys rotate".to_owned() };
            let next = rotate(&store, host, &random, &*clock).await.expect("rotated");
            let second = sign_head(&store, &head, 1, &random, &*clock).await.expect("signed");
            assert_eq!(second.key, next.name);
            assert_ne!(first.key, second.key);

            let listed = public_keys(&store, &random, &*clock).await.expect("listed");
            let names: Vec<&str> = listed.keys.iter().map(|key| key.name.as_str()).collect();
            assert_eq!(names, [second.key.as_str(), first.key.as_str()]);
            assert_eq!(listed.keys[0].retired_at, None);
            assert_eq!(listed.keys[1].retired_at, Some(next.since));
            let trusted = PublicKeys::of(&listed).expect("good keys");
            assert_eq!(first.check(&trusted), Ok(()));
            assert_eq!(second.check(&trusted), Ok(()));
            let forged = SignedHead { sequence: 1, ..second.clone() };
            assert_eq!(forged.check(&trusted), Err(BadSignature::Mismatch));
            assert_eq!(second.check(&PublicKeys::default()), Err(BadSignature::UnknownKey));
            let kinds: Vec<String> = store
                .events_after(store.program(), 0, 10)
                .await
                .expect("events")
                .into_iter()
                .map(|event| event.kind)
                .collect();
            assert_eq!(kinds, ["signing_key.made", "signing_key.rotated"]);
        });
    }

    #[test]
    fn a_key_under_another_name_is_refused() {
        let key = SigningKey::draw(&SeededRandom::from(1), DateTime::UNIX_EPOCH);
        let mut keys = PublicKeys::default();
        assert_eq!(keys.add(&key.name, &key.public_key.to_uppercase()), Ok(()));
        let other = keys.add("ghsk_0000000000000000", &key.public_key);
        assert_eq!(
            other,
            Err(BadKey::OtherName { given: "ghsk_0000000000000000".to_owned(), found: key.name.clone() })
        );
        for bad in ["", "xyz", &key.public_key[1..], &"f".repeat(65)] {
            assert!(matches!(keys.add(&key.name, bad), Err(BadKey::Malformed(_))), "{bad}");
        }
        assert!(!format!("{key:?}").contains(&key.secret));
    }
}
