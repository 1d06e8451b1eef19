//! A place in a list, as opaque text that only the same list accepts.

use sha2::{Digest, Sha256};
use shared::{
    endpoint::{Query, encode_pairs},
    ids::ListingId,
    marketplace::{api::ListingsQuery, error::MarketplaceError},
    page::{Cursor, Limit},
};

/// The last listing of a page, and what a following page must know of those before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The sort key of the listing; the bits of the score in a search by relevance.
    pub(crate) key: u64,
    pub(crate) id: ListingId,
    /// The listing that was shown out of turn, to be left out where its turn would be.
    pub(crate) explored: Option<ListingId>,
    /// The name as sorted, in the list by name.
    pub(crate) name: String,
}

const SEAL_BYTES: usize = 8;
const FIXED_BYTES: usize = SEAL_BYTES + 8 + 16 + 16;

impl Place {
    /// The cursor that continues `query` behind this place.
    pub(crate) fn cursor(&self, query: &ListingsQuery) -> Cursor {
        let mut body = Vec::with_capacity(FIXED_BYTES + self.name.len());
        body.extend(self.key.to_be_bytes());
        body.extend(self.id.ulid().to_bytes());
        body.extend(self.explored.map_or([0; 16], |id| id.ulid().to_bytes()));
        body.extend(self.name.as_bytes());
        let seal = seal(query, &body);
        let hex = seal.iter().chain(&body).flat_map(|byte| [byte >> 4, byte & 15]);
        Cursor(hex.map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0')).collect())
    }

    /// Reads the cursor of `query`.
    ///
    /// # Errors
    /// Text that is no cursor, or one that another list or nobody made.
    pub(crate) fn read(query: &ListingsQuery, cursor: &Cursor) -> Result<Self, MarketplaceError> {
        Self::decode(query, cursor).ok_or(MarketplaceError::BadCursor)
    }

    fn decode(query: &ListingsQuery, cursor: &Cursor) -> Option<Self> {
        let digits: Option<Vec<u8>> = cursor.0.bytes().map(hex_digit).collect();
        let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| (pair[0] << 4) | pair[1]).collect();
        let (seal_found, body) = bytes.split_at_checked(SEAL_BYTES)?;
        if seal_found != seal(query, body) {
            return None;
        }
        let (key, rest) = body.split_first_chunk::<8>()?;
        let (id, rest) = rest.split_first_chunk::<16>()?;
        let (explored, name) = rest.split_first_chunk::<16>()?;
        Some(Self {
            key: u64::from_be_bytes(*key),
            id: ListingId::from_ulid(ulid::Ulid::from_bytes(*id)),
            explored: (*explored != [0; 16]).then(|| ListingId::from_ulid(ulid::Ulid::from_bytes(*explored))),
            name: String::from_utf8(name.to_vec()).ok()?,
        })
    }
}

const fn hex_digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

/// Ties a place to everything of the query that decides what is listed and in which order.
fn seal(query: &ListingsQuery, body: &[u8]) -> [u8; SEAL_BYTES] {
    let list = ListingsQuery { cursor: None, limit: Limit::DEFAULT, explain: false, ..query.clone() };
    let digest = Sha256::new()
        .chain_update("guildhall cursor 1\n")
        .chain_update(encode_pairs(&list.pairs()))
        .chain_update("\n")
        .chain_update(body)
        .finalize();
    let mut seal = [0; SEAL_BYTES];
    seal.copy_from_slice(&digest[..SEAL_BYTES]);
    seal
}

#[cfg(test)]
mod tests {
    use shared::marketplace::api::{Facet, Sort};

    use super::*;

    fn place() -> Place {
        Place {
            key: u64::MAX - 7,
            id: ListingId::from_ulid(ulid::Ulid(42)),
            explored: Some(ListingId::from_ulid(ulid::Ulid(7))),
            name: "größe".to_owned(),
        }
    }

    #[test]
    fn a_cursor_continues_its_own_list_only() {
        let query = ListingsQuery { q: "crm".to_owned(), ..ListingsQuery::default() };
        let cursor = place().cursor(&query);
        assert!(cursor.0.len() <= Cursor::MAX_BYTES);
        assert_eq!(Place::read(&query, &cursor), Ok(place()));
        let wider = ListingsQuery { limit: Limit::new(3).expect("1 to 100"), explain: true, ..query.clone() };
        assert_eq!(Place::read(&wider, &cursor), Ok(place()), "page size and explanations are not the list");
        for other in [
            ListingsQuery { q: "erp".to_owned(), ..query.clone() },
            ListingsQuery { sort: Sort::Name, ..query.clone() },
            query.toggled(Facet::Category, "sales"),
        ] {
            assert_eq!(Place::read(&other, &cursor), Err(MarketplaceError::BadCursor), "{other:?}");
        }
    }

    #[test]
    fn forged_cursors_are_refused() {
        let query = ListingsQuery::default();
        let cursor = place().cursor(&query).0;
        let flipped = format!("{}{}", &cursor[..20], cursor[20..].replace('f', "e"));
        for forged in ["", "zz", "00", "abc", "ü", &cursor[2..], &cursor[..cursor.len() - 2], &flipped] {
            let read = Place::read(&query, &Cursor(forged.to_owned()));
            assert_eq!(read, Err(MarketplaceError::BadCursor), "{forged}");
        }
    }
}
