//! What is asked of the marketplace: the query strings, typed.

use super::words::{Facet, Sort, Stars};
use crate::{
    endpoint::{Parameter, ParameterKind, Query, unknown_parameters},
    page::{Cursor, Limit},
    problem::FieldError,
};

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
            pairs.push(("rating_min", least.shortest()));
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
                let stars = value.parse().map_err(|_| "A number from 0 to 5, such as 4.5.".to_owned())?;
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

/// Longest token of a link that is read, in characters.
const MAX_LINK_CHARS: usize = 64;

const LINK: Parameter = parameter(
    "link",
    "The token of a listing that only who has its link reaches.",
    ParameterKind::Text { max_chars: MAX_LINK_CHARS },
);

/// `?link=` of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkQuery {
    pub link: Option<String>,
}

impl Query for LinkQuery {
    const PARAMETERS: &'static [Parameter] = &[LINK];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        self.link.iter().map(|link| ("link", link.clone())).collect()
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let errors = unknown_parameters(pairs, Self::PARAMETERS);
        linked(pairs, errors).map(|link| Self { link })
    }
}

/// The token among the pairs, beside the errors that were found in them so far.
fn linked(
    pairs: &[(String, String)],
    mut errors: Vec<FieldError>,
) -> Result<Option<String>, Vec<FieldError>> {
    let found = pairs.iter().find(|(name, _)| name == "link").map(|(_, link)| within(link, MAX_LINK_CHARS));
    match found.transpose() {
        Ok(link) if errors.is_empty() => Ok(link.map(str::to_owned)),
        Ok(_) => Err(errors),
        Err(why) => {
            errors.push(FieldError::parameter("link", why));
            Err(errors)
        }
    }
}

/// A language that pages are drawn in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageLanguage {
    #[default]
    English,
    German,
}

impl PageLanguage {
    /// BCP 47 tags, in the order of the variants.
    pub const TAGS: &[&str] = &["en", "de"];

    /// Its tag.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }
}

/// In which language a page is drawn, and what opens it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailsQuery {
    pub language: PageLanguage,
    pub link: Option<String>,
}

impl Query for DetailsQuery {
    const PARAMETERS: &'static [Parameter] =
        &[parameter("language", "Language of the page.", ParameterKind::OneOf(PageLanguage::TAGS)), LINK];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("language", self.language.as_str().to_owned())];
        pairs.extend(self.link.iter().map(|link| ("link", link.clone())));
        pairs
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut errors = unknown_parameters(pairs, Self::PARAMETERS);
        let language = match pairs.iter().find(|(name, _)| name == "language").map(|(_, tag)| tag.as_str()) {
            None | Some("en") => PageLanguage::English,
            Some("de") => PageLanguage::German,
            Some(_) => {
                let known = PageLanguage::TAGS.join(", ");
                errors.push(FieldError::parameter("language", format!("One of {known}.")));
                PageLanguage::English
            }
        };
        linked(pairs, errors).map(|link| Self { language, link })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        endpoint::{Endpoint, decode_pairs},
        marketplace::{
            api::ListListings,
            model::{BadgeKind, PricingModel},
        },
    };

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
        check(&format!("q={}", "x".repeat(10_000)), &["q"]);
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
    fn a_page_is_asked_for_in_a_language_and_with_a_link() {
        let parse = |raw: &str| DetailsQuery::parse(&decode_pairs(raw).expect("encoded"));
        assert_eq!(parse(""), Ok(DetailsQuery::default()));
        let query = DetailsQuery { language: PageLanguage::German, link: Some("abc".to_owned()) };
        assert_eq!(query.pairs(), [("language", "de".to_owned()), ("link", "abc".to_owned())]);
        assert_eq!(parse("language=de&link=abc"), Ok(query));
        let long = format!("link={}", "a".repeat(MAX_LINK_CHARS + 1));
        for (raw, name) in [("language=fr", "language"), (long.as_str(), "link"), ("colour=red", "colour")] {
            let errors = parse(raw).expect_err(raw);
            assert!(errors.len() == 1 && errors[0].names_parameter(name), "{raw}: {errors:?}");
        }
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
