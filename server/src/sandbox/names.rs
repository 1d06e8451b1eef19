//! From names to addresses, and whether these may be connected to.
//!
//! A connection goes to an address that was looked at here, in the same look-up: a name that leads elsewhere
//! the next time gains nothing by it.

use std::{
    fmt::Debug,
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use futures::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use shared::sandbox::address::{AddressPolicy, Reason, refused};

/// Where a name leads.
pub trait Lookup: Send + Sync + Debug {
    /// The addresses of a name.
    fn lookup(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// As this machine looks names up.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Why nothing is connected to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoAddress {
    #[error("the name leads nowhere")]
    Unknown,
    #[error("the name leads to {0}, which is not called")]
    Refused(IpAddr, Reason),
}

/// Looks names up by the policy.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub(super) lookup: Arc<dyn Lookup>,
    pub(super) policy: Arc<AddressPolicy>,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let Self { lookup, policy } = self.clone();
        Box::pin(async move {
            let found = lookup.lookup(name.as_str().to_owned()).await.unwrap_or_default();
            if found.is_empty() {
                return Err(NoAddress::Unknown.into());
            }
            // One of them refuses the name: nobody knows which would be taken.
            for address in &found {
                if let Some(reason) = refused(*address, &policy) {
                    return Err(NoAddress::Refused(*address, reason).into());
                }
            }
            Ok(Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}
