//! A secret that every server of a program shares, made by the first one.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use shared::ports::Random;
use store::{Document, Store, StoreError, Table, Unit};

/// As stored: the only row of its table.
#[derive(Serialize, Deserialize)]
struct ServerSecret {
    /// 32 bytes in hexadecimal.
    hex: String,
}

impl Document for ServerSecret {
    const TABLE: Table = Table::ServerSecret;
    fn key(&self) -> String {
        "only".to_owned()
    }
    fn version(&self) -> u64 {
        1
    }
}

/// The secret, drawn when there is none.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn load(store: &Store, random: &dyn Random) -> Result<[u8; 32], StoreError> {
    if let Some(secret) = stored(store).await? {
        return Ok(secret);
    }
    let mut fresh = [0; 32];
    random.fill(&mut fresh);
    let hex = fresh.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        _ = write!(text, "{byte:02x}");
        text
    });
    let mut unit = Unit::default();
    unit.create(&ServerSecret { hex });
    match store.commit(unit).await {
        Ok(_) => Ok(fresh),
        // Another server started at the same moment.
        Err(StoreError::Taken { .. } | StoreError::Busy) => stored(store).await?.ok_or(StoreError::Busy),
        Err(error) => Err(error),
    }
}

async fn stored(store: &Store) -> Result<Option<[u8; 32]>, StoreError> {
    let Some(secret) = store.get::<ServerSecret>("only").await? else { return Ok(None) };
    let byte =
        |at: usize| secret.hex.get(2 * at..2 * at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let mut bytes = [0; 32];
    for (at, slot) in bytes.iter_mut().enumerate() {
        *slot = byte(at).ok_or_else(|| StoreError::Database("the server's secret is damaged".to_owned()))?;
    }
    Ok(Some(bytes))
}
