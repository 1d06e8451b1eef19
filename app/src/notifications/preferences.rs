//! What comes by mail, topic by topic.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::notifications::{
    api::{PreferencesEdit, PreferencesView as Preferences, SetPreferences},
    model::{MailWhen, Topic},
};

use super::texts;
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Icon, IconName, Look, Toast, use_toasts},
    view,
};

const WHENS: [MailWhen; 3] = [MailWhen::AtOnce, MailWhen::Daily, MailWhen::Never];

const fn value(when: MailWhen) -> &'static str {
    match when {
        MailWhen::AtOnce => "at_once",
        MailWhen::Daily => "daily",
        MailWhen::Never => "never",
    }
}

/// Mail about security cannot be switched off, and says why.
#[component]
pub fn PreferencesView(preferences: Preferences) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let chosen = RwSignal::new(preferences.mail);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // What is fixed is not chosen.
        let mail: BTreeMap<_, _> =
            chosen.get_untracked().into_iter().filter(|(topic, _)| *topic != Topic::Security).collect();
        let (body, intent) = (PreferencesEdit { mail }, submission.intent());
        submission.run(
            async move { send::<SetPreferences>(&(), &body, &intent, None).await },
            move |reply| {
                chosen.set(reply.mail);
                toasts.show(Toast { text: t.saved.to_owned(), undo: None });
            },
        );
    };
    let topics = Topic::ALL.map(|topic| choice(topic, chosen)).into_iter().collect_view();
    view! {
        <section class="panel" aria-labelledby="mail-title">
            <h2 id="mail-title">{t.mail_title}</h2>
            <p>{t.mail_lead}</p>
            <form class="form" method="post" on:submit=save>
                {topics}
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.save}</Button>
                </div>
            </form>
        </section>
    }
}

fn choice(topic: Topic, chosen: RwSignal<BTreeMap<Topic, MailWhen>>) -> AnyView {
    let t = texts();
    let (name, about) = (t.topic)(topic);
    let ways = match topic {
        Topic::Security => view! {
            <p class="fixed"><Icon name=IconName::Lock/>{(t.when)(MailWhen::AtOnce)}</p>
            <p class="hint">{t.why_security}</p>
        },
        Topic::Members | Topic::Organisation | Topic::Listings | Topic::Followed => {
            let of = move || chosen.with(|chosen| chosen.get(&topic).copied().unwrap_or_default());
            let first = untrack(of);
            let ways = WHENS.map(|when| {
                view! {
                    <label class="choice">
                        <input
                            type="radio"
                            name=topic.as_str()
                            value=value(when)
                            checked=first == when
                            prop:checked=move || of() == when
                            on:change=move |_| chosen.update(|chosen| { chosen.insert(topic, when); })
                        />
                        <span>{(t.when)(when)}</span>
                    </label>
                }
            });
            view! { <div class="choice-line">{ways.into_iter().collect_view()}</div> }
        }
    };
    view! {
        <fieldset class="choices topic">
            <legend>{name}" "<small>{about}</small></legend>
            {ways}
        </fieldset>
    }
}
