//! What the shell knows about servers, asked for again and again and shared by the bar and the page.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::desktop::api::{ConnectionView, ConnectionsView, ListConnections, SignInView};

use crate::{platform::use_platform, transport::call, view::effect};

/// While nothing is under way. The shell answers from memory.
const CALM: Duration = Duration::from_secs(4);
/// While somebody signs in, in the browser.
const BUSY: Duration = Duration::from_millis(400);

/// The servers, as far as they are known. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Servers {
    view: RwSignal<Option<ConnectionsView>>,
    /// Which loop of questions is the one; an older one ends.
    turn: StoredValue<u32>,
    name: StoredValue<ArcRwSignal<Option<String>>>,
}

impl Servers {
    /// Nobody asked yet. Call it once, at the root.
    pub fn unasked() -> Self {
        Self {
            view: RwSignal::new(None),
            turn: StoredValue::new(0),
            name: StoredValue::new(use_platform().server),
        }
    }

    /// Those of this page.
    pub fn context() -> Self {
        use_context().unwrap_or_else(Self::unasked)
    }

    /// Asks in the browser for as long as the screens are there.
    pub fn watch(self) {
        effect(move || self.look());
    }

    /// Asks now, and then on.
    pub fn look(self) {
        let turn = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        if let Some(turn) = turn {
            self.ask(turn);
        }
    }

    fn ask(self, turn: u32) {
        spawn_local(async move {
            let answer = call::<ListConnections>(&(), &()).await;
            // Another loop has taken its place, or the screens have ended.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let busy = match answer {
                Ok(answer) => {
                    let busy = is_under_way(answer.sign_in.as_ref());
                    self.set(answer);
                    busy
                }
                Err(_) => false,
            };
            set_timeout(move || self.ask(turn), if busy { BUSY } else { CALM });
        });
    }

    /// What a reply says. Nothing is drawn anew when nothing changed.
    pub fn set(self, view: ConnectionsView) {
        let here = view.here().map(|here| here.name.clone());
        if let Some(name) = self.name.try_get_value()
            && name.get_untracked() != here
        {
            name.set(here);
        }
        if self.view.try_with_untracked(|known| known.as_ref() != Some(&view)) == Some(true) {
            self.view.set(Some(view));
        }
    }

    /// `None` until the shell has answered.
    pub fn view(self) -> Signal<Option<ConnectionsView>> {
        self.view.into()
    }

    /// The one that the screens work on.
    pub fn here(self) -> Memo<Option<ConnectionView>> {
        Memo::new(move |_| self.view.with(|view| view.as_ref().and_then(ConnectionsView::here).cloned()))
    }
}

/// Whether a sign-in is neither done nor failed.
pub(super) fn is_under_way(sign_in: Option<&SignInView>) -> bool {
    matches!(sign_in, Some(SignInView::Asking { .. } | SignInView::Waiting { .. }))
}
