//! Test tenants of a listing: made, called, looked into.

pub mod call;
pub mod checks;
pub mod data;
pub mod log;
pub mod make;
pub mod runs;
pub mod settings;
pub mod tenant;
pub mod texts;

use leptos::prelude::*;
use shared::{
    endpoint::{ByListing, BySandbox, Endpoint},
    ids::{ListingId, SandboxId},
    manifest::words::Language,
    sandbox::api::{ListSandboxes, ReadSandbox, RunState, SandboxView, Sandboxes},
};

pub use texts::{Texts, texts};

use crate::{
    i18n::use_locale,
    listings::{href, sandbox_href, versions, versions_href},
    organisations,
    ui::{Button, Column, Icon, IconName, Table, Tag, Tone},
    view,
    workspace::{Area, private},
};

/// The page behind `…/sandbox` of a listing: all of its tenants, or one of them.
pub(crate) fn at(listing: ListingId, rest: Option<&str>) -> Option<AnyView> {
    let Some(id) = rest else {
        return Some(organisations::page_of(Area::Listings, move |here| {
            let at = ByListing { organisation: here.organisation, listing };
            private::<ListSandboxes>(
                move || Some(ListSandboxes::url(&at, &())),
                move |all, _| view! { <Tenants at=at all=all/> },
            )
        }));
    };
    let sandbox: SandboxId = id.parse().ok()?;
    Some(organisations::page_of(Area::Listings, move |here| {
        let at = BySandbox { organisation: here.organisation, listing, sandbox };
        private::<ReadSandbox>(
            move || Some(ReadSandbox::url(&at, &())),
            move |sandbox, _| view! { <tenant::Tenant at=at sandbox=sandbox/> },
        )
    }))
}

/// The page of one tenant.
fn tenant_href(listing: ListingId, sandbox: SandboxId) -> String {
    format!("{}/{sandbox}", sandbox_href(listing))
}

/// The language of sentences about calls.
fn language() -> Language {
    use_locale().pick(Language::English, Language::German)
}

/// How a run stands, in a word.
fn run_tag(state: &RunState) -> AnyView {
    let t = texts();
    let (label, tone) = match state {
        RunState::Waiting => (t.waiting.to_owned(), Tone::Waiting),
        RunState::Running { .. } => (t.running.to_owned(), Tone::Waiting),
        RunState::Done { passes: true, .. } => (t.passed.to_owned(), Tone::Done),
        RunState::Done { errors, .. } => ((t.failed)(*errors as u64), Tone::Danger),
        RunState::Stopped { .. } => (t.stopped.to_owned(), Tone::Neutral),
    };
    view! { <Tag label=label tone=tone/> }
}

/// The ways from here to the rest of the listing. `above` is the page above this one.
fn ways(listing: ListingId, above: AnyView) -> AnyView {
    let t = versions::texts();
    view! {
        <nav class="editor-head" aria-label=t.around>
            {above}
            <a href=href(listing)>{t.to_draft}</a>
            <a href=versions_href(listing)>{t.title}</a>
        </nav>
    }
}

/// All tenants of a listing.
#[component]
pub fn Tenants(at: ByListing, all: Sandboxes) -> impl IntoView {
    let t = texts();
    let listing = at.listing;
    let above = view! {
        <a href=Area::Listings.path()><Icon name=IconName::Back/>{crate::listings::texts().back}</a>
        <b class="versions-name">{all.name.clone()}</b>
    };
    let room = all.sandboxes.len() < all.most;
    let first = all.sandboxes.is_empty();
    let open = RwSignal::new(false);
    let make = if first {
        view! {
            <section class="panel" aria-labelledby="make-title">
                <h2 id="make-title">{t.make_title}</h2>
                <make::Make at=at loopback=all.loopback/>
            </section>
        }
    } else if room {
        view! {
            <div class="form-ways">
                <Button on_press=move |()| open.set(true)>{t.another}</Button>
            </div>
            <make::Another at=at loopback=all.loopback open=open/>
        }
    } else {
        view! { <p class="quiet">{(t.no_room)(all.most as u64)}</p> }
    };
    let rows = all.sandboxes.iter().map(|sandbox| row(listing, sandbox)).collect_view();
    let table = (!first).then(|| {
        let columns = vec![Column::new(t.target), Column::new(t.last_run), Column::new(t.lasts)];
        view! { <Table caption=t.title columns=columns><tbody>{rows}</tbody></Table> }
    });
    view! {
        {ways(listing, above)}
        <p class="lead">{t.lead}</p>
        {table}
        {make}
    }
}

fn row(listing: ListingId, sandbox: &SandboxView) -> AnyView {
    let t = texts();
    let run = match sandbox.runs.first() {
        Some(run) => run_tag(&run.state),
        None => view! { <span class="quiet">{t.no_run}</span> },
    };
    let of_reviews = sandbox.of_reviews.then(|| view! { " "<Tag label=t.of_reviews tone=Tone::Neutral/> });
    view! {
        <tr>
            <th scope="row">
                <a href=tenant_href(listing, sandbox.sandbox)>{sandbox.target.to_string()}</a>
                {of_reviews}
            </th>
            <td>{run}</td>
            <td>{(t.days_left)(sandbox.days_left.into())}</td>
        </tr>
    }
}
