//! Which part of the trail is looked at. The address of the page says it.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    audit::{
        api::{ActorView, AuditQuery},
        filter::{ActorFilter, Filter},
    },
    endpoint::{Query, encode_pairs},
    page::Cursor,
    time::day,
};

use super::{
    kinds::{self, SLICES, filter_name},
    texts,
    who::actor_name,
};
use crate::{
    i18n::{date, use_locale},
    ui::{Button, Chip, Field, FieldKind, Look, Select, SelectOption},
    view,
    workspace::Area,
};

/// The address of a part of the trail, from its newest event.
pub fn address(filter: &Filter) -> String {
    page_address(filter, None)
}

/// The address of the part that begins at the cursor.
pub fn page_address(filter: &Filter, cursor: Option<Cursor>) -> String {
    let query = AuditQuery { filter: filter.clone(), cursor, ..AuditQuery::default() };
    let pairs = query.pairs();
    let path = Area::Trail.path();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", encode_pairs(&pairs)) }
}

/// The first instant of a day that was chosen.
fn start(text: &str) -> Option<DateTime<Utc>> {
    day(text).map(|day| day.and_time(NaiveTime::MIN).and_utc())
}

/// The first instant after a day that was chosen: the day itself is part of what is looked at.
fn end(text: &str) -> Option<DateTime<Utc>> {
    start(text).and_then(|at| at.checked_add_signed(TimeDelta::days(1)))
}

/// The last day before an instant, as it is chosen.
fn last_day(until: DateTime<Utc>) -> String {
    let before = until.checked_sub_signed(TimeDelta::milliseconds(1)).unwrap_or(until);
    before.date_naive().to_string()
}

/// A form of lists and days; sending it opens the address.
#[component]
pub fn FilterForm(
    filter: Filter,
    /// Who did something in what is shown: offered by name.
    actors: Vec<ActorView>,
) -> impl IntoView {
    let t = texts();
    let navigate = use_navigate();
    let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
    let actor = text(filter.actor.map(|actor| actor.to_string()));
    let kind = text(filter.kind.clone());
    let subject = text(filter.subject.clone());
    let from = text(filter.from.map(|from| from.date_naive().to_string()));
    let until = text(filter.until.map(last_day));
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let written = |text: RwSignal<String>| {
            Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let filter = Filter {
            actor: written(actor).and_then(|actor| actor.parse::<ActorFilter>().ok()),
            kind: written(kind),
            subject: written(subject),
            from: written(from).and_then(|text| start(&text)),
            until: written(until).and_then(|text| end(&text)),
        };
        navigate(&address(&filter), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    view! {
        <form class="form audit-filter" method="post" on:submit=apply>
            <div class="filter-fields">
                <Select id="audit-actor" name="actor" label=t.by value=actor options=actor_options(&filter, actors)/>
                <Select id="audit-kind" name="kind" label=t.kind value=kind options=kind_options(&filter)/>
                <Field id="audit-from" name="from" label=t.from value=from kind=FieldKind::Date/>
                <Field id="audit-until" name="until" label=t.until value=until kind=FieldKind::Date hint=t.until_hint/>
                <Field id="audit-subject" name="subject" label=t.subject value=subject hint=t.subject_hint/>
            </div>
            <div class="form-ways">
                <Button look=Look::Primary submit=true>{t.apply}</Button>
            </div>
        </form>
    }
}

fn actor_options(filter: &Filter, actors: Vec<ActorView>) -> Vec<SelectOption> {
    let t = texts();
    let mut options = vec![SelectOption { value: String::new(), label: t.anyone.to_owned() }];
    let mut offer = |value: String, label: String| {
        if !options.iter().any(|option| option.value == value) {
            options.push(SelectOption { value, label });
        }
    };
    for actor in actors {
        let general = matches!(actor.kind.as_str(), "host" | "system");
        if !general {
            offer(actor.filter.clone(), actor_name(&actor));
        }
    }
    // Somebody who did nothing in what is shown stays chosen.
    if let Some(chosen @ (ActorFilter::Person(_) | ActorFilter::Key(_))) = filter.actor {
        offer(chosen.to_string(), chosen.to_string());
    }
    offer(ActorFilter::Host.to_string(), t.host_alone.to_owned());
    offer(ActorFilter::System.to_string(), t.system.to_owned());
    options
}

fn kind_options(filter: &Filter) -> Vec<SelectOption> {
    let t = texts();
    let mut options = vec![SelectOption { value: String::new(), label: t.every_kind.to_owned() }];
    for slice in SLICES {
        let label = (t.all_of)(slice.name());
        options.push(SelectOption { value: slice.slice.to_owned(), label });
        let kinds = kinds::all().filter(|kind| kind.kind.split('.').next() == Some(slice.slice));
        options.extend(
            kinds.map(|kind| SelectOption { value: kind.kind.to_owned(), label: kind.name().to_owned() }),
        );
    }
    if let Some(chosen) = &filter.kind
        && !options.iter().any(|option| option.value == *chosen)
    {
        options.push(SelectOption { value: chosen.clone(), label: chosen.clone() });
    }
    options
}

/// The filters that are on, each with the way to take it away.
#[component]
pub fn Chosen(filter: Filter, actors: Vec<ActorView>) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let mut chips = Vec::new();
    let mut chip = |text: String, without: Filter| {
        let label = (t.remove_filter)(&text);
        chips.push(view! { <li><Chip label=text href=address(&without) remove_label=label/></li> });
    };
    if let Some(actor) = filter.actor {
        let id = actor.to_string();
        let name = actors.iter().find(|shown| shown.filter == id).map_or(id, actor_name);
        chip(format!("{}: {name}", t.by), Filter { actor: None, ..filter.clone() });
    }
    if let Some(kind) = &filter.kind {
        chip(format!("{}: {}", t.kind, filter_name(kind)), Filter { kind: None, ..filter.clone() });
    }
    if let Some(subject) = &filter.subject {
        chip(format!("{}: {subject}", t.subject), Filter { subject: None, ..filter.clone() });
    }
    if let Some(from) = filter.from {
        chip(
            format!("{} {}", t.from, date(locale, from.date_naive())),
            Filter { from: None, ..filter.clone() },
        );
    }
    if let Some(until) = filter.until {
        let shown = day(&last_day(until)).map(|day| date(locale, day)).unwrap_or_default();
        chip(format!("{} {shown}", t.until), Filter { until: None, ..filter.clone() });
    }
    (!chips.is_empty()).then(|| view! { <ul class="chosen" aria-label=t.filters_on>{chips}</ul> })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_chosen_is_looked_at_whole() {
        let at = |text| shared::time::instant(text).expect("an instant");
        assert_eq!(start("2026-11-22"), Some(at("2026-11-22T00:00:00Z")));
        assert_eq!(end("2026-11-22"), Some(at("2026-11-23T00:00:00Z")));
        assert_eq!(end("2026-11-22").map(last_day).as_deref(), Some("2026-11-22"));
        // An address that somebody wrote by hand, in the middle of a day.
        assert_eq!(last_day(at("2026-11-22T10:00:00Z")), "2026-11-22");
        assert_eq!(start("yesterday"), None);
    }

    #[test]
    fn the_address_holds_what_is_looked_at() {
        let filter = Filter { kind: Some("member".to_owned()), ..Filter::default() };
        assert_eq!(address(&filter), "/organisation/audit?kind=member");
        assert_eq!(
            page_address(&filter, Some(Cursor("41".to_owned()))),
            "/organisation/audit?kind=member&cursor=41"
        );
        assert_eq!(address(&Filter::default()), "/organisation/audit");
    }
}
