//! `/gallery`: every domain-free piece in every state, in both themes side by side.

mod actions;
pub mod contrast;
mod facts;
mod forms;
mod ledgers;
mod pages;
pub mod specimen;
mod swatches;
mod texts;

use leptos::prelude::*;

use specimen::Specimen;
use texts::texts;

use crate::view;

/// The page's own title, for the document's head.
pub fn title() -> &'static str {
    texts().title
}

/// Needs the queue of toasts at the root, as every page does; everything else it brings along.
#[component]
pub fn GalleryPage() -> impl IntoView {
    let texts = texts();
    let ledger = ledgers::texts();
    view! {
        <article class="page gallery">
            <header>
                <h1>{texts.title}</h1>
                <p>{texts.lead}</p>
            </header>
            <Specimen title=texts.colour note=texts.colour_note render=swatches::colours />
            <Specimen title=texts.type_ note=texts.type_note render=swatches::type_scale />
            <Specimen title=texts.icons note=texts.icons_note render=swatches::icons />
            <Specimen title=texts.buttons note=texts.buttons_note render=actions::buttons />
            <Specimen title=texts.labels note=texts.labels_note render=actions::labels />
            <Specimen title=texts.seals note=texts.seals_note render=facts::seals />
            <Specimen title=texts.ratings note=texts.ratings_note render=facts::ratings />
            <Specimen title=texts.receipts note=texts.receipts_note render=facts::receipt />
            <Specimen title=texts.fields note=texts.fields_note render=forms::fields />
            <Specimen title=texts.passwords note=texts.passwords_note render=forms::passwords />
            <Specimen title=texts.search note=texts.search_note render=forms::search />
            <Specimen title=texts.overlays note=texts.overlays_note render=actions::overlays />
            <Specimen title=ledger.copying note=ledger.copying_note render=ledgers::copying />
            <Specimen title=ledger.deadlines note=ledger.deadlines_note render=ledgers::deadlines />
            <Specimen title=ledger.differences note=ledger.differences_note render=ledgers::differences />
            <Specimen title=ledger.ledgers note=ledger.ledgers_note render=ledgers::ledger />
            <Specimen title=ledger.questions note=ledger.questions_note render=ledgers::questions />
            <Specimen title=texts.states note=texts.states_note render=pages::states />
            <Specimen title=texts.reading note=texts.reading_note render=pages::reading />
        </article>
    }
}
