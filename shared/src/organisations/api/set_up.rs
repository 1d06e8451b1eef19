//! The first run: a server without data gets its operator.

use serde::{Deserialize, Serialize};

use crate::{
    endpoint::Access,
    endpoints,
    identity::{
        api::Me,
        email::Email,
        model::{Locale, Name},
    },
    slug::Slug,
};

endpoints! { "set_up";
    GetSetUp: Get "/api/v1/set-up" (Access::Anyone) "get_set_up"
        "Read whether this server waits to be set up."
        [] { (), (), () => SetUpState }
    SetUp: Post "/api/v1/set-up" (Access::Visitor) "set_up"
        "Create the operator's organisation and its owner, and sign them in."
        [] { (), (), FirstOperator => Me }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetUpState {
    pub needed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FirstOperator {
    /// What the server printed at its start: only who runs it can set it up.
    pub code: String,
    /// Name of the company that runs the program.
    pub organisation: Name,
    pub slug: Slug,
    pub name: Name,
    pub email: Email,
    pub password: String,
    pub locale: Locale,
}
