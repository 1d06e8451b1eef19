//! Writes that wait for the disk together.
//!
//! While one transaction is on its way to the disk, others queue up; they go as one transaction next. Each
//! is still committed whole or not at all: when a group is refused, every unit of it is tried by itself.

use std::{collections::HashSet, sync::Arc};

use shared::event::Event;
use tokio::sync::{mpsc, oneshot};

use crate::{Inner, StoreError, Unit, commit::WriteError, connect::MAX_UNIT_BYTES};

/// Most units that share a transaction.
const MOST: usize = 256;
/// Units that may wait before writers wait for a place in the queue.
const WAITING: usize = 4096;

/// A unit and who waits for it.
#[derive(Debug)]
struct Pending {
    unit: Unit,
    done: oneshot::Sender<Result<Vec<Event>, StoreError>>,
}

/// Where units are handed in. The writer behind it ends when every clone is gone.
#[derive(Clone, Debug)]
pub(crate) struct Queue(mpsc::Sender<Pending>);

impl Queue {
    /// Waits until the unit is written, or refused.
    pub(crate) async fn commit(&self, unit: Unit) -> Result<Vec<Event>, StoreError> {
        let (done, answer) = oneshot::channel();
        let gone = || StoreError::Database("the database is closed".to_owned());
        self.0.send(Pending { unit, done }).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

/// Starts the writer of a store. A caller that stops waiting does not stop its write.
pub(crate) fn start(inner: Arc<Inner>) -> Queue {
    let (queue, mut waiting) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let mut held = None;
        loop {
            let first = match held.take() {
                Some(first) => first,
                None => match waiting.recv().await {
                    Some(first) => first,
                    None => break,
                },
            };
            let mut group = Group::of(first);
            while let Ok(next) = waiting.try_recv() {
                if let Some(next) = group.take(next) {
                    held = Some(next);
                    break;
                }
            }
            group.write(&inner).await;
        }
    });
    Queue(queue)
}

/// Units that write different rows.
struct Group {
    members: Vec<Pending>,
    rows: HashSet<String>,
    bytes: usize,
}

impl Group {
    fn of(first: Pending) -> Self {
        let bytes = first.unit.bytes;
        Self { members: vec![first], rows: HashSet::new(), bytes }
    }

    /// Takes one more, or gives it back when it does not fit.
    fn take(&mut self, next: Pending) -> Option<Pending> {
        // A unit alone needs no list of its rows.
        if let [first] = self.members.as_slice() {
            self.rows = first.unit.rows().collect();
        }
        let rows: Vec<String> = next.unit.rows().collect();
        let apart = rows.iter().all(|row| !self.rows.contains(row));
        if !apart || self.members.len() >= MOST || self.bytes + next.unit.bytes > MAX_UNIT_BYTES {
            return Some(next);
        }
        self.rows.extend(rows);
        self.bytes += next.unit.bytes;
        self.members.push(next);
        None
    }

    async fn write(self, inner: &Inner) {
        if self.members.len() > 1 {
            let mut whole = Unit::default();
            for member in &self.members {
                whole.append(member.unit.clone());
            }
            match inner.write(&whole).await {
                Ok(events) => return self.written(events),
                Err(WriteError::Broken(error)) => {
                    for member in self.members {
                        // Who has gone does not want to know.
                        let _ = member.done.send(Err(error.clone()));
                    }
                    return;
                }
                // One of them is at fault; which, shows by itself.
                Err(WriteError::Refused(_)) => {}
            }
        }
        for Pending { unit, done } in self.members {
            let outcome = inner.write(&unit).await;
            let _ = done.send(outcome.map_err(StoreError::from));
        }
    }

    /// Hands each its own events.
    fn written(self, events: Vec<Event>) {
        let mut events = events.into_iter();
        for Pending { unit, done } in self.members {
            let own = events.by_ref().take(unit.events.len()).collect();
            let _ = done.send(Ok(own));
        }
    }
}
