//! The pages of signing in and of one's own account.

use leptos::prelude::*;

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    let _ = path;
    None
}
