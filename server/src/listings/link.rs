//! Links of listings that are not in the directory, and what partners find to replace one.

use shared::{
    canonical::Digest,
    editorial::api::{Found, ListingRef},
    endpoint::Endpoint,
    listings::{
        api::{FindReplacement, Versions},
        link,
    },
};

use crate::{
    api::{Answer, Call, Outcome},
    marketplace::refusal,
    services::Services,
};

/// A token that was drawn for a deed, if it needs one. Who did the deed learns it from the answer alone: what
/// is stored, the kept answer of the deed included, knows the hash.
pub(super) struct Drawn(Option<(String, Digest)>);

impl Drawn {
    pub(super) fn new(services: &Services, needed: bool) -> Self {
        Self(needed.then(|| link::draw(&*services.random)))
    }

    /// What is kept of it.
    pub(super) fn hash(&self) -> Option<Digest> {
        self.0.as_ref().map(|(_, hash)| hash.clone())
    }

    /// The answer, which says it.
    pub(super) fn told<E: Endpoint<Reply = Versions>>(self, answer: Answer<E>) -> Answer<E> {
        match (self.0, answer) {
            (Some((token, _)), Answer::Value(versions)) => {
                Answer::Value(Versions { link: Some(token), ..versions })
            }
            (_, answer) => answer,
        }
    }
}

pub(super) async fn find_replacement(
    services: Services,
    call: Call<FindReplacement>,
) -> Outcome<FindReplacement> {
    let listings: Vec<ListingRef> =
        services.directory.snapshot().find_listings(call.query.q.trim()).map_err(refusal)?;
    Ok(Answer::Value(Found { listings }))
}
