//! The people of the demo, by organisation.

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    identity::api::{DemoPeople, DemoPerson, DemoSignIn, ListDemoPeople, SignInAsDemoPerson},
};

use super::texts;
use crate::{
    browser::go,
    forms::{FormProblem, Submission, forget_typed},
    head::{Head, PageHead},
    identity::after::HOME,
    layout::Heading,
    loading::Headed,
    platform::use_platform,
    transport::send,
    ui::{Icon, IconName, LinkButton, Notice, StateKind, StatePage, Tag, Tone},
    view,
    view::live,
    workspace::{Mine, kind_name, private, role_name},
};

/// One press becomes one of them. Elsewhere than in a demo there are none.
#[component]
pub fn DemoPage() -> impl IntoView {
    let t = texts();
    let mine = Mine::context();
    mine.refresh();
    provide_context(Headed);
    let head =
        PageHead { title: t.people.to_owned(), description: t.people_lead.to_owned(), ..PageHead::default() };
    let content = if use_platform().demo {
        let people = private::<ListDemoPeople>(
            || Some(ListDemoPeople::url(&(), &())),
            |people, _| view! { <People people=people/> },
        );
        view! {
            <p class="lead">{t.people_lead}</p>
            {people}
        }
    } else {
        no_demo(t.no_demo_body)
    };
    view! {
        <Head page=head/>
        <div class="page demo-people">
            <Heading text=t.people/>
            {content}
        </div>
    }
}

/// Says that there is nothing of a demo here, and what there is.
pub fn no_demo(body: &'static str) -> AnyView {
    let t = texts();
    (use_platform().set_status)(404);
    view! {
        <StatePage kind=StateKind::NotFound title=t.no_demo_title body=body>
            <LinkButton href="/sign-in">{t.sign_in}</LinkButton>
        </StatePage>
    }
}

#[component]
fn People(people: DemoPeople) -> impl IntoView {
    let submission = Submission::new();
    let mut groups: Vec<(String, Vec<DemoPerson>)> = Vec::new();
    for person in people.people {
        match groups.iter_mut().find(|(name, _)| *name == person.organisation) {
            Some((_, people)) => people.push(person),
            None => groups.push((person.organisation.clone(), vec![person])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(name, people)| {
            let kind = people.first().map(|person| kind_name(person.kind));
            let people = people
                .into_iter()
                .map(|person| view! { <Person person=person submission=submission/> })
                .collect_view();
            view! {
                <section class="demo-group">
                    <div class="record-head">
                        <h2>{name}</h2>
                        {kind.map(|kind| view! { <Tag label=kind/> })}
                    </div>
                    <ul class="demo-list">{people}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <FormProblem submission=submission/>
        <div class="demo-groups">{groups}</div>
        <Ways/>
    }
}

#[component]
fn Person(person: DemoPerson, submission: Submission) -> impl IntoView {
    let t = texts();
    let me = Mine::context().me();
    let id = person.id;
    let is_me =
        move || me.with(|me| me.as_ref().and_then(|me| me.person.as_ref()).is_some_and(|me| me.id == id));
    let become_them = move |_| {
        let intent = submission.intent();
        let body = DemoSignIn { person: id };
        submission.run(async move { send::<SignInAsDemoPerson>(&(), &body, &intent, None).await }, |_| {
            forget_typed();
            go(HOME);
        });
    };
    view! {
        <li>
            <button type="button" class="demo-person" aria-busy=move || submission.busy.get().then_some("true") on:click=become_them>
                <Icon name=IconName::Partner/>
                <span class="name">{person.name}</span>
                <span class="role">{role_name(&person.role)}</span>
                {live(move || is_me().then(|| view! { <Tag label=t.you tone=Tone::Done/> }))}
            </button>
        </li>
    }
}

#[component]
fn Ways() -> impl IntoView {
    let t = texts();
    view! {
        <Notice tone=Tone::Information>
            <p>{t.mailbox_hint}" "<a href="/dev/mail">{t.mailbox}</a></p>
        </Notice>
    }
}
