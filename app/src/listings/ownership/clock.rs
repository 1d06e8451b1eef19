//! How far a change of owner has come, and what happens at which instant.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::listings::api::TransferView;

use super::texts;
use crate::{
    ui::{Clock, Tag, Tone},
    view,
};

#[component]
pub fn Progress(change: TransferView, now: DateTime<Utc>) -> impl IntoView {
    let t = texts();
    match change.accepted {
        None => view! {
            <div class="handover">
                <Tag label=t.offered tone=Tone::Waiting/>
                <Clock until=change.expires_at now=now label=t.expires over=t.expired/>
            </div>
        },
        Some(accepted) => {
            let (label, tone) = match accepted.verified_at {
                Some(_) => (t.verified, Tone::Done),
                None => (t.unverified, Tone::Waiting),
            };
            view! {
                <div class="handover">
                    <Tag label=label tone=tone/>
                    <Clock until=accepted.quarantine_until now=now label=t.quarantine over=t.quarantine_over/>
                </div>
            }
        }
    }
}
