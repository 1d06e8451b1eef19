//! The demo program as import rows, and what rows cannot say: pictures, badges, measurements, dates.

use std::collections::HashMap;

use anyhow::Context as _;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use shared::marketplace::{
    import::{ImportRow, PartnerRow, ScreenshotRow, ScreenshotSource},
    model::{Badge, Signals, Taxonomy, Term},
};

use super::{
    content::{Content, DemoBadge, DemoListing, DemoPartner, DemoTerm},
    draw::{self, Shot},
};

/// How long a badge holds.
const BADGE_DAYS: u64 = 365;

/// An app as an import row, its pictures named as files of [`picture_name`].
pub(super) fn row(
    listing: &DemoListing,
    partners: &HashMap<&str, &DemoPartner>,
    today: NaiveDate,
) -> anyhow::Result<ImportRow> {
    let partner = partners
        .get(listing.partner.as_str())
        .with_context(|| format!("{}: no partner {}", listing.slug, listing.partner))?;
    let screenshots = listing.shots.iter().enumerate().map(|(at, shot)| {
        ScreenshotRow::Described(ScreenshotSource {
            src: picture_name(&listing.slug, Some(at)),
            alt: shot.alt.clone(),
        })
    });
    Ok(ImportRow {
        slug: listing.slug.clone(),
        name: listing.name.clone(),
        tagline: listing.tagline.clone(),
        partner: PartnerRow { slug: partner.slug.clone(), name: partner.name.clone() },
        categories: listing.categories.clone(),
        description_md: listing.description.trim().to_owned(),
        verticals: listing.verticals.clone(),
        jobs: listing.jobs.clone(),
        tags: listing.tags.clone(),
        languages: listing.languages.clone(),
        regions: listing.regions.clone(),
        compliance: listing.compliance.clone(),
        pricing: Some(listing.pricing),
        version: Some(listing.version.clone()),
        released_at: Some(moment(today, listing.released)),
        website: Some(format!("{}/{}", website(&listing.partner), listing.slug)),
        icon: Some(picture_name(&listing.slug, None)),
        screenshots: screenshots.collect(),
    })
}

/// A partner's address on the domain that is kept for examples.
pub(super) fn website(partner: &str) -> String {
    format!("https://{partner}.example")
}

/// Nine in the morning, `ago` days before.
pub(super) fn moment(today: NaiveDate, ago: u32) -> DateTime<Utc> {
    let day = today.checked_sub_days(Days::new(ago.into())).unwrap_or(NaiveDate::MIN);
    day.and_time(NaiveTime::MIN).and_utc() + chrono::TimeDelta::hours(if ago == 0 { 0 } else { 9 })
}

pub(super) fn badges(badges: &[DemoBadge], today: NaiveDate) -> Vec<Badge> {
    badges
        .iter()
        .map(|badge| {
            let days = Days::new(badge.left.unsigned_abs().into());
            let expires_on =
                if badge.left < 0 { today.checked_sub_days(days) } else { today.checked_add_days(days) };
            let expires_on = expires_on.unwrap_or(today);
            Badge {
                kind: badge.kind,
                issuer: badge.issuer.clone(),
                issued_on: expires_on.checked_sub_days(Days::new(BADGE_DAYS)).unwrap_or(expires_on),
                expires_on,
                evidence: badge.evidence.clone(),
                level: None,
            }
        })
        .collect()
}

pub(super) fn signals(listing: &DemoListing) -> Signals {
    let [installs, installs_28d, installs_prior_28d] = listing.installs;
    Signals { ratings: listing.ratings, installs, installs_28d, installs_prior_28d }
}

/// The terms of all taxonomies in the order of the data file.
pub(super) fn terms(content: &Content) -> anyhow::Result<Vec<Term>> {
    let program = &content.program;
    let lists = [
        (Taxonomy::Category, &program.category),
        (Taxonomy::Vertical, &program.vertical),
        (Taxonomy::Job, &program.job),
    ];
    let mut terms = Vec::new();
    for (taxonomy, list) in lists {
        for (position, DemoTerm { slug, label, about }) in list.iter().enumerate() {
            terms.push(Term {
                taxonomy,
                slug: slug.parse().with_context(|| format!("term {slug}"))?,
                label: label.clone(),
                about: about.clone(),
                position: u32::try_from(position)?,
            });
        }
    }
    Ok(terms)
}

/// `pictures/deskline/icon.svg`, `pictures/deskline/1.svg`.
pub(super) fn picture_name(slug: &str, shot: Option<usize>) -> String {
    shot.map_or_else(|| format!("pictures/{slug}/icon.svg"), |at| format!("pictures/{slug}/{}.svg", at + 1))
}

/// Draws the pictures of one app: the icon, then its screens, each by [`picture_name`].
pub(super) fn pictures(listing: &DemoListing) -> anyhow::Result<Vec<(String, String)>> {
    let DemoListing { slug, name, icon, words, .. } = listing;
    let icon_svg = draw::icon(slug, icon).with_context(|| slug.clone())?;
    let mut pictures = vec![(picture_name(slug, None), icon_svg)];
    for (place, shot) in listing.shots.iter().enumerate() {
        let what = Shot { scene: shot.scene, title: &shot.title, place, dark: listing.dark };
        let svg = draw::screenshot(slug, name, icon, words, what).with_context(|| slug.clone())?;
        pictures.push((picture_name(slug, Some(place)), svg));
    }
    Ok(pictures)
}
