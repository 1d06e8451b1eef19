//! Scheduling something in a slot of the home page.

use leptos::prelude::*;
use shared::{
    editorial::{
        api::{ChangeSchedule, EntryView, ListingRef, ScheduleChange, ScheduleView},
        model::Shows,
    },
    endpoint::ByOrganisation,
    ids::SlotEntryId,
    problem::FieldError,
    slug::Slug,
};

use super::{
    change,
    find::Find,
    instant::{TimeFields, Times},
    texts,
};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    loading::replaced,
    ui::{Button, Look, Select, SelectOption, Sheet},
    view,
    view::live,
    workspace::Private,
};

/// What is asked about: a new entry, perhaps of a slot, or one that is there.
#[derive(Clone, Debug)]
pub enum About {
    New(Option<Slug>),
    One(EntryView),
}

/// The choice that leads to the search for apps.
const AN_APP: &str = "app";

/// A choice as the value of an option.
fn value(shows: &Shows) -> String {
    match shows {
        Shows::Collection { id } => id.to_string(),
        Shows::Landing { id } => id.to_string(),
        Shows::Listing { .. } => AN_APP.to_owned(),
    }
}

#[component]
pub fn PlaceForm(
    about: About,
    open: RwSignal<bool>,
    at: ByOrganisation,
    page: Private,
    schedule: ScheduleView,
) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let (before, wanted) = match about {
        About::New(slot) => (None, slot),
        About::One(entry) => (Some(entry.clone()), Some(entry.slot)),
    };
    let first = schedule.slots.first().map(|slot| slot.name.clone());
    let slot = RwSignal::new(wanted.or(first).map(|slot| slot.to_string()).unwrap_or_default());
    let slots: Vec<SelectOption> = schedule
        .slots
        .iter()
        .map(|slot| SelectOption { value: slot.name.to_string(), label: (t.slot_name)(slot.name.as_str()) })
        .collect();
    let mut choices = vec![SelectOption { value: AN_APP.to_owned(), label: t.shows_app.to_owned() }];
    choices.extend(schedule.choices.iter().map(|choice| {
        let kind = choice.taxonomy.map_or(t.shows_collection, t.shows_landing);
        SelectOption { value: value(&choice.shows), label: format!("{kind}: {}", choice.label) }
    }));
    let chosen = before.as_ref().map(|entry| value(&entry.shows));
    let what =
        RwSignal::new(chosen.or_else(|| choices.get(1).map(|first| first.value.clone())).unwrap_or_default());
    let app = RwSignal::new(before.as_ref().and_then(|entry| match entry.shows {
        Shows::Listing { id } => Some((id, entry.label.clone())),
        Shows::Collection { .. } | Shows::Landing { .. } => None,
    }));
    let window = before.as_ref().map(|entry| entry.window);
    let times = Times::of(window.as_ref());
    let (fresh, is_new) = (SlotEntryId::new(&FreshIds), before.is_none());
    let (id, version) = (before.map(|entry| entry.id), schedule.version);
    let all = StoredValue::new(schedule.choices);
    let is_app = Memo::new(move |_| what.with(|what| what == AN_APP));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let shows = if is_app.get_untracked() {
            app.get_untracked().map(|(id, _)| Shows::Listing { id })
        } else {
            let wanted = what.get_untracked();
            all.with_value(|all| {
                all.iter().find(|choice| value(&choice.shows) == wanted).map(|choice| choice.shows.clone())
            })
        };
        let Some(what) = shows else {
            submission.refuse(vec![FieldError::pointer("/what", t.no_choice)]);
            return;
        };
        let Some(slot) = submission.parsed::<Slug>("/slot", &slot.get_untracked(), t.no_choice) else {
            return;
        };
        let Some(when) = times.read(submission, window.as_ref()) else { return };
        let body = match id {
            None => ScheduleChange::Place { id: fresh, slot, what, when },
            Some(id) => ScheduleChange::Change { id, slot: Some(slot), what: Some(what), when: Some(when) },
        };
        change::<ChangeSchedule>(submission, at, body, version, page, move || open.set(false));
    };
    let app_chosen = replaced(
        move || is_app.get(),
        move |is_app| {
            let found = move |listing: ListingRef| app.set(Some((listing.id, listing.name)));
            let find = move || {
                view! {
                    <Find id="place-app" at=at on_choose=found/>
                    {live(move || app.get().map(|(_, name)| view! {
                        <p><span class="quiet">{t.chosen}": "</span><b>{name}</b></p>
                    }))}
                }
            };
            is_app.then(find).into_any()
        },
    );
    let error = submission.field("/what");
    let slot_error = submission.field("/slot");
    view! {
        <Sheet open=open title=if is_new { t.place_title } else { t.place_change_title }>
            <form class="form" method="post" on:submit=save novalidate>
                <Select id="place-slot" name="slot" label=t.slot value=slot options=slots/>
                {live(move || slot_error.get().map(|error| view! { <p class="error">{error}</p> }))}
                <Select id="place-what" name="what" label=t.shows value=what options=choices/>
                {app_chosen}
                {live(move || error.get().map(|error| view! { <p class="error">{error}</p> }))}
                <TimeFields times=times submission=submission from_id="place-from" until_id="place-until" most_days=None/>
                <FormProblem submission=submission/>
                <div class="form-ways sticky-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>
                        {if is_new { t.place_it } else { t.save }}
                    </Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        </Sheet>
    }
}
