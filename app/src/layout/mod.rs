//! What stands around every page.

mod footer;
mod heading;
mod language;
mod texts;
mod top_bar;

pub(crate) use footer::Footer;
pub(crate) use heading::{Heading, Visit};
pub(crate) use language::language_address;
pub use texts::{Texts, texts};
pub(crate) use top_bar::TopBar;
