//! What signed-in callers read a moment ago. A page asks for the same things several times in a burst, and a
//! reply costs many reads of the database and its checks: within a burst it is made once.
//!
//! A reply belongs to one session or key and one address. A write through this server's store forgets all of
//! them; what another server writes is seen [`REMEMBERED`] later.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use http::Uri;
use shared::{endpoint::Method, identity::rules::access::Caller};

use super::reply::Written;
use crate::{identity::visitor::Visitor, services::Services};

/// How long a reply is taken for true.
const REMEMBERED: TimeDelta = TimeDelta::milliseconds(250);
/// Bytes of all replies together.
const ROOM: u64 = 32 << 20;
/// Bytes of the largest that is remembered.
const LARGEST: usize = 64 << 10;

/// The replies that a server remembers. A clone shares them.
#[derive(Clone, Debug)]
pub(super) struct Memory(moka::sync::Cache<Arc<str>, Remembered>);

#[derive(Clone, Debug)]
struct Remembered {
    reply: Written,
    seen: u64,
    at: DateTime<Utc>,
}

/// A question, and the state of the data when it was asked.
#[derive(Debug)]
pub(super) struct Question {
    key: Arc<str>,
    seen: u64,
    at: DateTime<Utc>,
}

impl Default for Memory {
    fn default() -> Self {
        let weigh = |key: &Arc<str>, remembered: &Remembered| {
            u32::try_from(key.len() + remembered.reply.bytes.len()).unwrap_or(u32::MAX)
        };
        let cache = moka::sync::Cache::builder().max_capacity(ROOM).weigher(weigh);
        Self(cache.time_to_live(std::time::Duration::from_secs(1)).build())
    }
}

impl Memory {
    pub(super) fn get(&self, question: &Question) -> Option<Written> {
        let known = self.0.get(&question.key)?;
        let age = question.at - known.at;
        let true_still = known.seen == question.seen && (TimeDelta::zero()..REMEMBERED).contains(&age);
        true_still.then_some(known.reply)
    }

    pub(super) fn keep(&self, question: Question, reply: &Written) {
        if reply.bytes.len() <= LARGEST {
            let Question { key, seen, at } = question;
            self.0.insert(key, Remembered { reply: reply.clone(), seen, at });
        }
    }
}

impl Question {
    /// `seen` is the count of changes before anything was read for it. `None` for what is no read, and for callers who are not known: what they are told hangs on more than
    /// who they are.
    pub(super) fn of(
        services: &Services,
        method: Method,
        visitor: &Visitor,
        uri: &Uri,
        seen: u64,
    ) -> Option<Self> {
        if method != Method::Get {
            return None;
        }
        let address = uri.path_and_query()?;
        let key = match (&visitor.caller, &visitor.session) {
            (Caller::Person(_), Some(session)) => format!("{}/{}{address}", session.id, session.version),
            (Caller::Key { id, .. }, _) => format!("{id}{address}"),
            _ => return None,
        };
        Some(Self { key: key.into(), seen, at: services.clock.now() })
    }
}

#[cfg(test)]
mod tests {
    use shared::testing::START;

    use super::*;

    #[test]
    fn a_reply_is_true_for_a_moment_and_until_the_next_write() {
        let memory = Memory::default();
        let question = |seen, milliseconds| Question {
            key: "ses_1/1/api/v1/me".into(),
            seen,
            at: START + TimeDelta::milliseconds(milliseconds),
        };
        let told = |seen, milliseconds| memory.get(&question(seen, milliseconds)).is_some();
        assert!(!told(7, 0));
        memory.keep(question(7, 0), &Written::text("{}"));
        assert!(told(7, 0) && told(7, 249));
        assert!(!told(7, 250), "another server may have written");
        assert!(!told(8, 1), "this server has written");
        assert!(!told(7, -1), "the clock was set back");
        let other = Question { key: "ses_2/1/api/v1/me".into(), ..question(7, 0) };
        assert!(memory.get(&other).is_none());
        memory.keep(question(9, 0), &Written::text(&"x".repeat(LARGEST + 1)));
        assert!(!told(9, 0), "what is large is read each time");
    }
}
