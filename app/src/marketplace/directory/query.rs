//! The state of the directory: it is the address, whole, and what was loaded on the way.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    endpoint::{Endpoint, Query, decode_pairs},
    marketplace::api::{ListListings, ListingCard, ListingsPage, ListingsQuery, Stars},
    problem::FieldError,
};

use super::super::address;
use crate::{loading::Loaded, transport::Answer};

/// What the address asks for, or the parameters at fault.
pub type Asked = Result<ListingsQuery, Vec<FieldError>>;

/// One page of results, and the address that it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Address of the list without a cursor.
    pub list: String,
    /// The cursor that led here.
    pub cursor: Option<String>,
    pub page: ListingsPage,
}

/// How parameters begin that others append to count clicks.
const TRACKING: [&str; 5] = ["utm_", "fbclid", "gclid", "msclkid", "mc_"];

/// Reads the address.
pub fn use_asked() -> Memo<Asked> {
    let location = use_location();
    Memo::new(move |before: Option<&Asked>| {
        // The address changes first, then the page: what it asks for elsewhere is not this page's.
        match before {
            Some(before) if location.pathname.with(|path| path != "/apps") => before.clone(),
            _ => location.search.with(|search| parse(search)),
        }
    })
}

fn parse(search: &str) -> Asked {
    let mut pairs = decode_pairs(search).map_err(|fault| vec![fault])?;
    // Mail and social networks add their own to a shared link; the API is strict, a page is not.
    pairs.retain(|(name, _)| !TRACKING.iter().any(|prefix| name.starts_with(prefix)));
    let mut query = ListingsQuery::parse(&pairs)?;
    // The form sends "any rating" as zero.
    query.rating_min = query.rating_min.filter(|least| *least > Stars(0));
    query.q = query.q.trim().to_owned();
    query.explain = false;
    Ok(query)
}

/// The address to ask for it; none while the visitor's address is at fault.
pub fn address_of(asked: &Asked) -> Option<String> {
    let query = asked.as_ref().ok()?;
    Some(ListListings::url(&(), &ListingsQuery { explain: true, ..query.clone() }))
}

/// What the directory answered. It may be the answer to an earlier address: the new one is on its way.
pub fn found(answer: &Answer) -> Loaded<Found> {
    let page = answer.read::<ListListings>()?;
    let search = answer.address.split_once('?').map_or("", |(_, search)| search);
    let query = parse(search).unwrap_or_default();
    let cursor = query.cursor.as_ref().map(|cursor| cursor.0.clone());
    Ok(Found { list: address::directory(&query.first_page()), cursor, page })
}

/// The pages that were shown before this one, kept for as long as the screens run: "show more" adds to
/// them, and coming back from an app finds the list as long as it was.
#[derive(Clone, Copy, Debug)]
pub struct Memory(StoredValue<Vec<Found>>);

impl Default for Memory {
    fn default() -> Self {
        Self(StoredValue::new(Vec::new()))
    }
}

impl Memory {
    /// The list with `found` in its place: after the page that leads to it, or alone.
    pub fn with(self, found: Found) -> Vec<Found> {
        let list = continued(&self.0.get_value(), found);
        self.0.set_value(list.clone());
        list
    }
}

fn continued(before: &[Found], found: Found) -> Vec<Found> {
    let leads_here = |page: &Found| {
        found.cursor.is_some()
            && page.list == found.list
            && page.page.next_cursor.as_ref().map(|cursor| &cursor.0) == found.cursor.as_ref()
    };
    let kept = before.iter().position(leads_here).map_or(&[][..], |at| &before[..=at]);
    kept.iter().cloned().chain([found]).collect()
}

/// Every app on the pages, each once: the place for a new app may show one that comes later by itself.
pub fn cards(list: &[Found]) -> Vec<ListingCard> {
    let mut seen = Vec::new();
    let mut cards = Vec::new();
    for card in list.iter().flat_map(|found| &found.page.items) {
        if !seen.contains(&card.slug.as_str()) {
            seen.push(&card.slug);
            cards.push(card.clone());
        }
    }
    cards
}

#[cfg(test)]
mod tests {
    use shared::page::Cursor;

    use super::*;

    fn found(list: &str, cursor: Option<&str>, next: Option<&str>) -> Found {
        Found {
            list: list.to_owned(),
            cursor: cursor.map(str::to_owned),
            page: ListingsPage {
                items: Vec::new(),
                total: 0,
                facets: std::collections::BTreeMap::new(),
                next_cursor: next.map(|next| Cursor(next.to_owned())),
                did_you_mean: None,
            },
        }
    }

    #[test]
    fn pages_follow_the_one_that_leads_to_them() {
        let first = found("/apps", None, Some("a"));
        let second = found("/apps", Some("a"), Some("b"));
        let third = found("/apps", Some("b"), None);
        let list = continued(std::slice::from_ref(&first), second.clone());
        assert_eq!(list, [first.clone(), second.clone()]);
        let list = continued(&list, third.clone());
        assert_eq!(list.len(), 3);
        // Going back shortens the list again; another list starts alone; a deep link stands alone.
        assert_eq!(continued(&list, second.clone()), [first.clone(), second]);
        let other = found("/apps?q=x", None, None);
        assert_eq!(continued(&list, other.clone()), [other]);
        assert_eq!(continued(&[], third.clone()), [third]);
        assert_eq!(continued(&list, first.clone()), [first]);
    }

    #[test]
    fn counters_of_clicks_are_passed_over_and_mistakes_are_not() {
        let query = parse("q=crm&utm_source=mail&fbclid=x").expect("known parameters");
        assert_eq!(address::directory(&query), "/apps?q=crm");
        assert!(parse("q=crm&colour=red").is_err());
    }

    #[test]
    fn any_rating_is_no_filter() {
        let query = parse("rating_min=0&q=+crm+").expect("known parameters");
        assert_eq!(query.rating_min, None);
        assert_eq!(address::directory(&query), "/apps?q=crm");
    }
}
