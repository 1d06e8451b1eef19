//! Files that partners send chunk by chunk, and the pictures that become of them.

mod finish;
mod sweep;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use bytes::Bytes;
use shared::{
    canonical::Digest,
    endpoint::{ByListing, ByUpload},
    identity::api::Accepted,
    problem::{Problem, ProblemKind},
    uploads::{
        api::{BeginUpload, CropPicture, DropUpload, ReadUpload, SendChunk, UploadView},
        error::Rejection,
        frame::frame,
        model::{Chunk, State, Upload},
        policy::UploadPolicy,
        rules::{self, Facts, Step},
    },
};
use store::Unit;

pub(crate) use self::sweep::sweep;
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    listings::writable,
    media::MediaError,
    services::Services,
};

/// The numbers until the program publishes its own.
static POLICY: LazyLock<UploadPolicy> = LazyLock::new(UploadPolicy::default);
/// Rows of one organisation that are looked at to count those under way.
const MOST: usize = 1_000;

/// Mounts the slice.
pub(crate) fn mount(api: &mut Api) {
    api.mount::<BeginUpload, _, _>(begin);
    api.mount::<ReadUpload, _, _>(read);
    api.mount::<SendChunk, _, _>(send);
    api.mount::<DropUpload, _, _>(give_up);
    api.mount::<CropPicture, _, _>(crop);
}

fn facts(services: &Services) -> Facts<'static> {
    Facts { now: services.clock.now(), policy: &POLICY }
}

fn view(upload: &Upload) -> UploadView {
    UploadView::of(upload, &POLICY)
}

async fn begin(services: Services, call: Call<BeginUpload>) -> Outcome<BeginUpload> {
    let ByListing { organisation, listing } = call.path;
    let (id, file) = (call.body.upload, &call.body.file);
    let view = again!({
        let facts = facts(&services);
        if let Some(there) = services.store.get::<Upload>(id.to_string()).await? {
            rules::begin_again(&there, organisation, listing, file, &facts)?;
            return Ok(view(&there));
        }
        writable(&services, organisation, listing).await?;
        let under_way = services.store.owned_by::<Upload>(&organisation.to_string(), None, MOST).await?;
        let open = under_way.iter().filter(|upload| rules::reach(upload, &facts).is_ok()).count();
        let upload = rules::begin(id, organisation, listing, file.clone(), open, &facts)?;
        let mut unit = Unit::default();
        unit.create(&upload);
        let view = view(&upload);
        call.deed.keep(&mut unit, &view, facts.now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    Ok(Answer::Value(view))
}

/// An upload of theirs that is not over.
async fn own(services: &Services, path: ByUpload) -> Result<Upload, Failure> {
    let upload = services.store.get::<Upload>(path.upload.to_string()).await?;
    let is_theirs =
        |upload: &Upload| (upload.organisation, upload.listing) == (path.organisation, path.listing);
    let upload = upload.filter(is_theirs).ok_or(Rejection::NotYours)?;
    rules::reach(&upload, &facts(services))?;
    Ok(upload)
}

async fn read(services: Services, call: Call<ReadUpload>) -> Outcome<ReadUpload> {
    Ok(Answer::Value(view(&own(&services, call.path).await?)))
}

async fn send(services: Services, call: Call<SendChunk>) -> Outcome<SendChunk> {
    let bytes = Bytes::from(call.body.0);
    let chunk = Chunk { bytes: bytes.len() as u64, digest: Digest::of_bytes(&bytes) };
    let (path, offset) = (call.path, call.query.offset);
    let mut upload = again!({
        let upload = own(&services, path).await?;
        match rules::take(&upload, offset, chunk.clone(), &facts(&services)) {
            Ok(Step::Known) => Ok(upload),
            Ok(Step::Taken(next)) => {
                // The bytes first: what a row tells of is there.
                let digest = chunk.digest.as_str();
                services.media.put_chunk(&path.upload.to_string(), digest, bytes.clone()).await?;
                let mut unit = Unit::default();
                unit.update(&next);
                services.store.commit(unit).await?;
                Ok(next)
            }
            Err(rejection) => Err(refused(&upload, &rejection)),
        }
    })?;
    // Also when the chunk was known: whoever ended it before may have died over it.
    if upload.is_open() && upload.is_whole() {
        upload = finish::finish(&services, upload).await?;
    }
    if let State::Refused { why } = &upload.state {
        return Err(refused(&upload, &why.clone().into()));
    }
    Ok(Answer::Value(view(&upload)))
}

/// The refusal of a chunk, with how the upload stands.
fn refused(upload: &Upload, rejection: &Rejection) -> Failure {
    let problem = Problem::new(ProblemKind::of_status(rejection.status()), rejection.to_string());
    Problem { current: serde_json::to_value(view(upload)).ok(), ..problem }.into()
}

async fn give_up(services: Services, call: Call<DropUpload>) -> Outcome<DropUpload> {
    again!({
        let upload = own(&services, call.path).await?;
        let facts = facts(&services);
        let mut unit = Unit::default();
        unit.update(&rules::give_up(&upload, &facts));
        call.deed.keep(&mut unit, &Accepted {}, facts.now)?;
        services.store.commit(unit).await?;
        Ok(())
    })?;
    // What arrives in this moment goes with the row.
    services.media.drop_chunks(&call.path.upload.to_string()).await?;
    Ok(Answer::Value(Accepted {}))
}

async fn crop(services: Services, call: Call<CropPicture>) -> Outcome<CropPicture> {
    let ByListing { organisation, listing } = call.path;
    writable(&services, organisation, listing).await?;
    let (kind, crop) = (call.body.kind, call.body.crop);
    if !crop.fits() {
        return Err(Rejection::BadCrop.into());
    }
    let framed = move |size| frame(kind, Some(crop), size, &POLICY);
    match services.media.reframe(call.body.picture.as_str(), framed).await {
        Ok(Some(picture)) => Ok(Answer::Value(picture)),
        Ok(None) => Err(Rejection::NoPicture.into()),
        Err(MediaError::Framed(why)) => Err(Rejection::Refused(why).into()),
        Err(error) => Err(error.into()),
    }
}
