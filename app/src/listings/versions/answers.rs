//! Answers to what a review asks for. What is typed stays on this device until it is sent, whatever becomes of
//! the page; where somebody else answers meanwhile, both writings are shown.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    decisions::words::Words,
    ids::SubmissionId,
    listings::{
        api::{AnswerTo, AnswerVersion, Answers, VersionView, Versions},
        state::VersionState,
    },
    organisations::permission::Permission,
};

use super::{Desk, texts};
use crate::{
    browser,
    forms::{FormProblem, Submission},
    loading::replaced,
    review::texts as console,
    transport::send,
    ui::{Button, Notice, TextArea, Tone},
    view,
    view::{effect, live},
};

/// What this device keeps of an answer that the server does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Left {
    pub text: String,
    /// The answer that the server had when this was typed; empty for none.
    pub based_on: String,
}

/// What this device keeps of answers, by the names under which it does.
pub type Kept = BTreeMap<String, Left>;

/// What this device still has of answers to what is asked for now.
pub fn left(all: &Versions) -> Kept {
    let open = all.versions.iter().filter(|version| version.state == VersionState::ChangesRequested);
    let names = open.flat_map(|version| {
        let round = version.submission;
        (0..version.asked.len()).map(move |at| name(round, at))
    });
    let kept = names.filter_map(|name| {
        let left = serde_json::from_str(&browser::kept(&name)?).ok()?;
        Some((name, left))
    });
    kept.collect()
}

/// Under which this device keeps an answer.
pub fn name(submission: SubmissionId, at: usize) -> String {
    format!("{}{submission}/{at}", browser::DRAFT)
}

/// What stands in a field, and another writing beside it of which one is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Standing {
    said: String,
    /// The server's, as far as who types has seen it.
    seen: String,
    /// The server's, where it differs from both.
    other: Option<String>,
}

/// What becomes of what is typed when the server has `there`.
fn meet(said: String, seen: String, there: String) -> Standing {
    if there == seen {
        Standing { said, seen, other: None }
    } else if said == seen || said == there {
        Standing { said: there.clone(), seen: there, other: None }
    } else {
        Standing { said, seen, other: Some(there) }
    }
}

/// What the last round of a version asks for, each with what the partner says to it.
pub(super) fn answers(desk: Desk, version: Memo<Option<VersionView>>) -> AnyView {
    let t = texts();
    let may = desk.here.may(Permission::ListingsSubmit);
    let round = Memo::new(move |_| {
        version.with(|version| {
            let version = version.as_ref()?;
            Some((version.submission, version.state == VersionState::ChangesRequested, version.asked.len()))
        })
    });
    // Drawn once for each round: an answer that is kept leaves what is typed in the others alone.
    replaced(
        move || round.get(),
        move |_| {
            let shown = version.get_untracked().filter(|version| !version.asked.is_empty());
            let Some(shown) = shown else { return ().into_any() };
            let open = shown.state == VersionState::ChangesRequested;
            let round = shown.submission;
            let entries = shown.asked.iter().enumerate().map(|(at, asked)| {
                let answer = if open && may {
                    view! { <Answering desk=desk version=version round=round at=at/> }
                } else {
                    let said = move || there(version, round, at).filter(|answer| !answer.is_empty());
                    let said = live(move || said().unwrap_or_else(|| t.no_answer.to_owned()));
                    view! { <p class="said">{said}</p> }
                };
                view! {
                    <li>
                        <p><b>{(console().field)(asked.field)}</b></p>
                        <p class="said asked">{asked.words.to_string()}</p>
                        {answer}
                    </li>
                }
            });
            let entries = entries.collect_view();
            view! {
                <h4>{if open { t.asked } else { t.was_asked }}</h4>
                <ol class="case-asked">{entries}</ol>
            }
        },
    )
}

/// The server's answer, empty for none; `None` once the version is in another round.
fn there(version: Memo<Option<VersionView>>, round: SubmissionId, at: usize) -> Option<String> {
    version.with(|version| {
        let version = version.as_ref().filter(|version| version.submission == round)?;
        Some(version.asked.get(at)?.answer.as_ref().map(ToString::to_string).unwrap_or_default())
    })
}

/// An answer to one request, sent by itself.
#[component]
fn Answering(
    desk: Desk,
    version: Memo<Option<VersionView>>,
    round: SubmissionId,
    at: usize,
) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let name = StoredValue::new(name(round, at));
    let known = untrack(|| there(version, round, at)).unwrap_or_default();
    let left = desk.left.try_update_value(|left| left.remove(&name.get_value())).flatten();
    let Left { text, based_on } =
        left.unwrap_or_else(|| Left { text: known.clone(), based_on: known.clone() });
    let Standing { said, seen, other } = meet(text, based_on, known);
    let (said, seen, other) = (RwSignal::new(said), RwSignal::new(seen), RwSignal::new(other));
    effect(move || {
        let Some(there) = there(version, round, at) else { return };
        let met = untrack(|| meet(said.get(), seen.get(), there));
        if untrack(|| said.get()) != met.said {
            said.set(met.said);
        }
        seen.set(met.seen);
        other.set(met.other);
    });
    effect(move || {
        let left = Left { text: said.get(), based_on: seen.get() };
        let name = name.get_value();
        if left.text == left.based_on {
            browser::forget(&name);
        } else {
            browser::keep(&name, &serde_json::to_string(&left).unwrap_or_default());
        }
    });
    let path =
        version.with_untracked(|version| version.as_ref().map(|version| desk.version(version.version)));
    let send_it = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Some(path), None) = (path, other.get_untracked()) else { return };
        let typed = said.get_untracked();
        let Some(words) = submission.parsed::<Words>("/answers/0/words", &typed, t.no_words) else { return };
        let sent = words.to_string();
        let body = Answers { answers: vec![AnswerTo { at, words }] };
        let intent = submission.intent();
        submission.run(async move { send::<AnswerVersion>(&path, &body, &intent, None).await }, move |all| {
            // What was typed on since then is still to be sent.
            if said.get_untracked() == typed {
                said.set(sent.clone());
            }
            seen.set(sent);
            desk.all.set(all);
        });
    };
    let unsent = Memo::new(move |_| said.with(|said| seen.with(|seen| said != seen)));
    let choose = move |own: bool| {
        let Some(theirs) = other.get_untracked() else { return };
        if !own {
            said.set(theirs.clone());
        }
        seen.set(theirs);
        other.set(None);
    };
    let label =
        move || live(move || if seen.with(String::is_empty) { t.keep_answer } else { t.change_answer });
    view! {
        <form class="form" method="post" on:submit=send_it novalidate>
            <TextArea id=format!("answer-{round}-{at}") name="answer" label=t.answer value=said rows=2
                hint=t.answer_hint error=submission.field("/answers/0/words")/>
            {live(move || unsent.get().then(|| view! { <p class="quiet">{t.unsent}</p> }))}
            <FormProblem submission=submission/>
            {live(move || match other.get() {
                Some(theirs) => two(&theirs, choose),
                None => view! {
                    <div class="form-ways">
                        <Button submit=true busy=submission.busy>{label()}</Button>
                    </div>
                },
            })}
        </form>
    }
}

/// Another answer beside what is typed, and the choice between both.
fn two(theirs: &str, choose: impl Fn(bool) + Copy + Send + Sync + 'static) -> AnyView {
    let t = texts();
    let theirs = if theirs.is_empty() { t.no_answer.to_owned() } else { theirs.to_owned() };
    view! {
        <Notice tone=Tone::Waiting>
            <p>{t.answered_meanwhile}</p>
            <p class="said">{theirs}</p>
        </Notice>
        <div class="form-ways">
            <Button on_press=move |()| choose(false)>{t.take_theirs}</Button>
            <Button on_press=move |()| choose(true)>{t.stay_with_mine}</Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(said: &str, seen: &str, there: &str, stands: (&str, &str, Option<&str>)) {
        let met = meet(said.to_owned(), seen.to_owned(), there.to_owned());
        assert_eq!((met.said.as_str(), met.seen.as_str(), met.other.as_deref()), stands);
    }

    #[test]
    fn what_is_typed_stays_beside_what_somebody_else_answered() {
        check("Do", "", "", ("Do", "", None));
        check("", "", "Done.", ("Done.", "Done.", None));
        check("Done.", "", "Done.", ("Done.", "Done.", None));
        check("Do", "", "Done.", ("Do", "", Some("Done.")));
        check("Done, twice.", "Done.", "Done.", ("Done, twice.", "Done.", None));
    }
}
