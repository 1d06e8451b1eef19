//! What customers see of a version: the listing as the marketplace has it.

use chrono::{DateTime, Utc};

use super::{
    field::Content,
    model::{Label, Listing},
    state::{Place, Shown, shown_as},
};
use crate::{
    canonical::Digest,
    event::{Actor, NewEvent},
    ids::ListingId,
    marketplace::{
        self,
        details::{Asks, Details, Released, SuspendedSince},
        event::{HIDDEN, PUBLISHED, UPDATED, listing_event},
        links::is_web_address,
        model::{OwnerChange, Release},
        state::ListingState,
    },
    slug::Slug,
};

/// The version that is live.
#[derive(Clone, Copy, Debug)]
pub struct Live<'l> {
    pub content: &'l Content,
    pub label: &'l Label,
    /// What its manifest says; `None` without one that can be read.
    pub asks: Option<&'l Asks>,
    /// The instant at which it went live.
    pub since: DateTime<Utc>,
}

/// What a change rests on beside the listing.
#[derive(Clone, Debug)]
pub struct Facts {
    pub now: DateTime<Utc>,
    pub actor: Actor,
    /// The address of a listing that has none yet; nobody else's.
    pub slug: Slug,
}

/// What is written into the marketplace.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It is there for the first time.
    Create(marketplace::model::Listing, NewEvent),
    /// It has its next version already.
    Update(marketplace::model::Listing, NewEvent),
    /// It says so already.
    Nothing,
}

/// What the marketplace has of a listing from now on: the content of its live version, in the state of its
/// place. `live` is `None` for a listing that came by import and has no version yet: then only its place
/// changes.
pub fn show(
    stored: Option<&marketplace::model::Listing>,
    listing: &Listing,
    live: Option<Live<'_>>,
    facts: &Facts,
) -> Change {
    let Some(state) = shown_as(&listing.place).or(stored.map(|_| ListingState::Hidden)) else {
        return Change::Nothing;
    };
    let base = stored
        .cloned()
        .unwrap_or_else(|| marketplace::model::Listing::blank(listing.id, facts.slug.clone(), facts.now));
    let next = match live {
        Some(live) => applied(live, base),
        None => base,
    };
    let waiting =
        listing.transfer.as_ref().and_then(|transfer| Some((transfer, transfer.accepted.as_ref()?)));
    let changes_owner = waiting
        .map(|(transfer, accepted)| OwnerChange { to: transfer.to, from_at: accepted.quarantine_until });
    let mut next = marketplace::model::Listing {
        state,
        partner: listing.organisation,
        changes_owner,
        replaced_by: replaced_by(&listing.place, stored),
        suspended: suspended(&listing.place),
        link: link(&listing.place, stored),
        ..next
    };
    let Some(stored) = stored else {
        let kind = if state.in_directory() { PUBLISHED } else { UPDATED };
        let event = listing_event(kind, &next, Vec::new(), facts.actor.clone(), facts.now);
        return Change::Create(next, event);
    };
    if next == *stored {
        return Change::Nothing;
    }
    let changed = changed(stored, &next);
    next.version = stored.version + 1;
    next.updated_at = facts.now;
    let kind = match (stored.state, next.state) {
        (_, ListingState::Hidden) => HIDDEN,
        (ListingState::Published, _) | (_, ListingState::Unlisted) => UPDATED,
        (ListingState::Unlisted | ListingState::Hidden, ListingState::Published) => PUBLISHED,
    };
    let event = listing_event(kind, &next, changed, facts.actor.clone(), facts.now);
    Change::Update(next, event)
}

/// What customers should use in its place, also once it is ended.
fn replaced_by(place: &Place, stored: Option<&marketplace::model::Listing>) -> Option<ListingId> {
    match place {
        Place::Archived => stored.and_then(|stored| stored.replaced_by),
        Place::Shown { shown: Shown::Deprecated { replacement } } => Some(*replacement),
        Place::Shown { shown: Shown::Published | Shown::Unlisted { .. } }
        | Place::Draft
        | Place::Suspended { .. } => None,
    }
}

/// What customers are told of a suspension: who is in charge and the way back are between operator and
/// partner.
fn suspended(place: &Place) -> Option<SuspendedSince> {
    match place {
        Place::Suspended { suspension, .. } => {
            Some(SuspendedSince { at: suspension.at, reason: suspension.reason.clone() })
        }
        Place::Draft | Place::Shown { .. } | Place::Archived => None,
    }
}

/// What opens its page. A suspension and the end tell nobody of it who could not see it before.
fn link(place: &Place, stored: Option<&marketplace::model::Listing>) -> Option<Digest> {
    match place {
        Place::Archived => stored.and_then(|stored| stored.link.clone()),
        Place::Shown { shown } | Place::Suspended { before: shown, .. } => match shown {
            Shown::Unlisted { link } => link.clone(),
            Shown::Published | Shown::Deprecated { .. } => None,
        },
        Place::Draft => None,
    }
}

/// `base` with everything that a version says.
fn applied(live: Live<'_>, base: marketplace::model::Listing) -> marketplace::model::Listing {
    let content = live.content.clone();
    let version = live.label.to_string();
    let changes = content.changelog.clone();
    let released = Released { version: version.clone(), at: live.since, changes };
    let before = base.details.as_ref().map_or(&[][..], |details| &details.changelog);
    let details = Details::of(&content, live.asks.cloned()).released(released, before);
    let release = Release { version, released_at: Some(live.since) };
    marketplace::model::Listing {
        name: content.name,
        tagline: content.tagline,
        description_md: content.description,
        categories: content.categories,
        verticals: content.verticals,
        jobs: content.jobs,
        tags: content.tags,
        languages: content.languages,
        regions: content.data.map(|data| data.regions).unwrap_or_default(),
        pricing: content.pricing.unwrap_or(base.pricing),
        release: Some(release),
        // Customers follow it: whatever a version says, only an address of the web becomes a link.
        website: content.website.map(|at| at.trim().to_owned()).filter(|at| is_web_address(at)),
        icon: content.icon,
        screenshots: content.screenshots,
        details: Some(details),
        ..base
    }
}

/// The members in which two listings differ.
fn changed(old: &marketplace::model::Listing, new: &marketplace::model::Listing) -> Vec<String> {
    let members = |listing| match serde_json::json!(listing) {
        serde_json::Value::Object(members) => members,
        _ => serde_json::Map::new(),
    };
    let (old, new) = (members(old), members(new));
    new.into_iter().filter(|(name, value)| old.get(name) != Some(value)).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{OrganisationId, PersonId},
        listings::{
            field::{Change as Changed, ChangeType, Period, Plan},
            model::Dossier,
            state::Suspension,
        },
        testing::{START, slug},
    };

    fn facts() -> Facts {
        Facts { now: START, actor: Actor::System, slug: slug("ledger-bridge") }
    }

    fn after(
        stored: Option<&marketplace::model::Listing>,
        place: Place,
        content: &Content,
        facts: &Facts,
    ) -> Change {
        let label: Label = "1.2.0".parse().expect("a label");
        show(stored, &listing(place), Some(Live { content, label: &label, asks: None, since: START }), facts)
    }

    fn listing(place: Place) -> Listing {
        let owner = OrganisationId::from_ulid(ulid::Ulid(3));
        let listing = Dossier::start(crate::testing::listing_id("ledger-bridge"), owner).listing;
        Listing { place, ..listing }
    }

    fn content() -> Content {
        Content {
            name: "Ledger Bridge".to_owned(),
            tagline: "Keeps ledgers".to_owned(),
            ..Content::default()
        }
    }

    fn published() -> Place {
        Place::Shown { shown: Shown::Published }
    }

    fn stored() -> marketplace::model::Listing {
        match after(None, published(), &content(), &facts()) {
            Change::Create(listing, event) => {
                assert_eq!(event.kind, PUBLISHED);
                listing
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_draft_is_not_shown() {
        assert_eq!(show(None, &listing(Place::Draft), None, &facts()), Change::Nothing);
    }

    #[test]
    fn a_first_version_makes_the_listing() {
        let listing = stored();
        assert_eq!((listing.version, listing.slug.as_str()), (1, "ledger-bridge"));
        assert_eq!(listing.release.expect("a release").version, "1.2.0");
        assert_eq!(listing.partner, OrganisationId::from_ulid(ulid::Ulid(3)));
    }

    #[test]
    fn the_next_version_says_what_it_changes_and_keeps_address_and_first_day() {
        let before = stored();
        let next = Content { tagline: "Keeps two ledgers".to_owned(), ..content() };
        let later = Facts { now: START + chrono::TimeDelta::days(1), slug: slug("other"), ..facts() };
        let Change::Update(changed, event) = after(Some(&before), published(), &next, &later) else {
            panic!("it changed")
        };
        assert_eq!((changed.version, changed.slug, changed.published_at), (2, before.slug.clone(), START));
        assert_eq!(event.kind, UPDATED);
        assert_eq!(event.payload["changed"], serde_json::json!(["tagline"]));
        assert_eq!(after(Some(&before), published(), &content(), &facts()), Change::Nothing);
    }

    #[test]
    fn only_a_website_of_the_web_becomes_a_link() {
        let website = |text: &str| {
            let content = Content { website: Some(text.to_owned()), ..content() };
            match after(None, published(), &content, &facts()) {
                Change::Create(listing, _) => listing.website,
                other => panic!("{other:?}"),
            }
        };
        for good in ["https://ledger.example/a", "http://ledger.example", " https://ledger.example "] {
            assert_eq!(website(good).as_deref(), Some(good.trim()));
        }
        for bad in ["javascript:alert(1)", "data:text/html,x", "ledger.example", "//ledger.example", "", " "]
        {
            assert_eq!(website(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_over_is_hidden_and_comes_back_as_published() {
        let before = stored();
        let Change::Update(gone, event) = show(Some(&before), &listing(Place::Archived), None, &facts())
        else {
            panic!("it changed")
        };
        assert_eq!((gone.state, event.kind), (ListingState::Hidden, HIDDEN));
        let Change::Update(back, event) = show(Some(&gone), &listing(published()), None, &facts()) else {
            panic!("it changed")
        };
        assert_eq!(
            (back.state, event.kind, back.tagline),
            (ListingState::Published, PUBLISHED, before.tagline)
        );
    }

    #[test]
    fn customers_read_what_the_version_says() {
        let plan = Plan { name: "Team".to_owned(), price: None, per: Period::Month, includes: Vec::new() };
        let change = Changed { kind: ChangeType::Added, text: "Ledgers".to_owned() };
        let said = Content {
            plans: vec![plan.clone()],
            trial_days: Some(14),
            video: Some("https://video.example/1".to_owned()),
            changelog: vec![change.clone()],
            ..content()
        };
        let Change::Create(listing, _) = after(None, published(), &said, &facts()) else {
            panic!("it was not there")
        };
        let details = listing.details.expect("a version says it");
        assert_eq!((details.plans, details.trial_days), (vec![plan], Some(14)));
        assert_eq!(details.video.as_deref(), Some("https://video.example/1"));
        let released = Released { version: "1.2.0".to_owned(), at: START, changes: vec![change] };
        assert_eq!(details.changelog, [released]);
    }

    #[test]
    fn a_row_that_was_stored_before_reads_without_details() {
        let mut row = serde_json::json!(stored());
        let members = row.as_object_mut().expect("an object");
        assert!(members.remove("details").is_some());
        assert!(["replaced_by", "suspended", "link"].iter().all(|name| !members.contains_key(*name)));
        let read: marketplace::model::Listing = serde_json::from_value(row).expect("an older row");
        assert_eq!(read.details, None);
    }

    #[test]
    fn its_page_names_what_replaces_it() {
        let replacement = crate::testing::listing_id("ledger-gate");
        let place = Place::Shown { shown: Shown::Deprecated { replacement } };
        let Change::Update(replaced, event) = after(Some(&stored()), place, &content(), &facts()) else {
            panic!("it changed")
        };
        assert_eq!((replaced.replaced_by, replaced.state), (Some(replacement), ListingState::Unlisted));
        assert_eq!(event.payload["changed"], serde_json::json!(["replaced_by", "state"]));
        let Change::Update(back, _) = after(Some(&replaced), published(), &content(), &facts()) else {
            panic!("it changed")
        };
        assert_eq!(back.replaced_by, None);
    }

    #[test]
    fn a_suspension_tells_customers_since_when_and_why_and_hides_the_rest() {
        let suspension = Suspension {
            owner: PersonId::from_ulid(ulid::Ulid(7)),
            reason: "It sent data elsewhere.".parse().expect("words"),
            way_back: "A new review.".parse().expect("words"),
            at: START,
        };
        let link = Digest::of_bytes("token");
        for (before, kept) in
            [(Shown::Published, None), (Shown::Unlisted { link: Some(link.clone()) }, Some(link))]
        {
            let place = Place::Suspended { suspension: suspension.clone(), before };
            let Change::Update(away, event) = after(Some(&stored()), place, &content(), &facts()) else {
                panic!("it changed")
            };
            let told = SuspendedSince { at: START, reason: suspension.reason.clone() };
            assert_eq!((away.suspended, away.state), (Some(told), ListingState::Hidden));
            assert_eq!((away.link, event.kind), (kept, HIDDEN));
        }
    }

    #[test]
    fn a_first_version_can_be_there_for_who_has_the_link() {
        let link = Digest::of_bytes("token");
        let place = Place::Shown { shown: Shown::Unlisted { link: Some(link.clone()) } };
        let Change::Create(listing, event) = after(None, place, &content(), &facts()) else {
            panic!("it was not there")
        };
        assert_eq!((listing.link, listing.state, event.kind), (Some(link), ListingState::Unlisted, UPDATED));
    }
}
