//! The kinds of screen that an app can show. Each draws itself into the area that the frame leaves.

mod board;
mod calendar;
mod chart;
mod chat;
mod dashboard;
mod document;
mod editor;
mod grid;
mod inbox;
mod mapping;
mod phone;
mod report;
mod route;
mod settings;
mod table;
mod timeline;

use serde::Deserialize;

use super::{chrome, sheet::Sheet};

/// A kind of screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scene {
    /// Rows with columns and states.
    Table,
    /// A column per state with cards in it.
    Board,
    /// Numbers, a line over time and bars by group.
    Dashboard,
    /// Switches with what each does.
    Settings,
    /// A list of messages beside the open one.
    Inbox,
    /// A customer's record with what happened, newest first.
    Timeline,
    /// Stops of a day in their order.
    Route,
    /// A page with amounts or clauses beside its facts.
    Document,
    /// A conversation between two sides.
    Chat,
    /// A week with entries.
    Calendar,
    /// Two lists of fields joined by lines.
    Mapping,
    /// A written report with a chart and a table.
    Report,
    /// Something being composed, with its parts and properties.
    Editor,
    /// Cells shaded by value, rows against columns.
    Grid,
    /// The app on a telephone.
    Phone,
}

/// Draws the scene in its frame.
pub(super) fn draw(scene: Scene, sheet: &mut Sheet<'_>) {
    if scene == Scene::Phone {
        return phone::draw(sheet);
    }
    let area = chrome::framed(sheet);
    match scene {
        Scene::Table => table::draw(sheet, area),
        Scene::Board => board::draw(sheet, area),
        Scene::Dashboard => dashboard::draw(sheet, area),
        Scene::Settings => settings::draw(sheet, area),
        Scene::Inbox => inbox::draw(sheet, area),
        Scene::Timeline => timeline::draw(sheet, area),
        Scene::Route => route::draw(sheet, area),
        Scene::Document => document::draw(sheet, area),
        Scene::Chat => chat::draw(sheet, area),
        Scene::Calendar => calendar::draw(sheet, area),
        Scene::Mapping => mapping::draw(sheet, area),
        Scene::Report => report::draw(sheet, area),
        Scene::Editor => editor::draw(sheet, area),
        Scene::Grid => grid::draw(sheet, area),
        Scene::Phone => phone::draw(sheet),
    }
}
