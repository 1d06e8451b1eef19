//! The registry of typed ids: a three-letter prefix and a ULID, `lst_01J…`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::ports::IdGen;

/// Text that is not an id of the kind that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind: expected {prefix}_ and 26 letters and digits")]
pub struct BadId {
    pub prefix: &'static str,
}

macro_rules! ids {
    ($($(#[$about:meta])* $name:ident = $prefix:literal;)*) => {
        /// Every prefix in use; each stands for one kind of thing.
        pub const PREFIXES: &[&str] = &[$($prefix),*];
        $(
            $(#[$about])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(ulid::Ulid);

            impl $name {
                pub const PREFIX: &'static str = $prefix;

                pub fn new(ids: &dyn IdGen) -> Self {
                    Self(ids.ulid())
                }

                pub const fn from_ulid(ulid: ulid::Ulid) -> Self {
                    Self(ulid)
                }

                pub const fn ulid(self) -> ulid::Ulid {
                    self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, "{}_{}", $prefix, self.0)
                }
            }

            impl FromStr for $name {
                type Err = BadId;
                fn from_str(text: &str) -> Result<Self, BadId> {
                    text.strip_prefix(concat!($prefix, "_"))
                        .and_then(|rest| ulid::Ulid::from_string(rest).ok())
                        .map(Self)
                        .ok_or(BadId { prefix: $prefix })
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                    text.parse().map_err(de::Error::custom)
                }
            }

            #[cfg(feature = "schema")]
            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }
                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    schemars::json_schema!({
                        "type": "string",
                        "pattern": concat!("^", $prefix, "_[0-9A-HJKMNP-TV-Z]{26}$"),
                    })
                }
            }
        )*
    };
}

ids! {
    /// An organisation: a partner, a customer or the operator.
    OrganisationId = "org";
    /// A listing in the marketplace.
    ListingId = "lst";
    /// An event on the spine.
    EventId = "evt";
    /// A curated collection of listings.
    CollectionId = "col";
    /// A listing that the editors picked.
    PickId = "pik";
    /// An entry in the schedule of the home page.
    SlotEntryId = "slt";
    /// A category, a vertical or a job.
    CategoryId = "cat";
    /// A person, in any number of organisations.
    PersonId = "per";
    /// A person signed in on a device.
    SessionId = "ses";
    /// A key to the API.
    KeyId = "key";
    /// A role that an organisation made for itself.
    RoleId = "rol";
    /// An invitation into an organisation.
    InvitationId = "inv";
    /// An organisation's claim to a domain.
    DomainClaimId = "dom";
    /// Something that a person is told.
    NotificationId = "ntf";
    /// A mail on its way out.
    MailId = "mai";
    /// A desktop app that is signed in.
    DeviceId = "dev";
    /// A server that a desktop app is signed in to.
    ConnectionId = "con";
    /// A version of a listing.
    VersionId = "ver";
    /// One round of a version through review.
    SubmissionId = "sub";
    /// A change of a listing's owner.
    TransferId = "trf";
    /// A certification of an app.
    CertificationId = "crt";
    /// A test tenant for an app.
    SandboxId = "sbx";
    /// One run of the checks against an app.
    RunId = "run";
    /// A call to an app, as the log of its sandbox has it.
    CallId = "cal";
    /// A delivery of an event to an app; the same at every attempt.
    DeliveryId = "dlv";
    /// An app in a customer's workspace.
    InstallationId = "ins";
    /// A file on its way into a listing.
    UploadId = "upl";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_unique_and_three_letters() {
        let mut seen = PREFIXES.to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), PREFIXES.len());
        assert!(PREFIXES.iter().all(|prefix| prefix.len() == 3));
    }

    #[test]
    fn ids_round_trip_and_refuse_other_kinds() {
        let id = ListingId::from_ulid(ulid::Ulid(7));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(OrganisationId::from_str(&id.to_string()).is_err());
    }
}
