//! Why a request about partners cannot be answered.

use crate::problem::{Problem, ProblemKind};

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartnerError {
    #[error("no partner has the address “{0}”")]
    NoPartner(String),
}

impl From<PartnerError> for Problem {
    fn from(error: PartnerError) -> Self {
        match error {
            PartnerError::NoPartner(slug) => Self::new(
                ProblemKind::NotFound,
                format!("No partner is public under “{slug}”. Each app's page links to its partner."),
            ),
        }
    }
}
