//! The home of who is signed in: gathers what waits for them where they act, as far as their role goes.
//!
//! Each part reads a bounded number of rows by the indexes that there are. What is right about an entry is
//! decided where it belongs; here is only told where it stands.

mod operator;
mod organisation;
mod partner;
mod review;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    home::{
        api::{Home, ReadHome},
        model::{Entry, Kind},
        order::arrange,
    },
    identity::rules::access::Verdict,
    ids::PersonId,
    organisations::model::{OrganisationKind, Seat},
};

use crate::{
    api::{Answer, Api, Call, Outcome},
    identity::account::session_of,
    notifications,
    services::Services,
};

/// As many of a kind are shown; the others are counted.
const OF_A_KIND: usize = 5;
/// As many notifications are shown.
const LATELY: usize = 5;

/// Mounts the slice.
pub(crate) fn mount(api: &mut Api) {
    api.mount::<ReadHome, _, _>(read);
}

async fn read(services: Services, call: Call<ReadHome>) -> Outcome<ReadHome> {
    let session = session_of(&call)?;
    let person = call.person()?;
    let seat = person.seat.filter(|seat| seat.organisation == call.path.organisation);
    let seat = seat.ok_or(Verdict::Hidden)?;
    let mut desk = Desk::new(&services, seat, person.person);
    organisation::gather(&mut desk).await?;
    let listings = match seat.kind {
        OrganisationKind::Partner => partner::gather(&mut desk).await?,
        OrganisationKind::Operator => {
            review::gather(&mut desk).await?;
            operator::gather(&mut desk).await?;
            None
        }
        OrganisationKind::Customer => None,
    };
    let arranged = arrange(desk.entries, desk.beyond, desk.now, OF_A_KIND);
    Ok(Answer::Value(Home {
        at: desk.now,
        waiting: arranged.waiting,
        more: arranged.more,
        unread: notifications::unread(&services, session).await?,
        listings,
        lately: notifications::latest(&services, session, seat.organisation, LATELY).await?,
    }))
}

/// Where somebody acts, and what was found to wait for them.
struct Desk<'s> {
    services: &'s Services,
    now: DateTime<Utc>,
    seat: Seat,
    person: PersonId,
    entries: Vec<Entry>,
    /// What was not looked at, by its kind.
    beyond: BTreeMap<Kind, usize>,
}

impl<'s> Desk<'s> {
    fn new(services: &'s Services, seat: Seat, person: PersonId) -> Self {
        let now = services.clock.now();
        Self { services, now, seat, person, entries: Vec::new(), beyond: BTreeMap::new() }
    }

    /// Whether any of these waits for them: else there is nothing to read.
    fn wants(&self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| kind.waits_for(&self.seat))
    }

    /// Keeps an entry, if it waits for them.
    fn put(&mut self, entry: Entry) {
        if entry.what.kind().waits_for(&self.seat) {
            self.entries.push(entry);
        }
    }
}
