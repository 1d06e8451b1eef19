//! Calls to addresses that a customer wrote down: over https, to hosts out in the world, within bounds.
//!
//! Whoever may name an address could otherwise have this server knock at doors that only it can reach: at
//! itself, at machines beside it, at the host's metadata. The address is looked at twice: as it is written,
//! and as a name turns out to be when the connection is opened.

use std::{
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, OnceLock},
    time::Duration,
};

use openidconnect::{
    AsyncHttpClient, HttpRequest, HttpResponse,
    url::{Host, Url},
};
use reqwest::{
    Client,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};

use super::addresses::is_public;
use crate::services::Site;

/// For a whole call.
const PATIENCE: Duration = Duration::from_secs(5);
/// Most that is read of an answer.
const MOST_BYTES: usize = 1 << 20;

/// How far calls go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Hosts out in the world, over https.
    World,
    /// Anything, also this machine over http: for the demo and for trying things out.
    Anywhere,
}

impl Reach {
    pub(super) fn of(site: &Site) -> Self {
        let here = match Url::parse(&site.origin).ok().as_ref().and_then(Url::host) {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        if site.demo || here { Self::Anywhere } else { Self::World }
    }
}

/// Why a call got no answer: a part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum OutsideError {
    #[error("{0} is not an https address")]
    NotHttps(String),
    #[error("{0} is inside a network, and only hosts on the internet are asked")]
    Inside(String),
    #[error("{0} did not answer within {seconds} seconds", seconds = PATIENCE.as_secs())]
    Slow(String),
    #[error("{0} sent more than 1 MiB")]
    TooLarge(String),
    #[error("{host} cannot be reached ({why})")]
    Unreachable { host: String, why: String },
    #[error("this server cannot ask anybody ({0})")]
    NoClient(String),
}

/// Makes the calls.
#[derive(Debug)]
pub(super) struct Outside {
    reach: Reach,
    /// Made at the first call: reading the certificates of the machine takes a moment.
    client: OnceLock<Result<Client, String>>,
}

impl Outside {
    pub(super) const fn new(reach: Reach) -> Self {
        Self { reach, client: OnceLock::new() }
    }

    pub(super) const fn reach(&self) -> Reach {
        self.reach
    }

    /// Whether an address may be asked or sent to, as far as its text says.
    ///
    /// # Errors
    /// Another scheme than https; an address inside a network.
    pub(super) fn check(&self, url: &Url) -> Result<(), OutsideError> {
        let host = host_of(url);
        let written = match url.host() {
            None => return Err(OutsideError::NotHttps(host)),
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(address)) => Some(address.into()),
            Some(Host::Ipv6(address)) => Some(address.into()),
        };
        match (self.reach, url.scheme()) {
            (Reach::World | Reach::Anywhere, "https") | (Reach::Anywhere, "http") => {}
            (Reach::World | Reach::Anywhere, _) => return Err(OutsideError::NotHttps(host)),
        }
        match (self.reach, written) {
            (Reach::World, Some(address)) if !is_public(address) => Err(OutsideError::Inside(host)),
            (Reach::World | Reach::Anywhere, _) => Ok(()),
        }
    }

    /// Sends a request and reads the answer whole. A redirect is an answer like any other.
    ///
    /// # Errors
    /// What kept the answer from coming.
    pub(super) async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, OutsideError> {
        let request =
            reqwest::Request::try_from(request).map_err(|error| OutsideError::NotHttps(error.to_string()))?;
        self.check(request.url())?;
        let host = host_of(request.url());
        let client = self.client.get_or_init(|| client(self.reach)).as_ref();
        let client = client.map_err(|why| OutsideError::NoClient(why.clone()))?;
        let mut response = client.execute(request).await.map_err(|error| explain(&error, &host))?;
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| explain(&error, &host))? {
            if body.len() + part.len() > MOST_BYTES {
                return Err(OutsideError::TooLarge(host));
            }
            body.extend_from_slice(&part);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Outside {
    type Error = OutsideError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, OutsideError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

fn client(reach: Reach) -> Result<Client, String> {
    Client::builder()
        .user_agent("Guildhall")
        .connect_timeout(PATIENCE)
        .timeout(PATIENCE)
        .redirect(Policy::none())
        // A proxy would open the connections in our place, and look at no address.
        .no_proxy()
        .dns_resolver(Arc::new(Names(reach)))
        .build()
        .map_err(|error| cause(&error))
}

/// Turns names into addresses, and leaves out those inside a network.
#[derive(Clone, Copy, Debug)]
struct Names(Reach);

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let within = |address: &SocketAddr| reach == Reach::Anywhere || is_public(address.ip());
            let good: Vec<SocketAddr> = found.into_iter().filter(within).collect();
            if good.is_empty() {
                return Err(OutsideError::Inside(name.as_str().to_owned()).into());
            }
            Ok(Box::new(good.into_iter()) as Addrs)
        })
    }
}

fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_else(|| url.as_str()).chars().take(253).collect()
}

fn explain(error: &reqwest::Error, host: &str) -> OutsideError {
    let own = anyhow::Chain::new(error).find_map(|one| one.downcast_ref::<OutsideError>());
    if let Some(own) = own {
        return own.clone();
    }
    if error.is_timeout() {
        return OutsideError::Slow(host.to_owned());
    }
    let why = cause(error).chars().take(200).collect();
    OutsideError::Unreachable { host: host.to_owned(), why }
}

/// What is at the bottom of an error: the layers above only name each other.
fn cause(error: &reqwest::Error) -> String {
    anyhow::Chain::new(error).last().map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(origin: &str, demo: bool) -> Site {
        Site { origin: origin.to_owned(), demo }
    }

    async fn get(reach: Reach, url: &str) -> Result<HttpResponse, OutsideError> {
        let mut request = HttpRequest::new(Vec::new());
        *request.uri_mut() = url.parse().expect("an address");
        Outside::new(reach).ask(request).await
    }

    #[test]
    fn only_a_program_that_is_tried_out_calls_around_itself() {
        for (origin, demo, reach) in [
            ("https://market.example", false, Reach::World),
            ("http://localhost.example", false, Reach::World),
            ("http://10.0.0.1", false, Reach::World),
            ("", false, Reach::World),
            ("https://market.example", true, Reach::Anywhere),
            ("http://127.0.0.1:8080", false, Reach::Anywhere),
            ("http://[::1]:8080", false, Reach::Anywhere),
            ("http://localhost:3000", false, Reach::Anywhere),
        ] {
            assert_eq!(Reach::of(&site(origin, demo)), reach, "{origin}");
        }
    }

    #[test]
    fn an_address_is_refused_by_its_text() {
        let check = |url: &str, good: bool| {
            let url = Url::parse(url).expect("an address");
            assert_eq!(Outside::new(Reach::World).check(&url).is_ok(), good, "{url}");
        };
        check("https://login.example.com", true);
        check("https://1.1.1.1/", true);
        for bad in [
            "http://login.example.com",
            "ftp://login.example.com",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.0.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
        ] {
            check(bad, false);
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_refused_when_the_connection_is_opened() {
        let refused = get(Reach::World, "https://localhost:1/").await;
        assert_eq!(refused.map(drop), Err(OutsideError::Inside("localhost".to_owned())));
        let nobody = get(Reach::Anywhere, "http://localhost:1/").await.map(drop);
        assert!(matches!(nobody, Err(OutsideError::Unreachable { .. })), "{nobody:?}");
    }

    #[tokio::test]
    async fn https_is_spoken() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let first = tokio::spawn(async move {
            use tokio::io::AsyncReadExt;
            let (mut stream, _) = listener.accept().await.expect("somebody comes");
            let mut first = [0; 2];
            stream.read_exact(&mut first).await.expect("they speak first");
            first
        });
        let broken = get(Reach::Anywhere, &format!("https://{address}/")).await.map(drop);
        assert!(matches!(broken, Err(OutsideError::Unreachable { .. })), "{broken:?}");
        assert_eq!(first.await.expect("read"), [0x16, 0x03], "the start of a TLS handshake");
    }

    #[tokio::test]
    async fn an_answer_without_end_is_cut_off_and_a_redirect_is_not_followed() {
        use axum::{Router, body::Body, response::Redirect, routing::get as on_get};
        use futures::StreamExt;
        let endless = || async {
            let part = bytes::Bytes::from(vec![b'x'; 1 << 16]);
            Body::from_stream(futures::stream::repeat(part).map(Ok::<_, std::io::Error>))
        };
        let router = Router::new()
            .route("/endless", on_get(endless))
            .route("/elsewhere", on_get(|| async { Redirect::temporary("/endless") }));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        let endless = get(Reach::Anywhere, &format!("http://{address}/endless")).await.map(drop);
        assert_eq!(endless, Err(OutsideError::TooLarge("127.0.0.1".to_owned())));
        let elsewhere = get(Reach::Anywhere, &format!("http://{address}/elsewhere")).await;
        assert_eq!(elsewhere.expect("an answer").status(), 307);
        server.abort();
    }
}
