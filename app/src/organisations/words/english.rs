//! The words in English.

use shared::organisations::{
    model::OrganisationKind,
    permission::{Grade, Group, Permission},
    role::BuiltIn,
};

use super::{Words, words};

pub(super) fn permission(permission: Permission) -> Words {
    use Permission as P;
    match permission {
        P::OrganisationRead => {
            words("See the organisation", "Read its name, address, owner and proved domains.")
        }
        P::OrganisationEdit => {
            words("Edit the organisation", "Change its name and its address in this program.")
        }
        P::OrganisationTransfer => {
            words("Hand over the organisation", "Make another member the owner; only the owner can.")
        }
        P::MembersRead => words("See members", "Read who belongs to it, in which role, and who is invited."),
        P::MembersInvite => words("Invite people", "Send invitations by mail and withdraw them."),
        P::MembersManage => words("Manage members", "Give members another role and remove them."),
        P::RolesManage => words("Manage roles", "Make, change and remove the organisation's own roles."),
        P::DomainsManage => words("Manage domains", "Claim domains, prove them and give them up."),
        P::SignOnManage => {
            words("Manage single sign-on", "Connect the identity provider that signs members in.")
        }
        P::KeysRead => {
            words("See keys", "Read names, scopes and use of the organisation's keys, never a secret.")
        }
        P::KeysManage => words("Manage keys", "Make, rotate and revoke the organisation's keys to the API."),
        P::AuditRead => words("Read the trail", "Read and export the record of everything that happened."),
        P::ListingsRead => words("See all listings", "Read listings that are not public yet or no more."),
        P::ListingsEdit => words("Edit listings", "Write the texts, pictures and facts of listings."),
        P::ListingsSubmit => words("Submit listings", "Hand a version of a listing in for review."),
        P::ListingsPublish => {
            words("Publish listings", "Publish, schedule, unlist and deprecate what was approved.")
        }
        P::ListingsSuspend => words("Suspend listings", "Take a listing off the market and put it back."),
        P::ListingsTransfer => {
            words("Hand listings over", "Offer a listing to another partner, and take one over.")
        }
        P::ListingsVerifyOwner => {
            words("Verify new owners", "Verify who takes a listing over, or stop the change of owner.")
        }
        P::CollectionsEdit => {
            words("Curate collections", "Put collections, picks and landing pages together.")
        }
        P::TaxonomyEdit => words("Edit the taxonomy", "Change categories, verticals and jobs."),
        P::SandboxManage => words("Manage sandboxes", "Make and reset tenants for trying things out."),
        P::ReviewRead => words("See the review queue", "Read submissions and where they stand."),
        P::ReviewDecide => words("Decide reviews", "Claim a submission and approve or refuse it."),
        P::ReviewConfigure => words("Configure reviews", "Change checklists and prepared replies."),
        P::CertificationsRead => words("See certifications", "Read certifications and what they rest on."),
        P::CertificationsDecide => {
            words("Decide certifications", "Grant, refuse and withdraw certifications.")
        }
        P::InstallsRead => words("See installs", "Read what is installed and how much it is used."),
        P::InstallsManage => words("Manage installs", "Start trials, install apps and remove them."),
        P::ConsentGrant => words("Grant consent", "Approve what an app asks for, and take it back."),
        P::ConsentRead => words("See consents", "Read and export the ledger of consents."),
        P::UsageReport => words("Report usage", "Send the usage that bills are made from."),
        P::RatingsWrite => words("Rate apps", "Rate and review an app that is installed."),
        P::RatingsReply => words("Reply to reviews", "Answer reviews as the vendor."),
        P::RatingsModerate => words("Moderate reviews", "Decide reports of abuse in reviews."),
        P::TiersRead => words("See tiers", "Read tiers, what is missing to the next, and the receipts."),
        P::PolicyEdit => words("Draft the policy", "Draft the program's policy and simulate it."),
        P::PolicyPublish => words("Publish the policy", "Put a draft of the program's policy into force."),
        P::PlansEdit => words("Edit plans", "Change success plans, the blueprint and recruitment."),
        P::MetricsRead => words("See metrics", "Read metrics and the rows behind them."),
        P::DealsRead => words("See deals", "Read deal registrations and the shared pipeline."),
        P::DealsEdit => words("Work on deals", "Register deals and work on the shared pipeline."),
        P::DealsDecide => words("Decide deals", "Accept and refuse deal registrations."),
        P::LeadsRead => words("See leads", "Read leads and where they stand."),
        P::LeadsWork => words("Work on leads", "Accept leads and report what became of them."),
        P::LeadsRoute => words("Route leads", "Give a lead to a partner by hand."),
        P::AttributionRead => words("See attribution", "Read who is credited for what, and why."),
        P::DisputesFile => words("File disputes", "Contest a decision and add a statement."),
        P::DisputesDecide => words("Decide disputes", "Settle what two parties contest."),
        P::MappingManage => words("Map accounts", "Find the overlap of customers with another organisation."),
        P::SpifsClaim => words("Claim incentives", "Claim a SPIF for what was sold."),
        P::SpifsManage => words("Manage incentives", "Run SPIFs and decide the claims to them."),
        P::StatementsRead => words("See statements", "Read statements and invoices."),
        P::PayoutsManage => words("Manage payouts", "Change payout accounts and prepare payout runs."),
        P::PayoutsApprove => words("Approve payouts", "Release a payout run that somebody else prepared."),
        P::LedgerRead => words("See the ledger", "Read every posting of money."),
        P::LedgerAdjust => words("Adjust the ledger", "Post adjustments, claw-backs and reserves."),
        P::FundsRequest => words("Request funds", "Ask for MDF, report activities and claim costs."),
        P::FundsDecide => words("Decide funds", "Approve or refuse requests for MDF and claims."),
        P::LearningRead => words("See learning", "Read who has learned and passed what."),
        P::CoursesEdit => words("Edit courses", "Write courses, exams and learning paths."),
        P::OfferingsEdit => words("Edit offerings", "Write service offerings and packages."),
        P::ProjectsManage => words("Manage projects", "Run projects from playbooks."),
        P::SupportOpen => words("Open support cases", "Open support cases and escalate them."),
        P::SupportAnswer => words("Answer support cases", "Reply to support cases and close them."),
        P::CampaignsEdit => words("Edit campaigns", "Run campaigns, webinars, launch kits and case studies."),
        P::AssetsEdit => words("Edit assets", "Change what is in the asset library."),
        P::PacksEdit => words("Edit solution packs", "Put apps and services together as one solution."),
        P::TrustEdit => {
            words("Edit trust facts", "Change data flows, subprocessors and the security contact.")
        }
        P::IncidentsReport => words("Report incidents", "Tell the operator that something went wrong."),
        P::IncidentsManage => words("Manage incidents", "Run incidents and drills."),
        P::AgreementsSign => words("Sign agreements", "Sign for the organisation; it is bound by it."),
        P::AgreementsPublish => words("Publish agreements", "Put a new version of an agreement into force."),
        P::KitsManage => words("Manage demo kits", "Make and sign kits for events."),
        P::KitsStaff => words("Staff an event", "Show a demo kit and capture leads."),
    }
}

pub(super) fn group(group: Group) -> Words {
    match group {
        Group::Organisation => words("Organisation", "The organisation itself, its people and its keys."),
        Group::Marketplace => words("Marketplace", "Listings and the shelves that they stand on."),
        Group::Review => words("Review", "Checking what is submitted, and certifying it."),
        Group::Installs => words("Installs", "Apps in use: trials, consent, usage and reviews."),
        Group::Program => words("Program", "Tiers, the policy behind them, plans and metrics."),
        Group::CoSell => words("Co-sell", "Deals, leads, attribution and disputes."),
        Group::Economics => words("Economics", "Statements, payouts, the ledger and funds."),
        Group::Enablement => words("Enablement", "Learning, services, projects and support."),
        Group::Marketing => words("Marketing", "Campaigns, assets and solution packs."),
        Group::Trust => words("Trust", "Data, incidents and agreements."),
        Group::Events => words("Events", "Demo kits and the people who show them."),
    }
}

pub(super) fn about_role(role: BuiltIn) -> &'static str {
    match role {
        BuiltIn::Admin => "Everything but what only the owner may.",
        BuiltIn::ProgramManager => "Runs the program and its policy.",
        BuiltIn::Reviewer => "Decides submissions and certifications.",
        BuiltIn::DealDesk => "Decides deals, leads and disputes.",
        BuiltIn::Finance => "Works with statements, payouts and funds.",
        BuiltIn::Support => "Answers support cases and runs incidents.",
        BuiltIn::Developer => "Builds apps, submits them and keeps them running.",
        BuiltIn::Seller => "Works on leads and deals.",
        BuiltIn::Marketer => "Writes listings, runs campaigns and asks for funds.",
        BuiltIn::EventStaff => "Shows demo kits at events and captures leads.",
        BuiltIn::Buyer => "Finds, tries and rates apps.",
    }
}

pub(super) fn about_kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Operator => "Runs this program. There is one.",
        OrganisationKind::Partner => "Publishes apps, sells and refers.",
        OrganisationKind::Customer => "Finds, installs and rates apps.",
    }
}

pub(super) fn grade(grade: Grade) -> Option<&'static str> {
    match grade {
        Grade::Everyday => None,
        Grade::InPerson => Some("For people only: a key cannot have it."),
        Grade::Fresh => Some("For people only, and they prove once more that it is them."),
        Grade::OwnerOnly => Some("Only the owner has it; no role can."),
    }
}
