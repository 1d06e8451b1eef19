//! The checks of the suite by name, with how much each weighs.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::manifest::rule::Severity;

/// Text that is not the id of a check.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the id of a check of the contract suite")]
pub struct UnknownCheck;

macro_rules! checks {
    ($($(#[$about:meta])* $variant:ident = $id:literal, $severity:ident;)*) => {
        /// Everything that the suite can find. An id never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check { $($(#[$about])* $variant,)* }

        impl Check {
            /// All of them: those of every call first, then in the order of the calls.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// `<what>.<why>`, stable.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What it weighs unless the policy says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

checks! {
    /// The call was not made, because the run ended before.
    CallMissing = "call.missing", Error;
    /// The name leads to an address that is not called.
    CallAddressRefused = "call.address_refused", Error;
    /// Nobody answers there.
    CallUnreachable = "call.unreachable", Error;
    /// The connection is not secure.
    CallTls = "call.tls", Error;
    /// The answer came too late or not at all.
    CallTimeout = "call.timeout", Error;
    /// The answer has no end.
    CallEndless = "call.endless", Error;
    /// The answer is too large.
    CallTooLarge = "call.too_large", Error;
    /// The answer leads inward.
    CallRedirectInward = "call.redirect_inward", Error;
    /// Answers lead on and on.
    CallRedirectLoop = "call.redirect_loop", Error;
    /// The answer is no HTTP.
    CallGarbage = "call.garbage", Error;
    /// The app does not say that it is well.
    HealthNotWell = "health.not_well", Error;
    /// What it says of its health is no JSON.
    HealthNotJson = "health.not_json", Error;
    /// The JSON does not say how it is.
    HealthNoStatus = "health.no_status", Error;
    /// The page with which the app begins does not open.
    LaunchNotOpen = "launch.not_open", Error;
    /// What opens is no page.
    LaunchNotHtml = "launch.not_html", Warning;
    /// The app does not take note of an installation.
    InstallNotAccepted = "install.not_accepted", Error;
    /// The app does not take a delivery.
    WebhookNotAccepted = "webhook.not_accepted", Error;
    /// It does not take a delivery with two signatures of which the second fits.
    WebhookRotatedSecret = "webhook.rotated_secret", Error;
    /// It does not refuse a delivery that somebody else signed.
    WebhookWrongSignature = "webhook.wrong_signature", Error;
    /// It does not refuse a delivery that nobody signed.
    WebhookMissingSignature = "webhook.missing_signature", Error;
    /// It does not refuse a delivery that was recorded long ago.
    WebhookOldSignature = "webhook.old_signature", Error;
    /// It does not take a delivery that comes again.
    WebhookDuplicateRefused = "webhook.duplicate_refused", Error;
    /// It answers another thing to a delivery that comes again.
    WebhookDuplicateDiffers = "webhook.duplicate_differs", Error;
    /// It does not say that it has the delivery already.
    WebhookDuplicateUnmarked = "webhook.duplicate_unmarked", Error;
    /// It does not take the second attempt of a delivery.
    WebhookRetryRefused = "webhook.retry_refused", Error;
    /// It does not refuse an uninstallation that nobody signed.
    UninstallMissingSignature = "uninstall.missing_signature", Error;
    /// It does not take note of an uninstallation.
    UninstallNotAccepted = "uninstall.not_accepted", Error;
    /// Its answer to an uninstallation is no JSON.
    UninstallNotJson = "uninstall.not_json", Error;
    /// Its answer names another installation, or none.
    UninstallWrongId = "uninstall.wrong_id", Error;
    /// Its answer does not say by when data are gone.
    UninstallNoDeadline = "uninstall.no_deadline", Error;
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Check {
    type Err = UnknownCheck;
    fn from_str(text: &str) -> Result<Self, UnknownCheck> {
        Self::ALL.iter().copied().find(|check| check.id() == text).ok_or(UnknownCheck)
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Check {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Check {
    fn schema_name() -> Cow<'static, str> {
        "ContractCheck".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let ids: Vec<&str> = Self::ALL.iter().map(|check| check.id()).collect();
        schemars::json_schema!({ "type": "string", "enum": ids })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_check_has_an_id_of_its_own_that_reads_back() {
        let ids: BTreeSet<&str> = Check::ALL.iter().map(|check| check.id()).collect();
        assert_eq!(ids.len(), Check::ALL.len());
        for check in Check::ALL {
            assert_eq!(check.id().parse(), Ok(*check));
            assert!(check.id().split('.').count() == 2, "{check}: what and why");
        }
        assert_eq!("webhook.nothing".parse::<Check>(), Err(UnknownCheck));
    }
}
