//! A certification as its partner and its reviewers see it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    certification::{
        api::{
            BadgeView, Barred, CertificationCase, CertificationRow, CertificationView, CertifiedApp,
            DraftView, EndedView, Needed, RequestRow, RequestView,
        },
        draft::Draft,
        model::Certification,
        policy::CertificationPolicy,
        rules::{Refusal, touch},
        standing::{Standing, lapses_on, renewal_opens_on, standing},
    },
    marketplace::model::{BadgeKind, Level},
    review::rules::verdict::Reviewer,
};
use store::StoreError;

use super::load::Loaded;
use crate::{
    Failure,
    names::{self, Names},
    services::Services,
};

/// What each level takes.
pub(super) fn levels(policy: &CertificationPolicy) -> Vec<Needed> {
    let needed = |level: Level| Needed {
        level,
        kinds: policy.needed.get(&level).into_iter().flatten().copied().collect(),
    };
    Level::ALL.into_iter().map(needed).collect()
}

/// A competency, with what is written for it.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn competency(
    services: &Services,
    loaded: &Loaded,
    competency: BadgeKind,
    certification: Option<&Certification>,
    draft: Option<&Draft>,
) -> Result<CertificationView, StoreError> {
    let people = certification.and_then(|one| one.request.as_ref()).and_then(|request| request.by);
    let people = people.into_iter().chain(draft.and_then(|draft| draft.by));
    let names = names::of(services, &people.map(|person| person.to_string()).collect()).await?;
    let now = services.clock.now();
    let draft = draft.map(|draft| draft_view(draft, &names));
    Ok(match certification {
        Some(one) => CertificationView { draft, ..view(one, &loaded.policy, &names, now) },
        None => CertificationView {
            competency,
            version: 0,
            certification: None,
            standing: Standing::None { requested: false },
            badge: None,
            request: None,
            refused: None,
            withdrawn: None,
            draft,
        },
    })
}

/// What is written and not sent.
pub(super) fn draft_view(draft: &Draft, names: &Names) -> DraftView {
    DraftView {
        version: draft.version,
        typed: draft.typed.clone(),
        by: draft.by.and_then(|by| names.get(&by.to_string()).cloned()),
        at: draft.at,
    }
}

fn view(
    one: &Certification,
    policy: &CertificationPolicy,
    names: &Names,
    now: DateTime<Utc>,
) -> CertificationView {
    CertificationView {
        competency: one.competency,
        version: one.version,
        certification: Some(one.id),
        standing: standing(one, policy, now),
        badge: one.badge.as_ref().map(|badge| BadgeView {
            issuer: badge.issuer.clone(),
            level: badge.level,
            issued_on: badge.issued_on,
            renewal_opens_on: renewal_opens_on(badge, policy),
            expires_on: badge.expires_on,
            lapses_on: lapses_on(badge, policy),
            looked_at: badge.looked_at.clone(),
            receipt: badge.receipt.clone(),
        }),
        request: one.request.as_ref().map(|request| RequestView {
            level: request.level,
            evidence: request.evidence.clone(),
            by: request.by.and_then(|by| names.get(&by.to_string()).cloned()),
            at: request.at,
            waits_for: request.waits_for(),
            questions: request.questions.clone(),
        }),
        refused: one.refused.as_ref().map(|refused| EndedView {
            words: refused.words.clone(),
            at: refused.at,
            receipt: refused.receipt.clone(),
        }),
        withdrawn: one.withdrawn.as_ref().map(|withdrawn| EndedView {
            words: withdrawn.words.clone(),
            at: withdrawn.at,
            receipt: withdrawn.receipt.clone(),
        }),
        draft: None,
    }
}

/// Certifications in a list.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn rows(
    services: &Services,
    all: &[Certification],
) -> Result<Vec<CertificationRow>, StoreError> {
    let mut ids = BTreeSet::new();
    for one in all {
        ids.extend([one.listing.to_string(), one.organisation.to_string()]);
    }
    let names = names::with_partners(services, &ids).await?;
    let policy = super::policy(services).await?;
    let now = services.clock.now();
    let called = |id: String| names.get(&id).cloned().unwrap_or_default();
    let row = |one: &Certification| CertificationRow {
        certification: one.id,
        listing: one.listing,
        name: called(one.listing.to_string()),
        organisation: one.organisation,
        partner: called(one.organisation.to_string()),
        competency: one.competency,
        level: one.badge.as_ref().map(|badge| badge.level),
        standing: standing(one, &policy, now),
        request: one.request.as_ref().map(|request| RequestRow {
            level: request.level,
            at: request.at,
            waits_for: request.waits_for(),
        }),
    };
    Ok(all.iter().map(row).collect())
}

/// A certification for who decides.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn case(
    services: &Services,
    one: &Certification,
    loaded: &Loaded,
    reviewer: &Reviewer,
) -> Result<CertificationCase, Failure> {
    let row = rows(services, std::slice::from_ref(one)).await?.pop();
    let row = row.ok_or_else(|| anyhow::anyhow!("one certification makes one row"))?;
    let shown = loaded.shown.as_ref();
    let reached = shown.filter(|shown| shown.state.has_page() && shown.link.is_none());
    let requested_by = one.request.as_ref().and_then(|request| request.by);
    let barred = touch(reviewer, one.organisation, requested_by).err();
    Ok(CertificationCase {
        row,
        view: competency(services, loaded, one.competency, Some(one), None).await?,
        app: CertifiedApp {
            slug: reached.map(|shown| shown.slug.to_string()),
            tagline: shown.map(|shown| shown.tagline.clone()).unwrap_or_default(),
            published: loaded.published(),
            published_at: shown.map(|shown| shown.published_at),
            release: shown.and_then(|shown| shown.release.clone()),
            regions: shown.iter().flat_map(|shown| &shown.regions).map(ToString::to_string).collect(),
        },
        levels: levels(&loaded.policy),
        reviews: loaded.reviews.clone(),
        barred: barred.map(|why| match why {
            Refusal::OwnRequest => Barred::OwnRequest,
            _ => Barred::OwnOrganisation,
        }),
    })
}
