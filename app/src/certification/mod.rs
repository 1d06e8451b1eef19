//! Certification of apps: where a partner asks for it, and where reviewers decide.

pub mod console;
pub mod evidence;
pub mod partner;
pub mod standing;
pub mod texts;

use leptos::prelude::*;
use shared::{ids::CertificationId, marketplace::model::Level};

pub use texts::{Texts, texts};

use crate::{ui::level_words, workspace::Area};

/// The page at a path; `None` where this slice has none. That of a partner's app stands below its listing.
pub fn at(path: &str) -> Option<AnyView> {
    let rest = path.strip_prefix(Area::Certifications.path())?;
    match rest.strip_prefix('/') {
        None => rest.is_empty().then(console::page),
        Some(id) => id.parse().ok().map(console::case::page),
    }
}

/// The page of a certification in the console.
pub(crate) fn href(certification: CertificationId) -> String {
    format!("{}/{certification}", Area::Certifications.path())
}

/// `Verified: the program checked`.
fn level_line(level: Level) -> String {
    let (word, means) = level_words(level);
    format!("{word}: {means}")
}
