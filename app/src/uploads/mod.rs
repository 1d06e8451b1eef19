//! Pictures on their way into a listing: chosen or dropped, cropped, sent in chunks, put in order, described.

pub mod crop;
pub mod drop;
pub mod file;
pub mod icon;
pub mod left;
mod order;
pub mod queue;
pub mod screenshots;
pub mod send;
pub mod texts;
pub mod under_way;

use leptos::prelude::*;
use serde_json::json;
use shared::{listings::field::Field, uploads::model::Kind};

use crate::{listings::keeper::Keeper, view::effect};

pub use crop::{CropDialog, Cropping};
pub use icon::Icon;
pub use queue::{Queue, Stage, Transfer};
pub use screenshots::Screenshots;
pub use send::Failed;
pub use texts::{Texts, texts};
pub use under_way::UnderWay;

/// The files on their way into a draft. Whoever leaves the page while there are some is asked.
pub fn queue_of(keeper: Keeper) -> Queue {
    let queue = Queue::new(
        keeper.at,
        Callback::new(move |(kind, picture)| match kind {
            Kind::Icon => keeper.set(Field::Icon, json!(picture)),
            Kind::Screenshot => order::add(keeper, picture),
        }),
    );
    effect(move || {
        queue.look_back();
        let listener = window_event_listener(leptos::ev::beforeunload, move |event| {
            if queue.is_under_way() {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    });
    queue
}
