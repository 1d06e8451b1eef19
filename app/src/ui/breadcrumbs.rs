//! The way here.

use leptos::prelude::*;

use super::texts::texts;

use crate::view;

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    pub href: String,
}

/// The pages above this one, outermost first, then this one's own name.
#[component]
pub fn Breadcrumbs(above: Vec<Crumb>, #[prop(into)] here: String) -> impl IntoView {
    view! {
        <nav class="breadcrumbs" aria-label=texts().where_am_i>
            <ol>
                {above
                    .into_iter()
                    .map(|crumb| {
                        view! {
                            <li>
                                <a href=crumb.href>{crumb.label}</a>
                            </li>
                        }
                    })
                    .collect_view()} <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
