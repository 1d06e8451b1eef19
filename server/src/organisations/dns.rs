//! TXT records, from the system's resolver or a given one.

use std::{fmt, net::SocketAddr, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use hickory_resolver::{
    TokioResolver,
    config::{NameServerConfig, ResolverConfig, ResolverOpts},
    net::runtime::TokioRuntimeProvider,
};

/// Finds the TXT records under a name; none where there are none.
pub type TxtLookup = Arc<dyn Fn(String) -> BoxFuture<'static, Result<Vec<String>, String>> + Send + Sync>;

/// How DNS is asked.
#[derive(Clone)]
pub struct Dns(pub TxtLookup);

impl fmt::Debug for Dns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dns")
    }
}

const PATIENCE: Duration = Duration::from_secs(5);

impl Dns {
    /// Asks the resolver that the system has, or the one at this address.
    pub fn of(resolver: Option<SocketAddr>) -> Self {
        Self(Arc::new(move |name| Box::pin(lookup(resolver, name))))
    }
}

async fn lookup(resolver: Option<SocketAddr>, name: String) -> Result<Vec<String>, String> {
    let builder = match resolver {
        Some(address) => {
            let mut server = NameServerConfig::udp_and_tcp(address.ip());
            for connection in &mut server.connections {
                connection.port = address.port();
            }
            let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        }
        None => TokioResolver::builder_tokio().map_err(|error| error.to_string())?,
    };
    let mut options = ResolverOpts::default();
    options.timeout = PATIENCE / 2;
    options.attempts = 1;
    // A record that was just made is not to be missed because it was asked for before.
    options.cache_size = 0;
    let resolver = builder.with_options(options).build().map_err(|error| error.to_string())?;
    let name = if name.ends_with('.') { name } else { format!("{name}.") };
    match tokio::time::timeout(PATIENCE, resolver.txt_lookup(name)).await {
        Err(_) => Err("it did not answer in time".to_owned()),
        Ok(Err(error)) if error.is_no_records_found() || error.is_nx_domain() => Ok(Vec::new()),
        Ok(Err(error)) => Err(error.to_string()),
        Ok(Ok(found)) => Ok(found
            .answers()
            .iter()
            .filter_map(|record| match &record.data {
                hickory_resolver::proto::rr::RData::TXT(txt) => {
                    Some(txt.txt_data.iter().map(|part| String::from_utf8_lossy(part)).collect::<String>())
                }
                _ => None,
            })
            .collect()),
    }
}
