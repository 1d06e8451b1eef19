//! Whose the listing is: offering it to another partner, and taking the offer back.

use leptos::prelude::*;
use shared::{
    ids::TransferId,
    listings::{
        api::{NewOffer, OfferListing, TakeOfferBack, TransferView},
        state::Phase,
    },
    organisations::permission::Permission,
    problem::FieldError,
};

use super::Desk;
use crate::{
    browser::{FreshIds, now},
    forms::{FormProblem, Submission},
    listings::ownership::{
        clock::Progress,
        partner::{FindPartner, Whom},
        texts,
    },
    transport::send,
    ui::{Button, Confirm, Look, Sheet, Toast, use_toasts},
    view,
    view::live,
};

#[component]
pub fn Handover(desk: Desk) -> impl IntoView {
    let t = texts();
    let may = desk.here.may(Permission::ListingsTransfer);
    let stand = Memo::new(move |_| desk.all.with(|all| (all.transfer.clone(), all.standing)));
    let (offering, ending) = (RwSignal::new(false), RwSignal::new(false));
    let shown = live(move || {
        let (transfer, standing) = stand.get();
        let body = match (transfer, standing) {
            (Some(change), _) => moving(change, may, ending),
            (None, Phase::Suspended) => view! { <p>{t.not_now}</p> },
            (None, Phase::Archived) => return None,
            (None, _) if !may => return None,
            (None, _) => view! {
                <p>{t.lead}</p>
                <div class="form-ways">
                    <Button on_press=move |()| offering.set(true)>{t.offer}</Button>
                </div>
            },
        };
        Some(view! {
            <section class="panel" aria-labelledby="owner-title">
                <h2 id="owner-title">{t.title}</h2>
                {body}
            </section>
        })
    });
    view! {
        {shown}
        {may.then(|| view! {
            <Offer desk=desk open=offering/>
            <TakeBack desk=desk open=ending/>
        })}
    }
}

fn moving(change: TransferView, may: bool, ending: RwSignal<bool>) -> AnyView {
    let t = texts();
    let to = (t.moving)(change.to.as_deref().unwrap_or(t.somebody));
    let way = if change.accepted.is_some() {
        view! { <p class="hint">{t.only_operator}</p> }
    } else if may {
        view! {
            <div class="form-ways">
                <Button on_press=move |()| ending.set(true)>{t.take_back}</Button>
            </div>
        }
    } else {
        ().into_any()
    };
    view! {
        <p><b>{to}</b>" "{t.frozen}</p>
        <Progress change=change now=now()/>
        {way}
    }
}

#[component]
fn Offer(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let whom = Whom::nobody();
    let fresh = StoredValue::new(TransferId::new(&FreshIds));
    let offer = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(to) = whom.address() else {
            submission.refuse(vec![FieldError::pointer("/to", t.bad_whom)]);
            return;
        };
        let body = NewOffer { transfer: fresh.get_value(), to };
        let (path, intent) = (desk.at, submission.intent());
        submission.run(async move { send::<OfferListing>(&path, &body, &intent, None).await }, move |all| {
            open.set(false);
            whom.clear();
            fresh.set_value(TransferId::new(&FreshIds));
            toasts.show(Toast { text: t.sent.to_owned(), undo: None });
            desk.all.set(all);
        });
    };
    let error = submission.field("/to");
    let form = move || {
        let steps = t.offer_steps.map(|step| view! { <li>{step}</li> }).into_iter().collect_view();
        view! {
            <form class="form" method="post" on:submit=offer novalidate>
                <FindPartner id="offer-to" whom=whom/>
                {live(move || error.get().map(|error| view! { <p class="error">{error}</p> }))}
                <p><b>{t.steps_title}</b></p>
                <ol>{steps}</ol>
                <FormProblem submission=submission/>
                <div class="form-ways sticky-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.offer}</Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        }
    };
    view! { <Sheet open=open title=t.offer_title>{live(move || open.get().then(form))}</Sheet> }
}

#[component]
fn TakeBack(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let take_back = move |()| {
        let (path, intent) = (desk.at, submission.intent());
        submission.run(async move { send::<TakeOfferBack>(&path, &(), &intent, None).await }, move |all| {
            open.set(false);
            toasts.show(Toast { text: t.taken_back.to_owned(), undo: None });
            desk.all.set(all);
        });
    };
    view! {
        <Confirm open=open title=t.take_back_title deed=t.take_back id="take-back" busy=submission.busy
            on_confirm=take_back>
            <p>{t.take_back_body}</p>
            <FormProblem submission=submission/>
        </Confirm>
    }
}
