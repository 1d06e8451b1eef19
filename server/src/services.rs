//! What a handler may use: the store, the read model, the media, the ports. One value, cheap to clone.

use std::{fmt, ops::Deref, sync::Arc};

use shared::{
    listings::policy::NamePolicy,
    ports::{Clock, IdGen, Random},
    sandbox::policy::SandboxPolicy,
};
use store::Store;
use tokio::sync::watch;

use crate::{
    directory::Directory, http::Limits, identity::Identity, mail::Post, media::Media, observe::Metrics,
    organisations::Dns, review::Queue, turns::Turns,
};

/// Everything a handler works with. A clone shares it.
#[derive(Clone)]
pub struct Services(Arc<Parts>);

/// The parts of [`Services`], reached through it: `services.store`.
pub struct Parts {
    pub store: Store,
    pub directory: Arc<Directory>,
    pub media: Arc<Media>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdGen>,
    pub random: Arc<dyn Random>,
    pub identity: Identity,
    pub dns: Dns,
    pub turns: Turns,
    /// The queue of submissions.
    pub reviews: Queue,
    /// Takes mail on its way; `None` where mail waits.
    pub post: Option<Post>,
    /// Ticks after each write through this server's store.
    pub changes: watch::Receiver<u64>,
    pub site: Site,
    pub limits: Limits,
    /// How apps are tried, and where they may be.
    pub sandbox: SandboxPolicy,
    /// When the names of two apps are too alike, and which are reserved.
    pub names: NamePolicy,
    pub metrics: Arc<Metrics>,
}

/// What the marketplace calls itself to the outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Scheme and host for canonical addresses, without a slash at the end: `https://market.example`.
    pub origin: String,
    /// The data is the demo program.
    pub demo: bool,
}

impl Services {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for Services {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Services").field("site", &self.site).finish_non_exhaustive()
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").field("site", &self.site).finish_non_exhaustive()
    }
}
