//! Why a listing stands where it stands.

use shared::marketplace::{
    api::{Sort, Why, WhyPart},
    rules::ranking::{quality, relevance, trending_why},
};
use tantivy::TantivyError;

use super::{
    query::Word,
    row::instant,
    search::{Hit, fields_of},
    snapshot::Snapshot,
};

/// Of the results of a search by relevance, in their order.
pub(crate) fn of_hits(snapshot: &Snapshot, words: &[Word], hits: &[Hit]) -> Result<Vec<Why>, TantivyError> {
    let fields = fields_of(&snapshot.text, words, hits)?;
    let whys = hits.iter().zip(fields).map(|(hit, fields)| {
        let facts = snapshot.columns.row(hit.slot).facts(snapshot.day);
        relevance(f64::from(hit.text), &fields, &quality(&facts, &snapshot.policy))
    });
    Ok(whys.collect())
}

/// Of a listing in a list by `sort`.
pub(crate) fn of_row(snapshot: &Snapshot, sort: Sort, slot: u32) -> Why {
    let row = snapshot.columns.row(slot);
    let one = |factor: &str, value: String, score: f64| Why {
        score,
        parts: vec![WhyPart { factor: factor.to_owned(), value, effect: score }],
        exploration: false,
    };
    match sort {
        Sort::Relevance => relevance(1.0, "", &quality(&row.facts(snapshot.day), &snapshot.policy)),
        Sort::Trending => trending_why(&row.signals, &snapshot.policy),
        Sort::Rating => {
            let rating = row.rating();
            one("rating", format!("{} ({})", rating.score, rating.count), rating.score.as_number())
        }
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay far below 2^53")]
        Sort::Newest => one(
            "published_at",
            instant(row.published_at).format("%Y-%m-%d").to_string(),
            row.published_at as f64 / 1_000.0,
        ),
        #[expect(clippy::cast_precision_loss, reason = "installs stay far below 2^53")]
        Sort::Installs => one("installs", row.signals.installs.to_string(), row.signals.installs as f64),
        Sort::Name => {
            let name = row.card().map(|card| card.name).unwrap_or_default();
            one("name", name, f64::from(snapshot.columns.order(Sort::Name).rank(slot)) + 1.0)
        }
    }
}
