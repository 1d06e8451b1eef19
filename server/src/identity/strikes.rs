//! Guesses are slowed down: failures in a row are counted in the database, so that every server counts
//! together. What a count leads to is decided by [`throttle`].
//!
//! Ask [`held_up`] after a password was hashed and not before: hashing takes turns, so that of many guesses
//! that come at once each one is judged by those before it.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::{
    identity::{
        model::Person,
        policy::{Slowdown, ThrottlePolicy},
        rules::{
            ceremony::mail_code_id,
            throttle::{self, Attempt, Strikes, Verdict},
        },
    },
    ids::PersonId,
};
use store::{Document, StoreError, Table, Unit};

use super::{devices, visitor::Visitor};
use crate::{Failure, services::Services};

/// How often a count is tried when others count at the same moment.
const ATTEMPTS: u32 = 32;

/// Failures in a row of one account, network address or device, as stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Counted {
    id: String,
    version: u64,
    strikes: Strikes,
    forgotten_at: DateTime<Utc>,
}

impl Document for Counted {
    const TABLE: Table = Table::Strikes;
    fn key(&self) -> String {
        self.id.clone()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.forgotten_at)
    }
}

/// In which counters an attempt stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Counters {
    KnownDevice { device: String },
    Unknown { account: String, address: String },
}

impl Counters {
    fn of(services: &Services, visitor: &Visitor, account: &str, person: Option<PersonId>) -> Self {
        match person.filter(|person| devices::knows(services, visitor, *person)) {
            Some(_) => Self::KnownDevice { device: device_key(account) },
            None => Self::Unknown { account: account_key(account), address: address_key(visitor.address) },
        }
    }

    /// Each counter with its pace.
    fn with_pace<'p>(&self, policy: &'p ThrottlePolicy) -> Vec<(&str, &'p Slowdown)> {
        match self {
            Self::KnownDevice { device } => vec![(device, &policy.device)],
            Self::Unknown { account, address } => {
                vec![(account, &policy.account), (address, &policy.address)]
            }
        }
    }
}

/// Under a hash: what is typed may be anything, and an address of somebody who was never here is not kept.
fn hashed(account: &str) -> String {
    let digest = Sha256::digest(account.trim().to_lowercase());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn account_key(account: &str) -> String {
    format!("account/{}", hashed(account))
}

/// The devices that have signed the owner of an account in before are counted as one.
fn device_key(account: &str) -> String {
    format!("device/{}", hashed(account))
}

/// Of IPv6 the first 64 bits: a single subscriber has all the rest.
pub(super) fn address_key(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        None => "address/unknown".to_owned(),
        Some(IpAddr::V4(address)) => format!("address/{address}"),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("address/{}/64", std::net::Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// Whether an attempt is refused without a look at what was shown. `account` is the key of the mail address
/// that was named, whether it exists or not, or whatever else is guessed at; `person` is whose it is.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn held_up(
    services: &Services,
    visitor: &Visitor,
    account: &str,
    person: Option<PersonId>,
) -> Result<bool, Failure> {
    let counters = Counters::of(services, visitor, account, person);
    let policy = &services.identity.policy.throttle;
    let keys: Vec<String> = counters.with_pace(policy).into_iter().map(|(key, _)| key.to_owned()).collect();
    let counted = services.store.get_all::<Counted>(keys).await?;
    let strikes = |key: &str| counted.iter().find(|counted| counted.id == key).map(|found| &found.strikes);
    let attempt = match &counters {
        Counters::KnownDevice { device } => Attempt::KnownDevice { device: strikes(device) },
        Counters::Unknown { account, address } => {
            Attempt::Unknown { account: strikes(account), address: strikes(address) }
        }
    };
    Ok(match throttle::decide(attempt, services.clock.now(), policy) {
        Verdict::Try => false,
        Verdict::Wait { .. } => true,
    })
}

/// Counts an attempt that was made and failed.
///
/// # Errors
/// When the database cannot be read or written.
pub(super) async fn failed(
    services: &Services,
    visitor: &Visitor,
    account: &str,
    person: Option<PersonId>,
) -> Result<(), Failure> {
    let counters = Counters::of(services, visitor, account, person);
    for (key, pace) in counters.with_pace(&services.identity.policy.throttle) {
        count(services, key, pace).await?;
    }
    Ok(())
}

/// Forgets the failures of the account and its devices. Those of the address stay.
///
/// # Errors
/// When the database cannot be read or written.
pub(super) async fn succeeded(
    services: &Services,
    _: &Visitor,
    account: &str,
    _: Option<PersonId>,
) -> Result<(), Failure> {
    let keys = vec![account_key(account), device_key(account)];
    let mut unit = Unit::default();
    for counted in services.store.get_all::<Counted>(keys).await? {
        unit.remove::<Counted>(counted.id);
    }
    // Nothing to forget is the usual case, and writes nothing.
    services.store.commit(unit).await?;
    Ok(())
}

/// Under which guesses at a person's second factor are counted.
pub(super) fn second_factor_of(person: PersonId) -> String {
    format!("second-factor/{person}")
}

/// Takes every counter of a person whose account goes.
pub(super) fn forget(person: &Person, unit: &mut Unit) {
    for account in [person.email.key(), second_factor_of(person.id), mail_code_id(person.id)] {
        unit.remove::<Counted>(account_key(&account));
        unit.remove::<Counted>(device_key(&account));
    }
}

/// Raises one counter. Of guesses that fail at the same moment each one counts: who loses the race to the
/// row counts on top of who won it.
async fn count(services: &Services, key: &str, pace: &Slowdown) -> Result<(), Failure> {
    let mut lost = StoreError::Busy;
    for _ in 0..ATTEMPTS {
        let before = services.store.get::<Counted>(key).await?;
        let now = services.clock.now();
        let strikes = Strikes::after_failure(before.as_ref().map(|before| &before.strikes), now, pace);
        let next = Counted {
            id: key.to_owned(),
            version: before.as_ref().map_or(1, |before| before.version + 1),
            strikes,
            forgotten_at: strikes.last_at + TimeDelta::seconds(pace.forget_seconds.into()),
        };
        let mut unit = Unit::default();
        match &before {
            None => unit.create(&next),
            Some(_) => unit.update(&next),
        }
        match services.store.commit(unit).await {
            Ok(_) => return Ok(()),
            Err(
                error @ (StoreError::VersionConflict { .. } | StoreError::Taken { .. } | StoreError::Busy),
            ) => {
                lost = error;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(lost.into())
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;

    use super::*;
    use crate::{pages::market::Market, testing::deep};

    const ANNA: PersonId = PersonId::from_ulid(ulid::Ulid(7));
    const MAIL: &str = "anna@example.com";

    fn from(address: &str) -> Visitor {
        Visitor { address: Some(address.parse().expect("an address")), ..Visitor::nobody() }
    }

    /// A browser that has signed Anna in before.
    fn known(services: &Services, address: &str) -> Visitor {
        let cookie = devices::remembered(services, &from(address), ANNA);
        let pair = cookie.split(';').next().expect("a pair");
        let value = pair.split_once('=').expect("a value").1;
        Visitor { known_devices: Some(value.to_owned()), ..from(address) }
    }

    async fn fail(services: &Services, visitor: &Visitor, times: usize) {
        for _ in 0..times {
            failed(services, visitor, MAIL, Some(ANNA)).await.expect("counted");
        }
    }

    async fn waits(services: &Services, visitor: &Visitor) -> bool {
        held_up(services, visitor, MAIL, Some(ANNA)).await.expect("read")
    }

    #[test]
    fn guesses_from_many_places_hold_up_strangers_and_not_the_owner() {
        deep(async {
            let market = Market::small().await;
            let services = &market.services;
            for last in 1..=6 {
                fail(services, &from(&format!("203.0.113.{last}")), 1).await;
            }
            assert!(waits(services, &from("198.51.100.1")).await, "a stranger");
            assert!(!waits(services, &known(services, "198.51.100.1")).await, "the owner");
            let other = held_up(services, &from("198.51.100.1"), "ben@example.com", None).await;
            assert!(!other.expect("read"), "another account");
            let cased = held_up(services, &from("198.51.100.1"), " Anna@Example.com", None).await;
            assert!(cased.expect("read"), "the same account in capitals");
            market.clock.advance(TimeDelta::seconds(2));
            assert!(!waits(services, &from("198.51.100.1")).await, "after the pause");
        });
    }

    #[test]
    fn one_address_is_held_up_whatever_accounts_it_tries() {
        deep(async {
            let market = Market::small().await;
            let services = &market.services;
            for number in 0..31 {
                let account = format!("person{number}@example.com");
                let visitor = from(&format!("2001:db8:1:2::{number:x}"));
                failed(services, &visitor, &account, None).await.expect("counted");
            }
            let fresh = "nobody@example.com";
            let same = held_up(services, &from("2001:db8:1:2:ffff::1"), fresh, None).await;
            assert!(same.expect("read"), "the same 64 bits");
            let other = held_up(services, &from("2001:db8:1:3::1"), fresh, None).await;
            assert!(!other.expect("read"), "another subscriber");
        });
    }

    #[test]
    fn a_known_device_that_guesses_is_held_up_by_itself() {
        deep(async {
            let market = Market::small().await;
            let services = &market.services;
            let device = known(services, "203.0.113.1");
            fail(services, &device, 11).await;
            assert!(waits(services, &device).await);
            assert!(!waits(services, &from("198.51.100.1")).await);
        });
    }

    #[test]
    fn a_success_is_a_new_beginning_for_the_account_and_not_for_the_address() {
        deep(async {
            let market = Market::small().await;
            let services = &market.services;
            let visitor = from("203.0.113.1");
            fail(services, &visitor, 31).await;
            succeeded(services, &visitor, MAIL, Some(ANNA)).await.expect("forgotten");
            assert!(waits(services, &visitor).await, "the address");
            assert!(!waits(services, &from("198.51.100.1")).await, "the account");
        });
    }

    #[test]
    fn an_erased_account_leaves_no_counter() {
        deep(async {
            let market = Market::small().await;
            let services = &market.services;
            fail(services, &from("203.0.113.1"), 1).await;
            fail(services, &known(services, "203.0.113.1"), 1).await;
            let anna = Person {
                id: ANNA,
                version: 1,
                email: MAIL.parse().expect("an address"),
                verified_at: None,
                name: "Anna".parse().expect("a name"),
                locale: "en".parse().expect("a language"),
                since: services.clock.now(),
            };
            let second = second_factor_of(ANNA);
            failed(services, &from("203.0.113.1"), &second, Some(ANNA)).await.expect("counted");
            let mut unit = Unit::default();
            forget(&anna, &mut unit);
            services.store.commit(unit).await.expect("commits");
            let keys = vec![account_key(MAIL), device_key(MAIL), account_key(&second)];
            assert_eq!(services.store.get_all::<Counted>(keys).await.expect("read").len(), 0);
        });
    }

    #[test]
    fn guesses_at_the_same_moment_all_count() {
        deep(async {
            let market = Market::small().await;
            let services = &market.services;
            let visitor = from("203.0.113.1");
            let guesses = (0..20).map(|_| failed(services, &visitor, MAIL, Some(ANNA)));
            for outcome in join_all(guesses).await {
                outcome.expect("counted");
            }
            let counted = services.store.get::<Counted>(account_key(MAIL)).await.expect("read");
            assert_eq!(counted.map(|counted| counted.strikes.failures), Some(20));
        });
    }
}
