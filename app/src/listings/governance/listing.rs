//! One listing, as the operator looks after it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    endpoint::{ByListing, Endpoint},
    listings::{
        api::{
            EarlierVersion, GovernedListing, ReadGovernanceReceipts, ReceiverView, SuspensionView,
            TransferView,
        },
        state::Phase,
    },
    organisations::permission::Permission,
};

use super::{
    deeds::{Deed, Sure},
    suspend::Suspend,
    texts,
};
use crate::{
    i18n::{date, instant, list, number, use_locale},
    listings::{ownership::clock::Progress, phase_tag, texts as around},
    organisations::Here,
    ui::{Button, Icon, IconName, Look, Notice, Tone},
    view,
    workspace::Area,
};

#[component]
pub fn GovernedPage(
    one: GovernedListing,
    at: ByListing,
    here: Here,
    now: DateTime<Utc>,
    #[prop(into)] on_change: Callback<GovernedListing>,
) -> impl IntoView {
    let t = texts();
    let there = one.slug.clone().filter(|_| reached(one.standing)).map(|slug| {
        view! { <a href=format!("/apps/{slug}") rel="external">{around().in_marketplace}</a> }
    });
    let receipts = one.decided.then(|| {
        let href = ReadGovernanceReceipts::url(&at, &());
        view! {
            <p class="quiet">{t.receipts_lead}" "<a href=href rel="external" download="receipts.json">{t.receipts}</a></p>
        }
    });
    let partner = one.row.partner.clone().unwrap_or_else(|| t.gone.to_owned());
    view! {
        <nav class="editor-head" aria-label=t.around>
            <a href=Area::Governance.path()><Icon name=IconName::Back/>{t.all}</a>
            <b class="versions-name">{one.row.name.clone()}</b>
            <span class="quiet">{partner}</span>
            {phase_tag(one.standing)}
            {there}
        </nav>
        <Incident one=one.clone() at=at here=here on_change=on_change/>
        {earlier(&one, at, on_change)}
        {one.row.change.zip(Some(one.receiver)).map(|(change, receiver)| view! { <OwnerChange change=change receiver=receiver at=at here=here now=now on_change=on_change/> })}
        {receipts}
    }
}

const fn reached(standing: Phase) -> bool {
    matches!(standing, Phase::Published | Phase::Unlisted | Phase::Deprecated)
}

/// Suspending it, or what a suspension says and lifting it.
#[component]
fn Incident(
    one: GovernedListing,
    at: ByListing,
    here: Here,
    on_change: Callback<GovernedListing>,
) -> impl IntoView {
    let t = texts();
    let (suspending, lifting) = (RwSignal::new(false), RwSignal::new(false));
    let body = match (one.row.suspension.clone(), one.standing) {
        (Some(suspension), _) => view! {
            {said(&suspension)}
            <div class="form-ways">
                <Button look=Look::Primary on_press=move |()| lifting.set(true)>{t.lift}</Button>
            </div>
            <Sure deed=Deed::Lift open=lifting at=at on_change=on_change/>
        },
        (None, standing) if reached(standing) => view! {
            <p>{t.suspend_lead}</p>
            <div class="form-ways">
                <Button look=Look::Danger on_press=move |()| suspending.set(true)>{t.suspend}</Button>
            </div>
            <Suspend one=one open=suspending at=at here=here on_change=on_change/>
        },
        (None, _) => view! { <p>{t.nothing_shown}</p> },
    };
    view! {
        <section class="panel" aria-labelledby="incident-title">
            <h2 id="incident-title">{t.incident}</h2>
            {body}
        </section>
    }
}

fn said(suspension: &SuspensionView) -> AnyView {
    let t = texts();
    let since = (t.suspended_since)(&instant(use_locale(), suspension.at));
    let in_charge = suspension.owner.clone().unwrap_or_else(|| t.left.to_owned());
    view! {
        <Notice tone=Tone::Waiting><p><b>{since}</b></p></Notice>
        <dl class="said-of-it">
            <dt>{t.in_charge}</dt>
            <dd>{in_charge}</dd>
            <dt>{t.reason}</dt>
            <dd class="said">{suspension.reason.to_string()}</dd>
            <dt>{t.way_back}</dt>
            <dd class="said">{suspension.way_back.to_string()}</dd>
        </dl>
    }
}

/// Versions that were live, each with the way back to it; `None` when there is none.
fn earlier(one: &GovernedListing, at: ByListing, on_change: Callback<GovernedListing>) -> Option<AnyView> {
    let t = texts();
    if one.earlier.is_empty() {
        return None;
    }
    let live = one.live.as_ref().map(|live| view! { <p>{(t.live)(&live.to_string())}</p> });
    let entry = |earlier: &EarlierVersion| {
        let open = RwSignal::new(false);
        let deed = Deed::RollBack { version: earlier.version };
        let label = (t.roll_back)(&earlier.label.to_string());
        view! {
            <li>
                <Button on_press=move |()| open.set(true)>{label}</Button>
                <Sure deed=deed open=open at=at on_change=on_change/>
            </li>
        }
    };
    let entries = one.earlier.iter().map(entry).collect_view();
    Some(view! {
        <section class="panel" aria-labelledby="earlier-title">
            <h2 id="earlier-title">{t.earlier}</h2>
            {live}
            <p>{t.earlier_lead}</p>
            <ul class="form-ways">{entries}</ul>
        </section>
    })
}

/// A change of owner: verifying who takes it over, or stopping it.
#[component]
fn OwnerChange(
    change: TransferView,
    receiver: Option<ReceiverView>,
    at: ByListing,
    here: Here,
    now: DateTime<Utc>,
    on_change: Callback<GovernedListing>,
) -> impl IntoView {
    let t = texts();
    let (verifying, stopping) = (RwSignal::new(false), RwSignal::new(false));
    let may = here.may(Permission::ListingsVerifyOwner);
    let waits = change.accepted.as_ref().is_some_and(|accepted| accepted.verified_at.is_none());
    let to = (t.goes_to)(change.to.as_deref().unwrap_or(t.gone));
    let verify = (may && waits).then(|| {
        view! { <Button look=Look::Primary on_press=move |()| verifying.set(true)>{t.verify}</Button> }
    });
    let ways = may.then(|| {
        view! {
            <div class="form-ways">
                {verify}
                <Button look=Look::Danger on_press=move |()| stopping.set(true)>{t.stop}</Button>
            </div>
            <Sure deed=Deed::Verify open=verifying at=at on_change=on_change/>
            <Sure deed=Deed::Stop open=stopping at=at on_change=on_change/>
        }
    });
    let lead = if change.accepted.is_some() { t.accepted_lead } else { t.offered_lead };
    view! {
        <section class="panel" aria-labelledby="owner-title">
            <h2 id="owner-title">{t.owner}</h2>
            <p><b>{to}</b>" "{lead}</p>
            <Progress change=change now=now/>
            {known(receiver.as_ref())}
            {ways}
        </section>
    }
}

/// What is known of who takes a listing over.
fn known(receiver: Option<&ReceiverView>) -> AnyView {
    let t = texts();
    let Some(receiver) = receiver else { return view! { <p>{t.receiver_gone}</p> }.into_any() };
    let locale = use_locale();
    let domains: Vec<_> = receiver.domains.iter().map(ToString::to_string).collect();
    let domains = if domains.is_empty() { t.no_domains.to_owned() } else { list(locale, &domains) };
    let owner = receiver.owner.clone().unwrap_or_else(|| t.left.to_owned());
    let record = (t.record)(receiver.approved, receiver.rejections.into(), receiver.suspensions.into());
    let facts = [
        (t.domains, domains),
        (t.its_owner, owner),
        (t.its_people, number(locale, receiver.people as u64)),
        (t.member_since, date(locale, receiver.since.date_naive())),
        (t.its_listings, number(locale, receiver.listings as u64)),
        (t.reviews, record),
    ];
    let rows = facts.map(|(label, fact)| view! { <dt>{label}</dt><dd>{fact}</dd> });
    view! {
        <h3>{t.receiver}</h3>
        <p class="quiet">{t.receiver_lead}</p>
        <dl class="facts">{rows.into_iter().collect_view()}</dl>
    }
    .into_any()
}
