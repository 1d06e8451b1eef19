//! The numbers behind listings, as data.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{clean_up::CleanUpPolicy, field::MAX_FIELD_BYTES};

/// Everything that decides how listings live.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListingPolicy {
    /// Of drafts.
    pub draft: DraftPolicy,
    /// Of the checklist before a submission.
    pub nags: NagPolicy,
    /// Of names.
    pub names: NamePolicy,
    /// Of publishing.
    pub publishing: PublishingPolicy,
    /// Of changes of owner.
    pub ownership: OwnershipPolicy,
    /// Of the clean-up.
    pub clean_up: CleanUpPolicy,
}

/// How large a draft may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DraftPolicy {
    /// Most bytes of one field, as JSON.
    pub max_field_bytes: usize,
}

impl Default for DraftPolicy {
    fn default() -> Self {
        Self { max_field_bytes: MAX_FIELD_BYTES }
    }
}

/// What a listing needs. Lengths are in characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NagPolicy {
    /// Longest name.
    pub max_name_chars: usize,
    /// Shortest tagline that says something.
    pub min_tagline_chars: usize,
    /// Longest tagline.
    pub max_tagline_chars: usize,
    /// Shortest description that can be submitted.
    pub min_description_chars: usize,
    /// A description shorter than this is worth a warning.
    pub good_description_chars: usize,
    /// From this length on a description needs headings.
    pub headings_from_chars: usize,
    /// How many headings it needs then.
    pub min_headings: usize,
    /// Fewest screenshots.
    pub min_screenshots: usize,
    /// Most screenshots.
    pub max_screenshots: usize,
    /// Shortest text for a screenshot.
    pub min_alt_chars: usize,
    /// Most categories.
    pub max_categories: usize,
    /// Most hours to a first answer that say something.
    pub max_first_answer_hours: u32,
}

impl Default for NagPolicy {
    fn default() -> Self {
        Self {
            max_name_chars: crate::marketplace::model::MAX_NAME_CHARS,
            min_tagline_chars: 20,
            max_tagline_chars: crate::marketplace::model::MAX_TAGLINE_CHARS,
            min_description_chars: 200,
            good_description_chars: 600,
            headings_from_chars: 800,
            min_headings: 2,
            min_screenshots: 3,
            max_screenshots: crate::marketplace::model::MAX_SCREENSHOTS,
            min_alt_chars: 10,
            max_categories: 3,
            max_first_answer_hours: 8_760,
        }
    }
}

/// When two names are too alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NamePolicy {
    /// From how many letters of the shorter name on how many edits count as alike, ascending.
    pub edits: Vec<EditsAt>,
    /// Names are compared up to this many characters.
    pub compare_chars: usize,
    /// Brands that no app's name may be, or be like, or have in it without a person having looked. The
    /// operator adds to them.
    pub reserved: Vec<String>,
}

/// A step of [`NamePolicy::edits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditsAt {
    /// Letters of the shorter name.
    pub letters: usize,
    /// Edits that count as alike.
    pub edits: usize,
}

impl Default for NamePolicy {
    fn default() -> Self {
        let step = |letters, edits| EditsAt { letters, edits };
        Self {
            edits: vec![step(4, 1), step(8, 2), step(16, 3)],
            compare_chars: 128,
            // The program's own name, and that of the app that shows how one is made.
            reserved: ["Guildhall", "Parcel Bell"].map(str::to_owned).to_vec(),
        }
    }
}

impl NamePolicy {
    /// The same with more brands. One that is reserved already, in whatever case, is passed over, and so is a
    /// blank one.
    #[must_use]
    pub fn reserving(mut self, more: impl IntoIterator<Item = String>) -> Self {
        for brand in more {
            let (brand, folded) = (brand.trim(), crate::text::fold(&brand));
            let known = self.reserved.iter().any(|known| crate::text::fold(known).trim() == folded.trim());
            if !brand.is_empty() && !known {
                self.reserved.push(brand.to_owned());
            }
        }
        self
    }

    /// How many edits count as alike when the shorter name has this many letters.
    pub fn edits_at(&self, letters: usize) -> usize {
        self.edits.iter().filter(|step| step.letters <= letters).map(|step| step.edits).max().unwrap_or(0)
    }
}

/// How versions become public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PublishingPolicy {
    /// How far ahead a version can be scheduled.
    pub max_schedule_days: u32,
}

impl Default for PublishingPolicy {
    fn default() -> Self {
        Self { max_schedule_days: 180 }
    }
}

/// How a listing changes hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnershipPolicy {
    /// An offer that nobody answered within this time is over.
    pub offer_days: u32,
    /// Between accepting and the change, so that customers can object and leave.
    pub quarantine_days: u32,
}

impl Default for OwnershipPolicy {
    fn default() -> Self {
        Self { offer_days: 14, quarantine_days: 14 }
    }
}

impl OwnershipPolicy {
    /// How long an offer stands.
    pub fn offer(&self) -> TimeDelta {
        TimeDelta::days(self.offer_days.into())
    }

    /// How long updates and the change wait after it was accepted.
    pub fn quarantine(&self) -> TimeDelta {
        TimeDelta::days(self.quarantine_days.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_reserves_more_brands_and_none_twice() {
        let more = ["Northwind", " guildhall ", "", "Northwind"].map(str::to_owned);
        let policy = NamePolicy::default().reserving(more);
        assert_eq!(policy.reserved, ["Guildhall", "Parcel Bell", "Northwind"]);
    }
}
