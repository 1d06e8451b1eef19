//! The server's HTML document around the screens.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::{app::App, platform::use_platform};

/// Addresses of the browser bundle, as the build named them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The module that starts the screens.
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// Fonts of the first screen, fetched early.
    pub fonts: Vec<String>,
}

/// The whole document. Needs a [`Platform`](crate::platform::Platform) and the contexts of `leptos_axum`.
///
/// Without a bundle (`Assets::default()`) the page is complete and reads well; it only does not react.
#[component]
pub fn Shell(assets: Assets) -> impl IntoView {
    let platform = use_platform();
    let start =
        format!("import init from {};init({{module_or_path:{}}})", quoted(&assets.js), quoted(&assets.wasm));
    let bundle = (!assets.js.is_empty()).then(|| {
        view! {
            <link rel="modulepreload" href=assets.js/>
            <link rel="preload" href=assets.wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
            <script type="module" nonce=use_nonce() inner_html=start></script>
        }
    });
    let fonts = assets.fonts.into_iter().map(|font| {
        view! { <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin="anonymous"/> }
    });
    view! {
        <!DOCTYPE html>
        <html
            lang=platform.locale.tag()
            data-rendered="server"
            data-today=platform.today.to_string()
            data-origin=platform.origin
            data-demo=platform.demo.then_some("")
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <script src="/theme.js"></script>
                {(!assets.css.is_empty()).then(|| view! { <link rel="stylesheet" href=assets.css/> })}
                {fonts.collect_view()}
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <link rel="manifest" href="/site.webmanifest"/>
                {bundle}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// A JavaScript string that cannot end its script element.
fn quoted(text: &str) -> String {
    crate::head::script_json(&serde_json::Value::from(text))
}
