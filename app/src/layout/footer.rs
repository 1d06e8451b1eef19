//! The foot of every page.

use leptos::prelude::*;

use super::{language::LanguageSwitch, texts};
use crate::{
    platform::use_platform,
    ui::{Icon, IconName, ThemeToggle},
    view,
};

/// What this place is, the ways to everything that is not on the page, and the settings.
#[component]
pub fn Footer() -> impl IntoView {
    let t = texts();
    let platform = use_platform();
    // Feeds and the API description are the server's; in the desktop shell there is no browser tab to
    // read them in.
    let served = (!platform.desktop).then(|| {
        view! {
            <li><a href="/feeds/new.atom" rel="external"><Icon name=IconName::Feed/>{t.feed_new}</a></li>
            <li><a href="/feeds/updated.atom" rel="external"><Icon name=IconName::Feed/>{t.feed_updated}</a></li>
            <li><a href="/api/v1/openapi.json" rel="external">{t.api}</a></li>
        }
    });
    view! {
        <footer class="foot">
            <div class="foot-inner">
                <div class="foot-about">
                    <p class="foot-name">{t.product}</p>
                    <p>{t.foot_line}</p>
                    {platform.demo.then(|| view! { <p class="demo-line">{t.demo_line}</p> })}
                </div>
                <nav aria-label=t.foot_navigation>
                    <ul>
                        <li><a href="/apps">{t.apps}</a></li>
                        <li><a href="/categories">{t.categories}</a></li>
                        <li><a href="/about">{t.about}</a></li>
                        {served}
                    </ul>
                </nav>
                <div class="foot-settings">
                    <LanguageSwitch/>
                    <ThemeToggle/>
                </div>
            </div>
        </footer>
    }
}
