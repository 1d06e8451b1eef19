//! Everything that somebody may be allowed to do.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::model::OrganisationKind;

mod set;

pub use set::Permissions;

/// What a permission asks of its holder beside holding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Roles and keys can carry it.
    Everyday,
    /// Roles can carry it, keys cannot: a person decides.
    InPerson,
    /// As [`Grade::InPerson`], and the person has proved a short while ago that it is them.
    Fresh,
    /// As [`Grade::Fresh`], and no role carries it: only the owner has it.
    OwnerOnly,
}

/// The rows of a settings page, in groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Organisation,
    Marketplace,
    Review,
    Installs,
    Program,
    CoSell,
    Economics,
    Enablement,
    Marketing,
    Trust,
    Events,
}

macro_rules! permissions {
    ($($group:ident { $($(#[$about:meta])* $variant:ident = $name:literal, $grade:ident, $kinds:ident;)* })*) => {
        /// Everything that a role, a key or an owner can hold. A name never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Permission { $($($(#[$about])* $variant,)*)* }

        impl Permission {
            /// All of them, group by group.
            pub const ALL: &[Self] = &[$($(Self::$variant,)*)*];

            /// `<what>.<deed>`, stable.
            pub const fn as_str(self) -> &'static str {
                match self { $($(Self::$variant => $name,)*)* }
            }

            pub const fn group(self) -> Group {
                match self { $($(Self::$variant => Group::$group,)*)* }
            }

            pub const fn grade(self) -> Grade {
                match self { $($(Self::$variant => Grade::$grade,)*)* }
            }

            /// Whether organisations of this kind have it at all.
            pub const fn is_for(self, kind: OrganisationKind) -> bool {
                match self { $($(Self::$variant => kinds::$kinds(kind),)*)* }
            }
        }
    };
}

/// Which kinds of organisations have a permission: operator, partner, customer by their initials.
mod kinds {
    use super::OrganisationKind::{self, Customer, Operator, Partner};

    pub(super) const fn all(_: OrganisationKind) -> bool {
        true
    }
    pub(super) const fn o(kind: OrganisationKind) -> bool {
        matches!(kind, Operator)
    }
    pub(super) const fn p(kind: OrganisationKind) -> bool {
        matches!(kind, Partner)
    }
    pub(super) const fn c(kind: OrganisationKind) -> bool {
        matches!(kind, Customer)
    }
    pub(super) const fn op(kind: OrganisationKind) -> bool {
        matches!(kind, Operator | Partner)
    }
    pub(super) const fn pc(kind: OrganisationKind) -> bool {
        matches!(kind, Partner | Customer)
    }
}

permissions! {
    Organisation {
        /// See the organisation's settings.
        OrganisationRead = "organisation.read", Everyday, all;
        /// Change its name and address.
        OrganisationEdit = "organisation.edit", Everyday, all;
        /// Hand it to another member.
        OrganisationTransfer = "organisation.transfer", OwnerOnly, all;
        /// See members, roles and invitations.
        MembersRead = "members.read", Everyday, all;
        /// Invite people, and withdraw invitations.
        MembersInvite = "members.invite", InPerson, all;
        /// Change the roles of members and remove members.
        MembersManage = "members.manage", InPerson, all;
        /// Make and change the organisation's own roles.
        RolesManage = "roles.manage", InPerson, all;
        /// Claim domains and prove them.
        DomainsManage = "domains.manage", InPerson, all;
        /// Connect the organisation's own identity provider.
        SignOnManage = "sign_on.manage", Fresh, all;
        /// See the organisation's keys, never their secrets.
        KeysRead = "keys.read", Everyday, all;
        /// Make, rotate and revoke the organisation's keys.
        KeysManage = "keys.manage", Fresh, all;
        /// Read and export the trail.
        AuditRead = "audit.read", Everyday, all;
    }
    Marketplace {
        /// See listings that are not public.
        ListingsRead = "listings.read", Everyday, op;
        /// Write listings and their pictures.
        ListingsEdit = "listings.edit", Everyday, p;
        /// Submit versions for review.
        ListingsSubmit = "listings.submit", Everyday, p;
        /// Publish, schedule, unlist and deprecate what was approved.
        ListingsPublish = "listings.publish", InPerson, p;
        /// Suspend a listing and lift a suspension.
        ListingsSuspend = "listings.suspend", InPerson, o;
        /// Offer a listing to another partner, and take one over.
        ListingsTransfer = "listings.transfer", Fresh, p;
        /// Verify who takes a listing over, or stop the change of owner.
        ListingsVerifyOwner = "listings.verify_owner", Fresh, o;
        /// Curate collections, picks and landing pages.
        CollectionsEdit = "collections.edit", Everyday, o;
        /// Change categories, verticals and jobs.
        TaxonomyEdit = "taxonomy.edit", Everyday, o;
        /// Make and reset sandbox tenants.
        SandboxManage = "sandbox.manage", Everyday, p;
    }
    Review {
        /// See the queue and its submissions.
        ReviewRead = "review.read", Everyday, o;
        /// Claim a submission and decide it.
        ReviewDecide = "review.decide", InPerson, o;
        /// Change checklists and canned replies.
        ReviewConfigure = "review.configure", InPerson, o;
        /// See certifications and what they rest on.
        CertificationsRead = "certifications.read", Everyday, op;
        /// Grant, refuse and withdraw certifications.
        CertificationsDecide = "certifications.decide", InPerson, o;
    }
    Installs {
        /// See what is installed, with usage.
        InstallsRead = "installs.read", Everyday, all;
        /// Start trials, install and uninstall apps.
        InstallsManage = "installs.manage", InPerson, c;
        /// Approve and revoke what an app asks for.
        ConsentGrant = "consent.grant", InPerson, c;
        /// Read and export the ledger of consents.
        ConsentRead = "consent.read", Everyday, c;
        /// Report usage for billing.
        UsageReport = "usage.report", Everyday, p;
        /// Rate an app that is installed.
        RatingsWrite = "ratings.write", InPerson, c;
        /// Reply to reviews as the vendor.
        RatingsReply = "ratings.reply", InPerson, p;
        /// Decide reports of abuse.
        RatingsModerate = "ratings.moderate", InPerson, o;
    }
    Program {
        /// See tiers, gaps and the receipts of decisions.
        TiersRead = "tiers.read", Everyday, op;
        /// Draft and simulate the program's policy.
        PolicyEdit = "policy.edit", InPerson, o;
        /// Publish the program's policy.
        PolicyPublish = "policy.publish", Fresh, o;
        /// Change success plans, the blueprint and recruitment.
        PlansEdit = "plans.edit", Everyday, op;
        /// See metrics and their rows.
        MetricsRead = "metrics.read", Everyday, all;
    }
    CoSell {
        /// See deal registrations and the shared pipeline.
        DealsRead = "deals.read", Everyday, op;
        /// Register deals and work on the shared pipeline.
        DealsEdit = "deals.edit", Everyday, op;
        /// Decide deal registrations.
        DealsDecide = "deals.decide", InPerson, o;
        /// See leads.
        LeadsRead = "leads.read", Everyday, op;
        /// Accept leads and work on them.
        LeadsWork = "leads.work", Everyday, p;
        /// Route leads by hand.
        LeadsRoute = "leads.route", InPerson, o;
        /// See who is credited for what, and why.
        AttributionRead = "attribution.read", Everyday, op;
        /// File disputes and statements.
        DisputesFile = "disputes.file", InPerson, p;
        /// Decide disputes.
        DisputesDecide = "disputes.decide", InPerson, o;
        /// Find the overlap of accounts with another organisation.
        MappingManage = "mapping.manage", InPerson, op;
        /// Claim incentives.
        SpifsClaim = "spifs.claim", InPerson, p;
        /// Run incentives and decide claims.
        SpifsManage = "spifs.manage", InPerson, o;
    }
    Economics {
        /// See statements and invoices.
        StatementsRead = "statements.read", Everyday, all;
        /// Change payout accounts and prepare payout runs.
        PayoutsManage = "payouts.manage", Fresh, op;
        /// Release a payout run that somebody else prepared.
        PayoutsApprove = "payouts.approve", Fresh, o;
        /// See the ledger.
        LedgerRead = "ledger.read", Everyday, o;
        /// Post adjustments, claw-backs and reserves.
        LedgerAdjust = "ledger.adjust", Fresh, o;
        /// Request funds, report activities and claim.
        FundsRequest = "funds.request", InPerson, p;
        /// Decide requests and claims.
        FundsDecide = "funds.decide", InPerson, o;
    }
    Enablement {
        /// See who has learned and passed what.
        LearningRead = "learning.read", Everyday, all;
        /// Write courses, exams and learning paths.
        CoursesEdit = "courses.edit", Everyday, o;
        /// Write service offerings and packages.
        OfferingsEdit = "offerings.edit", Everyday, op;
        /// Run projects from playbooks.
        ProjectsManage = "projects.manage", Everyday, pc;
        /// Open and escalate support cases.
        SupportOpen = "support.open", Everyday, pc;
        /// Answer support cases.
        SupportAnswer = "support.answer", Everyday, op;
    }
    Marketing {
        /// Run campaigns, webinars, launch kits and case studies.
        CampaignsEdit = "campaigns.edit", Everyday, op;
        /// Change the asset library.
        AssetsEdit = "assets.edit", Everyday, op;
        /// Put solution packs together.
        PacksEdit = "packs.edit", Everyday, op;
    }
    Trust {
        /// Change data flows, subprocessors and the security contact.
        TrustEdit = "trust.edit", InPerson, op;
        /// Report incidents.
        IncidentsReport = "incidents.report", Everyday, pc;
        /// Run incidents and drills.
        IncidentsManage = "incidents.manage", InPerson, o;
        /// Sign agreements for the organisation.
        AgreementsSign = "agreements.sign", Fresh, pc;
        /// Publish versions of agreements.
        AgreementsPublish = "agreements.publish", Fresh, o;
    }
    Events {
        /// Make and sign demo kits.
        KitsManage = "kits.manage", InPerson, op;
        /// Show a demo kit and capture leads.
        KitsStaff = "kits.staff", Everyday, op;
    }
}

/// Text that names no permission.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("No permission has this name. The settings page of an organisation lists them all.")]
pub struct UnknownPermission;

impl FromStr for Permission {
    type Err = UnknownPermission;
    fn from_str(text: &str) -> Result<Self, UnknownPermission> {
        Self::ALL.iter().copied().find(|permission| permission.as_str() == text).ok_or(UnknownPermission)
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Permission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Permission {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Permission {
    fn schema_name() -> Cow<'static, str> {
        "Permission".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<_> = Self::ALL.iter().map(|permission| permission.as_str()).collect();
        schemars::json_schema!({ "type": "string", "enum": names })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_say_what_and_deed() {
        let names: BTreeSet<_> = Permission::ALL.iter().map(|permission| permission.as_str()).collect();
        assert_eq!(names.len(), Permission::ALL.len());
        for name in names {
            let fits =
                |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            let parts = name.split_once('.');
            assert!(parts.is_some_and(|(what, deed)| fits(what) && fits(deed)), "{name}");
            assert_eq!(name.parse::<Permission>().map(Permission::as_str), Ok(name));
        }
    }

    #[test]
    fn every_permission_is_for_some_kind_of_organisation() {
        for permission in Permission::ALL {
            assert!(OrganisationKind::ALL.into_iter().any(|kind| permission.is_for(kind)), "{permission}");
        }
    }

    #[test]
    fn what_touches_keys_payouts_and_ownership_asks_for_a_fresh_proof() {
        for (permission, grade) in [
            (Permission::KeysManage, Grade::Fresh),
            (Permission::PayoutsManage, Grade::Fresh),
            (Permission::PayoutsApprove, Grade::Fresh),
            (Permission::OrganisationTransfer, Grade::OwnerOnly),
            (Permission::ListingsTransfer, Grade::Fresh),
            (Permission::ListingsVerifyOwner, Grade::Fresh),
        ] {
            assert_eq!(permission.grade(), grade, "{permission}");
        }
    }

    #[test]
    fn keys_hold_less_than_roles_and_roles_less_than_the_owner() {
        for kind in OrganisationKind::ALL {
            let (keys, roles, owner) =
                (Permissions::of_keys(kind), Permissions::of_roles(kind), Permissions::of_owner(kind));
            assert!(keys.is_within(roles) && roles.is_within(owner));
            assert_eq!(owner.beyond(roles), Permissions::of(&[Permission::OrganisationTransfer]));
            assert!(!keys.has(Permission::MembersInvite) && !keys.has(Permission::KeysManage));
        }
    }
}
