//! One maker at a time for one thing: the others wait for it and find it made.

use std::{
    collections::HashMap,
    fmt,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OwnedMutexGuard;

type Waiting<K> = Arc<Mutex<HashMap<K, Arc<tokio::sync::Mutex<()>>>>>;

/// The things being made right now. Look for the thing, [`enter`](Self::enter), look again, make it.
pub(crate) struct Flights<K>(Waiting<K>);

/// The right to make one thing, until it is dropped.
pub(crate) struct Turn<K: Eq + Hash> {
    waiting: Waiting<K>,
    key: K,
    /// Released after the entry is looked at; see `drop`.
    _guard: OwnedMutexGuard<()>,
}

impl<K: Eq + Hash + Clone> Flights<K> {
    /// Waits until nobody else makes this thing. A maker that gives up leaves the turn to the next.
    pub(crate) async fn enter(&self, key: K) -> Turn<K> {
        let lock = {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(waiting.entry(key.clone()).or_default())
        };
        let guard = lock.lock_owned().await;
        Turn { waiting: Arc::clone(&self.0), key, _guard: guard }
    }
}

impl<K: Eq + Hash> Drop for Turn<K> {
    fn drop(&mut self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        // One count is the map's, one the guard's; waiters take theirs under the lock held here.
        if waiting.get(&self.key).is_some_and(|lock| Arc::strong_count(lock) <= 2) {
            waiting.remove(&self.key);
        }
    }
}

impl<K> Default for Flights<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K> fmt::Debug for Flights<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Flights")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_thing_is_made_once_and_nothing_is_left_over() {
        let flights = Arc::new(Flights::default());
        let (inside, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let tasks: Vec<_> = (0..20)
            .map(|task| {
                let (flights, inside, most) = (Arc::clone(&flights), Arc::clone(&inside), Arc::clone(&most));
                tokio::spawn(async move {
                    let _turn = flights.enter(task % 2).await;
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    tokio::task::yield_now().await;
                    inside.fetch_sub(1, Ordering::SeqCst);
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("does not panic");
        }
        assert_eq!(most.load(Ordering::SeqCst), 2, "one for each key");
        assert!(flights.0.lock().expect("not poisoned").is_empty());
    }
}
