//! Steps of a proof that take two requests: what waits between them works once and for a short while.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    identity::{
        error::IdentityError,
        policy::TokenPolicy,
        secret::{Opens, Secret, SecretHash},
    },
    ids::{OrganisationId, PersonId, SessionId},
    ports::Random,
};

/// What waits, as stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ceremony {
    /// The hash of the secret that comes back; of a code by mail, which is too short to be found by, whose
    /// it is.
    pub id: String,
    pub version: u64,
    pub purpose: Purpose,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub begun_at: DateTime<Utc>,
    /// The first instant at which it does not work.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub expires_at: DateTime<Utc>,
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub used_at: Option<DateTime<Utc>>,
}

/// What it waits for. `state` is what the library that checks passkeys keeps of its challenge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Purpose {
    AddPasskey {
        person: PersonId,
        session: SessionId,
        state: serde_json::Value,
    },
    PasskeySignIn {
        state: serde_json::Value,
    },
    /// A passkey proves once more who is signed in.
    Reauthenticate {
        person: PersonId,
        session: SessionId,
        state: serde_json::Value,
    },
    /// Six digits that went by mail prove once more who is signed in.
    MailCode {
        person: PersonId,
        session: SessionId,
        hash: SecretHash,
        /// Wrong ones that were typed.
        misses: u8,
    },
    DesktopCode(DesktopCode),
}

/// What the browser said when it let a desktop app sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DesktopCode {
    pub person: PersonId,
    pub organisation: Option<OrganisationId>,
    /// Whose provider vouched for the person in the browser.
    #[serde(default)]
    pub through: Option<OrganisationId>,
    /// base64url of the SHA-256 of what only the app knows (RFC 7636).
    pub challenge: String,
    pub redirect: String,
    /// What the computer calls itself.
    pub device: String,
    /// When the person proved in the browser that it is them.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub proved_at: DateTime<Utc>,
}

impl Purpose {
    /// Whose it is; `None` while nobody has said who they are.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::AddPasskey { person, .. }
            | Self::Reauthenticate { person, .. }
            | Self::MailCode { person, .. }
            | Self::DesktopCode(DesktopCode { person, .. }) => Some(*person),
            Self::PasskeySignIn { .. } => None,
        }
    }

    const fn opens(&self) -> Opens {
        match self {
            Self::AddPasskey { .. }
            | Self::PasskeySignIn { .. }
            | Self::Reauthenticate { .. }
            | Self::MailCode { .. } => Opens::Ceremony,
            Self::DesktopCode(_) => Opens::DesktopCode,
        }
    }

    fn lasts(&self, policy: &TokenPolicy) -> TimeDelta {
        match self {
            Self::AddPasskey { .. }
            | Self::PasskeySignIn { .. }
            | Self::Reauthenticate { .. }
            | Self::MailCode { .. } => TimeDelta::minutes(policy.ceremony_minutes.into()),
            Self::DesktopCode(_) => TimeDelta::seconds(policy.desktop_code_seconds.into()),
        }
    }
}

/// A new one; the secret goes to whoever takes the second step.
pub fn begin(purpose: Purpose, secret: &Secret, now: DateTime<Utc>, policy: &TokenPolicy) -> Ceremony {
    let id = secret.hash(purpose.opens()).to_string();
    Ceremony {
        id,
        version: 1,
        begun_at: now,
        expires_at: now + purpose.lasts(policy),
        purpose,
        used_at: None,
    }
}

/// The ceremony as used: write it together with what it does.
///
/// # Errors
/// One that was used or has expired.
pub fn redeem(ceremony: &Ceremony, now: DateTime<Utc>) -> Result<Ceremony, IdentityError> {
    if ceremony.used_at.is_some() || now >= ceremony.expires_at {
        return Err(IdentityError::CeremonyOver);
    }
    Ok(Ceremony { version: ceremony.version + 1, used_at: Some(now), ..ceremony.clone() })
}

/// So many wrong digits end a code by mail.
const MOST_MISSES: u8 = 5;
/// A mail needs a moment: within it no other code goes out.
const PAUSE: TimeDelta = TimeDelta::seconds(30);

/// Under which the code of a person is found; they have one at a time.
pub fn mail_code_id(person: PersonId) -> String {
    format!("code/{person}")
}

/// Six new digits for a mail, and what is kept in place of the ones before. `None` while those are on
/// their way.
pub fn draw_mail_code(
    before: Option<&Ceremony>,
    person: PersonId,
    session: SessionId,
    random: &dyn Random,
    now: DateTime<Utc>,
    policy: &TokenPolicy,
) -> Option<(String, Ceremony)> {
    if before.is_some_and(|before| before.used_at.is_none() && now < before.begun_at + PAUSE) {
        return None;
    }
    let mut bytes = [0; 8];
    random.fill(&mut bytes);
    let code = format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000);
    let purpose = Purpose::MailCode { person, session, hash: code_hash(person, &code), misses: 0 };
    let ceremony = Ceremony {
        id: mail_code_id(person),
        version: before.map_or(1, |before| before.version + 1),
        begun_at: now,
        expires_at: now + purpose.lasts(policy),
        purpose,
        used_at: None,
    };
    Some((code, ceremony))
}

/// What typing a code leads to. Either way it is written before the answer, so that of many guesses at once
/// each one counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    Right(Ceremony),
    Wrong(Ceremony),
}

/// Compares six digits with those that went by mail.
///
/// # Errors
/// Nothing is compared: the code was used, has expired, was tried too often, or belongs to another session.
pub fn type_mail_code(
    ceremony: &Ceremony,
    session: SessionId,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Typed, IdentityError> {
    let Purpose::MailCode { person, session: asked, hash, misses } = &ceremony.purpose else {
        return Err(IdentityError::MailCodeRefused);
    };
    let used = redeem(ceremony, now).map_err(|_| IdentityError::MailCodeRefused)?;
    if *asked != session || *misses >= MOST_MISSES {
        return Err(IdentityError::MailCodeRefused);
    }
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).take(64).collect();
    if code_hash(*person, &digits) == *hash {
        return Ok(Typed::Right(used));
    }
    let purpose = Purpose::MailCode { person: *person, session, hash: *hash, misses: misses + 1 };
    Ok(Typed::Wrong(Ceremony { purpose, used_at: None, ..used }))
}

fn code_hash(person: PersonId, code: &str) -> SecretHash {
    SecretHash::of(Opens::Ceremony, &[person.to_string().as_bytes(), code.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{START, SeededRandom};

    const ANNA: PersonId = PersonId::from_ulid(ulid::Ulid(1));
    const HERE: SessionId = SessionId::from_ulid(ulid::Ulid(2));
    const THERE: SessionId = SessionId::from_ulid(ulid::Ulid(3));

    fn after(seconds: i64) -> DateTime<Utc> {
        START + TimeDelta::seconds(seconds)
    }

    fn mail_code(before: Option<&Ceremony>, seconds: i64) -> Option<(String, Ceremony)> {
        let random = SeededRandom::from(seconds.unsigned_abs());
        draw_mail_code(before, ANNA, HERE, &random, after(seconds), &TokenPolicy::default())
    }

    #[test]
    fn a_ceremony_works_once_and_for_its_time() {
        let secret = Secret::draw(&SeededRandom::default());
        let desktop = Purpose::DesktopCode(DesktopCode {
            person: ANNA,
            organisation: None,
            through: None,
            challenge: String::new(),
            redirect: String::new(),
            device: String::new(),
            proved_at: START,
        });
        let sign_in = Purpose::PasskeySignIn { state: serde_json::Value::Null };
        for (purpose, seconds) in [(sign_in, 5 * 60), (desktop, 60)] {
            let ceremony = begin(purpose, &secret, START, &TokenPolicy::default());
            let used = redeem(&ceremony, after(seconds - 1)).expect("in time");
            assert_eq!(used.version, 2);
            assert_eq!(redeem(&used, after(seconds - 1)), Err(IdentityError::CeremonyOver));
            assert_eq!(redeem(&ceremony, after(seconds)), Err(IdentityError::CeremonyOver));
        }
    }

    #[test]
    fn a_secret_of_one_step_opens_no_other() {
        let secret = Secret::draw(&SeededRandom::default());
        assert_ne!(secret.hash(Opens::Ceremony), secret.hash(Opens::DesktopCode));
    }

    #[test]
    fn a_code_by_mail_is_six_digits_that_work_once_in_the_session_that_asked() {
        let (code, kept) = mail_code(None, 0).expect("drawn");
        assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
        let refused = Err(IdentityError::MailCodeRefused);
        assert_eq!(type_mail_code(&kept, THERE, &code, START), refused);
        assert_eq!(type_mail_code(&kept, HERE, &code, after(5 * 60)), refused);
        let typed = format!(" {} {}", &code[..3], &code[3..]);
        let Ok(Typed::Right(used)) = type_mail_code(&kept, HERE, &typed, after(299)) else {
            panic!("right, and in time");
        };
        assert_eq!(type_mail_code(&used, HERE, &code, after(299)), refused);
        assert!(!serde_json::to_string(&kept).expect("JSON").contains(&code));
    }

    #[test]
    fn five_wrong_digits_end_a_code() {
        let (code, mut kept) = mail_code(None, 0).expect("drawn");
        for _ in 0..MOST_MISSES {
            let Ok(Typed::Wrong(next)) = type_mail_code(&kept, HERE, "not it", START) else {
                panic!("wrong, and counted");
            };
            assert_eq!(next.version, kept.version + 1);
            kept = next;
        }
        assert_eq!(type_mail_code(&kept, HERE, &code, START), Err(IdentityError::MailCodeRefused));
    }

    #[test]
    fn another_code_goes_out_after_a_moment_and_replaces_the_first() {
        let (first, kept) = mail_code(None, 0).expect("drawn");
        assert_eq!(mail_code(Some(&kept), 29), None);
        let (second, next) = mail_code(Some(&kept), 30).expect("drawn");
        assert_eq!((&next.id, next.version), (&kept.id, 2));
        assert_ne!(first, second);
        assert!(matches!(type_mail_code(&next, HERE, &first, after(31)), Ok(Typed::Wrong(_))));
        let Ok(Typed::Right(used)) = type_mail_code(&next, HERE, &second, after(31)) else {
            panic!("right");
        };
        assert!(mail_code(Some(&used), 32).is_some(), "a used one holds nobody up");
    }
}
