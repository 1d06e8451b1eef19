//! The numbers behind certification, as data.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::model::{EvidenceKind, Level};

/// How long certifications hold and what they take.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CertificationPolicy {
    /// Who issues badges, as they say it.
    pub issuer: String,
    /// How long one holds.
    pub valid_months: u32,
    /// Days before its end from which on it can be renewed.
    pub renewal_days: u32,
    /// Days after its end in which it holds still.
    pub remediation_days: u32,
    /// Most pieces of evidence of one request.
    pub max_evidence: usize,
    /// What has to be shown for each level.
    pub needed: BTreeMap<Level, BTreeSet<EvidenceKind>>,
    /// Days before its end on which the partner is told, beside the day on which the renewal opens.
    pub notice_days_before_end: BTreeSet<u32>,
    /// Days before it lapses on which the partner is told, beside the day on which the remediation begins.
    pub notice_days_before_lapse: BTreeSet<u32>,
}

impl Default for CertificationPolicy {
    fn default() -> Self {
        let needed = [
            (Level::Declared, BTreeSet::from([EvidenceKind::Statement])),
            (Level::Verified, BTreeSet::from([EvidenceKind::Statement, EvidenceKind::Review])),
            (
                Level::Audited,
                BTreeSet::from([EvidenceKind::Statement, EvidenceKind::Review, EvidenceKind::Report]),
            ),
        ];
        Self {
            issuer: "Guildhall review".to_owned(),
            valid_months: 12,
            renewal_days: 90,
            remediation_days: 30,
            max_evidence: 12,
            needed: needed.into(),
            notice_days_before_end: [30, 7].into(),
            notice_days_before_lapse: [14, 3, 1].into(),
        }
    }
}
