//! Suspensions and changes of owner: who is told on each side.

use std::collections::BTreeSet;

use super::{News, Told, holders};
use crate::{
    event::Event,
    ids::PersonId,
    listings::event::{EndedBy, Happened},
    notifications::model::Topic,
    organisations::{
        model::{OrganisationKind, Roster},
        permission::Permission,
    },
};

/// `None` for an event that is about neither.
pub(super) fn of_governance(event: &Event, roster: &Roster) -> Option<Vec<Told>> {
    let happened: Happened = serde_json::from_value(event.payload.clone()).ok()?;
    if happened.kind() != event.kind {
        return None;
    }
    Some(match roster.kind() {
        OrganisationKind::Operator => to_operator(&happened, event, roster),
        OrganisationKind::Partner | OrganisationKind::Customer => {
            return to_partner(&happened, event, roster);
        }
    })
}

/// Whoever of the operator could act on it.
fn to_operator(happened: &Happened, event: &Event, roster: &Roster) -> Vec<Told> {
    if !happened.concerns_program() {
        return Vec::new();
    }
    let people = match happened {
        Happened::Suspended { suspension } => {
            let mut people = holders(roster, Permission::ListingsSuspend);
            people.extend(roster.standing(suspension.owner).map(|_| suspension.owner));
            people
        }
        Happened::Lifted => holders(roster, Permission::ListingsSuspend),
        _ => holders(roster, Permission::ListingsVerifyOwner),
    };
    let mut news = about(event, &format!("/governance/{}", event.subject));
    news.facts.extend(facts(happened));
    news.to(people, &event.actor)
}

fn to_partner(happened: &Happened, event: &Event, roster: &Roster) -> Option<Vec<Told>> {
    let versions = format!("/organisation/listings/{}/versions", event.subject);
    let all = "/organisation/listings";
    // To whom it is not offered yet, or whose it is no more, has no page of it.
    let (people, href) = match happened {
        Happened::Suspended { .. } | Happened::Lifted => (who_work_on_it(roster), versions.as_str()),
        Happened::Offered { transfer } if transfer.to == event.organisation => (who_take_over(roster), all),
        Happened::Offered { .. } => (who_take_over(roster), versions.as_str()),
        Happened::OfferEnded { to, .. } | Happened::Accepted { to, .. } | Happened::Verified { to }
            if *to == event.organisation =>
        {
            (who_take_over(roster), all)
        }
        Happened::OfferEnded { .. } | Happened::Accepted { .. } | Happened::Verified { .. } => {
            (everybody(roster), versions.as_str())
        }
        Happened::OwnerChanged { from, .. } if *from == event.organisation => (everybody(roster), all),
        Happened::OwnerChanged { .. } => (everybody(roster), versions.as_str()),
        _ => return None,
    };
    let mut news = about(event, href);
    news.facts.extend(facts(happened));
    let to = match happened {
        Happened::Offered { transfer } => Some(transfer.to),
        Happened::OfferEnded { to, .. }
        | Happened::Accepted { to, .. }
        | Happened::Verified { to }
        | Happened::OwnerChanged { to, .. } => Some(*to),
        _ => None,
    };
    if let Some(to) = to {
        let side = if to == event.organisation { "receiver" } else { "owner" };
        news.facts.insert("side".to_owned(), side.to_owned());
    }
    Some(news.to(people, &event.actor))
}

fn about(event: &Event, href: &str) -> News {
    News::new(Topic::Listings, href, [("listing", event.subject.clone())])
}

/// What the sentence needs beside the listing.
pub(super) fn facts(happened: &Happened) -> Vec<(String, String)> {
    let fact = |name: &str, value: String| (name.to_owned(), value);
    match happened {
        Happened::Suspended { suspension } => vec![fact("in_charge", suspension.owner.to_string())],
        Happened::Offered { transfer } => vec![fact("to", transfer.to.to_string())],
        Happened::OfferEnded { to, by } => {
            let ended = match by {
                EndedBy::Owner => "owner",
                EndedBy::Receiver => "receiver",
                EndedBy::Operator => "operator",
            };
            vec![fact("to", to.to_string()), fact("ended", ended.to_owned())]
        }
        Happened::Accepted { to, quarantine_until } => {
            vec![fact("to", to.to_string()), fact("until", quarantine_until.date_naive().to_string())]
        }
        Happened::Verified { to } => vec![fact("to", to.to_string())],
        Happened::OwnerChanged { from, to } => {
            vec![fact("from", from.to_string()), fact("to", to.to_string())]
        }
        _ => Vec::new(),
    }
}

fn who_work_on_it(roster: &Roster) -> BTreeSet<PersonId> {
    let mut people = holders(roster, Permission::ListingsPublish);
    people.extend(holders(roster, Permission::ListingsSubmit));
    people
}

fn who_take_over(roster: &Roster) -> BTreeSet<PersonId> {
    holders(roster, Permission::ListingsTransfer)
}

fn everybody(roster: &Roster) -> BTreeSet<PersonId> {
    let mut people = who_work_on_it(roster);
    people.extend(who_take_over(roster));
    people
}
