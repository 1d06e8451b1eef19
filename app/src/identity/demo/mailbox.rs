//! The local mailbox of a demo: what the program would have sent.

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    ids::MailId,
    mail::api::{DevMail, DevMailView, ListDevMail},
};

use super::{people::no_demo, texts};
use crate::{
    head::{Head, PageHead},
    i18n::{instant, use_locale},
    layout::Heading,
    loading::{Headed, replaced},
    platform::use_platform,
    ui::{Button, Look, StateKind, StatePage},
    view,
    workspace::{Private, private},
};

/// The list, and beside it the mail that is read.
#[component]
pub fn MailboxPage() -> impl IntoView {
    let t = texts();
    provide_context(Headed);
    let head = PageHead {
        title: t.mailbox.to_owned(),
        description: t.mailbox_lead.to_owned(),
        ..PageHead::default()
    };
    let open = RwSignal::new(None::<MailId>);
    let content = if use_platform().demo {
        let mails = private::<ListDevMail>(
            || Some(ListDevMail::url(&(), &())),
            move |mail, page| view! { <Mails mail=mail page=page open=open/> },
        );
        view! {
            <p class="lead">{t.mailbox_lead}</p>
            {mails}
        }
    } else {
        no_demo(t.no_mailbox_body)
    };
    view! {
        <Head page=head/>
        <div class="page mailbox">
            <Heading text=t.mailbox/>
            {content}
        </div>
    }
}

#[component]
fn Mails(mail: DevMail, page: Private, open: RwSignal<Option<MailId>>) -> impl IntoView {
    let t = texts();
    let again = move |()| page.reload();
    if mail.mails.is_empty() {
        return view! {
            <StatePage kind=StateKind::Empty title=t.no_mail_title body=t.no_mail_body>
                <Button on_press=again>{t.look_again}</Button>
            </StatePage>
        };
    }
    if !open.with_untracked(|open| mail.mails.iter().any(|mail| Some(mail.id) == *open)) {
        open.set(mail.mails.first().map(|mail| mail.id));
    }
    let rows = mail.mails.iter().map(|mail| view! { <Row mail=mail.clone() open=open/> }).collect_view();
    let pane = replaced(
        move || open.get(),
        move |open| {
            let mail = mail.mails.iter().find(|mail| Some(mail.id) == open);
            mail.map(|mail| view! { <Reading mail=mail.clone()/> }).into_any()
        },
    );
    view! {
        <div class="form-ways"><Button on_press=again>{t.look_again}</Button></div>
        <div class="mailbox-panes">
            <ul class="mail-list">{rows}</ul>
            <section class="mail-reading" aria-label=t.reading aria-live="polite">{pane}</section>
        </div>
    }
}

#[component]
fn Row(mail: DevMailView, open: RwSignal<Option<MailId>>) -> impl IntoView {
    let locale = use_locale();
    let id = mail.id;
    view! {
        <li>
            <button
                type="button"
                aria-pressed=move || if open.get() == Some(id) { "true" } else { "false" }
                on:click=move |_| open.set(Some(id))
            >
                <b>{mail.subject}</b>
                <span>{mail.to}</span>
                <small>{instant(locale, mail.written_at)}</small>
            </button>
        </li>
    }
}

#[component]
fn Reading(mail: DevMailView) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    // The button of the mail; its address stands in the text, too.
    let link = mail.link.map(|link| {
        view! { <p><a class=Look::Primary.class() href=link rel="external" data-testid=crate::test_ids::MAIL_LINK>{t.open_link}</a></p> }
    });
    view! {
        <article>
            <h2>{mail.subject}</h2>
            <dl class="record-facts">
                <div><dt>{t.to}</dt><dd>{mail.to}</dd></div>
                <div><dt>{t.written}</dt><dd>{instant(locale, mail.written_at)}</dd></div>
            </dl>
            <p class="mail-text">{mail.text}</p>
            {link}
        </article>
    }
}
