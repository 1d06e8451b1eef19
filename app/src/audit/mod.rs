//! The trail: everything that happened in the organisation.

pub mod filter;
pub mod kinds;
pub mod ledger;
pub mod payload;
pub mod texts;
pub mod who;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    audit::{
        api::{ActorView, AuditPage, AuditQuery, ExportAudit, ReadAudit},
        filter::Filter,
    },
    endpoint::{ByOrganisation, Endpoint, Query, decode_pairs},
    ids::OrganisationId,
};

pub use texts::{Texts, texts};

use crate::{
    organisations,
    ui::{CodeBox, Icon, IconName, LinkButton, Look, StateKind, StatePage},
    view,
    workspace::{Area, private},
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    (path == Area::Trail.path()).then(page)
}

/// What the address asks for. What it gets wrong the server names; then nothing of it is used.
fn asked(search: &str) -> AuditQuery {
    decode_pairs(search).ok().and_then(|pairs| AuditQuery::parse(&pairs).ok()).unwrap_or_default()
}

fn page() -> AnyView {
    organisations::page(Area::Trail, |here| {
        let search = use_location().search;
        let url = ReadAudit::url(&ByOrganisation { organisation: here.organisation }, &AuditQuery::default());
        private::<ReadAudit>(
            move || {
                Some(
                    search.with(
                        |search| if search.is_empty() { url.clone() } else { format!("{url}?{search}") },
                    ),
                )
            },
            move |page, _| {
                let query = search.with_untracked(|search| asked(search));
                view! { <AuditView page=page query=query organisation=here.organisation/> }
            },
        )
    })
}

#[component]
pub fn AuditView(page: AuditPage, query: AuditQuery, organisation: OrganisationId) -> impl IntoView {
    let t = texts();
    let AuditPage { events, next, total, head } = page;
    let filter = query.filter.clone();
    let actors: Vec<ActorView> = events.iter().map(|event| event.actor.clone()).collect();
    let narrowed = filter != Filter::default();
    let content = if !events.is_empty() {
        view! { <ledger::Ledger events=events filter=filter.clone()/> }
    } else if next.is_some() {
        view! { <p class="empty">{t.none_here}</p> }
    } else if narrowed {
        view! {
            <StatePage kind=StateKind::Empty title=t.none_filtered_title body=t.none_filtered_body>
                <LinkButton href=filter::address(&Filter::default())>{t.without_filters}</LinkButton>
            </StatePage>
        }
    } else {
        view! { <StatePage kind=StateKind::Empty title=t.none_title body=t.none_body/> }
    };
    let newest = query.cursor.is_some().then(|| {
        view! { <a class=Look::Plain.class() href=filter::address(&filter) rel="first">{t.newest}</a> }
    });
    let older = next.map(|next| {
        let href = filter::page_address(&filter, Some(next));
        view! { <a class=Look::Plain.class() href=href rel="next">{t.older}<Icon name=IconName::Forward/></a> }
    });
    view! {
        <p class="lead">{t.lead}</p>
        <details class="panel filter-panel" open=narrowed>
            <summary><Icon name=IconName::Filter/>{t.filter}</summary>
            <filter::FilterForm filter=filter.clone() actors=actors.clone()/>
        </details>
        <filter::Chosen filter=filter.clone() actors=actors/>
        <p class="quiet" role="status">{(t.total)(total)}</p>
        {content}
        <nav class="form-ways" aria-label=t.pages>{newest}{older}</nav>
        <Proof head=head organisation=organisation/>
    }
}

/// Taking the trail along, and proving that it is whole.
#[component]
pub fn Proof(head: String, organisation: OrganisationId) -> impl IntoView {
    let t = texts();
    let export = ExportAudit::url(&ByOrganisation { organisation }, &());
    view! {
        <section class="panel" aria-labelledby="export-title">
            <h2 id="export-title">{t.export_title}</h2>
            <p>{t.export_body}</p>
            <div class="form-ways">
                <a class=Look::Plain.class() href=export download="audit.ndjson" rel="external">
                    <Icon name=IconName::Install/>
                    {t.export}
                </a>
            </div>
            <CodeBox label=t.head text=head/>
            <h3>{t.verify_title}</h3>
            <CodeBox label=t.verify_body text=t.verify_command/>
            <p>{t.verify_why}</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_mistake_narrows_nothing() {
        assert_eq!(asked("kind=member").filter.kind.as_deref(), Some("member"));
        assert_eq!(asked("kind=member&colour=red"), AuditQuery::default());
        assert_eq!(asked("kind=%zz"), AuditQuery::default());
    }
}
