//! A desktop app asks to sign in as the person who is signed in here.

pub mod asked;
pub mod texts;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::identity::api::{AuthoriseDesktop, DesktopRequest, Me};

pub use texts::{Texts, texts};

use super::doorway::Doorway;
use crate::{
    browser::go,
    forms::{FormProblem, Submission, sign_in_address, told_here},
    loading::{failure, replaced},
    transport::send,
    ui::{Button, LinkButton, Look, Notice, Skeleton, Tone},
    view,
    view::{effect, live},
    workspace::{Mine, Who, kind_name, role_name},
};
use asked::{is_loopback, read};

/// The page. What the app asks stands in the address and is read in the browser only.
#[component]
pub fn ConnectPage() -> impl IntoView {
    let t = texts();
    let mine = Mine::context();
    mine.refresh();
    let search = use_location().search;
    let asked = RwSignal::new(None::<Option<DesktopRequest>>);
    effect(move || asked.set(Some(search.with(|search| read(search)))));
    let content = replaced(
        move || (asked.get(), mine.standing()),
        move |(asked, who)| match (asked, who) {
            (None, _) | (Some(Some(_)), Who::Asking) => view! { <Skeleton lines=4/> },
            (Some(None), _) => {
                view! { <Notice tone=Tone::Danger><p>{t.incomplete}</p></Notice> }
            }
            (Some(Some(asked)), _) if !is_loopback(&asked.redirect) => {
                view! { <Notice tone=Tone::Danger><p>{t.not_this_machine}</p></Notice> }
            }
            (_, Who::Failed(error)) => failure(&error, move || mine.ask_again()),
            (_, Who::Nobody) => {
                let here = search.with_untracked(|search| format!("/connect?{search}"));
                view! {
                    <p>{t.sign_in_first}</p>
                    <div class="form-ways">
                        <LinkButton look=Look::Primary href=sign_in_address(&here)>{t.sign_in}</LinkButton>
                    </div>
                }
            }
            (Some(Some(asked)), Who::SignedIn(..)) => view! { <Ask asked=asked me=mine.me()/> },
        },
    );
    view! { <Doorway title=t.title lead=t.lead>{content}</Doorway> }
}

/// Who would be signed in, on what, and the two answers.
#[component]
fn Ask(asked: DesktopRequest, me: Signal<Option<Me>>) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let refused = RwSignal::new(false);
    let redirect = asked.redirect.clone();
    let device = asked.device.clone();
    let allow = move |()| {
        let (body, intent, redirect) = (asked.clone(), submission.intent(), redirect.clone());
        submission.run(
            async move {
                let reply = send::<AuthoriseDesktop>(&(), &body, &intent, None).await?;
                // The code goes to nobody but who asked for it.
                if reply.url.starts_with(&redirect) {
                    Ok(reply.url)
                } else {
                    Err(told_here(t.not_this_machine))
                }
            },
            |url| go(&url),
        );
    };
    let who = move || {
        me.with(|me| {
            let me = me.as_ref()?;
            let person = me.person.as_ref()?;
            let acts = me.organisation.as_ref().map(|organisation| {
                let role = format!("{} · {}", kind_name(organisation.kind), role_name(&organisation.role));
                view! { <div><dt>{t.organisation}</dt><dd>{organisation.name.clone()}" ("{role}")"</dd></div> }
            });
            Some(view! {
                <div><dt>{t.person}</dt><dd>{person.name.to_string()}" ("{person.email.to_string()}")"</dd></div>
                {acts}
            })
        })
    };
    replaced(
        move || refused.get(),
        move |refused_now| {
            if refused_now {
                return view! { <Notice tone=Tone::Done><p>{t.refused}</p></Notice> };
            }
            view! {
                <dl class="record-facts">
                    <div><dt>{t.device}</dt><dd>{device.clone()}</dd></div>
                    {live(who)}
                </dl>
                <p>{t.warning}</p>
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Primary busy=submission.busy on_press=allow.clone()>{t.allow}</Button>
                    <Button on_press=move |()| refused.set(true)>{t.refuse}</Button>
                </div>
            }
        },
    )
}
