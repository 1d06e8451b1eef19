//! Which passwords are accepted.
//!
//! Long enough, not among the first guesses, not about the person. No rules about kinds of characters:
//! they make passwords harder to remember and easier to guess (NIST SP 800-63B, 3.1.1.2).

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::{
    identity::{email::Email, error::IdentityError, model::Name, policy::PasswordPolicy},
    text::fold,
};

/// More than any password that was ever accepted, however it is typed, in bytes.
const MAX_ENTERED_BYTES: usize = 4096;

/// A password in the form that is hashed: Unicode NFKC, so that every keyboard gives the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// One that somebody signs in with. `None` for a text so long that it cannot be right: it is not
    /// hashed, the answer is the same as for a wrong one.
    pub fn entered(text: &str) -> Option<Self> {
        (text.len() <= MAX_ENTERED_BYTES).then(|| Self(text.nfkc().collect()))
    }

    /// One that somebody chooses.
    ///
    /// # Errors
    /// Why it is not accepted, and what would be.
    pub fn chosen(
        text: &str,
        email: &Email,
        name: &Name,
        policy: &PasswordPolicy,
    ) -> Result<Self, IdentityError> {
        let password = Self::entered(text).ok_or(IdentityError::PasswordTooLong(policy.max_chars))?;
        let chars = password.0.chars().count();
        if chars < policy.min_chars {
            return Err(IdentityError::PasswordTooShort(policy.min_chars));
        }
        if chars > policy.max_chars {
            return Err(IdentityError::PasswordTooLong(policy.max_chars));
        }
        if is_about(&password.0, email, name) {
            return Err(IdentityError::PasswordIsYou);
        }
        if is_common(&password.0) {
            return Err(IdentityError::PasswordCommon);
        }
        Ok(password)
    }

    /// What is hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Letters and digits, folded.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Without the digits at its ends, which everyone adds.
fn stem(plain: &str) -> &str {
    plain.trim_matches(|letter: char| letter.is_ascii_digit())
}

/// The person's name, address or a part of one, or ours, with nothing but digits and signs around it.
fn is_about(password: &str, email: &Email, name: &Name) -> bool {
    let plain_password = plain(password);
    let stem_of_password = stem(&plain_password);
    let mut words: Vec<String> = fold(name.as_str()).split_whitespace().map(plain).collect();
    let reversed: String = words.iter().rev().map(String::as_str).collect();
    words.extend([
        plain(name.as_str()),
        reversed,
        plain(email.local()),
        plain(email.domain().as_str()),
        plain(email.domain().as_str().split('.').next().unwrap_or_default()),
        plain(email.as_str()),
        "guildhall".to_owned(),
    ]);
    words.iter().any(|word| {
        let whole = *word == plain_password;
        whole || (!stem(word).is_empty() && stem(word) == stem_of_password)
    })
}

/// One of the first guesses.
fn is_common(password: &str) -> bool {
    let plain = plain(password);
    let mut letters: Vec<char> = password.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() <= 2
        || is_run(&plain)
        || repeats(&plain)
        || COMMON.contains(&plain.as_str())
        || COMMON.contains(&stem(&plain))
        || COMMON.contains(&unleet(&plain).as_str())
        || COMMON.contains(&stem(&unleet(&plain)))
}

/// `p455w0rd` for `password`.
fn unleet(plain: &str) -> String {
    let letter = |digit| match digit {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    };
    // Digits at the end are digits: `password1234`.
    let end = plain.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    plain[..end].chars().map(letter).collect()
}

/// A walk along the alphabet, the digits or a row of keys, in either direction, around the corner too.
fn is_run(plain: &str) -> bool {
    const ROWS: [&str; 7] = [
        "abcdefghijklmnopqrstuvwxyz",
        "0123456789",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "1q2w3e4r5t6y7u8i9o0p",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    ];
    !plain.is_empty()
        && ROWS.iter().any(|row| {
            let around = row.repeat(plain.len() / row.len() + 2);
            let back: String = around.chars().rev().collect();
            around.contains(plain) || back.contains(plain)
        })
}

/// A piece of at most six characters, again and again.
fn repeats(plain: &str) -> bool {
    let letters: Vec<char> = plain.chars().collect();
    let again =
        |size: usize| letters.len() >= 2 * size && letters.iter().zip(&letters[size..]).all(|(a, b)| a == b);
    (1..=6).any(again)
}

/// Stems and whole passwords at the top of every list of leaked ones, as [`plain`] leaves them.
const COMMON: [&str; 96] = [
    "password",
    "passwort",
    "motdepasse",
    "contrasena",
    "senha",
    "parola",
    "passw",
    "pass",
    "passphrase",
    "mypassword",
    "newpassword",
    "passwordpassword",
    "thisisapassword",
    "thepassword",
    "password1password",
    "qwerty",
    "qwertyuiop",
    "qwertz",
    "azerty",
    "asdfghjkl",
    "zxcvbnm",
    "asdf",
    "qwer",
    "qwert",
    "qazwsx",
    "qazwsxedc",
    "qwerasdf",
    "qwerasdfzxcv",
    "abc",
    "abcd",
    "abcdef",
    "aaa",
    "admin",
    "administrator",
    "root",
    "toor",
    "user",
    "guest",
    "test",
    "testtest",
    "testing",
    "default",
    "changeme",
    "changemenow",
    "letmein",
    "letmeinnow",
    "welcome",
    "welcomeback",
    "login",
    "access",
    "secret",
    "topsecret",
    "master",
    "superman",
    "batman",
    "spiderman",
    "pokemon",
    "starwars",
    "football",
    "baseball",
    "basketball",
    "monkey",
    "dragon",
    "sunshine",
    "princess",
    "iloveyou",
    "iloveu",
    "iloveyouso",
    "trustno",
    "trustnoone",
    "whatever",
    "shadow",
    "michael",
    "jennifer",
    "jordan",
    "computer",
    "internet",
    "samsung",
    "google",
    "facebook",
    "correcthorse",
    "correcthorsebatterystaple",
    "hello",
    "helloworld",
    "hellohello",
    "nothing",
    "freedom",
    "summer",
    "winter",
    "spring",
    "autumn",
    "sommer",
    "company",
    "business",
    "unknown",
    "manager",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn choose(text: &str) -> Result<Password, IdentityError> {
        let email = "anna.lind@northwind.example".parse().expect("an address");
        let name = "Anna Lind-Ström".parse().expect("a name");
        Password::chosen(text, &email, &name, &PasswordPolicy::default())
    }

    fn check(texts: &[&str], expected: &IdentityError) {
        for text in texts {
            assert_eq!(choose(text).as_ref().err(), Some(expected), "{text}");
        }
    }

    #[test]
    fn length_is_the_only_form_that_is_asked_for() {
        check(&["", "short", "nine char", "ééééééééé"], &IdentityError::PasswordTooShort(10));
        check(&[&"violet otter ".repeat(10), &"a".repeat(10_000)], &IdentityError::PasswordTooLong(128));
        for good in [
            "violet otter",
            "quiet gravel 7",
            "ёжик в тумане",
            "会社の前に猫がいる朝",
            "8163940275",
            "tr0ub4dor&3x",
        ] {
            assert!(choose(good).is_ok(), "{good}");
        }
        let longest: String = "violet otter under a quiet bridge ".chars().cycle().take(128).collect();
        assert!(choose(&longest).is_ok());
    }

    #[test]
    fn the_first_guesses_are_refused() {
        let guesses = [
            "Password123!",
            "password12345",
            "p455w0rd1234",
            "PASSWORDPASSWORD",
            "qwertyuiop",
            "1234567890",
            "0987654321",
            "abcdefghij",
            "aaaaaaaaaa",
            "abababababab",
            "abc123abc123",
            "Welcome2026!",
            "12345678901234567890",
            "letmein!!!!!",
            "2024summer2024",
            "iloveyou1234",
            "1q2w3e4r5t",
            "1qaz2wsx3edc",
            "asdfghjklzxc",
            "..........",
            "correct horse battery staple",
        ];
        check(&guesses, &IdentityError::PasswordCommon);
    }

    #[test]
    fn a_password_is_not_about_the_person() {
        check(
            &[
                "anna.lind@northwind.example",
                "AnnaLindStrom",
                "Anna Lind-Ström 1984",
                "anna.lind2026",
                "northwind2026!",
                "Guildhall2026",
                "lindstromanna",
                "!!!annalind!!!",
            ],
            &IdentityError::PasswordIsYou,
        );
        assert!(choose("anna hides seven acorns").is_ok());
    }

    #[test]
    fn every_keyboard_gives_the_same_password() {
        let composed = choose("caf\u{e9} au lait noir").expect("good");
        assert_eq!(Password::entered("cafe\u{301} au lait noir"), Some(composed));
        assert_eq!(Password::entered(&"a".repeat(4097)), None);
    }

    #[test]
    fn a_password_is_in_no_log() {
        assert_eq!(format!("{:?}", choose("violet otter")), "Ok(Password(…))");
    }

    #[test]
    fn the_list_is_written_as_it_is_compared() {
        for word in COMMON {
            assert!(
                plain(word) == word && COMMON.iter().filter(|other| **other == word).count() == 1,
                "{word}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_accepted_or_refused_and_what_is_accepted_signs_in(text in "\\PC{0,140}") {
            if let Ok(password) = choose(&text) {
                prop_assert_eq!(Password::entered(&text), Some(password.clone()));
                prop_assert!((10..=128).contains(&password.as_str().chars().count()));
            }
        }
    }
}
