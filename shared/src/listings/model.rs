//! Listings and versions, as stored.

use std::{borrow::Cow, collections::BTreeMap, fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, de};

use super::state::{Place, VersionState};
use crate::{
    canonical::Digest,
    decisions::words::Words,
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, TransferId, VersionId},
    review::model::{Clearance, Request},
};

/// A listing. What it says is in its draft and in the content that its versions froze.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The same as in the marketplace.
    pub id: ListingId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Where it stands.
    pub place: Place,
    /// The version that customers have.
    pub live: Option<VersionId>,
    /// The version in review.
    pub open: Option<VersionId>,
    /// The version that is published at an instant.
    pub scheduled: Option<VersionId>,
    /// The version that was approved last. What updates are compared with: [`Dossier::approved_by`].
    pub approved: Option<VersionId>,
    /// The version that was submitted last.
    pub last: Option<VersionId>,
    /// Whether the clean-up unlisted it: it comes back when nothing fails any more.
    pub cleaned_up: bool,
    /// A change of owner that is under way.
    pub transfer: Option<Transfer>,
    /// Whose it was, until a version is approved for whose it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<OrganisationId>,
    /// When it was suspended, the last [`Listing::SUSPENSIONS`] times.
    #[serde(default, deserialize_with = "crate::time::read_instants", skip_serializing_if = "Vec::is_empty")]
    pub suspensions: Vec<DateTime<Utc>>,
}

impl Listing {
    /// As many suspensions are remembered: more of them add nothing to a risk.
    pub const SUSPENSIONS: usize = 20;
}

/// A version: frozen at each submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Chosen by who submits.
    pub id: VersionId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Of which listing.
    pub listing: ListingId,
    /// Whose the listing was when it was submitted.
    pub organisation: OrganisationId,
    /// As the partner names it.
    pub label: Label,
    /// The last round.
    pub submission: Submission,
    /// Where it stands.
    pub state: VersionState,
    /// What the last round asks for.
    pub asked: Vec<Asked>,
    /// What a round cleared; only of the bytes that are frozen now.
    pub clearance: Option<Clearance>,
    /// The operator took it away from customers: only the operator brings it back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_away: bool,
    /// The rounds before the last one, the first of them first. Versions from before rounds were kept lack
    /// some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Round>,
}

impl Version {
    /// Every round that is known, the first of them first: what was submitted, and what its review asks for.
    pub fn rounds(&self) -> impl DoubleEndedIterator<Item = (&Submission, &[Asked])> {
        let earlier = self.earlier.iter().map(|round| (&round.submission, round.asked.as_slice()));
        earlier.chain(std::iter::once((&self.submission, self.asked.as_slice())))
    }

    /// Every round that was approved, with when; none of a version that was rejected when it was looked at again,
    /// or that the operator took away.
    pub fn approved(&self) -> impl Iterator<Item = (DateTime<Utc>, &Submission)> {
        let stands = !self.taken_away && self.state != VersionState::Rejected;
        let earlier = self.earlier.iter().map(|round| (round.clearance.as_ref(), &round.submission));
        let rounds = earlier.chain(std::iter::once((self.clearance.as_ref(), &self.submission)));
        rounds.filter_map(move |(clearance, submission)| Some((clearance.filter(|_| stands)?.at, submission)))
    }

    /// A round by the id of its submission; `None` when it is none of this version's, or not known any more.
    pub fn round(&self, id: SubmissionId) -> Option<(&Submission, &[Asked])> {
        self.rounds().find(|(submission, _)| submission.id == id)
    }
}

/// A round that is over: its version was submitted again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What was reviewed.
    pub submission: Submission,
    /// What it asked for, and what the partner said to it.
    pub asked: Vec<Asked>,
    /// What it cleared, of a version that went back to review after it was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clearance: Option<Clearance>,
}

/// One round of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Id of its review.
    pub id: SubmissionId,
    /// 1, 2, 3 …
    pub round: u32,
    /// What is reviewed.
    pub frozen: Frozen,
    /// Who submitted; `None` for a key.
    pub by: Option<PersonId>,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
}

/// What a submission freezes, by its hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Frozen {
    /// Of the manifest.
    pub manifest: Digest,
    /// Of what is shipped; `None` for an app that is only served.
    pub artefact: Option<Digest>,
    /// Of the content of the draft.
    pub content: Digest,
}

impl Frozen {
    /// One digest of all of it.
    pub fn digest(&self) -> Digest {
        Digest::of(self)
    }
}

/// Something that a review asks for, and what the partner says to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What is asked for.
    pub request: Request,
    /// What was done about it.
    pub answer: Option<Words>,
}

/// Longest name of a version, in characters.
pub const MAX_LABEL_CHARS: usize = 32;

/// How a partner names a version: `1.4.0`. Letters, digits, `.`, `-` and `+`; 1 to [`MAX_LABEL_CHARS`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Label(
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^[0-9A-Za-z.+-]{1,32}$")))] String,
);

/// A text that names no version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Not the name of a version. Use letters, digits, “.”, “-” and “+”: 1.4.0, for example.")]
pub struct BadLabel;

impl FromStr for Label {
    type Err = BadLabel;
    fn from_str(text: &str) -> Result<Self, BadLabel> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
        let valid = (1..=MAX_LABEL_CHARS).contains(&text.len()) && text.bytes().all(fits);
        if valid { Ok(Self(text.to_owned())) } else { Err(BadLabel) }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A change of owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Chosen by who offers.
    pub id: TransferId,
    /// Who gets it.
    pub to: OrganisationId,
    /// When it was offered.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub offered_at: DateTime<Utc>,
    /// First instant at which the offer does not stand.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub expires_at: DateTime<Utc>,
    /// Once they accepted.
    pub accepted: Option<Accepted>,
}

/// An offer that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// First instant at which it can change hands.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub quarantine_until: DateTime<Utc>,
    /// When the new owner was verified.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub verified_at: Option<DateTime<Utc>>,
}

impl Transfer {
    /// Whether it is under way: an offer that nobody answered is over at its instant.
    pub fn stands(&self, now: DateTime<Utc>) -> bool {
        self.accepted.is_some() || now < self.expires_at
    }
}

/// A listing with the versions that a decision needs: those that it names and the one that a command names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The listing.
    pub listing: Listing,
    /// Some of its versions.
    pub versions: BTreeMap<VersionId, Version>,
}

/// The round of these versions that was approved last by an instant.
fn approved_last<'v>(
    versions: impl Iterator<Item = &'v Version>,
    at: DateTime<Utc>,
) -> Option<(&'v Version, &'v Submission)> {
    let rounds = versions.flat_map(|version| version.approved().map(move |(at, round)| (at, version, round)));
    let before = rounds.filter(|(approved, ..)| *approved <= at);
    before.max_by_key(|(approved, ..)| *approved).map(|(_, version, round)| (version, round))
}

impl Dossier {
    /// A new listing.
    pub fn start(id: ListingId, organisation: OrganisationId) -> Self {
        let listing = Listing {
            id,
            version: 1,
            organisation,
            place: Place::Draft,
            live: None,
            open: None,
            scheduled: None,
            approved: None,
            last: None,
            cleaned_up: false,
            transfer: None,
            former: None,
            suspensions: Vec::new(),
        };
        Self { listing, versions: BTreeMap::new() }
    }

    /// What is approved by an instant: the last round that was, of whichever version. One that is in review
    /// again counts with what was approved of it, and with nothing that came since.
    pub fn approved_by(&self, at: DateTime<Utc>) -> Option<&Submission> {
        approved_last(self.versions.values(), at).map(|(_, round)| round)
    }

    /// The same of every version but one, with the version: what the next round of that one is told apart from.
    pub fn approved_beside(
        &self,
        version: Option<VersionId>,
        at: DateTime<Utc>,
    ) -> Option<(&Version, &Submission)> {
        approved_last(self.versions.values().filter(|other| Some(other.id) != version), at)
    }
}
