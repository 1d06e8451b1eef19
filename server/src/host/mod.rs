//! What somebody with a shell on the host can do to a program: back it up, help who lost their way in,
//! change the keys that sign. A running server does it when it is asked through the socket in its data
//! folder; without one the command opens the store itself.

mod admin;
#[cfg(unix)]
pub mod control;
#[cfg(test)]
mod tests;

use std::{path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};
use shared::{
    event::Actor,
    identity::{email::Email, policy::IdentityPolicy},
    organisations::policy::OrganisationPolicy,
    ports::{Clock, IdGen, Random},
    slug::Slug,
};
use store::Store;

use crate::{
    backup,
    config::Config,
    media::Media,
    services::Services,
    signing,
    start::{Ports, StartError, open_catalogue},
};

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Order {
    /// Writes a backup to a file, or into a folder; the path is absolute.
    Backup {
        out: PathBuf,
    },
    /// Makes a person the owner of an organisation, with an account if they have none.
    MakeOwner {
        organisation: Slug,
        email: Email,
    },
    /// Makes a link by which a person chooses a new password.
    ResetPassword {
        email: Email,
    },
    /// Signs a person out everywhere.
    EndSessions {
        email: Email,
    },
    ListSigningKeys,
    RotateSigningKey,
}

impl Order {
    /// The command as it stands in the trail.
    const fn command(&self) -> &'static str {
        match self {
            Self::Backup { .. } => "guildhall backup",
            Self::MakeOwner { .. } => "guildhall admin owner",
            Self::ResetPassword { .. } => "guildhall admin reset",
            Self::EndSessions { .. } => "guildhall admin sessions end",
            Self::ListSigningKeys => "guildhall keys list",
            Self::RotateSigningKey => "guildhall keys rotate",
        }
    }

    fn actor(&self) -> Actor {
        Actor::Host { command: self.command().to_owned() }
    }
}

/// What the work rests on.
#[derive(Clone)]
pub struct Host {
    store: Store,
    media: Arc<Media>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGen>,
    random: Arc<dyn Random>,
    identity: IdentityPolicy,
    organisations: OrganisationPolicy,
    /// Where links lead.
    origin: String,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl Host {
    /// With everything that a running server has open.
    pub fn of(services: &Services) -> Self {
        Self {
            store: services.store.clone(),
            media: Arc::clone(&services.media),
            clock: Arc::clone(&services.clock),
            ids: Arc::clone(&services.ids),
            random: Arc::clone(&services.random),
            identity: services.identity.policy.clone(),
            organisations: services.identity.organisations.clone(),
            origin: services.site.origin.clone(),
        }
    }

    /// Opens store and pictures for one command. Close it afterwards.
    ///
    /// # Errors
    /// The first of them that cannot be opened.
    pub async fn open(config: &Config, ports: &Ports) -> Result<Self, StartError> {
        let (store, media) = open_catalogue(config, ports).await?;
        Ok(Self {
            store,
            media: Arc::new(media),
            clock: Arc::clone(&ports.clock),
            ids: Arc::clone(&ports.ids),
            random: Arc::clone(&ports.random),
            identity: config.identity.clone(),
            organisations: OrganisationPolicy::default(),
            origin: config.public_origin(),
        })
    }

    /// # Errors
    /// The store could not be flushed; what was acknowledged is on disk all the same.
    pub async fn close(self) -> Result<(), store::StoreError> {
        self.store.close().await
    }

    /// Carries an order out, and says what was done.
    ///
    /// # Errors
    /// A sentence for who gave the order.
    pub async fn carry_out(&self, order: &Order) -> anyhow::Result<String> {
        match order {
            Order::Backup { out } => {
                let (file, manifest) = backup::take(&self.store, &self.media, self.clock.now(), out).await?;
                Ok(format!("{} was written and read back, {manifest}.", file.display()))
            }
            Order::MakeOwner { organisation, email } => {
                admin::make_owner(self, organisation, email, order).await
            }
            Order::ResetPassword { email } => admin::reset_password(self, email, order).await,
            Order::EndSessions { email } => admin::end_sessions(self, email, order).await,
            Order::ListSigningKeys => {
                let keys = signing::public_keys(&self.store, &*self.random, &*self.clock).await?;
                Ok(serde_json::to_string_pretty(&keys)?)
            }
            Order::RotateSigningKey => {
                let (random, clock) = (&*self.random, &*self.clock);
                let key = signing::rotate(&self.store, order.actor(), random, clock).await?;
                Ok(format!(
                    "{} signs from now on. Give its public key to whoever verifies: {}.",
                    key.name, key.public_key
                ))
            }
        }
    }
}
