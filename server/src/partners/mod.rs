//! Partners over HTTP, answered from the directory.

use shared::partners::{api::GetPartner, error::PartnerError};

use crate::{
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    api.mount::<GetPartner, _, _>(get);
}

/// `GET /api/v1/partners/{slug}`
async fn get(services: Services, call: Call<GetPartner>) -> Outcome<GetPartner> {
    let slug = call.path.slug;
    let page = services.directory.snapshot().partner_page(&slug);
    Ok(Answer::Value(page.ok_or_else(|| PartnerError::NoPartner(slug.to_string()))?))
}
