//! What stands around every page.

pub mod footer;
pub mod heading;
pub mod language;
pub mod scroll;
pub mod texts;
pub mod top_bar;

pub use footer::Footer;
pub use heading::{Heading, Visit};
pub use language::language_address;
pub use scroll::keep_places;
pub use texts::{Texts, texts};
pub use top_bar::TopBar;
