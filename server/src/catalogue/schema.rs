//! The contract of a row, for those who write catalogues.

use shared::marketplace::import::ImportRow;

/// The JSON Schema (draft 2020-12) of a line of an import file.
pub fn schema_listing() -> serde_json::Value {
    schemars::schema_for!(ImportRow).to_value()
}
