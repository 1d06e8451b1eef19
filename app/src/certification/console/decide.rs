//! What becomes of a request: granted, refused, or asked about.

use leptos::prelude::*;
use shared::{
    certification::api::{
        AskForMore, CertificationCase, CertificationRuling, DecideCertification, RequestView, Said,
    },
    decisions::words::Words,
    endpoint::ByCertification,
    marketplace::model::Level,
    problem::FieldError,
};

use super::super::{level_line, texts};
use crate::{
    forms::{FormProblem, Submission},
    loading::replaced,
    transport::send,
    ui::{Button, Look, Select, SelectOption, TextArea, Toast, use_toasts},
    view,
    view::live,
};

/// What can become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Grant,
    More,
    Refuse,
}

impl Deed {
    const ALL: [Self; 3] = [Self::Grant, Self::More, Self::Refuse];
}

#[component]
pub fn Decide(at: ByCertification, case: RwSignal<CertificationCase>, request: RequestView) -> impl IntoView {
    let t = &texts().console;
    let submission = Submission::new();
    let toasts = use_toasts();
    let deed = RwSignal::new(None::<Deed>);
    let level = RwSignal::new(request.level.as_str().to_owned());
    let words = RwSignal::new(String::new());
    let send_it = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(chosen) = deed.get_untracked() else {
            return submission.refuse(vec![FieldError::pointer("/ruling", t.no_deed)]);
        };
        let complaint = texts().no_words;
        let Some(said) = submission.parsed::<Words>("/words", &words.get_untracked(), complaint) else {
            return;
        };
        let level = level.get_untracked();
        let level = Level::ALL.into_iter().find(|one| one.as_str() == level).unwrap_or(Level::Declared);
        let version = case.with_untracked(|case| case.view.version);
        let (intent, based_on) = (submission.intent(), submission.based_on(version, "/view/version"));
        let done = move |next: CertificationCase| {
            words.set(String::new());
            deed.set(None);
            case.set(next);
            toasts.show(Toast { text: t.done.to_owned(), undo: None });
        };
        match chosen {
            Deed::More => submission.run(
                async move { send::<AskForMore>(&at, &Said { words: said }, &intent, Some(based_on)).await },
                done,
            ),
            Deed::Grant | Deed::Refuse => {
                let ruling = if chosen == Deed::Grant {
                    CertificationRuling::Grant { level, looked_at: said }
                } else {
                    CertificationRuling::Refuse { words: said }
                };
                submission.run(
                    async move { send::<DecideCertification>(&at, &ruling, &intent, Some(based_on)).await },
                    done,
                );
            }
        }
    };
    let waits = request.waits_for == shared::certification::model::WaitsFor::Partner;
    let choices = Deed::ALL.into_iter().filter(|choice| !(waits && *choice == Deed::More)).map(|choice| {
        let (name, about) = match choice {
            Deed::Grant => (t.grant, t.grant_about),
            Deed::More => (t.more, t.more_about),
            Deed::Refuse => (t.refuse, t.refuse_about),
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="ruling"
                    prop:checked=move || deed.get() == Some(choice)
                    on:change=move |_| deed.set(Some(choice))
                />
                <span><b>{name}</b><small>{about}</small></span>
            </label>
        }
    });
    let choices = choices.collect_view();
    let no_deed = submission.field("/ruling");
    let asked = request.level;
    let fields = replaced(move || deed.get(), move |deed| fields(deed, asked, level, words, submission));
    view! {
        <section class="panel" id="decide" aria-labelledby="decide-title">
            <h3 id="decide-title">{t.decide}</h3>
            <form class="form" method="post" on:submit=send_it novalidate>
                <fieldset class="choices">
                    <legend>{t.what_now}</legend>
                    {choices}
                </fieldset>
                {live(move || no_deed.get().map(|error| view! { <p class="error" role="alert">{error}</p> }))}
                {fields}
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>
                        {live(move || match deed.get() {
                            None => t.decide,
                            Some(Deed::Grant) => t.do_grant,
                            Some(Deed::More) => t.do_more,
                            Some(Deed::Refuse) => t.do_refuse,
                        })}
                    </Button>
                </div>
            </form>
        </section>
    }
}

/// What has to be said with a deed.
fn fields(
    deed: Option<Deed>,
    asked: Level,
    level: RwSignal<String>,
    words: RwSignal<String>,
    submission: Submission,
) -> AnyView {
    let t = &texts().console;
    let Some(deed) = deed else { return ().into_any() };
    let (label, hint) = match deed {
        Deed::Grant => (t.looked_at, t.looked_at_hint),
        Deed::More => (t.what_more, t.words_hint),
        Deed::Refuse => (t.why_not, t.words_hint),
    };
    let levels = Level::ALL
        .into_iter()
        .filter(|one| *one <= asked)
        .map(|one| SelectOption { value: one.as_str().to_owned(), label: level_line(one) });
    let levels = (deed == Deed::Grant).then(|| {
        view! { <Select id="grant-level" name="level" label=t.level value=level options=levels.collect()/> }
    });
    view! {
        {levels}
        <TextArea id="ruling-words" name="words" label=label value=words rows=4 hint=hint
            error=submission.field("/words") required=true/>
    }
}
