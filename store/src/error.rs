//! Why the store could not do it: one enum, one sentence each, and the one place that reads the
//! database's own messages.

use std::path::PathBuf;

/// Each message is a sentence that names what is wrong and the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error(
        "The data folder {} is in use by another process: stop that one, or give this one a folder of its own.",
        path.display()
    )]
    InUse { path: PathBuf },
    #[error(
        "The disk that holds {} is full: free some space and start again. Everything acknowledged before is safe.",
        path.display()
    )]
    DiskFull { path: PathBuf },
    #[error(
        "The data folder {} cannot be opened ({why}): check the path and its permissions, or restore it from a backup.",
        path.display()
    )]
    Unreadable { path: PathBuf, why: String },
    #[error(
        "The database at {url} cannot be reached ({why}): check the address, the credentials and that it runs."
    )]
    Unreachable { url: String, why: String },
    #[error(
        "The database was written by a newer version of Guildhall (schema {found}, this one knows up to {known}): start the newer version, or restore a backup from before the update."
    )]
    NewerSchema { found: u32, known: u32 },
    #[error("{what} was changed by somebody else in the meantime: load it again and repeat the change.")]
    VersionConflict { what: String },
    #[error("{what} is taken already: choose another one.")]
    Taken { what: String },
    #[error("The database is busy with other writes to the same organisation: try again in a moment.")]
    Busy,
    #[error("The database failed: {0}")]
    Database(String),
}

/// What the statements of a commit `THROW` when a guard does not hold.
pub(crate) const STALE_VERSION: &str = "guildhall: stale version";
/// See [`STALE_VERSION`].
pub(crate) const STALE_HEAD: &str = "guildhall: stale head";

/// What went wrong in a query, as far as a caller acts on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Another transaction came first; replaying may succeed.
    Conflict,
    /// An entity is not at the version that the unit expects.
    StaleVersion,
    /// A UNIQUE index or a record id is taken.
    Taken {
        what: String,
    },
    DiskFull,
    /// The operating system refused to read or write a file.
    Disk(String),
    /// The connection broke or was never there.
    Connection(String),
    Other(String),
}

impl Fault {
    /// Reads one error of the database.
    pub(crate) fn of(error: &surrealdb::Error) -> Self {
        use surrealdb::types::QueryError;
        let message = error.message();
        if matches!(error.query_details(), Some(QueryError::TransactionConflict)) {
            return Self::Conflict;
        }
        if error.is_connection() {
            return Self::Connection(message.to_owned());
        }
        Self::of_message(message)
    }

    fn of_message(message: &str) -> Self {
        if message.contains("can be retried") || message.contains(STALE_HEAD) {
            return Self::Conflict;
        }
        if message.contains(STALE_VERSION) {
            return Self::StaleVersion;
        }
        if message.contains("No space left on device") || message.contains("os error 28") {
            return Self::DiskFull;
        }
        if message.contains("(os error ") {
            return Self::Disk(message.to_owned());
        }
        // Database index `listing_slug` already contains 'crm-pro', with record `listing:…`
        if let Some((index, rest)) = message.split_once("already contains") {
            let kind = quoted(index, '`').and_then(|index| index.strip_suffix("_slug")).unwrap_or("entry");
            let value = quoted(rest, '\'').unwrap_or_default();
            return Self::Taken { what: format!("The address “{value}” of a {kind}") };
        }
        // Database record `listing:lst_…` already exists
        if message.starts_with("Database record") && message.contains("already exists") {
            let record = quoted(message, '`').unwrap_or_default();
            return match record.split_once(':') {
                // Two first events of one organisation at once: the later one replays behind the other.
                Some(("event_head" | "event", _)) => Self::Conflict,
                _ => Self::Taken { what: format!("The id {record}") },
            };
        }
        Self::Other(message.to_owned())
    }

    /// The fault that explains the others: in a failed transaction every statement reports one, most
    /// of them only that the transaction failed.
    pub(crate) fn first_cause(faults: impl IntoIterator<Item = Self>) -> Option<Self> {
        faults.into_iter().min_by_key(|fault| match fault {
            Self::StaleVersion => 0,
            Self::Taken { .. } => 1,
            Self::DiskFull | Self::Disk(_) => 2,
            Self::Conflict => 3,
            Self::Connection(_) => 4,
            Self::Other(message) if message.contains("not executed") => 6,
            Self::Other(_) => 5,
        })
    }
}

/// The first text between two `mark`s.
fn quoted(text: &str, mark: char) -> Option<&str> {
    text.split(mark).nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_the_database_are_understood() {
        let check = |message: &str, fault: Fault| assert_eq!(Fault::of_message(message), fault, "{message}");
        check("Transaction conflict: write. This transaction can be retried", Fault::Conflict);
        check("An error occurred: guildhall: stale head", Fault::Conflict);
        check("An error occurred: guildhall: stale version", Fault::StaleVersion);
        check("IO error: No space left on device (os error 28)", Fault::DiskFull);
        let failing = "IO error: Input/output error (os error 5)";
        check(failing, Fault::Disk(failing.to_owned()));
        check(
            "Database index `listing_slug` already contains 'crm-pro', with record `listing:lst_1`",
            Fault::Taken { what: "The address “crm-pro” of a listing".to_owned() },
        );
        check("Database record `event_head:org_1` already exists", Fault::Conflict);
        check(
            "Database record `listing:lst_1` already exists",
            Fault::Taken { what: "The id listing:lst_1".to_owned() },
        );
        check("something else", Fault::Other("something else".to_owned()));
    }

    #[test]
    fn the_cause_wins_over_its_echoes() {
        let echo = Fault::Other("The query was not executed due to a failed transaction".to_owned());
        assert_eq!(Fault::first_cause([echo.clone(), Fault::Conflict, echo]), Some(Fault::Conflict));
        assert_eq!(Fault::first_cause([]), None);
    }
}
