//! Notes on the case: for reviewers, or shared with the partner. Which it will be is said before one writes.

use leptos::prelude::*;
use shared::{
    decisions::words::Words,
    review::{
        api::{AddNote, NewNote, NoteView},
        model::Visibility,
    },
};

use super::{
    super::named,
    desk::{Desk, Stand},
    texts, words,
};
use crate::{
    forms::{FormProblem, Submission, told_here},
    i18n::{instant, use_locale},
    loading::replaced,
    transport::send,
    ui::{Button, Tag, TextArea, Tone},
    view,
    view::live,
};

#[component]
pub fn Notes(desk: Desk) -> impl IntoView {
    let t = texts();
    let notes = desk.part(|case| case.notes.clone());
    let list = live(move || {
        notes.with(|notes| {
            if notes.is_empty() {
                view! { <p class="quiet">{t.no_notes}</p> }
            } else {
                let notes = notes.iter().map(entry).collect_view();
                view! { <ol class="case-notes">{notes}</ol> }
            }
        })
    });
    // Whoever may review can leave a note, also where another decides.
    let may = Memo::new(move |_| {
        use shared::review::api::Barred::{Escalated, OwnOrganisation, OwnSubmission, ReadOnly, SameEyes};
        desk.stand.with(|stand| match stand {
            Stand::Barred(Escalated | SameEyes) => true,
            Stand::Barred(OwnOrganisation | OwnSubmission | ReadOnly) => false,
            // Also after the end; who only reads is barred until then, and the server refuses it after.
            Stand::Ended | Stand::Free | Stand::Mine { .. } | Stand::Lapsed { .. } | Stand::Others { .. } => {
                true
            }
        })
    });
    view! {
            <section class="panel" id="notes" tabindex="-1" aria-labelledby="notes-title">
                <h3 id="notes-title">{t.notes}</h3>
                {list}
    {replaced(move || may.get(), move |may| may.then(|| view! { <Write desk=desk/> }).into_any())}
            </section>
        }
}

fn entry(note: &NoteView) -> AnyView {
    let t = texts();
    let (name, tag) = match note.visibility {
        Visibility::Internal => ("internal", view! { <Tag label=t.internal tone=Tone::Neutral/> }),
        Visibility::Shared => ("shared", view! { <Tag label=t.shared tone=Tone::Waiting/> }),
    };
    let by = format!("{} · {}", named(note.by.as_deref()), instant(use_locale(), note.at));
    view! {
        <li data-visibility=name>
            <p>{tag}" "<span class="quiet">{by}</span></p>
            <p class="said">{note.words.to_string()}</p>
        </li>
    }
}

#[component]
fn Write(desk: Desk) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let shared = RwSignal::new(false);
    let text = desk.draft.note;
    let write = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let visibility = if shared.get_untracked() { Visibility::Shared } else { Visibility::Internal };
        let parsed = text.get_untracked().parse::<Words>();
        let intent = submission.intent();
        submission.run(
            async move {
                let words = parsed.map_err(|bad| told_here(words::bad_words(bad)))?;
                send::<AddNote>(&desk.at, &NewNote { visibility, words }, &intent, None).await
            },
            move |case| {
                text.set(String::new());
                desk.show(case);
            },
        );
    };
    let choice = |value: bool, name: &'static str, about: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="visibility"
                    checked=!value
                    prop:checked=move || shared.get() == value
                    on:change=move |_| shared.set(value)
                />
                <span><b>{name}</b><small>{about}</small></span>
            </label>
        }
    };
    let label = live(move || if shared.get() { t.write_shared } else { t.write_internal });
    view! {
        <form class="form note-form" class:shared=move || shared.get() method="post" on:submit=write novalidate>
            <fieldset class="choices">
                <legend>{t.who_reads}</legend>
                {choice(false, t.internal, t.internal_about)}
                {choice(true, t.shared, t.shared_about)}
            </fieldset>
            <TextArea id="note" name="note" label=t.note value=text rows=3/>
            <FormProblem submission=submission/>
            <div class="form-ways"><Button submit=true busy=submission.busy>{label}</Button></div>
        </form>
    }
}
