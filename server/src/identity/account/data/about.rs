//! Everything that is kept about a person, wherever it lies.

use serde_json::{Value, json};
use shared::{
    following::model::Following,
    identity::{
        email::Email,
        model::{ApiKey, KeyOwner, Person, Proofs, Session},
    },
    ids::InvitationId,
    mail::model::{Mail, MailState},
    notifications::model::{Notification, Preferences},
    organisations::model::{Invitation, Organisation, Roster},
    sign_on::model::Subject,
};
use store::{Document, Store, StoreError, Table};

use super::rosters_of;
use crate::{Failure, identity::keys, organisations::members, services::Services};

/// Rows read at a time.
const PAGE: usize = 500;

/// What belongs to a person beside the account itself.
pub(super) struct About {
    /// Of the organisations that they belong to.
    pub(super) rosters: Vec<Roster>,
    /// Their own keys, ended ones included.
    pub(super) keys: Vec<ApiKey>,
    /// To their address, or with it in the text.
    pub(super) mails: Vec<Mail>,
    /// Rosters with an invitation to their address.
    pub(super) invited: Vec<Invited>,
}

/// An invitation to the person's address.
pub(super) struct Invited {
    pub(super) roster: Roster,
    pub(super) id: InvitationId,
    invitation: Invitation,
}

impl About {
    /// # Errors
    /// When the database cannot be read.
    pub(super) async fn gather(services: &Services, person: &Person) -> Result<Self, StoreError> {
        let store = &services.store;
        let rosters = rosters_of(services, person.id).await?;
        let mut own = Vec::new();
        for roster in &rosters {
            let all = keys::of_organisation(services, roster.organisation()).await?;
            own.extend(all.into_iter().filter(|key| key.owner == KeyOwner::Person(person.id)));
        }
        let address = person.email.key();
        let mut mails = all::<Mail>(store).await?;
        mails.retain(|mail| concerns(mail, &person.email, &address));
        let invited = invitations_of(store, person).await?;
        Ok(Self { rosters, keys: own, mails, invited })
    }

    /// As the person reads it: no secret that opens something, nothing that is not theirs.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(super) async fn shown(&self, services: &Services, person: &Person) -> Result<Value, Failure> {
        let store = &services.store;
        let id = person.id.to_string();
        let proofs = store.get::<Proofs>(id.clone()).await?;
        let sessions = store.all_owned_by::<Session>(&id).await?;
        let subjects = store.all_owned_by::<Subject>(&id).await?;
        let notifications = store.all_owned_by::<Notification>(&id).await?;
        let followed = store.all_owned_by::<Following>(&id).await?;
        let apps = store.keys_of(Table::Device, &id).await?;
        let preferences = store.get::<Preferences>(id).await?;
        let mut data = json!({
            "person": person,
            "ways_to_sign_in": proofs.as_ref().map(ways),
            "sessions": sessions.iter().map(session).collect::<Vec<_>>(),
            "desktop_apps": apps,
            "organisations": self.memberships(services, person).await?,
            "keys": self.keys.iter().map(key).collect::<Vec<_>>(),
            "notifications": notifications,
            "preferences": preferences,
            "followed": followed,
            "identity_providers": subjects,
            "mails": self.mails.iter().map(mail).collect::<Vec<_>>(),
        });
        data["invitations"] = self.invitations(services).await?;
        Ok(data)
    }

    async fn memberships(&self, services: &Services, person: &Person) -> Result<Value, StoreError> {
        let named = named(services, self.rosters.iter()).await?;
        let since = |roster: &Roster| roster.people().find(|(id, ..)| *id == person.id).map(|found| found.2);
        Ok(named
            .into_iter()
            .map(|(roster, name)| {
                json!({
                    "id": roster.organisation(),
                    "name": name,
                    "role": roster.standing(person.id).map(|standing| members::standing(roster, standing)),
                    "since": since(roster),
                })
            })
            .collect())
    }

    async fn invitations(&self, services: &Services) -> Result<Value, StoreError> {
        let named = named(services, self.invited.iter().map(|invited| &invited.roster)).await?;
        Ok(named
            .into_iter()
            .zip(&self.invited)
            .map(|((_, name), Invited { id, invitation, .. })| {
                json!({
                    "id": id,
                    "organisation": name,
                    "sent_at": invitation.sent_at,
                    "expires_at": invitation.expires_at,
                })
            })
            .collect())
    }
}

/// The rosters with the names of their organisations.
async fn named<'r>(
    services: &Services,
    rosters: impl Iterator<Item = &'r Roster>,
) -> Result<Vec<(&'r Roster, Option<String>)>, StoreError> {
    let rosters: Vec<&Roster> = rosters.collect();
    let ids: Vec<String> = rosters.iter().map(|roster| roster.organisation().to_string()).collect();
    let organisations = services.store.get_all::<Organisation>(ids).await?;
    let name = |roster: &Roster| {
        let organisation = organisations.iter().find(|known| known.id == roster.organisation())?;
        Some(organisation.name.to_string())
    };
    Ok(rosters.into_iter().map(|roster| (roster, name(roster))).collect())
}

/// Every row of a table.
async fn all<D: Document>(store: &Store) -> Result<Vec<D>, StoreError> {
    let mut rows: Vec<D> = Vec::new();
    loop {
        let page = store.all_after::<D>(rows.last().map(Document::key), PAGE).await?;
        let whole = page.len() < PAGE;
        rows.extend(page);
        if whole {
            return Ok(rows);
        }
    }
}

/// The invitations to a person's address, which is theirs only once it is proved.
pub(super) async fn invitations_of(store: &Store, person: &Person) -> Result<Vec<Invited>, StoreError> {
    let mut found = Vec::new();
    if person.verified_at.is_none() {
        return Ok(found);
    }
    for roster in all::<Roster>(store).await? {
        let theirs = roster.invitations().iter().find(|(_, known)| known.email.same_mailbox(&person.email));
        if let Some((id, invitation)) = theirs {
            found.push(Invited { id: *id, invitation: invitation.clone(), roster: roster.clone() });
        }
    }
    Ok(found)
}

/// Also a mail to somebody else that says the address, such as to the one before a change.
fn concerns(mail: &Mail, email: &Email, address: &str) -> bool {
    mail.to.same_mailbox(email)
        || [&mail.subject, &mail.text].iter().any(|text| text.to_ascii_lowercase().contains(address))
}

fn ways(proofs: &Proofs) -> Value {
    let passkeys = proofs.passkeys.iter().map(
        |passkey| json!({ "name": passkey.name, "added_at": passkey.added_at, "used_at": passkey.used_at }),
    );
    json!({
        "password": proofs.password.is_some(),
        "passkeys": passkeys.collect::<Vec<_>>(),
        "authenticator_since": proofs.totp.as_ref().and_then(|totp| totp.confirmed_at),
        "recovery_codes_left": proofs.recovery.left(),
    })
}

fn session(session: &Session) -> Value {
    json!({
        "id": session.id,
        "organisation": session.organisation,
        "started_at": session.started_at,
        "used_at": session.used_at,
        "authenticated_at": session.authenticated_at,
        "client": session.client,
        "device": session.device,
        "address": session.address,
    })
}

fn key(key: &ApiKey) -> Value {
    json!({
        "id": key.id,
        "organisation": key.organisation,
        "name": key.name,
        "scopes": key.scopes,
        "made_at": key.made_at,
        "expires_at": key.expires_at,
        "used_at": key.used_at,
        "revoked_at": key.revoked_at,
    })
}

/// Not its text: a link in it may still open something.
fn mail(mail: &Mail) -> Value {
    let state = match &mail.state {
        MailState::Waiting { .. } => "waiting",
        MailState::Sent { .. } => "sent",
        MailState::GivenUp { .. } => "given_up",
    };
    json!({ "to": mail.to, "subject": mail.subject, "written_at": mail.written_at, "state": state })
}
