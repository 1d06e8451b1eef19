//! The sweep: rows that are over leave the database.

use store::{Store, StoreError, Table, Unit};

use crate::{Failure, mail, sandbox, services::Services, uploads};

/// Tables whose rows are over once they are due: nothing else has to be done about them.
const OVER_WHEN_DUE: [Table; 8] = [
    Table::Attempt,
    Table::Ceremony,
    Table::Device,
    Table::Idempotency,
    Table::Rate,
    Table::Session,
    Table::Strikes,
    Table::Token,
];
/// Rows in one transaction.
const BATCH: usize = 200;
/// Transactions of one table in one turn; the rest waits for the next.
const BATCHES: usize = 100;

/// Removes what is over.
///
/// # Errors
/// When the database cannot be read or written.
pub(super) async fn sweep(services: &Services) -> Result<(), Failure> {
    for table in OVER_WHEN_DUE {
        let removed = sweep_table(services, table).await?;
        if removed > 0 {
            tracing::info!(table = table.as_str(), rows = removed, "swept");
        }
    }
    let removed = mail::sweep(services).await?;
    if removed > 0 {
        tracing::info!(table = Table::Mail.as_str(), rows = removed, "swept");
    }
    let removed = uploads::sweep(services).await?;
    if removed > 0 {
        tracing::info!(table = Table::Upload.as_str(), rows = removed, "swept");
    }
    let removed = sandbox::sweep(services).await?;
    if removed > 0 {
        tracing::info!(table = Table::Sandbox.as_str(), rows = removed, "swept");
    }
    Ok(())
}

async fn sweep_table(services: &Services, table: Table) -> Result<usize, StoreError> {
    let now = services.clock.now();
    let mut removed = 0;
    for _ in 0..BATCHES {
        let over = services.store.due_keys(table, now, BATCH).await?;
        if over.is_empty() {
            break;
        }
        let gone = remove(&services.store, table, &over).await?;
        removed += gone;
        // Somebody else writes all of them: they are not over after all, or it is another server's sweep.
        if gone == 0 {
            break;
        }
    }
    Ok(removed)
}

/// Removes rows at the versions at which they were over. Together at first; one by one when one of them was
/// written meanwhile, which is then left alone.
async fn remove(store: &Store, table: Table, over: &[(String, u64)]) -> Result<usize, StoreError> {
    let mut unit = Unit::default();
    for (key, version) in over {
        unit.take_row(table, key, *version);
    }
    match store.commit(unit).await {
        Ok(_) => return Ok(over.len()),
        Err(StoreError::VersionConflict { .. } | StoreError::Busy) => {}
        Err(error) => return Err(error),
    }
    let mut removed = 0;
    for (key, version) in over {
        let mut unit = Unit::default();
        unit.take_row(table, key, *version);
        match store.commit(unit).await {
            Ok(_) => removed += 1,
            Err(StoreError::VersionConflict { .. } | StoreError::Busy) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(removed)
}
