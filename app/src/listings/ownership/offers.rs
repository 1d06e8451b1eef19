//! Listings that other partners offer to one's own organisation.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    endpoint::ByTransfer,
    listings::api::{AcceptOffer, DeclineOffer, OfferView, Offers},
    organisations::permission::Permission,
};

use super::{clock::Progress, texts};
use crate::{
    forms::{FormProblem, Submission},
    listings::phase_tag,
    organisations::{Here, asked},
    transport::send,
    ui::{Button, Confirm, Toast, use_toasts},
    view,
};

/// An answer that is asked about once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Accept,
    Decline,
}

/// Nothing where nothing is offered.
#[component]
pub fn OffersToUs(
    offers: Offers,
    here: Here,
    now: DateTime<Utc>,
    #[prop(into)] on_change: Callback<Offers>,
) -> impl IntoView {
    let t = texts();
    if offers.offers.is_empty() {
        return ().into_any();
    }
    let days = offers.quarantine_days;
    let may = here.may(Permission::ListingsTransfer);
    let about = RwSignal::new(None::<(OfferView, Answer)>);
    let list = offers.offers.into_iter().map(|offer| one(offer, may, about, now)).collect_view();
    view! {
        <section class="panel" aria-labelledby="offers-title">
            <h2 id="offers-title">{t.offers_title}</h2>
            <p>{t.offers_lead}</p>
            <ul class="offers">{list}</ul>
            {(!may).then(|| view! { <p class="hint">{t.may_not_answer}</p> })}
        </section>
        {asked(about, move |(offer, answer), open| view! {
            <Ask offer=offer answer=answer open=open here=here days=days on_change=on_change/>
        })}
    }
}

fn one(
    offer: OfferView,
    may: bool,
    about: RwSignal<Option<(OfferView, Answer)>>,
    now: DateTime<Utc>,
) -> AnyView {
    let t = texts();
    let from = (t.from)(offer.from.as_deref().unwrap_or(t.somebody));
    let there = offer.slug.clone().map(|slug| {
        view! { <a href=format!("/apps/{slug}") rel="external">{crate::listings::texts().in_marketplace}</a> }
    });
    let open = may && offer.change.accepted.is_none();
    let ways = open.then(|| {
        let (accepted, declined) = (offer.clone(), offer.clone());
        let ask = move |offer: &OfferView, answer| about.set(Some((offer.clone(), answer)));
        view! {
            <div class="form-ways">
                <Button on_press=move |()| ask(&accepted, Answer::Accept)>{t.accept}</Button>
                <Button on_press=move |()| ask(&declined, Answer::Decline)>{t.decline}</Button>
            </div>
        }
    });
    view! {
        <li>
            <p class="offer-head"><b>{offer.name.clone()}</b>" "<span class="quiet">{from}</span>" "{phase_tag(offer.standing)}" "{there}</p>
            <Progress change=offer.change now=now/>
            {ways}
        </li>
    }
}

#[component]
fn Ask(
    offer: OfferView,
    answer: Answer,
    open: RwSignal<bool>,
    here: Here,
    days: u32,
    on_change: Callback<Offers>,
) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let at = ByTransfer { organisation: here.organisation, transfer: offer.change.transfer };
    let done = move |offers: Offers, said: &'static str| {
        open.set(false);
        toasts.show(Toast { text: said.to_owned(), undo: None });
        on_change.run(offers);
    };
    let answered = move |()| {
        let intent = submission.intent();
        match answer {
            Answer::Accept => submission
                .run(async move { send::<AcceptOffer>(&at, &(), &intent, None).await }, move |offers| {
                    done(offers, t.accepted)
                }),
            Answer::Decline => submission
                .run(async move { send::<DeclineOffer>(&at, &(), &intent, None).await }, move |offers| {
                    done(offers, t.declined)
                }),
        }
    };
    let (title, deed, body) = match answer {
        Answer::Accept => {
            let steps = (t.accept_steps)(days).into_iter().map(|step| view! { <li>{step}</li> });
            let steps = view! { <ol>{steps.collect_view()}</ol> };
            ((t.accept_title)(&offer.name), t.accept, steps)
        }
        Answer::Decline => ((t.decline_title)(&offer.name), t.decline, view! { <p>{t.decline_body}</p> }),
    };
    view! {
        <Confirm open=open title=title deed=deed id="answer-offer" busy=submission.busy on_confirm=answered>
            {body}
            <FormProblem submission=submission/>
        </Confirm>
    }
}
