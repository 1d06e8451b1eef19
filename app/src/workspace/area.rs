//! The areas of the rail.

use shared::organisations::permission::Permission;

use super::Texts;
use crate::ui::IconName;

/// A page of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// What waits for whoever is signed in.
    Home,
    Profile,
    Security,
    Sessions,
    Notifications,
    Followed,
    Data,
    Overview,
    Listings,
    Reviews,
    Governance,
    Certifications,
    CleanUp,
    Collections,
    Picks,
    HomePage,
    Categories,
    Members,
    Roles,
    Domains,
    SignOn,
    Keys,
    Trail,
}

impl Area {
    /// Of the person's own account.
    pub const ACCOUNT: [Self; 6] =
        [Self::Profile, Self::Security, Self::Sessions, Self::Notifications, Self::Followed, Self::Data];
    /// Of the organisation that they act in.
    pub const ORGANISATION: [Self; 16] = [
        Self::Overview,
        Self::Listings,
        Self::Reviews,
        Self::Governance,
        Self::Certifications,
        Self::CleanUp,
        Self::Collections,
        Self::Picks,
        Self::HomePage,
        Self::Categories,
        Self::Members,
        Self::Roles,
        Self::Domains,
        Self::SignOn,
        Self::Keys,
        Self::Trail,
    ];

    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "/home",
            Self::Profile => "/account",
            Self::Security => "/account/security",
            Self::Sessions => "/account/sessions",
            Self::Notifications => "/account/notifications",
            Self::Followed => "/account/followed",
            Self::Data => "/account/data",
            Self::Overview => "/organisation",
            Self::Listings => "/organisation/listings",
            Self::Reviews => "/reviews",
            Self::Governance => "/governance",
            Self::Certifications => "/certifications",
            Self::CleanUp => "/clean-up",
            Self::Collections => "/organisation/collections",
            Self::Picks => "/organisation/picks",
            Self::HomePage => "/organisation/home",
            Self::Categories => "/organisation/categories",
            Self::Members => "/organisation/members",
            Self::Roles => "/organisation/roles",
            Self::Domains => "/organisation/domains",
            Self::SignOn => "/organisation/sign-on",
            Self::Keys => "/organisation/keys",
            Self::Trail => "/organisation/audit",
        }
    }

    pub const fn name(self, t: &Texts) -> &'static str {
        match self {
            Self::Home => t.home,
            Self::Profile => t.profile,
            Self::Security => t.security,
            Self::Sessions => t.sessions,
            Self::Notifications => t.notifications,
            Self::Followed => t.followed,
            Self::Data => t.data,
            Self::Overview => t.overview,
            Self::Listings => t.listings,
            Self::Reviews => t.reviews,
            Self::Governance => t.governance,
            Self::Certifications => t.certifications,
            Self::CleanUp => t.clean_up,
            Self::Collections => t.collections,
            Self::Picks => t.picks,
            Self::HomePage => t.home_page,
            Self::Categories => t.categories,
            Self::Members => t.members,
            Self::Roles => t.roles,
            Self::Domains => t.domains,
            Self::SignOn => t.sign_on,
            Self::Keys => t.keys,
            Self::Trail => t.trail,
        }
    }

    pub(super) const fn icon(self) -> IconName {
        match self {
            Self::Home => IconName::Home,
            Self::Profile => IconName::Info,
            Self::Security => IconName::Lock,
            Self::Sessions => IconName::List,
            Self::Notifications => IconName::Mail,
            Self::Followed => IconName::Feed,
            Self::Data => IconName::Data,
            Self::Overview => IconName::Building,
            Self::Listings => IconName::Market,
            Self::Reviews => IconName::Compare,
            Self::Governance => IconName::Warning,
            Self::Certifications => IconName::Certificate,
            Self::CleanUp => IconName::Clock,
            Self::Collections => IconName::List,
            Self::Picks => IconName::Star,
            Self::HomePage => IconName::Calendar,
            Self::Categories => IconName::Tag,
            Self::Members => IconName::Partner,
            Self::Roles => IconName::Grid,
            Self::Domains => IconName::Globe,
            Self::SignOn => IconName::Link,
            Self::Keys => IconName::Key,
            Self::Trail => IconName::Book,
        }
    }

    /// Without it the area has nothing to show; `None` for what is everyone's own.
    pub const fn permission(self) -> Option<Permission> {
        match self {
            Self::Home
            | Self::Profile
            | Self::Security
            | Self::Sessions
            | Self::Notifications
            | Self::Followed
            | Self::Data => None,
            Self::Overview | Self::Domains | Self::SignOn | Self::Keys => Some(Permission::OrganisationRead),
            Self::Listings => Some(Permission::ListingsEdit),
            Self::Reviews => Some(Permission::ReviewRead),
            Self::Governance => Some(Permission::ListingsSuspend),
            Self::Certifications => Some(Permission::CertificationsDecide),
            Self::CleanUp => Some(Permission::ListingsSuspend),
            Self::Collections | Self::Picks | Self::HomePage => Some(Permission::CollectionsEdit),
            Self::Categories => Some(Permission::TaxonomyEdit),
            Self::Members | Self::Roles => Some(Permission::MembersRead),
            Self::Trail => Some(Permission::AuditRead),
        }
    }
}
