//! Certifications of the demo program: one that can be renewed, and a request that waits. Each step was decided
//! by the rules, at its own instant before now.

use std::collections::BTreeSet;

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    certification::{
        model::{Certification, Evidence, EvidenceKind, Level},
        policy::CertificationPolicy,
        rules::{By, Command, Decision, Facts, decide},
    },
    event::Actor,
    ids::{CertificationId, PersonId},
    marketplace::model::{BadgeKind, Listing},
    organisations::{model::Roster, permission::Permission},
    review::rules::verdict::Reviewer,
    slug::Slug,
};
use store::{Store, Unit};

use crate::{Services, certification};

/// The app whose certification can be renewed.
const IN_RENEWAL: &str = "deskline";
/// Days since it was granted: of its year, 67 are left.
const GRANTED_DAYS_AGO: i64 = 298;
/// The app that waits for a decision.
const WAITING: &str = "sidewalk-chat";
/// Hours since it was asked for.
const ASKED_HOURS_AGO: i64 = 43;

/// Puts certifications in where there are none yet.
///
/// # Errors
/// The store failed, or what is made here contradicts the rules.
pub(super) async fn plant(services: &Services) -> anyhow::Result<()> {
    let store = &services.store;
    if !store.all_after::<Certification>(None, 1).await?.is_empty() {
        return Ok(());
    }
    let program = store.program();
    let roster = store.get::<Roster>(program.to_string()).await?.context("the operator is there")?;
    let reviewer = roster.people().map(|(person, ..)| person).find(|person| {
        roster.permissions(*person).has(Permission::CertificationsDecide) && *person != roster.owner()
    });
    let reviewer = reviewer.context("the demo program has a reviewer")?;
    let now = services.clock.now();
    let policy = certification::policy(services).await?;

    let (listing, owner) = app(store, IN_RENEWAL).await?;
    let none = new(services, &listing, BadgeKind::Data);
    let granted_at = now - TimeDelta::days(GRANTED_DAYS_AGO);
    let partner = By::Partner(listing.partner);
    let ask = request(
        "Tickets are deleted 30 days after a tenant asks, backups 35 days later. Both regions run the same \
         job; its report of the last quarter is behind the link.",
        "https://deskline.example/trust/retention",
    )?;
    let asked =
        decide(&none, ask, &facts(services, &policy, partner, owner, granted_at - TimeDelta::hours(29)))?;
    let grant = Command::Grant {
        level: Level::Declared,
        looked_at: "The partner states how long tickets and backups are kept, in both regions.".parse()?,
    };
    let by = By::Reviewer(Reviewer { person: reviewer, organisations: [program].into() });
    let granted = decide(&asked.next, grant, &facts(services, &policy, by, reviewer, granted_at))?;
    write(services, &listing, &none, [asked, granted], &policy, reviewer).await?;

    let (listing, owner) = app(store, WAITING).await?;
    let none = new(services, &listing, BadgeKind::Performance);
    let asked_at = now - TimeDelta::hours(ASKED_HOURS_AGO);
    let ask = request(
        "A message reaches the agent within 400 ms at the 95th percentile, measured from both regions every \
         minute; the last 90 days are behind the link.",
        "https://sidewalk-chat.example/status",
    )?;
    let partner = By::Partner(listing.partner);
    let asked = decide(&none, ask, &facts(services, &policy, partner, owner, asked_at))?;
    write(services, &listing, &none, [asked], &policy, owner).await
}

fn new(services: &Services, listing: &Listing, competency: BadgeKind) -> Certification {
    Certification::start(CertificationId::new(&*services.ids), listing.id, listing.partner, competency)
}

/// What somebody decides on, at an instant.
fn facts<'p>(
    services: &Services,
    policy: &'p CertificationPolicy,
    by: By,
    person: PersonId,
    at: DateTime<Utc>,
) -> Facts<'p> {
    Facts {
        now: at,
        by,
        actor: Actor::Person { id: person, from: None },
        program: services.store.program(),
        published: true,
        reviews: BTreeSet::new(),
        policy_version: certification::POLICY_VERSION,
        policy,
    }
}

/// A listing of the demo program with the owner of its partner.
async fn app(store: &Store, slug: &str) -> anyhow::Result<(Listing, PersonId)> {
    let slug: Slug = slug.parse()?;
    let listing = store.listing_by_slug(&slug).await?.with_context(|| format!("no listing {slug}"))?;
    let roster = store.get::<Roster>(listing.partner.to_string()).await?;
    let roster = roster.with_context(|| format!("{slug} has a partner with people"))?;
    Ok((listing, roster.owner()))
}

fn request(statement: &str, link: &str) -> anyhow::Result<Command> {
    let evidence = Evidence {
        kind: EvidenceKind::Statement,
        words: statement.parse()?,
        link: Some(link.parse()?),
        review: None,
    };
    Ok(Command::Request { level: Level::Declared, evidence: vec![evidence], answer: None })
}

/// The steps of one certification, in one unit.
async fn write<const N: usize>(
    services: &Services,
    listing: &Listing,
    none: &Certification,
    steps: [Decision; N],
    policy: &CertificationPolicy,
    actor: PersonId,
) -> anyhow::Result<()> {
    let [earlier @ .., last] = steps.as_slice() else { return Ok(()) };
    let mut unit = Unit::default();
    for step in earlier {
        step.receipt.iter().for_each(|receipt| unit.put(receipt));
        step.events.iter().cloned().for_each(|event| unit.event(event));
    }
    // It is written for the first time with everything that happened to it.
    let last = Decision { next: Certification { version: 1, ..last.next.clone() }, ..last.clone() };
    let actor = Actor::Person { id: actor, from: None };
    certification::put(Some(listing), none, &last, policy, &actor, &mut unit);
    services.store.commit(unit).await.context("a certification of the demo program could not be written")?;
    Ok(())
}
