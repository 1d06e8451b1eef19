//! One collection: what it is called, what is in it, and when it is shown.

use std::sync::Arc;

use leptos::prelude::*;
use shared::{
    editorial::{
        api::{ChangeCollection, CollectionChange, CollectionView, ListingRef, Standing},
        model::Place,
    },
    endpoint::{ByCollection, ByOrganisation},
    ids::ListingId,
};

use super::{
    change,
    find::Find,
    instant::{TimeFields, Times},
    naming::{Naming, NamingFields},
    order::{Order, Ordered},
    span, standing_tag, texts,
};
use crate::{
    forms::{FormProblem, Submission},
    ui::{Button, Confirm, Icon, IconName, Look, Notice, Tag, Toast, use_toasts},
    view,
    view::live,
    workspace::{Area, Private},
};

#[component]
pub fn Collection(one: CollectionView, at: ByCollection, page: Private) -> impl IntoView {
    let t = texts();
    let state = match one.standing {
        Some(standing) => standing_tag(standing),
        None => view! { <Tag label=(t.place)(&one.place)/> },
    };
    let title = one.text.main.title.to_string();
    let archived = one.place == Place::Archived;
    let parts = if archived {
        let inside = one.listings.iter().map(|listing| view! { <li>{name_of(listing)}</li> }).collect_view();
        view! {
            <Notice><p>{t.archived_body}</p></Notice>
            <ol class="plain-list">{inside}</ol>
        }
    } else {
        view! {
            <Inside one=one.clone() at=at page=page/>
            <Shown one=one.clone() at=at page=page/>
            <Called one=one at=at page=page/>
        }
    };
    view! {
        <div class="editor-head">
            <a href=Area::Collections.path()><Icon name=IconName::Back/>{t.all_collections}</a>
            {state}
        </div>
        <h2 class="editorial-title">{title}</h2>
        {parts}
    }
}

fn name_of(listing: &ListingRef) -> String {
    if listing.name.is_empty() { listing.id.to_string() } else { listing.name.clone() }
}

fn ordered(listing: &ListingRef) -> Ordered {
    let detail = if listing.in_directory { listing.partner.clone() } else { texts().gone.to_owned() };
    Ordered { key: listing.id.to_string(), name: name_of(listing), detail }
}

#[component]
fn Inside(one: CollectionView, at: ByCollection, page: Private) -> impl IntoView {
    let t = texts();
    let (submission, toasts) = (Submission::new(), use_toasts());
    let before: Vec<Ordered> = one.listings.iter().map(ordered).collect();
    let rows = RwSignal::new(before.clone());
    let before = StoredValue::new(before);
    let changed = Memo::new(move |_| rows.with(|rows| before.with_value(|before| rows != before)));
    let add = move |listing: ListingRef| {
        let row = ordered(&listing);
        rows.update(|rows| {
            if !rows.iter().any(|known| known.key == row.key) {
                rows.push(row);
            }
        });
    };
    let version = one.version;
    let save = move |()| {
        // Each key was an id before.
        let listings: Vec<ListingId> =
            rows.with_untracked(|rows| rows.iter().filter_map(|row| row.key.parse().ok()).collect());
        let body = CollectionChange::Arrange { listings };
        change::<ChangeCollection>(submission, at, body, version, page, move || {
            toasts.show(Toast { text: t.saved.to_owned(), undo: None });
        });
    };
    let undo = move |()| rows.set(before.get_value());
    view! {
        <section class="panel editorial-part" aria-labelledby="inside">
            <h3 id="inside">{t.inside}</h3>
            <Find id="find-app" at=ByOrganisation { organisation: at.organisation } on_choose=add/>
            <p class="quiet">{(t.inside_most)(one.most)}</p>
            {live(move || rows.with(Vec::is_empty).then(|| view! { <p class="quiet">{t.inside_none}</p> }))}
            <Order rows=rows label=t.inside removable=true ways=Arc::new(|_: &str| ().into_any())/>
            <form class="form" method="post" on:submit=|event| event.prevent_default()>
                <FormProblem submission=submission/>
                {live(move || changed.get().then(|| view! {
                    <div class="form-ways">
                        <Button look=Look::Primary busy=submission.busy on_press=save>{t.save_order}</Button>
                        <Button on_press=undo>{t.undo_order}</Button>
                    </div>
                }))}
            </form>
        </section>
    }
}

#[component]
fn Shown(one: CollectionView, at: ByCollection, page: Private) -> impl IntoView {
    let t = texts();
    let (submission, toasts) = (Submission::new(), use_toasts());
    let window = match &one.place {
        Place::Published { window } => Some(*window),
        Place::Draft | Place::Archived => None,
    };
    let version = one.version;
    // One that is over begins anew.
    let running = window.filter(|_| one.standing != Some(Standing::Over));
    let times = Times::of(running.as_ref());
    let asking = RwSignal::new(false);
    let said = move || toasts.show(Toast { text: t.saved.to_owned(), undo: None });
    let publish = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(when) = times.read(submission, running.as_ref()) else { return };
        change::<ChangeCollection>(submission, at, CollectionChange::Publish { when }, version, page, said);
    };
    let unpublish = move |()| {
        change::<ChangeCollection>(submission, at, CollectionChange::Unpublish, version, page, said);
    };
    let archive = move |()| {
        let done = move || asking.set(false);
        change::<ChangeCollection>(submission, at, CollectionChange::Archive, version, page, done);
    };
    view! {
        <section class="panel editorial-part" aria-labelledby="shown">
            <h3 id="shown">{t.published}</h3>
            <p class="quiet">{window.as_ref().map_or_else(|| t.published_lead.to_owned(), span)}</p>
            <form class="form" method="post" on:submit=publish novalidate>
                <TimeFields times=times submission=submission from_id="shown-from" until_id="shown-until" most_days=None/>
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>
                        {if window.is_some() { t.republish } else { t.publish }}
                    </Button>
                    {window.is_some().then(|| view! { <Button on_press=unpublish>{t.unpublish}</Button> })}
                    <Button on_press=move |()| asking.set(true)>{t.archive}</Button>
                </div>
            </form>
            <Confirm open=asking title=t.archive_title deed=t.archive id="archive" busy=submission.busy on_confirm=archive>
                <p>{t.archive_body}</p>
            </Confirm>
        </section>
    }
}

#[component]
fn Called(one: CollectionView, at: ByCollection, page: Private) -> impl IntoView {
    let t = texts();
    let (submission, toasts) = (Submission::new(), use_toasts());
    let naming = Naming::of(&one.slug, &one.text);
    let version = one.version;
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(named) = naming.read(submission) else { return };
        let body = CollectionChange::Rename { slug: Some(named.slug), text: Some(named.text) };
        change::<ChangeCollection>(submission, at, body, version, page, move || {
            toasts.show(Toast { text: t.saved.to_owned(), undo: None });
        });
    };
    let former: Vec<String> = one.former.iter().map(ToString::to_string).collect();
    view! {
        <section class="panel editorial-part" aria-labelledby="called">
            <h3 id="called">{t.called}</h3>
            <form class="form" method="post" on:submit=save novalidate>
                <NamingFields naming=naming submission=submission id="called"/>
                {(!former.is_empty()).then(|| view! { <p class="quiet">{(t.former)(&former.join(", "))}</p> })}
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button submit=true busy=submission.busy>{t.save}</Button>
                </div>
            </form>
        </section>
    }
}
