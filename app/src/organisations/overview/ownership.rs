//! Handing the organisation to another member.

use leptos::prelude::*;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    organisations::api::{ListMembers, Members, OrganisationView, Transfer, TransferOrganisation},
};

use super::{super::Here, texts};
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Confirm, Select, SelectOption, Toast, use_toasts},
    view,
    view::live,
    workspace::{Mine, private},
};

/// Asks for the members, of whom one will be the owner.
#[component]
pub fn Ownership(here: Here, organisation: RwSignal<OrganisationView>) -> impl IntoView {
    private::<ListMembers>(
        move || Some(ListMembers::url(&ByOrganisation { organisation: here.organisation }, &())),
        move |members, _| {
            let name = Signal::derive(move || organisation.with(|organisation| organisation.name.clone()));
            view! { <OwnershipSection members=members here=here organisation=name/> }
        },
    )
}

#[component]
pub fn OwnershipSection(
    members: Members,
    here: Here,
    #[prop(into)] organisation: Signal<String>,
) -> impl IntoView {
    let t = texts();
    let (mine, toasts) = (Mine::context(), use_toasts());
    let submission = Submission::new();
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(String::new()));
    let others: Vec<_> = members.people.into_iter().filter(|member| member.person != here.person).collect();
    let mut options = vec![SelectOption { value: String::new(), label: t.choose.to_owned() }];
    options.extend(others.iter().map(|member| SelectOption {
        value: member.person.to_string(),
        label: format!("{} · {}", member.name, member.email),
    }));
    let nobody = others.is_empty();
    let others = StoredValue::new(others);
    let picked = move || {
        let chosen = chosen.get();
        others.with_value(|others| others.iter().find(|member| member.person.to_string() == chosen).cloned())
    };
    let name = move || picked().map(|member| member.name).unwrap_or_default();
    let hand_over = move |()| {
        let Some(member) = untrack(picked) else { return };
        let (path, intent) = (ByOrganisation { organisation: here.organisation }, submission.intent());
        let body = Transfer { to: member.person };
        submission.run(
            async move { send::<TransferOrganisation>(&path, &body, &intent, None).await },
            move |me| {
                open.set(false);
                toasts.show(Toast { text: (t.transferred)(&member.name), undo: None });
                mine.set(me);
            },
        );
    };
    // Only the new owner can give it back: the organisation is named once more.
    let confirm = live(move || {
        let name = name();
        view! {
            <Confirm open=open id="transfer" title=(t.transfer_question)(&name) deed=t.transfer
                typed=organisation.get() busy=submission.busy on_confirm=hand_over>
                <p>{(t.transfer_body)(&name)}</p>
                <FormProblem submission=submission/>
            </Confirm>
        }
    });
    let choice = if nobody {
        view! { <p class="quiet">{t.nobody_else}</p> }
    } else {
        let unpicked = Signal::derive(move || chosen.with(String::is_empty));
        view! {
            <div class="line">
                <Select id="transfer-to" name="to" label=t.transfer_to value=chosen options=options/>
                <Button disabled=unpicked on_press=move |()| open.set(true)>{t.transfer}</Button>
            </div>
        }
    };
    view! {
        <section class="panel" aria-labelledby="owner-title">
            <h2 id="owner-title">{t.owner_title}</h2>
            <p>{t.owner_body}</p>
            {choice}
            {confirm}
        </section>
    }
}
