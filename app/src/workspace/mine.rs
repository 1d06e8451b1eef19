//! Who is signed in, asked for once and shared by the pages.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    identity::api::{GetMe, Me},
    ids::{OrganisationId, PersonId},
};

use crate::{
    loading::Loaded,
    transport::{CallError, call},
    view::effect,
};

/// Who is signed in, as far as it is known. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Mine(RwSignal<Option<Loaded<Me>>>);

/// Marks the pages inside the frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Framed;

/// What a page of the workspace depends on: whose it is and where they act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Asking,
    Failed(CallError),
    Nobody,
    SignedIn(PersonId, Option<OrganisationId>),
}

impl Mine {
    /// Nobody asked yet. Call it once, at the root.
    pub fn unasked() -> Self {
        Self(RwSignal::new(None))
    }

    /// That of this page.
    pub fn context() -> Self {
        use_context().unwrap_or_else(Self::unasked)
    }

    /// Whether the page stands in the frame.
    pub(crate) fn framed() -> bool {
        use_context::<Framed>().is_some()
    }

    /// Asks in the browser. What was known stays until the answer is there, and when there is none.
    pub fn refresh(self) {
        effect(move || {
            spawn_local(async move {
                let answer = call::<GetMe>(&(), &()).await;
                let known = self.0.try_with_untracked(|mine| matches!(mine, Some(Ok(_)))).unwrap_or(true);
                if answer.is_ok() || !known {
                    // The screens may have ended meanwhile.
                    let _ = self.0.try_set(Some(answer));
                }
            });
        });
    }

    /// Asks anew after a failure.
    pub fn ask_again(self) {
        self.0.set(None);
        spawn_local(async move {
            let answer = call::<GetMe>(&(), &()).await;
            let _ = self.0.try_set(Some(answer));
        });
    }

    /// Looks whether the session has ended, when a call says that nobody is signed in.
    pub(super) fn look_again(self) {
        spawn_local(async move {
            if let Ok(me) = call::<GetMe>(&(), &()).await
                && me.person.is_none()
            {
                let _ = self.0.try_set(Some(Ok(me)));
            }
        });
    }

    /// What a reply says about who is signed in.
    pub fn set(self, me: Me) {
        self.0.set(Some(Ok(me)));
    }

    pub fn standing(self) -> Who {
        self.0.with(|mine| match mine {
            None => Who::Asking,
            Some(Err(error)) => Who::Failed(error.clone()),
            Some(Ok(me)) => me.person.as_ref().map_or(Who::Nobody, |person| {
                Who::SignedIn(person.id, me.organisation.as_ref().map(|organisation| organisation.id))
            }),
        })
    }

    /// Who is signed in; `None` while that is not known, and when nobody is.
    pub fn me(self) -> Signal<Option<Me>> {
        Signal::derive(move || {
            self.0.with(|mine| match mine {
                Some(Ok(me)) if me.person.is_some() => Some(me.clone()),
                _ => None,
            })
        })
    }
}

/// Who is signed in, for a page inside the frame: drawn only when somebody is.
pub fn use_me() -> Signal<Option<Me>> {
    Mine::context().me()
}
