//! Endpoints of the marketplace and the types that travel.

mod query;
mod view;
mod words;

pub use self::{query::*, view::*, words::*};
use crate::endpoint::{Access, Audience, BySlug, Declaration, Endpoint, Method, Offline, Visitor};

pub(crate) fn visit_endpoints(visitor: &mut impl Visitor) {
    visitor.visit::<ListListings>();
    visitor.visit::<GetListing>();
    visitor.visit::<ReadListingDetails>();
    visitor.visit::<Suggest>();
    visitor.visit::<ListCategories>();
    visitor.visit::<GetHome>();
}

const fn read(
    id: &'static str,
    path: &'static str,
    audience: Audience,
    summary: &'static str,
) -> Declaration {
    let declaration = Declaration::new(id, Method::Get, path, Access::Anyone, "marketplace", summary);
    Declaration { audience, ..declaration.offline(Offline::Always) }
}

/// `GET /api/v1/listings`
#[derive(Debug)]
pub struct ListListings;

impl Endpoint for ListListings {
    const DECLARATION: Declaration = read(
        "list_listings",
        "/api/v1/listings",
        Audience::Public,
        "Search the directory, narrow it by facets, and page through it.",
    );
    type Path = ();
    type Query = ListingsQuery;
    type Body = ();
    type Reply = ListingsPage;
}

/// `GET /api/v1/listings/{slug}`
#[derive(Debug)]
pub struct GetListing;

impl Endpoint for GetListing {
    const DECLARATION: Declaration =
        read("get_listing", "/api/v1/listings/{slug}", Audience::Public, "Read one listing whole.");
    type Path = BySlug;
    type Query = LinkQuery;
    type Body = ();
    type Reply = ListingPage;
}

/// `GET /api/v1/listings/{slug}/details`
#[derive(Debug)]
pub struct ReadListingDetails;

impl Endpoint for ReadListingDetails {
    const DECLARATION: Declaration = read(
        "read_listing_details",
        "/api/v1/listings/{slug}/details",
        Audience::Screens,
        "Read the parts of a listing's page that only read, drawn.",
    );
    type Path = BySlug;
    type Query = DetailsQuery;
    type Body = ();
    type Reply = ListingDetails;
}

/// `GET /api/v1/suggest`
#[derive(Debug)]
pub struct Suggest;

impl Endpoint for Suggest {
    const DECLARATION: Declaration = read(
        "suggest",
        "/api/v1/suggest",
        Audience::Public,
        "Suggest listings, partners and terms while a search is typed.",
    );
    type Path = ();
    type Query = SuggestQuery;
    type Body = ();
    type Reply = Suggestions;
}

/// `GET /api/v1/categories`
#[derive(Debug)]
pub struct ListCategories;

impl Endpoint for ListCategories {
    const DECLARATION: Declaration = read(
        "list_categories",
        "/api/v1/categories",
        Audience::Public,
        "List the categories, verticals and jobs with their numbers of apps.",
    );
    type Path = ();
    type Query = ();
    type Body = ();
    type Reply = Categories;
}

/// `GET /api/v1/home`
#[derive(Debug)]
pub struct GetHome;

impl Endpoint for GetHome {
    const DECLARATION: Declaration =
        read("get_home", "/api/v1/home", Audience::Screens, "Read everything that the home page shows.");
    type Path = ();
    type Query = ();
    type Body = ();
    type Reply = Home;
}
