//! A page of the trail, the newest event first.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    audit::{
        api::{AuditPage, ReadAudit},
        filter::Filter,
    },
    event::{Event, Head},
    ids::OrganisationId,
    page::Cursor,
    problem::FieldError,
};
use store::{Store, StoreError};

use super::names;
use crate::{
    Failure,
    api::{Answer, Call, Outcome},
    services::Services,
};

/// Most events that are looked at for one page. A page of a rare kind can be empty and have a next one.
const MOST_LOOKED_AT: u64 = 5_000;
/// Events read at a time.
const BATCH: u64 = 250;
/// The clocks of two servers differ by less than this: instants in a trail rise but for so much.
const SKEW: TimeDelta = TimeDelta::days(1);

pub(super) async fn read(services: Services, call: Call<ReadAudit>) -> Outcome<ReadAudit> {
    let head = services.store.head_of(call.path.organisation).await?;
    let filter = &call.query.filter;
    let from = match &call.query.cursor {
        Some(cursor) => sequence(cursor)?.min(head.sequence + 1),
        None => match filter.until {
            None => head.sequence + 1,
            Some(until) => first_after(&services.store, &head, until + SKEW).await?,
        },
    };
    let limit = usize::from(call.query.limit.get());
    let (events, next) = page(&services.store, head.organisation, from, filter, limit).await?;
    Ok(Answer::Value(AuditPage {
        events: names::shown(&services, events).await?,
        next: next.map(|sequence| Cursor(sequence.to_string())),
        total: head.sequence,
        head: head.hash,
    }))
}

/// A cursor is the sequence of the last event that was looked at.
fn sequence(cursor: &Cursor) -> Result<u64, Failure> {
    let not_ours = || vec![FieldError::parameter("cursor", "Not a cursor of this list.")];
    match cursor.0.parse() {
        Ok(sequence) if sequence > 0 => Ok(sequence),
        Ok(_) | Err(_) => Err(not_ours().into()),
    }
}

/// Events below `from` that the filter shows, the newest first, and where to go on.
async fn page(
    store: &Store,
    organisation: OrganisationId,
    from: u64,
    filter: &Filter,
    limit: usize,
) -> Result<(Vec<Event>, Option<u64>), StoreError> {
    let mut shown = Vec::new();
    let mut reached = from;
    while reached > 1 && from - reached < MOST_LOOKED_AT {
        let batch = BATCH.min(reached - 1);
        let events = store.events_after(organisation, reached - 1 - batch, clamped(batch)).await?;
        for event in events.into_iter().rev() {
            if shown.len() == limit {
                return Ok((shown, Some(reached)));
            }
            if filter.from.is_some_and(|from| event.at < from - SKEW) {
                return Ok((shown, None));
            }
            reached = event.sequence;
            if filter.shows(&event) {
                shown.push(event);
            }
        }
    }
    Ok((shown, (reached > 1).then_some(reached)))
}

/// The first event of an instant or later, by halves; behind the last one when there is none.
async fn first_after(store: &Store, head: &Head, instant: DateTime<Utc>) -> Result<u64, StoreError> {
    let (mut low, mut high) = (1, head.sequence + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let event = store.events_after(head.organisation, middle - 1, 1).await?.pop();
        if event.is_none_or(|event| event.at >= instant) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

fn clamped(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
