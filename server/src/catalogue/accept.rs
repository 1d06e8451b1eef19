//! Which rows of a file may land: what a row alone cannot know.

use std::collections::HashMap;

use shared::{
    marketplace::{
        import::{ValidRow, ValidScreenshot},
        model::{Listing, Picture, Screenshot, Taxonomy},
    },
    problem::FieldError,
    slug::Slug,
};

use super::{
    BadRow,
    known::Known,
    pictures::{NoPicture, Pictures},
};

/// A row that will land, with its pictures.
#[derive(Debug)]
pub(super) struct Accepted {
    pub(super) line: u64,
    pub(super) row: ValidRow,
    pub(super) icon: Option<Picture>,
    pub(super) screenshots: Vec<Screenshot>,
}

/// Addresses that the file named so far, with the lines that did.
#[derive(Debug, Default)]
pub(super) struct Seen {
    listings: HashMap<Slug, u64>,
    partners: HashMap<Slug, (u64, String)>,
}

impl Seen {
    /// Marks the row's addresses as taken by its line. A partner keeps the name that the file gave it
    /// first, so that importing the file again changes nothing; a row that says otherwise is noted.
    ///
    /// # Errors
    /// Another row of the file has the slug.
    pub(super) fn mark(&mut self, accepted: &mut Accepted) -> Result<Option<BadRow>, BadRow> {
        let Accepted { line, row, .. } = accepted;
        if let Some(first) = self.listings.get(&row.slug) {
            let detail = format!("Line {first} has the slug “{}” already. Keep one of the two.", row.slug);
            return Err(BadRow { line: *line, faults: vec![FieldError::pointer("/slug", detail)] });
        }
        self.listings.insert(row.slug.clone(), *line);
        match self.partners.get(&row.partner.slug) {
            Some((_, name)) if *name == row.partner.name => Ok(None),
            Some((first, name)) => {
                let detail = format!("Line {first} names this partner “{name}”, which is kept.");
                row.partner.name.clone_from(name);
                Ok(Some(BadRow { line: *line, faults: vec![FieldError::pointer("/partner/name", detail)] }))
            }
            None => {
                self.partners.insert(row.partner.slug.clone(), (*line, row.partner.name.clone()));
                Ok(None)
            }
        }
    }
}

/// Checks a row against the taxonomy and finds its pictures.
///
/// # Errors
/// Outside: the store of pictures failed. Inside: every fault of the row.
pub(super) async fn accept(
    line: u64,
    row: ValidRow,
    stored: Option<&Listing>,
    known: &Known,
    pictures: &Pictures<'_>,
    create_categories: bool,
) -> anyhow::Result<Result<Accepted, BadRow>> {
    let mut faults = if create_categories { Vec::new() } else { unknown_categories(&row, known) };
    let mut icon = None;
    if let Some(source) = &row.icon {
        icon = settled(pictures.find(source, stored).await, "/icon", &mut faults)?;
    }
    let mut screenshots = Vec::with_capacity(row.screenshots.len());
    for (at, ValidScreenshot { source, alt }) in row.screenshots.iter().enumerate() {
        let place = format!("/screenshots/{at}");
        if let Some(picture) = settled(pictures.find(source, stored).await, &place, &mut faults)? {
            screenshots.push(Screenshot { picture, alt: alt.clone() });
        }
    }
    Ok(if faults.is_empty() {
        Ok(Accepted { line, row, icon, screenshots })
    } else {
        Err(BadRow { line, faults })
    })
}

fn settled(
    found: Result<Picture, NoPicture>,
    place: &str,
    faults: &mut Vec<FieldError>,
) -> anyhow::Result<Option<Picture>> {
    match found {
        Ok(picture) => Ok(Some(picture)),
        Err(NoPicture::Abort(error)) => Err(error),
        Err(NoPicture::Fault(detail)) => {
            faults.push(FieldError::pointer(place, detail));
            Ok(None)
        }
    }
}

fn unknown_categories(row: &ValidRow, known: &Known) -> Vec<FieldError> {
    row.categories
        .iter()
        .enumerate()
        .filter(|(_, term)| !known.has_term(Taxonomy::Category, &term.slug))
        .map(|(at, term)| {
            let hint =
                known.category_like(&term.slug).map(|near| format!(" Perhaps “{near}”?")).unwrap_or_default();
            let detail = format!(
                "There is no category “{}”.{hint} --create-categories adds it to the taxonomy.",
                term.slug
            );
            FieldError::pointer(format!("/categories/{at}"), detail)
        })
        .collect()
}
