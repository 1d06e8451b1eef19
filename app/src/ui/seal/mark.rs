//! The drawing of a seal: shape by issuer, glyph by what was checked, ring as the time that is left.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::marketplace::model::{Badge, BadgeKind};

use super::{SealState, label};

use crate::view;

/// Round, scalloped, hexagonal, octagonal, rosette, quatrefoil; inside a circle of 14 around (20, 20).
const SHAPES: [&str; 6] = [
    "M20 6.5a13.5 13.5 0 1 1 0 27a13.5 13.5 0 1 1 0-27z",
    "M24.8 8.4A5.2 5.2 0 0 1 31.6 15.2A5.2 5.2 0 0 1 31.6 24.8A5.2 5.2 0 0 1 24.8 31.6A5.2 5.2 0 0 1 15.2 31.6A5.2 5.2 0 0 1 8.4 24.8A5.2 5.2 0 0 1 8.4 15.2A5.2 5.2 0 0 1 15.2 8.4A5.2 5.2 0 0 1 24.8 8.4z",
    "M20 5.8L32.3 12.9V27.1L20 34.2 7.7 27.1V12.9z",
    "M25.4 7.1L32.9 14.6V25.4L25.4 32.9H14.6L7.1 25.4V14.6L14.6 7.1z",
    "M20 5.6L23 8.8 27.2 7.5 28.2 11.8 32.5 12.8 31.2 17 34.4 20 31.2 23 32.5 27.2 28.2 28.2 27.2 32.5 23 31.2 20 34.4 17 31.2 12.8 32.5 11.8 28.2 7.5 27.2 8.8 23 5.6 20 8.8 17 7.5 12.8 11.8 11.8 12.8 7.5 17 8.8z",
    "M29.2 10.8A9.4 9.4 0 0 1 29.2 29.2A9.4 9.4 0 0 1 10.8 29.2A9.4 9.4 0 0 1 10.8 10.8A9.4 9.4 0 0 1 29.2 10.8z",
];

/// The same issuer always has the same shape: FNV-1a over its name.
fn shape(issuer: &str) -> &'static str {
    let hash =
        issuer.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    SHAPES[(hash % 6) as usize]
}

const fn glyph(kind: BadgeKind) -> &'static str {
    match kind {
        // A lock, a dial, a stack of disks.
        BadgeKind::Security => "M15.5 19.5h9v6.5h-9zM17.2 19.5v-2.5a2.8 2.8 0 0 1 5.6 0v2.5",
        BadgeKind::Performance => "M14.5 25a7 7 0 1 1 11 0M20 21.5l2.8-4",
        BadgeKind::Data => {
            "M15 16.5c0-1.2 2.2-2 5-2s5 .8 5 2-2.2 2-5 2-5-.8-5-2zM15 16.5v7c0 1.2 2.2 2 5 2s5-.8 5-2v-7M15 20c0 1.2 2.2 2 5 2s5-.8 5-2"
        }
    }
}

/// A seal without its card, for lists and cards of apps. Says in words what it shows.
#[component]
pub fn SealMark(badge: Badge, today: NaiveDate) -> impl IntoView {
    let state = SealState::on(&badge, today);
    let label = label(&badge, state);
    view! {
        <span class="seal-mark" role="img" aria-label=label.clone() title=label>
            {drawing(&badge, state)}
        </span>
    }
}

pub(super) fn drawing(badge: &Badge, state: SealState) -> impl IntoView + use<> {
    let ring = match state {
        SealState::Valid { left } | SealState::Ending { left } => {
            // The arc starts at the top; `pathLength` makes its units hundredths.
            view! {
                <circle class="time" cx="20" cy="20" r="18.2"></circle>
                <circle
                    class="left"
                    cx="20"
                    cy="20"
                    r="18.2"
                    pathLength="100"
                    stroke-dasharray=format!("{left} 100")
                    transform="rotate(-90 20 20)"
                ></circle>
            }
        }
        SealState::Expired => ().into_any(),
    };
    let strike = (state == SealState::Expired).then(|| {
        view! {
            <path class="strike-ground" d="M7 33L33 7"></path>
            <path class="strike" d="M7 33L33 7"></path>
        }
    });
    view! {
        <svg class="seal-drawing" data-state=state.as_str() viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
            {ring}
            <path class="wax" d=shape(&badge.issuer)></path>
            <path class="glyph" d=glyph(badge.kind)></path>
            {strike}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_belongs_to_the_issuer() {
        assert_eq!(shape("Guildhall Assurance"), shape("Guildhall Assurance"));
        let issuers = ["Guildhall Assurance", "Nordwall Audit", "Lumen Labs", "TÜV", "A", "B", "C", "D"];
        let mut seen: Vec<_> = issuers.iter().map(|issuer| shape(issuer)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert!(seen.len() >= 3, "issuers share {} shapes", seen.len());
    }
}
