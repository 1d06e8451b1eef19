//! The demo program: the marketplace of Meridian, a fictional customer-operations suite, with its
//! partners, apps and pictures. The words are in `server/demo/`, the pictures are drawn.

mod certifications;
mod content;
mod draw;
mod governance;
mod people;
mod reviews;
mod rows;
mod seed;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDate;
use shared::marketplace::import::ImportRow;

pub use seed::seed;

use self::content::{Content, DemoPartner, content};

/// The demo program's apps as import rows, the longest published first. Their pictures are files of
/// [`pictures`].
///
/// # Errors
/// The data that is compiled in contradicts itself.
pub fn rows(today: NaiveDate) -> anyhow::Result<Vec<ImportRow>> {
    let content = content()?;
    let partners = partners(&content);
    content.listings.iter().map(|listing| rows::row(listing, &partners, today)).collect()
}

/// Every picture that [`rows`] name, as relative path and SVG.
///
/// # Errors
/// The data names a motif or palette that does not exist.
pub fn pictures() -> anyhow::Result<Vec<(String, String)>> {
    let mut pictures = Vec::new();
    for listing in &content()?.listings {
        pictures.extend(rows::pictures(listing)?);
    }
    Ok(pictures)
}

fn partners(content: &Content) -> HashMap<&str, &DemoPartner> {
    content.partners.iter().map(|partner| (partner.slug.as_str(), partner)).collect()
}
