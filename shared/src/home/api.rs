//! The endpoint of the home, and what it replies.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::order::{More, Ranked};
use crate::{
    endpoint::{Access, ByOrganisation},
    endpoints,
    listings::state::Phase,
    notifications::api::NotificationView,
};

endpoints! { "home";
    ReadHome: Get "/api/v1/organisations/{organisation}/waiting" (Access::SignedIn) "read_home"
        "Read what waits for the caller in the organisation that they act in, the most urgent first."
        [] { ByOrganisation, (), () => Home }
}

/// What waits for somebody, as far as their role goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Home {
    /// When it was looked at: clocks count from here.
    pub at: DateTime<Utc>,
    /// The most urgent first; a few of each kind.
    pub waiting: Vec<Ranked>,
    /// How many there are beside those.
    pub more: Vec<More>,
    /// How many notifications they have not read.
    pub unread: u64,
    /// The organisation's own listings by where they stand, none left out that has some; `None` for who may not
    /// see them, and for organisations that have none of their own.
    pub listings: Option<Vec<PhaseCount>>,
    /// What they were told of the organisation lately, the newest first.
    pub lately: Vec<NotificationView>,
}

/// How many listings stand so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhaseCount {
    pub phase: Phase,
    pub count: usize,
}
