//! The rail: the areas, the organisation that one acts in, who one is, and the way out.

use leptos::{prelude::*, task::spawn_local};
use shared::identity::api::{MyOrganisation, SignOut, Switch, SwitchOrganisation};

use super::{Area, Mine, kind_name, role_name, texts, use_me};
use crate::{
    forms::{FormProblem, Submission, forget_typed},
    platform::use_platform,
    transport::{Prover, send},
    ui::{Button, Icon, IconName, Look, Select, SelectOption},
    view,
    view::live,
};

/// On a narrow page it opens from a button; without a script it is open.
#[component]
pub fn Rail(area: Area) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let me = use_me();
    let who = live(move || {
        me.with(|me| {
            let person = me.as_ref()?.person.as_ref()?;
            let (name, email) = (person.name.to_string(), person.email.to_string());
            Some(view! { <p class="rail-who"><b>{name}</b><span>{email}</span></p> })
        })
    });
    let account = Area::ACCOUNT.map(|entry| link(entry, area)).into_iter().collect_view();
    view! {
        <div class="rail">
            <button
                type="button"
                class="button rail-toggle"
                aria-controls="rail"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name=IconName::Menu/>
                {area.name(t)}
            </button>
            <nav id="rail" class:open=move || open.get() aria-label=t.navigation>
                {who}
                <ul>{link(Area::Home, area)}</ul>
                <p class="rail-head">{t.account}</p>
                <ul>{account}</ul>
                <p class="rail-head">{t.organisation}</p>
                <Organisation area=area/>
                <ul class="rail-ways">
                    {use_platform().demo.then(|| view! {
                        <li><a href="/demo"><Icon name=IconName::Partner/>{t.demo_people}</a></li>
                    })}
                </ul>
                <Leave/>
            </nav>
        </div>
    }
}

fn link(entry: Area, area: Area) -> AnyView {
    let t = texts();
    let me = use_me();
    let unread = live(move || {
        let unread = me.with(|me| me.as_ref().map_or(0, |me| me.unread));
        (entry == Area::Notifications && unread > 0).then(|| {
            view! {
                <span class="rail-count">
                    {unread}
                    <span class="visually-hidden">" "{t.unread}</span>
                </span>
            }
        })
    });
    view! {
        <li>
            <a href=entry.path() aria-current=(entry == area).then_some("page")>
                <Icon name=entry.icon()/>
                <span>{entry.name(t)}</span>
                {unread}
            </a>
        </li>
    }
}

/// Where one acts, and the areas there that one may see.
#[component]
fn Organisation(area: Area) -> impl IntoView {
    let t = texts();
    let me = use_me();
    // What is read often changes; where one acts does not.
    let acts = Memo::new(move |_| {
        me.with(|me| {
            me.as_ref().map(|me| {
                let vouched = me.fresh_until.is_none();
                (me.organisation.clone(), me.organisations.clone(), me.permissions, vouched)
            })
        })
    });
    live(move || {
        let (here, all, permissions, vouched) = match acts.get() {
            Some(acts) => acts,
            // Before it is known who looks, as the server drew it.
            None => {
                return view! { <ul>{Area::ORGANISATION.map(|entry| link(entry, area)).into_iter().collect_view()}</ul> };
            }
        };
        let Some(here) = here else {
            return view! {
                <p class="rail-note">{t.no_organisation}</p>
                <ul><li><a href="/organisation/new"><Icon name=IconName::Add/>{t.found}</a></li></ul>
            };
        };
        let entries = Area::ORGANISATION
            .into_iter()
            .filter(|entry| entry.permission().is_none_or(|needed| permissions.has(needed)))
            .map(|entry| link(entry, area))
            .collect_view();
        view! {
            <Switcher here=here all=all/>
            {vouched.then(|| view! { <Elsewhere/> })}
            <ul>{entries}</ul>
        }
    })
}

/// The organisation, and the others to act in.
#[component]
fn Switcher(here: MyOrganisation, all: Vec<MyOrganisation>) -> impl IntoView {
    let t = texts();
    let mine = Mine::context();
    let submission = Submission::new();
    let role = format!("{} · {}", kind_name(here.kind), role_name(&here.role));
    if all.len() < 2 {
        return view! { <p class="rail-here"><b>{here.name}</b><span>{role}</span></p> };
    }
    let before = here.id.to_string();
    let chosen = RwSignal::new(before.clone());
    let options = all
        .iter()
        .map(|organisation| SelectOption {
            value: organisation.id.to_string(),
            label: organisation.name.clone(),
        })
        .collect();
    let change = move |id: String| {
        let to = all.iter().find(|organisation| organisation.id.to_string() == id);
        let Some(organisation) = to.map(|organisation| organisation.id) else { return };
        let intent = submission.intent();
        submission.run(
            async move { send::<SwitchOrganisation>(&(), &Switch { organisation }, &intent, None).await },
            move |me| mine.set(me),
        );
    };
    // What could not be done is not shown as done.
    crate::view::effect(move || {
        if submission.problem.with(Option::is_some) {
            chosen.set(before.clone());
        }
    });
    view! {
        <div class="rail-here">
            <Select
                id="acts-in"
                name="organisation"
                label=t.acts_in
                value=chosen
                options=options
                disabled=submission.busy
                on_change=change
            />
            <span>{role}</span>
            <FormProblem submission=submission/>
        </div>
    }
}

/// Whom only a provider vouches for sees no other organisation until they prove that it is them.
#[component]
fn Elsewhere() -> impl IntoView {
    let prover = use_context::<Prover>();
    let press = move |()| {
        if let Some(Prover(prove)) = prover.clone() {
            spawn_local(async move {
                prove().await;
            });
        }
    };
    view! { <Button look=Look::Quiet on_press=press>{texts().elsewhere}</Button> }
}

/// The way out. The page is loaded anew: nothing of the person stays in it.
#[component]
fn Leave() -> impl IntoView {
    let t = texts();
    let me = use_me();
    let submission = Submission::new();
    let leave = move |()| {
        let intent = submission.intent();
        submission.run(async move { send::<SignOut>(&(), &(), &intent, None).await }, |_| {
            forget_typed();
            // A refused navigation leaves a page that no call answers any more.
            let _ = window().location().set_href("/");
        });
    };
    live(move || {
        me.with(Option::is_some).then(|| {
            view! {
                <FormProblem submission=submission/>
                <Button look=Look::Quiet busy=submission.busy on_press=leave>
                    <Icon name=IconName::External/>
                    {t.sign_out}
                </Button>
            }
        })
    })
}
