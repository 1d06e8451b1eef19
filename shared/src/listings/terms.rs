//! The terms that a draft names, and those among them that the marketplace does not have.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Content, Field};
use crate::{marketplace::model::Taxonomy, slug::Slug};

/// Terms that the marketplace does not have, by the field that names them; fields without one are left out.
pub type UnknownTerms = BTreeMap<Field, BTreeSet<Slug>>;

/// The terms of a draft that `known` does not know.
pub fn unknown(content: &Content, known: impl Fn(Taxonomy, &Slug) -> bool) -> UnknownTerms {
    let mut all = UnknownTerms::new();
    for taxonomy in Taxonomy::ALL {
        let (field, named) = match taxonomy {
            Taxonomy::Category => (Field::Categories, &content.categories),
            Taxonomy::Vertical => (Field::Verticals, &content.verticals),
            Taxonomy::Job => (Field::Jobs, &content.jobs),
        };
        let unknown: BTreeSet<Slug> = named.iter().filter(|slug| !known(taxonomy, slug)).cloned().collect();
        if !unknown.is_empty() {
            all.insert(field, unknown);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::slug;

    #[test]
    fn each_field_is_compared_with_its_own_taxonomy() {
        let content = Content {
            categories: vec![slug("finance"), slug("retail")],
            verticals: vec![slug("retail"), slug("finance"), slug("moon"), slug("moon")],
            jobs: Vec::new(),
            ..Content::default()
        };
        let known = |taxonomy, term: &Slug| match taxonomy {
            Taxonomy::Category => *term == slug("finance"),
            Taxonomy::Vertical => *term == slug("retail"),
            Taxonomy::Job => false,
        };
        let expected = UnknownTerms::from([
            (Field::Categories, BTreeSet::from([slug("retail")])),
            (Field::Verticals, BTreeSet::from([slug("finance"), slug("moon")])),
        ]);
        assert_eq!(unknown(&content, known), expected);
        assert_eq!(unknown(&Content::default(), known), UnknownTerms::new());
    }
}
