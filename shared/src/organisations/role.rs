//! Roles: named sets of permissions.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    model::OrganisationKind,
    permission::{Permission, Permissions},
};
use crate::{
    identity::model::Name,
    ids::{BadId, RoleId},
};

/// The roles that every organisation of a kind has. The owner is none of them: see [`Standing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuiltIn {
    /// Everything but what only the owner may.
    Admin,
    /// Operator: runs the program and its policy.
    ProgramManager,
    /// Operator: decides submissions and certifications.
    Reviewer,
    /// Operator: decides deals, leads and disputes.
    DealDesk,
    /// Operator and partner: money.
    Finance,
    /// Operator: answers support cases.
    Support,
    /// Partner: builds and submits apps.
    Developer,
    /// Partner: works on leads and deals.
    Seller,
    /// Partner: listings, campaigns and funds.
    Marketer,
    /// Operator and partner: shows demo kits at events.
    EventStaff,
    /// Customer: finds, tries and rates apps.
    Buyer,
}

impl BuiltIn {
    pub const ALL: [Self; 11] = [
        Self::Admin,
        Self::ProgramManager,
        Self::Reviewer,
        Self::DealDesk,
        Self::Finance,
        Self::Support,
        Self::Developer,
        Self::Seller,
        Self::Marketer,
        Self::EventStaff,
        Self::Buyer,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::ProgramManager => "program_manager",
            Self::Reviewer => "reviewer",
            Self::DealDesk => "deal_desk",
            Self::Finance => "finance",
            Self::Support => "support",
            Self::Developer => "developer",
            Self::Seller => "seller",
            Self::Marketer => "marketer",
            Self::EventStaff => "event_staff",
            Self::Buyer => "buyer",
        }
    }

    /// `None` where organisations of this kind do not have the role.
    pub fn permissions(self, kind: OrganisationKind) -> Option<Permissions> {
        use OrganisationKind::{Customer, Operator, Partner};
        use Permission as P;
        let own: &[Permission] = match (self, kind) {
            (Self::Admin, _) => return Some(Permissions::of_roles(kind)),
            (Self::ProgramManager, Operator) => {
                let others =
                    [P::KeysManage, P::SignOnManage, P::PayoutsManage, P::PayoutsApprove, P::LedgerAdjust];
                return Some(others.into_iter().fold(Permissions::of_roles(kind), Permissions::without));
            }
            (Self::Reviewer, Operator) => &[
                P::ListingsRead,
                P::ReviewRead,
                P::ReviewDecide,
                P::CertificationsRead,
                P::CertificationsDecide,
                P::RatingsModerate,
                P::InstallsRead,
            ],
            (Self::DealDesk, Operator) => &[
                P::TiersRead,
                P::MetricsRead,
                P::DealsRead,
                P::DealsEdit,
                P::DealsDecide,
                P::LeadsRead,
                P::LeadsRoute,
                P::AttributionRead,
                P::DisputesDecide,
                P::SpifsManage,
            ],
            (Self::Finance, Operator) => &[
                P::MetricsRead,
                P::DealsRead,
                P::AttributionRead,
                P::StatementsRead,
                P::PayoutsManage,
                P::PayoutsApprove,
                P::LedgerRead,
                P::LedgerAdjust,
                P::FundsDecide,
            ],
            (Self::Finance, Partner) => &[
                P::MetricsRead,
                P::TiersRead,
                P::DealsRead,
                P::AttributionRead,
                P::StatementsRead,
                P::PayoutsManage,
                P::FundsRequest,
                P::AgreementsSign,
            ],
            (Self::Support, Operator) => {
                &[P::ListingsRead, P::InstallsRead, P::LearningRead, P::SupportAnswer, P::IncidentsManage]
            }
            (Self::Developer, Partner) => &[
                P::ListingsRead,
                P::ListingsEdit,
                P::ListingsSubmit,
                P::SandboxManage,
                P::CertificationsRead,
                P::InstallsRead,
                P::UsageReport,
                P::MetricsRead,
                P::KeysRead,
                P::KeysManage,
                P::LearningRead,
                P::SupportOpen,
                P::SupportAnswer,
                P::TrustEdit,
                P::IncidentsReport,
                P::KitsStaff,
            ],
            (Self::Seller, Partner) => &[
                P::ListingsRead,
                P::TiersRead,
                P::MetricsRead,
                P::DealsRead,
                P::DealsEdit,
                P::LeadsRead,
                P::LeadsWork,
                P::AttributionRead,
                P::DisputesFile,
                P::MappingManage,
                P::SpifsClaim,
                P::ProjectsManage,
                P::LearningRead,
                P::SupportOpen,
                P::KitsStaff,
            ],
            (Self::Marketer, Partner) => &[
                P::ListingsRead,
                P::ListingsEdit,
                P::ListingsPublish,
                P::RatingsReply,
                P::TiersRead,
                P::MetricsRead,
                P::LeadsRead,
                P::FundsRequest,
                P::OfferingsEdit,
                P::CampaignsEdit,
                P::AssetsEdit,
                P::PacksEdit,
                P::LearningRead,
                P::KitsManage,
                P::KitsStaff,
            ],
            (Self::EventStaff, Operator | Partner) => &[P::ListingsRead, P::KitsStaff],
            (Self::Buyer, Customer) => &[
                P::InstallsRead,
                P::ConsentRead,
                P::RatingsWrite,
                P::MetricsRead,
                P::StatementsRead,
                P::LearningRead,
                P::ProjectsManage,
                P::SupportOpen,
                P::IncidentsReport,
            ],
            (Self::ProgramManager | Self::Reviewer | Self::DealDesk | Self::Support, Partner | Customer)
            | (Self::Developer | Self::Seller | Self::Marketer, Operator | Customer)
            | (Self::Finance | Self::EventStaff, Customer)
            | (Self::Buyer, Operator | Partner) => return None,
        };
        // Everyone sees where they are and with whom.
        Some(Permissions::of(own).with(P::OrganisationRead).with(P::MembersRead))
    }
}

/// A role that an organisation made for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomRole {
    pub name: Name,
    pub permissions: Permissions,
}

/// A role by name: `admin`, or `rol_…` for one that the organisation made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleRef {
    BuiltIn(BuiltIn),
    Custom(RoleId),
}

/// Text that names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Not a role: give the name of a built-in one, such as admin, or the id of one of your own, rol_….")]
pub struct BadRole;

impl FromStr for RoleRef {
    type Err = BadRole;
    fn from_str(text: &str) -> Result<Self, BadRole> {
        if let Some(role) = BuiltIn::ALL.into_iter().find(|role| role.as_str() == text) {
            return Ok(Self::BuiltIn(role));
        }
        text.parse().map(Self::Custom).map_err(|_: BadId| BadRole)
    }
}

impl fmt::Display for RoleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn(role) => f.write_str(role.as_str()),
            Self::Custom(id) => id.fmt(f),
        }
    }
}

impl Serialize for RoleRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RoleRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for RoleRef {
    fn schema_name() -> Cow<'static, str> {
        "RoleRef".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<_> = BuiltIn::ALL.iter().map(|role| role.as_str()).collect();
        schemars::json_schema!({
            "anyOf": [
                { "type": "string", "enum": names },
                { "type": "string", "pattern": "^rol_[0-9A-HJKMNP-TV-Z]{26}$" },
            ],
        })
    }
}

/// What somebody is in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Holds everything that organisations of the kind have.
    Owner,
    Member(RoleRef),
}

/// One column of the matrix of roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub standing: Standing,
    /// For a role of the organisation's own.
    pub name: Option<Name>,
    pub permissions: Permissions,
}

/// Who may do what, as a settings page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// What organisations of the kind have, in the order of [`Permission::ALL`].
    pub rows: Vec<Permission>,
    /// The owner, the built-in roles, then the organisation's own by name.
    pub columns: Vec<Column>,
}

/// The matrix of an organisation with these roles of its own.
pub fn matrix<'r>(kind: OrganisationKind, own: impl IntoIterator<Item = (RoleId, &'r CustomRole)>) -> Matrix {
    let owner = Permissions::of_owner(kind);
    let mut columns = vec![Column { standing: Standing::Owner, name: None, permissions: owner }];
    columns.extend(BuiltIn::ALL.into_iter().filter_map(|role| {
        let permissions = role.permissions(kind)?;
        Some(Column { standing: Standing::Member(RoleRef::BuiltIn(role)), name: None, permissions })
    }));
    let mut own: Vec<Column> = own
        .into_iter()
        .map(|(id, role)| Column {
            standing: Standing::Member(RoleRef::Custom(id)),
            name: Some(role.name.clone()),
            permissions: role.permissions.and(Permissions::of_roles(kind)),
        })
        .collect();
    own.sort_by(|a, b| a.name.cmp(&b.name));
    columns.append(&mut own);
    Matrix { rows: owner.iter().collect(), columns }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_roles_hold_only_what_their_kind_has() {
        for kind in OrganisationKind::ALL {
            for role in BuiltIn::ALL {
                let Some(permissions) = role.permissions(kind) else { continue };
                let beyond = permissions.beyond(Permissions::of_roles(kind));
                assert!(beyond.is_empty(), "{} of a {}: {beyond}", role.as_str(), kind.as_str());
            }
        }
    }

    #[test]
    fn each_kind_has_the_roles_of_its_people() {
        let check = |kind: OrganisationKind, expected: &[&str]| {
            let columns = matrix(kind, []).columns;
            let names: Vec<_> = columns
                .iter()
                .map(|column| match column.standing {
                    Standing::Owner => "owner".to_owned(),
                    Standing::Member(role) => role.to_string(),
                })
                .collect();
            assert_eq!(names, expected);
        };
        check(
            OrganisationKind::Operator,
            &[
                "owner",
                "admin",
                "program_manager",
                "reviewer",
                "deal_desk",
                "finance",
                "support",
                "event_staff",
            ],
        );
        check(
            OrganisationKind::Partner,
            &["owner", "admin", "finance", "developer", "seller", "marketer", "event_staff"],
        );
        check(OrganisationKind::Customer, &["owner", "admin", "buyer"]);
    }

    #[test]
    fn every_permission_of_a_kind_is_in_reach_of_a_role_or_the_owner() {
        for kind in OrganisationKind::ALL {
            let matrix = matrix(kind, []);
            for row in &matrix.rows {
                assert!(matrix.columns.iter().any(|column| column.permissions.has(*row)), "{row}");
            }
        }
    }

    #[test]
    fn the_matrix_shows_own_roles_by_name() {
        let role = |name: &str| CustomRole {
            name: name.parse().expect("a name"),
            permissions: Permissions::of(&[Permission::AuditRead, Permission::ReviewDecide]),
        };
        let (night, day) = (role("Night desk"), role("Day desk"));
        let ids = [1, 2].map(|id| RoleId::from_ulid(ulid::Ulid(id)));
        let matrix = matrix(OrganisationKind::Customer, [(ids[0], &night), (ids[1], &day)]);
        let own: Vec<_> =
            matrix.columns.iter().filter_map(|column| column.name.as_ref().map(Name::as_str)).collect();
        assert_eq!(own, ["Day desk", "Night desk"]);
        // A customer has no reviews to decide, whatever a row says.
        assert_eq!(matrix.columns[3].permissions, Permissions::of(&[Permission::AuditRead]));
    }

    #[test]
    fn roles_are_read_as_they_are_written() {
        for text in ["admin", "deal_desk", "rol_00000000000000000000000007"] {
            assert_eq!(text.parse::<RoleRef>().map(|role| role.to_string()), Ok(text.to_owned()));
        }
        assert_eq!("owner".parse::<RoleRef>(), Err(BadRole));
    }
}
