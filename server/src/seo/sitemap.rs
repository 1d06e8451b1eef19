//! `/sitemap.xml`: every public page, in parts where one file may not hold them.

use std::fmt::Write;

use axum::{
    extract::{Path, State},
    response::Response,
};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::HeaderMap;
use shared::marketplace::model::Taxonomy;

use super::{Document, unknown};
use crate::{Failure, Services, directory::Snapshot, xml::escape};

/// Most addresses of one file, by the protocol.
const MOST: usize = 50_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// Pages that are there in any marketplace.
const FIXED: [&str; 4] = ["/", "/apps", "/categories", "/about"];

/// The sitemap, or the index of its parts.
pub(super) async fn whole(State(services): State<Services>, headers: HeaderMap) -> Response {
    let snapshot = services.directory.snapshot();
    document(&snapshot).answer(&headers, || {
        let origin = &services.site.origin;
        let parts = count(&snapshot).div_ceil(MOST);
        if parts <= 1 { part_of(&snapshot, origin, 0) } else { index(origin, parts) }
    })
}

/// `/sitemaps/{number}.xml`, from 1.
pub(super) async fn part(
    State(services): State<Services>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let snapshot = services.directory.snapshot();
    let parts = count(&snapshot).div_ceil(MOST);
    let number = file.strip_suffix(".xml").and_then(|number| number.parse::<usize>().ok());
    let number = number.filter(|number| (1..=parts).contains(number));
    let number = number.ok_or_else(|| unknown("The sitemap has no such part."))?;
    Ok(document(&snapshot).answer(&headers, || part_of(&snapshot, &services.site.origin, number - 1)))
}

fn document(snapshot: &Snapshot) -> Document {
    Document {
        kind: "application/xml; charset=utf-8",
        version: format!("map-{:x}", snapshot.generation()),
        fresh: 3600,
    }
}

/// Path and time of last change of every public page, in a fixed order.
fn addresses(snapshot: &Snapshot) -> impl Iterator<Item = (String, Option<DateTime<Utc>>)> {
    let fixed = FIXED.into_iter().map(|path| (path.to_owned(), None));
    let terms = snapshot.terms().iter().filter_map(|term| {
        let folder = match term.taxonomy {
            Taxonomy::Category => "categories",
            Taxonomy::Vertical => "verticals",
            Taxonomy::Job => return None,
        };
        Some((format!("/{folder}/{}", term.slug), None))
    });
    let partners = snapshot.partner_addresses().map(|slug| (format!("/partners/{slug}"), None));
    let apps = snapshot.addresses().map(|(slug, changed)| (format!("/apps/{slug}"), Some(changed)));
    fixed.chain(terms).chain(partners).chain(apps)
}

fn count(snapshot: &Snapshot) -> usize {
    addresses(snapshot).count()
}

fn part_of(snapshot: &Snapshot, origin: &str, part: usize) -> Bytes {
    let origin = escape(origin);
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"{NAMESPACE}\">\n");
    for (path, changed) in addresses(snapshot).skip(part * MOST).take(MOST) {
        // Writing into a String does not fail. Slugs need no escaping.
        let _ = match changed {
            Some(changed) => {
                writeln!(
                    xml,
                    "<url><loc>{origin}{path}</loc><lastmod>{}</lastmod></url>",
                    changed.format("%Y-%m-%d")
                )
            }
            None => writeln!(xml, "<url><loc>{origin}{path}</loc></url>"),
        };
    }
    xml.push_str("</urlset>\n");
    xml.into()
}

fn index(origin: &str, parts: usize) -> Bytes {
    let origin = escape(origin);
    let mut xml =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for part in 1..=parts {
        let _ = writeln!(xml, "<sitemap><loc>{origin}/sitemaps/{part}.xml</loc></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    xml.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_names_each_part() {
        let xml = String::from_utf8(index("https://market.example", 3).to_vec()).expect("text");
        for part in 1..=3 {
            assert!(xml.contains(&format!("<loc>https://market.example/sitemaps/{part}.xml</loc>")), "{xml}");
        }
        assert!(!xml.contains("/4.xml"));
    }
}
