//! Making a key.

use chrono::TimeDelta;
use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    identity::{
        api::{MakeKey, NewKey},
        model::Name,
        policy::KeyPolicy,
    },
    ids::KeyId,
    organisations::permission::{Permission, Permissions},
    problem::FieldError,
};

use super::{Ring, texts};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission, texts as forms},
    i18n::{date, use_locale},
    organisations::roles::Choice,
    transport::send,
    ui::{Button, Field, Look, Select, SelectOption, Sheet},
    view,
};

/// For how many days a key works.
const DAYS: [u32; 5] = [7, 30, 90, 180, 365];
/// What is chosen at first.
const USUAL: u32 = 90;

/// An hour short of the longest: the server's clock may be behind this one.
fn lifetime(days: u32, most: u32) -> TimeDelta {
    let whole = TimeDelta::days(days.into());
    if days < most { whole } else { TimeDelta::days(most.into()) - TimeDelta::hours(1) }
}

fn why_not(_: Permission) -> &'static str {
    texts().not_held
}

#[component]
pub fn Make(ring: Ring, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let submission = Submission::new();
    let (name, of_organisation) = (RwSignal::new(String::new()), RwSignal::new(false));
    let days = RwSignal::new(USUAL.to_string());
    let chosen = RwSignal::new(Permissions::NONE);
    let possible = ring.keys.with_untracked(|keys| keys.scopes);
    let id = KeyId::new(&FreshIds);
    let most = KeyPolicy::default().max_days;
    let options = DAYS
        .into_iter()
        .filter(|days| *days <= most)
        .map(|days| {
            let until = date(locale, (ring.now + TimeDelta::days(days.into())).date_naive());
            SelectOption { value: days.to_string(), label: (t.expiry_days)(days.into(), &until) }
        })
        .collect();
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(name) = submission.parsed::<Name>("/name", &name.get_untracked(), forms().no_name) else {
            return;
        };
        let scopes = chosen.get_untracked();
        if scopes.is_empty() {
            submission.refuse(vec![FieldError::pointer("/scopes", t.no_scope)]);
            return;
        }
        let days: u32 = days.get_untracked().parse().unwrap_or(USUAL);
        let body = NewKey {
            id,
            of_organisation: of_organisation.get_untracked(),
            name,
            scopes,
            expires_at: ring.now + lifetime(days, most),
        };
        let (path, intent) = (ByOrganisation { organisation: ring.here.organisation }, submission.intent());
        submission.run(async move { send::<MakeKey>(&path, &body, &intent, None).await }, move |made| {
            open.set(false);
            ring.put(made.key.clone());
            ring.made.set(Some(made));
        });
    };
    let whose = move |organisation: bool, title: &'static str, about: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="whose"
                    value=if organisation { "organisation" } else { "me" }
                    checked=!organisation
                    prop:checked=move || of_organisation.get() == organisation
                    disabled=organisation && !ring.manages
                    on:change=move |_| of_organisation.set(organisation)
                />
                <span>
                    <b>{title}</b>
                    <small>{about}</small>
                </span>
            </label>
        }
    };
    let about_organisation = if ring.manages { t.whose_organisation_about } else { t.whose_organisation_not };
    view! {
        <Sheet open=open title=t.make_title>
            <form class="form" method="post" on:submit=make novalidate>
                <Field id="key-name" name="name" label=t.key_name value=name hint=t.key_name_hint
                    error=submission.field("/name") max_chars=100 required=true/>
                <fieldset class="choices">
                    <legend>{t.whose}</legend>
                    {whose(false, t.whose_me, t.whose_me_about)}
                    {whose(true, t.whose_organisation, about_organisation)}
                </fieldset>
                <Select id="key-days" name="days" label=t.expiry value=days options=options/>
                <Choice name="scope" legend=t.may offered=Permissions::of_keys(ring.here.kind)
                    possible=possible chosen=chosen why_not=why_not error=submission.field("/scopes")/>
                <p class="hint">{t.may_about}</p>
                <FormProblem submission=submission/>
                <div class="form-ways sticky-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.create}</Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        </Sheet>
    }
}
