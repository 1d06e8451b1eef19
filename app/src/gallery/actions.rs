//! Buttons, labels, and what comes over the page.

use leptos::prelude::*;

use super::{specimen::Theme, texts::texts};
use crate::ui::{
    Breadcrumbs, Button, Chip, ComboOption, Crumb, Dialog, Icon, IconName, LinkButton, Look, Notice, Palette,
    Sheet, Tag, ThemeToggle, Toast, Tone, When, use_toasts,
};

use crate::view;

pub(super) fn buttons(_: Theme) -> AnyView {
    let texts = texts();
    let rows = Look::ALL
        .into_iter()
        .map(|look| {
            view! {
                <div class="row">
                    <Button look=look>{texts.do_it}</Button>
                    <Button look=look disabled=true>
                        {texts.disabled}
                    </Button>
                    <Button look=look busy=true>
                        {texts.busy}
                    </Button>
                    <LinkButton look=look href="#gallery">
                        {texts.link}
                        <Icon name=IconName::Forward />
                    </LinkButton>
                </div>
            }
        })
        .collect_view();
    view! {
        {rows}
        <div class="row">
            <button type="button" class="button shown-focus">
                {texts.focused}
            </button>
            <ThemeToggle />
        </div>
    }
}

pub(super) fn labels(_: Theme) -> AnyView {
    let texts = texts();
    let tags = Tone::ALL
        .into_iter()
        .zip(texts.tones)
        .map(|(tone, label)| view! { <Tag label=label tone=tone /> })
        .collect_view();
    let notices = [Tone::Information, Tone::Waiting, Tone::Done, Tone::Danger]
        .into_iter()
        .zip(texts.notices)
        .map(|(tone, text)| view! { <Notice tone=tone>{text}</Notice> })
        .collect_view();
    let above = vec![Crumb { label: texts.sample_root.to_owned(), href: "#gallery".to_owned() }];
    view! {
        <div class="row">{tags}</div>
        <div class="row">
            <Chip label=texts.sample_filter href="#gallery" remove_label=texts.sample_remove />
            <Chip label=texts.sample_filter href="#gallery" remove_label=texts.sample_remove />
        </div>
        <p>
            <When date=super::facts::day(2026, 3, 14) today=super::facts::TODAY />
        </p>
        <Breadcrumbs above=above here=texts.sample_title />
        {notices}
    }
}

pub(super) fn overlays(theme: Theme) -> AnyView {
    let texts = texts();
    let toasts = use_toasts();
    let (dialog, sheet, palette) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let query = RwSignal::new(String::new());
    let undone = RwSignal::new(false);
    let options = Signal::derive(move || {
        let wanted = query.with(|query| query.to_lowercase());
        super::forms::samples()
            .into_iter()
            .filter(|option| option.title.to_lowercase().contains(&wanted))
            .collect::<Vec<ComboOption>>()
    });
    let id = match theme {
        Theme::Light => "gallery-palette-light",
        Theme::Dark => "gallery-palette-dark",
    };
    let undo = Callback::new(move |()| undone.set(true));
    view! {
        <div class="row">
            <Button on_press=move |()| dialog.set(true)>{texts.open_dialog}</Button>
            <Button on_press=move |()| sheet.set(true)>{texts.open_sheet}</Button>
            <Button on_press=move |()| palette.set(true)>{texts.open_palette}</Button>
            <Button on_press=move |()| {
                undone.set(false);
                toasts.show(Toast { text: texts.toast.to_owned(), undo: Some(undo) });
            }>{texts.show_toast}</Button>
            <span role="status">{move || undone.get().then_some(texts.undone)}</span>
        </div>
        <Dialog open=dialog title=texts.sample_title>
            <p>{texts.sample_text}</p>
        </Dialog>
        <Sheet open=sheet title=texts.sample_title>
            <p>{texts.sample_text}</p>
        </Sheet>
        <Palette open=palette label=texts.find query=query options=options on_choose=|_| {} id=id />
    }
}
