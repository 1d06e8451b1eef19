//! The manifest that an app begins with.

use super::model::SCHEMA;

/// What is known of an app before it has a manifest. An empty text is not known.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// What [`super::model::Identity::id`] is made from.
    pub name: &'k str,
    /// One sentence.
    pub summary: &'k str,
    /// Mail address for help.
    pub email: &'k str,
    /// Page for help.
    pub url: &'k str,
}

/// A manifest with what is known, and with a place for what every app has to say.
pub fn start(known: &Known<'_>) -> String {
    let text = |text: &str| toml_edit::Value::from(text).to_string();
    let member = |name: &str, value: &str| {
        if value.trim().is_empty() { String::new() } else { format!("{name} = {}\n", text(value)) }
    };
    let support = [member("email", known.email), member("url", known.url)].concat();
    format!(
        "schema = {SCHEMA}\n\n\
         [identity]\nid = {}\nname = {}\nversion = \"1.0.0\"\nsummary = {}\n\n\
         [entry]\nlaunch = \"\"\n\n\
         [health]\nurl = \"\"\n\n\
         [support]\n{support}",
        text(&id(known.name)),
        text(known.name),
        text(known.summary),
    )
}

/// Lower-case letters and digits, with a hyphen for whatever stands between them.
fn id(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{
        policy::LintPolicy,
        samples::{found, toml},
        source::{self, Format},
    };

    #[test]
    fn it_lacks_only_what_is_not_known() {
        let known = Known {
            name: "Harbour \"Ledger\" 2",
            summary: "Keeps the books of every harbour, berth by berth.",
            email: "help@harbour.example",
            url: "",
        };
        let begun = start(&known);
        let document = source::read(&begun, Format::Toml, &LintPolicy::default()).expect("it can be read");
        let all = document.root.json();
        assert_eq!(all["identity"]["id"], "harbour-ledger-2");
        assert_eq!(all["identity"]["name"], known.name);
        assert_eq!(all["support"], serde_json::json!({ "email": known.email }));
        let found = found(&toml(&begun));
        assert!(found.iter().any(|it| it.ends_with(" /entry/launch")), "{found:?}");
        for rule in ["field.missing", "schema.missing", "slug.malformed", "document.syntax"] {
            assert!(found.iter().all(|it| !it.starts_with(rule)), "{found:?}");
        }
    }
}
