//! A submission as reviewers see it, and the part of it that its partner sees.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use shared::{
    decisions::receipt::{Kind, Receipt},
    ids::{OrganisationId, PersonId, SubmissionId},
    listings::{
        api::{ReviewView, SharedNote, StageView},
        changes,
        model::Version,
        names::{Likeness, NameVerdict},
    },
    organisations::{model::Roster, permission::Permission},
    review::{
        api::{
            Barred, CaseRow, CaseView, ChecklistView, ClaimView, End, EndView, EscalationView, ItemView,
            NoteView, ReviewerView,
        },
        checklist::{Checklist, Pinned},
        defaults,
        model::{Case, Outcome, Visibility},
        queue,
        rules::verdict::{Refusal, may_touch},
    },
};

use store::StoreError;

use super::{POLICY, Standing, act::reviewer, open, rounds};
use crate::{
    Failure,
    identity::visitor::Visitor,
    listings,
    names::{self, Names},
    services::Services,
};

/// Submissions in a list.
///
/// # Errors
/// A failure of the database.
pub(super) async fn rows(
    services: &Services,
    cases: &[Case],
    standing: &Standing,
    visitor: &Visitor,
) -> Result<Vec<CaseRow>, Failure> {
    let names = names(services, cases).await?;
    let places = standing.places(&cases.iter().map(|case| case.id).collect());
    let (now, caller) = (services.clock.now(), caller(visitor));
    let place = |case: &Case| places.get(&case.id).copied();
    Ok(cases.iter().map(|case| row(case, place(case), &names, caller, now)).collect())
}

fn caller(visitor: &Visitor) -> Option<PersonId> {
    visitor.person().map(|person| person.person)
}

/// What everybody and everything in some submissions is called.
async fn names(services: &Services, cases: &[Case]) -> Result<Names, Failure> {
    let mut ids = BTreeSet::new();
    for case in cases {
        ids.insert(case.organisation.to_string());
        let people = (case.approvals.iter())
            .chain(case.ticks.values())
            .chain(case.notes.iter().map(|note| &note.by))
            .chain(case.claim.iter().map(|claim| &claim.by))
            .chain(case.escalation.iter().flat_map(|escalation| [&escalation.to, &escalation.by]));
        ids.extend(people.map(ToString::to_string));
    }
    Ok(names::of(services, &ids).await?)
}

fn row(
    case: &Case,
    place: Option<usize>,
    names: &Names,
    caller: Option<PersonId>,
    now: DateTime<Utc>,
) -> CaseRow {
    let at = case.at().filter(|_| case.is_open());
    CaseRow {
        submission: case.id,
        listing: case.listing,
        version: case.of,
        name: case.name.clone(),
        label: case.label.clone(),
        round: case.round,
        organisation: case.organisation,
        partner: named(names, case.organisation),
        category: case.category.clone(),
        submitted_at: case.submitted_at,
        stage: at.map(|stage| stage.kind),
        stage_state: at.map(|stage| stage.state.clone()),
        pause: at.and_then(|stage| stage.pause),
        place,
        risk: case.risk.score,
        sensitive: !case.sensitive.is_empty(),
        claim: claim_view(case, names, caller, now),
        escalated_to: case.escalation.as_ref().and_then(|to| names.get(&to.to.to_string()).cloned()),
        end: case.outcome.as_ref().map(end),
    }
}

fn named(names: &Names, organisation: OrganisationId) -> String {
    names.get(&organisation.to_string()).cloned().unwrap_or_default()
}

fn claim_view(case: &Case, names: &Names, caller: Option<PersonId>, now: DateTime<Utc>) -> Option<ClaimView> {
    let claim = case.claim.filter(|claim| claim.holds(now))?;
    Some(ClaimView {
        by: names.get(&claim.by.to_string()).cloned(),
        mine: caller == Some(claim.by),
        until: claim.until,
    })
}

/// Who is at a submission.
///
/// # Errors
/// A failure of the database.
pub(super) async fn claim(
    services: &Services,
    case: &Case,
    visitor: &Visitor,
) -> Result<Option<ClaimView>, Failure> {
    let names = names(services, std::slice::from_ref(case)).await?;
    Ok(claim_view(case, &names, caller(visitor), services.clock.now()))
}

pub(super) fn end(outcome: &Outcome) -> EndView {
    let (how, at, words, receipt) = match outcome {
        Outcome::Approved { at, receipt } => (End::Approved, *at, None, Some(receipt)),
        Outcome::ChangesRequested { at, receipt, .. } => (End::ChangesRequested, *at, None, Some(receipt)),
        Outcome::Rejected { at, words, receipt } => (End::Rejected, *at, Some(words.clone()), Some(receipt)),
        Outcome::Withdrawn { at } => (End::Withdrawn, *at, None, None),
    };
    EndView { how, at, words, receipt: receipt.map(ToString::to_string) }
}

pub(super) fn stages(case: &Case) -> Vec<StageView> {
    let view = |stage: &shared::review::stage::Stage| StageView {
        kind: stage.kind,
        state: stage.state.clone(),
        pause: stage.pause,
        findings: stage.findings.clone(),
    };
    case.stages.iter().map(view).collect()
}

/// A review as the partner sees it: neither reviewers by name nor what they keep among themselves.
pub(crate) fn for_partner(case: &Case, standing: &Standing, now: DateTime<Utc>) -> ReviewView {
    let entries = standing.entries();
    let end = case.outcome.as_ref().map(end);
    let shared = case.notes.iter().filter(|note| note.visibility == Visibility::Shared);
    ReviewView {
        stages: stages(case).into_iter().map(anonymous).collect(),
        place: queue::place(&entries, case.id),
        wait: queue::wait(&entries, &case.category, now, &POLICY.queue),
        automatic: case.automatic,
        name_held: case.name_held,
        verdict: end.as_ref().and_then(|end| end.words.clone()),
        receipt: end.and_then(|end| end.receipt),
        notes: shared.map(|note| SharedNote { words: note.words.clone(), at: note.at }).collect(),
    }
}

/// A stage without who is at it: that somebody is, is all that a partner learns.
pub(super) fn anonymous(mut stage: StageView) -> StageView {
    use shared::review::stage::{Holder, StageState};
    let (StageState::Running { holder, .. }
    | StageState::Passed { holder, .. }
    | StageState::Failed { holder, .. }) = &mut stage.state
    else {
        return stage;
    };
    if let Holder::Reviewer { person } = holder {
        *person = PersonId::from_ulid(ulid::Ulid(0));
    }
    stage
}

/// A submission with everything that its review rests on.
///
/// # Errors
/// A failure of the database.
pub(super) async fn case(services: &Services, case: &Case, visitor: &Visitor) -> Result<CaseView, Failure> {
    let now = services.clock.now();
    let names = names(services, std::slice::from_ref(case)).await?;
    let standing = services.reviews.now(&services.store, now).await?.with(case);
    let entries = standing.entries();
    let dossier = listings::dossier(services, case.listing).await?;
    let version = dossier.versions.get(&case.of);
    // What this round froze: the version may be in a later one.
    let round = version.and_then(|version| version.round(case.id)).map(|(submission, _)| submission);
    let content = match round {
        Some(round) => listings::content(services, &round.frozen).await?,
        None => None,
    };
    let before = match dossier.approved_beside(Some(case.of), case.submitted_at) {
        Some((_, approved)) => listings::content(services, &approved.frozen).await?,
        None => None,
    };
    let before = before.and_then(|content| open::manifest(services, &content, now));
    let bases = version.zip(round).map(|(version, round)| changes::bases(&dossier, version, round));
    let compared = listings::compared(services, bases.unwrap_or_default(), content.as_ref()).await?;
    let content = content.unwrap_or_default();
    let lists = defaults::checklists();
    let person = caller(visitor);
    let place = queue::place(&entries, case.id);
    Ok(CaseView {
        row: row(case, place.map(|place| place.place), &names, person, now),
        place,
        wait: queue::wait(&entries, &case.category, now, &POLICY.queue),
        risk: case.risk.clone(),
        changes: case.changes.clone(),
        sensitive: case.sensitive.clone(),
        approvers: case.approvers,
        approvals: case.approvals.iter().filter_map(|by| names.get(&by.to_string()).cloned()).collect(),
        likenesses: likenesses(services, case).await?,
        stages: stages(case),
        checklists: case
            .checklists
            .iter()
            .filter_map(|pinned| checklist(case, pinned, &lists, &names))
            .collect(),
        notes: case
            .notes
            .iter()
            .map(|note| NoteView {
                visibility: note.visibility,
                words: note.words.clone(),
                by: names.get(&note.by.to_string()).cloned(),
                at: note.at,
            })
            .collect(),
        work: person.and_then(|person| case.work.get(&person).cloned()).unwrap_or_default(),
        earlier: match version {
            Some(version) => rounds::before(version, case.round, &cases_of(services, version).await?),
            None => Vec::new(),
        },
        asked: rounds::asked_in(version, case),
        manifest: open::report(services, &content, before, now),
        content,
        compared,
        replies: defaults::replies(),
        reviewers: reviewers(services, case, person).await?,
        barred: barred(services, case, visitor).await?,
        escalation: escalation(services, case, &names, person).await?,
    })
}

/// How a submission came to somebody else, and whether the caller may take it back.
async fn escalation(
    services: &Services,
    case: &Case,
    names: &Names,
    caller: Option<PersonId>,
) -> Result<Option<EscalationView>, Failure> {
    let Some(escalation) = case.escalation.as_ref().filter(|_| case.is_open()) else { return Ok(None) };
    let takes_back = match caller {
        Some(person) => {
            let who = reviewer(services, person).await?;
            let roster = services.store.get::<Roster>(services.store.program().to_string()).await?;
            let may = roster.map(|roster| roster.permissions(person));
            let has = |permission| may.is_some_and(|may| may.has(permission));
            has(Permission::ReviewDecide)
                && (escalation.by == person || has(Permission::ReviewConfigure))
                && may_touch(&who, case.organisation, case.submitted_by, None).is_ok()
        }
        None => false,
    };
    Ok(Some(EscalationView {
        by: names.get(&escalation.by.to_string()).cloned(),
        words: escalation.words.clone(),
        at: escalation.at,
        takes_back,
    }))
}

/// The reviews of the rounds of a version that are over.
async fn cases_of(
    services: &Services,
    version: &Version,
) -> Result<BTreeMap<SubmissionId, Case>, StoreError> {
    let ids = version.earlier.iter().map(|round| round.submission.id.to_string()).collect();
    let cases = services.store.get_all::<Case>(ids).await?;
    Ok(cases.into_iter().map(|case| (case.id, case)).collect())
}

fn checklist(case: &Case, pinned: &Pinned, lists: &[Checklist], names: &Names) -> Option<ChecklistView> {
    let list = lists.iter().find(|list| list.stage == pinned.stage && list.version == pinned.version)?;
    let item = |item: &shared::review::checklist::Item| ItemView {
        id: item.id.clone(),
        text: item.text.clone(),
        needed: pinned.needed.contains(&item.id),
        needed_since: item.needed_since,
        ticked: case.ticks.contains_key(&item.id),
        by: case.ticks.get(&item.id).and_then(|by| names.get(&by.to_string()).cloned()),
    };
    Some(ChecklistView {
        stage: pinned.stage,
        version: pinned.version,
        items: list.items.iter().map(item).collect(),
    })
}

/// With what the name is alike, from the receipt of its check.
async fn likenesses(services: &Services, case: &Case) -> Result<Vec<Likeness>, Failure> {
    if !case.name_held {
        return Ok(Vec::new());
    }
    let receipts = services.store.all_owned_by::<Receipt>(&case.id.to_string()).await?;
    let held = receipts.into_iter().filter(|receipt| receipt.kind == Kind::Name);
    let verdicts = held.filter_map(|receipt| serde_json::from_value(receipt.verdict).ok());
    Ok(verdicts
        .flat_map(|verdict| match verdict {
            NameVerdict::Clear => Vec::new(),
            NameVerdict::Held { likenesses } => likenesses,
        })
        .collect())
}

/// To whom the caller can escalate: reviewers who are neither the caller nor of the partner, and who have not
/// approved it.
async fn reviewers(
    services: &Services,
    case: &Case,
    caller: Option<PersonId>,
) -> Result<Vec<ReviewerView>, Failure> {
    let program = services.store.program();
    let Some(roster) = services.store.get::<Roster>(program.to_string()).await? else {
        return Ok(Vec::new());
    };
    let partner = services.store.get::<Roster>(case.organisation.to_string()).await?;
    let of_partner =
        |person| partner.as_ref().is_some_and(|partner: &Roster| partner.standing(person).is_some());
    let able = roster
        .people()
        .map(|(person, ..)| person)
        .filter(|person| roster.permissions(*person).has(Permission::ReviewDecide))
        .filter(|person| {
            Some(*person) != caller
                && Some(*person) != case.submitted_by
                && !case.approvals.contains(person)
                && !of_partner(*person)
        });
    let able: Vec<PersonId> = able.collect();
    let names = names::of(services, &able.iter().map(ToString::to_string).collect()).await?;
    let view =
        |person: PersonId| Some(ReviewerView { person, name: names.get(&person.to_string()).cloned()? });
    Ok(able.into_iter().filter_map(view).collect())
}

/// Why the caller may not decide.
async fn barred(services: &Services, case: &Case, visitor: &Visitor) -> Result<Option<Barred>, Failure> {
    let Some(person) = caller(visitor) else { return Ok(Some(Barred::ReadOnly)) };
    let roster = services.store.get::<Roster>(services.store.program().to_string()).await?;
    let decides = roster.is_some_and(|roster| roster.permissions(person).has(Permission::ReviewDecide));
    if !decides {
        return Ok(Some(Barred::ReadOnly));
    }
    let escalated = case.escalation.as_ref().map(|escalation| escalation.to);
    let who = reviewer(services, person).await?;
    Ok(match may_touch(&who, case.organisation, case.submitted_by, escalated) {
        Err(Refusal::OwnOrganisation) => Some(Barred::OwnOrganisation),
        Err(Refusal::OwnSubmission) => Some(Barred::OwnSubmission),
        Err(_) => Some(Barred::Escalated),
        Ok(()) => case.approvals.contains(&person).then_some(Barred::SameEyes),
    })
}
