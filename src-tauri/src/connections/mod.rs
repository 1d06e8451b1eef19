//! The servers that this app is signed in to: signing in through the browser, the tokens, and the calls that
//! the screens make there.

mod api;
mod book;
mod browser;
mod files;
mod listener;
mod outside;
mod proof;
mod relay;
mod routes;
mod sign_in;
#[cfg(test)]
mod tests;
mod texts;
mod tokens;
mod vault;

use std::{
    collections::BTreeMap,
    io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http::{Request, Response};
use server::ports::{SystemClock, SystemIds, SystemRandom};
use shared::{
    desktop::{
        api::{ConnectionView, ConnectionsView, Standing},
        model::ServerAddress,
    },
    endpoint::Endpoint,
    identity::api::{DesktopRefresh, GetMe, Me, RevokeDesktop},
    ids::ConnectionId,
    ports::{Clock, IdGen, Random},
};

pub(crate) use self::{api::Api, relay::Relay};
use self::{
    book::{Book, Connection, Over},
    browser::Browser,
    outside::Outside,
    sign_in::Attempt,
    tokens::Bearers,
    vault::Vaults,
};

/// How often the server is asked whether all is as it was, when no screen asks it.
const LOOK: Duration = Duration::from_secs(5 * 60);
/// How long signing out waits for the server.
const REVOKE: Duration = Duration::from_secs(5);

/// The servers. A clone shares them.
#[derive(Clone, Debug)]
pub(crate) struct Connections(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    book: Book,
    vaults: Vaults,
    outside: Outside,
    browser: Browser,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    ids: Arc<dyn IdGen>,
    bearers: Bearers,
    attempt: Mutex<Option<Attempt>>,
    /// What is in the way of a connection at this moment.
    troubles: Mutex<BTreeMap<ConnectionId, Standing>>,
}

impl Connections {
    /// Those that are kept in a folder.
    pub(crate) fn open(folder: &Path) -> Self {
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let vaults = Vaults::of_this_computer(folder, Arc::clone(&random));
        Self::with(folder, vaults, Browser::of_this_computer(), Arc::new(SystemClock), random)
    }

    fn with(
        folder: &Path,
        vaults: Vaults,
        browser: Browser,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        Self(Arc::new(Parts {
            book: Book::open(folder),
            vaults,
            outside: Outside::new(),
            browser,
            clock,
            random,
            ids: Arc::new(SystemIds::default()),
            bearers: Bearers::default(),
            attempt: Mutex::new(None),
            troubles: Mutex::new(BTreeMap::new()),
        }))
    }

    /// Asks the server now and every few minutes whether one is still signed in there, and as whom.
    pub(crate) async fn watch(self, relay: Arc<Relay>) {
        loop {
            let mut request = Request::new(Vec::new());
            *request.uri_mut() = GetMe::DECLARATION.path.parse().unwrap_or_default();
            // What came of it stands in the list.
            drop::<Option<Response<Vec<u8>>>>(relay.answer(&self, &GetMe::DECLARATION, request).await);
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Everything, as the screens show it.
    fn view(&self) -> ConnectionsView {
        let rows = self.0.book.rows();
        let troubles = self.0.troubles.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let standing = |connection: &Connection| match connection.over {
            Some(over) => over.into(),
            None => troubles.get(&connection.id).copied().unwrap_or(Standing::SignedIn),
        };
        ConnectionsView {
            chosen: rows.chosen,
            connections: rows
                .connections
                .iter()
                .map(|connection| ConnectionView {
                    id: connection.id,
                    address: connection.address.clone(),
                    name: connection.address.name(),
                    person: connection.person.clone(),
                    organisation: connection.organisation.clone(),
                    since: connection.since,
                    kept: connection.kept,
                    standing: standing(connection),
                })
                .collect(),
            sign_in: self.attempt_view(),
            set_aside: self.0.book.set_aside.clone(),
        }
    }

    /// The connection that the screens work on.
    fn here(&self) -> Option<Connection> {
        self.0.book.rows().here().cloned()
    }

    /// Works on another connection from now on.
    ///
    /// # Errors
    /// When that cannot be written down. `Ok(false)`: there is no such connection.
    fn choose(&self, id: ConnectionId) -> io::Result<bool> {
        self.0.book.change(|rows| {
            let known = rows.find(id).is_some();
            if known {
                rows.chosen = Some(id);
            }
            known
        })
    }

    /// Signs out: at the server if it can be reached, and here in any case.
    ///
    /// # Errors
    /// When that cannot be written down. `Ok(false)`: there is no such connection.
    async fn end(&self, id: ConnectionId) -> io::Result<bool> {
        // Whoever renews the token at this moment is waited for: what they would keep goes, too.
        let slot = self.0.bearers.slot(id);
        let mut held = slot.lock().await;
        let Some(connection) = self.0.book.change(|rows| rows.remove(id))? else { return Ok(false) };
        *held = None;
        let entry = connection.entry();
        let token = self.0.vaults.read(connection.kept, &entry).await.ok().flatten();
        // A keyring that does not answer keeps a token that the server takes no more.
        let _ = self.0.vaults.forget(connection.kept, &entry).await;
        if let Some(refresh) = token {
            self.revoke(&connection.address, refresh).await;
        }
        drop(held);
        self.0.bearers.forget(id);
        self.trouble(id, None);
        Ok(true)
    }

    /// Ends a session at its server. One that cannot be reached ends it by itself, in a fortnight.
    async fn revoke(&self, address: &ServerAddress, refresh: String) {
        let body = DesktopRefresh { refresh };
        let revoked = self.0.outside.call::<RevokeDesktop>(address, &body, None);
        let _ = tokio::time::timeout(REVOKE, revoked).await;
    }

    /// Notes that a connection does not work any more. Its row stays, so that one can sign in again.
    async fn over(&self, connection: &Connection, over: Over) {
        let id = connection.id;
        let _ = self.0.vaults.forget(connection.kept, &connection.entry()).await;
        let noted = self.0.book.change(|rows| {
            if let Some(row) = rows.find_mut(id) {
                row.over = Some(over);
            }
        });
        if let Err(error) = noted {
            // The next call finds it out again.
            eprintln!("guildhall-desktop: {error}");
        }
        self.trouble(id, None);
    }

    /// Notes what is in the way of a connection, or that nothing is.
    fn trouble(&self, id: ConnectionId, standing: Option<Standing>) {
        let mut troubles = self.0.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        match standing {
            Some(standing) => troubles.insert(id, standing),
            None => troubles.remove(&id),
        };
    }

    /// Takes over what the server says about who is signed in.
    fn learn(&self, id: ConnectionId, me: &Me) {
        let learned = self.0.book.change(|rows| {
            if let Some(row) = rows.find_mut(id) {
                row.learn(me);
            }
        });
        if let Err(error) = learned {
            // It is said again with the next call.
            eprintln!("guildhall-desktop: {error}");
        }
    }
}
