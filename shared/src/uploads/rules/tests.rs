use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::{
    canonical::Digest,
    testing::START,
    uploads::{crop::Crop, model::Kind},
};

fn policy() -> UploadPolicy {
    UploadPolicy {
        max_bytes: 1_000,
        chunk_bytes: 100,
        min_chunk_bytes: 10,
        max_open: 3,
        ..UploadPolicy::default()
    }
}

fn declared(bytes: u64) -> Declared {
    Declared { kind: Kind::Screenshot, bytes, digest: Digest::of_bytes(b"file"), crop: None }
}

fn ids() -> (UploadId, OrganisationId, ListingId) {
    let id = ulid::Ulid(1);
    (UploadId::from_ulid(id), OrganisationId::from_ulid(id), ListingId::from_ulid(id))
}

fn begun(bytes: u64, policy: &UploadPolicy) -> Upload {
    let (id, organisation, listing) = ids();
    begin(id, organisation, listing, declared(bytes), 0, &Facts { now: START, policy }).expect("begins")
}

fn chunk(bytes: u64) -> Chunk {
    Chunk { bytes, digest: Digest::of_bytes(bytes.to_be_bytes()) }
}

fn taken(upload: &Upload, offset: u64, bytes: u64, facts: &Facts<'_>) -> Upload {
    match take(upload, offset, chunk(bytes), facts) {
        Ok(Step::Taken(next)) => next,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_announced_has_to_be_acceptable() {
    let policy = policy();
    let facts = Facts { now: START, policy: &policy };
    let (id, organisation, listing) = ids();
    let beyond = Crop { left: 1, ..Crop::WHOLE };
    for (declared, open, refused) in [
        (declared(0), 0, Rejection::Empty),
        (declared(1_001), 0, Rejection::TooLarge { bytes: 1_001, most: 1_000 }),
        (Declared { crop: Some(beyond), ..declared(10) }, 0, Rejection::BadCrop),
        (declared(10), 3, Rejection::TooManyOpen(3)),
    ] {
        assert_eq!(begin(id, organisation, listing, declared, open, &facts), Err(refused));
    }
    assert!(begin(id, organisation, listing, declared(1_000), 2, &facts).is_ok());
}

#[test]
fn an_announcement_is_repeated_by_the_same_file_only() {
    let policy = policy();
    let facts = Facts { now: START, policy: &policy };
    let upload = begun(100, &policy);
    let (_, organisation, listing) = ids();
    let other = OrganisationId::from_ulid(ulid::Ulid(2));
    assert_eq!(begin_again(&upload, organisation, listing, &declared(100), &facts), Ok(()));
    for (organisation, listing, declared) in [
        (other, listing, declared(100)),
        (organisation, ListingId::from_ulid(ulid::Ulid(2)), declared(100)),
        (organisation, listing, declared(101)),
    ] {
        let again = begin_again(&upload, organisation, listing, &declared, &facts);
        assert_eq!(again, Err(Rejection::IdTaken));
    }
}

#[test]
fn chunks_follow_each_other_and_a_repeated_one_is_harmless() {
    let policy = policy();
    let facts = Facts { now: START, policy: &policy };
    let first = taken(&begun(150, &policy), 0, 100, &facts);
    assert_eq!((first.received(), first.is_whole(), first.version), (100, false, 2));
    assert_eq!(take(&first, 0, chunk(100), &facts), Ok(Step::Known));
    let whole = taken(&first, 100, 50, &facts);
    assert_eq!((whole.received(), whole.is_whole()), (150, true));
    for (offset, bytes) in [(0, 100), (100, 50)] {
        assert_eq!(take(&whole, offset, chunk(bytes), &facts), Ok(Step::Known));
    }
}

#[test]
fn a_chunk_that_is_not_due_hears_which_one_is() {
    let policy = policy();
    let facts = Facts { now: START, policy: &policy };
    let upload = taken(&begun(250, &policy), 0, 100, &facts);
    for (offset, bytes, refused) in [
        (0, 99, Rejection::Offset { is: 100 }),
        (50, 50, Rejection::Offset { is: 100 }),
        (200, 50, Rejection::Offset { is: 100 }),
        (100, 0, Rejection::ChunkEmpty),
        (100, 101, Rejection::ChunkTooLarge { bytes: 101, most: 100 }),
        (100, 9, Rejection::ChunkTooSmall { bytes: 9, least: 10 }),
    ] {
        assert_eq!(take(&upload, offset, chunk(bytes), &facts), Err(refused), "{bytes} at {offset}");
    }
    let upload = taken(&upload, 100, 100, &facts);
    assert_eq!(take(&upload, 200, chunk(60), &facts), Err(Rejection::Beyond(10)));
    let upload = taken(&upload, 200, 45, &facts);
    // The last one may be small.
    assert!(taken(&upload, 245, 5, &facts).is_whole());
}

#[test]
fn what_is_not_ended_is_over_and_every_chunk_puts_it_off() {
    let policy = policy();
    let upload = begun(200, &policy);
    let at = |now| Facts { now, policy: &policy };
    let last = START + TimeDelta::hours(24) - TimeDelta::milliseconds(1);
    assert_eq!(reach(&upload, &at(last)), Ok(()));
    let next = taken(&upload, 0, 100, &at(last));
    let end = START + TimeDelta::hours(24);
    assert_eq!(take(&upload, 0, chunk(100), &at(end)), Err(Rejection::Over));
    assert_eq!(reach(&next, &at(end)), Ok(()));
}

#[test]
fn what_is_given_up_is_over_at_once() {
    let policy = policy();
    let facts = Facts { now: START, policy: &policy };
    let upload = give_up(&taken(&begun(200, &policy), 0, 100, &facts), &facts);
    assert_eq!(take(&upload, 100, chunk(100), &facts), Err(Rejection::Over));
}

#[test]
fn what_became_of_a_file_stays() {
    let policy = policy();
    let facts = Facts { now: START, policy: &policy };
    let whole = taken(&begun(100, &policy), 0, 100, &facts);
    let picture = Picture { digest: "0".repeat(64), width: 400, height: 400 };
    let done = end(&whole, Ok(picture), &facts).expect("it was open");
    assert!(!done.is_open());
    assert_eq!(take(&done, 0, chunk(100), &facts), Ok(Step::Known));
    assert_eq!(take(&done, 100, chunk(1), &facts), Err(Rejection::Offset { is: 100 }));
    assert_eq!(end(&done, Err(Refusal::Lost), &facts), None);
    let refused = end(&whole, Err(Refusal::NotAPicture), &facts).expect("it was open");
    assert_eq!(take(&refused, 0, chunk(100), &facts), Err(Refusal::NotAPicture.into()));
}

proptest! {
    /// However chunks are cut, repeated and sent in the wrong place: what is taken is a prefix of the file, and
    /// whoever goes where they are told gets to its end.
    #[test]
    fn whoever_goes_on_where_they_are_told_arrives(
        bytes in 1_u64..1_000,
        sizes in proptest::collection::vec(0_u64..140, 1..60),
        astray in proptest::collection::vec(0_u64..1_000, 1..60),
    ) {
        let policy = policy();
        let facts = Facts { now: START, policy: &policy };
        let mut upload = begun(bytes, &policy);
        for (size, offset) in sizes.iter().zip(&astray) {
            let before = upload.received();
            match take(&upload, *offset, chunk(*size), &facts) {
                Ok(Step::Taken(next)) => {
                    prop_assert_eq!(*offset, before);
                    prop_assert_eq!(next.received(), before + size);
                    upload = next;
                }
                Ok(Step::Known) => {}
                Err(Rejection::Offset { is }) => prop_assert_eq!(is, before),
                Err(_) => prop_assert_eq!(*offset, before),
            }
            prop_assert!(upload.received() <= bytes);
        }
        while !upload.is_whole() {
            let left = bytes - upload.received();
            upload = taken(&upload, upload.received(), left.min(policy.chunk_bytes), &facts);
        }
        prop_assert_eq!(upload.received(), bytes);
    }
}
