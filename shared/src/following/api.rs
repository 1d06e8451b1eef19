//! Endpoints of following.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    endpoint::{Access, ByFollowed},
    endpoints,
    ids::ListingId,
    slug::Slug,
};

endpoints! { "following";
    ListFollowed: Get "/api/v1/me/followed" (Access::SignedIn) "list_followed"
        "List the apps that one follows, the last one first."
        [public()] { (), (), () => Followed }
    Follow: Post "/api/v1/me/followed" (Access::SignedIn) "follow"
        "Follow an app: one is told of its versions, suspensions, successors and owners."
        [public()] { (), (), ToFollow => Followed }
    Unfollow: Delete "/api/v1/me/followed/{listing}" (Access::SignedIn) "unfollow"
        "Follow an app no longer."
        [public()] { ByFollowed, (), () => Followed }
}

/// The app to follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ToFollow {
    /// The app's address: `slotwise` of `/apps/slotwise`.
    pub slug: Slug,
    /// Of an app that is reached by its link only: the token in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(max = 64)))]
    pub link: Option<String>,
}

/// What one follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Followed {
    /// The last one first.
    pub apps: Vec<FollowedApp>,
}

/// An app that one follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FollowedApp {
    pub id: ListingId,
    pub name: String,
    /// Who offers it.
    pub partner: String,
    /// What stands at its address.
    pub shown: Shown,
    /// Its address; `None` when nothing stands there, or only for who has its link.
    pub slug: Option<Slug>,
    /// Since when one follows it.
    pub since: DateTime<Utc>,
}

/// What customers see of an app that they follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Shown {
    /// Its page, which the directory leads to.
    InDirectory,
    /// Its page, which the directory does not lead to.
    Unlisted,
    /// Why it is suspended.
    Suspended,
    /// Nothing: it is not offered any more.
    Gone,
}
