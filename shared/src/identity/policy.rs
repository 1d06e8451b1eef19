//! The numbers behind signing in, as data.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Everything that decides how long proofs last and how fast guesses are let through.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdentityPolicy {
    pub password: PasswordPolicy,
    pub session: SessionPolicy,
    pub token: TokenPolicy,
    pub throttle: ThrottlePolicy,
    pub key: KeyPolicy,
    pub rate: RatePolicy,
}

/// How long a password may be, in characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordPolicy {
    pub min_chars: usize,
    pub max_chars: usize,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min_chars: 10, max_chars: 128 }
    }
}

/// How long a session lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionPolicy {
    /// Without a request.
    pub idle_minutes: u32,
    /// From signing in, however busy.
    pub absolute_minutes: u32,
    /// For this long after proving who they are a person may manage keys, payouts and ownership.
    pub fresh_minutes: u32,
    /// A use is written down at most this often.
    pub touch_seconds: u32,
    /// For how long a desktop app can use one access token before it asks for the next.
    pub access_minutes: u32,
    /// Without a request of a desktop app, which keeps its refresh token in the keyring of its system.
    pub desktop_idle_minutes: u32,
}

impl Default for SessionPolicy {
    fn default() -> Self {
        Self {
            idle_minutes: 12 * 60,
            absolute_minutes: 30 * 24 * 60,
            fresh_minutes: 10,
            touch_seconds: 60,
            access_minutes: 15,
            desktop_idle_minutes: 14 * 24 * 60,
        }
    }
}

impl SessionPolicy {
    pub fn idle(&self) -> TimeDelta {
        TimeDelta::minutes(self.idle_minutes.into())
    }

    pub fn absolute(&self) -> TimeDelta {
        TimeDelta::minutes(self.absolute_minutes.into())
    }

    pub fn access(&self) -> TimeDelta {
        TimeDelta::minutes(self.access_minutes.into())
    }

    pub fn desktop_idle(&self) -> TimeDelta {
        TimeDelta::minutes(self.desktop_idle_minutes.into())
    }

    pub fn fresh(&self) -> TimeDelta {
        TimeDelta::minutes(self.fresh_minutes.into())
    }
}

/// How long a link or a step that works once can wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenPolicy {
    pub verify_minutes: u32,
    pub reset_minutes: u32,
    /// Between the password and the second factor.
    pub second_factor_minutes: u32,
    /// Between a challenge and the passkey that signs it, and until a code by mail is typed.
    pub ceremony_minutes: u32,
    /// Between the browser that lets a desktop app sign in and the app.
    pub desktop_code_seconds: u32,
    /// Between leaving for an identity provider and coming back.
    pub sign_on_minutes: u32,
}

impl Default for TokenPolicy {
    fn default() -> Self {
        Self {
            verify_minutes: 24 * 60,
            reset_minutes: 60,
            second_factor_minutes: 5,
            ceremony_minutes: 5,
            desktop_code_seconds: 60,
            sign_on_minutes: 10,
        }
    }
}

/// How guesses are slowed down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ThrottlePolicy {
    pub account: Slowdown,
    pub address: Slowdown,
    /// For a device that has signed this person in before.
    pub device: Slowdown,
}

impl Default for ThrottlePolicy {
    fn default() -> Self {
        let slowdown = |free, first_seconds, longest_seconds| Slowdown {
            free,
            first_seconds,
            longest_seconds,
            forget_seconds: 24 * 60 * 60,
        };
        Self {
            account: slowdown(5, 2, 15 * 60),
            // Offices and carriers share addresses.
            address: slowdown(30, 1, 15 * 60),
            device: slowdown(10, 2, 5 * 60),
        }
    }
}

/// After `free` failures each further one doubles the pause, from `first_seconds` to `longest_seconds`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slowdown {
    pub free: u32,
    pub first_seconds: u32,
    pub longest_seconds: u32,
    /// Failures are forgotten after this long without one.
    pub forget_seconds: u32,
}

/// How many requests are let through in a minute. The public directory is not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RatePolicy {
    /// Of a person, over all their sessions.
    pub person: u32,
    /// Of a key.
    pub key: u32,
    /// Of a network address from which nobody is signed in.
    pub address: u32,
}

impl Default for RatePolicy {
    fn default() -> Self {
        Self { person: 1200, key: 1200, address: 300 }
    }
}

/// How long keys last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeyPolicy {
    pub max_days: u32,
    /// Longest time for which the secret before a rotation still works.
    pub max_overlap_hours: u32,
    /// A use is written down at most this often.
    pub touch_seconds: u32,
}

impl Default for KeyPolicy {
    fn default() -> Self {
        Self { max_days: 365, max_overlap_hours: 7 * 24, touch_seconds: 60 }
    }
}
