//! The form that asks for a certification: the level, and a text and a source for each thing that it takes.

use std::str::FromStr;

use leptos::prelude::*;
use shared::{
    certification::{
        api::{CertificationView, Certifications, NewRequest, RequestCertification, RequestView},
        draft::{Typed, TypedEvidence},
        link::Link,
        model::{Evidence, EvidenceKind, Level, WaitsFor},
    },
    decisions::words::Words,
    endpoint::ByCompetency,
    ids::CertificationId,
    problem::FieldError,
};

use super::{
    super::{level_line, texts},
    keeper::Keeper,
};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    i18n::{date, use_locale},
    transport::send,
    ui::{
        Button, Field, FieldKind, Icon, IconName, Look, Notice, Saved, Select, SelectOption, TextArea, Tone,
    },
    view,
    view::live,
};

/// The fields of one kind of evidence.
#[derive(Clone, Copy, Debug)]
struct Piece {
    kind: EvidenceKind,
    words: RwSignal<String>,
    link: RwSignal<String>,
    review: RwSignal<String>,
}

/// Pointers of the fields of a kind: of its text, its link, and the review that it names.
const fn pointers(kind: EvidenceKind) -> [&'static str; 3] {
    match kind {
        EvidenceKind::Statement => ["/statement/words", "/statement/link", "/statement/review"],
        EvidenceKind::Review => ["/review/words", "/review/link", "/review/review"],
        EvidenceKind::Report => ["/report/words", "/report/link", "/report/review"],
    }
}

/// All that is in the form. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
struct Sheet {
    level: RwSignal<String>,
    pieces: [Piece; 3],
    answer: RwSignal<String>,
}

impl Sheet {
    fn of(typed: &Typed) -> Self {
        let piece = |kind| {
            let one = typed.evidence.iter().find(|one| one.kind == kind);
            let text = |text: fn(&TypedEvidence) -> String| RwSignal::new(one.map(text).unwrap_or_default());
            Piece {
                kind,
                words: text(|one| one.words.clone()),
                link: text(|one| one.link.clone()),
                review: text(|one| one.review.as_ref().map(ToString::to_string).unwrap_or_default()),
            }
        };
        Self {
            level: RwSignal::new(typed.level.as_str().to_owned()),
            pieces: EvidenceKind::ALL.map(piece),
            answer: RwSignal::new(typed.answer.clone()),
        }
    }

    /// Follows what is chosen.
    fn level(self) -> Level {
        let chosen = self.level.get();
        Level::ALL.into_iter().find(|level| level.as_str() == chosen).unwrap_or(Level::Declared)
    }

    /// Follows what is typed.
    fn typed(self) -> Typed {
        let piece = |piece: Piece| TypedEvidence {
            kind: piece.kind,
            words: piece.words.get(),
            link: piece.link.get(),
            review: piece.review.get().parse().ok(),
        };
        let blank = |one: &TypedEvidence| one.words.is_empty() && one.link.is_empty() && one.review.is_none();
        let mut evidence: Vec<_> = self.pieces.into_iter().map(piece).collect();
        evidence.retain(|one| !blank(one));
        Typed { level: self.level(), evidence, answer: self.answer.get() }
    }

    fn set(self, typed: &Typed) {
        self.level.set(typed.level.as_str().to_owned());
        self.answer.set(typed.answer.clone());
        for piece in self.pieces {
            let one = typed.evidence.iter().find(|one| one.kind == piece.kind);
            piece.words.set(one.map(|one| one.words.clone()).unwrap_or_default());
            piece.link.set(one.map(|one| one.link.clone()).unwrap_or_default());
            let review = one.and_then(|one| one.review.as_ref()).map(ToString::to_string);
            piece.review.set(review.unwrap_or_default());
        }
    }
}

/// What stands in the form before anything is typed: the draft, or else what was asked for already.
fn begin(view: &CertificationView) -> Typed {
    if let Some(draft) = &view.draft {
        return draft.typed.clone();
    }
    let Some(request) = &view.request else {
        let level = view.badge.as_ref().map_or(Level::Declared, |badge| badge.level);
        return Typed { level, evidence: Vec::new(), answer: String::new() };
    };
    let typed = |one: &Evidence| TypedEvidence {
        kind: one.kind,
        words: one.words.to_string(),
        link: one.link.as_ref().map(ToString::to_string).unwrap_or_default(),
        review: one.review.clone(),
    };
    Typed {
        level: request.level,
        evidence: request.evidence.iter().map(typed).collect(),
        answer: String::new(),
    }
}

#[component]
pub fn RequestForm(
    path: ByCompetency,
    all: StoredValue<Certifications>,
    view: RwSignal<CertificationView>,
    writing: RwSignal<bool>,
    /// Whether the form is there, open or not.
    drawn: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let (typed, draft, question) = view.with_untracked(|view| {
        let waits = |request: &&RequestView| request.waits_for == WaitsFor::Partner;
        let open = view.request.as_ref().filter(waits);
        let question = open.and_then(|request| request.questions.last()).map(|one| one.words.to_string());
        (begin(view), view.draft.clone(), question)
    });
    let sheet = Sheet::of(&typed);
    let keeper = Keeper::new(path, draft.as_ref(), typed);
    let everything = Memo::new(move |_| sheet.typed());
    keeper.follow(everything);
    let answers = question.is_some();
    let fresh = CertificationId::new(&FreshIds);
    let needed = Memo::new(move |_| {
        let level = sheet.level();
        all.with_value(|all| {
            let of = all.levels.iter().find(|needed| needed.level == level);
            of.map(|needed| needed.kinds.clone()).unwrap_or_default()
        })
    });
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(body) = read(sheet, &needed.get_untracked(), answers, submission, || {
            view.with_untracked(|view| view.certification).unwrap_or(fresh)
        }) else {
            return;
        };
        let (version, intent) = (view.with_untracked(|view| view.version), submission.intent());
        let based_on = submission.based_on(version, "/version");
        submission.run(
            async move { send::<RequestCertification>(&path, &body, &intent, Some(based_on)).await },
            move |next| {
                keeper.end();
                writing.set(false);
                drawn.set(false);
                view.set(next);
            },
        );
    };
    let id = path.competency.as_str();
    let levels =
        Level::ALL.map(|level| SelectOption { value: level.as_str().to_owned(), label: level_line(level) });
    let pieces = live(move || {
        let needed = needed.get();
        let fields = |piece: &Piece| untrack(|| fields(*piece, id, all, submission));
        sheet.pieces.iter().filter(|piece| needed.contains(&piece.kind)).map(fields).collect_view()
    });
    let answer = question.map(|question| {
        view! {
            <p class="said asked">{question}</p>
            <TextArea id=format!("{id}-answer") name="answer" label=t.answer value=sheet.answer rows=3
                hint=t.answer_hint error=submission.field("/answer") required=true/>
        }
    });
    view! {
        <form class="form" method="post" on:submit=ask novalidate>
            <h3>{if answers { t.answer_title } else { t.request_title }}</h3>
            {answer}
            <Select id=format!("{id}-level") name="level" label=t.level value=sheet.level options=levels.into()/>
            {pieces}
            <Kept keeper=keeper on_take=move |typed: Typed| sheet.set(&typed) mine=everything/>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>
                    {if answers { t.send_answer } else { t.send_request }}
                </Button>
                <Button on_press=move |()| writing.set(false)>{t.later}</Button>
            </div>
        </form>
    }
}

/// The fields of one kind of evidence.
fn fields(
    piece: Piece,
    id: &'static str,
    all: StoredValue<Certifications>,
    submission: Submission,
) -> AnyView {
    let t = texts();
    let kind = piece.kind.as_str();
    let [words, link, review] = pointers(piece.kind);
    let reviews = all.with_value(|all| all.reviews.clone());
    let named = (piece.kind == EvidenceKind::Review).then(|| {
        if reviews.is_empty() {
            return view! { <Notice tone=Tone::Waiting><p>{t.no_reviews}</p></Notice> };
        }
        let none = SelectOption { value: String::new(), label: t.choose_review.to_owned() };
        let one = |review: &shared::certification::api::Reviewed| SelectOption {
            value: review.receipt.to_string(),
            label: (t.review_of)(&review.label.to_string(), &date(use_locale(), review.at.date_naive())),
        };
        let options = std::iter::once(none).chain(reviews.iter().map(one)).collect();
        let wrong = submission.field(review);
        view! {
            <Select id=format!("{id}-{kind}-review") name="review" label=t.which_review value=piece.review options=options/>
            {live(move || wrong.get().map(|error| view! { <p class="error">{error}</p> }))}
        }
    });
    let wants_link = piece.kind == EvidenceKind::Report;
    view! {
        <fieldset class="evidence-piece">
            <legend>{(t.kind)(piece.kind)}</legend>
            {named}
            <TextArea id=format!("{id}-{kind}") name=kind label=t.what_it_shows value=piece.words rows=4
                hint=(t.kind_hint)(piece.kind) error=submission.field(words) required=true/>
            <Field id=format!("{id}-{kind}-link") name="link" label=t.link kind=FieldKind::Url value=piece.link
                hint=if wants_link { t.link_needed } else { t.link_hint } error=submission.field(link)
                required=wants_link/>
        </fieldset>
    }
}

/// What the form says, or what is wrong with it at its field.
fn read(
    sheet: Sheet,
    needed: &[EvidenceKind],
    answers: bool,
    submission: Submission,
    id: impl FnOnce() -> CertificationId,
) -> Option<NewRequest> {
    let t = texts();
    let (mut evidence, mut wrong) = (Vec::new(), Vec::new());
    for piece in sheet.pieces.into_iter().filter(|piece| needed.contains(&piece.kind)) {
        let [words_at, link_at, review_at] = pointers(piece.kind);
        let words = words(&piece.words.get_untracked());
        let typed = piece.link.get_untracked();
        let link = match typed.trim() {
            "" if piece.kind == EvidenceKind::Report => Err(t.link_needed),
            "" => Ok(None),
            text => Link::from_str(text).map(Some).map_err(|_| t.bad_link),
        };
        let review = piece.review.get_untracked().parse().ok();
        if words.is_none() {
            wrong.push(FieldError::pointer(words_at, t.no_words));
        }
        if let Err(why) = link {
            wrong.push(FieldError::pointer(link_at, why));
        }
        if piece.kind == EvidenceKind::Review && review.is_none() {
            wrong.push(FieldError::pointer(review_at, t.choose_review));
        }
        if let (Some(words), Ok(link)) = (words, link) {
            let review = review.filter(|_| piece.kind == EvidenceKind::Review);
            evidence.push(Evidence { kind: piece.kind, words, link, review });
        }
    }
    let answer = words(&sheet.answer.get_untracked()).filter(|_| answers);
    if answers && answer.is_none() {
        wrong.push(FieldError::pointer("/answer", t.no_words));
    }
    if !wrong.is_empty() {
        submission.refuse(wrong);
        return None;
    }
    Some(NewRequest { certification: id(), level: untrack(|| sheet.level()), evidence, answer })
}

fn words(text: &str) -> Option<Words> {
    text.parse().ok()
}

/// Where what is written is kept, and what somebody else wrote meanwhile.
#[component]
fn Kept(keeper: Keeper, #[prop(into)] on_take: Callback<Typed>, mine: Memo<Typed>) -> impl IntoView {
    let t = texts();
    let saved = live(move || {
        let said = match (keeper.refused.get(), keeper.saved.get()) {
            (Some(why), _) => (IconName::Error, why),
            (None, Some(Saved::Saving)) => (IconName::Info, t.keeping.to_owned()),
            (None, Some(Saved::Saved)) => (IconName::Check, t.kept.to_owned()),
            (None, Some(Saved::Waiting)) => (IconName::Offline, t.not_kept.to_owned()),
            (None, None) => return None,
        };
        Some(view! { <span class="saved"><Icon name=said.0/>{said.1}</span> })
    });
    let take = move |()| {
        if let Some(typed) = keeper.take_theirs() {
            on_take.run(typed);
        }
    };
    let theirs = live(move || {
        keeper.theirs.get().map(|theirs| {
            let by = theirs.by.unwrap_or_else(|| t.somebody.to_owned());
            view! {
                <Notice tone=Tone::Waiting>
                    <p>{(t.written_meanwhile)(&by)}</p>
                    <div class="form-ways">
                        <Button on_press=move |()| keeper.keep_mine(mine.get_untracked())>{t.keep_mine}</Button>
                        <Button on_press=take>{t.take_theirs}</Button>
                    </div>
                </Notice>
            }
        })
    });
    view! { <p class="hint" role="status">{saved}</p>{theirs} }
}
