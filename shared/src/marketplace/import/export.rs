//! The row that an import would read to make a listing what it is.

use super::row::{ImportRow, PartnerRow, ScreenshotRow, ScreenshotSource};
use crate::{
    marketplace::model::{Listing, Picture},
    partners::model::Partner,
    slug::Slug,
};

/// Names a picture by its content: `sha256:<hex>`.
pub fn by_digest(picture: &Picture) -> String {
    format!("sha256:{}", picture.digest)
}

/// The row of a listing. Equal listings give equal bytes: members stand in the order of the type, empty
/// ones are left out, lists keep their order. `source` says where the file will find a picture.
pub fn export_row(listing: &Listing, partner: &Partner, source: &dyn Fn(&Picture) -> String) -> ImportRow {
    let texts = |slugs: &[Slug]| -> Vec<String> { slugs.iter().map(Slug::to_string).collect() };
    let release = listing.release.as_ref();
    ImportRow {
        slug: listing.slug.to_string(),
        name: listing.name.clone(),
        tagline: listing.tagline.clone(),
        partner: PartnerRow { slug: partner.slug.to_string(), name: partner.name.clone() },
        categories: texts(&listing.categories),
        description_md: listing.description_md.clone(),
        verticals: texts(&listing.verticals),
        jobs: texts(&listing.jobs),
        tags: listing.tags.clone(),
        languages: listing.languages.clone(),
        regions: texts(&listing.regions),
        compliance: texts(&listing.compliance),
        pricing: Some(listing.pricing),
        version: release.map(|release| release.version.clone()).filter(|version| !version.is_empty()),
        released_at: release.and_then(|release| release.released_at),
        website: listing.website.clone(),
        icon: listing.icon.as_ref().map(source),
        screenshots: listing
            .screenshots
            .iter()
            .map(|shot| {
                ScreenshotRow::Described(ScreenshotSource {
                    src: source(&shot.picture),
                    alt: shot.alt.clone(),
                })
            })
            .collect(),
    }
}
