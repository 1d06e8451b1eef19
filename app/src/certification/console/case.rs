//! A certification with its evidence and its app, and what becomes of it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    certification::api::{Barred, CertificationCase, CertifiedApp, ReadCertification},
    endpoint::{ByCertification, Endpoint},
    ids::CertificationId,
};

use super::{
    super::{
        evidence::{asked_for, badge, evidence, questions},
        standing::{clock, standing_tag},
        texts,
    },
    decide::Decide,
    withdraw::Withdraw,
};
use crate::{
    browser::now,
    i18n::{date, use_locale},
    loading::replaced,
    organisations,
    ui::{Icon, IconName, Notice, Tone, badge_name},
    view,
    view::live,
    workspace::{Area, private},
};

pub(in crate::certification) fn page(certification: CertificationId) -> AnyView {
    organisations::page_of(Area::Certifications, move |here| {
        let at = ByCertification { organisation: here.organisation, certification };
        private::<ReadCertification>(
            move || Some(ReadCertification::url(&at, &())),
            move |case, _| view! { <CertificationDesk at=at case=case now=now()/> },
        )
    })
}

#[component]
pub fn CertificationDesk(at: ByCertification, case: CertificationCase, now: DateTime<Utc>) -> impl IntoView {
    let t = &texts().console;
    let title = format!("{} · {}", case.row.name, badge_name(case.row.competency));
    let (partner, app, barred) = (case.row.partner.clone(), app(&case.app), case.barred);
    let case = RwSignal::new(case);
    let why = barred.map(|why| {
        let said = match why {
            Barred::OwnOrganisation => t.own_organisation,
            Barred::OwnRequest => t.own_request,
        };
        view! { <Notice tone=Tone::Waiting><p>{said}</p></Notice> }
    });
    let may = barred.is_none();
    let asked = Memo::new(move |_| case.with(|case| case.view.request.clone()));
    let holds = Memo::new(move |_| case.with(|case| case.view.standing.holds()));
    let decide = replaced(
        move || asked.get(),
        move |request| {
            request
                .filter(|_| may)
                .map(|request| view! { <Decide at=at case=case request=request/> })
                .into_any()
        },
    );
    let withdraw = replaced(
        move || holds.get(),
        move |holds| (holds && may).then(|| view! { <Withdraw at=at case=case/> }).into_any(),
    );
    view! {
        <div class="case">
        <header class="case-head">
            <a class="case-back" href=Area::Certifications.path()><Icon name=IconName::Back/>{t.back}</a>
            <h2>{title}</h2>
            <p>{live(move || case.with(|case| standing_tag(&case.view.standing)))}" "{partner}</p>
        </header>
        {why}
        <section class="panel" aria-labelledby="request-title">
            <h3 id="request-title">{t.request}</h3>
            {live(move || case.with(request))}
        </section>
        {decide}
        <section class="panel" aria-labelledby="app-title">
            <h3 id="app-title">{t.the_app}</h3>
            {app}
        </section>
        <section class="panel" aria-labelledby="stands-title">
            <h3 id="stands-title">{t.what_stands}</h3>
            {live(move || case.with(|case| stands(case, now)))}
        </section>
        {withdraw}
        </div>
    }
}

fn request(case: &CertificationCase) -> AnyView {
    let t = texts();
    match &case.view.request {
        None => view! { <p class="quiet">{t.console.no_request}</p> },
        Some(request) => view! {
            {asked_for(request)}
            {questions(&request.questions, view! { <h4>{t.questions}</h4> })}
            <h4>{t.evidence}</h4>
            {evidence(&request.evidence, &case.reviews, true)}
        },
    }
}

/// What holds, and how what does not hold any more ended.
fn stands(case: &CertificationCase, now: DateTime<Utc>) -> AnyView {
    let t = texts();
    let ended = |what: &'static str, ended: &shared::certification::api::EndedView| {
        view! {
            <p><b>{what}</b></p>
            <p class="said">{ended.words.to_string()}</p>
            <p class="quiet">{t.console.receipt}" "<code class="evidence-link">{ended.receipt.to_string()}</code></p>
        }
    };
    let view = &case.view;
    let granted = view.badge.as_ref().map(|granted| {
        view! {
            {badge(granted)}
            <p class="quiet">{t.console.receipt}" "<code class="evidence-link">{granted.receipt.to_string()}</code></p>
        }
    });
    view! {
        <p>{standing_tag(&view.standing)}</p>
        {clock(view, now)}
        {view.withdrawn.as_ref().map(|end| ended(t.was_withdrawn, end))}
        {view.refused.as_ref().map(|end| ended(t.was_refused, end))}
        {granted}
    }
}

fn app(app: &CertifiedApp) -> AnyView {
    let t = &texts().console;
    let locale = use_locale();
    let fact = |label: &'static str, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let release = app.release.as_ref().map(|release| {
        let day = release.released_at.map(|at| date(locale, at.date_naive()));
        [Some(release.version.clone()), day].into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    let since = app.published_at.map(|at| date(locale, at.date_naive()));
    let or_not = |value: Option<String>| {
        value.filter(|value| !value.is_empty()).unwrap_or_else(|| t.not_stated.to_owned())
    };
    let link = app.slug.as_ref().map(|slug| {
        view! { <p><a href=format!("/apps/{slug}") rel="external">{t.in_marketplace}</a></p> }
    });
    let hidden = (!app.published).then(|| view! { <p>{t.not_found_by_customers}</p> });
    view! {
        {hidden}
        <dl class="known-facts">
            {fact(t.tagline, or_not(Some(app.tagline.clone())))}
            {fact(t.release, or_not(release))}
            {fact(t.published_at, or_not(since))}
            {fact(t.regions, or_not(Some(app.regions.join(", "))))}
        </dl>
        {link}
    }
}
