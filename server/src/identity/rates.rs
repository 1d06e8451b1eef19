//! How many requests are let through: counted in the database, so that every server counts together.
//!
//! A server takes a part of what is left at once and hands it out from memory: one write for many
//! requests. What it took and did not use is lost until the next minute.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use store::{Document, Store, StoreError, Table, Unit};

use crate::turns::Turns;

/// The window, in seconds.
const WINDOW: i64 = 60;
/// A server takes this part of the limit at once.
const PART: u32 = 10;
/// How often servers that take at the same moment try again.
const ATTEMPTS: u32 = 8;
/// Most subjects that are remembered between two windows.
const SUBJECTS: usize = 20_000;

/// What stands in the `RateLimit` headers of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub limit: u32,
    /// Left in this window, as far as this server knows.
    pub left: u32,
    /// Seconds until the next window.
    pub reset: u32,
    /// Whether this request is let through.
    pub through: bool,
}

/// How much of a limit is used up, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Used {
    id: String,
    version: u64,
    used: u32,
    ends_at: DateTime<Utc>,
}

impl Document for Used {
    const TABLE: Table = Table::Rate;
    fn key(&self) -> String {
        self.id.clone()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.ends_at)
    }
}

/// What this server holds of a subject's limit.
#[derive(Clone, Copy, Debug)]
struct Held {
    window: i64,
    in_hand: u32,
    /// Taken by all servers when this one last looked.
    used: u32,
}

/// The counters of a server.
#[derive(Debug, Default)]
pub struct Rates {
    held: Mutex<HashMap<String, Held>>,
    /// Of this server's requests that find nothing in hand, one takes for all.
    turns: Turns,
}

impl Rates {
    /// Counts a request of `subject`, of which `limit` are let through in a minute.
    ///
    /// # Errors
    /// When the database cannot be read or written, or other servers take all the time.
    pub async fn count(
        &self,
        store: &Store,
        subject: &str,
        limit: u32,
        now: DateTime<Utc>,
    ) -> Result<Standing, StoreError> {
        let window = now.timestamp().div_euclid(WINDOW);
        let reset = u32::try_from(WINDOW - now.timestamp().rem_euclid(WINDOW)).unwrap_or(60);
        let standing = |held: Held, through| Standing {
            limit,
            left: limit.saturating_sub(held.used) + held.in_hand,
            reset,
            through,
        };
        if let Some(held) = self.in_hand(subject, window) {
            return Ok(standing(held, true));
        }
        if let Some(held) = self.used_up(subject, window, limit) {
            return Ok(standing(held, false));
        }
        let _turn = self.turns.of(subject).await;
        if let Some(held) = self.used_up(subject, window, limit) {
            return Ok(standing(held, false));
        }
        if let Some(held) = self.in_hand(subject, window) {
            return Ok(standing(held, true));
        }
        let mut held = take(store, subject, window, limit).await?;
        let through = held.in_hand > 0;
        held.in_hand = held.in_hand.saturating_sub(1);
        self.keep(subject, held);
        Ok(standing(held, through))
    }

    /// One out of what is in hand; `None` when more has to be taken.
    fn in_hand(&self, subject: &str, window: i64) -> Option<Held> {
        let mut all = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.get_mut(subject).filter(|held| held.window == window && held.in_hand > 0)?;
        held.in_hand -= 1;
        Some(*held)
    }

    /// What is known of a limit of which nothing is left in this window.
    fn used_up(&self, subject: &str, window: i64, limit: u32) -> Option<Held> {
        let all = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let over = |held: &&Held| held.window == window && held.in_hand == 0 && held.used >= limit;
        all.get(subject).filter(over).copied()
    }

    fn keep(&self, subject: &str, held: Held) {
        let mut all = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= SUBJECTS {
            all.retain(|_, old| old.window == held.window);
        }
        if all.len() < SUBJECTS {
            all.insert(subject.to_owned(), held);
        }
    }
}

/// Takes a part of what is left.
async fn take(store: &Store, subject: &str, window: i64, limit: u32) -> Result<Held, StoreError> {
    let id = format!("{subject}/{window}");
    let ends_at = DateTime::from_timestamp((window + 1) * WINDOW, 0).unwrap_or_default();
    for _ in 0..ATTEMPTS {
        let stored = store.get::<Used>(id.clone()).await?;
        let used = stored.as_ref().map_or(0, |stored| stored.used);
        let part = (limit / PART).max(1).min(limit.saturating_sub(used));
        if part == 0 {
            return Ok(Held { window, in_hand: 0, used });
        }
        let next = Used {
            id: id.clone(),
            version: stored.as_ref().map_or(1, |stored| stored.version + 1),
            used: used + part,
            ends_at: ends_at + TimeDelta::minutes(5),
        };
        let mut unit = Unit::default();
        match &stored {
            None => unit.create(&next),
            Some(_) => unit.update(&next),
        }
        match store.commit(unit).await {
            Ok(_) => return Ok(Held { window, in_hand: part, used: next.used }),
            Err(StoreError::VersionConflict { .. } | StoreError::Taken { .. } | StoreError::Busy) => {}
            Err(error) => return Err(error),
        }
    }
    Err(StoreError::Busy)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use shared::testing::{FixedClock, START, SequentialIds};

    use super::*;
    use crate::testing::deep;

    async fn store() -> Store {
        Store::open("mem://", Arc::new(FixedClock::default()), Arc::new(SequentialIds::default()))
            .await
            .expect("opens")
    }

    #[test]
    fn two_servers_let_through_no_more_than_the_limit_and_the_next_minute_begins_anew() {
        deep(async {
            let store = store().await;
            let (here, there) = (Rates::default(), Rates::default());
            let mut through = 0;
            for round in 0..200 {
                let rates = if round % 2 == 0 { &here } else { &there };
                let standing = rates.count(&store, "person/anna", 100, START).await.expect("counted");
                assert_eq!(standing.limit, 100);
                through += u32::from(standing.through);
            }
            assert_eq!(through, 100);
            let last = here.count(&store, "person/anna", 100, START).await.expect("counted");
            assert_eq!((last.left, last.through), (0, false));
            let other = here.count(&store, "person/ben", 100, START).await.expect("counted");
            assert!(other.through);
            let later = START + TimeDelta::seconds(i64::from(last.reset));
            assert!(here.count(&store, "person/anna", 100, later).await.expect("counted").through);
        });
    }
}
