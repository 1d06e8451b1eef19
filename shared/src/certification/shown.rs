//! What customers see of a certification: the badge of the marketplace, written from it.

use chrono::{DateTime, Utc};

use super::{model::Certification, policy::CertificationPolicy, standing::lapses_on};
use crate::{
    event::{Actor, NewEvent},
    marketplace::{
        event::{UPDATED, listing_event},
        model::{Badge, Listing},
    },
};

/// The badge of a certification; `None` while there is none. Whether it holds still, its dates say: it is not
/// shown from its `expires_on` on.
pub fn badge(certification: &Certification, policy: &CertificationPolicy) -> Option<Badge> {
    let badge = certification.badge.as_ref().filter(|_| certification.withdrawn.is_none())?;
    Some(Badge {
        kind: certification.competency,
        issuer: badge.issuer.clone(),
        issued_on: badge.issued_on,
        expires_on: lapses_on(badge, policy),
        evidence: badge.looked_at.to_string(),
        level: Some(badge.level),
    })
}

/// The listing with the badge as it is after a decision, and its event; `None` when it says so already. Badges
/// that came another way stay as they are.
pub fn show(
    stored: &Listing,
    before: &Certification,
    after: &Certification,
    policy: &CertificationPolicy,
    actor: Actor,
    now: DateTime<Utc>,
) -> Option<(Listing, NewEvent)> {
    let (old, new) = (badge(before, policy), badge(after, policy));
    let same = |one: &Badge, other: &Badge| {
        (one.kind, &one.issuer, one.issued_on) == (other.kind, &other.issuer, other.issued_on)
    };
    let mut badges = stored.badges.clone();
    badges.retain(|one| !old.as_ref().is_some_and(|old| same(one, old)));
    badges.extend(new);
    if badges == stored.badges {
        return None;
    }
    let next = Listing {
        badges,
        version: stored.version + 1,
        updated_at: now.max(stored.updated_at),
        ..stored.clone()
    };
    let event = listing_event(UPDATED, &next, vec!["badges".to_owned()], actor, now);
    Some((next, event))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        canonical::Digest,
        certification::{model::Withdrawn, standing::tests::badge as granted},
        ids::CertificationId,
        marketplace::model::BadgeKind,
        testing::{START, listing},
    };

    #[test]
    fn a_badge_comes_stands_beside_others_and_goes() {
        let policy = CertificationPolicy::default();
        let imported = listing().certified(BadgeKind::Security).build();
        let imported = Listing {
            badges: imported
                .badges
                .iter()
                .cloned()
                .map(|one| Badge { issuer: "Another".to_owned(), ..one })
                .collect(),
            ..imported
        };
        let none = Certification::start(
            CertificationId::from_ulid(ulid::Ulid(1)),
            imported.id,
            imported.partner,
            BadgeKind::Security,
        );
        let holds = Certification { badge: Some(granted()), ..none.clone() };
        let (shown, event) =
            show(&imported, &none, &holds, &policy, Actor::System, START).expect("it is new");
        assert_eq!((shown.badges.len(), shown.version, event.kind), (2, 2, UPDATED));
        assert_eq!(shown.badges[1].expires_on.to_string(), "2027-07-01", "the day on which it lapses");
        assert_eq!(show(&shown, &holds, &holds, &policy, Actor::System, START), None);
        let withdrawn = Withdrawn {
            words: "An incident was hidden.".parse().expect("words"),
            at: START,
            receipt: Digest::of_bytes("receipt"),
        };
        let gone = Certification { withdrawn: Some(withdrawn), ..holds.clone() };
        let (left, _) = show(&shown, &holds, &gone, &policy, Actor::System, START).expect("it goes");
        assert_eq!(left.badges, imported.badges);
    }
}
