//! Why a request to the marketplace cannot be answered.

use crate::problem::{FieldError, Problem, ProblemKind};

/// Errors of the slice; the server maps them to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarketplaceError {
    #[error("no app is published under “{0}”")]
    NoListing(String),
    #[error("the cursor does not belong to this list")]
    BadCursor,
}

impl From<MarketplaceError> for Problem {
    fn from(error: MarketplaceError) -> Self {
        match error {
            MarketplaceError::NoListing(slug) => Self::new(
                ProblemKind::NotFound,
                format!("No app is published under “{slug}”. Search for it by name at /apps."),
            ),
            MarketplaceError::BadCursor => Self::invalid(vec![FieldError::parameter(
                "cursor",
                "This cursor was not made for this list. Leave it out to start from the first page.",
            )]),
        }
    }
}
