//! Around a page: the rail beside it, who is signed in, and what stands there when nobody is.

use std::sync::Arc;

use leptos::{prelude::*, reactive::owner::Owner};
use leptos_router::hooks::use_location;

use super::{
    Area,
    banner::DemoBanner,
    mine::{Framed, Mine, Who},
    rail::Rail,
    reauthenticate::{Proving, Reauthenticate},
    texts,
};
use crate::{
    forms::sign_in_address,
    head::{Head, PageHead},
    layout::Heading,
    loading::{Headed, Standing, failure, waiting},
    transport::Prover,
    ui::{LinkButton, Look, StateKind, StatePage},
    view,
    view::live,
};

/// A page of who is signed in. `children` are drawn in the browser, once it is known who that is, and again
/// when they act in another organisation; [`use_me`](super::use_me) tells them who.
#[component]
pub fn WorkspaceFrame(
    /// The entry of the rail.
    area: Area,
    #[prop(into)] title: String,
    children: ChildrenFn,
) -> impl IntoView {
    let mine = Mine::context();
    mine.refresh();
    provide_context(mine);
    provide_context(Framed);
    provide_context(Headed);
    let proving = Proving::new();
    provide_context(Prover(Arc::new(move || proving.ask())));

    let who = Memo::new(move |_| mine.standing());
    let standing = Standing::default();
    let outer = Owner::current().unwrap_or_default();
    let content = live(move || match who.get() {
        Who::Asking => waiting(),
        Who::Failed(error) => standing.draw(outer.child(), || failure(&error, move || mine.ask_again())),
        Who::Nobody => standing.draw(outer.child(), signed_out),
        Who::SignedIn(..) => standing.draw(outer.child(), || untrack(|| children())),
    });
    let head = PageHead { title: title.clone(), ..PageHead::default() };
    view! {
        <Head page=head/>
        <DemoBanner/>
        <div class="page workspace">
            <Rail area=area/>
            <div class="workspace-main">
                <Heading text=title/>
                {content}
            </div>
        </div>
        <Reauthenticate proving=proving/>
    }
}

/// Nobody is signed in: the way in, and back to here.
fn signed_out() -> AnyView {
    let t = texts();
    let location = use_location();
    let here = location.pathname.get_untracked();
    let search = location.search.get_untracked();
    let here = if search.is_empty() { here } else { format!("{here}?{search}") };
    view! {
        <StatePage kind=StateKind::Empty title=t.signed_out_title body=t.signed_out_body>
            <LinkButton look=Look::Primary href=sign_in_address(&here)>{t.sign_in}</LinkButton>
            <LinkButton href="/sign-up">{t.sign_up}</LinkButton>
        </StatePage>
    }
}
