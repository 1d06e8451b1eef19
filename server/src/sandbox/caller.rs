//! One call to an app: to no address that is not called, in its time, and no more of its answer than is allowed.

use std::{net::IpAddr, sync::Arc, time::Duration};

use reqwest::{Client, Response, Url, header::HeaderMap};
use shared::sandbox::{
    address::{
        AddressPolicy, Reason,
        redirect::{Follow, follow, is_redirect, look},
        refused,
    },
    exchange::{Answer, Body, Failure, Header, Method, Outcome, Request},
};
use tokio::time::{Instant, timeout_at};
use url::Host;

use super::{
    failure::failure,
    names::{Lookup, Names, SystemLookup},
};

/// How far a call goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// From connecting to the last byte, redirects included.
    pub timeout: Duration,
    /// Largest body of an answer.
    pub max_body_bytes: u64,
    /// Bytes of it that are kept.
    pub kept_body_bytes: usize,
    /// Redirects that a `GET` follows within the origin; without a number a redirect is an answer like any other.
    pub max_redirects: Option<u32>,
    /// Connections that are kept for the next calls.
    pub idle_connections: usize,
}

/// No call can be made at all from here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("No call can be made from here: {0}.")]
pub struct NoCaller(String);

/// Makes calls.
#[derive(Clone, Debug)]
pub struct Caller {
    client: Client,
    policy: Arc<AddressPolicy>,
    bounds: Bounds,
}

impl Caller {
    /// One that looks names up as this machine does.
    ///
    /// # Errors
    /// See [`NoCaller`].
    pub fn new(policy: &AddressPolicy, bounds: Bounds) -> Result<Self, NoCaller> {
        Self::with_lookup(policy, bounds, Arc::new(SystemLookup))
    }

    pub(super) fn with_lookup(
        policy: &AddressPolicy,
        bounds: Bounds,
        lookup: Arc<dyn Lookup>,
    ) -> Result<Self, NoCaller> {
        let policy = Arc::new(policy.clone());
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would open the connections in our place, and look at no address.
            .no_proxy()
            .referer(false)
            .pool_max_idle_per_host(bounds.idle_connections)
            .dns_resolver(Arc::new(Names { lookup, policy: policy.clone() }))
            .build()
            .map_err(|error| NoCaller(error.to_string()))?;
        Ok(Self { client, policy, bounds })
    }

    /// Sends a request and reads the answer. It takes no longer than its bounds say, whatever the other side does.
    pub async fn call(&self, request: &Request) -> Outcome {
        let start = Instant::now();
        let elapsed_ms = || u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        match self.answer(request, start + self.bounds.timeout).await {
            Ok(Read { url, status, headers, body }) => {
                let elapsed_ms = elapsed_ms();
                let body = Body::of(&body, self.bounds.kept_body_bytes);
                Outcome::Answered(Answer { status, headers, body, elapsed_ms, url })
            }
            Err(failure) => Outcome::Failed { failure, elapsed_ms: elapsed_ms() },
        }
    }

    async fn answer(&self, request: &Request, deadline: Instant) -> Result<Read, Failure> {
        let mut url = request.url.clone();
        let mut left = self.bounds.max_redirects;
        loop {
            let sent = timeout_at(deadline, self.send(request, &url)).await;
            let response = sent.map_err(|_| Failure::Timeout)??;
            if let Some(next) = self.next(request.method, &url, &response, left)? {
                left = left.and_then(|left| left.checked_sub(1));
                url = next;
                continue;
            }
            let (status, headers) = (response.status().as_u16(), written(response.headers()));
            let read = timeout_at(deadline, self.read(response)).await;
            let body = read.map_err(|_| Failure::Endless)??;
            return Ok(Read { url, status, headers, body });
        }
    }

    /// Where to go from here; `None` where the answer stands.
    fn next(
        &self,
        method: Method,
        at: &str,
        response: &Response,
        left: Option<u32>,
    ) -> Result<Option<String>, Failure> {
        let (Some(left), true) = (left, is_redirect(response.status().as_u16())) else { return Ok(None) };
        let Some(location) = response.headers().get(reqwest::header::LOCATION) else { return Ok(None) };
        let location = String::from_utf8_lossy(location.as_bytes());
        match (follow(at, &location, &self.policy), method) {
            (Follow::Inward { reason }, _) => {
                Err(Failure::RedirectInward { location: location.into_owned(), reason })
            }
            (Follow::Go { .. }, Method::Get) if left == 0 => Err(Failure::RedirectLoop),
            (Follow::Go { url }, Method::Get) => Ok(Some(url)),
            (Follow::Go { .. } | Follow::Elsewhere { .. }, _) => Ok(None),
        }
    }

    async fn send(&self, request: &Request, url: &str) -> Result<Response, Failure> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut builder = self.client.request(method, self.checked(url)?);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if !request.body.is_empty() {
            builder = builder.body(request.body.clone());
        }
        let response = builder.send().await.map_err(|error| failure(&error))?;
        // Where the connection went in the end, whichever way it was opened.
        match response.remote_addr().map(|address| address.ip()) {
            Some(address) => self.reachable(address).map(|()| response),
            None => Ok(response),
        }
    }

    /// An address that may be called as it is written. A number in the place of a name is looked at as the client
    /// reads it: no name is looked up for it.
    fn checked(&self, url: &str) -> Result<Url, Failure> {
        let refuse = |reason| Failure::RefusedAddress { address: url.to_owned(), reason };
        look(url, &self.policy).map_err(refuse)?;
        let url = Url::parse(url).map_err(|_| refuse(Reason::Malformed))?;
        match url.host() {
            Some(Host::Ipv4(address)) => self.reachable(address.into())?,
            Some(Host::Ipv6(address)) => self.reachable(address.into())?,
            Some(Host::Domain(_)) | None => {}
        }
        Ok(url)
    }

    fn reachable(&self, address: IpAddr) -> Result<(), Failure> {
        match refused(address, &self.policy) {
            Some(reason) => Err(Failure::RefusedAddress { address: address.to_string(), reason }),
            None => Ok(()),
        }
    }

    async fn read(&self, mut response: Response) -> Result<Vec<u8>, Failure> {
        let most = usize::try_from(self.bounds.max_body_bytes).unwrap_or(usize::MAX);
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| failure(&error))? {
            if part.len() > most.saturating_sub(body.len()) {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        Ok(body)
    }
}

/// An answer, read whole.
struct Read {
    url: String,
    status: u16,
    headers: Vec<Header>,
    body: Vec<u8>,
}

/// Most bytes of headers that are written down.
const KEPT_HEADERS: usize = 16 * 1024;

/// Headers as they are written down, as far as there is room. Their names are in lower case already.
fn written(headers: &HeaderMap) -> Vec<Header> {
    let mut room = KEPT_HEADERS;
    let one = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        room = room.checked_sub(name.as_str().len() + value.len())?;
        Some((name.as_str().to_owned(), value.into_owned()))
    };
    let mut kept: Vec<_> = headers.iter().map_while(one).collect();
    if kept.len() < headers.len() {
        kept.push(("…".to_owned(), format!("{} more were left out", headers.len() - kept.len())));
    }
    kept
}
