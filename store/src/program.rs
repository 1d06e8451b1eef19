//! The program's own identity.

use shared::{ids::OrganisationId, ports::IdGen};
use surrealdb::types::SurrealValue;

use crate::{
    StoreError,
    connect::{Address, Client, bound},
    error::Fault,
    rows::{list, text},
};

/// The operator's organisation; made at the first start and the same ever after.
pub(crate) async fn identity(
    client: &Client,
    address: &Address,
    ids: &dyn IdGen,
) -> Result<OrganisationId, StoreError> {
    let explain = |fault| address.explain(fault);
    if let Some(organisation) = stored(client).await.map_err(explain)? {
        return Ok(organisation);
    }
    let organisation = OrganisationId::new(ids);
    let created = client
        .run(
            "CREATE program:only SET organisation = $organisation RETURN NONE",
            bound([("organisation", organisation.to_string().into_value())]),
        )
        .await;
    match created {
        Ok(_) => Ok(organisation),
        // Another process started on the same database at the same moment.
        Err(Fault::Conflict | Fault::Taken { .. }) => {
            stored(client).await.map_err(explain)?.ok_or(StoreError::Busy)
        }
        Err(fault) => Err(explain(fault)),
    }
}

/// The operator's organisation, where there is one already.
pub(crate) async fn stored(client: &Client) -> Result<Option<OrganisationId>, Fault> {
    let rows = list(client.value("SELECT VALUE organisation FROM program", bound([])).await?)?;
    match rows.into_iter().next() {
        None => Ok(None),
        Some(organisation) => {
            let organisation = text(organisation)?.parse();
            organisation
                .map(Some)
                .map_err(|error| Fault::Other(format!("the program's organisation: {error}")))
        }
    }
}
