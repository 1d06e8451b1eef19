//! The servers that this app is signed in to, and the way to another one.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::desktop::api::{ConnectionsView, Kept};

use super::{
    Servers,
    connect::{ConnectForm, UnderWay},
    row::ConnectionRow,
    servers::is_under_way,
    texts,
};
use crate::{
    browser::go,
    head::{Head, PageHead},
    identity::after::after,
    layout::Heading,
    loading::waiting,
    ui::{Notice, Toast, Tone, use_toasts},
    view,
    view::{Keyed, effect, keyed, live},
};

/// The page.
#[component]
pub fn ServersPage() -> impl IntoView {
    let t = texts();
    let servers = Servers::context();
    let view = servers.view();
    let known = Memo::new(move |_| view.with(Option::is_some));
    goes_on(servers);
    let content = live(move || {
        if known.get() {
            view! { <Known servers=servers/> }
        } else {
            waiting()
        }
    });
    let head =
        PageHead { title: t.servers.to_owned(), description: t.lead.to_owned(), ..PageHead::default() };
    view! {
        <Head page=head/>
        <div class="page servers">
            <Heading text=t.servers/>
            <p class="lead">{t.lead}</p>
            {content}
        </div>
    }
}

/// Somebody who signs in here goes on to where they were, or to their home. Who is warned that no keyring
/// answers stays to read it, unless they were on the way to something.
fn goes_on(servers: Servers) {
    let (t, toasts) = (texts(), use_toasts());
    let search = use_location().search;
    let waited = StoredValue::new(false);
    effect(move || {
        servers.view().with(|view| {
            let Some(view) = view else { return };
            let waits = is_under_way(view.sign_in.as_ref());
            let waited_before = waited.get_value();
            waited.set_value(waits);
            if !waited_before || view.sign_in.is_some() {
                return;
            }
            let Some(here) = view.here().filter(|here| !here.standing.is_over()) else { return };
            let search = search.get_untracked();
            if search.contains("after=") || here.kept != Kept::File {
                go(&after(&search));
            } else {
                toasts.show(Toast { text: t.done.to_owned(), undo: None });
            }
        });
    });
}

/// The page once the shell has answered.
#[component]
pub fn Known(servers: Servers) -> impl IntoView {
    let t = texts();
    let view = servers.view();
    let part = move |part: fn(&ConnectionsView) -> bool| view.with(|view| view.as_ref().is_some_and(part));
    let set_aside = live(move || {
        let name = view.with(|view| view.as_ref().and_then(|view| view.set_aside.clone()))?;
        Some(view! { <Notice tone=Tone::Danger><p>{(t.set_aside)(&name)}</p></Notice> })
    });
    let in_file = Memo::new(move |_| {
        part(|view| {
            let mut all = view.connections.iter();
            all.any(|connection| connection.kept == Kept::File && !connection.standing.is_over())
        })
    });
    let in_file = live(move || {
        in_file.get().then(|| {
            view! {
                <Notice tone=Tone::Waiting>
                    <p><b>{t.in_file}</b></p>
                    <p>{t.in_file_means}</p>
                    <p>{t.in_file_way_on}</p>
                </Notice>
            }
        })
    });
    let rows = keyed(move || {
        view.with(|view| {
            let Some(view) = view else { return Vec::new() };
            let several = view.connections.len() > 1;
            view.connections
                .iter()
                .map(|connection| {
                    let (connection, here) = (connection.clone(), view.chosen == Some(connection.id));
                    // What is shown anew when it changes.
                    let key = format!("{connection:?} {here} {several}");
                    Keyed::new(key, move || {
                        view! { <ConnectionRow servers=servers connection=connection here=here several=several/> }
                    })
                })
                .collect()
        })
    });
    let none = Memo::new(move |_| part(|view| view.connections.is_empty()));
    let sign_in = Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.sign_in.clone())));
    let under_way = live(move || {
        let sign_in = sign_in.get()?;
        Some(view! { <UnderWay servers=servers sign_in=sign_in/> })
    });
    let asks = Memo::new(move |_| sign_in.with(|sign_in| !is_under_way(sign_in.as_ref())));
    let form = live(move || asks.get().then(|| view! { <ConnectForm servers=servers/> }));
    view! {
        {set_aside}
        {in_file}
        <ul class="records" hidden=move || none.get()>{rows}</ul>
        <section class="panel" aria-labelledby="connect">
            <h2 id="connect">{move || if none.get() { t.connect } else { t.connect_another }}</h2>
            {under_way}
            {form}
        </section>
    }
}
