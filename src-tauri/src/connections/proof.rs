//! What ties an answer from the browser to the app that asked: a verifier with its challenge (RFC 7636) and
//! a state.

use std::{fmt, hint::black_box};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use shared::ports::Random;

/// Drawn anew for each sign-in.
pub(super) struct Proof {
    /// Shown to the server with the code, and to nobody before.
    pub(super) verifier: String,
    /// The SHA-256 of the verifier: `S256`.
    pub(super) challenge: String,
    /// Comes back with the code.
    pub(super) state: String,
}

impl Proof {
    pub(super) fn draw(random: &dyn Random) -> Self {
        let verifier = URL_SAFE_NO_PAD.encode(bytes(random));
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier));
        Self { verifier, challenge, state: URL_SAFE_NO_PAD.encode(bytes(random)) }
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof").field("challenge", &self.challenge).finish_non_exhaustive()
    }
}

fn bytes(random: &dyn Random) -> [u8; 32] {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    bytes
}

/// Compares in a time that does not depend on where two texts differ.
pub(super) fn same(one: &str, other: &str) -> bool {
    let differing = one.bytes().zip(other.bytes()).fold(0, |seen, (a, b)| black_box(seen | (a ^ b)));
    one.len() == other.len() && black_box(differing) == 0
}

/// The name of a deed that the same secret always gives: sent again, it gets the first answer. Nothing of
/// the secret is in it.
pub(super) fn deed_of(secret: &str) -> String {
    let digest = Sha256::new().chain_update(b"guildhall-desktop/deed\0").chain_update(secret).finalize();
    URL_SAFE_NO_PAD.encode(digest)
}

#[cfg(test)]
mod tests {
    use shared::testing::SeededRandom;

    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_standard() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn every_sign_in_has_a_proof_of_its_own_that_servers_take() {
        let random = SeededRandom::default();
        let (one, other) = (Proof::draw(&random), Proof::draw(&random));
        assert_eq!((one.verifier.len(), one.challenge.len(), one.state.len()), (43, 43, 43));
        assert_eq!(one.challenge, URL_SAFE_NO_PAD.encode(Sha256::digest(&one.verifier)));
        assert!(one.verifier != other.verifier && one.state != other.state && one.verifier != one.state);
        let shown = format!("{one:?}");
        assert!(!shown.contains(&one.verifier) && !shown.contains(&one.state));
    }

    #[test]
    fn only_the_whole_text_is_the_same() {
        assert!(same("abc", "abc"));
        for other in ["", "ab", "abd", "abcd", "xbc"] {
            assert!(!same("abc", other), "{other}");
        }
    }

    #[test]
    fn a_deed_is_named_after_its_secret_and_does_not_show_it() {
        let deed = deed_of("ghr_secret");
        assert_eq!(deed, deed_of("ghr_secret"));
        assert_ne!(deed, deed_of("ghr_another"));
        assert!((16..=128).contains(&deed.len()) && !deed.contains("secret"));
    }
}
