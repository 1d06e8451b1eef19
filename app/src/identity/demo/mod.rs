//! A demo program: its ready-made people, and the mailbox in which its mail arrives.

pub mod mailbox;
pub mod people;
pub mod texts;

pub use mailbox::MailboxPage;
pub use people::DemoPage;
pub use texts::{Texts, texts};
