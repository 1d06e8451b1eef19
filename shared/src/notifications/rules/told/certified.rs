//! Who is told of certifications and of the clean-up. Both trails have what people did: those of the partner
//! hear of it by their permissions, and those of the operator by theirs.

use super::{News, Told, holders};
use crate::{
    certification::event::{
        CertificationEvent, ENDS_SOON, GRANTED, LAPSED, LAPSES_SOON, MORE_ASKED, REFUSED, REMEDIATION_BEGAN,
        RENEWAL_OPENED, RENEWED, REQUESTED, WITHDRAWN,
    },
    event::Event,
    listings::clean_up::rules::{APPEAL_GRANTED, APPEAL_REFUSED, APPEALED, CLEARED, NOTICED, UNLISTED},
    notifications::model::Topic,
    organisations::{model::Roster, permission::Permission},
};

/// `None` for an event that is not about a certification.
pub(super) fn of_certification(event: &Event, roster: &Roster) -> Option<Vec<Told>> {
    if !event.kind.starts_with("certification.") {
        return None;
    }
    let payload: CertificationEvent = serde_json::from_value(event.payload.clone()).ok()?;
    let listing = payload.listing.to_string();
    let (permission, href) = match event.kind.as_str() {
        REQUESTED => (Permission::CertificationsDecide, format!("/certifications/{}", event.subject)),
        GRANTED | RENEWED | REFUSED | WITHDRAWN | MORE_ASKED | RENEWAL_OPENED | ENDS_SOON
        | REMEDIATION_BEGAN | LAPSES_SOON | LAPSED => {
            let href = format!("/organisation/listings/{listing}/certification");
            (Permission::ListingsSubmit, href)
        }
        _ => return Some(Vec::new()),
    };
    let facts = [("listing", listing), ("competency", payload.competency.as_str().to_owned())];
    let mut news = News::new(Topic::Listings, &href, facts);
    let until = payload.until.map(|until| ("until".to_owned(), until.to_string()));
    news.facts.extend(until);
    Some(news.to(holders(roster, permission), &event.actor))
}

/// `None` for an event that is not about the clean-up.
pub(super) fn of_clean_up(event: &Event, roster: &Roster) -> Option<Vec<Told>> {
    let (permission, href) = match event.kind.as_str() {
        NOTICED | CLEARED | UNLISTED | APPEAL_GRANTED | APPEAL_REFUSED => {
            let href = format!("/organisation/listings/{}/versions", event.subject);
            (Permission::ListingsPublish, href)
        }
        APPEALED => (Permission::ListingsSuspend, "/clean-up".to_owned()),
        _ => return None,
    };
    let mut news = News::new(Topic::Listings, &href, [("listing", event.subject.clone())]);
    let until = event.payload.pointer("/step/grace_until").or_else(|| event.payload.get("exempt_until"));
    // A day is enough for a sentence; the page has the instant.
    let day = until.and_then(|until| until.as_str()).and_then(|until| until.get(..10));
    news.facts.extend(day.map(|day| ("until".to_owned(), day.to_owned())));
    Some(news.to(holders(roster, permission), &event.actor))
}
