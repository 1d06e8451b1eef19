//! Ways to sign in, through the whole Router.

mod authenticator;
mod key;
mod passkeys;
mod password;
mod reauthentication;
