//! The numbers behind the sandbox, as data.

use serde::{Deserialize, Serialize};

use super::{address::AddressPolicy, budget::policy::BudgetPolicy, contract::policy::ContractPolicy};
use crate::canonical::Digest;

/// Everything that decides how apps are tried.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SandboxPolicy {
    /// Of test tenants.
    pub tenants: TenantPolicy,
    /// Of what may be called.
    pub addresses: AddressPolicy,
    /// Of the contract suite.
    pub contract: ContractPolicy,
    /// Of the performance budget.
    pub budget: BudgetPolicy,
}

impl SandboxPolicy {
    /// As by default, for an app on one's own machine.
    pub fn with_loopback() -> Self {
        Self { addresses: AddressPolicy::with_loopback(), ..Self::default() }
    }

    /// SHA-256 of the policy.
    pub fn hash(&self) -> Digest {
        Digest::of(self)
    }
}

/// How many test tenants there are and how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TenantPolicy {
    /// Days that one lasts after it was made or renewed.
    pub life_days: u32,
    /// Days that one lasts at least after it was used.
    pub use_days: u32,
    /// Days after it was made or renewed beyond which use alone does not keep it.
    pub unattended_days: u32,
    /// Most for one app.
    pub max_per_app: usize,
}

impl Default for TenantPolicy {
    fn default() -> Self {
        Self { life_days: 30, use_days: 14, unattended_days: 180, max_per_app: 3 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_reads_back_and_what_changes_in_it_changes_its_hash() {
        let mut policy = SandboxPolicy::default();
        let json = serde_json::to_string(&policy).expect("json");
        assert_eq!(serde_json::from_str::<SandboxPolicy>(&json).expect("a policy"), policy);
        assert_eq!(serde_json::from_str::<SandboxPolicy>("{}").expect("a policy"), policy);
        let before = policy.hash();
        policy.tenants.life_days += 1;
        assert_ne!(policy.hash(), before);
    }
}
