//! In English.

use shared::home::{
    model::{Kind, Side, Step, What},
    order::Urgency,
};

use super::Texts;
use crate::{
    clean_up,
    i18n::{Locale, list, plural},
    review,
    ui::{badge_name, level_words},
};

pub(super) static TEXTS: Texts = Texts {
    lead: "What waits for you where you act now, the most urgent first. Each line leads to where it is done.",
    urgency: |urgency| match urgency {
        Urgency::Presses => "Presses",
        Urgency::Waits => "Waits for you",
        Urgency::Open => "Whenever you like",
        Urgency::UnderWay => "Under way",
    },
    said,
    whose: |what, name| match what {
        What::Handover { side: Side::Gives, .. } | What::ToVerify { .. } => format!("to {name}"),
        What::Handover { side: Side::Gets, .. } => format!("from {name}"),
        _ => format!("by {name}"),
    },
    waits: |span| format!("for {span}"),
    clock: |kind| match kind {
        Kind::CaseHeld => ("Your lock ends", "Your lock ended"),
        Kind::CleanUpNotice => ("Unlisted", "Unlisted shortly, due"),
        Kind::Remediation => ("Lapses", "Lapsed"),
        Kind::EvidenceAsked | Kind::RenewalOpen => ("The certification ends", "The certification ended"),
        Kind::OfferToUs => ("The offer ends", "The offer ended"),
        Kind::Handover | Kind::ToVerify => ("The clock runs until", "The clock ran until"),
        Kind::Scheduled => ("Goes live", "Goes live shortly, due"),
        Kind::Invitations => ("The first one ends", "The first one ended"),
        _ => ("Until", "Was due"),
    },
    more: |kind, count| format!("{count} more: {}", of_kind(kind)),
    unnamed: "Without a name",
    none_title: "Nothing waits for you",
    none_body: "What you have to do appears here, the most urgent first: a review that asks, a deadline, a decision.",
    start_listing: "Start a listing",
    see_listings: "See your listings",
    see_queue: "See the queue",
    find_apps: "Find an app",
    see_organisation: "See the organisation",
    listings: "Your listings",
    lately: "Lately",
    lately_none: "Nothing was told yet.",
    inbox: |unread| match unread {
        0 => "All notifications".to_owned(),
        _ => format!("{unread} unread {}", plural(unread, "notification", "notifications")),
    },
    unread_mark: "Unread",
};

fn said(what: &What) -> String {
    match what {
        What::ChangesRequested { label, asked: 0, .. } => {
            format!("The checks of {label} ask for changes: see what they found.")
        }
        What::ChangesRequested { label, asked, answered, .. } if asked == answered => {
            format!("The review of {label} asks for changes, and all is answered: submit it again.")
        }
        What::ChangesRequested { label, asked, answered, .. } => {
            format!("The review of {label} asks for changes: {answered} of {asked} answered.")
        }
        What::TakenAway { .. } => "The operator suspended it: see why, and the way back.".to_owned(),
        What::CleanUpNotice { named, .. } => {
            let t = clean_up::texts();
            let named: Vec<_> = named.iter().map(|criterion| (t.criterion)(*criterion)).collect();
            format!("The clean-up will unlist it. What fails: {}.", list(Locale::English, &named))
        }
        What::EvidenceAsked { competency, .. } => {
            format!("A reviewer asks for more about the certification “{}”.", badge_name(*competency))
        }
        What::Remediation { competency, .. } => {
            format!("The certification “{}” has ended: renew it before it lapses.", badge_name(*competency))
        }
        What::RenewalOpen { competency, .. } => {
            format!("The certification “{}” can be renewed.", badge_name(*competency))
        }
        What::Handover { side, step, .. } => handover(*side, *step).to_owned(),
        What::ToPublish { label, .. } => format!("{label} is approved: publish it."),
        What::DraftReady { .. } => "The draft lacks nothing: submit it for review.".to_owned(),
        What::DraftLacks { missing, .. } => plural(
            *missing as u64,
            "The draft lacks 1 required thing.".to_owned(),
            format!("The draft lacks {missing} required things."),
        ),
        What::Scheduled { label, .. } => format!("{label} is scheduled."),
        What::InReview { label, stage, place, .. } => {
            let stage = stage.map(|stage| format!(" {}.", (review::texts().stage)(stage)));
            let place = place.map(|place| format!(" Place {} of {} in line.", place.place, place.of));
            format!("{label} is in review.{}{}", stage.unwrap_or_default(), place.unwrap_or_default())
        }
        What::CaseHeld { label, .. } => format!("You hold the review of {label}."),
        What::CaseEscalated { label, .. } => format!("{label} was escalated to you: decide it."),
        What::SecondApproval { label, .. } => format!("{label} needs a second approval."),
        What::NameHeld { label, .. } => {
            format!("The name in {label} is too like another one: a person has to look.")
        }
        What::CasesFree { count } => plural(
            *count as u64,
            "1 submission is free to claim".to_owned(),
            format!("{count} submissions are free to claim"),
        ),
        What::Appeal { .. } => "An appeal against the clean-up waits for a decision.".to_owned(),
        What::ToCertify { competency, level, .. } => {
            format!("Asks for the certification “{}”: {}.", badge_name(*competency), level_words(*level).0)
        }
        What::ToVerify { .. } => "It changes hands: verify the new owner.".to_owned(),
        What::Suspended { in_charge: true, .. } => "It is suspended, and you are in charge.".to_owned(),
        What::Suspended { in_charge: false, .. } => "It is suspended.".to_owned(),
        What::Invitations { count } => plural(
            *count as u64,
            "1 invitation is not accepted yet".to_owned(),
            format!("{count} invitations are not accepted yet"),
        ),
    }
}

const fn handover(side: Side, step: Step) -> &'static str {
    match (side, step) {
        (Side::Gets, Step::Offered) => "It is offered to you: accept or decline.",
        (Side::Gets, Step::Accepted) => {
            "You take it over after the quarantine, once the operator verified you."
        }
        (Side::Gets, Step::Verified) => "You take it over after the quarantine.",
        (Side::Gives, Step::Offered) => "You offered it; nobody has answered.",
        (Side::Gives, Step::Accepted) => {
            "It goes after the quarantine, once the operator verified the new owner."
        }
        (Side::Gives, Step::Verified) => "It goes after the quarantine.",
    }
}

const fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::ChangesRequested => "reviews that ask for changes",
        Kind::TakenAway | Kind::Suspended => "suspended listings",
        Kind::CleanUpNotice => "notices of the clean-up",
        Kind::EvidenceAsked => "questions about certifications",
        Kind::Remediation => "certifications that lapse",
        Kind::RenewalOpen => "certifications to renew",
        Kind::OfferToUs => "offers to answer",
        Kind::Handover => "changes of owner",
        Kind::ToPublish => "approved versions",
        Kind::DraftReady => "drafts to submit",
        Kind::DraftLacks => "drafts to go on with",
        Kind::Scheduled => "scheduled versions",
        Kind::InReview => "versions in review",
        Kind::CaseHeld => "submissions that you hold",
        Kind::CaseEscalated => "submissions escalated to you",
        Kind::SecondApproval => "second approvals",
        Kind::NameHeld => "names to look at",
        Kind::CasesFree => "free submissions",
        Kind::Appeal => "appeals",
        Kind::ToCertify => "requests for certifications",
        Kind::ToVerify => "owners to verify",
        Kind::Invitations => "invitations",
    }
}
