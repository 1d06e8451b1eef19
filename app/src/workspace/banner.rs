//! Says that the program is a demo, and as whom one looks at it.

use leptos::prelude::*;

use super::{role_name, texts, use_me};
use crate::{platform::use_platform, view, view::live};

/// Nothing outside a demo.
#[component]
pub fn DemoBanner() -> impl IntoView {
    let t = texts();
    let me = use_me();
    use_platform().demo.then(|| {
        let who = live(move || {
            me.with(|me| {
                let me = me.as_ref()?;
                let name = me.person.as_ref()?.name.to_string();
                let role = me.organisation.as_ref().map(|organisation| role_name(&organisation.role));
                Some((t.demo_you_are)(&name, role.as_deref()))
            })
        });
        view! {
            <aside class="demo-banner" aria-label=t.demo>
                <p>{t.demo}" "{who}" "<a href="/demo">{t.demo_switch}</a></p>
            </aside>
        }
    })
}
