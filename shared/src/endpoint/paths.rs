//! Paths that name things by their ids.

use super::{Parameter, ParameterKind, PathParameters};
use crate::{
    ids::{
        CallId, CertificationId, CollectionId, ConnectionId, DomainClaimId, InvitationId, KeyId, ListingId,
        NotificationId, OrganisationId, PersonId, RoleId, RunId, SandboxId, SessionId, SubmissionId,
        TransferId, UploadId, VersionId,
    },
    marketplace::model::{BadgeKind, Taxonomy},
    problem::FieldError,
};

/// Longest id: three letters, an underscore, 26 letters and digits.
const ID_CHARS: usize = 30;

macro_rules! paths {
    ($($(#[$about:meta])* $name:ident { $($field:ident: $id:ident),* } $(in $organisation:ident)?;)*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name {
            $(pub $field: $id,)*
        }

        impl PathParameters for $name {
            const PARAMETERS: &'static [Parameter] = &[$(Parameter {
                name: stringify!($field),
                about: concat!("The id of the ", stringify!($field), "."),
                kind: ParameterKind::Id { prefix: $id::PREFIX, max_chars: ID_CHARS },
                repeated: false,
            }),*];

            fn fill(&self, template: &str) -> String {
                let path = template.to_owned();
                $(let path = path.replace(concat!("{", stringify!($field), "}"), &self.$field.to_string());)*
                path
            }

            fn parse(values: &[(&str, &str)]) -> Result<Self, FieldError> {
                Ok(Self { $($field: named(values, stringify!($field))?),* })
            }

            $(fn organisation(&self) -> Option<OrganisationId> {
                Some(self.$organisation)
            })?
        }
    )*};
}

fn named<T: std::str::FromStr<Err: std::fmt::Display>>(
    values: &[(&str, &str)],
    name: &'static str,
) -> Result<T, FieldError> {
    let text = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
    text.parse().map_err(|error| FieldError::parameter(name, format!("{error}.")))
}

paths! {
    /// An organisation.
    ByOrganisation { organisation: OrganisationId } in organisation;
    /// A member of an organisation.
    ByMember { organisation: OrganisationId, person: PersonId } in organisation;
    /// An invitation of an organisation.
    ByInvitation { organisation: OrganisationId, invitation: InvitationId } in organisation;
    /// A role of an organisation's own.
    ByRole { organisation: OrganisationId, role: RoleId } in organisation;
    /// An organisation's claim to a domain.
    ByDomain { organisation: OrganisationId, domain: DomainClaimId } in organisation;
    /// A key of an organisation or of one of its members.
    ByKey { organisation: OrganisationId, key: KeyId } in organisation;
    /// A listing of an organisation's own.
    ByListing { organisation: OrganisationId, listing: ListingId } in organisation;
    /// A version of such a listing.
    ByVersion { organisation: OrganisationId, listing: ListingId, version: VersionId } in organisation;
    /// An offer of a listing, by the organisation that gets it.
    ByTransfer { organisation: OrganisationId, transfer: TransferId } in organisation;
    /// A submission in review, by the organisation that reviews.
    BySubmission { organisation: OrganisationId, submission: SubmissionId } in organisation;
    /// A certification of an app, by the organisation that certifies.
    ByCertification { organisation: OrganisationId, certification: CertificationId } in organisation;
    /// A file on its way into such a listing.
    ByUpload { organisation: OrganisationId, listing: ListingId, upload: UploadId } in organisation;
    /// A test tenant for such a listing.
    BySandbox { organisation: OrganisationId, listing: ListingId, sandbox: SandboxId } in organisation;
    /// A run of the checks in such a tenant.
    ByRun { organisation: OrganisationId, listing: ListingId, sandbox: SandboxId, run: RunId } in organisation;
    /// A call that was made out of such a tenant.
    ByCall { organisation: OrganisationId, listing: ListingId, sandbox: SandboxId, call: CallId } in organisation;
    /// A collection of the program's.
    ByCollection { organisation: OrganisationId, collection: CollectionId } in organisation;
    /// One of the caller's own sessions.
    BySession { session: SessionId };
    /// One of the caller's own notifications.
    ByNotification { notification: NotificationId };
    /// A listing that the caller follows.
    ByFollowed { listing: ListingId };
    /// A server that the desktop app is signed in to.
    ByConnection { connection: ConnectionId };
}

/// One of the taxonomies, as the program edits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByTaxonomy {
    pub organisation: OrganisationId,
    pub taxonomy: Taxonomy,
}

impl PathParameters for ByTaxonomy {
    const PARAMETERS: &'static [Parameter] = &[
        Parameter {
            name: "organisation",
            about: "The id of the organisation.",
            kind: ParameterKind::Id { prefix: OrganisationId::PREFIX, max_chars: ID_CHARS },
            repeated: false,
        },
        Parameter {
            name: "taxonomy",
            about: "Categories, verticals or jobs.",
            kind: ParameterKind::OneOf(&["category", "vertical", "job"]),
            repeated: false,
        },
    ];
    fn fill(&self, template: &str) -> String {
        let path = template.replace("{organisation}", &self.organisation.to_string());
        path.replace("{taxonomy}", self.taxonomy.as_str())
    }
    fn parse(values: &[(&str, &str)]) -> Result<Self, FieldError> {
        let name = values.iter().find(|(name, _)| *name == "taxonomy").map_or("", |(_, value)| *value);
        let taxonomy = Taxonomy::ALL.into_iter().find(|taxonomy| taxonomy.as_str() == name);
        let taxonomy = taxonomy
            .ok_or_else(|| FieldError::parameter("taxonomy", "one of category, vertical and job."))?;
        Ok(Self { organisation: named(values, "organisation")?, taxonomy })
    }
    fn organisation(&self) -> Option<OrganisationId> {
        Some(self.organisation)
    }
}

/// What an app can be certified for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByCompetency {
    pub organisation: OrganisationId,
    pub listing: ListingId,
    pub competency: BadgeKind,
}

impl PathParameters for ByCompetency {
    const PARAMETERS: &'static [Parameter] = &[
        ByListing::PARAMETERS[0],
        ByListing::PARAMETERS[1],
        Parameter {
            name: "competency",
            about: "Security, performance or data.",
            kind: ParameterKind::OneOf(&["security", "performance", "data"]),
            repeated: false,
        },
    ];
    fn fill(&self, template: &str) -> String {
        let at = ByListing { organisation: self.organisation, listing: self.listing };
        at.fill(template).replace("{competency}", self.competency.as_str())
    }
    fn parse(values: &[(&str, &str)]) -> Result<Self, FieldError> {
        let ByListing { organisation, listing } = ByListing::parse(values)?;
        let name = values.iter().find(|(name, _)| *name == "competency").map_or("", |(_, value)| *value);
        let competency = BadgeKind::ALL.into_iter().find(|kind| kind.as_str() == name);
        let competency = competency
            .ok_or_else(|| FieldError::parameter("competency", "one of security, performance and data."))?;
        Ok(Self { organisation, listing, competency })
    }
    fn organisation(&self) -> Option<OrganisationId> {
        Some(self.organisation)
    }
}

/// A passkey, by the id that the authenticator gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByPasskey {
    /// base64url.
    pub passkey: String,
}

impl PathParameters for ByPasskey {
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "passkey",
        about: "The id of the passkey, base64url.",
        kind: ParameterKind::Text { max_chars: 1400 },
        repeated: false,
    }];
    fn fill(&self, template: &str) -> String {
        template.replace("{passkey}", &super::encode_component(&self.passkey))
    }
    fn parse(values: &[(&str, &str)]) -> Result<Self, FieldError> {
        let text = values.iter().find(|(name, _)| *name == "passkey").map_or("", |(_, value)| *value);
        if text.is_empty() || !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            return Err(FieldError::parameter("passkey", "not the id of a passkey."));
        }
        Ok(Self { passkey: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_a_path_are_read_as_they_are_filled_in() {
        let path = ByKey {
            organisation: OrganisationId::from_ulid(ulid::Ulid(7)),
            key: KeyId::from_ulid(ulid::Ulid(8)),
        };
        let filled = path.fill("/o/{organisation}/k/{key}");
        assert_eq!(filled, format!("/o/{}/k/{}", path.organisation, path.key));
        let (organisation, key) = (path.organisation.to_string(), path.key.to_string());
        let values = [("organisation", organisation.as_str()), ("key", key.as_str())];
        assert_eq!(ByKey::parse(&values), Ok(path));
        assert_eq!(path.organisation(), Some(path.organisation));
        let swapped = [("organisation", key.as_str()), ("key", organisation.as_str())];
        let error = ByKey::parse(&swapped).expect_err("another kind of id");
        assert!(error.names_parameter("organisation"), "{error:?}");
    }
}
