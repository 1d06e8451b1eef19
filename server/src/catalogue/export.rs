//! Writes the catalogue as the file that an import reads.

use std::{
    collections::HashMap,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Context;
use bytes::Bytes;
use shared::{
    ids::{ListingId, OrganisationId},
    marketplace::{
        import::{by_digest, export_row},
        model::{Listing, Picture},
    },
    partners::model::Partner,
};
use store::Store;

use crate::media::Media;

/// Listings read at a time.
const PAGE: usize = 200;

/// What an export wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    pub listings: u64,
    /// Files of pictures.
    pub pictures: u64,
    /// Pictures that the media store does not hold; their rows name them by digest.
    pub missing: u64,
}

/// Writes every listing in the directory, by slug, one a line.
///
/// Pictures are named by digest, which an import into the same data folder finds again. With a
/// `media_dir` they are written there as files (`<slug>/icon.webp`, `<slug>/1.jpg`) and rows name them
/// below that folder's own name: keep the folder beside the file.
///
/// # Errors
/// The store or the media failed, or a file or the output cannot be written.
pub async fn export(
    store: &Store,
    media: &Media,
    mut out: impl Write,
    media_dir: Option<&Path>,
) -> anyhow::Result<Exported> {
    let partners = partners(store).await?;
    let mut keys = store.listing_keys().await?;
    keys.sort_unstable_by(|(a, ..), (b, ..)| a.cmp(b));
    let ids: Vec<ListingId> = keys.into_iter().map(|(_, id, _)| id).collect();
    let mut exported = Exported::default();
    for ids in ids.chunks(PAGE) {
        for listing in store.listings(ids).await? {
            if !listing.state.in_directory() {
                continue;
            }
            let partner = partners.get(&listing.partner).with_context(|| {
                format!("The partner of the listing “{}” is missing from the store", listing.slug)
            })?;
            let files = match media_dir {
                Some(folder) => write_pictures(&listing, media, folder, &mut exported).await?,
                None => HashMap::new(),
            };
            let source =
                |picture: &Picture| files.get(&picture.digest).cloned().unwrap_or_else(|| by_digest(picture));
            let row = export_row(&listing, partner, &source);
            serde_json::to_writer(&mut out, &row).context(OUTPUT)?;
            out.write_all(b"\n").context(OUTPUT)?;
            exported.listings += 1;
        }
    }
    out.flush().context(OUTPUT)?;
    Ok(exported)
}

const OUTPUT: &str = "The catalogue could not be written";

async fn partners(store: &Store) -> anyhow::Result<HashMap<OrganisationId, Partner>> {
    let mut partners = HashMap::new();
    let mut after = None;
    loop {
        let page = store.partners_after(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(partners) };
        after = Some(last.id);
        partners.extend(page.into_iter().map(|partner| (partner.id, partner)));
    }
}

/// Writes the pictures of a listing below the folder; where the file finds each, by digest.
async fn write_pictures(
    listing: &Listing,
    media: &Media,
    folder: &Path,
    exported: &mut Exported,
) -> anyhow::Result<HashMap<String, String>> {
    let icon = listing.icon.iter().map(|picture| ("icon".to_owned(), picture));
    let shots =
        listing.screenshots.iter().enumerate().map(|(at, shot)| ((at + 1).to_string(), &shot.picture));
    let mut files = HashMap::new();
    for (name, picture) in icon.chain(shots) {
        if files.contains_key(&picture.digest) {
            continue;
        }
        let Some(bytes) = media.original(&picture.digest).await? else {
            exported.missing += 1;
            continue;
        };
        let place = format!("{}/{name}.{}", listing.slug, extension(&bytes));
        write(&folder.join(&place), &bytes).await?;
        exported.pictures += 1;
        let below = folder.file_name().map(|name| format!("{}/", name.to_string_lossy())).unwrap_or_default();
        files.insert(picture.digest.clone(), format!("{below}{place}"));
    }
    Ok(files)
}

async fn write(path: &PathBuf, bytes: &Bytes) -> anyhow::Result<()> {
    let written = async {
        if let Some(parent) = path.parent() {
            tokio::fs::create_dir_all(parent).await?;
        }
        tokio::fs::write(path, bytes).await
    };
    written.await.with_context(|| format!("The picture {} could not be written", path.display()))
}

/// Of the three formats in which originals are kept.
fn extension(original: &[u8]) -> &'static str {
    match original {
        [b'R', b'I', b'F', b'F', ..] => "webp",
        [0xff, 0xd8, ..] => "jpg",
        _ => "svg",
    }
}
