//! Endpoints of the partners slice.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    endpoint::{Access, BySlug, Declaration, Endpoint, Method, Offline, Visitor},
    marketplace::api::ListingCard,
};

pub(crate) fn visit_endpoints(visitor: &mut impl Visitor) {
    visitor.visit::<GetPartner>();
}

/// A partner as a card names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartnerRef {
    pub slug: String,
    pub name: String,
}

/// A partner's public page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartnerPage {
    pub slug: String,
    pub name: String,
    pub about: String,
    pub website: Option<String>,
    pub location: Option<String>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub since: DateTime<Utc>,
    /// Their published apps, most installed first; at most 100.
    pub listings: Vec<ListingCard>,
    /// How many apps they have published in all.
    pub total: u64,
}

/// `GET /api/v1/partners/{slug}`
#[derive(Debug)]
pub struct GetPartner;

impl Endpoint for GetPartner {
    const DECLARATION: Declaration = Declaration::new(
        "get_partner",
        Method::Get,
        "/api/v1/partners/{slug}",
        Access::Anyone,
        "partners",
        "Read a partner's public page with their published apps.",
    )
    .public()
    .offline(Offline::Always);
    type Path = BySlug;
    type Query = ();
    type Body = ();
    type Reply = PartnerPage;
}
