//! Fields and the search.

use leptos::prelude::*;

use super::{specimen::Theme, texts::texts};
use crate::{
    ui::{
        Checkbox, ComboOption, Combobox, Explain, Field, FieldKind, PasswordField, Saved, Select,
        SelectOption, TextArea, Verdict,
    },
    view,
};

pub(super) fn fields(theme: Theme) -> AnyView {
    let texts = texts();
    let filled = RwSignal::new(texts.sample_title.to_owned());
    let empty = RwSignal::new(String::new());
    let long = RwSignal::new(texts.sample_line.to_owned());
    let address = RwSignal::new("ada@".to_owned());
    let order = RwSignal::new(texts.orders[0].0.to_owned());
    let checked = RwSignal::new(true);
    let orders = texts
        .orders
        .into_iter()
        .map(|(value, label)| SelectOption { value: value.to_owned(), label: label.to_owned() })
        .collect();
    view! {
        <Field id=theme.id("name") name="name" label=texts.name value=filled hint=texts.name_hint max_chars=64 saved=Some(Saved::Saved) required=true />
        <Field
            id=theme.id("mail")
            name="mail"
            label=texts.mail
            value=address
            kind=FieldKind::Email
            error=Some(texts.mail_error.to_owned())
        />
        <Field id=theme.id("line") name="line" label=texts.tagline value=long max_chars=24 saved=Some(Saved::Waiting) />
        <Field id=theme.id("off") name="off" label=texts.disabled value=empty hint=texts.disabled_hint disabled=true />
        <TextArea id=theme.id("prose") name="prose" label=texts.tagline value=long hint=texts.name_hint />
        <TextArea id=theme.id("code") name="code" label=texts.name value=filled code=true error=Some(texts.mail_error.to_owned()) />
        <Select id=theme.id("order") name="sort" label=texts.order value=order options=orders />
        <div>
            <Checkbox name="a" value="1" label=texts.checked checked=checked detail="128" on_change=move |now| checked.set(now) />
            <Checkbox name="b" value="1" label=texts.unchecked checked=false detail="9" />
            <Checkbox name="c" value="1" label=texts.disabled checked=false detail="0" disabled=true />
        </div>
        <p>
            {texts.explain_before} " " <Explain id=theme.id("arr") term=texts.term meaning=texts.meaning /> "."
        </p>
    }
}

/// A password that is entered, one that is being chosen, and one that was refused.
pub(super) fn passwords(theme: Theme) -> AnyView {
    let texts = texts();
    let [entered, chosen, refused] =
        ["", texts.sample_title, "1234"].map(|text| RwSignal::new(text.to_owned()));
    let verdict = |accepted: bool, text: &str| Some(Verdict { accepted, text: text.to_owned() });
    view! {
        <PasswordField
            id=theme.id("password")
            name="password"
            label=texts.password
            value=entered
            autocomplete="current-password"
        />
        <PasswordField
            id=theme.id("chosen")
            name="chosen"
            label=texts.new_password
            value=chosen
            autocomplete="new-password"
            hint=texts.password_hint
            verdict=verdict(true, texts.password_good)
        />
        <PasswordField
            id=theme.id("short")
            name="short"
            label=texts.new_password
            value=refused
            autocomplete="new-password"
            error=Some(texts.password_short.to_owned())
            verdict=verdict(false, texts.password_hint)
        />
    }
}

pub(super) fn samples() -> Vec<ComboOption> {
    let texts = texts();
    texts
        .suggestions
        .into_iter()
        .enumerate()
        .map(|(at, (group, title, detail))| ComboOption {
            id: at.to_string(),
            group: group.to_owned(),
            title: title.to_owned(),
            detail: detail.to_owned(),
            icon_url: (at < 2).then(|| "/mark.svg".to_owned()),
        })
        .collect()
}

pub(super) fn search(theme: Theme) -> AnyView {
    let texts = texts();
    let value = RwSignal::new(String::new());
    let chosen = RwSignal::new(String::new());
    let all = samples();
    let options = Signal::derive(move || {
        let wanted = value.with(|value| value.trim().to_lowercase());
        if wanted.is_empty() {
            return Vec::new();
        }
        all.iter().filter(|option| option.title.to_lowercase().contains(&wanted)).cloned().collect::<Vec<_>>()
    });
    let id = match theme {
        Theme::Light => "gallery-search-light",
        Theme::Dark => "gallery-search-dark",
    };
    view! {
        <form class="row" action="#gallery">
            <Combobox
                id=id
                name="q"
                label=texts.find
                placeholder=texts.find_placeholder
                value=value
                options=options
                on_choose=move |id| chosen.set(id)
            />
        </form>
        <p role="status">{move || chosen.with(|chosen| (!chosen.is_empty()).then(|| format!("{} {chosen}", texts.chosen)))}</p>
    }
}
