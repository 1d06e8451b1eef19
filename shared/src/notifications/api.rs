//! Endpoints of notifications.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{MailWhen, Topic};
use crate::{
    endpoint::{Access, Parameter, ParameterKind, Query, unknown_parameters},
    endpoints,
    identity::api::Accepted,
    ids::NotificationId,
    page::Cursor,
    problem::FieldError,
};

endpoints! { "notifications";
    ListNotifications: Get "/api/v1/me/notifications" (Access::SignedIn) "list_notifications"
        "List one's own notifications, the newest first."
        [public()] { (), InboxQuery, () => Inbox }
    MarkRead: Post "/api/v1/me/notifications/read" (Access::SignedIn) "mark_read"
        "Mark notifications as read, or all of them."
        [public()] { (), (), Read => Accepted }
    GetPreferences: Get "/api/v1/me/notifications/preferences" (Access::SignedIn) "get_preferences"
        "Read what one wants by mail."
        [public()] { (), (), () => PreferencesView }
    SetPreferences: Put "/api/v1/me/notifications/preferences" (Access::SignedIn) "set_preferences"
        "Choose what comes by mail."
        [public()] { (), (), PreferencesEdit => PreferencesView }
}

/// Where a page of the inbox begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxQuery {
    pub cursor: Option<Cursor>,
}

impl Query for InboxQuery {
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "cursor",
        about: "Where the next page begins, from `next` of the page before.",
        kind: ParameterKind::Text { max_chars: Cursor::MAX_BYTES },
        repeated: false,
    }];
    fn pairs(&self) -> Vec<(&'static str, String)> {
        self.cursor.iter().map(|cursor| ("cursor", cursor.0.clone())).collect()
    }
    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let errors = unknown_parameters(pairs, Self::PARAMETERS);
        if !errors.is_empty() {
            return Err(errors);
        }
        let cursor = pairs.first().map(|(_, value)| Cursor(value.clone()));
        Ok(Self { cursor: cursor.filter(|cursor| !cursor.0.is_empty()) })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Inbox {
    pub notifications: Vec<NotificationView>,
    pub next: Option<Cursor>,
    pub unread: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotificationView {
    pub id: NotificationId,
    pub topic: Topic,
    pub kind: String,
    /// What happened, in a sentence, in the person's language.
    pub text: String,
    /// The organisation in which it happened.
    pub organisation: Option<String>,
    pub href: String,
    pub at: DateTime<Utc>,
    pub read: bool,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Read {
    /// Empty stands for all.
    #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
    pub notifications: Vec<NotificationId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreferencesView {
    pub version: u64,
    pub mail: BTreeMap<Topic, MailWhen>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreferencesEdit {
    pub mail: BTreeMap<Topic, MailWhen>,
}
