//! The pages of signing in and of one's own account.

pub mod account;
pub mod after;
pub mod chosen;
pub mod connect;
pub mod demo;
pub mod doorway;
pub mod passkey;
pub mod set_up;
pub mod sign_in;
pub mod texts;

use leptos::prelude::*;

pub use passkey::{get as sign_with_passkey, supported as passkeys_supported};
pub use texts::{Texts, texts};

use crate::view;

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    Some(match path {
        "/sign-in" => view! { <sign_in::SignInPage/> },
        "/sign-up" => view! { <sign_in::SignUpPage/> },
        "/verify" => view! { <sign_in::VerifyPage/> },
        "/verify/again" => view! { <sign_in::LinkAgainPage/> },
        "/mail-change" => view! { <sign_in::MailChangePage/> },
        "/forgot" => view! { <sign_in::ForgotPage/> },
        "/reset" => view! { <sign_in::ResetPage/> },
        "/sign-on/callback" => view! { <sign_in::SignOnCallbackPage/> },
        "/account" => view! { <account::ProfilePage/> },
        "/account/security" => view! { <account::SecurityPage/> },
        "/account/sessions" => view! { <account::SessionsPage/> },
        "/account/data" => view! { <account::DataPage/> },
        "/connect" => view! { <connect::ConnectPage/> },
        "/set-up" => view! { <set_up::SetUpPage/> },
        "/dev/mail" => view! { <demo::MailboxPage/> },
        "/demo" => view! { <demo::DemoPage/> },
        _ => return None,
    })
}
