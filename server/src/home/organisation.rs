//! What waits in every organisation: invitations that nobody has accepted.

use shared::{
    home::model::{Entry, Kind, What},
    organisations::model::Roster,
};

use super::Desk;
use crate::Failure;

/// # Errors
/// A failure of the database.
pub(super) async fn gather(desk: &mut Desk<'_>) -> Result<(), Failure> {
    if !desk.wants(&[Kind::Invitations]) {
        return Ok(());
    }
    let key = desk.seat.organisation.to_string();
    let Some(roster) = desk.services.store.get::<Roster>(key).await? else { return Ok(()) };
    let now = desk.now;
    let open = || roster.invitations().values().filter(|invitation| now < invitation.expires_at);
    let (since, until) = (open().map(|one| one.sent_at).min(), open().map(|one| one.expires_at).min());
    let count = open().count();
    if count > 0 {
        desk.put(Entry { what: What::Invitations { count }, name: None, whose: None, since, until });
    }
    Ok(())
}
