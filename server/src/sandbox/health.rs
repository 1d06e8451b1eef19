//! Asks published apps how they are.

use shared::{
    listings::clean_up::health::is_well,
    sandbox::{
        budget::Came,
        exchange::{Method, Outcome, Request, USER_AGENT},
        policy::SandboxPolicy,
    },
};

use super::{
    caller::{Caller, NoCaller},
    contract::bounds,
};

/// Calls health endpoints, each within the time and by the redirects that the contract suite gives it.
pub(crate) struct Heart(Caller);

impl Heart {
    /// # Errors
    /// No call can be made at all from here.
    pub(crate) fn new(policy: &SandboxPolicy) -> Result<Self, NoCaller> {
        Ok(Self(Caller::new(&policy.addresses, bounds(policy))?))
    }

    /// What comes of a call. One that fails is made again once: a connection that breaks is no failure yet.
    pub(crate) async fn ask(&self, url: &str) -> Came {
        let request = Request {
            method: Method::Get,
            url: url.to_owned(),
            headers: vec![("user-agent".to_owned(), USER_AGENT.to_owned())],
            body: String::new(),
        };
        let first = came(self.0.call(&request).await);
        if is_well(&first) {
            return first;
        }
        came(self.0.call(&request).await)
    }
}

fn came(outcome: Outcome) -> Came {
    match outcome {
        Outcome::Answered(answer) => Came::Status { status: answer.status },
        Outcome::Failed { failure, .. } => Came::Failed { failure },
    }
}
