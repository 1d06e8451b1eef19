//! Codes for the day on which the phone is lost.

use serde::{Deserialize, Serialize};

use crate::{
    identity::{
        base32,
        error::IdentityError,
        secret::{Opens, SecretHash},
    },
    ids::PersonId,
    ports::Random,
};

/// How many are drawn at once.
pub const CODES: usize = 10;
/// 80 bits each: too many to try even against a stolen hash.
const BYTES: usize = 10;

/// What is kept of the codes that are not used yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecoveryCodes(Vec<SecretHash>);

impl RecoveryCodes {
    /// Ten new codes, `xxxx-xxxx-xxxx-xxxx`, to be shown once; those before stop working.
    pub fn draw(person: PersonId, random: &dyn Random) -> (Vec<String>, Self) {
        let draw = |_| {
            let mut bytes = [0; BYTES];
            random.fill(&mut bytes);
            let code = base32::encode(&bytes);
            let shown = [&code[..4], &code[4..8], &code[8..12], &code[12..]].join("-");
            (shown, hash(person, &code))
        };
        let (shown, hashes) = (0..CODES).map(draw).unzip();
        (shown, Self(hashes))
    }

    /// How many still work.
    pub fn left(&self) -> usize {
        self.0.len()
    }

    /// The codes without this one. Case, spaces and hyphens do not matter, nor 0 for O and 1 for L.
    ///
    /// # Errors
    /// A code that is none of these, or was used.
    pub fn redeem(&self, person: PersonId, code: &str) -> Result<Self, IdentityError> {
        if code.len() > 64 {
            return Err(IdentityError::RecoveryCodeWrong);
        }
        let code: String = code
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(|letter| match letter.to_ascii_lowercase() {
                '0' => 'o',
                '1' => 'l',
                other => other,
            })
            .collect();
        let hash = hash(person, &code);
        let rest: Vec<_> = self.0.iter().copied().filter(|kept| *kept != hash).collect();
        if rest.len() == self.0.len() { Err(IdentityError::RecoveryCodeWrong) } else { Ok(Self(rest)) }
    }
}

/// The person is part of it: equal codes of two people have nothing in common.
fn hash(person: PersonId, code: &str) -> SecretHash {
    SecretHash::of(Opens::Recovery, &[person.to_string().as_bytes(), code.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededRandom;

    const ANNA: PersonId = PersonId::from_ulid(ulid::Ulid(1));
    const BEN: PersonId = PersonId::from_ulid(ulid::Ulid(2));

    #[test]
    fn each_of_ten_codes_works_once_for_its_person() {
        let (shown, mut codes) = RecoveryCodes::draw(ANNA, &SeededRandom::default());
        assert_eq!((shown.len(), codes.left()), (10, 10));
        for code in &shown {
            assert_eq!(codes.redeem(BEN, code), Err(IdentityError::RecoveryCodeWrong));
            let rest = codes.redeem(ANNA, code).expect("not used yet");
            assert_eq!(rest.left(), codes.left() - 1);
            assert_eq!(rest.redeem(ANNA, code), Err(IdentityError::RecoveryCodeWrong));
            codes = rest;
        }
        assert_eq!(codes.left(), 0);
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        let (shown, codes) = RecoveryCodes::draw(ANNA, &SeededRandom::default());
        let typed =
            format!(" {} ", shown[3].to_uppercase().replace('-', " ").replace('O', "0").replace('L', "1"));
        assert!(codes.redeem(ANNA, &typed).is_ok(), "{typed}");
        for bad in ["", "----", &shown[3][1..], &"a".repeat(100_000)] {
            assert_eq!(codes.redeem(ANNA, bad), Err(IdentityError::RecoveryCodeWrong));
        }
    }

    #[test]
    fn nothing_of_a_code_is_kept() {
        let (shown, codes) = RecoveryCodes::draw(ANNA, &SeededRandom::default());
        let stored = serde_json::to_string(&codes).expect("JSON");
        assert!(shown.iter().all(|code| !stored.contains(&code.replace('-', ""))));
        assert_eq!(serde_json::from_str::<RecoveryCodes>(&stored).expect("the same"), codes);
    }
}
