//! Addresses of the marketplace's pages.

use shared::{
    endpoint::{Query, encode_component, encode_pairs},
    marketplace::api::{Facet, ListingsQuery},
};

/// A listing's page.
pub fn app(slug: &str) -> String {
    format!("/apps/{}", encode_component(slug))
}

/// A partner's page.
pub fn partner(slug: &str) -> String {
    format!("/partners/{}", encode_component(slug))
}

/// A category's page.
pub fn category(slug: &str) -> String {
    format!("/categories/{}", encode_component(slug))
}

/// A vertical's page.
pub fn vertical(slug: &str) -> String {
    format!("/verticals/{}", encode_component(slug))
}

/// The directory in a state. Ranks are always explained there, so the address does not say it.
pub fn directory(query: &ListingsQuery) -> String {
    let pairs = ListingsQuery { explain: false, ..query.clone() }.pairs();
    if pairs.is_empty() { "/apps".to_owned() } else { format!("/apps?{}", encode_pairs(&pairs)) }
}

/// The directory with a search text.
pub fn search(text: &str) -> String {
    directory(&ListingsQuery { q: text.to_owned(), ..ListingsQuery::default() })
}

/// The directory narrowed to one value.
pub fn narrowed(facet: Facet, value: &str) -> String {
    directory(&ListingsQuery::default().toggled(facet, value))
}

/// Apps side by side; `differences` marks the rows in which they differ.
pub fn compare<S: AsRef<str>>(slugs: &[S], differences: bool) -> String {
    let mut pairs: Vec<(&str, &str)> = slugs.iter().map(|slug| ("app", slug.as_ref())).collect();
    if differences {
        pairs.push(("differences", "true"));
    }
    if pairs.is_empty() { "/compare".to_owned() } else { format!("/compare?{}", encode_pairs(&pairs)) }
}

/// The same picture at another of the widths that pictures are served in.
pub fn picture(url: &str, width: u32) -> String {
    match url.rsplit_once('/') {
        Some((base, last)) if last.bytes().all(|byte| byte.is_ascii_digit()) => format!("{base}/{width}"),
        _ => url.to_owned(),
    }
}

/// Whether a partner's address of a site leads to the web, and nowhere else.
pub fn is_web(website: &str) -> bool {
    website.starts_with("https://") || website.starts_with("http://")
}

/// The host of an address, for reading.
pub fn host(website: &str) -> &str {
    let rest = website.split_once("://").map_or(website, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_canonical() {
        let query = ListingsQuery { explain: true, ..ListingsQuery::default() };
        assert_eq!(directory(&query), "/apps");
        assert_eq!(search("a & b"), "/apps?q=a%20%26%20b");
        assert_eq!(narrowed(Facet::Badge, "security"), "/apps?badge=security");
        assert_eq!(compare(&["a", "b"], true), "/compare?app=a&app=b&differences=true");
        assert_eq!(compare::<&str>(&[], false), "/compare");
    }

    #[test]
    fn pictures_change_only_their_width() {
        assert_eq!(picture("/media/0a/128", 64), "/media/0a/64");
        assert_eq!(picture("https://other.example/icon.png", 64), "https://other.example/icon.png");
    }

    #[test]
    fn websites_are_shown_by_their_host_and_lead_to_the_web_alone() {
        assert_eq!(host("https://www.example.com/a?b#c"), "example.com");
        assert_eq!(host("http://ledger.example"), "ledger.example");
        assert!(is_web("http://ledger.example") && !is_web("javascript:alert(1)") && !is_web("//a.example"));
    }
}
