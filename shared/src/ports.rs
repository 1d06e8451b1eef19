//! What the pure code may ask of the outside. Implementations live in `server::ports` and in tests;
//! calling a clock or a random source anywhere else is refused by `clippy.toml`.

use chrono::{DateTime, Utc};

/// The current instant.
pub trait Clock: Send + Sync + std::fmt::Debug {
    fn now(&self) -> DateTime<Utc>;
}

/// New ids: 128 bits, sortable by the time of their making.
pub trait IdGen: Send + Sync + std::fmt::Debug {
    fn ulid(&self) -> ulid::Ulid;
}

/// Bits that nobody can guess: secrets, tokens, codes.
pub trait Random: Send + Sync + std::fmt::Debug {
    /// Overwrites every byte.
    fn fill(&self, bytes: &mut [u8]);
}
