//! What a form says about a failed attempt, beside its fields.

use leptos::{html, prelude::*};
use serde_json::Value;
use shared::problem::{Problem, ProblemKind};

use super::{Submission, Texts, texts, typed};
use crate::{
    platform::use_platform,
    transport::CallError,
    ui::{Notice, Tone},
    view,
    view::{effect, live},
};

/// A member of what is changed, for telling it apart from what stands there now.
#[derive(Clone, Debug)]
pub struct Now {
    pub label: &'static str,
    /// JSON pointer to the member, such as `/name`.
    pub pointer: &'static str,
    /// What the form holds.
    pub yours: Signal<String>,
}

/// Says what went wrong where that is no single field's error, with the way on, and takes the focus; with only
/// fields at fault the first of them takes it. Stands inside the form, before its buttons.
#[component]
pub fn FormProblem(
    submission: Submission,
    /// Own words for problems that this form knows more about than the server says.
    #[prop(optional)]
    said: Option<fn(&Problem) -> Option<&'static str>>,
    /// What the form changes, to show beside what stands there now when somebody else was faster.
    #[prop(optional)]
    now: Vec<Now>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    effect(move || {
        if let Some(form) = node.get().and_then(|node| node.closest("form").ok().flatten()) {
            request_animation_frame(move || typed::restore(&form));
        }
    });
    effect(move || {
        if submission.problem.with(Option::is_some) {
            request_animation_frame(move || focus(node));
        }
    });
    let now = StoredValue::new(now);
    let notice = live(move || submission.problem.get().map(|error| told(submission, error, said, now)));
    view! { <div class="form-problem" node_ref=node tabindex="-1">{notice}</div> }
}

/// Into the notice, or else into the first field at fault.
fn focus(node: NodeRef<html::Div>) {
    let Some(Some(node)) = node.try_get_untracked() else { return };
    if node.first_element_child().is_some() {
        // A notice that left the page meanwhile cannot take the focus, and need not.
        let _ = node.focus();
        return;
    }
    let form = node.closest("form").ok().flatten();
    let field = form.and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten());
    if let Some(field) = field {
        let field: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(field);
        let _ = field.focus();
    }
}

/// `None` when the fields say it all.
fn told(
    submission: Submission,
    error: CallError,
    said: Option<fn(&Problem) -> Option<&'static str>>,
    now: StoredValue<Vec<Now>>,
) -> Option<AnyView> {
    let t = texts();
    let problem = match error {
        CallError::Offline => {
            let server = use_platform().server.get_untracked();
            let said = server.map_or_else(|| t.offline.to_owned(), |name| (t.offline_at)(&name));
            return Some(view! { <Notice tone=Tone::Danger><p>{said}</p></Notice> });
        }
        CallError::Problem(problem) => problem,
    };
    let unseen: Vec<_> = problem.errors.iter().filter(|error| !submission.shows(error)).cloned().collect();
    if unseen.is_empty() && !problem.errors.is_empty() {
        return None;
    }
    let own = said.and_then(|said| said(&problem));
    let words = match own {
        Some(own) => view! { <p>{own}</p> },
        None => sentence(t, &problem),
    };
    // The server's sentences are English.
    let rows = unseen.into_iter().filter(|_| own.is_none()).map(|error| {
        let (name, detail) = (error.name().to_owned(), error.detail);
        view! { <li><code>{name}</code>" " {detail}</li> }
    });
    let rows = rows.collect::<Vec<_>>();
    let rows = (rows.len() > 1).then(|| view! { <ul lang="en">{rows.into_iter().collect_view()}</ul> });
    let current = problem.is(ProblemKind::VersionStale).then(|| problem.current.clone()).flatten();
    let difference = current.map(|current| differences(t, &current, &now.get_value()));
    let way_on = way_on(t, &problem);
    Some(view! {
        <Notice tone=Tone::Danger>
            {words}
            {rows}
            {difference}
            {way_on}
        </Notice>
    })
}

/// What happened: the server's own sentence where it speaks the page's language, or else a sentence for its
/// kind with the server's below it.
fn sentence(t: &'static Texts, problem: &Problem) -> AnyView {
    if problem.kind.is_empty() {
        return view! { <p>{problem.detail.clone()}</p> };
    }
    let kind = ProblemKind::ALL.into_iter().find(|kind| problem.is(*kind));
    let general = kind.and_then(|kind| (t.kind)(kind));
    let reported = problem.instance.clone().filter(|_| problem.status >= 500);
    match general {
        Some(general) => {
            let detail = (problem.status < 500).then(|| problem.detail.clone());
            view! {
                <p>{general}</p>
                {detail.map(|detail| view! { <p class="quiet" lang="en">{detail}</p> })}
                {reported.map(|id| view! { <p>{(t.report)(&id)}</p> })}
            }
        }
        None => {
            let detail = problem.detail.clone();
            view! {
                <p lang="en">{detail}</p>
                {reported.map(|id| view! { <p>{(t.report)(&id)}</p> })}
            }
        }
    }
}

fn way_on(t: &'static Texts, problem: &Problem) -> Option<AnyView> {
    if problem.is(ProblemKind::ProofRequired) {
        return Some(view! { <p>{t.prove}</p> });
    }
    None
}

/// What stands there now beside what the form holds; a whole document member by member where the form does
/// not say what it changes.
fn differences(t: &'static Texts, current: &Value, now: &[Now]) -> AnyView {
    let rows = if now.is_empty() {
        members(current).into_iter().map(|(name, value)| row(name, value, None)).collect_view()
    } else {
        now.iter()
            .map(|now| {
                let there = current.pointer(now.pointer).map(plain).unwrap_or_default();
                row(now.label.to_owned(), there, Some(now.yours))
            })
            .collect_view()
    };
    let yours = (!now.is_empty()).then(|| view! { <th scope="col">{t.yours}</th> });
    view! {
        <p>{t.stale}</p>
        <details class="difference">
            <summary>{t.show_now}</summary>
            <table>
                <thead><tr><td></td><th scope="col">{t.there_now}</th>{yours}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

fn row(label: String, there: String, yours: Option<Signal<String>>) -> AnyView {
    let differs = {
        let there = there.clone();
        move || yours.is_some_and(|yours| yours.with(|yours| *yours != there))
    };
    let yours = yours.map(|yours| view! { <td>{move || yours.get()}</td> });
    view! {
        <tr class:differs=differs>
            <th scope="row">{label}</th>
            <td>{there}</td>
            {yours}
        </tr>
    }
}

/// The members of a document that are one text, number or yes and no.
fn members(document: &Value) -> Vec<(String, String)> {
    let members = document.as_object().into_iter().flatten();
    members
        .filter(|(_, value)| !value.is_object() && !value.is_array() && !value.is_null())
        .map(|(name, value)| (name.clone(), plain(value)))
        .collect()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
