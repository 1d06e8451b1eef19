//! Why a call got no answer, from the error of the layer that noticed it.

use std::{error::Error, io};

use shared::sandbox::exchange::Failure;

use super::names::NoAddress;

/// What an error of the client stands for. Whoever called it keeps the time.
pub(super) fn failure(error: &reqwest::Error) -> Failure {
    let mut failure = Failure::Connect;
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(one) = next {
        if let Some(no_address) = one.downcast_ref::<NoAddress>() {
            return match no_address {
                NoAddress::Unknown => Failure::Resolve,
                NoAddress::Refused(address, reason) => {
                    Failure::RefusedAddress { address: address.to_string(), reason: *reason }
                }
            };
        }
        if one.downcast_ref::<hyper::Error>().is_some_and(is_garbage) {
            return Failure::Garbage;
        }
        let io = one.downcast_ref::<io::Error>();
        // TLS says so when what it reads is none, and HTTP when a body is not cut as its head says.
        if io.is_some_and(|io| matches!(io.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput))
        {
            failure = if error.is_connect() { Failure::Tls } else { Failure::Garbage };
        }
        // An error inside of one of these is not its source.
        next = match io.and_then(io::Error::get_ref) {
            Some(inside) => Some(inside),
            None => one.source(),
        };
    }
    failure
}

/// Whether bytes came that are no HTTP, also before anything was asked, as SSH and SMTP speak.
fn is_garbage(error: &hyper::Error) -> bool {
    let broke_off = error.is_incomplete_message() || error.is_canceled() || error.is_closed();
    error.is_parse() || (!broke_off && error.source().is_none())
}
