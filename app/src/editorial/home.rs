//! The home page: its slots with what is scheduled in them, and how it looks.

use leptos::prelude::*;
use shared::{
    editorial::{
        api::{ChangeSchedule, EntryView, ScheduleChange, ScheduleView, Standing},
        policy::Slot,
    },
    endpoint::ByOrganisation,
    ids::SlotEntryId,
};

use super::{
    change,
    place::{About, PlaceForm},
    preview::Preview,
    span, standing_tag, texts,
};
use crate::{
    forms::{FormProblem, Submission},
    organisations::asked,
    ui::{Button, Icon, IconName, Look},
    view,
    workspace::Private,
};

#[component]
pub fn Home(schedule: ScheduleView, at: ByOrganisation, page: Private) -> impl IntoView {
    let t = texts();
    let about = RwSignal::new(None::<About>);
    let clearing = Submission::new();
    let version = schedule.version;
    let clear = move |id: SlotEntryId| {
        change::<ChangeSchedule>(clearing, at, ScheduleChange::Clear { id }, version, page, || ());
    };
    let slots = schedule.slots.iter().map(|slot| {
        let entries = schedule
            .entries
            .iter()
            .filter(|entry| entry.slot == slot.name && entry.standing != Standing::Over);
        slot_view(slot, entries.cloned().collect(), about, clear)
    });
    let slots = slots.collect_view();
    let stored = StoredValue::new(schedule);
    view! {
        <p class="lead">{t.home_lead}</p>
        <div class="form-ways">
            <Button look=Look::Primary on_press=move |()| about.set(Some(About::New(None)))>{t.place_it}</Button>
        </div>
        <FormProblem submission=clearing/>
        <section class="editorial-part" aria-labelledby="slots">
            <h2 id="slots">{t.slots}</h2>
            <ol class="slots">{slots}</ol>
        </section>
        <Preview at=at/>
        {asked(about, move |about, open| view! {
            <PlaceForm about=about open=open at=at page=page schedule=stored.get_value()/>
        })}
    }
}

fn slot_view(
    slot: &Slot,
    entries: Vec<EntryView>,
    about: RwSignal<Option<About>>,
    clear: impl Fn(SlotEntryId) + Copy + Send + Sync + 'static,
) -> AnyView {
    let t = texts();
    let name = (t.slot_name)(slot.name.as_str());
    let here = StoredValue::new(slot.name.clone());
    let rows = entries.into_iter().map(|entry| {
        let (id, asked) = (entry.id, StoredValue::new(entry.clone()));
        view! {
            <li>
                <span class="order-name">
                    <b>{entry.label}</b>
                    <span class="quiet">{span(&entry.window)}</span>
                    {(!entry.is_there).then(|| view! {
                        <span class="not-there"><Icon name=IconName::Warning/>{t.not_there}</span>
                    })}
                </span>
                {standing_tag(entry.standing)}
                <span class="order-ways">
                    <Button on_press=move |()| about.set(Some(About::One(asked.get_value())))>{t.change}</Button>
                    <Button on_press=move |()| clear(id)>{t.clear}</Button>
                </span>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <li class="panel slot">
            <div class="slot-head">
                <h3>{name.clone()}</h3>
                <span class="quiet">{(t.otherwise)(&slot.otherwise)}</span>
                <button type="button" class="button quiet square" aria-label=format!("{}: {name}", t.place_it) title=t.place_it
                    on:click=move |_| about.set(Some(About::New(Some(here.get_value()))))>
                    <Icon name=IconName::Add/>
                </button>
            </div>
            <ul class="slot-entries">{rows}</ul>
        </li>
    }
}
