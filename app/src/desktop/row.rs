//! One server, and who one is there.

use leptos::prelude::*;
use shared::{
    desktop::api::{BeginDesktopSignIn, ConnectionView, EndConnection, Kept, Server, Standing},
    endpoint::ByConnection,
};

use super::{Servers, bar::choose, texts};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{instant, use_locale},
    transport::send,
    ui::{Button, Look, Tag, Toast, Tone, use_toasts},
    view,
    workspace::{kind_name, role_name},
};

/// A row of the list. `several`: there are others to work on.
#[component]
pub fn ConnectionRow(
    servers: Servers,
    connection: ConnectionView,
    here: bool,
    several: bool,
) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let toasts = use_toasts();
    let submission = Submission::new();
    let ConnectionView { id, address, name, person, organisation, since, kept, standing } = connection;
    let again = {
        let address = address.to_string();
        move |()| {
            let (body, intent) = (Server { address: address.clone() }, submission.intent());
            submission.run(
                async move { send::<BeginDesktopSignIn>(&(), &body, &intent, None).await },
                move |view| {
                    servers.set(view);
                    servers.look();
                },
            );
        }
    };
    let end = {
        let left = (t.left)(&name);
        move |()| {
            let (left, intent) = (left.clone(), submission.intent());
            submission.run(
                async move { send::<EndConnection>(&ByConnection { connection: id }, &(), &intent, None).await },
                move |view| {
                    toasts.show(Toast { text: left, undo: None });
                    servers.set(view);
                },
            );
        }
    };
    let tone = match standing {
        Standing::SignedIn => Tone::Done,
        Standing::Unreachable | Standing::Locked => Tone::Waiting,
        Standing::Ended | Standing::Reused | Standing::Lost => Tone::Danger,
    };
    let acts = organisation.map(|organisation| {
        let role = format!("{} · {}", kind_name(organisation.kind), role_name(&organisation.role));
        view! { <div><dt>{t.organisation}</dt><dd>{organisation.name}" ("{role}")"</dd></div> }
    });
    let kept = match kept {
        Kept::Keyring => t.in_keyring,
        Kept::File => t.in_file_short,
    };
    let work_here = (several && !here && !standing.is_over()).then(|| {
        view! {
            <Button busy=submission.busy on_press=move |()| choose(servers, submission, id)>{t.work_here}</Button>
        }
    });
    let look = if here { Look::Primary } else { Look::Plain };
    let sign_in = standing
        .is_over()
        .then(|| view! { <Button look=look busy=submission.busy on_press=again>{t.sign_in_again}</Button> });
    view! {
        <li class="record" data-standing=if standing.is_over() { "over" } else { "on" }>
            <div class="record-head">
                <h2>{name.clone()}</h2>
                <Tag label=(t.standing)(standing) tone=tone/>
                {(here && several).then(|| view! { <Tag label=t.here tone=Tone::Accent/> })}
            </div>
            {(t.means)(standing).map(|means| view! { <p>{means}</p> })}
            <dl class="record-facts">
                <div><dt>{t.person}</dt><dd>{person.name}" ("{person.email}")"</dd></div>
                {acts}
                <div><dt>{t.address}</dt><dd>{address.to_string()}</dd></div>
                <div><dt>{t.since}</dt><dd>{instant(locale, since)}</dd></div>
                <div><dt>{t.kept}</dt><dd>{kept}</dd></div>
            </dl>
            <FormProblem submission=submission/>
            <div class="form-ways">
                {work_here}
                {sign_in}
                <Button look=Look::Quiet busy=submission.busy on_press=end>
                    {t.sign_out}
                    <span class="visually-hidden">" "{(t.sign_out_label)(&name)}</span>
                </Button>
            </div>
        </li>
    }
}
