//! The local mailbox of a demo program.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{endpoint::Access, endpoints, ids::MailId};

endpoints! { "mail";
    ListDevMail: Get "/api/v1/dev/mail" (Access::Anyone) "list_dev_mail"
        "List the mail that a demo program wrote; elsewhere there is no such address."
        [] { (), (), () => DevMail }
}

/// The newest 100 mails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DevMail {
    /// The newest first.
    pub mails: Vec<DevMailView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DevMailView {
    pub id: MailId,
    pub to: String,
    pub subject: String,
    pub text: String,
    /// An address of this site, if the mail has a button.
    pub link: Option<String>,
    pub written_at: DateTime<Utc>,
}
