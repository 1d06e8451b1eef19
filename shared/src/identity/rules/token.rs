//! Links and steps that work once.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    identity::{
        email::Email,
        error::IdentityError,
        policy::TokenPolicy,
        secret::{Opens, Secret, SecretHash},
    },
    ids::PersonId,
};

/// What a token does when it is redeemed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Purpose {
    /// Proves that the person reads this address, which is theirs already.
    VerifyMail {
        email: Email,
    },
    /// Makes this address theirs; sent to it.
    ChangeMail {
        email: Email,
    },
    ResetPassword,
    /// The password was right; a second factor is asked for.
    SecondFactor,
}

/// Where a token is redeemed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    VerifyMail,
    ChangeMail,
    ResetPassword,
    SecondFactor,
}

impl Purpose {
    pub const fn used_for(&self) -> Use {
        match self {
            Self::VerifyMail { .. } => Use::VerifyMail,
            Self::ChangeMail { .. } => Use::ChangeMail,
            Self::ResetPassword => Use::ResetPassword,
            Self::SecondFactor => Use::SecondFactor,
        }
    }
}

/// A token, as stored; found by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneTimeToken {
    pub hash: SecretHash,
    pub version: u64,
    pub person: PersonId,
    pub purpose: Purpose,
    /// Version of the person's [`Proofs`](crate::identity::model::Proofs) when it was issued.
    pub proofs_version: u64,
    /// The first instant at which it does not work.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub expires_at: DateTime<Utc>,
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub used_at: Option<DateTime<Utc>>,
    /// Wrong codes that were shown with it.
    #[serde(default)]
    pub misses: u8,
}

/// So many wrong codes end the step between the password and the second factor.
pub const MOST_MISSES: u8 = 10;

/// What redeeming rests on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'p> {
    pub now: DateTime<Utc>,
    /// Version of the person's proofs now.
    pub proofs_version: u64,
    /// The person's address now.
    pub email: &'p Email,
}

/// A new token; the secret goes into the link.
pub fn issue(
    person: PersonId,
    purpose: Purpose,
    proofs_version: u64,
    secret: &Secret,
    now: DateTime<Utc>,
    policy: &TokenPolicy,
) -> OneTimeToken {
    let minutes = match purpose.used_for() {
        Use::VerifyMail | Use::ChangeMail => policy.verify_minutes,
        Use::ResetPassword => policy.reset_minutes,
        Use::SecondFactor => policy.second_factor_minutes,
    };
    OneTimeToken {
        hash: secret.hash(Opens::Token),
        version: 1,
        person,
        purpose,
        proofs_version,
        expires_at: now + TimeDelta::minutes(minutes.into()),
        used_at: None,
        misses: 0,
    }
}

/// The token after a wrong code was shown with it: write it before the answer, so that of many guesses at
/// once each one counts.
pub fn missed(token: &OneTimeToken) -> OneTimeToken {
    OneTimeToken { version: token.version + 1, misses: token.misses.saturating_add(1), ..token.clone() }
}

/// The token as used: write it together with what it does.
///
/// # Errors
/// A token of another use is as good as none; a used one, an expired one, and one from before the
/// person's proofs or address changed say so.
pub fn redeem(
    token: &OneTimeToken,
    presented: &Secret,
    wanted: Use,
    facts: Facts<'_>,
) -> Result<OneTimeToken, IdentityError> {
    if token.hash != presented.hash(Opens::Token) || token.purpose.used_for() != wanted {
        return Err(IdentityError::LinkUnknown);
    }
    if token.used_at.is_some() || token.misses >= MOST_MISSES {
        return Err(IdentityError::LinkUsed);
    }
    if facts.now >= token.expires_at {
        return Err(IdentityError::LinkExpired);
    }
    let current = match &token.purpose {
        Purpose::VerifyMail { email } => email == facts.email,
        Purpose::ChangeMail { .. } | Purpose::ResetPassword | Purpose::SecondFactor => {
            token.proofs_version == facts.proofs_version
        }
    };
    if !current {
        return Err(IdentityError::LinkSuperseded);
    }
    Ok(OneTimeToken { version: token.version + 1, used_at: Some(facts.now), ..token.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{START, SeededRandom};

    fn email(text: &str) -> Email {
        text.parse().expect("an address")
    }

    fn secret(seed: u64) -> Secret {
        Secret::draw(&SeededRandom::from(seed))
    }

    fn token(purpose: Purpose) -> OneTimeToken {
        issue(PersonId::from_ulid(ulid::Ulid(1)), purpose, 3, &secret(1), START, &TokenPolicy::default())
    }

    fn at(minutes: i64, proofs_version: u64, email: &Email) -> Facts<'_> {
        Facts { now: START + TimeDelta::minutes(minutes), proofs_version, email }
    }

    #[test]
    fn a_link_works_once_and_for_its_use() {
        let anna = email("anna@example.com");
        let reset = token(Purpose::ResetPassword);
        let used = redeem(&reset, &secret(1), Use::ResetPassword, at(0, 3, &anna)).expect("good");
        assert_eq!((used.used_at, used.version), (Some(START), 2));
        let check = |token: &OneTimeToken, seed, wanted, expected| {
            assert_eq!(redeem(token, &secret(seed), wanted, at(0, 3, &anna)), Err(expected));
        };
        check(&used, 1, Use::ResetPassword, IdentityError::LinkUsed);
        check(&reset, 2, Use::ResetPassword, IdentityError::LinkUnknown);
        check(&reset, 1, Use::SecondFactor, IdentityError::LinkUnknown);
        check(
            &token(Purpose::VerifyMail { email: anna.clone() }),
            1,
            Use::ResetPassword,
            IdentityError::LinkUnknown,
        );
    }

    #[test]
    fn ten_wrong_codes_end_a_step() {
        let anna = email("anna@example.com");
        let mut step = token(Purpose::SecondFactor);
        for _ in 0..MOST_MISSES {
            assert!(redeem(&step, &secret(1), Use::SecondFactor, at(0, 3, &anna)).is_ok());
            step = missed(&step);
        }
        let over = redeem(&step, &secret(1), Use::SecondFactor, at(0, 3, &anna));
        assert_eq!(over, Err(IdentityError::LinkUsed));
    }

    #[test]
    fn each_use_has_its_time() {
        let anna = email("anna@example.com");
        for (purpose, minutes) in [
            (Purpose::VerifyMail { email: anna.clone() }, 24 * 60),
            (Purpose::ChangeMail { email: email("new@example.com") }, 24 * 60),
            (Purpose::ResetPassword, 60),
            (Purpose::SecondFactor, 5),
        ] {
            let token = token(purpose);
            let wanted = token.purpose.used_for();
            assert!(redeem(&token, &secret(1), wanted, at(minutes - 1, 3, &anna)).is_ok());
            let late = redeem(&token, &secret(1), wanted, at(minutes, 3, &anna));
            assert_eq!(late, Err(IdentityError::LinkExpired), "{wanted:?}");
        }
    }

    #[test]
    fn a_changed_password_ends_the_links_from_before_but_not_the_proof_of_an_address() {
        let anna = email("anna@example.com");
        for purpose in [
            Purpose::ChangeMail { email: email("new@example.com") },
            Purpose::ResetPassword,
            Purpose::SecondFactor,
        ] {
            let token = token(purpose);
            let old = redeem(&token, &secret(1), token.purpose.used_for(), at(0, 4, &anna));
            assert_eq!(old, Err(IdentityError::LinkSuperseded));
        }
        let verify = token(Purpose::VerifyMail { email: anna.clone() });
        assert!(redeem(&verify, &secret(1), Use::VerifyMail, at(0, 4, &anna)).is_ok());
        let moved = redeem(&verify, &secret(1), Use::VerifyMail, at(0, 3, &email("new@example.com")));
        assert_eq!(moved, Err(IdentityError::LinkSuperseded));
    }
}
