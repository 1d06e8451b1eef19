//! The clock of the page, and the heartbeat that keeps a claim while somebody works.

use std::time::Duration;

use chrono::TimeDelta;
use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*, task::spawn_local};
use shared::review::api::KeepClaim;

use super::desk::{Desk, Stand};
use crate::{
    browser::now,
    transport::{CallError, send},
    ui::new_intent,
    view::effect,
};

/// Between looks at the clock.
const TICK: Duration = Duration::from_secs(5);
/// Between heartbeats.
const BEAT: TimeDelta = TimeDelta::minutes(4);
/// After one that did not arrive.
const RETRY: TimeDelta = TimeDelta::seconds(30);

/// Whether it is time to say that one is still at it: only who holds the claim, sees the page and has done
/// something in it since the last time.
fn due(stand: &Stand, visible: bool, worked: bool, since: TimeDelta) -> bool {
    matches!(stand, Stand::Mine { .. }) && visible && worked && since >= BEAT
}

/// Begins in the browser, and ends with the page.
pub(super) fn pulse(desk: Desk, worked: StoredValue<bool>) {
    effect(move || {
        let last = StoredValue::new(now());
        let tick = move || {
            let at = now();
            if desk.now.try_set(at).is_some() {
                return;
            }
            let visible = !document().hidden();
            let since = at - last.get_value();
            if desk.stand.with_untracked(|stand| due(stand, visible, worked.get_value(), since)) {
                last.set_value(at);
                worked.set_value(false);
                beat(desk, move || {
                    let _ = last.try_update_value(|last| *last = at - BEAT + RETRY);
                    let _ = worked.try_update_value(|worked| *worked = true);
                });
            }
        };
        if let Ok(handle) = set_interval_with_handle(tick, TICK) {
            on_cleanup(move || handle.clear());
        }
    });
}

fn beat(desk: Desk, missed: impl FnOnce() + 'static) {
    spawn_local(async move {
        let reply = send::<KeepClaim>(&desk.at, &(), &new_intent(), None).await;
        if desk.now.try_get_untracked().is_none() {
            return;
        }
        match reply {
            Ok(claim) => desk.prolonged(claim),
            Err(CallError::Offline) => missed(),
            // It lapsed, or the case ended: the server knows.
            Err(CallError::Problem(_)) => desk.look_again(),
        }
    });
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_heart_beats_only_for_who_works_in_a_page_that_is_seen() {
        let mine = Stand::Mine { until: DateTime::UNIX_EPOCH };
        assert!(due(&mine, true, true, BEAT));
        assert!(!due(&mine, true, true, BEAT - TimeDelta::seconds(1)));
        assert!(!due(&mine, false, true, BEAT));
        assert!(!due(&mine, true, false, BEAT));
        assert!(!due(&Stand::Lapsed { at: DateTime::UNIX_EPOCH }, true, true, BEAT));
        assert!(!due(&Stand::Free, true, true, BEAT));
    }
}
