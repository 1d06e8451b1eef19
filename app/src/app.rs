//! The frame of every page and the table of contents of the screens.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    about::AboutPage,
    gallery::GalleryPage,
    layout::{Footer, TopBar, Visit, texts},
    marketplace::{
        CategoriesPage, CategoryPage, ComparePage, CompareTray, DirectoryPage, HomePage, ListingPage,
        NotFoundPage, VerticalPage, compare::Kept, directory::Memory,
    },
    partners::PartnerPage,
    ui::{Toasts, provide_toasts},
};

/// The screens. Needs a [`Platform`](crate::platform::Platform) in the context.
///
/// Pages are rendered whole (`SsrMode::Async`): they read well with no script at all.
#[component]
pub fn App() -> impl IntoView {
    #[cfg(feature = "ssr")]
    provide_context(crate::head::Written::default());
    provide_toasts();
    provide_context(Kept::load());
    provide_context(Memory::default());
    view! {
        <Router>
            <Frame/>
        </Router>
    }
}

#[component]
pub fn Frame() -> impl IntoView {
    Visit::watch();
    // `rel="external"` leaves the link to the browser, which moves the focus with it.
    view! {
        <a class="skip-link" href="#main" rel="external">{texts().skip}</a>
        <TopBar/>
        <main id="main" tabindex="-1">
            <Pages/>
        </main>
        <CompareTray/>
        <Footer/>
        <Toasts/>
    }
    .into_any()
}

#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=|| view! { <NotFoundPage/> }.into_any() transition=true>
            <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
            <Route path=path!("/apps") view=DirectoryPage ssr=SsrMode::Async/>
            <Route path=path!("/apps/:slug") view=ListingPage ssr=SsrMode::Async/>
            <Route path=path!("/partners/:slug") view=PartnerPage ssr=SsrMode::Async/>
            <Route path=path!("/categories") view=CategoriesPage ssr=SsrMode::Async/>
            <Route path=path!("/categories/:slug") view=CategoryPage ssr=SsrMode::Async/>
            <Route path=path!("/verticals/:slug") view=VerticalPage ssr=SsrMode::Async/>
            <Route path=path!("/compare") view=ComparePage ssr=SsrMode::Async/>
            <Route path=path!("/about") view=AboutPage ssr=SsrMode::Async/>
            <Route path=path!("/gallery") view=GalleryPage ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}
