//! Listings that came into the marketplace by import: their partner goes on from what stands there.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    draft::{Draft, Written},
    field::{DataAndTrust, Field},
    model::{Dossier, Listing},
    state::{Place, Shown},
};
use crate::marketplace::{self, state::ListingState};

impl Dossier {
    /// The listing as it stands in the marketplace, without versions. Nothing of it is stored yet: its
    /// version is 0.
    pub fn imported(shown: &marketplace::model::Listing) -> Self {
        let place = Place::Shown {
            shown: match shown.state {
                ListingState::Published => Shown::Published,
                // Only a listing with a row of its own is hidden, and that has no need of this.
                ListingState::Unlisted | ListingState::Hidden => Shown::Unlisted { link: None },
            },
        };
        let Self { listing, versions } = Self::start(shown.id, shown.partner);
        Self { listing: Listing { version: 0, place, ..listing }, versions }
    }
}

impl Draft {
    /// What stands in the marketplace, as fields that nobody wrote. Nothing of it is stored yet: its version
    /// is 0.
    pub fn imported(shown: &marketplace::model::Listing) -> Self {
        let data = DataAndTrust { regions: shown.regions.clone(), ..DataAndTrust::default() };
        let fields = [
            (Field::Name, json!(shown.name)),
            (Field::Tagline, json!(shown.tagline)),
            (Field::Description, json!(shown.description_md)),
            (Field::Icon, json!(shown.icon)),
            (Field::Screenshots, json!(shown.screenshots)),
            (Field::Website, json!(shown.website)),
            (Field::Categories, json!(shown.categories)),
            (Field::Verticals, json!(shown.verticals)),
            (Field::Jobs, json!(shown.jobs)),
            (Field::Tags, json!(shown.tags)),
            (Field::Languages, json!(shown.languages)),
            (Field::Pricing, json!(shown.pricing)),
            (Field::Data, json!(data)),
        ];
        let written =
            |(field, value)| (field, Written { value, revision: 0, by: None, at: shown.updated_at });
        Self { version: 0, fields: BTreeMap::from(fields.map(written)), ..Self::start(shown.id) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_imported_listing_can_be_read_and_written() {
        let shown = crate::testing::listing().slug("ledger-bridge").build();
        let draft = Draft::imported(&shown);
        let content = draft.content().expect("every field has its shape");
        assert_eq!((content.name, content.tagline), (shown.name.clone(), shown.tagline.clone()));
        assert_eq!(draft.revision(Field::Name), 0);
        let dossier = Dossier::imported(&shown);
        assert_eq!(super::super::state::shown_as(&dossier.listing.place), Some(shown.state));
    }
}
