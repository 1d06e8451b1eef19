//! Canned replies: chosen, filled in, and put into the message, where they can be changed.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::review::{
    api::CaseView,
    replies::{BadReply, CannedReply, Message, Piece, assemble},
};

use super::{super::texts as around, desk::Desk, texts, words};
use crate::{
    loading::replaced,
    ui::{Button, Field, Icon, IconName, Select, SelectOption},
    view,
    view::live,
};

/// The names of the values that a reply wants, once each. Braces that are doubled stand for themselves.
pub fn wanted(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let after = &rest[at + 1..];
        if let Some(after) = after.strip_prefix('{') {
            rest = after;
        } else if let Some((name, after)) = after.split_once('}') {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
            rest = after;
        } else {
            break;
        }
    }
    names
}

/// The reply with its values. A blank one counts as missing.
///
/// # Errors
/// See [`BadReply`].
pub fn filled(reply: &CannedReply, values: &[(String, String)]) -> Result<Message, BadReply> {
    let said = values.iter().filter(|(_, value)| !value.trim().is_empty());
    let values: BTreeMap<_, _> = said.map(|(name, value)| (name.clone(), value.trim().to_owned())).collect();
    assemble(&[Piece::Canned(reply.clone())], &values)
}

/// What is known of the values without asking.
fn known(case: &CaseView, name: &str) -> String {
    match name {
        "name" => case.row.name.clone(),
        "version" => case.row.label.to_string(),
        "partner" => case.row.partner.clone(),
        "other" => case.likenesses.first().map(|likeness| likeness.with.name.clone()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// A reply in a list: its field and its first words.
fn label(reply: &CannedReply) -> String {
    let mut short: String = reply.text.chars().take(60).collect();
    if short.len() < reply.text.len() {
        short.push('…');
    }
    match reply.field {
        Some(field) => format!("{}: {short}", (around().field)(Some(field))),
        None => short,
    }
}

#[component]
pub fn Replies(desk: Desk) -> impl IntoView {
    let t = texts();
    let replies = desk.case.with_untracked(|case| case.replies.clone());
    if replies.is_empty() {
        return ().into_any();
    }
    let none = SelectOption { value: String::new(), label: t.choose_reply.to_owned() };
    let options = replies.iter().map(|reply| SelectOption { value: reply.id.clone(), label: label(reply) });
    let options = std::iter::once(none).chain(options).collect();
    let chosen = RwSignal::new(String::new());
    let said = RwSignal::new(None::<&'static str>);
    let form = replaced(
        move || chosen.get(),
        move |id| match replies.iter().find(|reply| reply.id == id) {
            Some(reply) => view! { <Fill desk=desk reply=reply.clone() chosen=chosen said=said/> },
            None => ().into_any(),
        },
    );
    view! {
        <details class="replies">
            <summary>{t.replies}</summary>
            <div class="form">
                <Select id="reply" name="reply" label=t.reply value=chosen options=options
                    on_change=move |_| said.set(None)/>
                {form}
                <p role="status">{live(move || said.get())}</p>
            </div>
        </details>
    }
}

/// The values that a reply wants, the reply as it will read, and the way into the message.
#[component]
fn Fill(
    desk: Desk,
    reply: CannedReply,
    chosen: RwSignal<String>,
    said: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let t = texts();
    let values: Vec<(String, RwSignal<String>)> = desk.case.with_untracked(|case| {
        wanted(&reply.text)
            .into_iter()
            .map(|name| (name.clone(), RwSignal::new(known(case, &name))))
            .collect()
    });
    let fields = values.iter().map(|(name, value)| {
        view! { <Field id=format!("value-{name}") name=name.clone() label=(t.value_of)(name) value=*value/> }
    });
    let fields = fields.collect_view();
    let message = Memo::new(move |_| {
        let values: Vec<_> = values.iter().map(|(name, value)| (name.clone(), value.get())).collect();
        filled(&reply, &values)
            .map(|message| (message.text, message.requests))
            .map_err(|bad| words::bad_reply(&bad))
    });
    let wrong = RwSignal::new(None::<String>);
    let add = move |()| match message.get_untracked() {
        Err(bad) => wrong.set(Some(bad)),
        Ok((text, requests)) => {
            if requests.is_empty() {
                desk.draft.say(&text);
                said.set(Some(t.added_to_message));
            }
            for request in requests {
                desk.draft.ask(request.field, request.words.to_string());
                said.set(Some(t.added_to_asks));
            }
            chosen.set(String::new());
        }
    };
    view! {
        {fields}
        <p class="said">{live(move || message.with(|message| match message {
            Ok((text, _)) => text.clone(),
            Err(missing) => missing.clone(),
        }))}</p>
        {live(move || wrong.get().map(|bad| view! {
            <p class="error" role="alert"><Icon name=IconName::Error/>{bad}</p>
        }))}
        <div class="form-ways"><Button on_press=add>{t.add_reply}</Button></div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(text: &str) -> CannedReply {
        CannedReply { id: "greeting".to_owned(), field: None, text: text.to_owned() }
    }

    #[test]
    fn a_reply_says_what_it_wants_once() {
        assert_eq!(wanted("Thank you for {name} {version}, {name}."), ["name", "version"]);
        assert_eq!(wanted("A {{brace}} is no value, and {other} is one."), ["other"]);
        assert!(wanted("A brace { without its partner").is_empty());
        assert!(wanted("Nothing.").is_empty());
    }

    #[test]
    fn whatever_is_wanted_fills_the_default_replies() {
        for reply in shared::review::defaults::replies() {
            let values: Vec<_> =
                wanted(&reply.text).into_iter().map(|name| (name, "Tally".to_owned())).collect();
            assert!(filled(&reply, &values).is_ok(), "{}", reply.id);
        }
    }

    #[test]
    fn a_blank_value_is_missing() {
        let value = |value: &str| filled(&reply("Hello {name}"), &[("name".to_owned(), value.to_owned())]);
        assert!(matches!(value("  "), Err(BadReply::NoValue { .. })));
        assert_eq!(value(" Tally ").expect("a message").text, "Hello Tally");
    }
}
