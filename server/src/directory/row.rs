//! One listing as the directory keeps it.

use std::sync::OnceLock;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    ids::{ListingId, OrganisationId},
    listings::{names::Forms, policy::NamePolicy},
    marketplace::{
        api::{Facet, ListingCard, Rating, Stars},
        model::{BadgeKind, Listing, Signals},
        rules::{policy::DirectoryPolicy, ranking::Facts, rating::rating},
    },
    partners::api::PartnerRef,
    text,
};

/// Longest name that is compared when sorting, in bytes of its folded form.
const NAME_KEY_BYTES: usize = 96;

/// What lists, facets and suggestions need of a listing. Where it holds is decided per day: see
/// [`super::columns::Columns`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: ListingId,
    pub(crate) version: u64,
    pub(crate) in_directory: bool,
    /// Whether its address is enough to reach it.
    pub(crate) has_page: bool,
    pub(crate) partner: OrganisationId,
    pub(crate) slug: Box<str>,
    /// The name folded to words, for sorting and for suggestions.
    pub(crate) name_key: Box<str>,
    /// Values of all facets, see [`super::facets::code`].
    pub(crate) codes: Box<[u32]>,
    /// Milliseconds since 1970.
    pub(crate) published_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) signals: Signals,
    /// Under the policy in force, in hundredths of a star.
    pub(crate) stars: u16,
    pub(crate) reviews: u32,
    /// The first day on which the next of its badges no longer holds.
    pub(crate) badge_lapses_on: Option<NaiveDate>,
    pub(crate) badges: u8,
    /// JSON of its [`ListingCard`].
    pub(crate) card: Box<str>,
    #[serde(skip)]
    named: Memo<Option<Named>>,
}

/// What other names are compared with.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) name: Box<str>,
    pub(crate) forms: Forms,
}

/// What is worked out of a row when it is needed first, and is no part of what the row says.
#[derive(Clone, Debug)]
struct Memo<T>(OnceLock<T>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> PartialEq for Memo<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Memo<T> {}

/// A day as a number: days since the beginning of our era.
pub(crate) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

pub(crate) fn instant(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap_or(DateTime::UNIX_EPOCH)
}

impl Row {
    pub(crate) fn new(
        listing: &Listing,
        partner: PartnerRef,
        signals: Signals,
        codes: Box<[u32]>,
        policy: &DirectoryPolicy,
        day: NaiveDate,
    ) -> Self {
        let rating = rating(&signals, policy);
        let mut card = ListingCard {
            slug: listing.slug.to_string(),
            name: listing.name.clone(),
            tagline: listing.tagline.clone(),
            icon_url: listing.icon.as_ref().map(|icon| icon.url(128)),
            partner,
            categories: listing.categories.iter().map(ToString::to_string).collect(),
            verticals: listing.verticals.iter().map(ToString::to_string).collect(),
            pricing: listing.pricing,
            rating,
            installs: signals.installs,
            badges: listing.badges.clone(),
            updated_at: listing.updated_at,
            why: None,
        };
        let (badge_lapses_on, badges) = drop_lapsed(&mut card, day);
        Self {
            id: listing.id,
            version: listing.version,
            in_directory: listing.state.in_directory(),
            has_page: listing.state.has_page() && listing.link.is_none(),
            partner: listing.partner,
            slug: listing.slug.as_str().into(),
            name_key: name_key(&listing.name).into(),
            codes,
            published_at: listing.published_at.timestamp_millis(),
            updated_at: listing.updated_at.timestamp_millis(),
            signals,
            stars: rating.score.0,
            reviews: rating.count,
            badge_lapses_on,
            badges,
            card: encode(&card),
            named: Memo::default(),
        }
    }

    /// Its name as it is compared; `None` for a row without one. The policy is the one that this server runs
    /// with: what was worked out once stays.
    pub(crate) fn known(&self, policy: &NamePolicy) -> Option<&Named> {
        #[derive(Deserialize)]
        struct Card {
            name: Box<str>,
        }
        let work_out = || {
            let Card { name } = serde_json::from_str(&self.card).ok()?;
            let forms = Forms::of(&name, policy);
            Some(Named { name, forms })
        };
        self.named.0.get_or_init(work_out).as_ref()
    }

    /// The card as a value.
    pub(crate) fn card(&self) -> serde_json::Result<ListingCard> {
        serde_json::from_str(&self.card)
    }

    /// The row with other measurements.
    pub(crate) fn measured(&self, signals: Signals, policy: &DirectoryPolicy) -> serde_json::Result<Self> {
        let rating = rating(&signals, policy);
        let card = ListingCard { rating, installs: signals.installs, ..self.card()? };
        let card = encode(&card);
        Ok(Self { signals, stars: rating.score.0, reviews: rating.count, card, ..self.clone() })
    }

    /// The row without the badges that no longer hold. `badge_code` gives the code of a badge's facet
    /// value.
    pub(crate) fn on_day(
        &self,
        day: NaiveDate,
        badge_code: impl Fn(&str) -> Option<u32>,
    ) -> serde_json::Result<Self> {
        let mut card = self.card()?;
        let (badge_lapses_on, badges) = drop_lapsed(&mut card, day);
        let gone: Vec<u32> = BadgeKind::ALL
            .into_iter()
            .filter(|kind| card.badges.iter().all(|badge| badge.kind != *kind))
            .filter_map(|kind| badge_code(kind.as_str()))
            .collect();
        let codes = self.codes.iter().copied().filter(|code| !gone.contains(code)).collect();
        Ok(Self { codes, badge_lapses_on, badges, card: encode(&card), ..self.clone() })
    }

    pub(crate) fn rating(&self) -> Rating {
        Rating { score: Stars(self.stars), count: self.reviews }
    }

    /// What its quality is judged by on a day.
    pub(crate) fn facts(&self, day: NaiveDate) -> Facts {
        Facts {
            rating: self.rating(),
            installs: self.signals.installs,
            installs_28d: self.signals.installs_28d,
            installs_prior_28d: self.signals.installs_prior_28d,
            age_days_since_update: age_in_days(self.updated_at, day),
            badges: self.badges,
        }
    }

    pub(crate) fn age_days(&self, day: NaiveDate) -> i64 {
        age_in_days(self.published_at, day)
    }
}

fn age_in_days(milliseconds: i64, day: NaiveDate) -> i64 {
    day_number(day) - day_number(instant(milliseconds).date_naive())
}

/// The values of a listing in each facet, by [`Facet::index`], without repeats, in the listing's order.
pub(crate) fn values(listing: &Listing, day: NaiveDate) -> [Vec<&str>; Facet::ALL.len()] {
    let held = listing.badges.iter().filter(|badge| badge.expires_on > day);
    let mut values = [
        listing.categories.iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        listing.verticals.iter().map(AsRef::as_ref).collect(),
        listing.jobs.iter().map(AsRef::as_ref).collect(),
        vec![listing.pricing.model.as_str()],
        listing.regions.iter().map(AsRef::as_ref).collect(),
        listing.compliance.iter().map(AsRef::as_ref).collect(),
        listing.languages.iter().map(String::as_str).collect(),
        held.map(|badge| badge.kind.as_str()).collect(),
    ];
    for list in &mut values {
        let mut seen: Vec<&str> = Vec::with_capacity(list.len());
        list.retain(|value| {
            let fresh = !seen.contains(value);
            seen.push(value);
            fresh
        });
    }
    values
}

/// Takes lapsed badges off a card; gives the day on which the next one lapses and how many kinds hold.
fn drop_lapsed(card: &mut ListingCard, day: NaiveDate) -> (Option<NaiveDate>, u8) {
    card.badges.retain(|badge| badge.expires_on > day);
    let held = BadgeKind::ALL.into_iter().filter(|kind| card.badges.iter().any(|badge| badge.kind == *kind));
    let kinds = held.fold(0_u8, |count, _| count.saturating_add(1));
    (card.badges.iter().map(|badge| badge.expires_on).min(), kinds)
}

fn encode(card: &ListingCard) -> Box<str> {
    // A struct of texts and numbers always has a JSON form.
    serde_json::to_string(card).unwrap_or_default().into_boxed_str()
}

pub(crate) fn name_key(name: &str) -> String {
    let mut key = text::words(name).join(" ");
    if key.len() > NAME_KEY_BYTES {
        let end = (0..=NAME_KEY_BYTES).rev().find(|at| key.is_char_boundary(*at)).unwrap_or(0);
        key.truncate(end);
    }
    key
}
