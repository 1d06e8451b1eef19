//! A badge as a small guild mark, and its card: who checked what, when, on which evidence.

pub mod mark;
mod state;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::marketplace::model::{Badge, BadgeKind, Level};

pub use mark::SealMark;
pub use state::SealState;

use super::{Tag, Tone, When, texts::texts};
use crate::{
    i18n::{date, use_locale},
    view,
};

/// The name of what was checked.
pub fn badge_name(kind: BadgeKind) -> &'static str {
    let texts = texts();
    match kind {
        BadgeKind::Security => texts.security,
        BadgeKind::Performance => texts.performance,
        BadgeKind::Data => texts.data,
    }
}

/// A level in a word, and what it means.
pub fn level_words(level: Level) -> (&'static str, &'static str) {
    let [declared, verified, audited] = texts().levels;
    match level {
        Level::Declared => declared,
        Level::Verified => verified,
        Level::Audited => audited,
    }
}

/// The seal as words: kind, issuer, level where it has one, state with its date.
fn label(badge: &Badge, state: SealState) -> String {
    let texts = texts();
    let issuer = match badge.level {
        Some(level) => format!("{} ({})", badge.issuer, level_words(level).0),
        None => badge.issuer.clone(),
    };
    let until = date(use_locale(), badge.expires_on);
    let state = match state {
        SealState::Valid { .. } | SealState::Ending { .. } => (texts.expires_at)(&until),
        SealState::Expired => (texts.expired_at)(&until),
    };
    (texts.seal_label)(badge_name(badge.kind), &issuer, &state)
}

/// The seal as a button with its name; pressed, its card opens. Works before hydration.
#[component]
pub fn Seal(
    badge: Badge,
    today: NaiveDate,
    /// Sets the seals of one listing apart from another's on the same page: its slug.
    #[prop(optional, into)]
    scope: String,
) -> impl IntoView {
    let texts = texts();
    let state = SealState::on(&badge, today);
    let id = card_id(&scope, &badge);
    let name = badge_name(badge.kind);
    let means = match badge.kind {
        BadgeKind::Security => texts.security_means,
        BadgeKind::Performance => texts.performance_means,
        BadgeKind::Data => texts.data_means,
    };
    let (word, tone, end) = match state {
        SealState::Valid { .. } => (texts.seal_valid, Tone::Done, texts.expires_on),
        SealState::Ending { .. } => (texts.seal_ending, Tone::Waiting, texts.expires_on),
        SealState::Expired => (texts.seal_expired, Tone::Danger, texts.expired_on),
    };
    // What stands on the button comes first: people who speak to their computer say what they read.
    let said = format!("{name} {word}: {}", label(&badge, state));
    view! {
        <button type="button" class="seal" popovertarget=id.clone() aria-label=said>
            {mark::drawing(&badge, state)}
            <span>
                <b>{name}</b>
                " "
                <small>{word}</small>
            </span>
        </button>
        <div class="card seal-card" id=id popover="auto" role="group" aria-label=name>
            <header>
                {mark::drawing(&badge, state)} <p class="name">{name}</p> <Tag label=word tone=tone />
            </header>
            <p>{means}</p>
            <dl>
                {badge.level.map(level_words).map(|(word, means)| view! {
                    <dt>{texts.level}</dt>
                    <dd>{word}" ("{means}")"</dd>
                })}
                <dt>{texts.checked_by}</dt>
                <dd>{badge.issuer.clone()}</dd>
                <dt>{texts.issued_on}</dt>
                <dd>
                    <When date=badge.issued_on today=today />
                </dd>
                <dt>{end}</dt>
                <dd>
                    <When date=badge.expires_on today=today />
                </dd>
                <dt>{texts.evidence}</dt>
                <dd>{badge.evidence.clone()}</dd>
            </dl>
        </div>
    }
}

/// One seal of a kind by an issuer is enough to tell it apart within a listing.
fn card_id(scope: &str, badge: &Badge) -> String {
    let issuer: String = badge
        .issuer
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect();
    let kind = badge.kind.as_str();
    format!("seal-{scope}-{kind}-{issuer}-{}", badge.issued_on).to_ascii_lowercase()
}
