//! Hashing passwords, away from the threads that answer requests.

use std::{fmt, sync::Arc};

use anyhow::{Context, anyhow};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordVerifier, Version,
    password_hash::{PasswordHasher, SaltString},
};
use shared::{identity::rules::password::Password, ports::Random};
use tokio::sync::{OnceCell, Semaphore};

/// OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Hashes passwords, a few at a time: one core is always left to everything else.
pub struct Hasher {
    turns: Arc<Semaphore>,
    random: Arc<dyn Random>,
    /// The hash of a password that nobody knows: who has none takes as long to be refused.
    nobody: OnceCell<String>,
}

impl Hasher {
    pub fn new(random: Arc<dyn Random>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let turns = Arc::new(Semaphore::new(cores.saturating_sub(1).max(1)));
        Self { turns, random, nobody: OnceCell::new() }
    }

    /// The argon2id hash in PHC form.
    ///
    /// # Errors
    /// A failure of ours.
    pub async fn hash(&self, password: &Password) -> anyhow::Result<String> {
        let mut salt = [0; 16];
        self.random.fill(&mut salt);
        let password = password.clone();
        self.run(move || {
            let salt = SaltString::encode_b64(&salt).map_err(|error| anyhow!("a salt: {error}"))?;
            let hash = argon2()?.hash_password(password.as_str().as_bytes(), &salt);
            Ok(hash.map_err(|error| anyhow!("argon2id: {error}"))?.to_string())
        })
        .await
    }

    /// Whether it is the password of this hash. Without a hash it is not, after the same work.
    ///
    /// # Errors
    /// A failure of ours.
    pub async fn is_right(&self, password: Option<&Password>, hash: Option<&str>) -> anyhow::Result<bool> {
        let known = hash.is_some() && password.is_some();
        let hash = match hash {
            Some(hash) => hash.to_owned(),
            None => self.nobody().await?,
        };
        let password = password.map_or_else(String::new, |password| password.as_str().to_owned());
        let fits = self
            .run(move || {
                let hash = PasswordHash::new(&hash).map_err(|error| anyhow!("a stored hash: {error}"))?;
                Ok(argon2()?.verify_password(password.as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(fits && known)
    }

    async fn nobody(&self) -> anyhow::Result<String> {
        let make = || async {
            let mut secret = [0; 32];
            self.random.fill(&mut secret);
            let text: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
            let password = Password::entered(&text).context("a short text is a password")?;
            self.hash(&password).await
        };
        self.nobody.get_or_try_init(make).await.cloned()
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.context("the hasher is closed")?;
        tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(turn);
            outcome
        })
        .await
        .context("hashing a password")?
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

fn argon2() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| anyhow!("argon2id: {error}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use shared::testing::SeededRandom;

    use super::*;

    #[tokio::test]
    async fn only_the_password_is_right_and_nobody_has_none() {
        let hasher = Hasher::new(Arc::new(SeededRandom::from(1)));
        let password = Password::entered("correct horse battery").expect("short");
        let other = Password::entered("correct horse batterz").expect("short");
        let hash = hasher.hash(&password).await.expect("hashed");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hasher.hash(&password).await.expect("hashed"), hash, "salted");
        assert!(hasher.is_right(Some(&password), Some(&hash)).await.expect("checked"));
        assert!(!hasher.is_right(Some(&other), Some(&hash)).await.expect("checked"));
        assert!(!hasher.is_right(Some(&password), None).await.expect("checked"));
        assert!(!hasher.is_right(None, Some(&hash)).await.expect("checked"));
    }
}
