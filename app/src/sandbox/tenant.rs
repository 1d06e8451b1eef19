//! One tenant.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    endpoint::BySandbox,
    ids::RunId,
    sandbox::api::{CallRow, ReadSandbox, RunRow, SandboxView},
};

use super::{data::Data, log::Log, runs::Runs, settings::Settings, texts, ways};
use crate::{
    listings::sandbox_href,
    transport::call,
    ui::{Icon, IconName},
    view,
    view::effect,
};

/// Between two looks at a run that is under way.
const LOOK_AGAIN: Duration = Duration::from_millis(1_200);

/// What the parts of the page share. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub at: BySandbox,
    pub tenant: RwSignal<SandboxView>,
    /// The run that is looked at; `None` for the last one.
    pub chosen: RwSignal<Option<RunId>>,
    /// Raised when a run has brought new calls into the log.
    pub calls: RwSignal<u32>,
    /// The call that was sent again last: what is open in the log stays so.
    pub sent: RwSignal<Option<CallRow>>,
}

impl Desk {
    /// Shows the tenant as a reply has it.
    pub fn show(self, tenant: SandboxView) {
        let was_open = self.open();
        let _ = self.tenant.try_set(tenant);
        if was_open && !self.open() {
            let _ = self.calls.try_update(|calls| *calls += 1);
        }
    }

    fn open(self) -> bool {
        self.tenant.try_with_untracked(|tenant| tenant.runs.iter().any(RunRow::is_open)).unwrap_or(false)
    }
}

#[component]
pub fn Tenant(at: BySandbox, sandbox: SandboxView) -> impl IntoView {
    let t = texts();
    let desk = Desk {
        at,
        tenant: RwSignal::new(sandbox),
        chosen: RwSignal::new(None),
        calls: RwSignal::new(0),
        sent: RwSignal::new(None),
    };
    follow(desk);
    let above = view! {
        <a href=sandbox_href(at.listing)><Icon name=IconName::Back/>{t.back}</a>
    };
    view! {
        {ways(at.listing, above)}
        <Settings desk=desk/>
        <Runs desk=desk/>
        <Log desk=desk/>
        <Data desk=desk/>
    }
}

/// Looks again and again while a run is under way.
fn follow(desk: Desk) {
    effect(move || {
        if !desk.tenant.with(|tenant| tenant.runs.iter().any(RunRow::is_open)) {
            return;
        }
        set_timeout(
            move || {
                spawn_local(async move {
                    match call::<ReadSandbox>(&desk.at, &()).await {
                        Ok(tenant) => desk.show(tenant),
                        // What is shown stays, and is looked at again.
                        Err(_) => {
                            let _ = desk.tenant.try_update(|_| ());
                        }
                    }
                });
            },
            LOOK_AGAIN,
        );
    });
}
