//! What is still missing before a submission, and what is there and cannot be right.
//!
//! Each check has an id that never changes its meaning, and points at a field of the editor. Nothing here
//! is a sentence: the tables of texts have one for each id.

use serde::{Deserialize, Serialize};

use super::{
    field::{Content, Field},
    names::NamesAlike,
    policy::NagPolicy,
    terms::UnknownTerms,
};
use crate::{
    decisions::reason::Reason,
    identity::email::Email,
    marketplace::links::{is_web_address, language_tag},
    slug::Slug,
};

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

/// Something that is missing or not right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Nag {
    /// How much it matters.
    pub level: Level,
    /// Where it is mended.
    pub field: Field,
    /// What is missing or not right, with the numbers.
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
    /// Terms that the marketplace does not have. Those that the draft does not name any more are passed over.
    pub unknown: &'f UnknownTerms,
    /// What the name is too like. A name that is another one by now is passed over.
    pub alike: Option<&'f NamesAlike>,
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
    /// `None` when nothing is missing or wrong.
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
    check(Level::Warning, Field::Name, |f| {
        let alike = f.alike.filter(|alike| alike.candidate == f.content.name && !alike.with.is_empty())?;
        let with: Vec<_> = alike.with.iter().map(String::as_str).collect();
        Some(Reason::new("nag.name_alike").with("with", named(&with)))
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
    check(Level::Required, Field::Video, |f| not_web("nag.video_not_web", f.content.video.as_deref())),
    check(Level::Suggestion, Field::Website, |f| {
        missing("nag.website_missing", blank(f.content.website.as_deref()))
    }),
    check(Level::Required, Field::Website, |f| not_web("nag.website_not_web", f.content.website.as_deref())),
    check(Level::Required, Field::Categories, |f| {
        missing("nag.category_missing", f.content.categories.is_empty())
    }),
    check(Level::Warning, Field::Categories, |f| {
        let (there, most) = (f.content.categories.len(), f.policy.max_categories);
        (there > most).then(|| Reason::new("nag.categories_many").with("there", there).with("most", most))
    }),
    check(Level::Required, Field::Categories, |f| unknown(f, Field::Categories, &f.content.categories)),
    check(Level::Suggestion, Field::Verticals, |f| {
        missing("nag.vertical_missing", f.content.verticals.is_empty())
    }),
    check(Level::Required, Field::Verticals, |f| unknown(f, Field::Verticals, &f.content.verticals)),
    check(Level::Suggestion, Field::Jobs, |f| missing("nag.job_missing", f.content.jobs.is_empty())),
    check(Level::Required, Field::Jobs, |f| unknown(f, Field::Jobs, &f.content.jobs)),
    check(Level::Required, Field::Languages, |f| {
        missing("nag.language_missing", f.content.languages.is_empty())
    }),
    check(Level::Warning, Field::Languages, |f| {
        let others = f.content.languages.iter().filter(|text| language_tag(text.trim()).is_none());
        let others: Vec<_> = others.map(String::as_str).collect();
        (!others.is_empty()).then(|| Reason::new("nag.languages_not_tags").with("found", named(&others)))
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
    check(Level::Warning, Field::Support, |f| {
        let mail = f.content.support.as_ref().map(|support| support.email.as_str());
        let mail = mail.filter(|mail| !blank(Some(mail)) && mail.parse::<Email>().is_err());
        mail.map(|mail| Reason::new("nag.support_not_mail").with("found", cut(mail)))
    }),
    check(Level::Required, Field::Support, |f| {
        let page = f.content.support.as_ref().map(|support| support.url.as_str());
        not_web("nag.support_not_web", page)
    }),
    check(Level::Required, Field::Sla, |f| missing("nag.sla_missing", f.content.sla.is_none())),
    check(Level::Warning, Field::Sla, |f| {
        let (hours, most) = (f.content.sla.as_ref()?.first_answer_hours, f.policy.max_first_answer_hours);
        let apart = !(1..=most).contains(&hours);
        apart.then(|| Reason::new("nag.first_answer_apart").with("there", hours).with("most", most))
    }),
    check(Level::Warning, Field::Sla, |f| {
        let points = f.content.sla.as_ref()?.uptime_basis_points;
        missing("nag.uptime_apart", !(1..=10_000).contains(&points))
    }),
    check(Level::Required, Field::Data, |f| {
        let stored = f.content.data.as_ref().map(|data| data.stored.as_str());
        missing("nag.data_missing", blank(stored))
    }),
    check(Level::Required, Field::Data, |f| {
        let privacy = f.content.data.as_ref().map(|data| data.privacy_url.as_str());
        missing("nag.privacy_missing", blank(privacy))
    }),
    check(Level::Required, Field::Data, |f| {
        let privacy = f.content.data.as_ref().map(|data| data.privacy_url.as_str());
        not_web("nag.privacy_not_web", privacy)
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

/// Most things that a reason names, and most characters of each.
const MOST_NAMED: usize = 10;
const MOST_CHARS: usize = 60;

/// What is missing or not right, in the order of the editor.
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

/// Something is there, and it is no address that customers can follow.
fn not_web(id: &'static str, text: Option<&str>) -> Option<Reason> {
    let text = text.map(str::trim).filter(|text| !text.is_empty() && !is_web_address(text))?;
    Some(Reason::new(id).with("found", cut(text)))
}

/// The terms of a field that the marketplace does not have.
fn unknown(facts: &Facts<'_>, field: Field, terms: &[Slug]) -> Option<Reason> {
    let unknown = facts.unknown.get(&field)?;
    let terms: Vec<_> = terms.iter().filter(|term| unknown.contains(*term)).map(Slug::as_str).collect();
    (!terms.is_empty()).then(|| Reason::new("nag.terms_unknown").with("terms", named(&terms)))
}

/// The first of some texts, each once.
fn named(texts: &[&str]) -> String {
    let mut named: Vec<String> = Vec::new();
    for text in texts.iter().map(|text| cut(text)) {
        if !named.contains(&text) {
            named.push(text);
        }
    }
    let more = named.len() > MOST_NAMED;
    named.truncate(MOST_NAMED);
    if more { format!("{}, …", named.join(", ")) } else { named.join(", ") }
}

/// A text on one line, and not longer than a sentence bears.
fn cut(text: &str) -> String {
    let line: String =
        text.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    match line.char_indices().nth(MOST_CHARS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
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
mod tests;
