//! Domains that an organisation proves to be its own.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    endpoint::{Access, ByDomain, ByOrganisation},
    endpoints,
    identity::{
        api::Accepted,
        email::{Domain, Email},
    },
    ids::{DomainClaimId, OrganisationId},
    organisations::permission::Permission,
};

endpoints! { "organisations";
    ListDomains: Get "/api/v1/organisations/{organisation}/domains" (Access::Holds(Permission::OrganisationRead)) "list_domains"
        "List the domains of an organisation and those that it claims."
        [public()] { ByOrganisation, (), () => Domains }
    ClaimDomain: Post "/api/v1/organisations/{organisation}/domains" (Access::Holds(Permission::DomainsManage)) "claim_domain"
        "Claim a domain; an earlier claim of the organisation to it is replaced."
        [public()] { ByOrganisation, (), NewDomainClaim => Domains }
    CheckDomain: Post "/api/v1/organisations/{organisation}/domains/{domain}/check" (Access::Holds(Permission::DomainsManage)) "check_domain"
        "Look for the DNS record of a claim."
        [public()] { ByDomain, (), () => Domains }
    ReleaseDomain: Delete "/api/v1/organisations/{organisation}/domains/{domain}" (Access::Holds(Permission::DomainsManage)) "release_domain"
        "Give up a domain or a claim to one."
        [public()] { ByDomain, (), () => Domains }
    ProveDomain: Post "/api/v1/domains/prove" (Access::Visitor) "prove_domain"
        "Prove a domain by the link that was mailed to its keeper."
        [] { (), (), DomainLink => Accepted }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Domains {
    /// By name.
    pub domains: Vec<DomainView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DomainView {
    pub id: DomainClaimId,
    pub domain: String,
    pub asked_at: DateTime<Utc>,
    pub verified_at: Option<DateTime<Utc>>,
    /// The claim ends then unless it is proved.
    pub expires_at: DateTime<Utc>,
    pub proof: DomainProof,
}

/// What is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DomainProof {
    /// A TXT record of this text under this name.
    Dns { name: String, record: String },
    /// Somebody follows the link in a mail to this address.
    Mail { to: String },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewDomainClaim {
    /// Chosen by the client.
    pub id: DomainClaimId,
    pub domain: Domain,
    pub proof: AskedProof,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AskedProof {
    Dns,
    /// To admin@, administrator@, hostmaster@, postmaster@ or webmaster@ the domain.
    Mail {
        to: Email,
    },
}

/// What stands in the link of the mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DomainLink {
    pub organisation: OrganisationId,
    pub claim: DomainClaimId,
    pub token: String,
}
