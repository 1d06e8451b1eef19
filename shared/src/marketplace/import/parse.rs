//! Reads a line into a row that is known to be good, or says every fault it has.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use serde_json::Value;

use super::{
    MAX_ALT_CHARS, MAX_LABEL_CHARS, MAX_VALUES, MAX_VERSION_CHARS,
    reader::{Members, Reader, Shape, checked_text, kind},
};
use crate::{
    marketplace::{
        links::{MAX_ADDRESS_CHARS, is_web_address, language_tag},
        model::{
            MAX_DESCRIPTION_BYTES, MAX_NAME_CHARS, MAX_SCREENSHOTS, MAX_TAGLINE_CHARS, Pricing, PricingModel,
            Release,
        },
    },
    money::{Currency, Money},
    problem::FieldError,
    slug::Slug,
};

/// A row that was read and found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidRow {
    pub slug: Slug,
    pub name: String,
    pub tagline: String,
    pub partner: ValidPartner,
    /// At least one.
    pub categories: Vec<TermName>,
    pub description_md: String,
    pub verticals: Vec<TermName>,
    pub jobs: Vec<TermName>,
    pub tags: Vec<String>,
    /// In the customary case: `pt-BR`.
    pub languages: Vec<String>,
    pub regions: Vec<Slug>,
    pub compliance: Vec<Slug>,
    pub pricing: Pricing,
    pub release: Option<Release>,
    pub website: Option<String>,
    pub icon: Option<PictureSource>,
    pub screenshots: Vec<ValidScreenshot>,
}

/// Who publishes the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidPartner {
    pub slug: Slug,
    pub name: String,
}

/// A term by its slug, with the label to give it if it is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermName {
    pub slug: Slug,
    pub label: String,
}

/// A screenshot whose picture is still to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidScreenshot {
    pub source: PictureSource,
    pub alt: String,
}

/// Where a picture comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PictureSource {
    /// A file below the folder of the import file, by its relative path.
    File(String),
    /// A whole `data:` URI.
    Data(String),
    /// A picture that the data folder holds, by its SHA-256 in lower-case hex.
    Stored(String),
}

const KNOWN: &[&str] = &[
    "slug",
    "name",
    "tagline",
    "partner",
    "categories",
    "description_md",
    "verticals",
    "jobs",
    "tags",
    "languages",
    "regions",
    "compliance",
    "pricing",
    "version",
    "released_at",
    "website",
    "icon",
    "screenshots",
];

/// Longest path of a picture's file.
const MAX_PATH_BYTES: usize = 1024;

const NAME: Shape = Shape::Line { max_chars: MAX_NAME_CHARS };
const LABEL: Shape = Shape::Line { max_chars: MAX_LABEL_CHARS };

/// Reads one line of an import file.
///
/// # Errors
/// Every field at fault, by JSON pointer; the empty pointer stands for the line as a whole.
pub fn parse_line(line: &[u8]) -> Result<ValidRow, Vec<FieldError>> {
    let whole = |detail: String| vec![FieldError::pointer("", detail)];
    let text = std::str::from_utf8(line)
        .map_err(|error| whole(format!("Not UTF-8 text from byte {} on.", error.valid_up_to() + 1)))?;
    let members: Members = serde_json::from_str(text).map_err(|error| whole(not_json(&error)))?;
    let mut errors = Vec::new();
    let row = read_row(Reader::new(members, "", &mut errors));
    match row {
        Some(row) if errors.is_empty() => Ok(row),
        _ => Err(errors),
    }
}

fn not_json(error: &serde_json::Error) -> String {
    let column = error.column();
    match error.classify() {
        serde_json::error::Category::Eof => {
            format!("The line ends at column {column}, before its JSON does. Is the file cut off?")
        }
        serde_json::error::Category::Data => "Expected a JSON object, such as {\"slug\": …}.".to_owned(),
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or("syntax error");
            format!("Not JSON: {said} (column {column}).")
        }
    }
}

fn read_row(mut reader: Reader<'_>) -> Option<ValidRow> {
    let slug = read_slug(&mut reader);
    let name = reader.required_text("name", NAME);
    let tagline = reader.required_text("tagline", Shape::Line { max_chars: MAX_TAGLINE_CHARS });
    let partner = read_partner(&mut reader);
    let categories = read_categories(&mut reader);
    let description = Shape::Prose { max_bytes: MAX_DESCRIPTION_BYTES };
    let description_md = reader.text("description_md", description).unwrap_or_default();
    let verticals = read_terms(&mut reader, "verticals");
    let jobs = read_terms(&mut reader, "jobs");
    let tags = read_lines(&mut reader, "tags", |tag| Ok(tag.to_owned()));
    let languages = read_lines(&mut reader, "languages", language);
    let regions = read_terms(&mut reader, "regions").into_iter().map(|term| term.slug).collect();
    let compliance = read_terms(&mut reader, "compliance").into_iter().map(|term| term.slug).collect();
    let pricing = read_pricing(&mut reader);
    let release = read_release(&mut reader);
    let website = read_website(&mut reader);
    let icon = reader.take("icon").filter(|value| value != "").and_then(|value| {
        let place = reader.place("icon");
        picture_source(value, &place, reader.errors())
    });
    let screenshots = read_screenshots(&mut reader, name.as_deref().unwrap_or_default());
    reader.finish(KNOWN);
    Some(ValidRow {
        slug: slug?,
        name: name?,
        tagline: tagline?,
        partner: partner?,
        categories: categories?,
        description_md,
        verticals,
        jobs,
        tags,
        languages,
        regions,
        compliance,
        pricing: pricing?,
        release,
        website,
        icon,
        screenshots,
    })
}

/// A required slug; its faults are those of slugs, however long the text.
fn read_slug(reader: &mut Reader<'_>) -> Option<Slug> {
    let text = reader.required_text("slug", Shape::Line { max_chars: 64 * 1024 })?;
    match text.parse() {
        Ok(slug) => Some(slug),
        Err(error) => {
            let hint = Slug::from_name(&text).map(|slug| format!(" Perhaps “{slug}”?")).unwrap_or_default();
            reader.fault("slug", format!("{error}{hint}"));
            None
        }
    }
}

fn read_partner(reader: &mut Reader<'_>) -> Option<ValidPartner> {
    let value = reader.take_required("partner")?;
    let place = reader.place("partner");
    let mut partner = Reader::of(value, &place, "an object with slug and name", reader.errors())?;
    let slug = read_slug(&mut partner);
    let name = partner.required_text("name", NAME);
    partner.finish(&["slug", "name"]);
    Some(ValidPartner { slug: slug?, name: name? })
}

fn read_categories(reader: &mut Reader<'_>) -> Option<Vec<TermName>> {
    let faults = reader.errors().len();
    match reader.take_required("categories")? {
        Value::Array(values) if values.is_empty() => {
            reader.fault("categories", "Empty. An app is in at least one category.");
            None
        }
        value => {
            let place = reader.place("categories");
            let terms = terms_of(value, &place, reader.errors());
            // An element at fault was noted; the row is bad already, the rest of it is still read.
            (reader.errors().len() == faults).then_some(terms)
        }
    }
}

fn read_terms(reader: &mut Reader<'_>, name: &str) -> Vec<TermName> {
    let place = reader.place(name);
    reader.take(name).map(|value| terms_of(value, &place, reader.errors())).unwrap_or_default()
}

/// Slugs, or labels that become slugs; repeats are dropped.
fn terms_of(value: Value, place: &str, errors: &mut Vec<FieldError>) -> Vec<TermName> {
    let mut terms: Vec<TermName> = Vec::new();
    for (at, text) in lines_of(value, place, errors, |text| Ok(text.to_owned())) {
        match term(&text) {
            Some(term) if terms.iter().any(|other| other.slug == term.slug) => {}
            Some(term) => terms.push(term),
            None => errors.push(FieldError::pointer(at, NO_SLUG)),
        }
    }
    terms
}

const NO_SLUG: &str =
    "No address can be made of this label. Give a slug: lower-case letters, digits and hyphens.";

fn term(text: &str) -> Option<TermName> {
    match text.parse::<Slug>() {
        Ok(slug) => {
            let mut label = text.replace('-', " ");
            if let Some(first) = label.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            Some(TermName { slug, label })
        }
        Err(_) => Slug::from_name(text).map(|slug| TermName { slug, label: text.to_owned() }),
    }
}

/// A list of one-line texts, each passed through `accept`; repeats are dropped.
fn read_lines(
    reader: &mut Reader<'_>,
    name: &str,
    accept: fn(&str) -> Result<String, &'static str>,
) -> Vec<String> {
    let place = reader.place(name);
    let Some(value) = reader.take(name) else { return Vec::new() };
    let mut kept: Vec<String> = Vec::new();
    for (_, text) in lines_of(value, &place, reader.errors(), accept) {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

fn lines_of(
    value: Value,
    place: &str,
    errors: &mut Vec<FieldError>,
    accept: fn(&str) -> Result<String, &'static str>,
) -> Vec<(String, String)> {
    let Value::Array(values) = value else {
        errors.push(FieldError::pointer(place, format!("Expected a list of texts, found {}.", kind(&value))));
        return Vec::new();
    };
    if values.len() > MAX_VALUES {
        let detail = format!("{} values; at most {MAX_VALUES} are accepted.", values.len());
        errors.push(FieldError::pointer(place, detail));
        return Vec::new();
    }
    let mut lines = Vec::with_capacity(values.len());
    for (at, value) in values.into_iter().enumerate() {
        let place = format!("{place}/{at}");
        let Some(text) = checked_text(value, &place, LABEL, errors) else { continue };
        match if text.is_empty() { Err("Empty. Leave it out.") } else { accept(&text) } {
            Ok(text) => lines.push((place, text)),
            Err(why) => errors.push(FieldError::pointer(place, why)),
        }
    }
    lines
}

/// A BCP 47 tag in the customary case: language lower, script title, region upper.
fn language(text: &str) -> Result<String, &'static str> {
    language_tag(text).ok_or("Not a language tag. Use BCP 47, such as en, de or pt-BR.")
}

fn read_pricing(reader: &mut Reader<'_>) -> Option<Pricing> {
    let Some(value) = reader.take("pricing") else {
        return Some(Pricing { model: PricingModel::Contact, from: None });
    };
    let place = reader.place("pricing");
    let mut pricing = Reader::of(value, &place, "an object with model", reader.errors())?;
    let model = pricing.required_text("model", LABEL).and_then(|text| {
        let model = PricingModel::ALL.into_iter().find(|model| model.as_str() == text);
        if model.is_none() {
            let known = PricingModel::ALL.map(PricingModel::as_str).join(", ");
            pricing.fault("model", format!("One of {known}."));
        }
        model
    });
    let from = match pricing.take("from") {
        None => Some(None),
        Some(value) => read_money(&mut pricing, value).map(Some),
    };
    pricing.finish(&["model", "from"]);
    Some(Pricing { model: model?, from: from? })
}

fn read_money(pricing: &mut Reader<'_>, value: Value) -> Option<Money> {
    let place = pricing.place("from");
    let mut money = Reader::of(value, &place, "an object with minor and currency", pricing.errors())?;
    let minor = money.take_required("minor").and_then(|value| {
        let minor = value.as_i64().filter(|minor| *minor >= 0);
        if minor.is_none() {
            money.fault(
                "minor",
                "A whole number of the currency's minor unit from 0, such as 1900 for 19.00.",
            );
        }
        minor
    });
    let currency = money.required_text("currency", LABEL).and_then(|text| match text.parse::<Currency>() {
        Ok(currency) => Some(currency),
        Err(error) => {
            money.fault("currency", format!("{error}."));
            None
        }
    });
    money.finish(&["minor", "currency"]);
    Some(Money::new(minor?, currency?))
}

fn read_release(reader: &mut Reader<'_>) -> Option<Release> {
    let version = reader.text("version", Shape::Line { max_chars: MAX_VERSION_CHARS });
    let released_at = reader.text("released_at", LABEL).and_then(|text| {
        let instant = instant(&text);
        if instant.is_none() {
            reader.fault(
                "released_at",
                "An instant such as 2026-05-04T09:30:00Z, or a day such as 2026-05-04.",
            );
        }
        instant
    });
    (version.is_some() || released_at.is_some())
        .then(|| Release { version: version.unwrap_or_default(), released_at })
}

/// An RFC 3339 instant or the start of a day in UTC, in the years that both notations can write.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let day =
        || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|instant| instant.to_utc())
        .or_else(day)
        .filter(|instant| (0..=9999).contains(&instant.year()))
}

fn read_website(reader: &mut Reader<'_>) -> Option<String> {
    let address = reader.text("website", Shape::Line { max_chars: MAX_ADDRESS_CHARS })?;
    if is_web_address(&address) {
        return Some(address);
    }
    reader.fault("website", "Not a web address. It starts with https:// or http:// and has no spaces.");
    None
}

fn read_screenshots(reader: &mut Reader<'_>, name: &str) -> Vec<ValidScreenshot> {
    let mut shots = Vec::new();
    for (at, (place, value)) in reader.list("screenshots", MAX_SCREENSHOTS).into_iter().enumerate() {
        let (source, alt) = if value.is_string() {
            (picture_source(value, &place, reader.errors()), None)
        } else {
            let about = "a picture, or an object with src and alt";
            let Some(mut shot) = Reader::of(value, &place, about, reader.errors()) else { continue };
            let source = shot.take_required("src").and_then(|value| {
                let place = shot.place("src");
                picture_source(value, &place, shot.errors())
            });
            let alt = shot.text("alt", Shape::Line { max_chars: MAX_ALT_CHARS });
            shot.finish(&["src", "alt"]);
            (source, alt)
        };
        if let Some(source) = source {
            let alt = alt.unwrap_or_else(|| format!("Screenshot {} of {name}", at + 1));
            shots.push(ValidScreenshot { source, alt });
        }
    }
    shots
}

fn picture_source(value: Value, place: &str, errors: &mut Vec<FieldError>) -> Option<PictureSource> {
    // A `data:` URI is as long as its picture; the line's own limit bounds it.
    let text = checked_text(value, place, Shape::Line { max_chars: usize::MAX }, errors)?;
    match source(text) {
        Ok(source) => Some(source),
        Err(why) => {
            errors.push(FieldError::pointer(place, why));
            None
        }
    }
}

fn source(text: String) -> Result<PictureSource, &'static str> {
    if let Some(digest) = text.strip_prefix("sha256:") {
        let hex = digest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        return if hex && digest.len() == 64 {
            Ok(PictureSource::Stored(digest.to_owned()))
        } else {
            Err("Not a digest: sha256: and 64 lower-case hexadecimal digits.")
        };
    }
    if text.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:")) {
        return Ok(PictureSource::Data(text));
    }
    if text.contains("://") {
        return Err("Pictures are not fetched from the network. Put the file beside the import file.");
    }
    let text = text.strip_prefix("./").unwrap_or(&text).to_owned();
    let inside = !text.is_empty()
        && text.len() <= MAX_PATH_BYTES
        && !text.contains(['\\', ':'])
        && text.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    if inside {
        Ok(PictureSource::File(text))
    } else {
        Err("Not a path below the import file's folder, such as media/icon.png.")
    }
}
