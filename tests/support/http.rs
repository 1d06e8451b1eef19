//! A plain HTTP client on loopback: what arrives is what is tested, so it follows and decodes nothing.

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// A header as text; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is not JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {:?}", String::from_utf8_lossy(&self.body)))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Reads a response whole.
///
/// # Panics
/// When the body breaks off.
pub async fn whole<B>(response: http::Response<B>) -> Answer
where
    B: http_body_util::BodyExt + hyper::body::Body,
    B::Error: std::fmt::Debug,
{
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("the body arrives whole").to_bytes();
    Answer { status: parts.status, headers: parts.headers, body }
}

/// A connection that is kept open between requests.
#[derive(Debug)]
pub struct Connection {
    address: String,
    sender: hyper::client::conn::http1::SendRequest<Full<Bytes>>,
    driver: tokio::task::JoinHandle<Result<(), hyper::Error>>,
}

impl Connection {
    /// # Panics
    /// When nothing listens there.
    pub async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
        stream.set_nodelay(true).expect("a fresh socket takes options");
        let (sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("HTTP/1.1 is spoken");
        Self { address: address.to_owned(), sender, driver: tokio::spawn(connection) }
    }

    /// # Panics
    /// When the server does not answer.
    pub async fn send(&mut self, request: Request<Full<Bytes>>) -> Answer {
        // The answer before is read, but the connection may need a moment to notice.
        self.sender.ready().await.expect("the server keeps the connection");
        whole(self.sender.send_request(request).await.expect("the server answers")).await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = request("GET", &self.address, path, &[]);
        self.send(request).await
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// Sends one request on a connection of its own.
pub async fn send(address: &str, request: Request<Full<Bytes>>) -> Answer {
    Connection::open(address).await.send(request).await
}

/// Sends one request on a connection of its own; `None` when the server is gone before it has answered.
pub async fn try_send(address: &str, request: Request<Full<Bytes>>) -> Option<Answer> {
    let stream = TcpStream::connect(address).await.ok()?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    let driver = tokio::spawn(connection);
    let answer = match sender.send_request(request).await {
        Ok(response) => {
            let (parts, body) = response.into_parts();
            let body = http_body_util::BodyExt::collect(body).await.ok().map(|body| body.to_bytes());
            body.map(|body| Answer { status: parts.status, headers: parts.headers, body })
        }
        Err(_) => None,
    };
    driver.abort();
    answer
}

/// `GET` with headers.
pub async fn get_with(address: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    send(address, request("GET", address, path, headers)).await
}

pub async fn get(address: &str, path: &str) -> Answer {
    get_with(address, path, &[]).await
}

/// A call with a JSON body, and with the cookies of somebody who is signed in.
///
/// # Panics
/// When the path or a header is malformed.
pub async fn call(
    address: &str,
    method: &str,
    path: &str,
    cookies: &str,
    body: &serde_json::Value,
) -> Answer {
    let headers = [("cookie", cookies), ("content-type", "application/json")];
    let body = if body.is_null() { Bytes::new() } else { body.to_string().into() };
    send(address, request(method, address, path, &headers).map(|_| Full::new(body))).await
}

/// A request with an empty body.
///
/// # Panics
/// When the path or a header is malformed.
pub fn request(method: &str, host: &str, path: &str, headers: &[(&str, &str)]) -> Request<Full<Bytes>> {
    let mut builder = Request::builder().method(method).uri(path).header("host", host);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Full::default()).expect("the request is well formed")
}
