//! The bar on top of every page: the mark, the search, the ways in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::texts;
use crate::{
    marketplace::search::{MarketPalette, SearchBox},
    platform::use_platform,
    test_ids,
    ui::{GuildMark, Icon, IconName},
    view,
    view::live,
};

/// The bar. On the home page the search stands large in the page instead.
#[component]
pub fn TopBar() -> impl IntoView {
    let t = texts();
    let path = use_location().pathname;
    let palette = RwSignal::new(false);
    let elsewhere = Memo::new(move |_| path.with(|path| path != "/"));
    let link = move |href: &'static str, text: &'static str| {
        let current = move || path.with(|path| path == href).then_some("page");
        view! { <li><a href=href aria-current=current>{text}</a></li> }
    };
    view! {
        <header class="top-bar">
            <div class="top-inner">
                <a class="mark" href="/" aria-label=format!("{}: {}", t.product, t.home)>
                    <GuildMark/>
                    <span>{t.product}</span>
                </a>
                <div class="top-search">
                    {live(move || elsewhere.get().then(|| view! { <SearchBox id="search"/> }))}
                </div>
                <nav aria-label=t.main_navigation>
                    <ul>
                        {link("/apps", t.apps)}
                        {link("/categories", t.categories)}
                        {link("/about", t.about)}
                        {ways_in()}
                    </ul>
                </nav>
                <button
                    type="button"
                    class="button quiet palette-button"
                    data-testid=test_ids::PALETTE_BUTTON
                    aria-keyshortcuts="Control+K Meta+K"
                    title=t.palette
                    on:click=move |_| palette.set(true)
                >
                    <Icon name=IconName::Menu/>
                    <span class="visually-hidden">{t.palette}" "</span>
                    <kbd>"Ctrl K"</kbd>
                </button>
            </div>
            <MarketPalette open=palette/>
        </header>
    }
}

/// To one's home, or first to whoever knows who one is.
fn ways_in() -> AnyView {
    let t = texts();
    if use_platform().desktop {
        return on_a_server();
    }
    // Which of the two is seen, `/theme.js` says before the page is painted.
    view! {
        <li class="signed-out">
            <a href="/sign-in" rel="external">{t.sign_in}</a>
        </li>
        <li class="signed-in">
            <a href="/home" rel="external"><Icon name=IconName::Partner/>{t.account}</a>
        </li>
    }
}

/// The desktop app has the bundle with every screen.
#[cfg(feature = "every-screen")]
fn on_a_server() -> AnyView {
    view! { <crate::desktop::ServerMenu/> }
}

#[cfg(not(feature = "every-screen"))]
fn on_a_server() -> AnyView {
    ().into_any()
}
