//! Ways to sign in, and that one always stays.

use chrono::{DateTime, Utc};

use super::{
    recovery::RecoveryCodes,
    totp::{self, Totp, TotpSecret},
};
use crate::{
    identity::{
        error::IdentityError,
        model::{Passkey, Proofs},
    },
    ids::PersonId,
    ports::Random,
};

/// Most passkeys of a person.
pub const MOST_PASSKEYS: usize = 20;

/// What somebody has who has nothing yet: their organisation's provider signs them in. Version 0 is not
/// stored.
pub fn none(person: PersonId) -> Proofs {
    let recovery = RecoveryCodes::default();
    Proofs { person, version: 0, password: None, passkeys: Vec::new(), totp: None, recovery }
}

/// Whether a second factor is asked for after the password. An app that is being set up is none yet.
pub fn asks_for_second_factor(state: &Proofs) -> bool {
    state.totp.as_ref().is_some_and(|totp| totp.confirmed_at.is_some())
}

fn next(state: &Proofs) -> Proofs {
    Proofs { version: state.version + 1, ..state.clone() }
}

/// The proofs with this password in place of the one before.
pub fn with_password(state: &Proofs, hash: &str) -> Proofs {
    Proofs { password: Some(hash.to_owned()), ..next(state) }
}

/// The proofs with one more passkey.
///
/// # Errors
/// One that is there already, or one too many.
pub fn with_passkey(state: &Proofs, passkey: Passkey) -> Result<Proofs, IdentityError> {
    if state.passkeys.iter().any(|known| known.id == passkey.id) {
        return Err(IdentityError::PasskeyThere);
    }
    if state.passkeys.len() >= MOST_PASSKEYS {
        return Err(IdentityError::PasskeysFull(MOST_PASSKEYS));
    }
    let mut next = next(state);
    next.passkeys.push(passkey);
    Ok(next)
}

/// The proofs after a passkey was used: `record` is what the library that checks it keeps from now on.
///
/// # Errors
/// One that is not there any more.
pub fn after_use(
    state: &Proofs,
    passkey: &str,
    record: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<Proofs, IdentityError> {
    let mut next = next(state);
    let used = next.passkeys.iter_mut().find(|known| known.id == passkey);
    let used = used.ok_or(IdentityError::PasskeyRefused)?;
    (used.record, used.used_at) = (record, Some(now));
    Ok(next)
}

/// The proofs with an authenticator app that is being set up, in place of another one that was.
///
/// # Errors
/// An app that is asked for already: replacing it by one that nobody has confirmed would end the second
/// factor.
pub fn setting_up(state: &Proofs, secret: TotpSecret) -> Result<Proofs, IdentityError> {
    if asks_for_second_factor(state) {
        return Err(IdentityError::AuthenticatorThere);
    }
    Ok(Proofs { totp: Some(Totp::new(secret)), ..next(state) })
}

/// The proofs with an app that showed its first code, and the recovery codes to show.
///
/// # Errors
/// A wrong code, or no app that is being set up.
pub fn confirmed(
    state: &Proofs,
    code: &str,
    random: &dyn Random,
    now: DateTime<Utc>,
) -> Result<(Proofs, Vec<String>), IdentityError> {
    if asks_for_second_factor(state) {
        return Err(IdentityError::AuthenticatorThere);
    }
    let totp = totp::verify(state.totp.as_ref().ok_or(IdentityError::NoSuchWay)?, code, now)?;
    let (shown, recovery) = RecoveryCodes::draw(state.person, random);
    Ok((Proofs { totp: Some(totp), recovery, ..next(state) }, shown))
}

/// The proofs with new recovery codes, and these.
///
/// # Errors
/// Without a second factor there is nothing to recover.
pub fn with_new_codes(state: &Proofs, random: &dyn Random) -> Result<(Proofs, Vec<String>), IdentityError> {
    if !asks_for_second_factor(state) {
        return Err(IdentityError::NoSuchWay);
    }
    let (shown, recovery) = RecoveryCodes::draw(state.person, random);
    Ok((Proofs { recovery, ..next(state) }, shown))
}

/// What was shown as a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    App,
    RecoveryCode,
}

/// The proofs after a second factor was shown: six digits are those of the app, anything else is a recovery
/// code.
///
/// # Errors
/// A code that is not right, or was used.
pub fn second_factor(
    state: &Proofs,
    code: &str,
    now: DateTime<Utc>,
) -> Result<(Proofs, Shown), IdentityError> {
    let totp = state.totp.as_ref().filter(|totp| totp.confirmed_at.is_some());
    let totp = totp.ok_or(IdentityError::StepOver)?;
    let of_app = code.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace());
    if of_app {
        let totp = totp::verify(totp, code, now)?;
        Ok((Proofs { totp: Some(totp), ..next(state) }, Shown::App))
    } else {
        let recovery = state.recovery.redeem(state.person, code)?;
        Ok((Proofs { recovery, ..next(state) }, Shown::RecoveryCode))
    }
}

/// What is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal<'p> {
    Password,
    /// By its id.
    Passkey(&'p str),
    /// The second factor, with its recovery codes.
    SecondFactor,
}

/// The proofs without one of them. `signs_on` says that the person can come in through their
/// organisation's identity provider.
///
/// # Errors
/// When it is not there, or is the last way in.
pub fn without(state: &Proofs, removal: Removal<'_>, signs_on: bool) -> Result<Proofs, IdentityError> {
    let mut next = next(state);
    let there = match removal {
        Removal::Password => next.password.take().is_some(),
        Removal::Passkey(id) => {
            next.passkeys.retain(|passkey| passkey.id != id);
            next.passkeys.len() < state.passkeys.len()
        }
        Removal::SecondFactor => {
            next.recovery = RecoveryCodes::default();
            next.totp.take().is_some()
        }
    };
    if !there {
        return Err(IdentityError::NoSuchWay);
    }
    if next.password.is_none() && next.passkeys.is_empty() && !signs_on {
        return Err(IdentityError::LastWayIn);
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{START, SeededRandom};

    fn passkey(id: &str) -> Passkey {
        Passkey {
            id: id.to_owned(),
            name: "Laptop".parse().expect("a name"),
            record: serde_json::Value::Null,
            added_at: START,
            used_at: None,
        }
    }

    fn proofs(password: bool, passkeys: &[&str]) -> Proofs {
        Proofs {
            version: 1,
            password: password.then(|| "$argon2id$".to_owned()),
            passkeys: passkeys.iter().copied().map(passkey).collect(),
            ..none(PersonId::from_ulid(ulid::Ulid(1)))
        }
    }

    /// With an app whose code at [`START`] is this.
    fn with_app() -> (Proofs, String, Vec<String>) {
        let random = SeededRandom::default();
        let pending = setting_up(&proofs(true, &[]), TotpSecret::draw(&random)).expect("none before");
        let totp = pending.totp.clone().expect("being set up");
        let code = totp::code_at(&totp.secret, START);
        assert!(!asks_for_second_factor(&pending));
        let (proofs, shown) = confirmed(&pending, &code, &random, START).expect("the right code");
        (proofs, code, shown)
    }

    #[test]
    fn an_app_is_asked_for_once_it_has_shown_a_code() {
        let (proofs, code, shown) = with_app();
        assert!(asks_for_second_factor(&proofs));
        assert_eq!((shown.len(), proofs.version), (10, 3));
        assert_eq!(second_factor(&proofs, &code, START), Err(IdentityError::CodeUsed));
        let later = START + chrono::TimeDelta::seconds(60);
        let code = totp::code_at(&proofs.totp.as_ref().expect("an app").secret, later);
        let (after, how) = second_factor(&proofs, &code, later).expect("the next code");
        assert_eq!((how, after.version), (Shown::App, 4));
        let (after, how) = second_factor(&proofs, &shown[0], later).expect("a recovery code");
        assert_eq!((how, after.recovery.left()), (Shown::RecoveryCode, 9));
        let again = second_factor(&after, &shown[0], later);
        assert_eq!(again, Err(IdentityError::RecoveryCodeWrong));
    }

    #[test]
    fn an_app_that_is_asked_for_is_not_replaced_by_one_that_nobody_confirmed() {
        let random = SeededRandom::default();
        let (proofs, ..) = with_app();
        let refused = IdentityError::AuthenticatorThere;
        assert_eq!(setting_up(&proofs, TotpSecret::draw(&random)), Err(refused.clone()));
        assert_eq!(confirmed(&proofs, "000000", &random, START), Err(refused));
    }

    #[test]
    fn recovery_codes_are_for_who_has_a_second_factor() {
        let random = SeededRandom::from(2);
        assert_eq!(with_new_codes(&proofs(true, &[]), &random), Err(IdentityError::NoSuchWay));
        let (proofs, _, before) = with_app();
        let (next, shown) = with_new_codes(&proofs, &random).expect("new ones");
        assert_eq!((next.recovery.left(), shown.len()), (10, 10));
        assert!(second_factor(&next, &before[0], START).is_err(), "those before stop working");
    }

    #[test]
    fn a_passkey_is_there_once_and_there_are_not_too_many() {
        let state = proofs(true, &["a"]);
        assert_eq!(with_passkey(&state, passkey("a")), Err(IdentityError::PasskeyThere));
        let mut state = with_passkey(&state, passkey("b")).expect("another one");
        while state.passkeys.len() < MOST_PASSKEYS {
            state = with_passkey(&state, passkey(&state.version.to_string())).expect("room");
        }
        let full = Err(IdentityError::PasskeysFull(MOST_PASSKEYS));
        assert_eq!(with_passkey(&state, passkey("c")), full);
        let used = after_use(&state, "b", serde_json::json!(1), START).expect("there");
        assert_eq!(used.passkeys[1].used_at, Some(START));
        assert!(after_use(&state, "d", serde_json::json!(1), START).is_err());
    }

    #[test]
    fn the_last_way_in_stays() {
        let last = Err(IdentityError::LastWayIn);
        assert_eq!(without(&proofs(true, &[]), Removal::Password, false), last);
        assert_eq!(without(&proofs(false, &["a"]), Removal::Passkey("a"), false), last);
        let next = without(&proofs(true, &["a"]), Removal::Password, false).expect("a passkey stays");
        assert_eq!((next.version, next.password), (2, None));
        assert!(without(&proofs(true, &[]), Removal::Password, true).is_ok());
    }

    #[test]
    fn what_is_not_there_cannot_be_removed() {
        for removal in [Removal::Passkey("b"), Removal::SecondFactor] {
            assert_eq!(without(&proofs(true, &["a"]), removal, false), Err(IdentityError::NoSuchWay));
        }
    }
}
