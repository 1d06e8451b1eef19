//! A listing goes to another partner: how far that is, and what is offered to one's own organisation.

pub mod clock;
pub mod offers;
pub mod partner;
pub mod texts;

pub use texts::{Texts, texts};
