//! `connections.json`: the servers that this app is signed in to. No secret is in it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    desktop::{
        api::{ConnectedOrganisation, ConnectedPerson, Kept, Standing},
        model::ServerAddress,
    },
    identity::api::{Me, MyOrganisation, MyPerson},
    ids::ConnectionId,
};

use super::files;

const NAME: &str = "connections.json";
/// What a file of this shape says of itself.
const FORMAT: u32 = 1;

/// A server, and who this app is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Connection {
    pub(super) id: ConnectionId,
    pub(super) address: ServerAddress,
    pub(super) person: ConnectedPerson,
    pub(super) organisation: Option<ConnectedOrganisation>,
    pub(super) since: DateTime<Utc>,
    pub(super) kept: Kept,
    /// Why one has to sign in again.
    #[serde(default)]
    pub(super) over: Option<Over>,
}

impl Connection {
    /// Under which its refresh token is kept: one for each server and person.
    pub(super) fn entry(&self) -> String {
        entry(&self.address, &self.person)
    }

    /// Takes over what the server says about its person.
    pub(super) fn learn(&mut self, me: &Me) {
        if let Some(person) = me.person.as_ref().filter(|person| person.id == self.person.id) {
            self.person = connected_person(person);
            self.organisation = me.organisation.as_ref().map(connected_organisation);
        }
    }
}

/// Under which the refresh token of a person at a server is kept.
pub(super) fn entry(address: &ServerAddress, person: &ConnectedPerson) -> String {
    format!("{address} {}", person.id)
}

pub(super) fn connected_person(person: &MyPerson) -> ConnectedPerson {
    ConnectedPerson { id: person.id, name: person.name.to_string(), email: person.email.to_string() }
}

pub(super) fn connected_organisation(organisation: &MyOrganisation) -> ConnectedOrganisation {
    ConnectedOrganisation {
        id: organisation.id,
        kind: organisation.kind,
        name: organisation.name.clone(),
        role: organisation.role.clone(),
    }
}

/// Why a connection does not work any more. See [`Standing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Over {
    Ended,
    Reused,
    Lost,
}

impl From<Over> for Standing {
    fn from(over: Over) -> Self {
        match over {
            Over::Ended => Self::Ended,
            Over::Reused => Self::Reused,
            Over::Lost => Self::Lost,
        }
    }
}

/// What stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rows {
    format: u32,
    pub(super) chosen: Option<ConnectionId>,
    pub(super) connections: Vec<Connection>,
}

impl Default for Rows {
    fn default() -> Self {
        Self { format: FORMAT, chosen: None, connections: Vec::new() }
    }
}

impl Rows {
    pub(super) fn find(&self, id: ConnectionId) -> Option<&Connection> {
        self.connections.iter().find(|connection| connection.id == id)
    }

    pub(super) fn find_mut(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.id == id)
    }

    /// The connection that the screens work on.
    pub(super) fn here(&self) -> Option<&Connection> {
        self.chosen.and_then(|chosen| self.find(chosen))
    }

    /// Adds a connection and works on it; the one to the same person at the same server goes. Says under
    /// which id it stands.
    pub(super) fn add(&mut self, mut connection: Connection) -> ConnectionId {
        let same = self.connections.iter().find(|known| known.entry() == connection.entry());
        if let Some(id) = same.map(|known| known.id) {
            connection.id = id;
            self.connections.retain(|known| known.id != id);
        }
        let id = connection.id;
        self.connections.push(connection);
        self.chosen = Some(id);
        id
    }

    /// Forgets a connection; the newest of the others takes its place.
    pub(super) fn remove(&mut self, id: ConnectionId) -> Option<Connection> {
        let at = self.connections.iter().position(|connection| connection.id == id)?;
        let removed = self.connections.remove(at);
        if self.chosen == Some(id) {
            self.chosen = self.connections.last().map(|connection| connection.id);
        }
        Some(removed)
    }
}

/// The file, and what is in it.
#[derive(Debug)]
pub(super) struct Book {
    path: PathBuf,
    rows: Mutex<Rows>,
    /// Under which name a file lies that could not be read.
    pub(super) set_aside: Option<String>,
}

impl Book {
    /// Reads the file. One that cannot be read is set aside and told of; nobody is signed in then.
    pub(super) fn open(folder: &Path) -> Self {
        let path = folder.join(NAME);
        let (rows, set_aside) = match fs::read(&path) {
            Ok(bytes) => match serde_json::from_slice::<Rows>(&bytes) {
                Ok(rows) if rows.format == FORMAT => (rows, None),
                Ok(_) | Err(_) => (Rows::default(), Some(files::set_aside(&path))),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Rows::default(), None),
            Err(_) => (Rows::default(), Some(files::set_aside(&path))),
        };
        Self { path, rows: Mutex::new(rows), set_aside }
    }

    pub(super) fn rows(&self) -> Rows {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the rows, in the file first.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing has changed.
    pub(super) fn change<T>(&self, work: impl FnOnce(&mut Rows) -> T) -> io::Result<T> {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = rows.clone();
        let done = work(&mut next);
        if next != *rows {
            files::replace(&self.path, &serde_json::to_vec_pretty(&next)?)?;
            *rows = next;
        }
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use shared::{ids::PersonId, testing::START};

    use super::*;

    fn connection(number: u128, address: &str, person: u128) -> Connection {
        Connection {
            id: ConnectionId::from_ulid(ulid::Ulid(number)),
            address: address.parse().expect("an address"),
            person: ConnectedPerson {
                id: PersonId::from_ulid(ulid::Ulid(person)),
                name: "Anna Lind".to_owned(),
                email: "anna@example.com".to_owned(),
            },
            organisation: None,
            since: START,
            kept: Kept::Keyring,
            over: None,
        }
    }

    #[test]
    fn what_was_written_is_read_again() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let book = Book::open(folder.path());
        assert_eq!((book.rows(), book.set_aside.as_deref()), (Rows::default(), None));
        book.change(|rows| rows.add(connection(1, "https://market.example", 1))).expect("written");
        book.change(|rows| rows.add(connection(2, "https://other.example", 1))).expect("written");
        let again = Book::open(folder.path());
        assert_eq!(again.rows(), book.rows());
        assert_eq!(again.rows().here().map(|here| here.address.name()).as_deref(), Some("other.example"));
    }

    #[test]
    fn one_person_at_one_server_stands_there_once() {
        let mut rows = Rows::default();
        let first = rows.add(connection(1, "https://market.example", 1));
        rows.add(connection(2, "https://market.example", 2));
        let again = rows.add(connection(3, "https://market.example", 1));
        assert_eq!((again, rows.connections.len(), rows.chosen), (first, 2, Some(first)));
    }

    #[test]
    fn another_takes_the_place_of_the_one_that_is_forgotten() {
        let mut rows = Rows::default();
        let first = rows.add(connection(1, "https://market.example", 1));
        let second = rows.add(connection(2, "https://other.example", 1));
        assert_eq!(rows.remove(second).map(|removed| removed.id), Some(second));
        assert_eq!(rows.chosen, Some(first));
        assert!(rows.remove(second).is_none());
        rows.remove(first);
        assert_eq!((rows.chosen, rows.connections.len()), (None, 0));
    }

    #[test]
    fn a_file_that_is_none_is_set_aside_and_told_of() {
        for odd in ["", "{", "[]", r#"{"format":2,"chosen":null,"connections":[]}"#] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            fs::write(folder.path().join(NAME), odd).expect("written");
            let book = Book::open(folder.path());
            let aside = book.set_aside.clone().unwrap_or_else(|| panic!("{odd} was read"));
            assert_eq!(fs::read_to_string(aside).expect("still there"), odd);
            book.change(|rows| rows.add(connection(1, "https://market.example", 1))).expect("written");
            assert_eq!(Book::open(folder.path()).set_aside, None);
        }
    }

    #[test]
    fn what_cannot_be_written_has_not_happened() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // A folder stands where the file would be.
        let book = Book::open(folder.path());
        fs::create_dir(folder.path().join(NAME)).expect("made");
        book.change(|rows| rows.add(connection(1, "https://market.example", 1))).expect_err("not written");
        assert_eq!(book.rows(), Rows::default());
    }
}
