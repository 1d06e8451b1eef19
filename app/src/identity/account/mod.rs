//! The pages of one's own account.

pub mod data;
pub mod profile;
pub mod security;
pub mod sessions;
pub mod texts;

pub use data::DataPage;
pub use profile::ProfilePage;
pub use security::SecurityPage;
pub use sessions::SessionsPage;
pub use texts::{Texts, texts};
