//! Ways to sign in, and that one always stays.

use crate::identity::{error::IdentityError, model::Proofs};

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
    let mut next = Proofs { version: state.version + 1, ..state.clone() };
    let there = match removal {
        Removal::Password => next.password.take().is_some(),
        Removal::Passkey(id) => {
            next.passkeys.retain(|passkey| passkey.id != id);
            next.passkeys.len() < state.passkeys.len()
        }
        Removal::SecondFactor => {
            next.recovery = super::recovery::RecoveryCodes::default();
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
    use crate::{identity::model::Passkey, ids::PersonId, testing::START};

    fn proofs(password: bool, passkeys: &[&str]) -> Proofs {
        let passkey = |id: &&str| Passkey {
            id: (*id).to_owned(),
            name: "Laptop".parse().expect("a name"),
            record: serde_json::Value::Null,
            added_at: START,
            used_at: None,
        };
        Proofs {
            person: PersonId::from_ulid(ulid::Ulid(1)),
            version: 1,
            password: password.then(|| "$argon2id$".to_owned()),
            passkeys: passkeys.iter().map(passkey).collect(),
            totp: None,
            recovery: super::super::recovery::RecoveryCodes::default(),
        }
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
