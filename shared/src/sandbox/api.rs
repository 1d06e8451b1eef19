//! Endpoints of test tenants and the types that travel.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    contract::version::ApiVersion,
    exchange::{Answer, Failure, Method, Outcome, Request},
    fixtures::Fixtures,
    log::Logged,
    model::Sandbox,
    target::Target,
    trial::{Part, Results, Trial, TrialState, WhyStopped},
};
use crate::{
    endpoint::{
        Access, ByCall, ByListing, ByRun, BySandbox, Parameter, ParameterKind, Query, unknown_parameters,
    },
    endpoints,
    identity::api::Accepted,
    ids::{CallId, RunId, SandboxId},
    organisations::permission::Permission,
    page::Cursor,
    problem::FieldError,
};

endpoints! { "sandbox";
    ListSandboxes: Get "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes" (Access::Holds(Permission::SandboxManage)) "list_sandboxes"
        "List the test tenants for a listing, the newest first."
        [] { ByListing, (), () => Sandboxes }
    MakeSandbox: Post "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes" (Access::Holds(Permission::SandboxManage)) "make_sandbox"
        "Make a test tenant in which the app is called at a target."
        [] { ByListing, (), NewSandbox => SandboxView }
    ReadSandbox: Get "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}" (Access::Holds(Permission::SandboxManage)) "read_sandbox"
        "Read a test tenant and its last runs."
        [] { BySandbox, (), () => SandboxView }
    MoveSandbox: Put "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/target" (Access::Holds(Permission::SandboxManage)) "move_sandbox"
        "Call the app elsewhere from now on."
        [] { BySandbox, (), NewTarget => SandboxView }
    ResetSandbox: Post "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/reset" (Access::Holds(Permission::SandboxManage)) "reset_sandbox"
        "Make the data of a test tenant anew."
        [] { BySandbox, (), () => SandboxView }
    RenewSandbox: Post "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/renewal" (Access::Holds(Permission::SandboxManage)) "renew_sandbox"
        "Keep a test tenant longer."
        [] { BySandbox, (), () => SandboxView }
    DropSandbox: Delete "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}" (Access::Holds(Permission::SandboxManage)) "drop_sandbox"
        "Delete a test tenant with its runs and its log."
        [] { BySandbox, (), () => Accepted }
    RevealSecret: Get "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/secret" (Access::Holds(Permission::SandboxManage)) "reveal_sandbox_secret"
        "Read the secret by which the app verifies what a test tenant sends to it."
        [] { BySandbox, (), () => SecretView }
    ReplaceSecret: Post "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/secret" (Access::Holds(Permission::SandboxManage)) "replace_sandbox_secret"
        "Sign with another secret from now on."
        [] { BySandbox, (), () => SecretView }
    ReadSandboxData: Get "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/data" (Access::Holds(Permission::SandboxManage)) "read_sandbox_data"
        "Read the invented contacts, orders, tickets, files and users of a test tenant."
        [] { BySandbox, (), () => Fixtures }
    StartRun: Post "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/runs" (Access::Holds(Permission::SandboxManage)) "start_run"
        "Run the contract suite and the performance budget against the app."
        [] { BySandbox, (), NewRun => SandboxView }
    ReadRun: Get "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/runs/{run}" (Access::Holds(Permission::SandboxManage)) "read_run"
        "Read what a run found, and the calls that it made."
        [] { ByRun, (), () => RunView }
    ListCalls: Get "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/calls" (Access::Holds(Permission::SandboxManage)) "list_calls"
        "List the calls to the app, the newest first."
        [] { BySandbox, CallQuery, () => Calls }
    ReadCall: Get "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/calls/{call}" (Access::Holds(Permission::SandboxManage)) "read_call"
        "Read a call whole: headers, body and time."
        [] { ByCall, (), () => CallView }
    RepeatCall: Post "/api/v1/organisations/{organisation}/listings/{listing}/sandboxes/{sandbox}/calls/{call}/repeat" (Access::Holds(Permission::SandboxManage)) "repeat_call"
        "Send a call again: the same bytes, signed anew."
        [] { ByCall, (), RepeatAs => CallView }
}

/// The test tenants for a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sandboxes {
    /// As the draft says.
    pub name: String,
    /// The newest first: reviews call the app at its target.
    pub sandboxes: Vec<SandboxView>,
    /// Most for one listing.
    pub most: usize,
    /// Whether targets on the machine of the server may be called, also over http: in a demo.
    pub loopback: bool,
}

/// A test tenant, for who works with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SandboxView {
    pub sandbox: SandboxId,
    pub target: Target,
    /// What its data are made from.
    pub seed: u32,
    /// 1 for the first, one more after each reset.
    pub generation: u32,
    pub created_at: DateTime<Utc>,
    /// First day (UTC) on which it is over.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub expires_on: NaiveDate,
    /// Days that it still has, today included.
    pub days_left: u32,
    /// Reviews call the app here.
    pub of_reviews: bool,
    /// The last ones, the newest first.
    pub runs: Vec<RunRow>,
}

impl SandboxView {
    /// As it stands at `now`, with its runs, the newest first.
    pub fn of(sandbox: &Sandbox, of_reviews: bool, runs: Vec<RunRow>, now: DateTime<Utc>) -> Self {
        Self {
            sandbox: sandbox.id,
            target: sandbox.target.clone(),
            seed: sandbox.seed,
            generation: sandbox.generation,
            created_at: sandbox.created_at,
            expires_on: sandbox.expires_on,
            days_left: sandbox.days_left(now),
            of_reviews,
            runs,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewSandbox {
    /// Chosen by the client.
    pub sandbox: SandboxId,
    /// Where the app is.
    pub target: Target,
    /// What the data are made from; the same seed gives the same data.
    #[serde(default = "first_seed")]
    pub seed: u32,
}

const fn first_seed() -> u32 {
    1
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewTarget {
    pub target: Target,
}

/// The secret of a test tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecretView {
    /// `whsec_` and Base64, by [Standard Webhooks](https://www.standardwebhooks.com).
    pub secret: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewRun {
    /// Chosen by the client.
    pub run: RunId,
}

/// A run in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunRow {
    pub run: RunId,
    pub part: Part,
    /// A review asked for it.
    pub of_review: bool,
    /// Who asked; `None` for a key, a review, and who has left.
    pub asked_by: Option<String>,
    pub asked_at: DateTime<Utc>,
    pub state: RunState,
}

/// How far a run is, without what it found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RunState {
    /// The program has not come to it.
    Waiting,
    /// The app is being called.
    Running { since: DateTime<Utc> },
    /// It is over.
    Done {
        at: DateTime<Utc>,
        passes: bool,
        /// Errors, of both kinds of checks.
        errors: usize,
        warnings: usize,
    },
    /// The checks were not run.
    Stopped { at: DateTime<Utc>, why: WhyStopped },
}

impl RunRow {
    /// Of a run, with the name of who asked for it.
    pub fn of(trial: &Trial, asked_by: Option<String>) -> Self {
        let state = match &trial.state {
            TrialState::Waiting => RunState::Waiting,
            TrialState::Running { since } => RunState::Running { since: *since },
            TrialState::Stopped { at, why } => RunState::Stopped { at: *at, why: *why },
            TrialState::Done(results) => done(results),
        };
        Self {
            run: trial.id,
            part: trial.part,
            of_review: trial.review.is_some(),
            asked_by,
            asked_at: trial.asked_at,
            state,
        }
    }

    /// Whether it is still to be done.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, RunState::Waiting | RunState::Running { .. })
    }
}

fn done(results: &Results) -> RunState {
    use crate::manifest::rule::Severity;
    let count = |severity| results.contract.as_ref().map_or(0, |report| report.count(severity));
    let over = results.performance.iter().flat_map(|verdict| &verdict.endpoints);
    RunState::Done {
        at: results.at,
        passes: results.passes(),
        errors: count(Severity::Error) + over.map(|figures| figures.over.len()).sum::<usize>(),
        warnings: count(Severity::Warning),
    }
}

/// A run, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunView {
    pub row: RunRow,
    pub target: Target,
    /// What it found; `None` while it is not done.
    pub results: Option<Results>,
    /// The calls of the contract suite that the log still has, in the order of the steps.
    pub calls: Vec<CallRow>,
}

/// A call in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallRow {
    pub call: CallId,
    pub at: DateTime<Utc>,
    /// Of the call in its suite, such as `webhook.duplicate`.
    pub name: String,
    /// Number of the step in its run, from 0.
    pub step: usize,
    pub run: Option<RunId>,
    /// The call that it repeats.
    pub again: Option<CallId>,
    pub method: Method,
    pub url: String,
    /// `None` when there was no answer.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub failure: Option<Failure>,
    pub elapsed_ms: u64,
}

impl CallRow {
    /// Of a call in the log.
    pub fn of(logged: &Logged) -> Self {
        let (status, failure, elapsed_ms) = match &logged.exchange.outcome {
            Outcome::Answered(answer) => (Some(answer.status), None, answer.elapsed_ms),
            Outcome::Failed { failure, elapsed_ms } => (None, Some(failure.clone()), *elapsed_ms),
        };
        let request = &logged.exchange.request;
        Self {
            call: logged.id,
            at: logged.at,
            name: logged.name.clone(),
            step: logged.exchange.step,
            run: logged.run,
            again: logged.again,
            method: request.method,
            url: request.url.clone(),
            status,
            failure,
            elapsed_ms,
        }
    }
}

/// A page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Calls {
    /// The newest first.
    pub calls: Vec<CallRow>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

/// A call, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallView {
    pub row: CallRow,
    pub api: ApiVersion,
    pub request: Request,
    /// `None` when there was no answer.
    pub answer: Option<Answer>,
}

impl CallView {
    /// Of a call in the log.
    pub fn of(logged: &Logged) -> Self {
        let answer = match &logged.exchange.outcome {
            Outcome::Answered(answer) => Some(answer.clone()),
            Outcome::Failed { .. } => None,
        };
        let request = logged.exchange.request.clone();
        Self { row: CallRow::of(logged), api: logged.api, request, answer }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RepeatAs {
    /// Id of the new call, chosen by the client.
    pub call: CallId,
}

/// Which page of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallQuery {
    pub cursor: Option<Cursor>,
}

impl Query for CallQuery {
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "cursor",
        about: "Where the next page begins, from `next` of the page before.",
        kind: ParameterKind::Form { pattern: "^cal_[0-7][0-9A-HJKMNP-TV-Z]{25}$", max_chars: 30 },
        repeated: false,
    }];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        self.cursor.iter().map(|cursor| ("cursor", cursor.0.clone())).collect()
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let unknown = unknown_parameters(pairs, Self::PARAMETERS);
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let Some((_, text)) = pairs.first().filter(|(_, text)| !text.is_empty()) else {
            return Ok(Self::default());
        };
        match text.parse::<CallId>() {
            Ok(_) => Ok(Self { cursor: Some(Cursor(text.clone())) }),
            Err(_) => Err(vec![FieldError::parameter("cursor", "Take it from `next` of the page before.")]),
        }
    }
}
