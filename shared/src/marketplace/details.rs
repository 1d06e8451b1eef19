//! What customers read of an app beside its listing: what it costs, who helps, what it asks for, where data
//! goes, what changed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    decisions::words::Words,
    listings::field::{Change, Content, DataAndTrust, Plan, Sla, Support},
    manifest::model::{DataStored, Destination, Manifest, ScopeRequest, Subprocessor},
};

/// Most versions in a changelog; the oldest go first.
pub const MAX_RELEASES: usize = 50;

/// What the live version says beyond the listing itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// In the partner's order.
    pub plans: Vec<Plan>,
    /// Days of a trial; `None` without one.
    pub trial_days: Option<u16>,
    pub support: Option<Support>,
    pub sla: Option<Sla>,
    pub data: Option<DataAndTrust>,
    /// Address of a video as it was written: see [`link`].
    pub video: Option<String>,
    /// The live version first, then those that customers had before it.
    pub changelog: Vec<Released>,
    /// What the manifest says; `None` without one that can be read.
    pub asks: Option<Asks>,
}

/// A version that customers had, with what it changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// As the partner names it.
    pub version: String,
    /// When it went live for the first time.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// In the partner's order.
    pub changes: Vec<Change>,
}

/// What an app asks a customer for, and where it takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asks {
    pub scopes: Vec<ScopeRequest>,
    /// What it keeps outside the customer's workspace.
    pub data: Vec<DataStored>,
    pub subprocessors: Vec<Subprocessor>,
    /// Every host that it talks to.
    pub destinations: Vec<Destination>,
}

impl From<Manifest> for Asks {
    fn from(manifest: Manifest) -> Self {
        Self {
            scopes: manifest.scopes,
            data: manifest.data,
            subprocessors: manifest.subprocessors,
            destinations: manifest.destinations,
        }
    }
}

impl Details {
    /// What a version says, without what it and others changed.
    pub fn of(content: &Content, asks: Option<Asks>) -> Self {
        Self {
            plans: content.plans.clone(),
            trial_days: content.trial_days,
            support: content.support.clone(),
            sla: content.sla.clone(),
            data: content.data.clone(),
            video: content.video.clone(),
            changelog: Vec::new(),
            asks,
        }
    }

    /// With the version that is live and those that customers had before. One that is live again keeps its
    /// first day, and what came after it is not there any more: customers do not have it.
    #[must_use]
    pub fn released(mut self, mut live: Released, before: &[Released]) -> Self {
        if let Some(once) = before.iter().find(|once| once.version == live.version) {
            live.at = once.at;
        }
        let earlier = before.iter().filter(|once| once.at <= live.at && once.version != live.version);
        let earlier: Vec<_> = earlier.take(MAX_RELEASES - 1).cloned().collect();
        self.changelog = std::iter::once(live).chain(earlier).collect();
        self
    }
}

/// Since when and why the operator took an app away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspendedSince {
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// For partner and customers.
    pub reason: Words,
}

/// Where a text leads that a partner wrote as an address: a page by HTTPS, or a mail. `None` for one that
/// stays text.
pub fn link(written: &str) -> Option<String> {
    let written = written.trim();
    let plain = |text: &str| {
        !text.is_empty() && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
    };
    if let Some(rest) = written.strip_prefix("https://") {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        return (plain(rest) && !host.is_empty() && !rest.contains('\\')).then(|| written.to_owned());
    }
    let mail = written.strip_prefix("mailto:").unwrap_or(written);
    let letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '+');
    let (name, host) = mail.split_once('@')?;
    let reads = |part: &str| !part.is_empty() && part.chars().all(letter);
    (reads(name) && reads(host)).then(|| format!("mailto:{mail}"))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{listings::field::ChangeType, testing::START};

    fn released(version: &str, days: i64) -> Released {
        let change = Change { kind: ChangeType::Added, text: format!("What {version} brings") };
        Released { version: version.to_owned(), at: START + TimeDelta::days(days), changes: vec![change] }
    }

    fn after(live: Released, before: &[Released]) -> Vec<(String, i64)> {
        let details = Details::default().released(live, before);
        let day = |once: Released| (once.version, (once.at - START).num_days());
        details.changelog.into_iter().map(day).collect()
    }

    fn named(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
        expected.iter().map(|(version, day)| ((*version).to_owned(), *day)).collect()
    }

    #[test]
    fn a_changelog_grows_by_the_version_that_goes_live() {
        let first = [released("1.0.0", 0)];
        assert_eq!(after(released("1.1.0", 5), &first), named(&[("1.1.0", 5), ("1.0.0", 0)]));
        // The same once more, as when only the place of the listing changes.
        let both = [released("1.1.0", 5), released("1.0.0", 0)];
        assert_eq!(after(released("1.1.0", 5), &both), named(&[("1.1.0", 5), ("1.0.0", 0)]));
    }

    #[test]
    fn what_was_rolled_back_is_not_among_what_customers_have() {
        let both = [released("1.1.0", 5), released("1.0.0", 0)];
        assert_eq!(after(released("1.0.0", 9), &both), named(&[("1.0.0", 0)]));
        let one = [released("1.0.0", 0)];
        assert_eq!(after(released("1.1.0", 12), &one), named(&[("1.1.0", 12), ("1.0.0", 0)]));
    }

    #[test]
    fn a_changelog_ends_at_its_limit() {
        let before: Vec<_> =
            (0..60).rev().map(|number: i64| released(&format!("1.{number}.0"), number)).collect();
        let kept = after(released("2.0.0", 90), &before);
        assert_eq!((kept.len(), kept[0].0.as_str(), kept[1].0.as_str()), (MAX_RELEASES, "2.0.0", "1.59.0"));
    }

    #[test]
    fn only_pages_by_https_and_mails_are_links() {
        let check = |written: &str, leads: Option<&str>| {
            assert_eq!(link(written).as_deref(), leads, "{written}");
        };
        check("https://ledger.example/help?a=b", Some("https://ledger.example/help?a=b"));
        check("help@ledger.example", Some("mailto:help@ledger.example"));
        check("mailto:help@ledger.example", Some("mailto:help@ledger.example"));
        for text in [
            "",
            "Ask us",
            "http://ledger.example",
            "javascript:alert(1)",
            "JavaScript:alert(1)//@x",
            "data:text/html,x",
            "https://",
            "https:///path",
            "https://a b.example",
            "https://evil.example\\@good.example",
            "//evil.example",
            "/account",
            "mailto:a@b.example?bcc=c@d.example",
            "@example",
        ] {
            check(text, None);
        }
    }
}
