//! The browser's entry: takes over the page that the server rendered, or mounts where there is none.

use app::{app::App, browser};
use leptos::prelude::*;

fn main() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|why| leptos::logging::error!("{why}")));

    let platform = browser::platform();
    let screens = move || {
        provide_context(platform.clone());
        view! { <App/> }
    };
    if browser::rendered_by_server() {
        leptos::mount::hydrate_body(screens);
    } else {
        browser::clear_body();
        leptos::mount::mount_to_body(screens);
    }
    browser::mark_live();
}
