//! What one is told: the inbox, and what comes by mail.

pub mod inbox;
pub mod preferences;
pub mod texts;

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    notifications::api::{GetPreferences, InboxQuery, ListNotifications},
};

pub use inbox::InboxView;
pub use preferences::PreferencesView;
pub use texts::{Texts, texts};

use crate::{
    browser, view,
    workspace::{Area, WorkspaceFrame, private, texts as around},
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    (path == Area::Notifications.path()).then(page)
}

fn page() -> AnyView {
    view! {
        <WorkspaceFrame area=Area::Notifications title=Area::Notifications.name(around())>
            {private::<ListNotifications>(
                || Some(ListNotifications::url(&(), &InboxQuery::default())),
                |inbox, _| view! { <InboxView inbox=inbox now=browser::now()/> },
            )}
            {private::<GetPreferences>(
                || Some(GetPreferences::url(&(), &())),
                |preferences, _| view! { <PreferencesView preferences=preferences/> },
            )}
        </WorkspaceFrame>
    }
}
