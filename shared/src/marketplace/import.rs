//! The import row: a listing as a line of NDJSON, read strictly, decided purely, written back the same.
//!
//! A row is the whole listing: a member that is left out is empty, also when the listing exists already.
//! What a row cannot say (badges, the state, the day of publication) an import leaves as it is.

mod decide;
mod export;
mod parse;
mod reader;
mod row;
#[cfg(test)]
mod tests;

pub use decide::{Facts, PartnerUpsert, Resolved, Upsert, decide_partner, decide_upsert};
pub use export::{by_digest, export_row};
pub use parse::{PictureSource, TermName, ValidPartner, ValidRow, ValidScreenshot, parse_line};
pub use row::{ImportRow, PartnerRow, ScreenshotRow, ScreenshotSource};

/// Most values in each list of a row.
pub const MAX_VALUES: usize = 100;
/// Longest tag or label, in characters.
pub const MAX_LABEL_CHARS: usize = 80;
/// Longest version, in characters.
pub const MAX_VERSION_CHARS: usize = 64;
/// Longest text in place of a screenshot, in characters.
pub const MAX_ALT_CHARS: usize = 500;
