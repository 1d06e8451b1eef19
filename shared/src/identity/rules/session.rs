//! How long somebody stays signed in.

use core::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    identity::{
        model::{ClientKind, MAX_CLIENT_CHARS, Retiring, Session},
        policy::SessionPolicy,
        secret::{Opens, Secret},
    },
    ids::{OrganisationId, PersonId, SessionId},
};

/// Somebody who has just proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    pub id: SessionId,
    pub person: PersonId,
    pub organisation: Option<OrganisationId>,
    /// Whose provider vouched for them; `None` for who proved it themselves.
    pub through: Option<OrganisationId>,
    pub client: ClientKind,
    /// What the device calls itself.
    pub device: String,
    pub address: Option<IpAddr>,
}

/// Which limit ended a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Idle,
    Absolute,
}

/// Why a session gets a new secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// What the person may do changed.
    Privileges,
    /// They act in another organisation from now on.
    Switched(Option<OrganisationId>),
    /// They proved again that it is them.
    Authenticated,
    /// Their desktop app asked for its next access token, which works until then.
    Refreshed { until: DateTime<Utc> },
}

/// A new session; the secret goes into the cookie.
pub fn start(sign_in: SignIn, secret: &Secret, now: DateTime<Utc>) -> Session {
    let visible = |letter: &char| !letter.is_control();
    Session {
        id: sign_in.id,
        version: 1,
        person: sign_in.person,
        hash: secret.hash(Opens::Session),
        retiring: None,
        renew: false,
        bearer_until: None,
        organisation: sign_in.organisation,
        through: sign_in.through,
        started_at: now,
        used_at: now,
        authenticated_at: now,
        client: sign_in.client,
        device: sign_in.device.chars().filter(visible).take(MAX_CLIENT_CHARS).collect(),
        address: sign_in.address,
    }
}

/// The session of a desktop app, which rests on a proof from `proved_at` in the browser: it lasts no longer
/// than if it had begun then, so that letting an app sign in prolongs nothing.
pub fn start_in_app(
    sign_in: SignIn,
    proved_at: DateTime<Utc>,
    secret: &Secret,
    now: DateTime<Utc>,
    policy: &SessionPolicy,
) -> Session {
    Session {
        bearer_until: Some(now + policy.access()),
        started_at: proved_at,
        authenticated_at: proved_at,
        ..start(sign_in, secret, now)
    }
}

/// How long it lasts without a request.
fn idle(session: &Session, policy: &SessionPolicy) -> TimeDelta {
    if session.bearer_until.is_some() { policy.desktop_idle() } else { policy.idle() }
}

/// The first instant at which the session does not hold if nobody uses it any more.
pub fn ends_at(session: &Session, policy: &SessionPolicy) -> DateTime<Utc> {
    (session.used_at + idle(session, policy)).min(session.started_at + policy.absolute())
}

/// Whether the session holds.
///
/// # Errors
/// The limit that ended it.
pub fn check(session: &Session, now: DateTime<Utc>, policy: &SessionPolicy) -> Result<(), Ended> {
    if now >= session.started_at + policy.absolute() {
        return Err(Ended::Absolute);
    }
    if now >= session.used_at + idle(session, policy) { Err(Ended::Idle) } else { Ok(()) }
}

/// Whether the secret can be used now: that of a desktop app only until the app has to ask for the next.
pub fn admits(session: &Session, now: DateTime<Utc>) -> bool {
    session.bearer_until.is_none_or(|until| now < until)
}

/// The session with its use written down; `None` while the last note is recent enough. Losing the race
/// to another write of the same session is fine.
pub fn touched(session: &Session, now: DateTime<Utc>, policy: &SessionPolicy) -> Option<Session> {
    let due = session.used_at + TimeDelta::seconds(policy.touch_seconds.into());
    (now >= due).then(|| Session { version: session.version + 1, used_at: now, ..session.clone() })
}

/// For how long the secret before a rotation is still taken, from requests that were under way.
const OVERLAP: TimeDelta = TimeDelta::seconds(30);

/// Whether the secret is the session's.
pub fn is_opened_by(session: &Session, presented: &Secret, now: DateTime<Utc>) -> bool {
    let presented = presented.hash(Opens::Session);
    let retiring = session.retiring.as_ref();
    presented == session.hash
        || retiring.is_some_and(|retiring| presented == retiring.hash && now < retiring.until)
}

/// The session under a new secret; the old one stops working in a moment. Its age stays, so rotating
/// prolongs nothing.
pub fn rotated(session: &Session, why: Rotation, secret: &Secret, now: DateTime<Utc>) -> Session {
    let mut next = Session {
        version: session.version + 1,
        hash: secret.hash(Opens::Session),
        retiring: Some(Retiring { hash: session.hash, until: now + OVERLAP }),
        renew: false,
        used_at: session.used_at.max(now),
        ..session.clone()
    };
    match why {
        Rotation::Privileges => {}
        Rotation::Switched(organisation) => next.organisation = organisation,
        Rotation::Authenticated => (next.authenticated_at, next.through) = (now, None),
        Rotation::Refreshed { until } => next.bearer_until = Some(until),
    }
    next
}

/// Whether a proof of this instant is recent enough to manage keys, payouts and ownership. One from the
/// future, after a clock was set back, is not.
pub fn is_fresh(authenticated_at: DateTime<Utc>, now: DateTime<Utc>, policy: &SessionPolicy) -> bool {
    authenticated_at <= now && now < authenticated_at + policy.fresh()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{START, SeededRandom};

    fn session() -> Session {
        let sign_in = SignIn {
            id: SessionId::from_ulid(ulid::Ulid(1)),
            person: PersonId::from_ulid(ulid::Ulid(1)),
            organisation: None,
            through: None,
            client: ClientKind::Browser,
            device: format!("Firefox\r\non Linux{}", "x".repeat(500)),
            address: None,
        };
        start(sign_in, &Secret::draw(&SeededRandom::from(1)), START)
    }

    fn after(minutes: i64) -> DateTime<Utc> {
        START + TimeDelta::minutes(minutes)
    }

    const MOMENT: TimeDelta = TimeDelta::milliseconds(1);

    #[test]
    fn a_session_ends_twelve_hours_after_its_last_use() {
        let policy = SessionPolicy::default();
        assert_eq!(check(&session(), after(12 * 60) - MOMENT, &policy), Ok(()));
        assert_eq!(check(&session(), after(12 * 60), &policy), Err(Ended::Idle));
        assert_eq!(ends_at(&session(), &policy), after(12 * 60));
    }

    #[test]
    fn a_busy_session_ends_after_thirty_days() {
        let policy = SessionPolicy::default();
        let month = 30 * 24 * 60;
        let mut busy = session();
        for minute in (0..month).step_by(300) {
            busy = touched(&busy, after(minute), &policy).unwrap_or(busy);
            busy =
                rotated(&busy, Rotation::Authenticated, &Secret::draw(&SeededRandom::from(2)), after(minute));
        }
        assert_eq!(check(&busy, after(month) - MOMENT, &policy), Ok(()));
        assert_eq!(check(&busy, after(month), &policy), Err(Ended::Absolute));
    }

    #[test]
    fn use_is_written_down_once_a_minute() {
        let policy = SessionPolicy::default();
        assert_eq!(touched(&session(), after(1) - MOMENT, &policy), None);
        let next = touched(&session(), after(1), &policy).expect("due");
        assert_eq!((next.used_at, next.version), (after(1), 2));
    }

    #[test]
    fn a_rotation_ends_the_old_secret_and_only_a_proof_is_one() {
        let new = Secret::draw(&SeededRandom::from(2));
        let switched = rotated(
            &session(),
            Rotation::Switched(Some(OrganisationId::from_ulid(ulid::Ulid(5)))),
            &new,
            after(5),
        );
        assert_ne!(switched.hash, session().hash);
        assert_eq!(switched.hash, new.hash(Opens::Session));
        assert_eq!((switched.authenticated_at, switched.started_at), (START, START));
        assert!(switched.organisation.is_some());
        let proved = rotated(&session(), Rotation::Authenticated, &new, after(5));
        assert_eq!(proved.authenticated_at, after(5));
    }

    #[test]
    fn what_a_provider_vouches_for_stays_so_until_a_proof_of_one_s_own() {
        let organisation = Some(OrganisationId::from_ulid(ulid::Ulid(5)));
        let vouched = Session { organisation, through: organisation, ..session() };
        let new = Secret::draw(&SeededRandom::from(2));
        for why in [Rotation::Privileges, Rotation::Switched(None), Rotation::Refreshed { until: after(9) }] {
            assert_eq!(rotated(&vouched, why, &new, after(5)).through, organisation, "{why:?}");
        }
        assert_eq!(rotated(&vouched, Rotation::Authenticated, &new, after(5)).through, None);
    }

    fn in_app(proved_at: DateTime<Utc>, now: DateTime<Utc>) -> Session {
        let Session { id, person, organisation, through, client, device, address, .. } = session();
        let sign_in = SignIn { id, person, organisation, through, client, device, address };
        let secret = Secret::draw(&SeededRandom::from(1));
        start_in_app(sign_in, proved_at, &secret, now, &SessionPolicy::default())
    }

    #[test]
    fn an_app_asks_for_a_new_secret_every_fifteen_minutes() {
        let policy = SessionPolicy::default();
        let app = in_app(START, START);
        assert!(admits(&app, after(15) - MOMENT));
        assert!(!admits(&app, after(15)));
        assert_eq!(check(&app, after(15), &policy), Ok(()), "the session itself goes on");
        let refreshed = Rotation::Refreshed { until: after(35) };
        let next = rotated(&app, refreshed, &Secret::draw(&SeededRandom::from(2)), after(20));
        assert!(admits(&next, after(35) - MOMENT));
        assert!(!admits(&next, after(35)));
        assert_eq!((next.started_at, next.authenticated_at), (START, START));
        assert!(admits(&session(), after(12 * 60)), "a browser's holds until its session ends");
    }

    #[test]
    fn an_app_is_signed_in_for_a_fortnight_without_use_and_no_longer_than_the_proof_behind_it() {
        let policy = SessionPolicy::default();
        let day = 24 * 60;
        assert_eq!(ends_at(&in_app(START, START), &policy), after(14 * day));
        let late = in_app(START, after(20 * day));
        assert_eq!(ends_at(&late, &policy), after(30 * day));
        assert_eq!(check(&late, after(30 * day), &policy), Err(Ended::Absolute));
    }

    #[test]
    fn a_proof_is_fresh_for_ten_minutes() {
        let policy = SessionPolicy::default();
        assert!(is_fresh(START, START, &policy));
        assert!(is_fresh(START, after(10) - MOMENT, &policy));
        assert!(!is_fresh(START, after(10), &policy));
        assert!(!is_fresh(after(1), START, &policy));
    }

    #[test]
    fn the_name_of_a_device_is_short_and_on_one_line() {
        let device = session().device;
        assert!(device.starts_with("Firefoxon Linux"));
        assert_eq!(device.chars().count(), MAX_CLIENT_CHARS);
    }

    proptest! {
        #[test]
        fn a_session_that_ended_never_holds_again(minutes in 0_i64..60_000, later in 0_i64..60_000) {
            let policy = SessionPolicy::default();
            if check(&session(), after(minutes), &policy).is_err() {
                prop_assert!(check(&session(), after(minutes + later), &policy).is_err());
            }
            prop_assert_eq!(check(&session(), after(minutes), &policy).is_ok(), after(minutes) < ends_at(&session(), &policy));
        }
    }
}
