//! The schema's way forward: numbered, each applied once, never edited after a release, never undone.

use shared::ports::Clock;
use surrealdb::types::{RecordIdKey, SurrealValue, Value};

use crate::{
    StoreError,
    connect::{Address, Client, bound},
    error::Fault,
    rows::{list, number, record},
};

/// One step. Its number is its place in [`ALL`], from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Migration {
    pub(crate) name: &'static str,
    pub(crate) statements: &'static str,
}

/// Every step that has shipped, in order. New ones go to the end.
pub(crate) const ALL: &[Migration] = &[
    Migration { name: "marketplace", statements: include_str!("../migrations/0001_marketplace.surql") },
    Migration { name: "identity", statements: include_str!("../migrations/0002_identity.surql") },
    Migration { name: "jobs", statements: include_str!("../migrations/0003_jobs.surql") },
    Migration { name: "inbox", statements: include_str!("../migrations/0004_inbox.surql") },
    Migration { name: "apps", statements: include_str!("../migrations/0005_apps.surql") },
    Migration { name: "editorial", statements: include_str!("../migrations/0006_editorial.surql") },
    Migration { name: "uploads", statements: include_str!("../migrations/0007_uploads.surql") },
    Migration { name: "sandbox", statements: include_str!("../migrations/0008_sandbox.surql") },
    Migration { name: "governance", statements: include_str!("../migrations/0009_governance.surql") },
    Migration { name: "certification", statements: include_str!("../migrations/0010_certification.surql") },
    Migration { name: "following", statements: include_str!("../migrations/0011_following.surql") },
    Migration { name: "name_order", statements: include_str!("../migrations/0012_name_order.surql") },
    Migration { name: "health", statements: include_str!("../migrations/0013_health.surql") },
];

/// Two processes may start on one database; the later one finds the work done.
const ATTEMPTS: u32 = 5;

/// Brings the database to the last of `steps`. Each step and the row that records it are one
/// transaction, so that a stopped start is continued by the next one.
pub(crate) async fn run(
    client: &Client,
    address: &Address,
    clock: &dyn Clock,
    steps: &[Migration],
) -> Result<(), StoreError> {
    let explain = |fault| address.explain(fault);
    client
        .run(
            "DEFINE TABLE IF NOT EXISTS migration SCHEMAFULL;
DEFINE FIELD IF NOT EXISTS name ON migration TYPE string;
DEFINE FIELD IF NOT EXISTS applied_at ON migration TYPE string;",
            bound([]),
        )
        .await
        .map_err(explain)?;
    let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    let mut attempt = 0;
    loop {
        let found = version(client).await.map_err(explain)?;
        if found > known {
            return Err(StoreError::NewerSchema { found, known });
        }
        let Some(step) = steps.get(found as usize) else { return Ok(()) };
        match apply(client, clock, found + 1, step).await {
            Ok(()) => tracing::info!(number = found + 1, name = step.name, "migration applied"),
            Err(Fault::Conflict | Fault::Taken { .. }) if attempt < ATTEMPTS => attempt += 1,
            Err(fault) => return Err(explain(fault)),
        }
    }
}

/// The number of the last step that was applied; 0 for a new database.
async fn version(client: &Client) -> Result<u32, Fault> {
    last(client.value(NUMBERS, bound([])).await?)
}

/// The steps that were applied, see [`last`].
pub(crate) const NUMBERS: &str = "SELECT VALUE record::id(id) FROM migration";

/// The last step of those that [`NUMBERS`] found.
pub(crate) fn last(numbers: Value) -> Result<u32, Fault> {
    let numbers = list(numbers)?;
    let numbers = numbers.into_iter().map(number).collect::<Result<Vec<_>, _>>()?;
    Ok(numbers.into_iter().max().map_or(0, |number| u32::try_from(number).unwrap_or(u32::MAX)))
}

async fn apply(client: &Client, clock: &dyn Clock, number: u32, step: &Migration) -> Result<(), Fault> {
    let transaction = format!(
        "BEGIN;\n{}\nCREATE $migration SET name = $name, applied_at = $at RETURN NONE;\nCOMMIT;",
        step.statements
    );
    let id = record("migration", RecordIdKey::Number(i64::from(number)));
    let parameters = bound([
        ("migration", Value::RecordId(id)),
        ("name", step.name.to_owned().into_value()),
        ("at", clock.now().to_rfc3339().into_value()),
    ]);
    client.run(&transaction, parameters).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{self, Ticks};

    async fn empty() -> (Client, Address) {
        let address = Address::parse("mem://").expect("an address");
        (Client::connect(&address).await.expect("a database"), address)
    }

    #[test]
    fn every_shipped_version_moves_forward_to_the_newest() {
        testing::run(async {
            for shipped in 0..=ALL.len() {
                let (client, address) = empty().await;
                run(&client, &address, &Ticks::default(), &ALL[..shipped]).await.expect("that version");
                run(&client, &address, &Ticks::default(), ALL).await.expect("the newest");
                // Again, as at every start.
                run(&client, &address, &Ticks::default(), ALL).await.expect("nothing to do");
                assert_eq!(version(&client).await, Ok(u32::try_from(ALL.len()).expect("few")));
                let tables = client.value("SELECT VALUE id FROM listing, partner, event", bound([])).await;
                assert_eq!(tables.and_then(list), Ok(Vec::new()), "from version {shipped}");
            }
        });
    }

    #[test]
    fn a_step_applies_once_and_whole() {
        testing::run(async {
            let (client, address) = empty().await;
            let add = Migration { name: "add", statements: "CREATE counted SET n = 1;" };
            let breaks = Migration { name: "breaks", statements: "CREATE counted SET n = 2; THROW 'no';" };
            let count = || client.value("SELECT VALUE n FROM counted", bound([]));
            run(&client, &address, &Ticks::default(), &[add]).await.expect("the first");
            run(&client, &address, &Ticks::default(), &[add, breaks]).await.expect_err("the second");
            assert_eq!(count().await.and_then(list).map(|rows| rows.len()), Ok(1));
            assert_eq!(version(&client).await, Ok(1));
            run(&client, &address, &Ticks::default(), &[add, add]).await.expect("mended");
            assert_eq!(count().await.and_then(list).map(|rows| rows.len()), Ok(2));
        });
    }

    #[test]
    fn a_newer_schema_is_refused() {
        testing::run(async {
            let (client, address) = empty().await;
            let step = Migration { name: "later", statements: "" };
            run(&client, &address, &Ticks::default(), &[step, step]).await.expect("two steps");
            let refused = run(&client, &address, &Ticks::default(), &[step]).await;
            assert_eq!(refused, Err(StoreError::NewerSchema { found: 2, known: 1 }));
        });
    }
}
