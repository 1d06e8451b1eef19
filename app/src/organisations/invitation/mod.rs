//! The page behind the link of an invitation.

pub mod texts;

use chrono::{DateTime, Utc};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use shared::{
    identity::api::{Me, SignOut},
    ids::{InvitationId, OrganisationId},
    organisations::{
        api::{AcceptInvitation, InvitationLink, InvitationView as Invitation, LookAtInvitation},
        policy::OrganisationPolicy,
    },
};

pub use texts::{Texts, texts};

use super::{link, words};
use crate::{
    browser,
    forms::{FormProblem, Submission, forget_typed, sign_in_address},
    identity::doorway::Doorway,
    loading::{failure, replaced, waiting},
    transport::{CallError, send},
    ui::{Button, Clock, LinkButton, Look, StateKind, StatePage, Toast, new_intent, use_toasts},
    view,
    view::effect,
    workspace::{Area, Mine, kind_name},
};

/// What was found behind the link.
type Found = Option<Result<Invitation, CallError>>;

/// The page. Opening it changes nothing.
pub(super) fn page() -> AnyView {
    let t = texts();
    let organisation = link::named::<OrganisationId>("organisation");
    let invitation = link::named::<InvitationId>("invitation");
    let read = link::read(move |token| {
        Some(InvitationLink { organisation: organisation?, invitation: invitation?, token })
    });
    let mine = Mine::context();
    mine.refresh();
    let content = replaced(
        move || read.get(),
        move |link| match link {
            link::Link::Unread => waiting(),
            link::Link::Broken => view! { <Broken/> },
            link::Link::Whole(link) => look(link, mine),
        },
    );
    view! { <Doorway title=t.title lead="">{content}</Doorway> }
}

/// Asks what the invitation is to.
fn look(link: InvitationLink, mine: Mine) -> AnyView {
    let found = RwSignal::new(Found::None);
    let body = link.clone();
    let ask = move || {
        let body = body.clone();
        spawn_local(async move {
            let answer = send::<LookAtInvitation>(&(), &body, &new_intent(), None).await;
            // The page may have been left meanwhile.
            let _ = found.try_set(Some(answer));
        });
    };
    let again = ask.clone();
    effect(ask);
    let me = mine.me();
    replaced(
        move || (found.get(), me.get()),
        move |(found, me)| match found {
            None => waiting(),
            Some(Ok(invitation)) => {
                view! { <InvitationView invitation=invitation link=link.clone() me=me now=browser::now()/> }
            }
            Some(Err(error)) if matches!(error.status(), 404 | 410) => view! { <Gone/> },
            Some(Err(error)) => failure(&error, again.clone()),
        },
    )
}

/// What it is to, and the way in for who looks at it.
#[component]
pub fn InvitationView(
    invitation: Invitation,
    link: InvitationLink,
    me: Option<Me>,
    now: DateTime<Utc>,
) -> impl IntoView {
    let t = texts();
    let Invitation { organisation, kind, role, by_name, email, expires_at, for_another } = invitation;
    let email = email.to_string();
    let asks = match by_name {
        Some(by) => (t.by)(&by, &organisation),
        None => (t.by_nobody)(&organisation),
    };
    let mine = me.and_then(|me| me.person).map(|person| person.email.to_string());
    let way = match mine {
        None => view! { <SignIn email=email.clone()/> },
        Some(mine) if for_another => view! { <Another mine=mine theirs=email.clone() link=link/> },
        Some(_) => view! { <Accept organisation=organisation.clone() link=link/> },
    };
    view! {
        <section class="panel invitation">
            <h2>{(t.to)(&organisation)}</h2>
            <p>{asks}</p>
            <dl class="known-facts">
                <div><dt>{kind_name(kind)}</dt><dd>{words::about_kind(kind)}</dd></div>
                <div><dt>{t.role}</dt><dd>{words::role(&role)}</dd></div>
                <div><dt>{t.sent_to}</dt><dd>{email}</dd></div>
            </dl>
            <p><Clock until=expires_at now=now label=t.expires over=t.expired/></p>
            {way}
        </section>
    }
}

#[component]
pub fn Accept(organisation: String, link: InvitationLink) -> impl IntoView {
    let t = texts();
    let (mine, toasts, navigate) = (Mine::context(), use_toasts(), use_navigate());
    let submission = Submission::new();
    let label = (t.accept)(&organisation);
    let accept = move |()| {
        let (body, intent, navigate) = (link.clone(), submission.intent(), navigate.clone());
        let joined = (t.joined)(&organisation);
        submission.run(async move { send::<AcceptInvitation>(&(), &body, &intent, None).await }, move |me| {
            link::forget();
            mine.set(me);
            toasts.show(Toast { text: joined, undo: None });
            navigate(Area::Overview.path(), leptos_router::NavigateOptions::default());
        });
    };
    view! {
        <FormProblem submission=submission/>
        <div class="form-ways">
            <Button look=Look::Primary busy=submission.busy on_press=accept>{label}</Button>
        </div>
    }
}

/// Nobody is signed in. The secret waits in this tab for who comes back.
#[component]
pub fn SignIn(email: String) -> impl IntoView {
    let t = texts();
    let here = RwSignal::new(String::new());
    effect(move || here.set(link::here()));
    view! {
        <p>{(t.sign_in_body)(&email)}</p>
        <div class="form-ways">
            <a class=Look::Primary.class() href=move || sign_in_address(&here.get())>{t.sign_in}</a>
            <LinkButton href="/sign-up">{t.sign_up}</LinkButton>
        </div>
    }
}

/// Somebody else is signed in: signs them out and leads to the way in.
#[component]
pub fn Another(mine: String, theirs: String, link: InvitationLink) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let change = move |()| {
        let (intent, token) = (submission.intent(), link.token.clone());
        submission.run(async move { send::<SignOut>(&(), &(), &intent, None).await }, move |_| {
            // Everything that this tab kept was theirs, but for the link.
            forget_typed();
            link::keep(&token);
            browser::go(&sign_in_address(&link::here()));
        });
    };
    view! {
        <p>{(t.for_another)(&mine, &theirs)}</p>
        <FormProblem submission=submission/>
        <div class="form-ways">
            <Button busy=submission.busy on_press=change>{t.sign_in_other}</Button>
        </div>
    }
}

/// It was used, withdrawn or replaced, or took too long.
#[component]
pub fn Gone() -> impl IntoView {
    let t = texts();
    let body = (t.gone_body)(OrganisationPolicy::default().invitation_days.into());
    view! {
        <StatePage kind=StateKind::NotFound title=t.gone_title body=body>
            <LinkButton href="/">{t.home}</LinkButton>
        </StatePage>
    }
}

#[component]
pub fn Broken() -> impl IntoView {
    let t = texts();
    view! { <StatePage kind=StateKind::NotFound title=t.broken_title body=t.broken_body/> }
}
