//! The short-lived tokens, and the long-lived one that gets the next of them.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    desktop::api::Standing,
    identity::{
        api::{DesktopGrant, DesktopTokens, ExchangeDesktopCode},
        error::IdentityError,
    },
    ids::ConnectionId,
    problem::Problem,
};

use super::{
    Connections,
    book::{Connection, Over},
    outside::{CallFailure, Replied},
    proof::deed_of,
    vault::VaultError,
};

/// How long before its end a token is replaced.
const MARGIN: TimeDelta = TimeDelta::seconds(60);
/// Longest that a token is taken for good, whatever the two clocks say.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// What opens one connection at this moment. Held while it is replaced, so that only one asks for the next.
pub(super) type Slot = tokio::sync::Mutex<Option<Bearer>>;

/// The tokens of all connections. They are in memory only.
#[derive(Debug, Default)]
pub(super) struct Bearers(Mutex<BTreeMap<ConnectionId, Arc<Slot>>>);

impl Bearers {
    pub(super) fn slot(&self, id: ConnectionId) -> Arc<Slot> {
        Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_default())
    }

    pub(super) fn forget(&self, id: ConnectionId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

/// An access token, and until when it is used by the clock of this computer.
#[derive(Clone)]
pub(super) struct Bearer {
    access: String,
    until: DateTime<Utc>,
}

impl Bearer {
    /// The life of a token is a stretch between two instants of the server's clock; this computer's own may
    /// be set to anything.
    pub(super) fn of(replied: &Replied<DesktopTokens>, now: DateTime<Utc>) -> Self {
        let tokens = &replied.reply;
        let life = tokens.expires_at - replied.at.unwrap_or(now);
        Self { access: tokens.access.clone(), until: now + life.clamp(TimeDelta::zero(), LONGEST) }
    }

    fn lasts(&self, now: DateTime<Utc>) -> bool {
        // A clock that was set back says nothing about the token.
        now < self.until - MARGIN && self.until <= now + LONGEST
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bearer").field("until", &self.until).finish_non_exhaustive()
    }
}

/// Why there is no token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NoBearer {
    /// One has to sign in again.
    Over(Over),
    /// The connection was forgotten meanwhile.
    Gone,
    /// The server gave no answer: why, as a part of a sentence.
    Unreachable(String),
    /// The server answered with a problem that passes.
    Refused(Box<Problem>),
    /// This computer could not read the token or keep the next: a sentence.
    Here(String),
}

impl Connections {
    /// The token for a call. `worn` is one that the server took no more.
    pub(super) async fn bearer(&self, id: ConnectionId, worn: Option<&str>) -> Result<String, NoBearer> {
        let slot = self.0.bearers.slot(id);
        let mut held = slot.lock().await;
        let connection = self.0.book.rows().find(id).cloned().ok_or(NoBearer::Gone)?;
        if let Some(over) = connection.over {
            return Err(NoBearer::Over(over));
        }
        let now = self.0.clock.now();
        if let Some(bearer) = held.as_ref()
            && bearer.lasts(now)
            && worn != Some(bearer.access.as_str())
        {
            return Ok(bearer.access.clone());
        }
        *held = None;
        let bearer = self.refresh(&connection).await?;
        let access = bearer.access.clone();
        *held = Some(bearer);
        Ok(access)
    }

    /// Drops a token that the server has replaced by another way.
    pub(super) async fn wear_out(&self, id: ConnectionId, worn: &str) {
        let slot = self.0.bearers.slot(id);
        let mut held = slot.lock().await;
        if held.as_ref().is_some_and(|bearer| bearer.access == worn) {
            *held = None;
        }
    }

    /// The next pair of tokens: the long-lived one is kept before the other is used.
    async fn refresh(&self, connection: &Connection) -> Result<Bearer, NoBearer> {
        let (id, entry) = (connection.id, connection.entry());
        let refresh = match self.0.vaults.read(connection.kept, &entry).await {
            Ok(Some(token)) => token,
            Ok(None) | Err(VaultError::Damaged(_)) => {
                self.over(connection, Over::Lost).await;
                return Err(NoBearer::Over(Over::Lost));
            }
            Err(error @ (VaultError::NoAnswer(_) | VaultError::Disk { .. })) => {
                self.trouble(id, Some(Standing::Locked));
                return Err(NoBearer::Here(error.to_string()));
            }
        };
        // The deed has the token's name: where an answer was lost, the same one comes again, and the server
        // does not take the second request for that of a thief.
        let deed = deed_of(&refresh);
        let grant = DesktopGrant::Refresh { refresh };
        let outside = &self.0.outside;
        let replied =
            match outside.call::<ExchangeDesktopCode>(&connection.address, &grant, Some(&deed)).await {
                Ok(replied) => replied,
                Err(CallFailure::Problem(problem)) if problem.status == 401 => {
                    let reused = problem.detail == IdentityError::RefreshReused.to_string();
                    let over = if reused { Over::Reused } else { Over::Ended };
                    self.over(connection, over).await;
                    return Err(NoBearer::Over(over));
                }
                Err(CallFailure::Problem(problem)) => return Err(NoBearer::Refused(problem)),
                Err(failure @ (CallFailure::Outside(_) | CallFailure::Foreign { .. })) => {
                    self.trouble(id, Some(Standing::Unreachable));
                    return Err(NoBearer::Unreachable(failure.to_string()));
                }
            };
        let here = |why: &dyn fmt::Display| NoBearer::Here(format!("The sign-in could not be kept. {why}"));
        let next = &replied.reply;
        let kept = self.0.vaults.keep(&entry, &next.refresh).await.map_err(|error| here(&error))?;
        self.0
            .book
            .change(|rows| {
                if let Some(row) = rows.find_mut(id) {
                    row.kept = kept;
                    row.learn(&next.me);
                }
            })
            .map_err(|error| here(&error))?;
        self.trouble(id, None);
        Ok(Bearer::of(&replied, self.0.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use shared::{identity::api::Me, testing::START};

    use super::*;

    fn replied(at: Option<DateTime<Utc>>) -> Replied<DesktopTokens> {
        let reply = DesktopTokens {
            access: "ghs_access".to_owned(),
            expires_at: START + TimeDelta::minutes(15),
            refresh: "ghr_refresh".to_owned(),
            me: Me::default(),
        };
        Replied { reply, at }
    }

    #[test]
    fn a_token_lasts_as_long_as_the_server_says_whatever_this_clock_says() {
        let years = TimeDelta::days(3000);
        for now in [START, START + years, START - years] {
            let bearer = Bearer::of(&replied(Some(START)), now);
            assert!(bearer.lasts(now + TimeDelta::minutes(14) - TimeDelta::milliseconds(1)), "{now}");
            assert!(!bearer.lasts(now + TimeDelta::minutes(14)), "{now}");
            assert!(!bearer.lasts(now - TimeDelta::days(1)), "{now}");
        }
        let without = Bearer::of(&replied(None), START);
        assert!(without.lasts(START + TimeDelta::minutes(13)));
        assert!(!Bearer::of(&replied(None), START + years).lasts(START + years));
        assert!(!format!("{without:?}").contains("ghs_access"));
    }
}
