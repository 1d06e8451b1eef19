//! What a page shows of somebody's own: asked for by the browser, never by the server.

use std::sync::Arc;

use leptos::{prelude::*, reactive::owner::Owner, task::spawn_local};
use shared::{endpoint::Endpoint, problem::ProblemKind};

use super::Mine;
use crate::{
    loading::{Loaded, Standing, failure, waiting},
    transport::{Answer, CallError, ask},
    view::{effect, live},
};

/// What was asked for. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Private {
    answer: RwSignal<Option<Answer>>,
    turn: RwSignal<u32>,
}

impl Private {
    /// Asks for it anew; what is shown stays until it is there.
    pub fn reload(self) {
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Shows what a change replied, in place of what was asked for.
    pub fn show<T: serde::Serialize>(self, reply: &T) {
        let Ok(text) = serde_json::to_string(reply) else { return self.reload() };
        self.answer.update(|answer| {
            if let Some(answer) = answer {
                answer.reply = Ok(text);
            }
        });
    }
}

/// The reply of `E` at the address, as a view: a skeleton before, and a state page with a way on when it fails.
/// An address of `None` is not known yet. `show` is drawn anew when the reply changes.
pub fn private<E: Endpoint>(
    address: impl Fn() -> Option<String> + Send + Sync + 'static,
    show: impl Fn(E::Reply, Private) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let private = Private { answer: RwSignal::new(None), turn: RwSignal::new(0) };
    let show =
        move |answer: &Answer| -> Loaded<AnyView> { answer.read::<E>().map(|reply| show(reply, private)) };
    shown(private, Arc::new(address), Arc::new(show))
}

type Show = Arc<dyn Fn(&Answer) -> Loaded<AnyView> + Send + Sync>;

/// [`private`] but for its types: compiled once.
fn shown(private: Private, address: Arc<dyn Fn() -> Option<String> + Send + Sync>, show: Show) -> AnyView {
    let Private { answer, turn } = private;
    let mine = Mine::framed().then(Mine::context);
    effect(move || {
        let now = turn.get();
        let Some(address) = address() else { return };
        spawn_local(async move {
            let came = ask(address).await;
            // A later question, or another page, has taken its place.
            if turn.try_get_untracked() == Some(now) {
                if let (Some(mine), Err(CallError::Problem(problem))) = (mine, &came.reply)
                    && problem.is(ProblemKind::SignInRequired)
                {
                    mine.look_again();
                }
                let _ = answer.try_set(Some(came));
            }
        });
    });
    let standing = Standing::default();
    let outer = Owner::current().unwrap_or_default();
    let again = move || private.reload();
    live(move || {
        answer.with(|answer| match answer {
            None => waiting(),
            Some(answer) => standing.draw(outer.child(), || {
                untrack(|| match show(answer) {
                    Ok(view) => view,
                    Err(error) => failure(&error, again),
                })
            }),
        })
    })
}
