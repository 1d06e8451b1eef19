//! The queue as a read model: every submission in memory, as far as lists, places and waits need it.
//!
//! It follows the program's trail: each look reads the events since the last one, and the submissions that
//! they are about. A claim that is kept alive leaves no event, so one that seems over is read again.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use shared::{
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, VersionId},
    review::{
        model::{Case, Claim, Outcome},
        query::{CaseQuery, Held},
        queue::Entry,
        stage::StageKind,
    },
    slug::Slug,
};
use store::{Store, StoreError};
use tokio::sync::Mutex;

/// Submissions and events that are read at once.
const PAGE: usize = 500;

/// What lists need of a submission.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: SubmissionId,
    pub(crate) listing: ListingId,
    pub(crate) of: VersionId,
    /// What the app is called in it.
    pub(crate) name: String,
    pub(crate) organisation: OrganisationId,
    pub(crate) category: Slug,
    pub(crate) submitted_at: DateTime<Utc>,
    /// The stage that holds it; `None` once it ended.
    pub(crate) stage: Option<StageKind>,
    /// Since a run of that stage broke off: before this it is not tried again.
    pub(crate) paused_until: Option<DateTime<Utc>>,
    pub(crate) risk: u32,
    pub(crate) claim: Option<Claim>,
    pub(crate) escalated_to: Option<PersonId>,
    pub(crate) end: Option<Ended>,
}

/// How a submission ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended {
    pub(crate) at: DateTime<Utc>,
    /// Who decided; `None` for the program and the partner.
    pub(crate) by: Option<PersonId>,
    pub(crate) approved: bool,
    pub(crate) rejected: bool,
}

impl Row {
    pub(crate) fn of(case: &Case) -> Self {
        let at = case.at().filter(|_| case.is_open());
        Self {
            id: case.id,
            listing: case.listing,
            of: case.of,
            name: case.name.clone(),
            organisation: case.organisation,
            category: case.category.clone(),
            submitted_at: case.submitted_at,
            stage: at.map(|stage| stage.kind),
            paused_until: at.and_then(|stage| stage.pause).map(|pause| pause.until),
            risk: case.risk.score,
            claim: case.claim,
            escalated_to: case.escalation.as_ref().map(|escalation| escalation.to),
            end: case.outcome.as_ref().map(|outcome| ended(case, outcome)),
        }
    }

    /// As the rules of the queue know it.
    pub(crate) fn entry(&self) -> Entry {
        Entry {
            id: self.id,
            category: self.category.clone(),
            submitted_at: self.submitted_at,
            ended_at: self.end.map(|end| end.at),
        }
    }

    fn held_by(&self, person: Option<PersonId>, now: DateTime<Utc>) -> Held {
        let claim = self.claim.filter(|claim| claim.holds(now)).map(|claim| claim.by);
        match self.escalated_to.or(claim) {
            None => Held::Free,
            by if by == person => Held::Mine,
            Some(_) => Held::Others,
        }
    }

    fn fits(&self, query: &CaseQuery, person: Option<PersonId>, now: DateTime<Utc>) -> bool {
        query.ended == self.end.is_some()
            && query.stage.is_none_or(|stage| self.stage == Some(stage))
            && query.category.as_ref().is_none_or(|category| self.category == *category)
            && query.risk.is_none_or(|risk| self.risk >= risk)
            && query.held.is_none_or(|held| self.held_by(person, now) == held)
    }
}

fn ended(case: &Case, outcome: &Outcome) -> Ended {
    use shared::review::stage::{Holder, StageState};
    let last = case.stages.iter().rev().find_map(|stage| match stage.state {
        StageState::Passed { holder, .. } | StageState::Failed { holder, .. } => Some(holder),
        StageState::Waiting | StageState::Running { .. } | StageState::Skipped { .. } => None,
    });
    let by = match last {
        Some(Holder::Reviewer { person }) => Some(person),
        Some(Holder::Program | Holder::Nobody) | None => None,
    };
    let (at, by, approved, rejected) = match outcome {
        Outcome::Approved { at, .. } => (*at, by, true, false),
        Outcome::ChangesRequested { at, .. } => (*at, by, false, false),
        Outcome::Rejected { at, .. } => (*at, by, false, true),
        Outcome::Withdrawn { at } => (*at, None, false, false),
    };
    Ended { at, by, approved, rejected }
}

/// In the order of the queue. Rows are shared with whoever looks: a change copies places, and no rows.
type Rows = BTreeMap<(DateTime<Utc>, SubmissionId), Arc<Row>>;

#[derive(Debug, Default)]
struct State {
    /// The sequence in the program's trail up to which it was read; `None` before the first look.
    read: Option<u64>,
    rows: Arc<Rows>,
}

/// The queue of this server.
#[derive(Debug, Default)]
pub struct Queue(Mutex<State>);

impl Queue {
    /// The queue as it stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn now(&self, store: &Store, now: DateTime<Utc>) -> Result<Standing, StoreError> {
        let mut state = self.0.lock().await;
        let state = &mut *state;
        let (read, mut stale) = match state.read {
            None => (load(store, state).await?, BTreeSet::new()),
            Some(read) => news_since(store, read).await?,
        };
        let seems_over =
            |row: &&Arc<Row>| row.end.is_none() && row.claim.is_some_and(|claim| !claim.holds(now));
        stale.extend(state.rows.values().filter(seems_over).map(|row| row.id.to_string()));
        if !stale.is_empty() {
            let rows = Arc::make_mut(&mut state.rows);
            for case in store.get_all::<Case>(stale.into_iter().collect()).await? {
                let row = Row::of(&case);
                // One that is over is no claim any more: it need not be looked at again.
                let claim = row.claim.filter(|claim| claim.holds(now));
                rows.insert((case.submitted_at, case.id), Arc::new(Row { claim, ..row }));
            }
        }
        // Only now: whoever asks may go away while they wait, and then the next one reads the same events.
        state.read = Some(read);
        Ok(Standing(Arc::clone(&state.rows)))
    }
}

/// Reads every submission; gives up to which event they are known.
async fn load(store: &Store, state: &mut State) -> Result<u64, StoreError> {
    // What is written while the submissions are read is read again afterwards.
    let head = store.head_of(store.program()).await?;
    let mut rows = Rows::new();
    let mut after = None;
    loop {
        let page = store.all_after::<Case>(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id.to_string());
        rows.extend(page.iter().map(|case| ((case.submitted_at, case.id), Arc::new(Row::of(case)))));
    }
    state.rows = Arc::new(rows);
    Ok(head.sequence)
}

/// The last event, and the submissions that those behind `read` are about.
async fn news_since(store: &Store, mut read: u64) -> Result<(u64, BTreeSet<String>), StoreError> {
    let mut stale = BTreeSet::new();
    loop {
        let events = store.events_after(store.program(), read, PAGE).await?;
        let Some(last) = events.last() else { break };
        read = last.sequence;
        let full = events.len() == PAGE;
        let about = events.into_iter().filter(|event| event.kind.starts_with("review."));
        stale.extend(about.map(|event| event.subject));
        if !full {
            break;
        }
    }
    Ok((read, stale))
}

/// The queue at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Standing(Arc<Rows>);

impl Standing {
    /// Every submission, the one that came first first.
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.0.values().map(|row| &**row)
    }

    /// For the rules of places and waits.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.rows().map(Row::entry).collect()
    }

    /// Where some of them stand in the whole line, as far as they wait; 1 is next.
    pub(crate) fn places(&self, of: &BTreeSet<SubmissionId>) -> HashMap<SubmissionId, usize> {
        let waiting = self.rows().filter(|row| row.end.is_none()).enumerate();
        waiting.filter(|(_, row)| of.contains(&row.id)).map(|(before, row)| (row.id, before + 1)).collect()
    }

    /// The same with a submission as it is from now on.
    pub(crate) fn with(mut self, case: &Case) -> Self {
        Arc::make_mut(&mut self.0).insert((case.submitted_at, case.id), Arc::new(Row::of(case)));
        self
    }

    /// What fits a query, in the order in which it is shown.
    pub(crate) fn find(
        &self,
        query: &CaseQuery,
        person: Option<PersonId>,
        now: DateTime<Utc>,
    ) -> Vec<SubmissionId> {
        let fitting = self.rows().filter(|row| row.fits(query, person, now));
        if !query.ended {
            return fitting.map(|row| row.id).collect();
        }
        let mut ended: Vec<_> = fitting.filter_map(|row| Some((row.end?.at, row.id))).collect();
        ended.sort_unstable_by(|one, other| other.cmp(one));
        ended.into_iter().map(|(_, id)| id).collect()
    }
}
