//! From an event to the people who are told of it.

use super::model::{MailWhen, Preferences, Topic};

/// When mail about a topic is sent to a person. Security comes at once, whatever is preferred.
pub fn mail_when(preferences: Option<&Preferences>, topic: Topic) -> MailWhen {
    match topic {
        Topic::Security => MailWhen::AtOnce,
        Topic::Members | Topic::Organisation => {
            preferences.and_then(|preferences| preferences.mail.get(&topic).copied()).unwrap_or_default()
        }
    }
}
