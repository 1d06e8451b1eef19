//! What the operator does about a listing without writing anything, asked once more.

use leptos::prelude::*;
use shared::{
    endpoint::ByListing,
    ids::VersionId,
    listings::api::{GovernedListing, LiftSuspension, LiveAgain, RollBackListing, StopTransfer, VerifyOwner},
};

use super::texts;
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Confirm, Toast, use_toasts},
    view,
};

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Lift,
    Verify,
    Stop,
    RollBack { version: VersionId },
}

impl Deed {
    fn id(self) -> String {
        match self {
            Self::Lift => "lift".to_owned(),
            Self::Verify => "verify-owner".to_owned(),
            Self::Stop => "stop-change".to_owned(),
            Self::RollBack { version } => format!("back-{version}"),
        }
    }
}

#[component]
pub fn Sure(
    deed: Deed,
    open: RwSignal<bool>,
    at: ByListing,
    on_change: Callback<GovernedListing>,
) -> impl IntoView {
    let words = (texts().deed)(deed);
    let toasts = use_toasts();
    let submission = Submission::new();
    let done = move |one: GovernedListing| {
        open.set(false);
        toasts.show(Toast { text: words.done.to_owned(), undo: None });
        on_change.run(one);
    };
    let confirmed = move |()| {
        let intent = submission.intent();
        match deed {
            Deed::Lift => {
                submission.run(async move { send::<LiftSuspension>(&at, &(), &intent, None).await }, done);
            }
            Deed::Verify => {
                submission.run(async move { send::<VerifyOwner>(&at, &(), &intent, None).await }, done);
            }
            Deed::Stop => {
                submission.run(async move { send::<StopTransfer>(&at, &(), &intent, None).await }, done);
            }
            Deed::RollBack { version } => {
                let body = LiveAgain { version };
                submission.run(async move { send::<RollBackListing>(&at, &body, &intent, None).await }, done);
            }
        }
    };
    view! {
        <Confirm open=open title=words.title deed=words.deed id=deed.id() busy=submission.busy
            on_confirm=confirmed>
            <p>{words.body}</p>
            <FormProblem submission=submission/>
        </Confirm>
    }
}
