//! One deed of a form, from the press of the button to the reply.

use std::{future::Future, str::FromStr};

use leptos::{prelude::*, reactive::computed::ScopedFuture, reactive::owner::Owner, task::spawn_local};
use serde_json::Value;
use shared::{
    endpoint::encode_component,
    identity::api::GetMe,
    problem::{FieldError, Problem, ProblemKind},
};

use super::{new_intent, typed};
use crate::{
    transport::{CallError, Prover, call},
    workspace::Mine,
};

/// What a form does when it is sent. Copied freely; all copies are one.
///
/// On a page of who is signed in, a call that wants a fresh proof opens the dialog for it and is then made
/// again; when the session has ended, the browser goes to sign in and comes back with what was typed.
#[derive(Clone, Copy, Debug)]
pub struct Submission {
    /// The deed is under way.
    pub busy: Signal<bool>,
    /// Why the last attempt failed.
    pub problem: Signal<Option<CallError>>,
    under_way: RwSignal<bool>,
    failed: RwSignal<Option<CallError>>,
    intent: StoredValue<Option<String>>,
    /// What stood there when an attempt was based on an older version, until one succeeds.
    newer: StoredValue<Option<Value>>,
    prover: StoredValue<Option<Prover>>,
    signed_in: bool,
    fields: StoredValue<Vec<&'static str>>,
}

impl Default for Submission {
    fn default() -> Self {
        Self::new()
    }
}

impl Submission {
    /// Call it while the page is drawn: it takes what it needs from the context.
    pub fn new() -> Self {
        let (under_way, failed) = (RwSignal::new(false), RwSignal::new(None));
        Self {
            busy: under_way.into(),
            problem: failed.into(),
            under_way,
            failed,
            intent: StoredValue::new(None),
            newer: StoredValue::new(None),
            prover: StoredValue::new(use_context()),
            signed_in: Mine::framed(),
            fields: StoredValue::new(Vec::new()),
        }
    }

    /// What is wrong with the member of the body at this JSON pointer, such as `/email`.
    pub fn field(self, pointer: &'static str) -> Signal<Option<String>> {
        self.fields.update_value(|fields| fields.push(pointer));
        Signal::derive(move || {
            self.failed.with(|failed| match failed {
                Some(CallError::Problem(problem)) => problem
                    .errors
                    .iter()
                    .find(|error| error.pointer.as_deref() == Some(pointer))
                    .map(|error| error.detail.clone()),
                Some(CallError::Offline) | None => None,
            })
        })
    }

    /// Whether a field of the form shows this error.
    pub(super) fn shows(self, error: &FieldError) -> bool {
        let pointer = error.pointer.as_deref();
        self.fields.with_value(|fields| fields.iter().any(|field| pointer == Some(*field)))
    }

    /// The name of the deed: the same until a reply arrives, so that a retry after a lost answer is the same
    /// deed.
    pub fn intent(self) -> String {
        self.intent
            .try_update_value(|intent| intent.get_or_insert_with(new_intent).clone())
            .unwrap_or_default()
    }

    /// Makes the call, and hands what it replied to `done`. While one is under way another is not begun; when
    /// the form has left the page meanwhile, nothing more happens.
    pub fn run<T: 'static>(
        self,
        call: impl Future<Output = Result<T, CallError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.under_way.try_get_untracked().unwrap_or(true) {
            return;
        }
        self.under_way.set(true);
        self.failed.set(None);
        let prover = self.prover.get_value();
        let scoped = Owner::new().with(|| {
            if let Some(prover) = prover {
                provide_context(prover);
            }
            ScopedFuture::new_untracked(call)
        });
        spawn_local(async move {
            let reply = scoped.await;
            if self.under_way.try_set(false).is_some() {
                return;
            }
            match reply {
                Ok(value) => {
                    self.intent.set_value(None);
                    self.newer.set_value(None);
                    done(value);
                }
                Err(error) => self.fail(error).await,
            }
        });
    }

    async fn fail(self, error: CallError) {
        if let CallError::Problem(problem) = &error {
            self.intent.set_value(None);
            if problem.is(ProblemKind::VersionStale) && problem.current.is_some() {
                self.newer.set_value(problem.current.clone());
            }
            // A wrong code is answered alike; who is signed in stays and reads what is wrong with it.
            if self.signed_in && problem.is(ProblemKind::SignInRequired) && session_ended().await {
                typed::keep();
                sign_in_again();
            }
        }
        // The form may have left the page.
        let _ = self.failed.try_set(Some(error));
    }

    /// Says what is wrong before anything is sent.
    pub fn refuse(self, errors: Vec<FieldError>) {
        self.failed.set(Some(CallError::Problem(Box::new(Problem::invalid(errors)))));
    }

    /// Takes away what was said about the last attempt.
    pub fn clear(self) {
        self.failed.set(None);
    }

    /// The text as a value of the body, or else `complaint` at its field.
    pub fn parsed<T: FromStr>(self, pointer: &'static str, text: &str, complaint: &str) -> Option<T> {
        let value = text.parse().ok();
        if value.is_none() {
            self.refuse(vec![FieldError::pointer(pointer, complaint)]);
        }
        value
    }

    /// What stands there now, when the last attempt was based on an older version.
    pub fn current(self) -> Option<Value> {
        self.failed.with(|failed| match failed {
            Some(CallError::Problem(problem)) if problem.is(ProblemKind::VersionStale) => {
                problem.current.clone()
            }
            _ => None,
        })
    }

    /// The version on which the next attempt is based: the one that stands there now, once the person was told
    /// that there is a newer one than was `shown`, whatever kept an attempt after that from succeeding.
    /// `pointer` leads to it, such as `/version`.
    pub fn based_on(self, shown: u64, pointer: &str) -> u64 {
        let newer = self.newer.with_value(|newer| newer.as_ref()?.pointer(pointer)?.as_u64());
        newer.map_or(shown, |newer| newer.max(shown))
    }
}

/// A failure that the page itself tells of, in its own language: nothing was sent, or the browser refused.
pub fn told_here(sentence: &str) -> CallError {
    CallError::Problem(Box::new(Problem {
        kind: String::new(),
        ..Problem::new(ProblemKind::ProofRefused, sentence)
    }))
}

async fn session_ended() -> bool {
    matches!(call::<GetMe>(&(), &()).await, Ok(me) if me.person.is_none())
}

/// Goes to sign in, and comes back to this page afterwards.
fn sign_in_again() {
    let location = window().location();
    let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    // A refused navigation leaves the problem on the page, with the same way on.
    let _ = location.set_href(&sign_in_address(&here));
}

/// The address of the page to sign in, with the way back.
pub(crate) fn sign_in_address(after: &str) -> String {
    if after == "/" { "/sign-in".to_owned() } else { format!("/sign-in?after={}", encode_component(after)) }
}
