//! Waiting for the browser to come back: one answer on a port of this computer (RFC 8252, 7.3).

use std::{io, net::Ipv4Addr, sync::Arc, time::Duration};

use shared::endpoint::decode_pairs;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    task::JoinSet,
};

use super::{
    proof::same,
    texts::{Texts, texts},
};

/// Longest request that is read.
const MAX_BYTES: usize = 8 * 1024;
/// Browsers open connections ahead of time and send nothing on them.
const MAX_CONNECTIONS: usize = 32;
/// How long one connection may take for its request, and for taking the answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// A port that is ready.
#[derive(Debug)]
pub(super) struct Listener {
    socket: TcpListener,
    port: u16,
}

impl Listener {
    /// # Errors
    /// When this computer gives no port.
    pub(super) async fn bind() -> io::Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = socket.local_addr()?.port();
        Ok(Self { socket, port })
    }

    /// Where the browser is sent back to.
    pub(super) fn redirect(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Waits for the browser with this state, however long that takes; whatever else knocks is turned away.
    /// Nothing listens any more afterwards, nor once this future is dropped.
    pub(super) async fn wait(self, state: String) -> Arrival {
        let expected = Arc::new(Expected { host: format!("127.0.0.1:{}", self.port), state });
        let (found, mut arrivals) = mpsc::channel(1);
        let mut greeting = JoinSet::new();
        loop {
            tokio::select! {
                Some(arrival) = arrivals.recv() => return arrival,
                Some(_) = greeting.join_next() => {}
                accepted = self.socket.accept() => match accepted {
                    Ok((stream, _)) if greeting.len() < MAX_CONNECTIONS => {
                        let (expected, found) = (Arc::clone(&expected), found.clone());
                        greeting.spawn(async move {
                            let greeted = greet(stream, &expected);
                            if let Ok(Some(arrival)) = tokio::time::timeout(2 * PATIENCE, greeted).await {
                                // Of two with the right state the first one counts.
                                let _ = found.try_send(arrival);
                            }
                        });
                    }
                    // Too many at once, or one that broke off: the next one may be the browser.
                    Ok(_) => {}
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                },
            }
        }
    }
}

/// What the request has to say.
#[derive(Debug)]
struct Expected {
    host: String,
    state: String,
}

/// The browser that came back. It waits for a page.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) code: String,
    language: &'static Texts,
    stream: TcpStream,
}

impl Arrival {
    /// Says in the browser how it went.
    pub(super) async fn answer(self, signed_in: bool) {
        let t = self.language;
        let page = if signed_in {
            page(200, t, t.signed_in, t.signed_in_body)
        } else {
            page(502, t, t.failed, t.failed_body)
        };
        reply(self.stream, page).await;
    }
}

async fn greet(mut stream: TcpStream, expected: &Expected) -> Option<Arrival> {
    let head = tokio::time::timeout(PATIENCE, read_head(&mut stream)).await.ok()??;
    match judge(&head, expected) {
        Ok(Request { code, language }) => Some(Arrival { code, language, stream }),
        Err(page) => {
            reply(stream, page).await;
            None
        }
    }
}

/// Everything up to the empty line.
async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut part = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        head.extend_from_slice(part.get(..read)?);
        if head.len() > MAX_BYTES {
            return None;
        }
    }
    String::from_utf8(head).ok()
}

#[derive(Debug)]
struct Request {
    code: String,
    language: &'static Texts,
}

/// Whether a request is the one that is waited for; the page for one that is not.
fn judge(head: &str, expected: &Expected) -> Result<Request, Vec<u8>> {
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (first.next().unwrap_or_default(), first.next().unwrap_or_default());
    let header = |wanted: &str| {
        let mut headers = lines.clone().filter_map(|line| line.split_once(':'));
        headers.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map_or("", |(_, value)| value.trim())
    };
    let language = texts(header("accept-language"));
    let foreign = |status| page(status, language, language.foreign, language.foreign_body);
    if method != "GET" {
        return Err(foreign(405));
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    // Another name for this computer is how another site's page would get here.
    if path != "/" || header("host") != expected.host {
        return Err(foreign(404));
    }
    let pairs = decode_pairs(query).unwrap_or_default();
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    if !value("state").is_some_and(|state| same(state, &expected.state)) {
        return Err(foreign(403));
    }
    match value("code") {
        Some(code) if !code.is_empty() => Ok(Request { code: code.to_owned(), language }),
        _ => Err(foreign(400)),
    }
}

/// A page that needs nothing but itself, with its head.
fn page(status: u16, t: &Texts, title: &str, body: &str) -> Vec<u8> {
    let lang = t.tag;
    let html = format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <style>:root{{color-scheme:light dark}}body{{font:1rem/1.6 system-ui,sans-serif;max-inline-size:32rem;\
         margin:20vh auto 0;padding-inline:1.5rem}}h1{{line-height:1.2}}</style></head>\
         <body><main><h1>{title}</h1><p>{body}</p></main></body></html>"
    );
    let reason = if status == 200 { "OK" } else { "Not accepted" };
    let length = html.len();
    format!(
        "HTTP/1.1 {status} {reason}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {length}\r\n\
         cache-control: no-store\r\nreferrer-policy: no-referrer\r\nx-content-type-options: nosniff\r\n\
         content-security-policy: default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'\r\nconnection: close\r\n\r\n{html}"
    )
    .into_bytes()
}

/// Whoever does not wait for the page does not see it.
async fn reply(mut stream: TcpStream, page: Vec<u8>) {
    let written = async {
        stream.write_all(&page).await?;
        stream.shutdown().await
    };
    let _ = tokio::time::timeout(PATIENCE, written).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected() -> Expected {
        Expected { host: "127.0.0.1:9".to_owned(), state: "the state".to_owned() }
    }

    fn request(method: &str, target: &str, host: &str) -> String {
        format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nAccept-Language: de-DE,en;q=0.5\r\n\r\n")
    }

    #[test]
    fn only_the_browser_with_the_state_is_let_in() {
        let head = request("GET", "/?code=a%2Bb&state=the%20state", "127.0.0.1:9");
        let request_ = judge(&head, &expected()).expect("the one that is waited for");
        assert_eq!((request_.code.as_str(), request_.language.tag), ("a+b", "de"));
        for (status, method, target, host) in [
            ("405", "POST", "/?code=a&state=the%20state", "127.0.0.1:9"),
            ("404", "GET", "/favicon.ico", "127.0.0.1:9"),
            ("404", "GET", "/x?code=a&state=the%20state", "127.0.0.1:9"),
            ("404", "GET", "/?code=a&state=the%20state", "evil.example:9"),
            ("404", "GET", "/?code=a&state=the%20state", ""),
            ("403", "GET", "/?code=a&state=another", "127.0.0.1:9"),
            ("403", "GET", "/?code=a", "127.0.0.1:9"),
            ("403", "GET", "/", "127.0.0.1:9"),
            ("403", "GET", "/?%zz", "127.0.0.1:9"),
            ("400", "GET", "/?state=the%20state", "127.0.0.1:9"),
            ("400", "GET", "/?code=&state=the%20state", "127.0.0.1:9"),
            ("405", "", "", ""),
        ] {
            let page = judge(&request(method, target, host), &expected()).expect_err(target);
            let page = String::from_utf8(page).expect("text");
            assert!(page.starts_with(&format!("HTTP/1.1 {status} ")), "{method} {target} {host}: {page}");
            assert!(!page.contains("the state") && page.contains("wartet niemand"), "{page}");
        }
    }

    async fn ask(redirect: &str, request: &str) -> String {
        let address = redirect.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let mut stream = TcpStream::connect(&address).await.expect("somebody listens");
        let request = request.replace("HOST", &address);
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("answered");
        answer
    }

    #[tokio::test]
    async fn strangers_and_silent_connections_do_not_keep_the_browser_out() {
        let listener = Listener::bind().await.expect("a port");
        let redirect = listener.redirect();
        let address = redirect.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let waiting = tokio::spawn(listener.wait("s".to_owned()));
        let _silent = TcpStream::connect(&address).await.expect("connected");
        let stranger = ask(&redirect, "GET /?code=c&state=x HTTP/1.1\r\nHost: HOST\r\n\r\n").await;
        assert!(stranger.starts_with("HTTP/1.1 403 "), "{stranger}");

        let asked = redirect.clone();
        let browser =
            tokio::spawn(
                async move { ask(&asked, "GET /?code=c&state=s HTTP/1.1\r\nHost: HOST\r\n\r\n").await },
            );
        let arrival = waiting.await.expect("no panic");
        assert_eq!(arrival.code, "c");
        arrival.answer(true).await;
        let page = browser.await.expect("no panic");
        assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("Go back to Guildhall"), "{page}");
        TcpStream::connect(&address).await.expect_err("nothing listens any more");
    }

    #[tokio::test]
    async fn nothing_listens_once_nobody_waits() {
        let listener = Listener::bind().await.expect("a port");
        let address = listener.redirect().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let waiting = tokio::spawn(listener.wait("s".to_owned()));
        waiting.abort();
        assert!(waiting.await.is_err());
        TcpStream::connect(&address).await.expect_err("the port is closed");
    }
}
