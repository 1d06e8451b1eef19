//! In the bar: on which server one is and where one acts there, the way to one's home, and the other
//! servers.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use leptos_router::hooks::use_location;
use shared::{
    desktop::api::{ChooseConnection, Chosen, ConnectionView, Standing},
    ids::ConnectionId,
};

use super::{PATH, Servers, texts};
use crate::{
    forms::{FormProblem, Submission},
    identity::after::HOME,
    test_ids,
    transport::send,
    ui::{Icon, IconName},
    view,
    view::{effect, live},
};

/// The entries of the bar that the browser has other ones for.
#[component]
pub fn ServerMenu() -> impl IntoView {
    let servers = Servers::context();
    servers.watch();
    let here = servers.here();
    let known = Memo::new(move |_| servers.view().with(Option::is_some));
    live(move || match here.get() {
        Some(here) => view! { <Menu servers=servers here=here/> },
        None if known.get() => {
            view! { <li><a href=PATH data-testid=test_ids::SERVER_HERE>{texts().connect}</a></li> }
        }
        None => ().into_any(),
    })
}

#[component]
fn Menu(servers: Servers, here: ConnectionView) -> impl IntoView {
    let t = texts();
    let path = use_location().pathname;
    let node = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(node) = node.get_untracked() {
            // Never fails: an attribute that is not there is removed already.
            let _ = node.remove_attribute("open");
        }
    };
    // It opens over a page and not over the next one.
    effect(move || {
        path.track();
        close();
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    let current = move || path.with(|path| path == HOME).then_some("page");
    let over = here.standing.is_over();
    let account = (!over).then(|| {
        view! { <li class="server-account"><a href=HOME aria-current=current>{t.account}</a></li> }
    });
    let account_below = (!over).then(|| view! { <a class="server-account-below" href=HOME>{t.account}</a> });
    let first = match (&here.organisation, over) {
        (_, true) => t.signed_out.to_owned(),
        (Some(organisation), false) => organisation.name.clone(),
        (None, false) => here.person.name.clone(),
    };
    let icon = match here.standing {
        Standing::SignedIn => IconName::Building,
        Standing::Unreachable => IconName::Offline,
        Standing::Locked => IconName::Lock,
        Standing::Ended | Standing::Reused | Standing::Lost => IconName::Warning,
    };
    let state = (t.standing)(here.standing);
    let (id, name) = (here.id, here.name.clone());
    let others = live(move || {
        servers.view().with(|view| {
            let all = view.iter().flat_map(|view| &view.connections);
            all.filter(|other| other.id != id).map(|other| entry(servers, other)).collect_view()
        })
    });
    view! {
        {account}
        <li>
            <details class="server-menu" node_ref=node on:keydown=on_key data-standing=if over { "over" } else { "on" }>
                <summary data-testid=test_ids::SERVER_HERE>
                    <Icon name=icon/>
                    <span class="server-words">
                        <span class="visually-hidden">{state}": "</span>
                        <b>{first}</b>
                        <span class="visually-hidden">" "{t.on}" "</span>
                        <span>{name}</span>
                    </span>
                    <Icon name=IconName::Expand/>
                </summary>
                <div class="server-list">
                    <p>{state}</p>
                    <ul>{others}</ul>
                    {account_below}
                    <a href=PATH>{t.servers}</a>
                </div>
            </details>
        </li>
    }
}

/// Another server, to work there.
fn entry(servers: Servers, other: &ConnectionView) -> AnyView {
    let submission = Submission::new();
    let id = other.id;
    let press = move |_| choose(servers, submission, id);
    let acts = other.organisation.as_ref().map_or(&other.person.name, |organisation| &organisation.name);
    view! {
        <li>
            <button type="button" class="button quiet" on:click=press>
                <span class="server-words"><b>{acts.clone()}</b><span>{other.name.clone()}</span></span>
            </button>
            <FormProblem submission=submission/>
        </li>
    }
}

/// Works on another server from now on. The page is loaded anew: nothing of the other one stays in it.
pub(super) fn choose(servers: Servers, submission: Submission, connection: ConnectionId) {
    let intent = submission.intent();
    submission.run(
        async move { send::<ChooseConnection>(&(), &Chosen { connection }, &intent, None).await },
        move |view| {
            servers.set(view);
            // A page that cannot be loaded anew asks anew with its next call.
            let _ = window().location().reload();
        },
    );
}
