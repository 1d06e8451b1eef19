//! The manifest as a form. It writes into the same TOML that stands in the other view, and leaves everything else
//! in it as it is: comments, order, what the form does not know.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Value, json};
use shared::manifest::{
    Report,
    catalogue::{Catalogue, Sensitivity},
    report::Finding,
    rule::Severity,
    start::{Known, start},
    words::{self as found_words, Language},
};

use super::{
    outline::{Ask, GROUPS, Group, List, Slot},
    words,
};
use crate::{
    browser::focus,
    i18n::{language_name, languages, use_locale},
    listings::{
        inputs::{Asked, Form as Written, Named, Picks, Rows, one, picks, price, rows, text},
        keeper::Keeper,
        sheet::Sheet,
        texts,
    },
    ui::{Button, Checkbox, Icon, IconName, Look, Notice, Tone},
    view,
    view::{effect, live},
};

/// What the form works on.
#[derive(Clone, Copy)]
struct Desk {
    sheet: Sheet,
    report: Memo<Option<Report>>,
    catalogue: StoredValue<Catalogue>,
}

/// The id of the input of a part.
pub fn id_of(pointer: &str) -> String {
    format!("manifest{}", pointer.replace('/', "-"))
}

#[component]
pub fn Form(keeper: Keeper, sheet: Sheet, report: Memo<Option<Report>>) -> impl IntoView {
    let t = texts();
    let desk = Desk { sheet, report, catalogue: StoredValue::new(Catalogue::default()) };
    let (empty, readable) =
        (Memo::new(move |_| report.with(Option::is_none)), Memo::new(move |_| sheet.readable()));
    let begin = move |()| {
        let content = untrack(|| keeper.content());
        let support = content.support.unwrap_or_default();
        let known = Known {
            name: &content.name,
            summary: &content.tagline,
            email: &support.email,
            url: &support.url,
        };
        keeper.set(shared::listings::field::Field::Manifest, json!(start(&known)));
    };
    live(move || {
        if empty.get() {
            view! {
                <p>{t.manifest_none}</p>
                <Button on_press=move |()| begin(())>{t.manifest_begin}</Button>
            }
        } else if readable.get() {
            let groups = GROUPS.iter().map(|group| draw(desk, group)).collect_view();
            view! { <div class="manifest-form">{groups}</div> }
        } else {
            view! { <Notice tone=Tone::Waiting>{t.manifest_unreadable}</Notice> }
        }
    })
}

fn draw(desk: Desk, group: &'static Group) -> AnyView {
    let pointer = format!("/{}", group.name());
    view! {
        <fieldset class="group">
            <legend id=id_of(&pointer) tabindex="-1">{title(group)}</legend>
            {wrong_here(desk, pointer.clone())}
            {body(desk, group, &pointer)}
        </fieldset>
    }
}

fn title(group: &Group) -> &'static str {
    words::group(group.path).map_or(group.path, |(title, _)| title)
}

/// The inputs of a table, or the rows of a list.
fn body(desk: Desk, group: &'static Group, pointer: &str) -> AnyView {
    if !group.list {
        return inputs(desk, group, pointer);
    }
    let add = words::group(group.path).map_or("", |(_, add)| add);
    let found = move |pointer: &str| {
        let inside = format!("{pointer}/");
        desk.report.with(|report| {
            let all = report.iter().flat_map(|report| &report.findings);
            let here = all.filter(|it| it.place.pointer == pointer || it.place.pointer.starts_with(&inside));
            here.filter(|it| it.severity != Severity::Hint).count()
        })
    };
    // The first part is what tells one from another.
    let first = group.slots.first().map_or("", |slot| slot.name);
    let asked = Rows {
        add,
        line: line_of,
        new: json!({ first: "" }),
        ordered: false,
        inputs: Arc::new(move |pointer: &str| {
            view! { {wrong_here(desk, pointer.to_owned())}{inputs(desk, group, pointer)} }
        }),
        found: Arc::new(found),
    };
    rows(desk.sheet, pointer, asked)
}

/// What tells an entry from the others, and what is said about it.
fn line_of(value: &Value) -> (String, String) {
    let text = |names: &[&str]| {
        let mut found = names.iter().filter_map(|name| value.get(*name)?.as_str());
        found.next().unwrap_or_default().to_owned()
    };
    (
        text(&["scope", "class", "host", "url", "meter", "name", "id", "where", "kind"]),
        text(&["purpose", "title"]),
    )
}

fn inputs(desk: Desk, group: &'static Group, pointer: &str) -> AnyView {
    let draw =
        |slot: &'static Slot| input(desk, slot, group.path, format!("{pointer}/{}", slot.name), pointer);
    group.slots.iter().map(draw).collect_view().into_any()
}

fn input(desk: Desk, slot: &'static Slot, path: &'static str, pointer: String, around: &str) -> AnyView {
    let (label, hint) = words::slot(path, slot.name).unwrap_or((slot.name, ""));
    let (id, cell) = (id_of(&pointer), desk.sheet.cell(pointer.clone()));
    let wrong = wrong(desk, pointer.clone());
    let asked = |form: Written, rows: u32| Asked { id: id.clone(), label, hint, form, rows, code: false };
    match slot.ask {
        Ask::Line => text(cell, asked(Written::Text, 0), wrong),
        Ask::Text => text(cell, asked(Written::Text, 2), wrong),
        Ask::Number => text(cell, asked(Written::Number, 0), wrong),
        Ask::Price => price(cell, &id, label, hint, wrong),
        Ask::Flag => {
            let (read, checked) = (cell.clone(), RwSignal::new(false));
            effect(move || checked.set(read.get() == json!(true)));
            let on_change = Callback::new(move |on: bool| cell.set(json!(on)));
            view! { <Checkbox name=id.clone() value="true" label=label checked=checked on_change=on_change/> }
        }
        Ask::One(list) => {
            let around = around.to_owned();
            one(cell, id, label, move || choices(desk, list, &around), wrong)
        }
        Ask::Many(list) => {
            let around = around.to_owned();
            let asked = Picks { id, label, hint, first_counts: false };
            picks(cell, asked, move || choices(desk, list, &around), wrong)
        }
        Ask::Rows(group) => view! { <h4>{title(group)}</h4>{body(desk, group, &pointer)} },
    }
}

/// What can be chosen in the entry at a pointer.
fn choices(desk: Desk, list: List, around: &str) -> Vec<Named> {
    let t = texts();
    let beside =
        |name: &str| desk.sheet.at(&format!("{around}/{name}")).as_str().unwrap_or_default().to_owned();
    let plain = |names: &[String]| names.iter().map(|name| Named::plain(name)).collect::<Vec<_>>();
    desk.catalogue.with_value(|catalogue| match list {
        List::Scopes => {
            let named = |scope: &shared::manifest::catalogue::Scope| Named {
                name: scope.name.clone(),
                label: match scope.sensitivity {
                    Sensitivity::Ordinary => scope.name.clone(),
                    Sensitivity::Personal => format!("{} · {}", scope.name, t.personal),
                    Sensitivity::Sensitive => format!("{} · {}", scope.name, t.sensitive),
                },
            };
            catalogue.scopes.iter().map(named).collect()
        }
        List::FieldsOfScope => {
            catalogue.scope(&beside("scope")).map(|scope| plain(&scope.fields)).unwrap_or_default()
        }
        List::Events => catalogue.events.iter().map(|event| Named::plain(&event.name)).collect(),
        List::Surfaces => catalogue.surfaces.iter().map(|surface| Named::plain(&surface.kind)).collect(),
        List::PlacesOfSurface => {
            catalogue.surface(&beside("kind")).map(|surface| plain(&surface.places)).unwrap_or_default()
        }
        List::Classes => catalogue.classes.iter().map(|class| Named::plain(&class.name)).collect(),
        List::Regions => plain(&catalogue.regions),
        List::Languages => spoken(),
        List::Intervals => {
            let named =
                |(name, label): (&&str, &str)| Named { name: (*name).to_owned(), label: label.to_owned() };
            shared::manifest::model::Interval::NAMES.iter().zip(t.intervals).map(named).collect()
        }
        List::Meters => {
            let meters = desk.sheet.at("/meters");
            let ids = meters.as_array().into_iter().flatten().filter_map(|meter| meter.get("id")?.as_str());
            ids.filter(|id| !id.is_empty()).map(Named::plain).collect()
        }
    })
}

/// The languages that have a name here.
pub fn spoken() -> Vec<Named> {
    let locale = use_locale();
    languages()
        .map(|tag| Named { name: tag.to_owned(), label: language_name(locale, tag).into_owned() })
        .collect()
}

/// What is wrong at a part: the most serious thing.
fn wrong(desk: Desk, pointer: String) -> Signal<Option<String>> {
    let language = use_locale().pick(Language::English, Language::German);
    let said = Memo::new(move |_| {
        desk.report.with(|report| {
            let all = report.iter().flat_map(|report| &report.findings);
            let here = all.filter(|it| it.place.pointer == pointer || list_item(&pointer, &it.place.pointer));
            let serious = here.filter(|it| it.severity != Severity::Hint);
            serious.min_by_key(|it| it.severity).map(|finding| sentence(language, finding))
        })
    });
    Signal::derive(move || said.get())
}

/// Whether a pointer names an entry of the list of words at another.
fn list_item(list: &str, pointer: &str) -> bool {
    let index = pointer.strip_prefix(list).and_then(|rest| rest.strip_prefix('/'));
    index.is_some_and(|index| !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit()))
}

fn sentence(language: Language, finding: &Finding) -> String {
    let said = found_words::finding(language, finding);
    format!("{}. {}", said.title, said.fix)
}

/// What is wrong at a group or an entry as a whole.
fn wrong_here(desk: Desk, pointer: String) -> AnyView {
    let language = use_locale().pick(Language::English, Language::German);
    let said = Memo::new(move |_| {
        desk.report.with(|report| {
            let all = report.iter().flat_map(|report| &report.findings);
            let here = all.filter(|it| it.place.pointer == pointer && it.severity != Severity::Hint);
            here.map(|finding| sentence(language, finding)).collect::<Vec<_>>()
        })
    });
    live(move || {
        let said = said
            .get()
            .into_iter()
            .map(|said| view! { <p class="field-error"><Icon name=IconName::Error/>{said}</p> });
        said.collect_view()
    })
}

/// The button that leads to where a finding is.
pub fn way_to(sheet: Sheet, finding: &Finding) -> AnyView {
    let t = texts();
    let pointer = finding.place.pointer.clone();
    let go = move |()| {
        sheet.shown.set(None);
        sheet.shown.set(Some(pointer.clone()));
        // What is missing is written where it would be; what has no input of its own is within one that has.
        let mut at = pointer.clone();
        request_animation_frame(move || {
            while document().get_element_by_id(&id_of(&at)).is_none() {
                let Some((around, _)) = at.rsplit_once('/') else { return };
                at = around.to_owned();
            }
            focus(&id_of(&at));
        });
    };
    view! { <Button look=Look::Quiet on_press=go>{t.manifest_show}</Button> }
}
