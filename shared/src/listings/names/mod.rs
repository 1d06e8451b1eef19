//! Is a name too like one that is there, or like a brand that is reserved?
//!
//! A likeness never refuses a name: it is held for a person, who sees with what and why. [`alike`] looks
//! through all names; the receipt is issued over those that it found, so that it stays small and whoever
//! has it can check each likeness.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::policy::NamePolicy;
use crate::{
    decisions::{
        reason::{Alternative, Reason},
        receipt::{Judged, Kind, Rule},
    },
    ids::ListingId,
    looks::skeleton,
};

/// A name that is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Known {
    /// As it is shown.
    pub name: String,
    /// Who has it.
    pub whose: Whose,
}

/// Who has a name. Leave out what belongs to the organisation that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Whose {
    /// Another partner's listing.
    Listing {
        /// Which.
        id: ListingId,
    },
    /// A brand that the program reserves; it may not be a part of a name either.
    Brand,
}

/// How two names are alike, the strongest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum How {
    /// They differ in case, accents, spaces and punctuation at most.
    Spelling,
    /// They look the same: letters were replaced by others of the same form.
    Looks,
    /// The same words in another order.
    SwappedWords,
    /// The brand is a part of the name.
    ContainsBrand,
    /// A few letters apart.
    Edits {
        /// How many.
        edits: usize,
        /// How many count as alike at this length.
        within: usize,
    },
}

/// A name that is too like the candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Likeness {
    /// The name that is taken.
    pub with: Known,
    /// Why they are alike.
    pub how: How,
}

/// What the name of a draft is too like, as far as everybody can see it: brands, and what customers find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NamesAlike {
    /// The name that was compared: it says nothing of another one.
    pub candidate: String,
    /// Names that are taken, the most alike first.
    pub with: Vec<String>,
}

/// A name in the forms in which it is compared. Whoever compares with many names keeps theirs.
#[derive(Clone, Debug)]
pub struct Forms {
    /// Folded, letters and digits only.
    plain: String,
    /// As it looks, without spaces.
    looks: String,
    /// Characters of that.
    length: usize,
    /// Which characters it has, as one bit for each of 64 groups.
    letters: u64,
    /// As its words look, sorted.
    words: Vec<String>,
    /// As its words look, in order.
    in_order: Vec<String>,
    /// For names that have neither letters nor digits.
    raw: String,
}

impl Forms {
    /// Of a name, as far as the policy compares it.
    pub fn of(name: &str, policy: &NamePolicy) -> Self {
        // Comparing is quadratic: a name of megabytes is cut where no name is that long.
        let name: String = name.chars().take(policy.compare_chars).collect();
        let in_order: Vec<_> = name
            .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '_' | '.' | '/' | '·'))
            .map(skeleton)
            .filter(|word| !word.is_empty())
            .collect();
        let mut words = in_order.clone();
        words.sort_unstable();
        let plain = crate::text::fold(&name).chars().filter(|letter| letter.is_alphanumeric()).collect();
        let looks = skeleton(&name);
        let letters = looks.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % 64));
        let (length, raw) = (looks.chars().count(), name.trim().nfkc().collect());
        Self { plain, looks, length, letters, words, in_order, raw }
    }
}

/// A name that somebody wants, ready to be compared with many.
#[derive(Clone, Debug)]
pub struct Candidate<'p> {
    forms: Forms,
    policy: &'p NamePolicy,
}

impl<'p> Candidate<'p> {
    /// To be compared by this policy.
    pub fn new(name: &str, policy: &'p NamePolicy) -> Self {
        Self { forms: Forms::of(name, policy), policy }
    }

    /// By what it is compared.
    pub const fn policy(&self) -> &'p NamePolicy {
        self.policy
    }

    /// How it is like a name that is taken; `None` when it is not.
    pub fn like(&self, other: &Forms, whose: Whose) -> Option<How> {
        compare(&self.forms, other, whose, self.policy)
    }
}

/// The names that are too like the candidate, the most alike first; equal ones in the order given.
pub fn alike<'k>(
    candidate: &str,
    known: impl IntoIterator<Item = &'k Known>,
    policy: &NamePolicy,
) -> Vec<Likeness> {
    let candidate = Candidate::new(candidate, policy);
    let like = |known: &Known| {
        let how = candidate.like(&Forms::of(&known.name, policy), known.whose)?;
        Some(Likeness { with: known.clone(), how })
    };
    by_strength(known.into_iter().filter_map(like).collect())
}

/// Likenesses with the strongest first; equal ones in the order given.
pub fn by_strength(mut found: Vec<Likeness>) -> Vec<Likeness> {
    found.sort_by_key(|likeness| rank(&likeness.how));
    found
}

const fn rank(how: &How) -> usize {
    match how {
        How::Spelling => 0,
        How::Looks => 1,
        How::SwappedWords => 2,
        How::ContainsBrand => 3,
        How::Edits { edits, .. } => 3 + *edits,
    }
}

fn compare(one: &Forms, other: &Forms, whose: Whose, policy: &NamePolicy) -> Option<How> {
    if one.looks.is_empty() || other.looks.is_empty() {
        return (one.raw == other.raw).then_some(How::Spelling);
    }
    if one.plain == other.plain {
        return Some(How::Spelling);
    }
    if one.looks == other.looks {
        return Some(How::Looks);
    }
    if one.words.len() > 1 && one.words == other.words {
        return Some(How::SwappedWords);
    }
    let in_words = || one.in_order.windows(other.in_order.len().max(1)).any(|run| run == other.in_order);
    if whose == Whose::Brand && in_words() {
        return Some(How::ContainsBrand);
    }
    let within = policy.edits_at(one.length.min(other.length));
    let differing = (one.letters ^ other.letters).count_ones() as usize;
    // Each edit adds or takes one letter at most, and replaces one by one.
    if one.length.abs_diff(other.length) <= within && differing <= within * 2 {
        let edits = strsim::damerau_levenshtein(&one.looks, &other.looks);
        if edits <= within {
            return Some(How::Edits { edits, within });
        }
    }
    // A short brand is part of many words; one of which several letters may differ is not.
    let in_a_word = policy.edits_at(other.length) > 1 && one.looks.contains(other.looks.as_str());
    (whose == Whose::Brand && in_a_word).then_some(How::ContainsBrand)
}

/// Whether a name is held; see [`Kind::Name`].
#[derive(Clone, Copy, Debug)]
pub struct NameCheck;

/// What the judgement reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameInputs {
    /// The name that somebody wants.
    pub candidate: String,
    /// Names to compare with: those that [`alike`] found.
    pub known: Vec<Known>,
    /// The numbers.
    pub policy: NamePolicy,
}

/// What is decided about a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum NameVerdict {
    /// Nothing is too like it.
    Clear,
    /// A person looks at it before it is published.
    Held {
        /// With what it is alike, the most alike first.
        likenesses: Vec<Likeness>,
    },
}

impl Rule for NameCheck {
    const KIND: Kind = Kind::Name;
    type Inputs = NameInputs;
    type Verdict = NameVerdict;

    fn judge(inputs: &NameInputs) -> Judged<NameVerdict> {
        let likenesses = alike(&inputs.candidate, &inputs.known, &inputs.policy);
        let Some(first) = likenesses.first() else {
            let lost = Reason::new("name.nothing_alike").with("compared", inputs.known.len());
            return Judged {
                verdict: NameVerdict::Clear,
                rule: Reason::new("name.clear"),
                alternatives: vec![Alternative::new("held", lost)],
            };
        };
        let rule = Reason::new("name.alike").with("with", &first.with.name).with("how", &first.how);
        let lost = Reason::new("name.too_alike").with("count", likenesses.len());
        Judged {
            verdict: NameVerdict::Held { likenesses },
            rule,
            alternatives: vec![
                Alternative::new("clear", lost),
                Alternative::new("refused", Reason::new("name.a_person_decides")),
            ],
        }
    }
}

#[cfg(test)]
mod tests;
