//! One deed, however often it is sent: a write with an `Idempotency-Key` is carried out once, and every
//! later attempt gets the first answer.
//!
//! The answer is written in the transaction of what it tells of, so that there is no moment at which one is
//! there without the other. It is sealed under the key itself, of which the database has only a hash: an
//! answer can hold a secret that is shown once.
//!
//! An answer that gave the caller a session, or their session a new secret, is kept with that secret: who
//! repeats the request because the answer was lost would else be left with nothing, or with one that ends in
//! a moment.
//!
//! What a handler does not keep itself has changed nothing that a repetition could change again, and is kept
//! by its answer alone.

use std::sync::{
    Arc, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use anyhow::anyhow;
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use bytes::Bytes;
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce, aead::Aead};
use chrono::{DateTime, TimeDelta, Utc};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::{
    endpoint::Endpoint,
    identity::{
        model::Session,
        rules::{
            access::{Caller, Verdict},
            session,
        },
        secret::Opens,
    },
    problem::{FieldError, Problem, ProblemKind},
};
use store::{Document, Table, Unit};

use super::Answer;
use crate::{
    Failure,
    identity::{
        cookies::SessionToken,
        sessions::{self, Begun as BegunSession},
        visitor::Visitor,
    },
    services::Services,
};

/// For how long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);
const KEY_CHARS: std::ops::RangeInclusive<usize> = 16..=128;

/// What a write answered, as stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Kept {
    id: String,
    /// Of method, address and body.
    content: String,
    /// A [`Said`] as JSON, sealed, base64.
    sealed: String,
    expires_at: DateTime<Utc>,
}

impl Document for Kept {
    const TABLE: Table = Table::Idempotency;
    fn key(&self) -> String {
        self.id.clone()
    }
    fn version(&self) -> u64 {
        1
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.expires_at)
    }
}

/// What is in a kept answer.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    reply: Replied,
    /// What opens the caller's session since.
    token: Option<String>,
    /// Further cookies of the answer.
    cookies: Vec<String>,
}

/// What was replied. What a person learns of themselves is read when it is asked for: it tells of more than
/// the deed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Replied {
    /// JSON.
    Text(String),
    Me,
    /// A JSON object with a member `me`.
    AroundMe(serde_json::Map<String, Value>),
}

impl Replied {
    fn text<R: Serialize>(reply: &R) -> anyhow::Result<Self> {
        Ok(Self::Text(serde_json::to_string(reply)?))
    }
}

/// An answer that was given before.
pub(super) struct Before {
    pub(super) reply: Bytes,
    /// That of the session, where it is still the session's.
    pub(super) cookies: Vec<String>,
}

/// One deed of one caller. Without a key it leaves no trace.
#[derive(Debug, Default)]
pub struct Deed(Option<Keyed>);

#[derive(Debug)]
struct Keyed {
    mark: Mark,
    _under_way: UnderWay,
}

/// Under what a deed is found, what it said, and what opens its answer.
#[derive(Clone)]
pub(super) struct Mark {
    id: String,
    content: String,
    seal: [u8; 32],
    /// Who asks shows nothing but the key.
    by_stranger: bool,
    /// Whether the answer was put where it is written.
    kept: Arc<AtomicBool>,
}

impl std::fmt::Debug for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mark").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What a deed finds at its start.
pub(super) enum Begun {
    /// Nobody has done it.
    Anew(Deed),
    /// It was done; this is what it answered.
    Before(Before),
}

impl Deed {
    /// Begins a deed: `content` is everything that the request says.
    ///
    /// # Errors
    /// A key that is none, one that was used for something else, one that is under way.
    pub(super) async fn begin(
        services: &Services,
        visitor: &Visitor,
        headers: &HeaderMap,
        content: &[&[u8]],
    ) -> Result<Begun, Failure> {
        let Some(key) = headers.get("idempotency-key") else { return Ok(Begun::Anew(Self(None))) };
        let key = key.to_str().unwrap_or_default().trim().trim_matches('"');
        if !KEY_CHARS.contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Problem::invalid(vec![FieldError::parameter(
                "Idempotency-Key",
                "16 to 128 visible ASCII characters, such as a UUID, chosen at random for each deed.",
            )])
            .into());
        }
        // What a provider vouches for is somebody else than the person themselves.
        let through = visitor.person().and_then(|person| person.through);
        let through = through.map(|organisation| organisation.to_string()).unwrap_or_default();
        let caller = format!("{}/{through}", visitor.rate_subject());
        let id = hex(&digest(&[b"deed", caller.as_bytes(), key.as_bytes()]));
        let under_way = UnderWay::enter(services, &id)?;
        let content = hex(&digest(content));
        let seal = digest(&[b"seal", caller.as_bytes(), key.as_bytes()]);
        let mark = Mark {
            id,
            content,
            seal,
            by_stranger: visitor.caller == Caller::Anonymous,
            kept: Arc::default(),
        };
        match mark.overtaken(services).await? {
            Some(answer) => Ok(Begun::Before(answer)),
            None => Ok(Begun::Anew(Self(Some(Keyed { mark, _under_way: under_way })))),
        }
    }

    /// Puts the answer into the unit that does it.
    ///
    /// # Errors
    /// A failure of ours.
    pub fn keep<R: Serialize>(&self, unit: &mut Unit, reply: &R, now: DateTime<Utc>) -> Result<(), Failure> {
        self.keep_with_cookies(unit, reply, &[], now)
    }

    /// The same for an answer that brings cookies other than the session's.
    ///
    /// # Errors
    /// A failure of ours.
    pub fn keep_with_cookies<R: Serialize>(
        &self,
        unit: &mut Unit,
        reply: &R,
        cookies: &[String],
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let said = || Ok(Said { reply: Replied::text(reply)?, token: None, cookies: cookies.to_vec() });
        self.put(unit, now, said)
    }

    /// The same for an answer that brings the caller's session a new secret.
    ///
    /// # Errors
    /// A failure of ours.
    pub fn keep_begun<R: Serialize>(
        &self,
        unit: &mut Unit,
        reply: &R,
        begun: &BegunSession,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        self.put(unit, now, || Ok(Said::of_session(Replied::text(reply)?, begun)))
    }

    /// The same where the reply is what the person learns of themselves once it is written.
    ///
    /// # Errors
    /// A failure of ours.
    pub fn keep_me(&self, unit: &mut Unit, begun: &BegunSession, now: DateTime<Utc>) -> Result<(), Failure> {
        self.put(unit, now, || Ok(Said::of_session(Replied::Me, begun)))
    }

    /// The same where that is the member `me` of the reply, whatever stands there now.
    ///
    /// # Errors
    /// A failure of ours.
    pub fn keep_around_me<R: Serialize>(
        &self,
        unit: &mut Unit,
        reply: &R,
        begun: &BegunSession,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        self.put(unit, now, || match serde_json::to_value(reply)? {
            Value::Object(reply) => Ok(Said::of_session(Replied::AroundMe(reply), begun)),
            other => Err(anyhow!("a reply around a person is an object, not {other}")),
        })
    }

    fn put(
        &self,
        unit: &mut Unit,
        now: DateTime<Utc>,
        said: impl FnOnce() -> anyhow::Result<Said>,
    ) -> Result<(), Failure> {
        let Some(Keyed { mark, .. }) = &self.0 else { return Ok(()) };
        mark.put(unit, &said()?, now)?;
        mark.kept.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// What is needed to look for it once more; `None` for a deed without a key.
    pub(super) fn mark(&self) -> Option<Mark> {
        self.0.as_ref().map(|keyed| keyed.mark.clone())
    }
}

impl Mark {
    /// The write that keeps the answer of a deed by itself; nothing where its handler has kept it.
    pub(super) fn left<E: Endpoint>(&self, services: &Services, answer: &Answer<E>) -> Result<Unit, Failure> {
        let mut unit = Unit::default();
        if self.kept.load(Ordering::Relaxed) {
            return Ok(unit);
        }
        let reply = match answer {
            Answer::Value(reply) | Answer::Versioned(reply, _) | Answer::WithCookies(reply, _) => {
                Replied::text(reply)?
            }
            Answer::Encoded(bytes) => Replied::Text(String::from_utf8_lossy(bytes).into_owned()),
            // Only reads answer so.
            Answer::Lines(_) => return Ok(unit),
        };
        let said = Said { reply, token: None, cookies: Vec::new() };
        self.put(&mut unit, &said, services.clock.now())?;
        Ok(unit)
    }

    fn put(&self, unit: &mut Unit, said: &Said, now: DateTime<Utc>) -> Result<(), Failure> {
        let said = serde_json::to_vec(said).map_err(anyhow::Error::new)?;
        // The key seals this one answer and no other: the nonce may be the same for all.
        let sealed = self.cipher().encrypt(&Nonce::default(), said.as_slice());
        let sealed = sealed.map_err(|error| anyhow!("an answer cannot be sealed: {error}"))?;
        unit.create(&Kept {
            id: self.id.clone(),
            content: self.content.clone(),
            sealed: STANDARD_NO_PAD.encode(sealed),
            expires_at: now + KEPT,
        });
        Ok(())
    }

    /// What was answered to the same deed.
    pub(super) async fn overtaken(&self, services: &Services) -> Result<Option<Before>, Failure> {
        let Some(kept) = services.store.get::<Kept>(self.id.clone()).await? else { return Ok(None) };
        if kept.content != self.content {
            return Err(Failure::new(
                ProblemKind::Unprocessable,
                "This Idempotency-Key was used for another request. Choose a new one for each deed.",
            ));
        }
        let sealed = STANDARD_NO_PAD.decode(kept.sealed).map_err(anyhow::Error::new)?;
        let said = self.cipher().decrypt(&Nonce::default(), sealed.as_slice());
        let said = said.map_err(|error| anyhow!("a kept answer cannot be opened: {error}"))?;
        let said: Said = serde_json::from_slice(&said).map_err(anyhow::Error::new)?;
        Ok(Some(said.again(services, self.by_stranger).await?))
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(Key::from_slice(&self.seal))
    }
}

impl Said {
    fn of_session(reply: Replied, begun: &BegunSession) -> Self {
        Self { reply, token: Some(begun.token.encode()), cookies: Vec::new() }
    }

    /// The answer as it is given once more.
    async fn again(self, services: &Services, by_stranger: bool) -> Result<Before, Failure> {
        let token = self.token.as_deref().and_then(SessionToken::parse);
        let session = match &token {
            Some(token) => services.store.get::<Session>(token.session.to_string()).await?,
            None => None,
        };
        let policy = &services.identity.policy.session;
        let session = session.filter(|session| session::check(session, services.clock.now(), policy).is_ok());
        let is_current =
            |token: &SessionToken, session: &Session| token.secret.hash(Opens::Session) == session.hash;
        // A stranger is whose session it is only as long as the secret opens it.
        let opened = token.as_ref().zip(session.as_ref()).is_some_and(|(token, of)| is_current(token, of));
        if by_stranger && token.is_some() && !opened {
            return Err(Verdict::SignIn.into());
        }
        let reply = match (self.reply, &session) {
            (Replied::Text(reply), _) => reply,
            (Replied::Me | Replied::AroundMe(_), None) => return Err(Verdict::SignIn.into()),
            (Replied::Me, Some(session)) => {
                serde_json::to_string(&sessions::me(services, session).await?).map_err(anyhow::Error::new)?
            }
            (Replied::AroundMe(mut reply), Some(session)) => {
                let me = serde_json::to_value(sessions::me(services, session).await?);
                reply.insert("me".to_owned(), me.map_err(anyhow::Error::new)?);
                Value::Object(reply).to_string()
            }
        };
        // A secret that was replaced meanwhile would take the place of a better one in the browser.
        let mut cookies = match (token, session) {
            (Some(token), Some(session)) if is_current(&token, &session) => {
                let seconds = services.identity.policy.session.absolute_minutes.saturating_mul(60);
                services.identity.cookies.sign_in(&token, seconds)
            }
            _ => Vec::new(),
        };
        cookies.extend(self.cookies);
        Ok(Before { reply: reply.into(), cookies })
    }
}

fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Marks a deed as under way at this server until it is dropped. Two servers that do the same deed at once
/// meet in the database: one commits, the other answers as the first did.
#[derive(Debug)]
struct UnderWay {
    services: Services,
    id: String,
}

impl UnderWay {
    fn enter(services: &Services, id: &str) -> Result<Self, Failure> {
        let mut all = services.identity.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.insert(id.to_owned()) {
            return Err(Failure::new(
                ProblemKind::Conflict,
                "The same request is under way. Wait for its answer, or ask again in a moment.",
            ));
        }
        Ok(Self { services: services.clone(), id: id.to_owned() })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.services.identity.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}
