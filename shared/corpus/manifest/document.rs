//! How a document of this folder is read: the same in every test, whatever it runs on.

use chrono::NaiveDate;
use serde::Deserialize;
use shared::manifest::{Facts, Report, catalogue::Catalogue, lint_bytes, policy::LintPolicy, source::Format};

/// What differs from the defaults: `<document>.context.json`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Context {
    pub(crate) catalogue: Catalogue,
    pub(crate) policy: LintPolicy,
    /// The name of another document.
    approved: Option<String>,
}

pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) format: Format,
    pub(crate) context: Context,
    pub(crate) facts: Facts,
}

impl Document {
    /// A document by its name; `file` gives what is in a file of the folder.
    pub(crate) fn read(name: &str, file: &dyn Fn(&str) -> Option<Vec<u8>>) -> Self {
        let context = file(&format!("{name}.context.json"));
        let context: Context =
            context.map(|text| serde_json::from_slice(&text).expect("a context")).unwrap_or_default();
        let approved = context.approved.as_deref();
        let approved = approved.and_then(|other| Self::read(other, file).report().manifest);
        assert_eq!(approved.is_some(), context.approved.is_some(), "what {name} compares itself with");
        Self {
            name: name.to_owned(),
            bytes: file(name).unwrap_or_else(|| panic!("no document {name}")),
            format: if name.ends_with(".toml") { Format::Toml } else { Format::Json },
            facts: Facts { today: NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day"), approved },
            context,
        }
    }

    pub(crate) fn report(&self) -> Report {
        let Context { catalogue, policy, .. } = &self.context;
        lint_bytes(&self.bytes, self.format, catalogue, policy, &self.facts)
    }
}
