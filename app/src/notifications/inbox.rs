//! The inbox: what is unread first.

use chrono::{DateTime, Utc};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    identity::api::GetMe,
    ids::NotificationId,
    notifications::api::{Inbox, InboxQuery, ListNotifications, MarkRead, NotificationView, Read},
};

use super::texts;
use crate::{
    forms::{FormProblem, Submission},
    i18n::{distance, instant, use_locale},
    transport::{call, send},
    ui::{Button, Look, StateKind, StatePage, Tag, Toast, new_intent, use_toasts},
    view,
    view::{Keyed, keyed, live},
    workspace::Mine,
};

/// What the parts of the inbox share.
#[derive(Clone, Copy, Debug)]
pub struct Letters {
    inbox: RwSignal<Inbox>,
    mine: Mine,
    now: DateTime<Utc>,
}

impl Letters {
    /// Shows these as read; none stands for all.
    fn seen(self, read: &[NotificationId]) {
        self.inbox.update(|inbox| {
            for notification in &mut inbox.notifications {
                if (read.is_empty() || read.contains(&notification.id)) && !notification.read {
                    notification.read = true;
                    inbox.unread = inbox.unread.saturating_sub(1);
                }
            }
            if read.is_empty() {
                inbox.unread = 0;
            }
        });
        // The number in the rail.
        spawn_local(async move {
            if let Ok(me) = call::<GetMe>(&(), &()).await {
                self.mine.set(me);
            }
        });
    }
}

#[component]
pub fn InboxView(inbox: Inbox, now: DateTime<Utc>) -> impl IntoView {
    let t = texts();
    let letters = Letters { inbox: RwSignal::new(inbox), mine: Mine::context(), now };
    let inbox = letters.inbox;
    let some = Memo::new(move |_| inbox.with(|inbox| !inbox.notifications.is_empty()));
    let lists = live(move || {
        if !some.get() {
            return view! { <StatePage kind=StateKind::Empty title=t.none_title body=t.none_body/> };
        }
        view! {
            {list(letters, t.unread, "unread-title", false)}
            {list(letters, t.earlier, "read-title", true)}
        }
    });
    view! {
        <p class="lead" role="status">{live(move || inbox.with(|inbox| (t.lead)(inbox.unread)))}</p>
        <MarkAll letters=letters/>
        {lists}
        <Older letters=letters/>
    }
}

#[component]
pub fn MarkAll(letters: Letters) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let unread = Memo::new(move |_| letters.inbox.with(|inbox| inbox.unread > 0));
    let mark = move |()| {
        let intent = submission.intent();
        let all = Read { notifications: Vec::new() };
        submission.run(async move { send::<MarkRead>(&(), &all, &intent, None).await }, move |_| {
            letters.seen(&[]);
            toasts.show(Toast { text: t.all_read.to_owned(), undo: None });
        });
    };
    live(move || {
        unread.get().then(|| {
            view! {
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button busy=submission.busy on_press=mark>{t.mark_all}</Button>
                </div>
            }
        })
    })
}

/// One half of the inbox, left out while it is empty.
fn list(letters: Letters, title: &'static str, id: &'static str, read: bool) -> AnyView {
    let some = Memo::new(move |_| {
        letters.inbox.with(|inbox| inbox.notifications.iter().any(|notification| notification.read == read))
    });
    live(move || {
        some.get().then(|| {
            let rows = keyed(move || {
                letters.inbox.with(|inbox| {
                    let of_half = inbox.notifications.iter().filter(|notification| notification.read == read);
                    of_half
                        .map(|notification| {
                            let notification = notification.clone();
                            Keyed::new(notification.id.to_string(), move || {
                                view! { <Row letters=letters notification=notification/> }
                            })
                        })
                        .collect()
                })
            });
            view! {
                <section class="inbox" aria-labelledby=id>
                    <h2 id=id>{title}</h2>
                    <ul class="notifications">{rows}</ul>
                </section>
            }
        })
    })
}

/// Following the link marks it as read.
#[component]
pub fn Row(letters: Letters, notification: NotificationView) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let NotificationView { id, topic, text, organisation, href, at, read, .. } = notification;
    let body = move || Read { notifications: vec![id] };
    let follow = move |_| {
        if !read {
            spawn_local(async move {
                // Where it does not arrive, it stays unread.
                if send::<MarkRead>(&(), &body(), &new_intent(), None).await.is_ok() {
                    letters.seen(&[id]);
                }
            });
        }
    };
    let mark = move |()| {
        let intent = submission.intent();
        submission.run(async move { send::<MarkRead>(&(), &body(), &intent, None).await }, move |_| {
            letters.seen(&[id]);
        });
    };
    let deed = (!read).then(|| {
        let label = (t.mark_read_named)(&text);
        view! {
            <button type="button" class=Look::Quiet.class() aria-label=label
                aria-busy=move || submission.busy.get().then_some("true") on:click=move |_| mark(())>
                {t.mark_read}
            </button>
        }
    });
    let locale = use_locale();
    view! {
        <li class="notification" class:unread=!read>
            <p>
                {(!read).then(|| view! { <span class="visually-hidden">{t.unread_mark}": "</span> })}
                <a href=href on:click=follow>{text}</a>
            </p>
            <p class="quiet">
                <Tag label=(t.topic)(topic).0/>
                " "
                {organisation.map(|name| format!("{name} · "))}
                <time datetime=at.to_rfc3339() title=instant(locale, at)>{distance(locale, at, letters.now)}</time>
            </p>
            {deed}
            <FormProblem submission=submission/>
        </li>
    }
}

/// The next part, put behind what is shown.
#[component]
pub fn Older(letters: Letters) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let next = Memo::new(move |_| letters.inbox.with(|inbox| inbox.next.clone()));
    let load = move |()| {
        let query = InboxQuery { cursor: next.get_untracked() };
        submission.run(async move { call::<ListNotifications>(&(), &query).await }, move |older| {
            letters.inbox.update(|inbox| {
                let known: Vec<_> = inbox.notifications.iter().map(|notification| notification.id).collect();
                let fresh = older.notifications.into_iter().filter(|older| !known.contains(&older.id));
                inbox.notifications.extend(fresh);
                inbox.next = older.next;
            });
        });
    };
    live(move || {
        next.get().map(|_| {
            view! {
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button busy=submission.busy on_press=load>{t.older}</Button>
                </div>
            }
        })
    })
}
