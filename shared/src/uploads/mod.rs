//! Uploads: a file on its way from a partner into a listing, in chunks, until it is a picture.
//!
//! The client names the upload and says how large the file is and what its digest will be. It sends chunks, each
//! at the offset where the one before ended; whoever lost the thread asks how far it is. The last chunk ends
//! it: the file is looked at, cut, scaled and encoded anew ([`frame`] says how), or refused with what is wrong
//! with it. What is never ended is over at its instant.

pub mod api;
pub mod crop;
pub mod error;
pub mod frame;
pub mod model;
pub mod policy;
pub mod rules;
