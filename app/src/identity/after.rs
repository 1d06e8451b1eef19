//! Where somebody goes after signing in.

use shared::endpoint::decode_pairs;

/// Where a person goes who came from nowhere.
pub const HOME: &str = "/home";

/// The path in the query string's `after`, if it leads to a page of this site; else [`HOME`].
pub fn after(search: &str) -> String {
    let pairs = decode_pairs(search).unwrap_or_default();
    let asked = pairs.into_iter().find(|(name, _)| name == "after").map(|(_, path)| path);
    asked.filter(|path| is_own(path)).unwrap_or_else(|| HOME.to_owned())
}

/// Browsers take `//` and `/\` for the start of another site, and leave out control characters when they look.
pub fn is_own(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && !path.contains(|letter: char| letter.is_control() || letter == '\\')
}

#[cfg(test)]
mod tests {
    use super::{HOME, after};

    #[test]
    fn only_pages_of_this_site_are_gone_to() {
        assert_eq!(after("after=%2Fapps%3Fq%3Da"), "/apps?q=a");
        assert_eq!(after("x=1&after=/account/security"), "/account/security");
        for bad in [
            "",
            "after=",
            "after=https%3A%2F%2Fevil.example",
            "after=%2F%2Fevil.example",
            "after=%2F%5Cevil.example",
            "after=%2F%09%2Fevil.example",
            "after=javascript%3Aalert(1)",
            "after=apps",
            "after=%zz",
        ] {
            assert_eq!(after(bad), HOME, "{bad}");
        }
    }
}
