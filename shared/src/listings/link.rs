//! The link of a listing that is not in the directory: its address with a token that only its holders know.

use crate::{
    canonical::Digest,
    identity::secret::{Opens, Secret, SecretHash},
    ports::Random,
};

/// A new token, and the hash of it that is kept.
pub fn draw(random: &dyn Random) -> (String, Digest) {
    let secret = Secret::draw(random);
    (secret.encode(), secret.hash(Opens::Listing).into())
}

/// Whether a token is the one of which the hash is kept.
pub fn opens(token: &str, kept: &Digest) -> bool {
    let shown = Secret::parse(token).map(|secret| secret.hash(Opens::Listing));
    let kept = kept.as_str().parse::<SecretHash>().ok();
    shown.is_some() && shown == kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededRandom;

    #[test]
    fn a_token_opens_its_own_page_and_no_other() {
        let random = SeededRandom::default();
        let ((one, kept), (other, _)) = (draw(&random), draw(&random));
        assert!(opens(&one, &kept));
        for wrong in [other.as_str(), "", "link", &one[1..], kept.as_str()] {
            assert!(!opens(wrong, &kept), "{wrong}");
        }
        let session = Secret::parse(&one).expect("a secret").hash(Opens::Session);
        assert!(!opens(&one, &session.into()), "the hash of another use");
    }
}
