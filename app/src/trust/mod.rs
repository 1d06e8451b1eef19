//! Keys, single sign-on, the trail, notifications, and the first steps with a server.

use leptos::prelude::*;

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    let _ = path;
    None
}
