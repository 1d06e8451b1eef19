//! Founding, reading and changing an organisation.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    endpoint::{Access, ByOrganisation},
    endpoints,
    identity::{api::Me, model::Name},
    ids::{OrganisationId, PersonId},
    organisations::{model::OrganisationKind, permission::Permission},
    slug::Slug,
};

endpoints! { "organisations";
    FoundOrganisation: Post "/api/v1/organisations" (Access::SignedIn) "found_organisation"
        "Found a partner or customer organisation and act in it from now on."
        [public()] { (), (), NewOrganisation => Me }
    GetOrganisation: Get "/api/v1/organisations/{organisation}" (Access::Holds(Permission::OrganisationRead)) "get_organisation"
        "Read an organisation."
        [public()] { ByOrganisation, (), () => OrganisationView }
    EditOrganisation: Patch "/api/v1/organisations/{organisation}" (Access::Holds(Permission::OrganisationEdit)) "edit_organisation"
        "Change an organisation's name or address."
        [public() versioned()] { ByOrganisation, (), OrganisationEdit => OrganisationView }
    TransferOrganisation: Post "/api/v1/organisations/{organisation}/transfer" (Access::Holds(Permission::OrganisationTransfer)) "transfer_organisation"
        "Hand the organisation to another member, and become an admin."
        [public()] { ByOrganisation, (), Transfer => Me }
    LeaveOrganisation: Post "/api/v1/organisations/{organisation}/leave" (Access::SignedIn) "leave_organisation"
        "Leave an organisation; one's own keys there end."
        [public()] { ByOrganisation, (), () => Me }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewOrganisation {
    /// Chosen by the client.
    pub id: OrganisationId,
    pub kind: NewKind,
    pub name: Name,
    pub slug: Slug,
}

/// The kinds that anyone can found. The program has one operator from its first run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum NewKind {
    Partner,
    Customer,
}

impl From<NewKind> for OrganisationKind {
    fn from(kind: NewKind) -> Self {
        match kind {
            NewKind::Partner => Self::Partner,
            NewKind::Customer => Self::Customer,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrganisationView {
    pub id: OrganisationId,
    pub version: u64,
    pub kind: OrganisationKind,
    pub name: String,
    pub slug: String,
    pub since: DateTime<Utc>,
    pub owner: PersonId,
    pub owner_name: Option<String>,
    pub people: u64,
    /// Domains that it has proved.
    pub domains: Vec<String>,
}

/// New values; `None` keeps the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrganisationEdit {
    pub name: Option<Name>,
    pub slug: Option<Slug>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Transfer {
    pub to: PersonId,
}
