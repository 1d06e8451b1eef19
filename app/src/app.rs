//! The frame of every page and the table of contents of the screens.

use leptos::{prelude::*, reactive::owner::Owner};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    about::AboutPage,
    layout::{Footer, TopBar, Visit, keep_places, texts},
    loading::Standing,
    marketplace::{
        CategoriesPage, CategoryPage, ComparePage, CompareTray, DirectoryPage, HomePage, ListingPage,
        NotFoundPage, VerticalPage, compare::Kept, directory::Memory,
    },
    partners::PartnerPage,
    platform::use_platform,
    ui::{Toasts, provide_toasts},
    view,
};

/// The screens. Needs a [`Platform`](crate::platform::Platform) in the context.
///
/// Pages are rendered whole (`SsrMode::Async`): they read well with no script at all.
#[component]
pub fn App() -> impl IntoView {
    #[cfg(feature = "ssr")]
    {
        leptos_meta::provide_meta_context();
        provide_context(crate::head::Written::default());
    }
    provide_toasts();
    provide_context(Kept::load());
    provide_context(Memory::default());
    #[cfg(feature = "every-screen")]
    provide_context(crate::desktop::Servers::unasked());
    view! {
        <Router>
            <Frame/>
        </Router>
    }
}

#[component]
pub fn Frame() -> impl IntoView {
    Visit::watch();
    keep_places();
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
}

#[component]
pub fn Pages() -> impl IntoView {
    let standing = Standing::default();
    // WebKitGTK under automation does not come back from one.
    let moving = !use_platform().desktop;
    let page = |draw: fn() -> AnyView| {
        move || {
            if let Some(owner) = Owner::current() {
                standing.keep(owner);
            }
            draw()
        }
    };
    view! {
        <FlatRoutes transition=moving fallback=|| view! { <NotFoundPage/> }>
            <Route path=path!("/") view=page(|| view! { <HomePage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/apps") view=page(|| view! { <DirectoryPage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/apps/:slug") view=page(|| view! { <ListingPage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/partners/:slug") view=page(|| view! { <PartnerPage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/categories") view=page(|| view! { <CategoriesPage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/categories/:slug") view=page(|| view! { <CategoryPage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/verticals/:slug") view=page(|| view! { <VerticalPage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/compare") view=page(|| view! { <ComparePage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/about") view=page(|| view! { <AboutPage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/*any") view=page(elsewhere::page) ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}

/// Where the pages begin that only the bundle with every screen has.
const ELSEWHERE: [&str; 21] = [
    "/account",
    "/certifications",
    "/clean-up",
    "/connect",
    "/demo",
    "/dev",
    "/domain-proof",
    "/forgot",
    "/gallery",
    "/governance",
    "/home",
    "/invitation",
    "/mail-change",
    "/organisation",
    "/reset",
    "/reviews",
    "/servers",
    "/set-up",
    "/sign-in",
    "/sign-up",
    "/verify",
];

/// Whether the bundle for browsing has the page at this path. The server names the bundle by it.
pub fn browsing(path: &str) -> bool {
    // The router takes an address with a slash at its end for the same page.
    let path = path.trim_end_matches('/');
    let below = |start: &str| {
        path.strip_prefix(start).is_some_and(|rest: &str| rest.is_empty() || rest.starts_with('/'))
    };
    !ELSEWHERE.iter().any(|start| below(start)) && path != "/sign-on/callback"
}

/// The pages that only the bundle with every screen has. A link to one of them from a page for browsing is
/// `rel="external"`.
#[cfg(feature = "every-screen")]
mod elsewhere {
    use leptos::{prelude::*, reactive::owner::Owner};
    use leptos_router::hooks::use_location;

    use crate::{loading::Standing, marketplace::NotFoundPage, screens, view, view::live, workspace::Mine};

    /// One route for all of them: going from one to the next draws here, and who is signed in is asked once.
    pub(super) fn page() -> AnyView {
        provide_context(Mine::unasked());
        let path = use_location().pathname;
        let path = Memo::new(move |_| path.with(|path| path.trim_end_matches('/').to_owned()));
        let standing = Standing::default();
        let outer = Owner::current().unwrap_or_default();
        live(move || {
            let path = path.get();
            standing.draw(outer.child(), || {
                untrack(|| screens::at(&path).unwrap_or_else(|| view! { <NotFoundPage/> }))
            })
        })
    }
}

/// The bundle for browsing does not have them: the server's page loads the other one.
#[cfg(not(feature = "every-screen"))]
mod elsewhere {
    use leptos::prelude::*;
    use leptos_router::hooks::use_location;

    use crate::{marketplace::NotFoundPage, view, view::effect};

    pub(super) fn page() -> AnyView {
        if use_location().pathname.with_untracked(|path| super::browsing(path)) {
            return view! { <NotFoundPage/> };
        }
        // Reached only by a link that forgot `rel="external"`: the browser asks the server.
        effect(|| drop(window().location().reload()));
        ().into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::browsing;

    #[test]
    fn a_slash_at_the_end_names_the_same_bundle() {
        assert!(browsing("/") && browsing("/apps") && browsing("/gallery-hours"));
        assert!(!browsing("/gallery") && !browsing("/gallery/"));
        assert!(!browsing("/home") && browsing("/homes"));
        assert!(!browsing("/account/security") && !browsing("/sign-on/callback") && browsing("/accounts"));
    }
}
