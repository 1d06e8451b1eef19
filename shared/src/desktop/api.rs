//! What the desktop shell answers itself, for the screens in its window. No server has these addresses.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::ServerAddress;
use crate::{
    endpoint::{Access, ByConnection},
    endpoints,
    ids::{ConnectionId, OrganisationId, PersonId},
    organisations::{api::RoleName, model::OrganisationKind},
};

endpoints! { "desktop";
    ListConnections: Get "/api/v1/shell/connections" (Access::Anyone) "list_connections"
        "List the servers that this app is signed in to, and the sign-in that is under way."
        [shell()] { (), (), () => ConnectionsView }
    ChooseConnection: Put "/api/v1/shell/connections/chosen" (Access::Anyone) "choose_connection"
        "Work on one of the servers from now on."
        [shell()] { (), (), Chosen => ConnectionsView }
    EndConnection: Delete "/api/v1/shell/connections/{connection}" (Access::Anyone) "end_connection"
        "Sign out from a server and forget it."
        [shell()] { ByConnection, (), () => ConnectionsView }
    BeginDesktopSignIn: Post "/api/v1/shell/sign-in" (Access::Anyone) "begin_desktop_sign_in"
        "Ask a server what it is and open the browser to sign in there."
        [shell()] { (), (), Server => ConnectionsView }
    CancelDesktopSignIn: Delete "/api/v1/shell/sign-in" (Access::Anyone) "cancel_desktop_sign_in"
        "Stop waiting for the browser, or take note of how it failed."
        [shell()] { (), (), () => ConnectionsView }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Server {
    /// As it was typed.
    pub address: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chosen {
    pub connection: ConnectionId,
}

/// Everything that the shell knows about servers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConnectionsView {
    /// The newest last.
    pub connections: Vec<ConnectionView>,
    /// The one that the screens work on.
    pub chosen: Option<ConnectionId>,
    pub sign_in: Option<SignInView>,
    /// The list of servers could not be read at the start, and lies beside it under this name.
    pub set_aside: Option<String>,
}

impl ConnectionsView {
    /// The connection that the screens work on.
    pub fn here(&self) -> Option<&ConnectionView> {
        self.connections.iter().find(|connection| Some(connection.id) == self.chosen)
    }
}

/// A server, and who this app is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConnectionView {
    pub id: ConnectionId,
    pub address: ServerAddress,
    /// [`ServerAddress::name`].
    pub name: String,
    pub person: ConnectedPerson,
    /// Where they act, as far as the server said when it answered last.
    pub organisation: Option<ConnectedOrganisation>,
    pub since: DateTime<Utc>,
    pub kept: Kept,
    pub standing: Standing,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConnectedPerson {
    pub id: PersonId,
    pub name: String,
    pub email: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConnectedOrganisation {
    pub id: OrganisationId,
    pub kind: OrganisationKind,
    pub name: String,
    pub role: RoleName,
}

/// Where what keeps a connection signed in is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Kept {
    /// In the keyring of the system.
    Keyring,
    /// In an encrypted file whose key lies beside it: no keyring answered.
    File,
}

/// How it stands with a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Standing {
    SignedIn,
    /// The server did not answer the last call.
    Unreachable,
    /// The keyring does not answer: it is locked, or gone.
    Locked,
    /// The server ended it: there, by time, or for everybody.
    Ended,
    /// The server saw an old token again and ended it, since somebody else may have a copy.
    Reused,
    /// What kept it signed in cannot be read any more on this computer.
    Lost,
}

impl Standing {
    /// Whether one has to sign in again.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Ended | Self::Reused | Self::Lost => true,
            Self::SignedIn | Self::Unreachable | Self::Locked => false,
        }
    }
}

/// A sign-in that is under way, or how it failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SignInView {
    /// The server is asked what it is.
    Asking {
        address: ServerAddress,
    },
    /// Somebody signs in, in the browser.
    Waiting {
        address: ServerAddress,
        /// The page that was opened.
        url: String,
        /// Whether a browser could be started.
        opened: bool,
        until: DateTime<Utc>,
    },
    Failed {
        address: ServerAddress,
        why: SignInFailure,
    },
}

/// Why a sign-in came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SignInFailure {
    /// Nobody answers at the address.
    NotReached { detail: String },
    /// Somebody answers, and it is no Guildhall.
    NotGuildhall,
    /// The server sends everybody on to another address.
    Moved { to: String },
    /// The server waits for its first operator.
    NotSetUp,
    /// The server answered with a problem.
    Refused { detail: String },
    /// Nobody came back from the browser in time.
    TimedOut,
    /// Nothing on this computer could listen for the browser, or keep what it brought.
    Here { detail: String },
}
