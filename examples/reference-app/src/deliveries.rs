//! What was done already. Deliveries come at least once; nothing is done twice.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::Value;

/// How many are remembered. A real app keeps them with its data, in the transaction of what it did.
const MOST: usize = 10_000;

/// Ids of deliveries with what was answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deliveries(Arc<Mutex<Remembered>>);

#[derive(Debug, Default)]
struct Remembered {
    answers: HashMap<String, Value>,
    oldest_first: VecDeque<String>,
}

impl Deliveries {
    /// Does what a delivery asks for, unless it was done before. Says what to answer, and whether the delivery was
    /// known. While one is worked off, the next one waits.
    pub(crate) fn once(&self, id: String, work: impl FnOnce() -> Value) -> (Value, bool) {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = remembered.answers.get(&id) {
            return (answer.clone(), true);
        }
        let answer = work();
        if remembered.oldest_first.len() == MOST
            && let Some(oldest) = remembered.oldest_first.pop_front()
        {
            remembered.answers.remove(&oldest);
        }
        remembered.oldest_first.push_back(id.clone());
        remembered.answers.insert(id, answer.clone());
        (answer, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_worked_off_once() {
        let deliveries = Deliveries::default();
        assert_eq!(deliveries.once("a".to_owned(), || 1.into()), (1.into(), false));
        assert_eq!(deliveries.once("a".to_owned(), || panic!("twice")), (1.into(), true));
        for number in 0..MOST {
            deliveries.once(number.to_string(), || 2.into());
        }
        assert_eq!(deliveries.once("a".to_owned(), || 3.into()), (3.into(), false), "forgotten by now");
    }
}
