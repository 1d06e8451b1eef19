//! Categories, verticals and jobs: their order, and what can be done with each.

use std::sync::Arc;

use leptos::prelude::*;
use shared::{
    editorial::api::{ChangeTerms, TermChange, TermView, TermsView},
    endpoint::ByTaxonomy,
    ids::CategoryId,
    marketplace::model::Taxonomy,
};

use super::{
    below, change,
    merge::Merge,
    naming::{Naming, NamingFields},
    order::{Order, Ordered},
    texts,
};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    organisations::asked,
    ui::{Button, Confirm, Look, Sheet, StateKind, StatePage, Toast, use_toasts},
    view,
    view::live,
    workspace::{Area, Private},
};

/// What is asked about.
#[derive(Clone, Debug)]
enum About {
    New,
    Rename(TermView),
    Merge(TermView),
    Retire(TermView),
}

/// What each row has.
#[derive(Clone, Copy, Debug)]
enum Way {
    Rename,
    Merge,
    Retire,
}

#[component]
pub fn Terms(all: TermsView, at: ByTaxonomy, page: Private) -> impl IntoView {
    let t = texts();
    let about = RwSignal::new(None::<About>);
    let begin = move || {
        let label = (t.add)(at.taxonomy);
        view! { <Button look=Look::Primary on_press=move |()| about.set(Some(About::New))>{label}</Button> }
    };
    let tabs = Taxonomy::ALL.map(|taxonomy| {
        let href = format!("{}{}", Area::Categories.path(), below(taxonomy));
        let here = (taxonomy == at.taxonomy).then_some("page");
        view! { <li><a href=href aria-current=here>{(t.taxonomy)(taxonomy)}</a></li> }
    });
    let retired: Vec<String> = all.retired.iter().map(ToString::to_string).collect();
    let stored = StoredValue::new(all.clone());
    let shown = if all.terms.is_empty() {
        view! { <StatePage kind=StateKind::Empty title=t.terms_none body=t.terms_none_body>{begin()}</StatePage> }
    } else {
        view! {
            <div class="form-ways">{begin()}</div>
            <Rows all=all at=at page=page about=about/>
        }
    };
    view! {
        <p class="lead">{t.terms_lead}</p>
        <nav class="tabs" aria-label=t.taxonomies><ul>{tabs.into_iter().collect_view()}</ul></nav>
        {shown}
        {(!retired.is_empty()).then(|| view! { <p class="quiet">{(t.retired)(&retired.join(", "))}</p> })}
        {asked(about, move |about, open| {
            let version = stored.with_value(|all| all.version);
            match about {
                About::New => view! { <Write before=None open=open at=at page=page version=version/> },
                About::Rename(one) => view! { <Write before=Some(one) open=open at=at page=page version=version/> },
                About::Merge(one) => view! { <Merge goes=one all=stored.get_value() open=open at=at page=page/> },
                About::Retire(one) => view! { <Retire one=one open=open at=at page=page version=version/> },
            }
        })}
    }
}

fn ordered(one: &TermView, taxonomy: Taxonomy) -> Ordered {
    let t = texts();
    let address = match taxonomy {
        Taxonomy::Category => format!("/categories/{}", one.slug),
        Taxonomy::Vertical => format!("/verticals/{}", one.slug),
        Taxonomy::Job => one.slug.to_string(),
    };
    let mut detail = format!("{} · {address}", (t.apps)(one.listings));
    if !one.former.is_empty() {
        let former: Vec<String> = one.former.iter().map(ToString::to_string).collect();
        detail.push_str(" · ");
        detail.push_str(&(t.former)(&former.join(", ")));
    }
    Ordered { key: one.id.to_string(), name: one.text.main.title.to_string(), detail }
}

#[component]
fn Rows(all: TermsView, at: ByTaxonomy, page: Private, about: RwSignal<Option<About>>) -> impl IntoView {
    let t = texts();
    let (submission, toasts) = (Submission::new(), use_toasts());
    let version = all.version;
    let before: Vec<Ordered> = all.terms.iter().map(|one| ordered(one, at.taxonomy)).collect();
    let rows = RwSignal::new(before.clone());
    let before = StoredValue::new(before);
    let changed = Memo::new(move |_| rows.with(|rows| before.with_value(|before| rows != before)));
    let terms = StoredValue::new(all.terms);
    let ask = move |key: &str, way: Way| {
        let one = terms.with_value(|terms| terms.iter().find(|one| one.id.to_string() == key).cloned());
        about.set(one.map(|one| match way {
            Way::Rename => About::Rename(one),
            Way::Merge => About::Merge(one),
            Way::Retire => About::Retire(one),
        }));
    };
    let ways = move |key: &str| {
        let empty =
            terms.with_value(|terms| terms.iter().any(|one| one.id.to_string() == key && one.listings == 0));
        let alone = terms.with_value(|terms| terms.len() < 2);
        let key = StoredValue::new(key.to_owned());
        let press = move |way| move |()| key.with_value(|key| ask(key, way));
        view! {
            <Button on_press=press(Way::Rename)>{t.rename}</Button>
            {(!alone).then(|| view! { <Button on_press=press(Way::Merge)>{t.merge}</Button> })}
            {empty.then(|| view! { <Button on_press=press(Way::Retire)>{t.retire}</Button> })}
        }
    };
    let save = move |()| {
        let order: Vec<CategoryId> =
            rows.with_untracked(|rows| rows.iter().filter_map(|row| row.key.parse().ok()).collect());
        change::<ChangeTerms>(submission, at, TermChange::Reorder { order }, version, page, move || {
            toasts.show(Toast { text: t.saved.to_owned(), undo: None });
        });
    };
    let undo = move |()| rows.set(before.get_value());
    view! {
        <Order rows=rows label=(t.taxonomy)(at.taxonomy) ways=Arc::new(ways)/>
        <form class="form" method="post" on:submit=|event| event.prevent_default()>
            <FormProblem submission=submission/>
            {live(move || changed.get().then(|| view! {
                <div class="form-ways sticky-ways">
                    <Button look=Look::Primary busy=submission.busy on_press=save>{t.save_order}</Button>
                    <Button on_press=undo>{t.undo_order}</Button>
                </div>
            }))}
        </form>
    }
}

/// A new one, or another name for one that is there.
#[component]
fn Write(
    #[prop(optional_no_strip)] before: Option<TermView>,
    open: RwSignal<bool>,
    at: ByTaxonomy,
    page: Private,
    version: u64,
) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let (title, naming) = match &before {
        None => ((t.add)(at.taxonomy).to_owned(), Naming::new()),
        Some(one) => ((t.rename_title)(one.text.main.title.as_str()), Naming::of(&one.slug, &one.text)),
    };
    let (id, fresh) = (before.map(|one| one.id), CategoryId::new(&FreshIds));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(named) = naming.read(submission) else { return };
        let body = match id {
            None => TermChange::Create { id: fresh, slug: named.slug, text: named.text },
            Some(id) => TermChange::Rename { id, slug: Some(named.slug), text: Some(named.text) },
        };
        change::<ChangeTerms>(submission, at, body, version, page, move || open.set(false));
    };
    let hint = if id.is_some() { t.rename_address_hint } else { t.address_hint };
    view! {
        <Sheet open=open title=title>
            <form class="form" method="post" on:submit=save novalidate>
                <NamingFields naming=naming submission=submission id="term" address_hint=hint/>
                <FormProblem submission=submission/>
                <div class="form-ways sticky-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.save}</Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        </Sheet>
    }
}

#[component]
fn Retire(one: TermView, open: RwSignal<bool>, at: ByTaxonomy, page: Private, version: u64) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let id = one.id;
    let retire = move |()| {
        change::<ChangeTerms>(submission, at, TermChange::Retire { id }, version, page, move || {
            open.set(false)
        });
    };
    view! {
        <Confirm open=open title=(t.retire_title)(one.text.main.title.as_str()) deed=t.retire id="retire"
            busy=submission.busy on_confirm=retire>
            <p>{t.retire_body}</p>
            <FormProblem submission=submission/>
        </Confirm>
    }
}
