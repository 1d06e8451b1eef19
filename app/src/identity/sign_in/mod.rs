//! Signing in: with password and second factor, with a passkey, through an organisation's provider.

pub mod factor;
pub mod forgot;
pub mod links;
pub mod password;
pub mod sign_on;
pub mod sign_up;
pub mod with_passkey;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub use forgot::{ForgotPage, LinkAgainPage, ResetPage};
pub use links::{MailChangePage, VerifyPage};
pub use sign_on::SignOnCallbackPage;
pub use sign_up::SignUpPage;

use super::{
    after::after,
    doorway::Doorway,
    passkey::{Waiting, site_has_name},
    texts,
};
use crate::{
    browser::go,
    loading::replaced,
    platform::use_platform,
    ui::{Notice, Tone},
    view,
    view::live,
    workspace::Mine,
};
use factor::SecondFactorForm;
use password::PasswordForm;
use sign_on::SignOnForm;
use with_passkey::PasskeyButton;

/// What comes after a password that was right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondStep {
    pub step: String,
    pub recovery_left: u8,
}

/// The page. Signed in, one is where `?after=` says.
#[component]
pub fn SignInPage() -> impl IntoView {
    let t = texts();
    let second = RwSignal::new(None::<SecondStep>);
    let search = use_location().search;
    // The page is loaded anew: from now on the browser brings a cookie, and every page is somebody's.
    let arrive = Callback::new(move |()| go(&after(&search.get_untracked())));
    let ways = replaced(
        move || second.get(),
        move |step| match step {
            Some(step) => view! { <SecondFactorForm step=step second=second on_done=arrive/> },
            None => view! { <Ways second=second on_done=arrive/> },
        },
    );
    view! {
        <Doorway title=t.sign_in lead=t.sign_in_lead>
            <SignedInAlready/>
            {ways}
        </Doorway>
    }
}

/// Every way in, the commonest first.
#[component]
fn Ways(second: RwSignal<Option<SecondStep>>, on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    // The passkeys in the list under the address wait until another way is chosen.
    let waiting = StoredValue::new(None::<send_wrapper::SendWrapper<Waiting>>);
    let platform = use_platform();
    let passkey = if site_has_name(&platform.origin) {
        view! { <PasskeyButton waiting=waiting on_done=on_done/> }
    } else {
        view! { <p class="hint">{t.passkey_no_name}</p> }
    };
    let demo = platform.demo.then(|| {
        view! {
            <Notice tone=Tone::Information>
                <p>{t.demo_sign_in}" "<a href="/demo">{t.demo_people}</a>"."</p>
            </Notice>
        }
    });
    view! {
        {demo}
        <PasswordForm second=second on_done=on_done/>
        <p class="or"><span>{t.or}</span></p>
        <div class="doorway-ways">
            {passkey}
            <SignOnForm/>
        </div>
        <p class="doorway-foot">{t.no_account}" "<a href="/sign-up">{t.sign_up}</a></p>
    }
}

/// Who is signed in need not do it again, and may as somebody else.
#[component]
fn SignedInAlready() -> impl IntoView {
    let t = texts();
    let mine = Mine::context();
    mine.refresh();
    let me = mine.me();
    let search = use_location().search;
    live(move || {
        let me = me.get()?;
        let name = me.person?.name.to_string();
        let on = after(&search.get_untracked());
        Some(view! {
            <Notice tone=Tone::Information>
                <p>{(t.signed_in_as)(&name)}" "<a href=on>{t.go_on}</a></p>
            </Notice>
        })
    })
}
