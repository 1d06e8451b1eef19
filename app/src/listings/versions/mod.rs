//! The versions of a listing: what is submitted, where its review stands, and what customers have.

pub mod answers;
pub mod changes;
pub mod handover;
pub mod place;
pub mod review;
pub mod submit;
pub mod texts;
pub mod version;

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    endpoint::{ByListing, ByVersion},
    ids::VersionId,
    listings::{
        api::{ListVersions, VersionView, Versions},
        state::{Phase, VersionState},
    },
    review::stage::StageState,
};

pub use texts::{Texts, texts};

use super::{certification_href, href, ownership, phase_tag};
use crate::{
    certification, clean_up,
    i18n::{instant, use_locale},
    organisations::Here,
    transport::call,
    ui::{Icon, IconName, Notice, Tone},
    view,
    view::{Keyed, effect, keyed, live},
    workspace::Area,
};

/// All versions, and who looks at them. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    at: ByListing,
    here: Here,
    all: RwSignal<Versions>,
    /// The token of the listing's link, since it was drawn here.
    link: RwSignal<Option<String>>,
    /// What this device still has of answers, until they are drawn.
    left: StoredValue<answers::Kept>,
}

impl Desk {
    /// Takes over what a deed about the listing's place answers.
    fn take(self, all: Versions) {
        match (&all.link, all.linked) {
            (Some(link), _) => self.link.set(Some(link.clone())),
            (None, false) => self.link.set(None),
            (None, true) => {}
        }
        self.all.set(all);
    }

    /// A version of the listing.
    const fn version(self, version: VersionId) -> ByVersion {
        ByVersion { organisation: self.at.organisation, listing: self.at.listing, version }
    }
}

/// The page.
#[component]
pub fn VersionsPage(
    at: ByListing,
    here: Here,
    versions: Versions,
    /// What this device still has of answers that were typed on an earlier visit.
    #[prop(optional)]
    left: answers::Kept,
) -> impl IntoView {
    let t = texts();
    let desk = Desk {
        at,
        here,
        all: RwSignal::new(versions),
        link: RwSignal::new(None),
        left: StoredValue::new(left),
    };
    follow(desk);
    let none = Memo::new(move |_| desk.all.with(|all| all.versions.is_empty()));
    let list = keyed(move || {
        let row = |version: &VersionView| {
            let id = version.version;
            Keyed::new(id.to_string(), move || version::version(desk, id))
        };
        desk.all.with(|all| all.versions.iter().map(row).collect())
    });
    view! {
        <Head desk=desk/>
        {live(move || desk.all.with(suspended))}
        {live(move || desk.all.with(moving))}
        {clean_up::notice::notice(desk.at, desk.here, desk.all)}
        <submit::Submit desk=desk/>
        <section class="versions" aria-labelledby="versions-title">
            <h2 id="versions-title">{t.versions}</h2>
            {live(move || none.get().then(|| view! { <p class="hint">{t.none}</p> }))}
            {list}
        </section>
        <place::Place desk=desk/>
        <handover::Handover desk=desk/>
    }
}

/// Between two looks at a review that the program is at, and at one that waits for a person.
const SOON: Duration = Duration::from_secs(4);
const LATER: Duration = Duration::from_secs(30);

/// Looks again and again while a version is in review and the page is seen.
fn follow(desk: Desk) {
    effect(move || {
        let Some(pause) = desk.all.with(next_look) else { return };
        let look = move || {
            spawn_local(async move {
                let seen = !document().hidden();
                let reply = if seen { call::<ListVersions>(&desk.at, &()).await.ok() } else { None };
                // What is shown stays where nothing came, and is looked at again.
                let _ = desk.all.try_update(|all| {
                    if let Some(reply) = reply {
                        *all = reply;
                    }
                });
            });
        };
        set_timeout(look, pause);
    });
}

fn next_look(all: &Versions) -> Option<Duration> {
    let review = open(all).filter(|version| version.state != VersionState::ChangesRequested)?.review.as_ref();
    let at = review.and_then(|review| {
        let over = |state: &StageState| {
            matches!(
                state,
                StageState::Passed { .. } | StageState::Failed { .. } | StageState::Skipped { .. }
            )
        };
        review.stages.iter().find(|stage| !over(&stage.state))
    });
    Some(if at.is_none_or(|stage| stage.kind.is_automated()) { SOON } else { LATER })
}

/// Which listing this is, how customers have it, and the way back to its draft.
#[component]
fn Head(desk: Desk) -> impl IntoView {
    let t = texts();
    let shown = move || {
        desk.all.with(|all| {
            let reached = matches!(all.standing, Phase::Published | Phase::Unlisted | Phase::Deprecated);
            let reached = reached && !all.linked;
            let there = all.slug.clone().filter(|_| reached).map(|slug| {
                view! { <a href=format!("/apps/{slug}") rel="external">{super::texts().in_marketplace}</a> }
            });
            view! {
                <b class="versions-name">{all.name.clone()}</b>
                {phase_tag(all.standing)}
                {there}
            }
        })
    };
    view! {
        <nav class="editor-head" aria-label=t.around>
            <a href=Area::Listings.path()><Icon name=IconName::Back/>{super::texts().back}</a>
            <a href=href(desk.at.listing)>{t.to_draft}</a>
            <a href=super::sandbox_href(desk.at.listing)>{crate::sandbox::texts().title}</a>
            <a href=certification_href(desk.at.listing)>{certification::texts().title}</a>
            {live(shown)}
        </nav>
    }
}

fn suspended(all: &Versions) -> Option<AnyView> {
    let t = texts();
    let suspension = all.suspension.as_ref()?;
    let (reason, way_back) = (suspension.reason.to_string(), suspension.way_back.to_string());
    let owner = suspension.owner.clone().map(|owner| view! { <p>{(t.in_charge)(&owner)}</p> });
    let since = (t.since)(&instant(use_locale(), suspension.at));
    Some(view! {
        <Notice tone=Tone::Danger>
            <p><b>{t.suspended}</b>" "{since}</p>
            <p>{reason}</p>
            <p>{t.way_back}" "{way_back}</p>
            {owner}
        </Notice>
    })
}

/// While the listing goes to another partner nothing is submitted or published: that is said above the forms.
fn moving(all: &Versions) -> Option<AnyView> {
    let t = ownership::texts();
    let change = all.transfer.as_ref()?;
    let to = (t.moving)(change.to.as_deref().unwrap_or(t.somebody));
    Some(view! {
        <Notice tone=Tone::Waiting>
            <p><b>{to}</b>" "{t.frozen}" "<a href="#owner-title" rel="external">{t.title}</a></p>
        </Notice>
    })
}

/// The version that keeps another from being submitted.
fn open(all: &Versions) -> Option<&VersionView> {
    all.versions.iter().find(|version| version.state.is_open())
}
