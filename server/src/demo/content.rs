//! The demo program as written down in `server/demo/`: the company, its partners, their apps.

use serde::Deserialize;
use shared::{
    listings::model::Label,
    marketplace::model::{BadgeKind, Pricing},
};

use super::draw::{IconHint, Scene, Words};

const PROGRAM: &str = include_str!("../../demo/program.toml");
const PARTNERS: &str = include_str!("../../demo/partners.toml");
const LISTINGS: [(&str, &str); 12] = [
    ("support", include_str!("../../demo/listings/support.toml")),
    ("messaging", include_str!("../../demo/listings/messaging.toml")),
    ("billing", include_str!("../../demo/listings/billing.toml")),
    ("sales", include_str!("../../demo/listings/sales.toml")),
    ("marketing", include_str!("../../demo/listings/marketing.toml")),
    ("analytics", include_str!("../../demo/listings/analytics.toml")),
    ("integration", include_str!("../../demo/listings/integration.toml")),
    ("success", include_str!("../../demo/listings/success.toml")),
    ("commerce", include_str!("../../demo/listings/commerce.toml")),
    ("documents", include_str!("../../demo/listings/documents.toml")),
    ("security", include_str!("../../demo/listings/security.toml")),
    ("field-work", include_str!("../../demo/listings/field-work.toml")),
];

const MANIFEST: &str = include_str!("../../demo/manifest.toml");

/// The manifest of an app of the demo program.
pub(super) fn manifest(slug: &str, name: &str, summary: &str, version: &Label) -> String {
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let told = MANIFEST.replace("{slug}", slug).replace("{version}", &version.to_string());
    told.replace("{name}", &quoted(name)).replace("{summary}", &quoted(summary))
}

/// All of it. Days count from the day of seeding.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) program: Program,
    pub(super) partners: Vec<DemoPartner>,
    /// The longest published first.
    pub(super) listings: Vec<DemoListing>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Program {
    pub(super) category: Vec<DemoTerm>,
    pub(super) vertical: Vec<DemoTerm>,
    pub(super) job: Vec<DemoTerm>,
    pub(super) collection: Vec<DemoCollection>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoTerm {
    pub(super) slug: String,
    pub(super) label: String,
    pub(super) about: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoCollection {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) listings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoPartner {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) location: String,
    /// Days ago.
    pub(super) since: u32,
    pub(super) about: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoListing {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) partner: String,
    pub(super) tagline: String,
    pub(super) categories: Vec<String>,
    pub(super) verticals: Vec<String>,
    pub(super) jobs: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) languages: Vec<String>,
    pub(super) regions: Vec<String>,
    pub(super) compliance: Vec<String>,
    pub(super) pricing: Pricing,
    pub(super) version: String,
    /// Days ago.
    pub(super) published: u32,
    /// Days ago; also the day of the last change.
    pub(super) released: u32,
    /// Reviews with one to five stars.
    pub(super) ratings: [u32; 5],
    /// In all, in the last 28 days, in the 28 days before.
    pub(super) installs: [u64; 3],
    pub(super) badges: Vec<DemoBadge>,
    pub(super) icon: IconHint,
    pub(super) description: String,
    pub(super) shots: Vec<DemoShot>,
    /// Whether the app's own screens are dark.
    #[serde(default)]
    pub(super) dark: bool,
    pub(super) words: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoBadge {
    pub(super) kind: BadgeKind,
    pub(super) issuer: String,
    /// Days until it no longer holds; negative when it lapsed. It was issued a year before that day.
    pub(super) left: i32,
    pub(super) evidence: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoShot {
    pub(super) scene: Scene,
    pub(super) title: String,
    pub(super) alt: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartnersFile {
    partner: Vec<DemoPartner>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListingsFile {
    listing: Vec<DemoListing>,
}

/// Reads what is compiled in.
///
/// # Errors
/// A data file that does not parse, by name.
pub(super) fn content() -> anyhow::Result<Content> {
    use anyhow::Context as _;
    let program = toml::from_str(PROGRAM).context("demo/program.toml")?;
    let partners: PartnersFile = toml::from_str(PARTNERS).context("demo/partners.toml")?;
    let mut listings = Vec::new();
    for (name, text) in LISTINGS {
        let file: ListingsFile =
            toml::from_str(text).with_context(|| format!("demo/listings/{name}.toml"))?;
        listings.extend(file.listing);
    }
    listings.sort_by_key(|listing| std::cmp::Reverse(listing.published));
    Ok(Content { program, partners: partners.partner, listings })
}
