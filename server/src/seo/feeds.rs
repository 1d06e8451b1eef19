//! Atom feeds (RFC 4287): what is new, what changed, what is new in a category.

use std::fmt::Write;

use app::i18n::Locale;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use http::{HeaderMap, HeaderValue, header};
use shared::{
    editorial::redirects::Leads,
    marketplace::{
        api::ListingCard,
        model::{Taxonomy, Term},
    },
};

use super::{
    Document,
    texts::{PRODUCT, texts},
    unknown,
};
use crate::{Failure, Services, directory::Snapshot, pages::language_of, xml::escape};

/// Entries of a feed.
const MOST: usize = 50;

/// `/feeds/new.atom`
pub(super) async fn newest(State(services): State<Services>, headers: HeaderMap) -> Response {
    let snapshot = services.directory.snapshot();
    let asked = Asked { path: "/feeds/new.atom", page: "/apps?sort=newest", locale: language_of(&headers) };
    let title = texts(asked.locale).newest;
    asked.answer(&services, &snapshot, &headers, title, || published(&snapshot, None))
}

/// `/feeds/updated.atom`
pub(super) async fn updated(State(services): State<Services>, headers: HeaderMap) -> Response {
    let snapshot = services.directory.snapshot();
    let asked = Asked { path: "/feeds/updated.atom", page: "/apps", locale: language_of(&headers) };
    let title = texts(asked.locale).updated;
    asked.answer(&services, &snapshot, &headers, title, || {
        let cards = snapshot.last_updated(MOST).into_iter();
        cards.map(|card| Entry { updated: card.updated_at, published: None, card }).collect()
    })
}

/// `/feeds/categories/{slug}.atom`
pub(super) async fn category(
    State(services): State<Services>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let snapshot = services.directory.snapshot();
    let slug = file.strip_suffix(".atom");
    let leads = slug.and_then(|slug| snapshot.leads(Taxonomy::Category, &slug.parse().ok()?));
    if let Some(Leads::To(slug)) = leads {
        return Ok(Redirect::permanent(&format!("/feeds/categories/{slug}.atom")).into_response());
    }
    let known = |term: &&Term| term.taxonomy == Taxonomy::Category && Some(term.slug.as_str()) == slug;
    let term = snapshot.terms().iter().find(known).ok_or_else(|| unknown("No category has this feed."))?;
    let path = format!("/feeds/categories/{}.atom", term.slug);
    let page = format!("/categories/{}", term.slug);
    let asked = Asked { path: &path, page: &page, locale: language_of(&headers) };
    let title = (texts(asked.locale).category)(&term.label);
    Ok(asked
        .answer(&services, &snapshot, &headers, &title, || published(&snapshot, Some(term.slug.as_str()))))
}

fn published(snapshot: &Snapshot, category: Option<&str>) -> Vec<Entry> {
    let cards = snapshot.newest(category, MOST).into_iter();
    cards.map(|(card, at)| Entry { updated: at, published: Some(at), card }).collect()
}

struct Entry {
    card: ListingCard,
    updated: DateTime<Utc>,
    published: Option<DateTime<Utc>>,
}

/// A feed that is asked for.
struct Asked<'a> {
    /// Its own address; with the origin its id, which never changes.
    path: &'a str,
    /// The page that shows the same.
    page: &'a str,
    locale: Locale,
}

impl Asked<'_> {
    fn answer(
        &self,
        services: &Services,
        snapshot: &Snapshot,
        headers: &HeaderMap,
        title: &str,
        entries: impl FnOnce() -> Vec<Entry>,
    ) -> Response {
        let document = Document {
            kind: "application/atom+xml; charset=utf-8",
            version: format!("feed-{:x}-{}", snapshot.generation(), self.locale.tag()),
            fresh: 300,
        };
        let mut response = document.answer(headers, || {
            let entries = entries();
            // An empty feed has to say some time; the present one is true.
            let changed =
                entries.iter().map(|entry| entry.updated).max().unwrap_or_else(|| services.clock.now());
            self.write(&services.site.origin, snapshot, title, changed, &entries)
        });
        let vary = HeaderValue::from_static("accept-language, cookie");
        response.headers_mut().insert(header::VARY, vary);
        response
    }

    fn write(
        &self,
        origin: &str,
        snapshot: &Snapshot,
        title: &str,
        changed: DateTime<Utc>,
        entries: &[Entry],
    ) -> Bytes {
        let origin = escape(origin);
        let Self { path, page, locale } = self;
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <id>{origin}{path}</id>\n<title>{} · {PRODUCT}</title>\n<updated>{}</updated>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{origin}{path}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{origin}{}\"/>\n\
             <author><name>{PRODUCT}</name></author>\n",
            locale.tag(),
            escape(title),
            instant(changed),
            escape(page),
        );
        for entry in entries {
            entry.write(&mut xml, &origin, snapshot);
        }
        xml.push_str("</feed>\n");
        xml.into()
    }
}

impl Entry {
    fn write(&self, xml: &mut String, origin: &str, snapshot: &Snapshot) {
        let card = &self.card;
        let address = format!("{origin}/apps/{}", escape(&card.slug));
        // Writing into a String does not fail.
        let _ = write!(
            xml,
            "<entry>\n<id>{address}</id>\n<title>{}</title>\n<updated>{}</updated>\n",
            escape(&card.name),
            instant(self.updated),
        );
        if let Some(published) = self.published {
            let _ = writeln!(xml, "<published>{}</published>", instant(published));
        }
        let _ = write!(
            xml,
            "<link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\n<summary>{}</summary>\n\
             <author><name>{}</name><uri>{origin}/partners/{}</uri></author>\n",
            escape(&card.tagline),
            escape(&card.partner.name),
            escape(&card.partner.slug),
        );
        for category in &card.categories {
            let label = snapshot.term_ref(shared::marketplace::api::Facet::Category, category).label;
            let _ = writeln!(xml, "<category term=\"{}\" label=\"{}\"/>", escape(category), escape(&label));
        }
        xml.push_str("</entry>\n");
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
