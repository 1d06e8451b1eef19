//! What is still missing before a submission.
//!
//! Each check has an id that never changes its meaning, and points at a field of the editor. Nothing here
//! is a sentence: the tables of texts have one for each id.

use serde::{Deserialize, Serialize};

use super::{
    field::{Content, Field},
    policy::NagPolicy,
};
use crate::decisions::reason::Reason;

/// How much a nag matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Level {
    /// Nothing can be submitted before it is done.
    Required,
    /// Reviewers will ask for it.
    Warning,
    /// It helps customers to choose.
    Suggestion,
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Nag {
    /// How much it matters.
    pub level: Level,
    /// Where it is mended.
    pub field: Field,
    /// What is missing, with the numbers.
    pub reason: Reason,
}

/// What the manifest says about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ManifestFacts {
    /// Whether there is one.
    pub present: bool,
    /// Findings of the linter that are errors.
    pub errors: usize,
    /// Findings of the linter that are warnings.
    pub warnings: usize,
}

/// What the checks look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'f> {
    /// What the draft says.
    pub content: &'f Content,
    /// What the linter says.
    pub manifest: ManifestFacts,
    /// Whether a sandbox says where the app is called in a review.
    pub callable: bool,
    /// Whether something of the listing was published before.
    pub published_before: bool,
    /// The numbers.
    pub policy: &'f NagPolicy,
}

type Test = fn(&Facts<'_>) -> Option<Reason>;

/// One check.
struct Check {
    level: Level,
    field: Field,
    /// `None` when nothing is missing.
    test: Test,
}

const fn check(level: Level, field: Field, test: Test) -> Check {
    Check { level, field, test }
}

/// In the order of the editor.
const CHECKS: &[Check] = &[
    check(Level::Required, Field::Name, |f| missing("nag.name_missing", f.content.name.trim().is_empty())),
    check(Level::Required, Field::Name, |f| {
        longer("nag.name_long", &f.content.name, f.policy.max_name_chars)
    }),
    check(Level::Required, Field::Tagline, |f| {
        missing("nag.tagline_missing", f.content.tagline.trim().is_empty())
    }),
    check(Level::Required, Field::Tagline, |f| {
        longer("nag.tagline_long", &f.content.tagline, f.policy.max_tagline_chars)
    }),
    check(Level::Warning, Field::Tagline, |f| {
        let chars = count(&f.content.tagline);
        let short = chars > 0 && chars < f.policy.min_tagline_chars;
        fewer("nag.tagline_short", short, chars, f.policy.min_tagline_chars)
    }),
    check(Level::Required, Field::Description, |f| {
        let chars = count(&f.content.description);
        let least = f.policy.min_description_chars;
        fewer("nag.description_short", chars < least, chars, least)
    }),
    check(Level::Warning, Field::Description, |f| {
        let (chars, good) = (count(&f.content.description), f.policy.good_description_chars);
        fewer("nag.description_thin", (f.policy.min_description_chars..good).contains(&chars), chars, good)
    }),
    check(Level::Warning, Field::Description, |f| {
        let long = count(&f.content.description) >= f.policy.headings_from_chars;
        let headings = headings(&f.content.description);
        let least = f.policy.min_headings;
        fewer("nag.description_headings", long && headings < least, headings, least)
    }),
    check(Level::Required, Field::Icon, |f| missing("nag.icon_missing", f.content.icon.is_none())),
    check(Level::Required, Field::Screenshots, |f| {
        let (there, least) = (f.content.screenshots.len(), f.policy.min_screenshots);
        fewer("nag.screenshots_few", there < least, there, least)
    }),
    check(Level::Required, Field::Screenshots, |f| {
        let (there, most) = (f.content.screenshots.len(), f.policy.max_screenshots);
        (there > most).then(|| Reason::new("nag.screenshots_many").with("there", there).with("most", most))
    }),
    check(Level::Required, Field::Screenshots, |f| {
        let without = f.content.screenshots.iter().filter(|shot| shot.alt.trim().is_empty()).count();
        (without > 0).then(|| Reason::new("nag.screenshots_alt_missing").with("count", without))
    }),
    check(Level::Warning, Field::Screenshots, |f| {
        let short = |alt: &str| (1..f.policy.min_alt_chars).contains(&count(alt));
        let short = f.content.screenshots.iter().filter(|shot| short(&shot.alt)).count();
        (short > 0).then(|| Reason::new("nag.screenshots_alt_short").with("count", short))
    }),
    check(Level::Suggestion, Field::Video, |f| {
        missing("nag.video_missing", blank(f.content.video.as_deref()))
    }),
    check(Level::Suggestion, Field::Website, |f| {
        missing("nag.website_missing", blank(f.content.website.as_deref()))
    }),
    check(Level::Required, Field::Categories, |f| {
        missing("nag.category_missing", f.content.categories.is_empty())
    }),
    check(Level::Warning, Field::Categories, |f| {
        let (there, most) = (f.content.categories.len(), f.policy.max_categories);
        (there > most).then(|| Reason::new("nag.categories_many").with("there", there).with("most", most))
    }),
    check(Level::Suggestion, Field::Verticals, |f| {
        missing("nag.vertical_missing", f.content.verticals.is_empty())
    }),
    check(Level::Suggestion, Field::Jobs, |f| missing("nag.job_missing", f.content.jobs.is_empty())),
    check(Level::Required, Field::Languages, |f| {
        missing("nag.language_missing", f.content.languages.is_empty())
    }),
    check(Level::Required, Field::Pricing, |f| missing("nag.pricing_missing", f.content.pricing.is_none())),
    check(Level::Required, Field::Plans, |f| missing("nag.plan_missing", f.content.plans.is_empty())),
    check(Level::Warning, Field::Plans, |f| {
        let bare = f.content.plans.iter().filter(|plan| plan.includes.is_empty()).count();
        (bare > 0).then(|| Reason::new("nag.plans_bare").with("count", bare))
    }),
    check(Level::Suggestion, Field::TrialDays, |f| {
        missing("nag.trial_missing", f.content.trial_days.is_none())
    }),
    check(Level::Required, Field::Support, |f| {
        let support = f.content.support.as_ref();
        let reached =
            support.is_some_and(|support| !blank(Some(&support.email)) || !blank(Some(&support.url)));
        missing("nag.support_missing", !reached)
    }),
    check(Level::Required, Field::Sla, |f| missing("nag.sla_missing", f.content.sla.is_none())),
    check(Level::Required, Field::Data, |f| {
        let stored = f.content.data.as_ref().map(|data| data.stored.as_str());
        missing("nag.data_missing", blank(stored))
    }),
    check(Level::Required, Field::Data, |f| {
        let privacy = f.content.data.as_ref().map(|data| data.privacy_url.as_str());
        missing("nag.privacy_missing", blank(privacy))
    }),
    check(Level::Required, Field::Data, |f| {
        let contact = f.content.data.as_ref().map(|data| data.security_contact.as_str());
        missing("nag.security_contact_missing", blank(contact))
    }),
    check(Level::Warning, Field::Data, |f| {
        let nowhere = f.content.data.as_ref().is_none_or(|data| data.regions.is_empty());
        missing("nag.data_regions_missing", nowhere)
    }),
    check(Level::Suggestion, Field::Data, |f| {
        let untested = f.content.data.as_ref().is_none_or(|data| data.last_tested_on.is_none());
        missing("nag.security_test_missing", untested)
    }),
    check(Level::Warning, Field::Changelog, |f| {
        missing("nag.changelog_missing", f.published_before && f.content.changelog.is_empty())
    }),
    check(Level::Required, Field::Manifest, |f| missing("nag.manifest_missing", !f.manifest.present)),
    check(Level::Required, Field::Manifest, |f| {
        let errors = f.manifest.errors;
        (errors > 0).then(|| Reason::new("nag.manifest_errors").with("count", errors))
    }),
    check(Level::Warning, Field::Manifest, |f| {
        let warnings = f.manifest.warnings;
        (warnings > 0).then(|| Reason::new("nag.manifest_warnings").with("count", warnings))
    }),
    check(Level::Required, Field::Manifest, |f| missing("nag.sandbox_missing", !f.callable)),
];

/// What is missing, in the order of the editor.
pub fn nags(facts: &Facts<'_>) -> Vec<Nag> {
    let found = |check: &Check| {
        (check.test)(facts).map(|reason| Nag { level: check.level, field: check.field, reason })
    };
    CHECKS.iter().filter_map(found).collect()
}

/// Whether these keep a draft from being submitted.
pub fn hinder(nags: &[Nag]) -> bool {
    nags.iter().any(|nag| nag.level == Level::Required)
}

fn missing(id: &'static str, is: bool) -> Option<Reason> {
    is.then(|| Reason::new(id))
}

fn fewer(id: &'static str, are: bool, there: usize, least: usize) -> Option<Reason> {
    are.then(|| Reason::new(id).with("there", there).with("least", least))
}

fn longer(id: &'static str, text: &str, most: usize) -> Option<Reason> {
    let chars = count(text);
    (chars > most).then(|| Reason::new(id).with("there", chars).with("most", most))
}

/// Characters without white space at the ends.
fn count(text: &str) -> usize {
    text.trim().chars().count()
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// ATX headings outside fenced code.
fn headings(markdown: &str) -> usize {
    let mut fenced = false;
    let mut headings = 0;
    for line in markdown.lines() {
        let line = line.trim_start();
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        }
        let words = line.trim_start_matches('#');
        let depth = line.len() - words.len();
        if !fenced && (1..=6).contains(&depth) && words.starts_with(' ') && !words.trim().is_empty() {
            headings += 1;
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        listings::field::{Change, ChangeType, DataAndTrust, Period, Plan, Sla, Support},
        marketplace::model::{Pricing, PricingModel, Screenshot},
        testing::{START, picture, slug},
    };

    fn complete() -> Content {
        let shot = |number| Screenshot { picture: picture(number), alt: "The list of invoices".to_owned() };
        Content {
            name: "Ledger Bridge".to_owned(),
            tagline: "Keeps your ledger and your sales in step".to_owned(),
            description: format!("# What it does\n{}\n## How\nWell.", "Syncs invoices. ".repeat(60)),
            icon: Some(picture(0)),
            screenshots: (1..=3).map(shot).collect(),
            video: Some("https://video.example/1".to_owned()),
            website: Some("https://ledger.example".to_owned()),
            categories: vec![slug("finance")],
            verticals: vec![slug("retail")],
            jobs: vec![slug("invoicing")],
            tags: Vec::new(),
            languages: vec!["en".to_owned()],
            pricing: Some(Pricing { model: PricingModel::Free, from: None }),
            plans: vec![Plan {
                name: "Free".to_owned(),
                price: None,
                per: Period::Month,
                includes: vec!["Everything".to_owned()],
            }],
            trial_days: Some(14),
            support: Some(Support { email: "help@ledger.example".to_owned(), url: String::new() }),
            sla: Some(Sla { first_answer_hours: 8, uptime_basis_points: 9_950 }),
            data: Some(DataAndTrust {
                stored: "Invoices, to show them.".to_owned(),
                regions: vec![slug("eu")],
                retention_days: 30,
                subprocessors: Vec::new(),
                privacy_url: "https://ledger.example/privacy".to_owned(),
                security_contact: "security@ledger.example".to_owned(),
                last_tested_on: Some(START.date_naive()),
            }),
            changelog: vec![Change { kind: ChangeType::Added, text: "First.".to_owned() }],
            manifest: "schema = 1".to_owned(),
        }
    }

    fn ids(content: &Content, manifest: ManifestFacts) -> Vec<String> {
        let policy = NagPolicy::default();
        let found =
            nags(&Facts { content, manifest, callable: true, published_before: true, policy: &policy });
        found.into_iter().map(|nag| nag.reason.id.into_owned()).collect()
    }

    const LINTED: ManifestFacts = ManifestFacts { present: true, errors: 0, warnings: 0 };

    #[test]
    fn a_complete_draft_has_no_nag() {
        assert_eq!(ids(&complete(), LINTED), Vec::<String>::new());
    }

    #[test]
    fn each_gap_has_its_nag_and_no_other() {
        let check = |change: fn(&mut Content), expected: &[&str]| {
            let mut content = complete();
            change(&mut content);
            assert_eq!(ids(&content, LINTED), expected);
        };
        check(|draft| draft.name = " ".to_owned(), &["nag.name_missing"]);
        check(|draft| draft.name = "n".repeat(65), &["nag.name_long"]);
        check(|draft| draft.tagline.clear(), &["nag.tagline_missing"]);
        check(|draft| draft.tagline = "Syncs".to_owned(), &["nag.tagline_short"]);
        check(|draft| draft.tagline = "t".repeat(161), &["nag.tagline_long"]);
        check(|draft| draft.description = "x".repeat(199), &["nag.description_short"]);
        check(|draft| draft.description = "x".repeat(200), &["nag.description_thin"]);
        check(|draft| draft.description = "x".repeat(800), &["nag.description_headings"]);
        check(
            |draft| draft.description = format!("```\n# a\n# b\n```\n{}", "x".repeat(800)),
            &["nag.description_headings"],
        );
        check(|draft| draft.icon = None, &["nag.icon_missing"]);
        check(|draft| draft.screenshots.truncate(2), &["nag.screenshots_few"]);
        check(|draft| draft.screenshots[1].alt.clear(), &["nag.screenshots_alt_missing"]);
        check(|draft| draft.screenshots[1].alt = "List".to_owned(), &["nag.screenshots_alt_short"]);
        check(|draft| draft.screenshots = vec![draft.screenshots[0].clone(); 11], &["nag.screenshots_many"]);
        check(|draft| draft.categories.clear(), &["nag.category_missing"]);
        check(|draft| draft.languages.clear(), &["nag.language_missing"]);
        check(|draft| draft.pricing = None, &["nag.pricing_missing"]);
        check(|draft| draft.plans.clear(), &["nag.plan_missing"]);
        check(|draft| draft.plans[0].includes.clear(), &["nag.plans_bare"]);
        check(|draft| draft.support = Some(Support::default()), &["nag.support_missing"]);
        check(|draft| draft.sla = None, &["nag.sla_missing"]);
        check(|draft| draft.changelog.clear(), &["nag.changelog_missing"]);
        check(
            |draft| draft.data = None,
            &[
                "nag.data_missing",
                "nag.privacy_missing",
                "nag.security_contact_missing",
                "nag.data_regions_missing",
                "nag.security_test_missing",
            ],
        );
    }

    #[test]
    fn the_manifest_nags_by_what_the_linter_found() {
        let with = |present, errors, warnings| ids(&complete(), ManifestFacts { present, errors, warnings });
        assert_eq!(with(false, 0, 0), ["nag.manifest_missing"]);
        assert_eq!(with(true, 2, 0), ["nag.manifest_errors"]);
        assert_eq!(with(true, 0, 1), ["nag.manifest_warnings"]);
    }

    #[test]
    fn nothing_is_submitted_that_cannot_be_called() {
        let (content, policy) = (complete(), NagPolicy::default());
        let found = nags(&Facts {
            content: &content,
            manifest: LINTED,
            callable: false,
            published_before: true,
            policy: &policy,
        });
        assert!(hinder(&found));
        assert!(found.iter().any(|nag| nag.reason.id == "nag.sandbox_missing"));
    }

    #[test]
    fn an_empty_draft_is_hindered_and_suggestions_hinder_nothing() {
        let policy = NagPolicy::default();
        let of = |content: &Content| {
            nags(&Facts {
                content,
                manifest: LINTED,
                callable: true,
                published_before: false,
                policy: &policy,
            })
        };
        let empty = of(&Content::default());
        assert!(hinder(&empty));
        let distinct: BTreeSet<_> = empty.iter().map(|nag| nag.reason.id.clone()).collect();
        assert_eq!(distinct.len(), empty.len(), "each id once");
        let mut content = complete();
        content.video = None;
        content.tagline = "Syncs".to_owned();
        assert!(!hinder(&of(&content)));
    }
}
