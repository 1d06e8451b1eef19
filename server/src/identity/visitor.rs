//! Who sends a request, and from where.

use std::{net::IpAddr, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use http::{HeaderMap, header, request::Parts};
use shared::{
    event::Actor,
    identity::{
        error::IdentityError,
        model::{ApiKey, ClientKind, KeyOwner, Network, Origin, Session},
        rules::{
            access::{Caller, SignedIn},
            key::{self, KeyToken},
            session::{self, Rotation},
        },
        secret::{Opens, Secret, SecretHash},
    },
    ids::PersonId,
    organisations::model::{Organisation, Roster, Seat},
};
use store::{StoreError, Unit};

use super::{
    cookies::{SESSION_PREFIX, SessionToken},
    strikes::address_key,
};
use crate::{Failure, services::Services};

/// The address of the other end of a connection; put into each request by the accept loop.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Set on calls that the desktop shell makes for its own window.
#[derive(Clone, Copy, Debug)]
pub struct FromShell;

/// Who sends a request, and from where.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub caller: Caller,
    /// The session of a person who is signed in.
    pub session: Option<Arc<Session>>,
    pub from: Origin,
    pub address: Option<IpAddr>,
    /// What the device calls itself.
    pub device: String,
    /// The cookie by which this browser proves that it has signed people in before.
    pub known_devices: Option<String>,
    /// The cookie that ties a sign-in at a provider to this browser.
    pub sign_on_attempt: Option<String>,
    /// Cookies that the answer has to bring.
    pub cookies: Vec<String>,
    /// The request has a session or a key that does not hold.
    pub refused: Option<IdentityError>,
}

impl Visitor {
    /// Somebody of whom nothing is looked at.
    pub fn nobody() -> Self {
        Self {
            caller: Caller::Anonymous,
            session: None,
            from: Origin { network: Network::of(IpAddr::from([127, 0, 0, 1])), client: ClientKind::Api },
            address: None,
            device: String::new(),
            known_devices: None,
            sign_on_attempt: None,
            cookies: Vec::new(),
            refused: None,
        }
    }

    /// Who did it, for the trail.
    pub fn actor(&self) -> Actor {
        let from = Some(self.from.clone());
        match &self.caller {
            Caller::Anonymous => Actor::System,
            Caller::Person(person) => Actor::Person { id: person.person, from },
            Caller::Key { id, .. } => Actor::Key { id: *id, from },
        }
    }

    /// The same, once this person has shown who they are.
    pub fn actor_as(&self, person: PersonId) -> Actor {
        Actor::Person { id: person, from: Some(self.from.clone()) }
    }

    pub const fn person(&self) -> Option<&SignedIn> {
        match &self.caller {
            Caller::Person(person) => Some(person),
            Caller::Anonymous | Caller::Key { .. } => None,
        }
    }

    /// Whose requests are counted together.
    pub fn rate_subject(&self) -> String {
        match (&self.caller, self.address) {
            (Caller::Person(person), _) => person.person.to_string(),
            (Caller::Key { id, .. }, _) => id.to_string(),
            (Caller::Anonymous, address) => address_key(address),
        }
    }
}

/// A session or key as it was read a moment ago, under the hash of what opens it.
#[derive(Clone, Debug)]
enum Known {
    Session { session: Arc<Session>, seat: Option<Seat> },
    Key { key: Arc<ApiKey>, seat: Option<Seat> },
}

/// What was read a moment ago. A write through this server's store empties it; what another server writes
/// is seen a second later.
#[derive(Debug)]
pub struct Recent(moka::sync::Cache<String, (u64, Known)>);

/// How long what was read is taken for true.
const REMEMBERED: Duration = Duration::from_secs(1);

impl Default for Recent {
    fn default() -> Self {
        Self(moka::sync::Cache::builder().max_capacity(20_000).time_to_live(REMEMBERED).build())
    }
}

impl Recent {
    fn get(&self, services: &Services, hash: &SecretHash) -> Option<Known> {
        let (seen, known) = self.0.get(&hash.to_string())?;
        (seen == *services.changes.borrow()).then_some(known)
    }

    fn keep(&self, seen: u64, hash: &SecretHash, known: Known) {
        self.0.insert(hash.to_string(), (seen, known));
    }
}

/// Reads who sends the request.
///
/// # Errors
/// A failure of the database; a proof that does not hold is in [`Visitor::refused`].
pub async fn identify(services: &Services, parts: &Parts) -> Result<Visitor, Failure> {
    let headers = &parts.headers;
    let address = address(services, parts);
    let shell = parts.extensions.get::<FromShell>().is_some();
    let bearer = bearer(headers);
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let client = if shell || agent.starts_with("Guildhall-Desktop") {
        ClientKind::Desktop
    } else if headers.contains_key("sec-fetch-mode") || agent.starts_with("Mozilla/") {
        ClientKind::Browser
    } else {
        ClientKind::Api
    };
    let cookies = services.identity.cookies;
    let mut visitor = Visitor {
        caller: Caller::Anonymous,
        session: None,
        from: Origin { network: Network::of(address.unwrap_or(IpAddr::from([127, 0, 0, 1]))), client },
        address,
        device: super::device::described(agent, client),
        known_devices: cookies.known_devices(headers).map(str::to_owned),
        sign_on_attempt: cookies.sign_on_attempt(headers).map(str::to_owned),
        cookies: Vec::new(),
        refused: None,
    };
    let now = services.clock.now();
    let outcome = match bearer {
        Some(token) if token.starts_with(SESSION_PREFIX) => {
            with_session(services, &mut visitor, token, now, false).await?
        }
        Some(token) => with_key(services, &mut visitor, token, now).await?,
        None => match cookies.session(headers) {
            Some(token) => with_session(services, &mut visitor, token, now, true).await?,
            None => Ok(()),
        },
    };
    visitor.refused = outcome.err();
    Ok(visitor)
}

/// Whether a request brings its proof in a header that no other site can make a browser send.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or_default();
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    Some(if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" })
}

/// The address of who sends it: of the connection, or what the trusted proxies in front say.
fn address(services: &Services, parts: &Parts) -> Option<IpAddr> {
    let peer = parts.extensions.get::<Peer>().map(|peer| peer.0);
    let Some(hops) = services.identity.proxies.checked_sub(1) else { return peer };
    let forwarded = parts.headers.get_all("x-forwarded-for");
    let said: Vec<&str> = forwarded
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let place = said.len().checked_sub(hops + 1)?;
    said.get(place).and_then(|address| address.parse().ok()).or(peer)
}

type Checked = Result<Result<(), IdentityError>, Failure>;

async fn with_session(
    services: &Services,
    visitor: &mut Visitor,
    token: &str,
    now: DateTime<Utc>,
    by_cookie: bool,
) -> Checked {
    let Some(token) = SessionToken::parse(token) else { return Ok(Err(IdentityError::SessionEnded)) };
    let hash = token.secret.hash(Opens::Session);
    let known = services.identity.recent.get(services, &hash);
    let (session, seat) = match known {
        Some(Known::Session { session, seat }) => (session, seat),
        Some(Known::Key { .. }) | None => {
            let seen = *services.changes.borrow();
            let Some(session) = services.store.get::<Session>(token.session.to_string()).await? else {
                return Ok(Err(IdentityError::SessionEnded));
            };
            if !session::is_opened_by(&session, &token.secret, now) {
                return Ok(Err(IdentityError::SessionEnded));
            }
            let seat = match session.acts_in() {
                None => None,
                Some(id) => services
                    .store
                    .get::<Roster>(id.to_string())
                    .await?
                    .and_then(|roster| roster.seat(session.person)),
            };
            let session = Arc::new(session);
            services.identity.recent.keep(
                seen,
                &hash,
                Known::Session { session: Arc::clone(&session), seat },
            );
            (session, seat)
        }
    };
    let policy = &services.identity.policy.session;
    let holds = session::check(&session, now, policy).is_ok() && session::admits(&session, now);
    if !holds || !session::is_opened_by(&session, &token.secret, now) {
        return Ok(Err(IdentityError::SessionEnded));
    }
    let session = if by_cookie && session.renew {
        renew(services, visitor, &session, now).await?
    } else {
        touch(services, &session, now);
        session
    };
    visitor.caller = Caller::Person(SignedIn {
        person: session.person,
        session: session.id,
        authenticated_at: session.authenticated_at,
        through: session.through,
        seat,
    });
    visitor.session = Some(session);
    Ok(Ok(()))
}

/// Gives the session a new secret, since what its person may do changed.
async fn renew(
    services: &Services,
    visitor: &mut Visitor,
    session: &Arc<Session>,
    now: DateTime<Utc>,
) -> Result<Arc<Session>, Failure> {
    let secret = Secret::draw(&*services.random);
    let next = session::rotated(session, Rotation::Privileges, &secret, now);
    let mut unit = Unit::default();
    unit.update(&next);
    match services.store.commit(unit).await {
        Ok(_) => {
            let token = SessionToken { session: next.id, secret };
            let seconds = services.identity.policy.session.absolute_minutes.saturating_mul(60);
            visitor.cookies.extend(services.identity.cookies.sign_in(&token, seconds));
            Ok(Arc::new(next))
        }
        // Another request of the same browser was faster; its answer brings the secret.
        Err(StoreError::VersionConflict { .. } | StoreError::Busy) => Ok(Arc::clone(session)),
        Err(error) => Err(error.into()),
    }
}

/// Notes the use of a session, now and then; nobody waits for it.
fn touch(services: &Services, session: &Session, now: DateTime<Utc>) {
    let Some(next) = session::touched(session, now, &services.identity.policy.session) else { return };
    let store = services.store.clone();
    tokio::spawn(async move {
        let mut unit = Unit::default();
        unit.update(&next);
        // Somebody else noted a use, or the session ended.
        let _ = store.commit(unit).await;
    });
}

async fn with_key(services: &Services, visitor: &mut Visitor, token: &str, now: DateTime<Utc>) -> Checked {
    let token = match KeyToken::parse(token) {
        Ok(token) => token,
        Err(error) => return Ok(Err(error)),
    };
    let hash = token.secret.hash(Opens::Key);
    let (key, seat) = match services.identity.recent.get(services, &hash) {
        Some(Known::Key { key, seat }) => (key, seat),
        Some(Known::Session { .. }) | None => {
            let seen = *services.changes.borrow();
            let Some(key) = services.store.get::<ApiKey>(token.id.to_string()).await? else {
                return Ok(Err(IdentityError::KeyUnknown));
            };
            let seat = seat_of(services, &key).await?;
            let key = Arc::new(key);
            if key::check(&key, &token.secret, now).is_ok() {
                services.identity.recent.keep(seen, &hash, Known::Key { key: Arc::clone(&key), seat });
            }
            (key, seat)
        }
    };
    if let Err(error) = key::check(&key, &token.secret, now) {
        return Ok(Err(error));
    }
    let Some(seat) = seat else { return Ok(Err(IdentityError::KeyUnknown)) };
    if let Some(next) = key::touched(&key, now, &services.identity.policy.key) {
        let store = services.store.clone();
        tokio::spawn(async move {
            let mut unit = Unit::default();
            unit.update(&next);
            let _ = store.commit(unit).await;
        });
    }
    visitor.caller = Caller::Key { id: key.id, seat };
    Ok(Ok(()))
}

/// What a key may do now.
pub async fn seat_of(services: &Services, key: &ApiKey) -> Result<Option<Seat>, StoreError> {
    let id = key.organisation.to_string();
    let Some(organisation) = services.store.get::<Organisation>(id.clone()).await? else { return Ok(None) };
    let person = match key.owner {
        KeyOwner::Organisation => None,
        KeyOwner::Person(person) => {
            services.store.get::<Roster>(id).await?.and_then(|roster| roster.seat(person))
        }
    };
    Ok(key::seat(key, organisation.kind, person.as_ref()))
}
