//! What customers see of a version: the listing as the marketplace has it.

use chrono::{DateTime, Utc};

use super::{
    field::Content,
    model::{Label, Listing},
    state::shown_as,
};
use crate::{
    event::{Actor, NewEvent},
    marketplace::{
        self,
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
    let mut next =
        marketplace::model::Listing { state, partner: listing.organisation, changes_owner, ..next };
    let Some(stored) = stored else {
        let event = listing_event(PUBLISHED, &next, Vec::new(), facts.actor.clone(), facts.now);
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

/// `base` with everything that a version says.
fn applied(live: Live<'_>, base: marketplace::model::Listing) -> marketplace::model::Listing {
    let content = live.content.clone();
    let release = Release { version: live.label.to_string(), released_at: Some(live.since) };
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
        ids::OrganisationId,
        listings::{
            model::Dossier,
            state::{Place, Shown},
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
        show(stored, &listing(place), Some(Live { content, label: &label, since: START }), facts)
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
}
