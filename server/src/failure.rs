//! The one place where an error becomes an answer: RFC 9457 problem details.
//!
//! A failure of ours says nothing of its inside. It answers a constant text with the request id; the
//! chain of causes goes to the log under the same id, written by the frame around the Router.

use std::sync::Arc;

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use shared::{
    certification, editorial,
    identity::{error::IdentityError, rules::access::Verdict},
    listings,
    marketplace::error::MarketplaceError,
    organisations::error::Rejection,
    partners::error::PartnerError,
    problem::{FieldError, Problem, ProblemKind},
    review, sandbox,
    sign_on::error::SignOnError,
    uploads,
};
use store::StoreError;

/// Why a handler gives no reply.
#[derive(Debug)]
pub enum Failure {
    /// The caller can do something about it; the problem says what.
    Problem(Box<Problem>),
    /// Somebody else wrote what the decision rests on; made anew it may succeed. See [`crate::again`].
    Overtaken(StoreError),
    /// Our fault. The caller learns the request id, the log the chain.
    Internal(anyhow::Error),
}

impl Failure {
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Problem::new(kind, detail).into()
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<Vec<FieldError>> for Failure {
    fn from(errors: Vec<FieldError>) -> Self {
        Problem::invalid(errors).into()
    }
}

impl From<MarketplaceError> for Failure {
    fn from(error: MarketplaceError) -> Self {
        Problem::from(error).into()
    }
}

impl From<PartnerError> for Failure {
    fn from(error: PartnerError) -> Self {
        Problem::from(error).into()
    }
}

impl From<IdentityError> for Failure {
    fn from(error: IdentityError) -> Self {
        let kind = match (&error, error.status()) {
            (IdentityError::SessionEnded, _) => ProblemKind::SignInRequired,
            (_, 401) => ProblemKind::ProofRefused,
            (_, status) => ProblemKind::of_status(status),
        };
        let field = match &error {
            IdentityError::PasswordTooShort(_)
            | IdentityError::PasswordTooLong(_)
            | IdentityError::PasswordCommon
            | IdentityError::PasswordIsYou
            | IdentityError::PasswordRefused => Some("/password"),
            IdentityError::KeyWithoutScopes | IdentityError::KeyScopes(_) => Some("/scopes"),
            IdentityError::KeyLifetime(_) => Some("/expires_at"),
            IdentityError::KeyOverlap(_) => Some("/overlap_hours"),
            IdentityError::CodeWrong
            | IdentityError::CodeUsed
            | IdentityError::RecoveryCodeWrong
            | IdentityError::SecondFactorRefused
            | IdentityError::SecondFactorMissing
            | IdentityError::MailCodeRefused => Some("/code"),
            _ => None,
        };
        let detail = error.to_string();
        let errors = field.map(|field| FieldError::pointer(field, detail.clone())).into_iter().collect();
        Problem { errors, ..Problem::new(kind, detail) }.into()
    }
}

impl From<Rejection> for Failure {
    fn from(error: Rejection) -> Self {
        let field = match &error {
            Rejection::SlugTaken => Some("/slug"),
            Rejection::RoleNameTaken => Some("/name"),
            Rejection::NoRole => Some("/role"),
            Rejection::AlreadyMember => Some("/email"),
            Rejection::Beyond(_) | Rejection::NotForThisKind(_) => Some("/permissions"),
            Rejection::PublicDomain(_) | Rejection::DomainTaken(_) => Some("/domain"),
            _ => None,
        };
        let detail = error.to_string();
        let errors = field.map(|field| FieldError::pointer(field, detail.clone())).into_iter().collect();
        Problem { errors, ..Problem::new(ProblemKind::of_status(error.status()), detail) }.into()
    }
}

impl From<listings::error::Rejection> for Failure {
    fn from(error: listings::error::Rejection) -> Self {
        use listings::error::Rejection;
        let field = match &error {
            Rejection::FieldTwice(_) | Rejection::FieldShape { .. } | Rejection::FieldTooLarge { .. } => {
                Some("/edits")
            }
            Rejection::IdTaken => Some("/listing"),
            Rejection::LabelTaken | Rejection::LabelDiffers(_) => Some("/label"),
            Rejection::ScheduleInPast | Rejection::ScheduleTooFar(_) | Rejection::LinkAtOnce => Some("/at"),
            Rejection::BadReplacement => Some("/replacement"),
            Rejection::NotInCharge => Some("/owner"),
            Rejection::NoReceiver | Rejection::SameOwner => Some("/to"),
            _ => None,
        };
        let detail = error.to_string();
        let errors = field.map(|field| FieldError::pointer(field, detail.clone())).into_iter().collect();
        Problem { errors, ..Problem::new(ProblemKind::of_status(error.status()), detail) }.into()
    }
}

impl From<review::error::Rejection> for Failure {
    fn from(error: review::error::Rejection) -> Self {
        use review::error::Rejection;
        let field = match &error {
            Rejection::NothingRequested => Some("/requests"),
            Rejection::NotTheirs => Some("/to"),
            Rejection::NoItem(_) => Some("/item"),
            _ => None,
        };
        let detail = error.to_string();
        let errors = field.map(|field| FieldError::pointer(field, detail.clone())).into_iter().collect();
        Problem { errors, ..Problem::new(ProblemKind::of_status(error.status()), detail) }.into()
    }
}

impl From<certification::error::Rejection> for Failure {
    fn from(error: certification::error::Rejection) -> Self {
        let detail = error.to_string();
        let errors =
            error.field().map(|field| FieldError::pointer(field, detail.clone())).into_iter().collect();
        Problem { errors, ..Problem::new(ProblemKind::of_status(error.status()), detail) }.into()
    }
}

impl From<listings::clean_up::rules::Rejection> for Failure {
    fn from(error: listings::clean_up::rules::Rejection) -> Self {
        Self::new(ProblemKind::of_status(error.status()), error.to_string())
    }
}

impl From<editorial::error::Rejection> for Failure {
    fn from(error: editorial::error::Rejection) -> Self {
        use editorial::error::Rejection;
        let field = match &error {
            Rejection::IdTaken => Some("/id"),
            Rejection::TooManyLanguages(_) => Some("/text"),
            Rejection::StartPassed
            | Rejection::EndPassed
            | Rejection::EndBeforeStart
            | Rejection::TooFarAhead(_)
            | Rejection::TooLong(_)
            | Rejection::NoEnd(_)
            | Rejection::PickedAlready { .. }
            | Rejection::TooManyPicks(_)
            | Rejection::TooManyOfPartner(_)
            | Rejection::SlotTaken(_) => Some("/when"),
            Rejection::SlugTaken(_) | Rejection::SlugLeads { .. } | Rejection::TooManyFormerSlugs(_) => {
                Some("/slug")
            }
            Rejection::TooManyListings(_) | Rejection::ListingTwice(_) | Rejection::EmptyCollection => {
                Some("/listings")
            }
            Rejection::NotInDirectory(_) => Some("/listing"),
            Rejection::NoSlot(_) | Rejection::NotForSlot { .. } => Some("/slot"),
            Rejection::NotThere(_) => Some("/what"),
            Rejection::IntoItself | Rejection::Circle => Some("/into"),
            Rejection::OrderIncomplete => Some("/order"),
            _ => None,
        };
        let detail = error.to_string();
        let errors = field.map(|field| FieldError::pointer(field, detail.clone())).into_iter().collect();
        Problem { errors, ..Problem::new(ProblemKind::of_status(error.status()), detail) }.into()
    }
}

impl From<sandbox::error::Rejection> for Failure {
    fn from(error: sandbox::error::Rejection) -> Self {
        let detail = error.to_string();
        let errors =
            error.field().map(|field| FieldError::pointer(field, detail.clone())).into_iter().collect();
        Problem { errors, ..Problem::new(ProblemKind::of_status(error.status()), detail) }.into()
    }
}

impl From<uploads::error::Rejection> for Failure {
    fn from(error: uploads::error::Rejection) -> Self {
        let detail = error.to_string();
        let errors =
            error.field().map(|field| FieldError::pointer(field, detail.clone())).into_iter().collect();
        Problem { errors, ..Problem::new(ProblemKind::of_status(error.status()), detail) }.into()
    }
}

impl From<SignOnError> for Failure {
    fn from(error: SignOnError) -> Self {
        let kind = match error.status() {
            401 => ProblemKind::ProofRefused,
            status => ProblemKind::of_status(status),
        };
        let field = match &error {
            SignOnError::BadIssuer | SignOnError::Discovery(_) => Some("/issuer"),
            SignOnError::NeverWorked => Some("/required"),
            _ => None,
        };
        let detail = error.to_string();
        let errors = field.map(|field| FieldError::pointer(field, detail.clone())).into_iter().collect();
        Problem { errors, ..Problem::new(kind, detail) }.into()
    }
}

impl From<Verdict> for Failure {
    fn from(verdict: Verdict) -> Self {
        let kind = match verdict {
            Verdict::SignIn => ProblemKind::SignInRequired,
            Verdict::Reauthenticate => ProblemKind::ProofRequired,
            Verdict::Hidden => ProblemKind::NotFound,
            Verdict::Denied(_) => ProblemKind::Forbidden,
            Verdict::Allowed => return Self::Internal(anyhow::anyhow!("an allowed call was refused")),
        };
        Self::new(kind, verdict.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Busy => Self::new(ProblemKind::Unavailable, error.to_string()),
            StoreError::VersionConflict { .. } | StoreError::Taken { .. } => Self::Overtaken(error),
            StoreError::InUse { .. }
            | StoreError::DiskFull { .. }
            | StoreError::Unreadable { .. }
            | StoreError::Unreachable { .. }
            | StoreError::NewerSchema { .. }
            | StoreError::Database(_) => Self::Internal(anyhow::Error::new(error)),
        }
    }
}

/// For a cause that was given its context by hand; there is no conversion from any error at large.
impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

/// Travels with a problem response so that the frame can write the request id into it.
#[derive(Clone, Debug)]
pub(crate) struct Stated(pub(crate) Problem);

/// Travels with the answer to a failure of ours so that the frame can log its chain.
#[derive(Clone, Debug)]
pub(crate) struct Cause(pub(crate) Arc<anyhow::Error>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(problem) => problem_response(*problem),
            Self::Overtaken(error) => {
                problem_response(Problem::new(ProblemKind::Conflict, error.to_string()))
            }
            Self::Internal(error) => {
                let mut response = problem_response(internal());
                response.extensions_mut().insert(Cause(Arc::new(error)));
                response
            }
        }
    }
}

/// What everybody is told when we fail.
fn internal() -> Problem {
    Problem::new(
        ProblemKind::Internal,
        "Something failed on our side. Try again; if it stays, tell the operator the id in `instance`.",
    )
}

/// A problem as a response; the frame adds the request id.
pub fn problem_response(problem: Problem) -> Response {
    let mut response = Response::new(problem_body(&problem));
    *response.status_mut() =
        StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if problem.status == ProblemKind::Unavailable.status() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response.extensions_mut().insert(Stated(problem));
    response
}

/// The problem with the request id in it, as bytes.
pub(crate) fn problem_body(problem: &Problem) -> Body {
    // A struct of texts and numbers always has a JSON form.
    Body::from(serde_json::to_vec(problem).unwrap_or_default())
}
