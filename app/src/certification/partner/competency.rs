//! One competency of an app: where it stands, what is asked for, and the form to ask.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    certification::{
        api::{CancelRequest, CertificationView, Certifications, EndedView, ReadCertificationReceipts},
        model::WaitsFor,
        standing::Standing,
    },
    endpoint::{ByCompetency, ByListing, Endpoint},
    organisations::permission::Permission,
};

use super::{
    super::{
        evidence::{asked_for, badge, evidence, questions},
        standing::{clock, standing_tag},
        texts,
    },
    request::RequestForm,
};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{instant, use_locale},
    loading::replaced,
    organisations::Here,
    transport::send,
    ui::{Button, Confirm, Notice, Tone, badge_name},
    view,
    view::{effect, live},
};

#[component]
pub fn Competency(
    at: ByListing,
    here: Here,
    all: StoredValue<Certifications>,
    view: CertificationView,
    now: DateTime<Utc>,
) -> impl IntoView {
    let competency = view.competency;
    let path = ByCompetency { organisation: at.organisation, listing: at.listing, competency };
    let name = badge_name(competency);
    let id = format!("competency-{}", competency.as_str());
    let labelled = id.clone();
    // What is written is opened again.
    let writing = RwSignal::new(view.draft.is_some());
    // Closed, the form stays as it is until it was sent.
    let drawn = RwSignal::new(view.draft.is_some());
    let view = RwSignal::new(view);
    let asks = here.may(Permission::ListingsSubmit) && all.with_value(|all| all.published);
    let shown = live(move || view.with(|view| standing(view, path, all, now)));
    let ways = live(move || asks.then(|| ways(view, path, writing)));
    effect(move || {
        if writing.get() {
            drawn.set(true);
        }
    });
    let form = replaced(
        move || asks && drawn.get(),
        move |drawn_now| {
            let form = || {
                view! {
                    <div hidden=move || !writing.get()>
                        <RequestForm path=path all=all view=view writing=writing drawn=drawn/>
                    </div>
                }
            };
            drawn_now.then(form).into_any()
        },
    );
    view! {
        <article class="version panel" aria-labelledby=labelled>
            <header>
                <h2 id=id>{name}</h2>
                {live(move || view.with(|view| standing_tag(&view.standing)))}
            </header>
            {shown}
            {ways}
            {form}
        </article>
    }
}

/// Everything that is known of it.
fn standing(
    view: &CertificationView,
    path: ByCompetency,
    all: StoredValue<Certifications>,
    now: DateTime<Utc>,
) -> AnyView {
    let t = texts();
    let request = view.request.as_ref().map(|request| {
        let whose = match request.waits_for {
            WaitsFor::Reviewer => (t.waits_for_reviewer)(&all.with_value(|all| all.decides.clone())),
            WaitsFor::Partner => t.waits_for_partner.to_owned(),
        };
        let tone = if request.waits_for == WaitsFor::Partner { Tone::Waiting } else { Tone::Information };
        let reviews = all.with_value(|all| all.reviews.clone());
        let asked = asked_for(request);
        view! {
            <Notice tone=tone>
                {asked}
                <p>{whose}</p>
            </Notice>
            {questions(&request.questions, view! { <h3>{t.questions}</h3> })}
            <h3>{t.evidence}</h3>
            {evidence(&request.evidence, &reviews, false)}
        }
    });
    let refused = view.refused.as_ref().map(|ended| reasons(t.was_refused, ended));
    let withdrawn = view.withdrawn.as_ref().map(|ended| reasons(t.was_withdrawn, ended));
    let granted = view.badge.as_ref().map(badge);
    let judged = view.badge.is_some() || view.refused.is_some();
    let receipts = judged.then(|| {
        let href = ReadCertificationReceipts::url(&path, &());
        view! {
            <p class="quiet">
                <a href=href rel="external" download="receipts.json">{t.receipts}</a>" "{t.receipts_about}
            </p>
        }
    });
    let nothing = matches!(view.standing, Standing::None { requested: false })
        .then(|| view! { <p class="quiet">{(t.means)(path.competency)}</p> });
    view! { {nothing}{clock(view, now)}{withdrawn}{refused}{granted}{request}{receipts} }
}

/// Why it ended so.
fn reasons(what: &'static str, ended: &EndedView) -> AnyView {
    let (at, words) = (instant(use_locale(), ended.at), ended.words.to_string());
    view! {
        <Notice tone=Tone::Danger>
            <p><b>{what}</b>" "<span class="quiet">{at}</span></p>
            <p class="said">{words}</p>
        </Notice>
    }
}

/// What a partner can do.
fn ways(view: RwSignal<CertificationView>, path: ByCompetency, writing: RwSignal<bool>) -> AnyView {
    let t = texts();
    let (asks, answers, held) = view.with(|view| {
        let answers = view.request.as_ref().is_some_and(|request| request.waits_for == WaitsFor::Partner);
        (view.request.is_some(), answers, view.standing.can_be_renewed())
    });
    let early = view.with(|view| matches!(view.standing, Standing::Valid { .. }));
    let word = match (asks, answers, held) {
        (true, true, _) => t.answer_it,
        (true, false, _) => t.show_more,
        (false, _, true) => t.renew,
        (false, _, false) if early => t.ask_higher,
        (false, _, false) => t.ask,
    };
    let open = live(move || {
        (!writing.get()).then(|| view! { <Button on_press=move |()| writing.set(true)>{word}</Button> })
    });
    view! {
        <div class="form-ways">
            {open}
            {asks.then(|| view! { <Cancel path=path view=view/> })}
        </div>
    }
}

#[component]
fn Cancel(path: ByCompetency, view: RwSignal<CertificationView>) -> impl IntoView {
    let t = texts();
    let (open, submission) = (RwSignal::new(false), Submission::new());
    let cancel = move |()| {
        let (version, intent) = (view.with_untracked(|view| view.version), submission.intent());
        let based_on = submission.based_on(version, "/version");
        submission.run(
            async move { send::<CancelRequest>(&path, &(), &intent, Some(based_on)).await },
            move |next| {
                open.set(false);
                view.set(next);
            },
        );
    };
    let name = badge_name(path.competency);
    view! {
        <Button on_press=move |()| open.set(true)>{t.cancel_request}</Button>
        <Confirm open=open title=(t.cancel_title)(name) deed=t.cancel_request
            id=format!("cancel-{}", path.competency.as_str()) busy=submission.busy on_confirm=cancel>
            <p>{t.cancel_body}</p>
            <FormProblem submission=submission/>
        </Confirm>
    }
}
