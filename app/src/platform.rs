//! What differs between the places where the screens run, injected as a context.

use std::{fmt, sync::Arc};

use crate::i18n::Locale;

/// Facts about the page being rendered that a component cannot know by itself. The server provides it
/// for each request; in the browser it is read from the document once.
#[derive(Clone)]
pub struct Platform {
    /// Scheme and host for canonical addresses: `https://market.example`. Empty in the desktop shell.
    pub origin: String,
    pub locale: Locale,
    /// The data is the demo program; a line at the foot of the page says so.
    pub demo: bool,
    /// The screens run in the desktop shell.
    pub desktop: bool,
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
