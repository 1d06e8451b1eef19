//! The table of contents of the pages outside browsing.

use leptos::prelude::*;

use crate::{
    audit, certification, clean_up, desktop, editorial, following,
    gallery::{self, GalleryPage},
    head::{Head, PageHead},
    home, identity, keys, listings, notifications, organisations, review, sign_on, view,
};

/// The page at a path without a slash at its end; `None` where there is none.
pub fn at(path: &str) -> Option<AnyView> {
    match path {
        "/gallery" => Some(gallery_page()),
        _ => {
            // First: in the desktop app some pages of the others are elsewhere.
            let slices = [
                desktop::at,
                home::at,
                identity::at,
                organisations::at,
                sign_on::at,
                keys::at,
                listings::at,
                listings::governance::at,
                review::at,
                certification::at,
                clean_up::at,
                editorial::at,
                audit::at,
                following::at,
                notifications::at,
            ];
            slices.into_iter().find_map(|at: fn(&str) -> Option<AnyView>| at(path))
        }
    }
}

/// The pieces of the screens, for those who build them; no search engine needs it.
fn gallery_page() -> AnyView {
    let head = PageHead { title: gallery::title().to_owned(), ..PageHead::default() };
    view! {
        <Head page=head/>
        <GalleryPage/>
    }
}
