//! The organisation that one acts in, for its pages.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    identity::api::{GetMe, Me},
    ids::{OrganisationId, PersonId},
    organisations::{model::OrganisationKind, permission::Permission, permission::Permissions},
};

use super::{found::FoundForm, texts, words};
use crate::{
    loading::replaced,
    transport::call,
    ui::{LinkButton, StateKind, StatePage},
    view,
    workspace::{Area, Mine, WorkspaceFrame, texts as around, use_me},
};

/// What a page of an organisation needs to know of who looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Here {
    pub organisation: OrganisationId,
    pub kind: OrganisationKind,
    pub person: PersonId,
    pub permissions: Permissions,
}

impl Here {
    /// `None` for who acts in no organisation.
    pub fn of(me: &Me) -> Option<Self> {
        let (person, organisation) = (me.person.as_ref()?, me.organisation.as_ref()?);
        Some(Self {
            organisation: organisation.id,
            kind: organisation.kind,
            person: person.id,
            permissions: me.permissions,
        })
    }

    pub const fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }
}

/// A page of the organisation that one acts in; drawn anew when that, or what one may do there, changes. Who
/// acts in none is shown the ways into one; who may not see the page is told what it takes.
pub fn page(area: Area, show: fn(Here) -> AnyView) -> AnyView {
    page_of(area, show)
}

/// The same for a page of one thing, which its address names.
pub fn page_of(area: Area, show: impl Fn(Here) -> AnyView + Send + Sync + 'static) -> AnyView {
    let show: Show = Arc::new(show);
    view! {
        <WorkspaceFrame area=area title=area.name(around())>{acting(area, Arc::clone(&show))}</WorkspaceFrame>
    }
}

type Show = Arc<dyn Fn(Here) -> AnyView + Send + Sync>;

fn acting(area: Area, show: Show) -> AnyView {
    let me = use_me();
    let here = Memo::new(move |_| me.with(|me| me.as_ref().and_then(Here::of)));
    replaced(
        move || here.get(),
        move |here| match here {
            None => view! { <NoOrganisation/> },
            Some(here) => match area.permission().filter(|needed| !here.may(*needed)) {
                Some(needed) => view! { <Lacking permission=needed/> },
                None => show(here),
            },
        },
    )
}

/// Who belongs to no organisation: the two ways into one.
#[component]
pub fn NoOrganisation() -> impl IntoView {
    let t = texts();
    view! {
        <p class="lead">{t.none_lead}</p>
        <section class="panel" aria-labelledby="by-invitation">
            <h2 id="by-invitation">{t.none_invited}</h2>
            <p>{t.none_invited_body}</p>
        </section>
        <section class="panel" aria-labelledby="found">
            <h2 id="found">{t.none_found}</h2>
            <FoundForm/>
        </section>
    }
}

/// What the page needs that the role does not include.
#[component]
pub fn Lacking(permission: Permission) -> impl IntoView {
    let t = texts();
    let body = (t.lacking_body)(words::permission(permission).name);
    view! {
        <StatePage kind=StateKind::Empty title=t.lacking_title body=body>
            <LinkButton href=Area::Overview.path()>{t.to_overview}</LinkButton>
        </StatePage>
    }
}

/// Asks anew who one is: a name in the rail changed, or what one may do.
pub fn refresh(mine: Mine) {
    spawn_local(async move {
        if let Ok(me) = call::<GetMe>(&(), &()).await {
            mine.set(me);
        }
    });
}
