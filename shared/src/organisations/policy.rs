//! The numbers behind membership, as data.

use serde::{Deserialize, Serialize};

/// How large an organisation grows and how long things wait.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrganisationPolicy {
    pub invitation_days: u32,
    /// Most people, invited ones included.
    pub max_people: usize,
    /// Most roles of its own.
    pub max_roles: usize,
    /// A claim to a domain that is not proved within this time has to be made again.
    pub domain_claim_days: u32,
    /// Domains at which anyone can have an address: nobody owns them here.
    pub public_mail_domains: Vec<String>,
}

impl Default for OrganisationPolicy {
    fn default() -> Self {
        let public = [
            "aol.com",
            "fastmail.com",
            "gmail.com",
            "gmx.com",
            "gmx.de",
            "gmx.net",
            "googlemail.com",
            "hey.com",
            "hotmail.com",
            "icloud.com",
            "live.com",
            "mac.com",
            "mail.com",
            "mail.ru",
            "me.com",
            "msn.com",
            "outlook.com",
            "pm.me",
            "proton.me",
            "protonmail.com",
            "qq.com",
            "t-online.de",
            "tutanota.com",
            "web.de",
            "yahoo.com",
            "yandex.ru",
            "ymail.com",
            "zoho.com",
            "163.com",
        ];
        Self {
            invitation_days: 7,
            max_people: 2_000,
            max_roles: 50,
            domain_claim_days: 14,
            public_mail_domains: public.map(str::to_owned).to_vec(),
        }
    }
}
