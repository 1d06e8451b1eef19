//! The whole trail as NDJSON: every event up to where the trail stands when the export begins, and the
//! signed head of exactly that run.

use anyhow::anyhow;
use axum::body::Body;
use bytes::Bytes;
use futures::stream;
use shared::{
    audit::{
        api::ExportAudit,
        line::{event_line, head_line},
    },
    event::{Head, verify},
};

use crate::{
    api::{Answer, Call, Outcome},
    services::Services,
    signing,
};

/// Events of a batch.
const BATCH: usize = 500;

pub(super) async fn export(services: Services, call: Call<ExportAudit>) -> Outcome<ExportAudit> {
    let end = services.store.head_of(call.path.organisation).await?;
    let state = Some(Run { services, reached: Head::start(end.organisation), end });
    let lines = stream::try_unfold(state, |run| async move {
        let Some(run) = run else { return Ok(None) };
        // The connection breaks off: an export without its last line proves nothing to anybody.
        run.next()
            .await
            .map(Some)
            .inspect_err(|error| tracing::error!(error = %format!("{error:#}"), "export"))
    });
    Ok(Answer::Lines(Body::from_stream(lines)))
}

/// An export under way.
struct Run {
    services: Services,
    /// The last event that was written.
    reached: Head,
    /// The last event that will be.
    end: Head,
}

impl Run {
    /// The next batch, or the signed head behind the last event; `None` for nothing after it.
    async fn next(mut self) -> anyhow::Result<(Bytes, Option<Self>)> {
        if self.reached.sequence < self.end.sequence {
            return Ok((self.batch().await?, Some(self)));
        }
        if self.reached != self.end {
            return Err(anyhow!("the trail of {} does not end in its head", self.end.organisation));
        }
        let (random, clock) = (&*self.services.random, &*self.services.clock);
        let head = signing::sign_head(&self.services.store, &self.end, 1, random, clock).await?;
        Ok((Bytes::from(head_line(&head) + "\n"), None))
    }

    async fn batch(&mut self) -> anyhow::Result<Bytes> {
        let left = usize::try_from(self.end.sequence - self.reached.sequence).unwrap_or(BATCH);
        let Head { organisation, sequence, .. } = self.reached;
        let events = self.services.store.events_after(organisation, sequence, left.min(BATCH)).await?;
        if events.is_empty() {
            return Err(anyhow!("the trail of {organisation} ends before its head"));
        }
        // What is broken is not signed for.
        verify(&mut self.reached, &events)?;
        Ok(Bytes::from(events.iter().map(|event| event_line(event) + "\n").collect::<String>()))
    }
}
