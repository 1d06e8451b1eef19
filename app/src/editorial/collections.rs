//! The table of collections, and making one.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    editorial::{
        api::{CollectionList, CollectionRow, MakeCollection, NewCollection},
        model::Place,
    },
    endpoint::ByOrganisation,
    ids::CollectionId,
};

use super::{
    href,
    naming::{Naming, NamingFields},
    span, standing_tag, texts,
};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Column, Look, Sheet, StateKind, StatePage, Table, Tag},
    view,
};

#[component]
pub fn Collections(all: CollectionList, at: ByOrganisation) -> impl IntoView {
    let t = texts();
    let making = RwSignal::new(false);
    let begin = move || {
        view! { <Button look=Look::Primary on_press=move |()| making.set(true)>{t.make}</Button> }
    };
    let shown = if all.collections.is_empty() {
        view! {
            <StatePage kind=StateKind::Empty title=t.collections_none body=t.collections_none_body>{begin()}</StatePage>
        }
    } else {
        let columns =
            vec![Column::new(t.collection), Column::new(t.state), Column::new(t.when), Column::new(t.holds)];
        let rows = all.collections.into_iter().map(row).collect_view();
        view! {
            <div class="form-ways">{begin()}</div>
            <Table caption=t.collections_caption columns=columns><tbody>{rows}</tbody></Table>
        }
    };
    view! {
        <p class="lead">{t.collections_lead}</p>
        {shown}
        <Make at=at open=making/>
    }
}

fn row(row: CollectionRow) -> AnyView {
    let t = texts();
    let state = match row.standing {
        Some(standing) => standing_tag(standing),
        None => view! { <Tag label=(t.place)(&row.place)/> },
    };
    let when = match &row.place {
        Place::Published { window } => Some(span(window)),
        Place::Draft | Place::Archived => None,
    };
    let lacking = row.listings - row.in_directory.min(row.listings);
    view! {
        <tr>
            <th scope="row">
                <a href=href(row.id)><b>{row.title}</b></a>
                <span class="quiet">{row.slug.to_string()}</span>
            </th>
            <td>{state}</td>
            <td>{when}</td>
            <td>
                {(t.apps)(row.listings)}
                {(lacking > 0).then(|| view! { <span class="quiet">{(t.not_found_now)(lacking)}</span> })}
            </td>
        </tr>
    }
}

#[component]
fn Make(at: ByOrganisation, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let naming = Naming::new();
    let id = CollectionId::new(&FreshIds);
    let go = StoredValue::new_local(use_navigate());
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(named) = naming.read(submission) else { return };
        let body = NewCollection { id, slug: named.slug, text: named.text };
        let intent = submission.intent();
        submission.run(async move { send::<MakeCollection>(&at, &body, &intent, None).await }, move |made| {
            open.set(false);
            go.with_value(|go| go(&href(made.id), Default::default()));
        });
    };
    view! {
        <Sheet open=open title=t.make_title>
            <form class="form" method="post" on:submit=make novalidate>
                <NamingFields naming=naming submission=submission id="collection"/>
                <FormProblem submission=submission/>
                <div class="form-ways sticky-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.make}</Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        </Sheet>
    }
}
