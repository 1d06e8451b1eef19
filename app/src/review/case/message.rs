//! What the partner will read: a message, and what has to change, field by field.

use leptos::prelude::*;
use shared::listings::field::Field;

use super::{
    super::texts as around,
    desk::Desk,
    keeper::{Ask, Left},
    replies::Replies,
    texts, words,
};
use crate::{
    loading::replaced,
    ui::{Button, Icon, IconName, Look, Notice, Saved, Select, SelectOption, TextArea, Tone},
    view,
    view::{Keyed, effect, keyed, live},
};

#[component]
pub fn Message(desk: Desk) -> impl IntoView {
    let t = texts();
    let draft = desk.draft;
    let saved = live(move || {
        let said = match (draft.refused.get(), draft.saved.get()) {
            (Some(why), _) => (IconName::Error, (t.refused)(&why)),
            (None, Some(Saved::Saving)) => (IconName::Info, t.saving.to_owned()),
            (None, Some(Saved::Saved)) => (IconName::Check, t.saved.to_owned()),
            // What waits is on this device, unless it has no room.
            (None, Some(Saved::Waiting)) if !draft.unkept.get() => {
                (IconName::Offline, t.kept_here.to_owned())
            }
            (None, Some(Saved::Waiting) | None) if draft.unkept.get() => {
                (IconName::Error, t.not_kept_here.to_owned())
            }
            (None, Some(Saved::Waiting) | None) => return None,
        };
        Some(view! { <span class="saved"><Icon name=said.0/>{said.1}</span> })
    });
    let undecided = Memo::new(move |_| draft.other.with(Option::is_some));
    let writing = replaced(
        move || undecided.get(),
        move |undecided| {
            if undecided {
                view! { <Choose desk=desk/> }
            } else {
                view! { <Write desk=desk/> }
            }
        },
    );
    view! {
        <section class="panel case-wide" id="message" tabindex="-1" aria-labelledby="message-title">
            <h3 id="message-title">{t.message}</h3>
            <p class="hint">{t.message_about}" "<span role="status">{saved}</span></p>
            {writing}
        </section>
    }
}

/// Two writings of which neither knows the other, side by side: the server's and this device's.
#[component]
fn Choose(desk: Desk) -> impl IntoView {
    let t = texts();
    let draft = desk.draft;
    let text = |left: &Left| match left.text() {
        Some(text) => view! { <p class="said">{text}</p> },
        None => view! { <p class="quiet">{t.empty}</p> },
    };
    let there = text(&untrack(|| draft.left()));
    let here = draft.other.with_untracked(|other| other.as_ref().map(text));
    view! {
        <Notice tone=Tone::Waiting>
            <p><b>{t.two_writings}</b>" "{t.two_writings_about}</p>
        </Notice>
        <dl class="beside">
            <div><dt>{t.on_server}</dt><dd tabindex="0">{there}</dd></div>
            <div><dt>{t.on_device}</dt><dd tabindex="0">{here}</dd></div>
        </dl>
        <div class="form-ways">
            <Button on_press=move |()| draft.choose(false)>{t.take_server}</Button>
            <Button on_press=move |()| draft.choose(true)>{t.take_device}</Button>
        </div>
    }
}

/// The fields, and all of it as the partner reads it.
#[component]
fn Write(desk: Desk) -> impl IntoView {
    let t = texts();
    let draft = desk.draft;
    let asks = keyed(move || {
        let row = |ask: Ask| Keyed::new(ask.key.to_string(), move || view! { <AskRow desk=desk ask=ask/> });
        draft.asks.get().into_iter().map(row).collect()
    });
    let some = Memo::new(move |_| draft.asks.with(|asks| !asks.is_empty()));
    view! {
        <div class="case-writing">
            <div class="form">
                <TextArea id="message-text" name="message" label=t.opening value=draft.message rows=4
                    hint=t.opening_hint/>
                <h4>{t.asks}</h4>
                {live(move || (!some.get()).then(|| view! { <p class="quiet">{t.no_asks}</p> }))}
                <ul class="asks">{asks}</ul>
                <div class="form-ways">
                    <Button on_press=move |()| draft.ask(None, String::new())>
                        <Icon name=IconName::Add/>
                        {t.add_ask}
                    </Button>
                </div>
                <Replies desk=desk/>
            </div>
            <Preview desk=desk/>
        </div>
    }
}

/// One thing that has to change: where, and what.
#[component]
fn AskRow(desk: Desk, ask: Ask) -> impl IntoView {
    let t = texts();
    let Ask { key, field, words } = ask;
    let draft = desk.draft;
    let field = RwSignal::new(field.map_or_else(String::new, |field| field.as_str().to_owned()));
    let words = RwSignal::new(words);
    effect(move || {
        let chosen = field.with(|name| Field::ALL.iter().copied().find(|field| field.as_str() == name));
        let words = words.get();
        let differs = draft.asks.with_untracked(|asks| {
            asks.iter().any(|ask| ask.key == key && (ask.field != chosen || ask.words != words))
        });
        if differs {
            draft.asks.update(|asks| {
                if let Some(ask) = asks.iter_mut().find(|ask| ask.key == key) {
                    (ask.field, ask.words) = (chosen, words);
                }
            });
        }
    });
    let whole = SelectOption { value: String::new(), label: (around().field)(None).to_owned() };
    let options = Field::ALL.iter().map(|field| SelectOption {
        value: field.as_str().to_owned(),
        label: (around().field)(Some(*field)).to_owned(),
    });
    let options = std::iter::once(whole).chain(options).collect();
    let remove = move |()| draft.asks.update(|asks| asks.retain(|ask| ask.key != key));
    view! {
        <li class="ask">
            <Select id=format!("ask-{key}-field") name="field" label=t.ask_where value=field options=options/>
            <TextArea id=format!("ask-{key}") name="request" label=t.ask_what value=words rows=2/>
            <Button look=Look::Quiet on_press=remove>
                <Icon name=IconName::Remove/>
                {t.remove_ask}
                <span class="visually-hidden">" "{key}</span>
            </Button>
        </li>
    }
}

/// All of it as one message, as it is sent.
#[component]
fn Preview(desk: Desk) -> impl IntoView {
    let t = texts();
    let shown = live(move || match desk.draft.left().assembled() {
        Err(bad) => view! { <p class="error"><Icon name=IconName::Error/>{words::bad_reply(&bad)}</p> },
        Ok(message) if message.text.is_empty() => view! { <p class="quiet">{t.preview_nothing}</p> },
        Ok(message) => {
            let fields: Vec<_> =
                message.requests.iter().map(|request| (around().field)(request.field)).collect();
            let fields = (!fields.is_empty()).then(|| (t.preview_fields)(&fields.join(", ")));
            view! {
                <p class="said">{message.text}</p>
                {fields.map(|fields| view! { <p class="quiet">{fields}</p> })}
            }
        }
    });
    view! {
        <section class="message-preview" aria-labelledby="preview-title">
            <h4 id="preview-title">{t.preview}</h4>
            {shown}
        </section>
    }
}
