//! Which addresses are the same page.

use shared::{
    endpoint::{Query, decode_pairs, encode_pairs},
    marketplace::api::ListingsQuery,
};

/// Longest query string of a page that is kept, in bytes.
const MAX_QUERY_BYTES: usize = 512;
/// Longest path of one, in bytes.
const MAX_PATH_BYTES: usize = 256;

/// What to render for an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// The page's own address: worth keeping, others may ask for it.
    Kept(String),
    /// Rendered as asked and forgotten: too long, or at fault.
    Once(String),
}

/// The one address of the page that is asked for. Only differences that the page cannot see are dropped:
/// the screens read the address again in the browser and must find what the server found.
pub(super) fn of(raw: &str) -> Address {
    let (path, query) = raw.split_once('?').unwrap_or((raw, ""));
    if path.len() > MAX_PATH_BYTES || query.len() > MAX_QUERY_BYTES {
        return Address::Once(raw.to_owned());
    }
    if query.is_empty() {
        return Address::Kept(path.to_owned());
    }
    let Ok(pairs) = decode_pairs(query) else { return Address::Once(raw.to_owned()) };
    let pairs = if path == "/apps" {
        match ListingsQuery::parse(&pairs) {
            Ok(query) => query.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            Err(_) => return Address::Once(raw.to_owned()),
        }
    } else {
        pairs
    };
    if pairs.is_empty() {
        Address::Kept(path.to_owned())
    } else {
        Address::Kept(format!("{path}?{}", encode_pairs(&pairs)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_page_has_one_address() {
        let check = |raw: &str, page: &str| assert_eq!(of(raw), Address::Kept(page.to_owned()), "{raw}");
        check("/", "/");
        check("/?", "/");
        check("/apps?sort=relevance&limit=24", "/apps");
        check("/apps?category=crm&q=a+b&category=ads", "/apps?q=a%20b&category=ads&category=crm");
        check("/compare?app=b&app=a", "/compare?app=b&app=a");
        check("/about?x=%7e", "/about?x=~");
    }

    #[test]
    fn what_is_at_fault_or_too_long_is_not_kept() {
        let long = format!("/apps/{}", "a".repeat(300));
        let query = format!("/apps?q={}", "a".repeat(600));
        for raw in ["/apps?colour=red", "/apps?limit=0", "/apps?q=%zz", "/about?q=%ff", &long, &query] {
            assert_eq!(of(raw), Address::Once(raw.to_owned()), "{raw}");
        }
    }
}
