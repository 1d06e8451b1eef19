//! The ways to sign in: password, passkeys, and an authenticator app as second factor.

pub mod authenticator;
pub mod codes;
pub mod passkeys;
pub mod password;

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    identity::api::{GetProofs, ProofsView, RecoveryCodesReply},
};

use super::texts;
use crate::{
    loading::replaced,
    ui::{Notice, Tone},
    view,
    workspace::{Area, Private, WorkspaceFrame, private},
};
use authenticator::AuthenticatorPanel;
use codes::RecoveryCodes;
use passkeys::PasskeyPanel;
use password::PasswordPanel;

#[component]
pub fn SecurityPage() -> impl IntoView {
    view! {
        <WorkspaceFrame area=Area::Security title=texts().security>
            <Security/>
        </WorkspaceFrame>
    }
}

/// New recovery codes take the page's place until they are put away: they are shown once.
#[component]
fn Security() -> impl IntoView {
    let codes = RwSignal::new(None::<RecoveryCodesReply>);
    replaced(
        move || codes.get(),
        move |shown| match shown {
            Some(reply) => view! { <RecoveryCodes reply=reply shown=codes/> },
            None => private::<GetProofs>(
                || Some(GetProofs::url(&(), &())),
                move |proofs, page| view! { <Proofs proofs=proofs page=page codes=codes/> },
            ),
        },
    )
}

#[component]
fn Proofs(proofs: ProofsView, page: Private, codes: RwSignal<Option<RecoveryCodesReply>>) -> impl IntoView {
    let t = texts();
    view! {
        {proofs.signs_on.then(|| view! { <Notice tone=Tone::Information><p>{t.signs_on}</p></Notice> })}
        <PasswordPanel has=proofs.password page=page/>
        <PasskeyPanel passkeys=proofs.passkeys.clone() page=page/>
        <AuthenticatorPanel proofs=proofs page=page codes=codes/>
    }
}
