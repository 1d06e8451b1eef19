//! What an event makes of a listing.

use chrono::{DateTime, Utc};

use crate::{
    ids::VersionId,
    listings::{
        event::Happened,
        model::{Accepted, Asked, Dossier, Label, Listing, Round, Submission, Version},
        state::{Place, Shown, VersionState},
    },
};

/// Makes of a dossier what it is after an event that happened at `at`. Versions that are not loaded stay as
/// they are.
pub fn apply(dossier: &mut Dossier, happened: &Happened, at: DateTime<Utc>) {
    let listing = &mut dossier.listing;
    match happened {
        // `Dossier::start` is what it is then.
        Happened::Started { .. } => return,
        Happened::Submitted { version, label, submission } => {
            listing.open = Some(*version);
            listing.last = Some(*version);
            submitted(dossier, *version, label, submission);
        }
        Happened::InReview { version } => write(dossier, *version, VersionState::InReview),
        Happened::ChangesRequested { version, requests } => {
            let asked = |request: &_| Asked { request: Clone::clone(request), answer: None };
            let asked = requests.iter().map(asked).collect();
            change(dossier, *version, |version| {
                version.asked = asked;
                version.state = VersionState::ChangesRequested;
            });
        }
        Happened::Answered { version, answers } => change(dossier, *version, |version| {
            for (at, words) in answers {
                if let Some(asked) = version.asked.get_mut(*at) {
                    asked.answer = Some(words.clone());
                }
            }
        }),
        Happened::Approved { version, clearance } => {
            listing.open = None;
            listing.approved = Some(*version);
            listing.former = None;
            change(dossier, *version, |version| {
                version.clearance = Some(clearance.clone());
                version.state = VersionState::Approved;
            });
        }
        Happened::Held { version, submission } => {
            listing.open = Some(*version);
            if listing.scheduled == Some(*version) {
                listing.scheduled = None;
            }
            if let Some(label) = dossier.versions.get(version).map(|version| version.label.clone()) {
                submitted(dossier, *version, &label, submission);
            }
        }
        Happened::Rejected { version } => {
            listing.open = None;
            write(dossier, *version, VersionState::Rejected);
        }
        Happened::Withdrawn { version } => {
            listing.open = None;
            write(dossier, *version, VersionState::Withdrawn);
        }
        Happened::Scheduled { version, due } => {
            listing.scheduled = Some(*version);
            write(dossier, *version, VersionState::Scheduled { at: *due });
        }
        Happened::Unscheduled { version } => {
            listing.scheduled = None;
            write(dossier, *version, VersionState::Approved);
        }
        Happened::Published { version, before, link, by_operator, .. } => {
            listing.live = Some(*version);
            if listing.scheduled == Some(*version) {
                listing.scheduled = None;
            }
            if listing.place == Place::Draft {
                let shown = match link {
                    Some(_) => Shown::Unlisted { link: link.clone() },
                    None => Shown::Published,
                };
                listing.place = Place::Shown { shown };
            }
            if let Some(before) = before.filter(|before| before != version) {
                change(dossier, before, |version| {
                    version.state = VersionState::Superseded;
                    version.taken_away |= *by_operator;
                });
            }
            change(dossier, *version, |version| {
                version.state = VersionState::Published;
                version.taken_away = false;
            });
        }
        Happened::Unlisted { link, clean_up } => {
            listing.cleaned_up |= clean_up.is_some();
            listing.place = Place::Shown { shown: Shown::Unlisted { link: link.clone() } };
        }
        Happened::Relisted => {
            listing.cleaned_up = false;
            listing.place = Place::Shown { shown: Shown::Published };
        }
        Happened::Deprecated { replacement } => {
            listing.place = Place::Shown { shown: Shown::Deprecated { replacement: *replacement } };
        }
        Happened::Archived => {
            listing.place = Place::Archived;
            if let Some(live) = listing.live.take() {
                write(dossier, live, VersionState::Superseded);
            }
            if let Some(open) = dossier.listing.open.take() {
                write(dossier, open, VersionState::Withdrawn);
            }
            if let Some(scheduled) = dossier.listing.scheduled.take() {
                write(dossier, scheduled, VersionState::Approved);
            }
        }
        Happened::Suspended { suspension } => {
            if let Place::Shown { shown } = &listing.place {
                listing.place = Place::Suspended { before: shown.clone(), suspension: suspension.clone() };
                listing.suspensions.push(at);
                let over = listing.suspensions.len().saturating_sub(Listing::SUSPENSIONS);
                listing.suspensions.drain(..over);
            }
        }
        Happened::Lifted => {
            if let Place::Suspended { before, .. } = &listing.place {
                listing.place = Place::Shown { shown: before.clone() };
            }
        }
        Happened::Offered { transfer } => listing.transfer = Some(transfer.clone()),
        Happened::OfferEnded { .. } => listing.transfer = None,
        Happened::Accepted { quarantine_until, .. } => {
            if let Some(transfer) = &mut listing.transfer {
                transfer.accepted =
                    Some(Accepted { at, quarantine_until: *quarantine_until, verified_at: None });
            }
        }
        Happened::Verified { .. } => {
            let accepted = listing.transfer.as_mut().and_then(|transfer| transfer.accepted.as_mut());
            if let Some(accepted) = accepted {
                accepted.verified_at = Some(at);
            }
        }
        Happened::OwnerChanged { from, to } => {
            listing.organisation = *to;
            listing.former.get_or_insert(*from);
            listing.transfer = None;
        }
    }
    dossier.listing.version += 1;
}

fn submitted(dossier: &mut Dossier, id: VersionId, label: &Label, submission: &Submission) {
    let (listing, organisation) = (dossier.listing.id, dossier.listing.organisation);
    let mut next = Version {
        id,
        version: 1,
        listing,
        organisation,
        label: label.clone(),
        submission: submission.clone(),
        state: VersionState::Submitted,
        asked: Vec::new(),
        // Other bytes: what was cleared is not these.
        clearance: None,
        taken_away: false,
        earlier: Vec::new(),
    };
    if let Some(Version { version, submission, asked, clearance, earlier, .. }) = dossier.versions.remove(&id)
    {
        next.version = version + 1;
        next.earlier = earlier;
        next.earlier.push(Round { submission, asked, clearance });
    }
    dossier.versions.insert(id, next);
}

fn write(dossier: &mut Dossier, id: VersionId, state: VersionState) {
    change(dossier, id, |version| version.state = state);
}

fn change(dossier: &mut Dossier, id: VersionId, how: impl FnOnce(&mut Version)) {
    if let Some(version) = dossier.versions.get_mut(&id) {
        how(version);
        version.version += 1;
    }
}
