//! Endpoints of uploads and the types that travel.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    crop::Crop,
    model::{Declared, Kind, Refusal, State, Upload},
    policy::UploadPolicy,
};
use crate::{
    canonical::Digest,
    endpoint::{Access, ByListing, ByUpload, Octets, Parameter, ParameterKind, Query, unknown_parameters},
    endpoints,
    identity::api::Accepted,
    ids::UploadId,
    marketplace::model::Picture,
    organisations::permission::Permission,
    problem::FieldError,
};

endpoints! { "uploads";
    BeginUpload: Post "/api/v1/organisations/{organisation}/listings/{listing}/uploads" (Access::Holds(Permission::ListingsEdit)) "begin_upload"
        "Announce a file for a listing; announced again, it answers how far it is."
        [] { ByListing, (), NewUpload => UploadView }
    ReadUpload: Get "/api/v1/organisations/{organisation}/listings/{listing}/uploads/{upload}" (Access::Holds(Permission::ListingsEdit)) "read_upload"
        "Read how far an upload is."
        [] { ByUpload, (), () => UploadView }
    SendChunk: Put "/api/v1/organisations/{organisation}/listings/{listing}/uploads/{upload}" (Access::Holds(Permission::ListingsEdit)) "send_chunk"
        "Send the next chunk of a file; the last one makes a picture of it."
        [octets()] { ByUpload, AtOffset, Octets => UploadView }
    DropUpload: Delete "/api/v1/organisations/{organisation}/listings/{listing}/uploads/{upload}" (Access::Holds(Permission::ListingsEdit)) "drop_upload"
        "Give an upload up."
        [] { ByUpload, (), () => Accepted }
    CropPicture: Post "/api/v1/organisations/{organisation}/listings/{listing}/pictures" (Access::Holds(Permission::ListingsEdit)) "crop_picture"
        "Cut a part out of a picture that is there; the whole one stays."
        [] { ByListing, (), CropOf => Picture }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewUpload {
    /// Chosen by the client.
    pub upload: UploadId,
    pub file: Declared,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CropOf {
    pub kind: Kind,
    /// Of the picture.
    pub picture: Digest,
    pub crop: Crop,
}

/// An upload, for who sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UploadView {
    pub upload: UploadId,
    /// Size of the file.
    pub bytes: u64,
    /// Where the next chunk begins.
    pub received: u64,
    /// Largest chunk that is taken.
    pub chunk_bytes: u64,
    /// When it is over.
    pub expires_at: DateTime<Utc>,
    /// What became of it.
    pub picture: Option<Picture>,
    /// Why nothing became of it.
    pub refused: Option<Refusal>,
}

impl UploadView {
    pub fn of(upload: &Upload, policy: &UploadPolicy) -> Self {
        let (picture, refused) = match &upload.state {
            State::Receiving => (None, None),
            State::Done { picture } => (Some(picture.clone()), None),
            State::Refused { why } => (None, Some(why.clone())),
        };
        Self {
            upload: upload.id,
            bytes: upload.declared.bytes,
            received: upload.received(),
            chunk_bytes: policy.chunk_bytes,
            expires_at: upload.expires_at,
            picture,
            refused,
        }
    }
}

/// Where a chunk begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AtOffset {
    pub offset: u64,
}

impl Query for AtOffset {
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "offset",
        about: "Bytes of the file that come before this chunk.",
        kind: ParameterKind::Integer { min: 0, max: i64::MAX, default: 0 },
        repeated: false,
    }];
    fn pairs(&self) -> Vec<(&'static str, String)> {
        if self.offset == 0 { Vec::new() } else { vec![("offset", self.offset.to_string())] }
    }
    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let unknown = unknown_parameters(pairs, Self::PARAMETERS);
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let Some((_, text)) = pairs.first() else { return Ok(Self::default()) };
        let offset = text.parse::<i64>().ok().and_then(|offset| u64::try_from(offset).ok());
        let wrong = || vec![FieldError::parameter("offset", "A whole number of bytes, 0 or more.")];
        offset.map(|offset| Self { offset }).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::decode_pairs;

    #[test]
    fn an_offset_is_read_as_it_is_written() {
        for offset in [0, 1, 524_288] {
            let at = AtOffset { offset };
            assert_eq!(
                AtOffset::parse(&decode_pairs(&crate::endpoint::encode_pairs(&at.pairs())).expect("pairs")),
                Ok(at)
            );
        }
        for raw in ["offset=-1", "offset=x", "offset=1&offset=2", "at=1"] {
            assert!(AtOffset::parse(&decode_pairs(raw).expect("pairs")).is_err(), "{raw}");
        }
    }
}
