//! The plain page around a form of somebody who is not signed in.

use leptos::prelude::*;

use crate::{
    head::{Head, PageHead},
    layout::Heading,
    loading::Headed,
    view,
};

/// One narrow column with a heading, what it is for, and the form.
#[component]
pub fn Doorway(#[prop(into)] title: String, #[prop(into)] lead: String, children: Children) -> impl IntoView {
    provide_context(Headed);
    let head = PageHead { title: title.clone(), description: lead.clone(), ..PageHead::default() };
    view! {
        <Head page=head/>
        <div class="page doorway">
            <div class="doorway-inner">
                <Heading text=title/>
                {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
                {children()}
            </div>
        </div>
    }
}
