//! Sentences that are filled with facts.

use std::collections::BTreeMap;

/// Fills a sentence. A part in brackets is left out when a fact in it is not known; outside of brackets
/// such a fact is left blank.
pub(crate) fn fill(template: &str, facts: &BTreeMap<String, String>) -> String {
    let mut said = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('[') {
        let (inside, behind) = behind.split_once(']').unwrap_or((behind, ""));
        put(before, facts, &mut said);
        if names(inside).iter().all(|name| facts.contains_key(name)) {
            put(inside, facts, &mut said);
        }
        rest = behind;
    }
    put(rest, facts, &mut said);
    said
}

/// The facts that a sentence names, sorted.
pub(crate) fn names(template: &str) -> Vec<String> {
    let mut names: Vec<String> =
        template.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn put(template: &str, facts: &BTreeMap<String, String>, said: &mut String) {
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
        said.push_str(before);
        said.push_str(facts.get(name).map_or("", String::as_str));
        rest = behind;
    }
    said.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_put_in_as_they_are() {
        let facts = BTreeMap::from([("a".to_owned(), "[{b}]".to_owned())]);
        assert_eq!(fill("{a} and {b}![ Or {a}?][ Or {b}?]", &facts), "[{b}] and ! Or [{b}]?");
        assert_eq!(names("{b} {a}[{b}]"), ["a", "b"]);
    }
}
