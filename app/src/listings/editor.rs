//! The editor of a listing: sections to write in, and beside them what is missing and how it will look.

use leptos::prelude::*;
use shared::{
    endpoint::ByListing,
    listings::{api::App, field::Field, state::Phase},
};

use super::{
    certification_href,
    checklist::Checklist,
    inputs::{Form, Part, choice, input},
    keeper::{Keeper, Kept},
    manifest::{self, Manifest},
    offer, phase_tag,
    preview::Preview,
    standing::standing,
    terms::{Terms, regions, sorted},
    texts, versions_href,
};
use crate::{
    certification,
    ui::{Icon, IconName, Notice, Tone},
    uploads, view,
    view::live,
    workspace::Area,
};

/// The section in which a field is written.
pub fn section_of(field: Field) -> &'static str {
    match field {
        Field::Categories | Field::Verticals | Field::Jobs | Field::Tags | Field::Languages => "find",
        Field::Pricing | Field::Plans | Field::TrialDays => "price",
        Field::Icon | Field::Screenshots => "pictures",
        Field::Support | Field::Sla => "help",
        Field::Data => "data",
        Field::Manifest => "manifest",
        Field::Changelog => "changes",
        Field::Name | Field::Tagline | Field::Description | Field::Video | Field::Website => "basics",
    }
}

#[component]
pub fn Editor(
    at: ByListing,
    app: App,
    /// What this device still has of an earlier visit.
    #[prop(optional)]
    left: Kept,
) -> impl IntoView {
    let t = texts();
    let keeper = Keeper::new(at, app, left);
    let report = manifest::report(keeper);
    let queue = uploads::queue_of(keeper);
    let text = move |field| input(keeper, Part::whole(field, Form::Text), 0);
    let terms = Terms::asked_for();
    let part = move |field, member, form| input(keeper, Part::of(field, member, form), 0);
    let sections = view! {
        {section("basics", t.basics, view! {
            {text(Field::Name)}
            {text(Field::Tagline)}
            {input(keeper, Part::whole(Field::Description, Form::Text), 12)}
            {text(Field::Website)}
            {text(Field::Video)}
        })}
        {section("pictures", t.pictures, view! {
            <uploads::Icon keeper=keeper queue=queue/>
            <uploads::Screenshots keeper=keeper queue=queue/>
        })}
        {section("find", t.find, view! {
            {sorted(keeper, terms, Field::Categories)}
            {sorted(keeper, terms, Field::Verticals)}
            {sorted(keeper, terms, Field::Jobs)}
            {input(keeper, Part::whole(Field::Tags, Form::Words), 0)}
            {sorted(keeper, terms, Field::Languages)}
        })}
        {section("price", t.costs, view! {
            <offer::Pricing keeper=keeper/>
            <offer::Plans keeper=keeper/>
            {input(keeper, Part::whole(Field::TrialDays, Form::Number), 0)}
        })}
        {section("help", t.help, view! {
            {part(Field::Support, "email", Form::Text)}
            {part(Field::Support, "url", Form::Text)}
            {choice(keeper, Field::Support)}
            {part(Field::Sla, "first_answer_hours", Form::Number)}
            {part(Field::Sla, "uptime_basis_points", Form::Percent)}
            {choice(keeper, Field::Sla)}
        })}
        {section("data", t.data, view! {
            {input(keeper, Part::of(Field::Data, "stored", Form::Text), 4)}
            {regions(keeper)}
            {part(Field::Data, "retention_days", Form::Number)}
            {input(keeper, Part::of(Field::Data, "subprocessors", Form::Lines), 3)}
            {part(Field::Data, "privacy_url", Form::Text)}
            {part(Field::Data, "security_contact", Form::Text)}
            {part(Field::Data, "last_tested_on", Form::Day)}
            {choice(keeper, Field::Data)}
        })}
        {section("manifest", t.manifest, view! { <Manifest keeper=keeper report=report/> })}
        {section("changes", t.changes_title, view! { <offer::Changelog keeper=keeper/> })}
    };
    let listing = keeper.app.with_untracked(|app| app.row.listing);
    let asked = Memo::new(move |_| keeper.app.with(|app| app.row.phase == Phase::ChangesRequested));
    view! {
        <Head keeper=keeper/>
        {live(move || asked.get().then(|| view! {
            <Notice tone=Tone::Waiting>
                <p><b>{t.changes_requested}</b>" "<a href=versions_href(listing)>{t.to_requests}</a></p>
            </Notice>
        }))}
        <div class="editor">
            <div class="editor-sections">{sections}</div>
            <aside class="editor-aside">
                <Checklist keeper=keeper report=report/>
                <Preview keeper=keeper report=report/>
            </aside>
        </div>
    }
}

fn section(id: &'static str, title: &'static str, inputs: AnyView) -> AnyView {
    view! {
        <section class="form" id=format!("section-{id}") tabindex="-1" aria-labelledby=format!("title-{id}")>
            <h2 id=format!("title-{id}")>{title}</h2>
            {inputs}
        </section>
    }
}

/// Where one is, how the listing stands, and where what was typed is kept.
#[component]
fn Head(keeper: Keeper) -> impl IntoView {
    let t = texts();
    let listing = keeper.app.with_untracked(|app| app.row.listing);
    let row = Memo::new(move |_| keeper.app.with(|app| app.row.clone()));
    view! {
        <div class="editor-head">
            <a href=Area::Listings.path()><Icon name=IconName::Back/>{t.back}</a>
            <a href=super::sandbox_href(listing)>{crate::sandbox::texts().title}</a>
            <a href=versions_href(listing)>{super::versions::texts().title}</a>
            <a href=certification_href(listing)>{certification::texts().title}</a>
            {live(move || row.with(|row| phase_tag(row.phase)))}
            {live(move || row.with(|row| {
                let shown = matches!(row.standing, Phase::Published | Phase::Deprecated);
                row.slug.clone().filter(|_| shown).map(|slug| view! {
                    <a href=format!("/apps/{slug}") rel="external">{t.in_marketplace}</a>
                })
            }))}
            <span class="editor-saved" role="status">{standing(keeper)}</span>
        </div>
    }
}
