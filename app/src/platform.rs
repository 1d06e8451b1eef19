//! What differs between the places where the screens run, injected as a context.

use std::{fmt, sync::Arc};

use chrono::NaiveDate;
use leptos::prelude::{ArcRwSignal, use_context};

use crate::i18n::Locale;

/// Facts about the page being rendered that a component cannot know by itself. The server provides it
/// for each request; in the browser it is read from the document once.
#[derive(Clone)]
pub struct Platform {
    /// Scheme and host for canonical addresses: `https://market.example`. Empty in the desktop shell.
    pub origin: String,
    pub locale: Locale,
    /// The day on which the page is made, in UTC: badges are valid or lapsed by it.
    pub today: NaiveDate,
    /// The data is the demo program; a line at the foot of the page says so.
    pub demo: bool,
    /// The screens run in the desktop shell.
    pub desktop: bool,
    /// What the server is called that the desktop app works on; `None` elsewhere, and where it works on none.
    pub server: ArcRwSignal<Option<String>>,
    /// Sets the HTTP status of the page. Does nothing in the browser.
    pub set_status: Arc<dyn Fn(u16) + Send + Sync>,
}

impl fmt::Debug for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Platform")
            .field("origin", &self.origin)
            .field("locale", &self.locale)
            .finish_non_exhaustive()
    }
}

impl Default for Platform {
    /// Nothing known: while the server lists its routes, and in the gallery's tests.
    fn default() -> Self {
        Self {
            origin: String::new(),
            locale: Locale::default(),
            today: NaiveDate::default(),
            demo: false,
            desktop: false,
            server: ArcRwSignal::new(None),
            set_status: Arc::new(|_| ()),
        }
    }
}

/// The facts of the page being rendered.
pub fn use_platform() -> Platform {
    use_context().unwrap_or_default()
}
