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
        if one.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse) {
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
