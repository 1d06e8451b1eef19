//! Taking turns: writers of one row of this process go one after the other, in the order in which they came.
//!
//! Versions alone keep a row right, but not fair: who was overtaken hears of it a whole transaction after
//! the winner, who has sent the next write by then, and is overtaken again. Writers of other processes meet
//! in the database as before.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::OwnedMutexGuard;

/// As many rows are remembered before those without a writer are forgotten.
const ROWS: usize = 1_024;

/// Who writes what in this process.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<String, Weak<tokio::sync::Mutex<()>>>>);

impl Turns {
    /// Waits until it is the caller's turn to write `row`; the turn ends when the guard is dropped. Do
    /// nothing slow in it: no hashing, no calls to others.
    pub async fn of(&self, row: &str) -> OwnedMutexGuard<()> {
        self.queue(row).lock_owned().await
    }

    fn queue(&self, row: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = rows.get(row).and_then(Weak::upgrade) {
            return queue;
        }
        if rows.len() >= ROWS {
            rows.retain(|_, queue| queue.strong_count() > 0);
        }
        let queue = Arc::default();
        rows.insert(row.to_owned(), Arc::downgrade(&queue));
        queue
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn one_writes_at_a_time_and_the_first_to_come_is_the_first_to_go() {
        let turns = Arc::new(Turns::default());
        let order = Arc::new(Mutex::new(Vec::new()));
        let first = turns.of("a").await;
        let waiting: Vec<_> = (0..5)
            .map(|number| {
                let (turns, order) = (Arc::clone(&turns), Arc::clone(&order));
                async move {
                    let _turn = turns.of("a").await;
                    order.lock().expect("one test").push(number);
                }
            })
            .collect();
        let waiting = futures::future::join_all(waiting);
        tokio::pin!(waiting);
        let early = tokio::time::timeout(Duration::from_millis(20), &mut waiting).await;
        assert!(early.is_err() && order.lock().expect("one test").is_empty());
        // Another row is free.
        drop(turns.of("b").await);
        drop(first);
        waiting.await;
        assert_eq!(*order.lock().expect("one test"), [0, 1, 2, 3, 4]);
    }

    #[tokio::test]
    async fn rows_without_a_writer_are_forgotten() {
        let turns = Turns::default();
        let held = turns.of("held").await;
        for row in 0..ROWS * 2 {
            drop(turns.of(&row.to_string()).await);
        }
        let rows = turns.0.lock().expect("one test");
        assert!(rows.len() <= ROWS && rows.contains_key("held"));
        drop(held);
    }
}
