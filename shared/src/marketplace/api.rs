//! Endpoints of the marketplace and the types that travel.

use std::{collections::BTreeMap, fmt};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::model::{Badge, Pricing, Release, Signals};
use crate::{
    endpoint::{
        Access, Audience, BySlug, Declaration, Endpoint, Method, Offline, Parameter, ParameterKind, Query,
        Visitor, unknown_parameters,
    },
    page::{Cursor, Limit},
    partners::api::PartnerRef,
    problem::FieldError,
};

pub(crate) fn visit_endpoints(visitor: &mut impl Visitor) {
    visitor.visit::<ListListings>();
    visitor.visit::<GetListing>();
    visitor.visit::<Suggest>();
    visitor.visit::<ListCategories>();
    visitor.visit::<GetHome>();
}

// ---- the words of the contract ---------------------------------------------------------------------

/// A facet of the directory: values within one are alternatives, facets narrow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Facet {
    Category,
    Vertical,
    Job,
    Pricing,
    Region,
    Compliance,
    Language,
    Badge,
}

impl Facet {
    pub const ALL: [Self; 8] = [
        Self::Category,
        Self::Vertical,
        Self::Job,
        Self::Pricing,
        Self::Region,
        Self::Compliance,
        Self::Language,
        Self::Badge,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Vertical => "vertical",
            Self::Job => "job",
            Self::Pricing => "pricing",
            Self::Region => "region",
            Self::Compliance => "compliance",
            Self::Language => "language",
            Self::Badge => "badge",
        }
    }

    /// Place in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Order of a list of listings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Sort {
    /// Best match first; without a search text, by quality.
    #[default]
    Relevance,
    Trending,
    Rating,
    Newest,
    Installs,
    Name,
}

impl Sort {
    pub const ALL: [Self; 6] =
        [Self::Relevance, Self::Trending, Self::Rating, Self::Newest, Self::Installs, Self::Name];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Trending => "trending",
            Self::Rating => "rating",
            Self::Newest => "newest",
            Self::Installs => "installs",
            Self::Name => "name",
        }
    }
}

/// A rating in hundredths of a star, 0 to 500; on the wire a number with two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stars(pub u16);

impl Stars {
    pub fn as_number(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl fmt::Display for Stars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Serialize for Stars {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_number())
    }
}

impl<'de> Deserialize<'de> for Stars {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if !(0.0..=5.0).contains(&number) {
            return Err(serde::de::Error::custom("a rating lies between 0 and 5"));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 500, checked above"
        )]
        Ok(Self((number * 100.0).round() as u16))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Stars {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Stars".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "minimum": 0, "maximum": 5, "multipleOf": 0.01 })
    }
}

// ---- cards and pages -------------------------------------------------------------------------------

/// The score that is shown, and how many reviews it rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rating {
    /// Bayesian average; 0 while there is no review.
    pub score: Stars,
    pub count: u32,
}

/// A listing in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingCard {
    pub slug: String,
    pub name: String,
    pub tagline: String,
    /// 128 px wide; other widths by the last part of the address.
    pub icon_url: Option<String>,
    pub partner: PartnerRef,
    pub categories: Vec<String>,
    pub verticals: Vec<String>,
    pub pricing: Pricing,
    pub rating: Rating,
    pub installs: u64,
    pub badges: Vec<Badge>,
    pub updated_at: DateTime<Utc>,
    /// Only with `explain=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// Why a listing stands where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Why {
    /// The number that the list is ordered by.
    pub score: f64,
    /// How it came about, in the order of computation.
    pub parts: Vec<WhyPart>,
    /// Set on the one result that is shown to give a new app a chance, not for its score.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exploration: bool,
}

/// One part of a rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhyPart {
    /// `text_match`, `rating`, `installs`, `momentum`, `freshness`, `certified`, `name`, `updated_at`.
    pub factor: String,
    /// The measured value, in words or as a number: `name, tagline`, `4.52`, `1 204`.
    pub value: String,
    /// What it multiplies the score by, or the score itself for the first part.
    pub effect: f64,
}

/// One value of a facet with the number of listings that choosing it would give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FacetCount {
    pub value: String,
    pub label: String,
    pub count: u64,
}

/// A page of the directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingsPage {
    pub items: Vec<ListingCard>,
    /// Listings that match in all.
    pub total: u64,
    /// Each facet's values. A count honours every filter but those of its own facet.
    pub facets: BTreeMap<Facet, Vec<FacetCount>>,
    /// `null` on the last page.
    pub next_cursor: Option<Cursor>,
    /// A search text that finds more, when this one finds little.
    pub did_you_mean: Option<String>,
}

/// A picture of a listing with the widths that it is served in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScreenshotView {
    /// The address without the width: append `/480`, `/960` or `/1600`.
    pub url: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

/// A term with its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TermRef {
    pub slug: String,
    pub label: String,
}

/// A listing's own page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingPage {
    pub slug: String,
    pub name: String,
    pub tagline: String,
    pub icon_url: Option<String>,
    pub partner: PartnerRef,
    /// Sanitised HTML.
    pub description_html: String,
    pub categories: Vec<TermRef>,
    pub verticals: Vec<TermRef>,
    pub jobs: Vec<TermRef>,
    pub tags: Vec<String>,
    pub languages: Vec<String>,
    pub regions: Vec<TermRef>,
    pub compliance: Vec<TermRef>,
    pub pricing: Pricing,
    pub release: Option<Release>,
    pub website: Option<String>,
    pub screenshots: Vec<ScreenshotView>,
    pub badges: Vec<Badge>,
    pub rating: Rating,
    /// Reviews, installs and how many of them are recent.
    pub signals: Signals,
    pub published_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Other apps that do the same job; at most four.
    pub alternatives: Vec<ListingCard>,
}

/// A line under the search box while typing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Suggestion {
    Listing { slug: String, name: String, tagline: String, icon_url: Option<String> },
    Partner { slug: String, name: String },
    Category { slug: String, label: String },
    Vertical { slug: String, label: String },
}

/// What might be meant, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Suggestions {
    pub items: Vec<Suggestion>,
}

/// A term with the number of listings in the directory that carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TermCount {
    pub slug: String,
    pub label: String,
    pub about: String,
    pub count: u64,
}

/// The taxonomies: how the marketplace is sorted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Categories {
    pub categories: Vec<TermCount>,
    pub verticals: Vec<TermCount>,
    pub jobs: Vec<TermCount>,
}

/// A shelf of the home page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shelf {
    pub slug: String,
    pub title: String,
    pub about: String,
    pub listings: Vec<ListingCard>,
}

/// The home page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Home {
    pub total: u64,
    pub partners: u64,
    pub categories: Vec<TermCount>,
    pub verticals: Vec<TermCount>,
    /// Editor's picks and other collections, in their order.
    pub collections: Vec<Shelf>,
    pub newest: Vec<ListingCard>,
    pub trending: Vec<ListingCard>,
    /// The jobs with the most apps, each with its best ones.
    pub jobs: Vec<Shelf>,
}

// ---- queries ---------------------------------------------------------------------------------------

/// What is asked of the directory. The same value is the query string of `/apps` and of the API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListingsQuery {
    pub q: String,
    /// Chosen values by [`Facet::index`], each list sorted and without repeats.
    pub chosen: [Vec<String>; Facet::ALL.len()],
    pub rating_min: Option<Stars>,
    pub sort: Sort,
    pub limit: Limit,
    pub cursor: Option<Cursor>,
    pub explain: bool,
}

/// Longest search text, in characters.
pub const MAX_Q_CHARS: usize = 200;
/// Most values of one facet in a query.
pub const MAX_FACET_VALUES: usize = 50;
/// Longest facet value, in characters.
pub const MAX_FACET_CHARS: usize = 80;

const SORTS: &[&str] = &["relevance", "trending", "rating", "newest", "installs", "name"];
const PRICING_MODELS: &[&str] = &["free", "freemium", "subscription", "usage", "one_time", "contact"];
const BADGES: &[&str] = &["security", "performance", "data"];

const fn facet_parameter(name: &'static str, about: &'static str, kind: ParameterKind) -> Parameter {
    Parameter { name, about, kind, repeated: true }
}

const fn parameter(name: &'static str, about: &'static str, kind: ParameterKind) -> Parameter {
    Parameter { name, about, kind, repeated: false }
}

const FACET_TEXT: ParameterKind = ParameterKind::Text { max_chars: MAX_FACET_CHARS };

impl ListingsQuery {
    pub fn chosen(&self, facet: Facet) -> &[String] {
        &self.chosen[facet.index()]
    }

    pub fn is_chosen(&self, facet: Facet, value: &str) -> bool {
        self.chosen(facet).iter().any(|chosen| chosen == value)
    }

    /// The same query from its first page with one value of a facet added or taken away.
    #[must_use]
    pub fn toggled(&self, facet: Facet, value: &str) -> Self {
        let mut next = self.first_page();
        let values = &mut next.chosen[facet.index()];
        match values.binary_search_by(|chosen| chosen.as_str().cmp(value)) {
            Ok(at) => {
                values.remove(at);
            }
            Err(at) => values.insert(at, value.to_owned()),
        }
        next
    }

    /// The same query from its first page.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self { cursor: None, ..self.clone() }
    }

    /// Whether any facet or rating narrows the list.
    pub fn is_filtered(&self) -> bool {
        self.rating_min.is_some() || self.chosen.iter().any(|values| !values.is_empty())
    }
}

impl Query for ListingsQuery {
    const PARAMETERS: &'static [Parameter] = &[
        parameter(
            "q",
            "Search text. Typos are tolerated; the last word may be unfinished.",
            ParameterKind::Text { max_chars: MAX_Q_CHARS },
        ),
        facet_parameter("category", "Category, by slug.", FACET_TEXT),
        facet_parameter("vertical", "Vertical, by slug.", FACET_TEXT),
        facet_parameter("job", "Job to be done, by slug.", FACET_TEXT),
        facet_parameter("pricing", "Pricing model.", ParameterKind::OneOf(PRICING_MODELS)),
        facet_parameter("region", "Residency region, by slug.", FACET_TEXT),
        facet_parameter("compliance", "Compliance regime, by slug.", FACET_TEXT),
        facet_parameter("language", "Language of the app, as a BCP 47 tag.", FACET_TEXT),
        facet_parameter("badge", "Certification that the app holds.", ParameterKind::OneOf(BADGES)),
        parameter("rating_min", "Lowest rating, 0 to 5.", ParameterKind::Number { min: 0.0, max: 5.0 }),
        parameter("sort", "Order of the list.", ParameterKind::OneOf(SORTS)),
        parameter("limit", "Items on a page.", ParameterKind::Integer { min: 1, max: 100, default: 24 }),
        parameter(
            "cursor",
            "`next_cursor` of the page before.",
            ParameterKind::Text { max_chars: Cursor::MAX_BYTES },
        ),
        parameter("explain", "Adds `why` to each item.", ParameterKind::Boolean),
    ];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.q.is_empty() {
            pairs.push(("q", self.q.clone()));
        }
        for facet in Facet::ALL {
            pairs.extend(self.chosen(facet).iter().map(|value| (facet.as_str(), value.clone())));
        }
        if let Some(least) = self.rating_min {
            pairs.push(("rating_min", least.as_number().to_string()));
        }
        if self.sort != Sort::default() {
            pairs.push(("sort", self.sort.as_str().to_owned()));
        }
        if self.limit != Limit::DEFAULT {
            pairs.push(("limit", self.limit.get().to_string()));
        }
        if let Some(cursor) = &self.cursor {
            pairs.push(("cursor", cursor.0.clone()));
        }
        if self.explain {
            pairs.push(("explain", "true".to_owned()));
        }
        pairs
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut errors = unknown_parameters(pairs, Self::PARAMETERS);
        let mut query = Self::default();
        for (name, value) in pairs {
            if errors.iter().any(|error| error.names_parameter(name)) {
                continue;
            }
            if let Err(why) = query.accept(name, value) {
                errors.push(FieldError::parameter(name, why));
            }
        }
        for (facet, values) in Facet::ALL.iter().zip(&mut query.chosen) {
            values.sort_unstable();
            values.dedup();
            if values.len() > MAX_FACET_VALUES {
                errors.push(FieldError::parameter(
                    facet.as_str(),
                    format!("At most {MAX_FACET_VALUES} values of one facet."),
                ));
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }
}

impl ListingsQuery {
    /// Takes one known pair.
    fn accept(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "q" => self.q = within(value, MAX_Q_CHARS)?.to_owned(),
            "rating_min" => {
                let number: f64 =
                    value.parse().map_err(|_| "A number from 0 to 5, such as 4.5.".to_owned())?;
                if !(0.0..=5.0).contains(&number) {
                    return Err("A number from 0 to 5, such as 4.5.".to_owned());
                }
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "0 to 500, checked above"
                )]
                let stars = Stars((number * 100.0).round() as u16);
                self.rating_min = Some(stars);
            }
            "sort" => {
                self.sort = Sort::ALL
                    .into_iter()
                    .find(|sort| sort.as_str() == value)
                    .ok_or_else(|| format!("One of {}.", SORTS.join(", ")))?;
            }
            "limit" => {
                self.limit = value
                    .parse()
                    .ok()
                    .and_then(Limit::new)
                    .ok_or_else(|| format!("A whole number from {} to {}.", Limit::MIN, Limit::MAX))?;
            }
            "cursor" => self.cursor = Some(Cursor(within(value, Cursor::MAX_BYTES)?.to_owned())),
            "explain" => {
                self.explain = match value {
                    "true" => true,
                    "false" => false,
                    _ => return Err("true or false.".to_owned()),
                };
            }
            _ => {
                let facet = Facet::ALL.into_iter().find(|facet| facet.as_str() == name);
                let facet = facet.ok_or_else(|| "Unknown parameter.".to_owned())?;
                self.chosen[facet.index()].push(accept_facet(facet, value)?);
            }
        }
        Ok(())
    }
}

/// A facet's value: closed lists are checked here; open ones (categories, regions …) by the directory,
/// which knows what exists.
fn accept_facet(facet: Facet, value: &str) -> Result<String, String> {
    let value = within(value, MAX_FACET_CHARS)?;
    let closed = match facet {
        Facet::Pricing => Some(PRICING_MODELS),
        Facet::Badge => Some(BADGES),
        Facet::Category
        | Facet::Vertical
        | Facet::Job
        | Facet::Region
        | Facet::Compliance
        | Facet::Language => None,
    };
    match closed {
        Some(known) if !known.contains(&value) => Err(format!("One of {}.", known.join(", "))),
        _ if value.is_empty() => Err("Empty. Leave the parameter out instead.".to_owned()),
        _ => Ok(value.to_owned()),
    }
}

fn within(value: &str, max_chars: usize) -> Result<&str, String> {
    let chars = value.chars().count();
    if chars > max_chars {
        Err(format!("{chars} characters long; at most {max_chars} are read."))
    } else {
        Ok(value)
    }
}

/// `?q=` of the suggestions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SuggestQuery {
    pub q: String,
}

impl Query for SuggestQuery {
    const PARAMETERS: &'static [Parameter] =
        &[parameter("q", "What has been typed so far.", ParameterKind::Text { max_chars: MAX_Q_CHARS })];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        if self.q.is_empty() { Vec::new() } else { vec![("q", self.q.clone())] }
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut errors = unknown_parameters(pairs, Self::PARAMETERS);
        let mut query = Self::default();
        if let Some((_, value)) = pairs.iter().find(|(name, _)| name == "q") {
            match within(value, MAX_Q_CHARS) {
                Ok(value) => value.clone_into(&mut query.q),
                Err(why) => errors.push(FieldError::parameter("q", why)),
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }
}

// ---- declarations ----------------------------------------------------------------------------------

const fn read(
    id: &'static str,
    path: &'static str,
    audience: Audience,
    summary: &'static str,
) -> Declaration {
    Declaration {
        id,
        method: Method::Get,
        path,
        access: Access::Anyone,
        offline: Offline::Always,
        audience,
        slice: "marketplace",
        summary,
    }
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
    type Query = ();
    type Body = ();
    type Reply = ListingPage;
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

#[cfg(test)]
mod tests {
    use super::{
        super::model::{BadgeKind, PricingModel},
        *,
    };
    use crate::endpoint::decode_pairs;

    fn parse(raw: &str) -> Result<ListingsQuery, Vec<FieldError>> {
        ListingsQuery::parse(&decode_pairs(raw).map_err(|error| vec![error])?)
    }

    #[test]
    fn every_bad_parameter_is_named() {
        let check = |raw: &str, names: &[&str]| {
            let errors = parse(raw).expect_err(raw);
            let found: Vec<_> = errors.iter().filter_map(|error| error.parameter.as_deref()).collect();
            assert_eq!(found, names, "{raw}");
        };
        check("colour=red", &["colour"]);
        check("limit=0", &["limit"]);
        check("limit=-1", &["limit"]);
        check("limit=101", &["limit"]);
        check("limit=1&limit=2", &["limit"]);
        check("sort=best&explain=yes", &["sort", "explain"]);
        check("rating_min=NaN", &["rating_min"]);
        check("rating_min=5.1", &["rating_min"]);
        check("pricing=cheap", &["pricing"]);
        check("badge=gold", &["badge"]);
        check("category=", &["category"]);
        check(&format!("q={}", "x".repeat(201)), &["q"]);
        check(&format!("q={}", "x".repeat(10_000)), &[""]);
    }

    #[test]
    fn a_query_survives_its_own_url() {
        let query = parse("sort=name&category=crm&q=a+b&category=ads&rating_min=4.5&limit=3&explain=true")
            .expect("all known");
        assert_eq!(query.chosen(Facet::Category), ["ads", "crm"]);
        let url = ListListings::url(&(), &query);
        let (_, raw) = url.split_once('?').expect("has a query string");
        assert_eq!(parse(raw), Ok(query));
    }

    #[test]
    fn toggling_twice_gives_the_first_page_back() {
        let query = parse("category=crm&cursor=abc").expect("all known");
        let twice = query.toggled(Facet::Vertical, "retail").toggled(Facet::Vertical, "retail");
        assert_eq!(twice, query.first_page());
    }

    #[test]
    fn closed_lists_in_the_contract_are_the_enums() {
        assert_eq!(SORTS, Sort::ALL.map(Sort::as_str));
        assert_eq!(PRICING_MODELS, PricingModel::ALL.map(PricingModel::as_str));
        assert_eq!(BADGES, BadgeKind::ALL.map(BadgeKind::as_str));
    }
}
