//! What only the desktop app has: the servers that it is signed in to, in the bar and on a page.

pub mod bar;
pub mod connect;
pub mod page;
pub mod row;
pub mod servers;
pub mod texts;

use leptos::prelude::*;

pub use bar::ServerMenu;
pub use page::ServersPage;
pub use servers::Servers;
pub use texts::{Texts, texts};

use crate::{platform::use_platform, view};

/// Pages on which somebody proves who they are or begins an account. In the desktop app that happens in the
/// browser, at the server.
const DOORS: [&str; 6] = ["/connect", "/demo", "/forgot", "/set-up", "/sign-in", "/sign-up"];

/// The page at a path; `None` where this slice has none, and outside the desktop app.
pub fn at(path: &str) -> Option<AnyView> {
    let servers = path == PATH || DOORS.contains(&path);
    (servers && use_platform().desktop).then(|| view! { <ServersPage/> })
}

/// Where the servers stand.
pub const PATH: &str = "/servers";
