//! How risky a submission is: a number with a bar and a word, and from what it comes.

use leptos::prelude::*;
use shared::review::risk::{MOST, Part, Risk};

use super::{reasons::sentence, texts};
use crate::{
    ui::{Tag, Tone},
    view,
};

/// A score in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Low,
    Moderate,
    High,
    VeryHigh,
}

impl Level {
    /// Of a score from 0 to 100.
    pub const fn of(score: u32) -> Self {
        match score {
            0..25 => Self::Low,
            25..50 => Self::Moderate,
            50..75 => Self::High,
            _ => Self::VeryHigh,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
            Self::VeryHigh => "very-high",
        }
    }
}

/// The number, its bar and its word.
#[component]
pub fn RiskMark(score: u32, sensitive: bool) -> impl IntoView {
    let t = texts();
    let level = Level::of(score);
    view! {
        <span class="risk" data-level=level.as_str()>
            <span class="visually-hidden">{(t.risk_of)(score)}", "</span>
            <b aria-hidden="true">{score}</b>
            {bar(score)}
            <span>{(t.level)(level)}</span>
            {sensitive.then(|| view! { <Tag label=t.sensitive tone=Tone::Danger/> })}
        </span>
    }
}

/// A bar of the share that the number is of the highest.
fn bar(score: u32) -> AnyView {
    view! {
        <svg class="risk-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" width="100" height="8"></rect>
            <rect class="fill" width=score.min(MOST).to_string() height="8"></rect>
        </svg>
    }
}

/// From what the score comes, a sentence for each part.
#[component]
pub fn RiskBreakdown(risk: Risk) -> impl IntoView {
    let t = super::case::texts();
    let sum: u32 = risk.parts.iter().map(|part| part.points).sum();
    let capped = sum > risk.score;
    let part = |Part { points, why }: &Part| {
        view! {
            <li>
                <span class="points">{format!("+{points}")}</span>
                <span>{sentence(why)}"."</span>
            </li>
        }
    };
    let parts = risk.parts.iter().map(part).collect_view();
    let parts = if risk.parts.is_empty() {
        view! { <p>{t.risk_nothing}</p> }
    } else {
        view! { <ul class="risk-parts">{parts}</ul> }
    };
    view! {
        {parts}
        {capped.then(|| view! { <p class="quiet">{(t.risk_capped)(sum)}</p> })}
        <p class="quiet">{t.risk_note}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::Level;

    #[test]
    fn every_score_has_a_word() {
        let of = [0, 24, 25, 49, 50, 74, 75, 100].map(Level::of);
        let (low, moderate, high, very) = (Level::Low, Level::Moderate, Level::High, Level::VeryHigh);
        assert_eq!(of, [low, low, moderate, moderate, high, high, very, very]);
    }
}
