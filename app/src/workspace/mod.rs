//! The frame of every page of who is signed in.
//!
//! The server renders the frame alone: what belongs to somebody is asked for by the browser, so that no
//! document holds it and every document can be kept for everyone.

pub mod area;
pub mod banner;
pub mod frame;
pub mod mine;
pub mod private;
pub mod rail;
pub mod reauthenticate;
pub mod texts;
pub mod words;

pub use area::Area;
pub use frame::WorkspaceFrame;
pub use mine::{Mine, Who, use_me};
pub use private::{Private, private};
pub use reauthenticate::Reauthenticate;
pub use texts::{Texts, texts};
pub use words::{built_in_role, kind_name, role_name};
