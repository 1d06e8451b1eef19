//! Submissions of the demo program: some that wait for a reviewer, some that were decided. Each step was
//! decided by the rules, at its own instant before now.

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    canonical::Digest,
    decisions::words::Words,
    event::Actor,
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, VersionId},
    listings::{
        self,
        draft::{Draft, Written},
        field::{Content, Field},
        model::{Dossier, Frozen, Label},
    },
    marketplace::{
        details::{Asks, Details, Released},
        event::{UPDATED, listing_event},
        model::Listing,
    },
    organisations::model::Roster,
    review::{
        defaults,
        model::{Case, Changes, Request},
        rules::{self, By, Command, Opening, Record, Ruling, verdict::Reviewer},
        stage::StageKind,
    },
};
use store::{FrozenContent, Unit};

use crate::{Services, listings as handlers, review};

/// Decided submissions, enough for waits to be told.
const HISTORY: usize = 28;
/// Listings that are read to choose from.
const MOST: usize = 500;

/// How far a submission has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    /// It waits for the security review.
    Waiting,
    /// The reviewer asked for something.
    Changes,
    /// It was approved after so many minutes.
    Approved(i64),
}

/// Puts submissions in where there are none yet; whether it did.
///
/// # Errors
/// The store failed, or what is made here contradicts the rules.
pub(super) async fn plant(services: &Services) -> anyhow::Result<bool> {
    let store = &services.store;
    if !store.all_after::<Case>(None, 1).await?.is_empty() {
        return Ok(false);
    }
    let roster = store.get::<Roster>(store.program().to_string()).await?.context("the operator is there")?;
    let reviewer = roster.people().map(|(person, ..)| person).find(|person| {
        roster.permissions(*person).has(shared::organisations::permission::Permission::ReviewDecide)
            && *person != roster.owner()
    });
    let reviewer = reviewer.context("the demo program has a reviewer")?;
    let mut all = store.listings_after(None, MOST).await?;
    all.sort_by_key(|listing| listing.slug.clone());
    let now = services.clock.now();
    let (mut with_people, mut others) = (Vec::new(), Vec::new());
    for listing in all {
        match store.get::<Roster>(listing.partner.to_string()).await? {
            Some(partner) => with_people.push((listing, Some(partner.owner()))),
            None => others.push((listing, None)),
        }
    }
    let goals = [Goal::Waiting, Goal::Changes, Goal::Waiting, Goal::Waiting];
    for (at, ((listing, by), goal)) in with_people.into_iter().zip(goals).enumerate() {
        let submitted = now - TimeDelta::hours(i64::try_from(at)? * 5 + 3);
        one(services, listing, by, reviewer, goal, submitted).await?;
    }
    for (at, (listing, by)) in others.into_iter().take(HISTORY).enumerate() {
        let at = i64::try_from(at)?;
        // From three hours to three days, and never two alike.
        let minutes = 180 + (at * 389) % 4_000;
        let submitted = now - TimeDelta::days(at + 4) - TimeDelta::minutes(at * 37);
        one(services, listing, by, reviewer, Goal::Approved(minutes), submitted).await?;
    }
    Ok(true)
}

/// One submission of one listing, in one unit.
async fn one(
    services: &Services,
    shown: Listing,
    by: Option<PersonId>,
    reviewer: PersonId,
    goal: Goal,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let ids = &*services.ids;
    let (organisation, listing) = (shown.partner, shown.id);
    let label = label(&shown, goal)?;
    let (before, draft) = (Dossier::imported(&shown), completed(&shown, &label, at)?);
    let content = draft.content()?;
    let frozen = Frozen {
        manifest: Digest::of_bytes(content.manifest.as_bytes()),
        artefact: None,
        content: content.digest(),
    };
    let (version, submission) = (VersionId::new(ids), SubmissionId::new(ids));
    let actor = by.map_or(Actor::System, |id| Actor::Person { id, from: None });
    let submit = listings::rules::Command::Submit { version, label, submission, frozen: frozen.clone() };
    let submitted =
        handlers::decided(&before, submit, listings::rules::By::Partner(organisation), actor, at)?;
    let mut unit = Unit::default();
    unit.create(&draft);
    unit.create(&FrozenContent { digest: frozen.content.clone(), organisation, content: content.clone() });
    let (case, receipts, mut events) = reviewed(
        services,
        opening(&content, listing, organisation, &submitted.next, version, by)?,
        reviewer,
        goal,
        at,
    )?;
    receipts.iter().for_each(|receipt| unit.put(receipt));
    unit.create(&case);
    events.splice(0..0, submitted.events);
    // The version says what its review says.
    let mut next = submitted.next;
    let ended = case_instant(&case, at);
    for _ in 0..2 {
        let followed = handlers::followed(&next, &case, ended)?;
        events.extend(followed.events);
        next = followed.next;
    }
    if matches!(goal, Goal::Approved(_)) {
        let publish = listings::rules::Command::Publish { version };
        let actor = Actor::System;
        let live =
            handlers::decided(&next, publish, listings::rules::By::Partner(organisation), actor, ended)?;
        events.extend(live.events);
        next = live.next;
        let detailed = detailed(&shown, &content, ended);
        events.push(listing_event(UPDATED, &detailed, vec!["details".to_owned()], Actor::System, ended));
        unit.update_listing(&detailed);
    }
    handlers::put_new(&next, &mut unit);
    events.sort_by_key(|event| event.at);
    events.into_iter().for_each(|event| unit.event(event));
    services.store.commit(unit).await.context("a submission of the demo program could not be written")?;
    Ok(())
}

/// What a version is called: as the one that customers have, or the next one after it.
fn label(shown: &Listing, goal: Goal) -> anyhow::Result<Label> {
    let released = shown.release.as_ref().map(|release| release.version.as_str()).unwrap_or_default();
    let now: Label = released.parse().or_else(|_| "1.0.0".parse())?;
    Ok(match goal {
        Goal::Approved(_) => now,
        Goal::Waiting | Goal::Changes => next(&now)?,
    })
}

/// The next version with something new in it: 6.5.0 after 6.4.1.
fn next(label: &Label) -> anyhow::Result<Label> {
    let label = label.to_string();
    let mut parts = label.split('.');
    let (major, minor) = (parts.next(), parts.next().and_then(|minor| minor.parse::<u32>().ok()));
    Ok(match (major, minor) {
        (Some(major), Some(minor)) => format!("{major}.{}.0", minor + 1).parse()?,
        _ => format!("{label}.1").parse()?,
    })
}

/// The listing with what its version says beyond it.
fn detailed(shown: &Listing, content: &Content, at: DateTime<Utc>) -> Listing {
    let release = Released {
        version: shown.release.as_ref().map(|release| release.version.clone()).unwrap_or_default(),
        at: shown.release.as_ref().and_then(|release| release.released_at).unwrap_or(at),
        changes: content.changelog.clone(),
    };
    let asks = review::open::read(&content.manifest, at.date_naive()).map(Asks::from);
    let details = Some(Details::of(content, asks).released(release, &[]));
    Listing { version: shown.version + 1, details, ..shown.clone() }
}

fn case_instant(case: &Case, submitted: DateTime<Utc>) -> DateTime<Utc> {
    use shared::review::model::Outcome;
    match &case.outcome {
        Some(
            Outcome::Approved { at, .. }
            | Outcome::ChangesRequested { at, .. }
            | Outcome::Rejected { at, .. }
            | Outcome::Withdrawn { at },
        ) => *at,
        None => submitted + TimeDelta::minutes(3),
    }
}

/// What the marketplace says of the listing, with everything that a submission needs beside.
fn completed(shown: &Listing, label: &Label, at: DateTime<Utc>) -> anyhow::Result<Draft> {
    let mut draft = Draft { version: 1, ..Draft::imported(shown) };
    let host = format!("{}.example", shown.slug);
    let manifest = super::content::manifest(shown.slug.as_str(), &shown.name, &shown.tagline, label);
    let fields = [
        (
            Field::Plans,
            serde_json::json!([{ "name": "Standard", "price": shown.pricing.from, "per": "month" }]),
        ),
        (
            Field::Support,
            serde_json::json!({ "email": format!("help@{host}"), "url": format!("https://{host}/help") }),
        ),
        (Field::Sla, serde_json::json!({ "first_answer_hours": 8, "uptime_basis_points": 9_950 })),
        (
            Field::Data,
            serde_json::json!({
                "stored": "The records that it works on, and who changed them.",
                "regions": ["eu"],
                "retention_days": 365,
                "subprocessors": ["Nordhafen Hosting"],
                "privacy_url": format!("https://{host}/privacy"),
                "security_contact": format!("security@{host}"),
            }),
        ),
        (
            Field::Changelog,
            serde_json::json!([{ "kind": "changed", "text": "Says more about what it stores." }]),
        ),
        (Field::Manifest, serde_json::json!(manifest)),
    ];
    for (field, value) in fields {
        draft.fields.insert(field, Written { value, revision: 1, by: None, at });
    }
    draft.content().context("the draft of a demo listing")?;
    Ok(draft)
}

fn opening(
    content: &Content,
    listing: ListingId,
    organisation: OrganisationId,
    dossier: &Dossier,
    version: VersionId,
    by: Option<PersonId>,
) -> anyhow::Result<Opening> {
    let version = dossier.versions.get(&version).context("it was submitted just now")?;
    let manifest = review::open::read(&content.manifest, version.submission.at.date_naive());
    let side =
        shared::review::changes::Side { manifest: manifest.as_ref(), name: &content.name, organisation };
    let before = shared::review::changes::Side { manifest: None, ..side };
    Ok(Opening {
        id: version.submission.id,
        listing,
        of: version.id,
        organisation,
        submitted_by: by,
        frozen: version.submission.frozen.digest(),
        name: content.name.clone(),
        label: version.label.clone(),
        round: version.submission.round,
        category: content.categories.first().cloned().context("a demo listing has a category")?,
        changes: Changes::between(Some(before), side),
        name_held: false,
        record: Record::default(),
    })
}

type Reviewed = (Case, Vec<shared::decisions::receipt::Receipt>, Vec<shared::event::NewEvent>);

/// The review, step by step.
fn reviewed(
    services: &Services,
    opening: Opening,
    reviewer: PersonId,
    goal: Goal,
    at: DateTime<Utc>,
) -> anyhow::Result<Reviewed> {
    let facts = |by, actor, now| rules::Facts {
        now,
        by,
        actor,
        program: services.store.program(),
        policy_version: review::POLICY_VERSION,
        policy: &review::POLICY,
        to: None,
        assigns: false,
    };
    let opened = rules::open(opening, &defaults::checklists(), &facts(By::Program, Actor::System, at));
    let (mut case, mut receipts, mut events) = (opened.next, opened.receipts, opened.events);
    let mut act = |case: &mut Case, command, by: By, now| -> anyhow::Result<()> {
        let actor = match &by {
            By::Reviewer(reviewer) => Actor::Person { id: reviewer.person, from: None },
            By::Program | By::Partner(_) => Actor::System,
        };
        let decision = rules::decide(case, command, &facts(by, actor, now))?;
        *case = Case { version: 1, ..decision.next };
        receipts.extend(decision.receipts);
        events.extend(decision.events);
        Ok(())
    };
    let automated = case.stages.iter().map(|stage| stage.kind).filter(|stage| stage.is_automated());
    for (minute, stage) in (1_i64..).zip(automated.collect::<Vec<_>>()) {
        let now = at + TimeDelta::minutes(minute);
        act(&mut case, Command::Begin { stage }, By::Program, now)?;
        let finish = Command::Finish { stage, passed: true, findings: Vec::new() };
        act(&mut case, finish, By::Program, now + TimeDelta::seconds(20))?;
    }
    let minutes = match goal {
        Goal::Waiting => return Ok((case, receipts, events)),
        Goal::Changes => 95,
        Goal::Approved(minutes) => minutes,
    };
    let end = at + TimeDelta::minutes(minutes);
    let by = || By::Reviewer(Reviewer { person: reviewer, organisations: [services.store.program()].into() });
    act(&mut case, Command::Claim, by(), end - TimeDelta::minutes(20))?;
    if goal == Goal::Changes {
        let ask = |field, words: &str| -> anyhow::Result<Request> {
            Ok(Request { field: Some(field), words: words.parse::<Words>()? })
        };
        let requests = vec![
            ask(Field::Description, "Please begin with what the app does and for whom, in two sentences.")?,
            ask(
                Field::Data,
                "The manifest keeps orders for 365 days. Please say here why it needs them so long.",
            )?,
        ];
        act(
            &mut case,
            Command::Decide { ruling: Ruling::RequestChanges { requests, message: None } },
            by(),
            end,
        )?;
        return Ok((case, receipts, events));
    }
    for stage in [StageKind::SecurityReview, StageKind::EditorialReview, StageKind::Approval] {
        for item in case.unticked(stage) {
            act(&mut case, Command::Tick { item, done: true }, by(), end - TimeDelta::minutes(10))?;
        }
        if stage != StageKind::Approval {
            let pass = Command::Pass { stage, findings: Vec::new() };
            act(&mut case, pass, by(), end - TimeDelta::minutes(5))?;
        }
    }
    act(&mut case, Command::Decide { ruling: Ruling::Approve }, by(), end)?;
    Ok((case, receipts, events))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_comes_after_the_one_that_is_there() {
        for (now, then) in [("6.4.1", "6.5.0"), ("2026.3", "2026.4.0"), ("7", "7.1"), ("r12-b", "r12-b.1")] {
            let now: Label = now.parse().expect("a label");
            assert_eq!(next(&now).expect("a label").to_string(), then);
        }
    }
}
