//! Somebody who calls the API: signed in or not, with the cookies of a browser.

use std::sync::Mutex;

use axum::body::Body;
use bytes::Bytes;
use http::{Request, header};
use http_body_util::Full;
use serde_json::{Value, json};

use crate::{
    http::{self as plain, Answer},
    in_process::InProcess,
    server::Server,
};

/// Where requests go.
#[expect(async_fn_in_trait, reason = "no test asks for more than to await it")]
pub trait Door {
    /// The answer; `None` when the connection broke before it came.
    async fn knock(&self, request: Request<Bytes>) -> Option<Answer>;
}

impl Door for InProcess {
    async fn knock(&self, request: Request<Bytes>) -> Option<Answer> {
        Some(self.send(request.map(Body::from)).await)
    }
}

impl Door for Server {
    async fn knock(&self, mut request: Request<Bytes>) -> Option<Answer> {
        let host = self.address.parse().expect("an address is a header value");
        request.headers_mut().insert(header::HOST, host);
        plain::try_send(&self.address, request.map(Full::new)).await
    }
}

/// One browser: it keeps the cookies that it gets.
#[derive(Debug)]
pub struct Persona<'r, D = InProcess> {
    door: &'r D,
    cookies: Mutex<Vec<(String, String)>>,
    bearer: Option<String>,
}

impl<'r, D: Door> Persona<'r, D> {
    /// A browser in which nobody is signed in.
    pub fn anonymous(door: &'r D) -> Self {
        Self { door, cookies: Mutex::default(), bearer: None }
    }

    /// A program with a key.
    pub fn with_key(door: &'r D, key: &str) -> Self {
        Self { bearer: Some(key.to_owned()), ..Self::anonymous(door) }
    }

    /// The same browser in front of another server of the same site.
    pub fn at<'o, O: Door>(&self, door: &'o O) -> Persona<'o, O> {
        let cookies = self.cookies.lock().expect("one test").clone();
        Persona { door, cookies: Mutex::new(cookies), bearer: self.bearer.clone() }
    }

    /// A ready-made person of the demo program, by name.
    ///
    /// # Panics
    /// When there is no such person.
    pub async fn demo(door: &'r D, name: &str) -> Self {
        let persona = Self::anonymous(door);
        let people = persona.get("/api/v1/demo/people").await.json();
        let people = people["people"].as_array().expect("people").clone();
        let id = people.iter().find(|person| person["name"] == name).map(|person| person["id"].clone());
        let id = id.unwrap_or_else(|| panic!("the demo program has no {name}"));
        let answer = persona.post("/api/v1/demo/sign-in", &json!({ "person": id })).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        persona
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None, &[]).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body), &[]).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, Some(body), &[]).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None, &[]).await
    }

    /// The organisation in which the person acts.
    ///
    /// # Panics
    /// When they act in none.
    pub async fn organisation(&self) -> String {
        let me = self.get("/api/v1/me").await.json();
        me["organisation"]["id"].as_str().unwrap_or_else(|| panic!("no organisation: {me}")).to_owned()
    }

    /// The session cookie as it is sent.
    pub fn cookie(&self) -> String {
        let cookies = self.cookies.lock().expect("one test");
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// # Panics
    /// When the request is not well-formed, or nobody answers.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.try_send(method, path, body, headers).await.expect("the server answers")
    }

    /// The answer; `None` when the connection broke before it came.
    ///
    /// # Panics
    /// When the request is not well-formed.
    pub async fn try_send(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Option<Answer> {
        let body = body.map(|body| ("application/json", Bytes::from(body.to_string())));
        self.deliver(method, path, body, headers).await
    }

    /// Puts bytes as they are.
    ///
    /// # Panics
    /// When the request is not well-formed, or nobody answers.
    pub async fn put_octets(&self, path: &str, bytes: Bytes) -> Answer {
        let body = Some(("application/octet-stream", bytes));
        self.deliver("PUT", path, body, &[]).await.expect("the server answers")
    }

    async fn deliver(
        &self,
        method: &str,
        path: &str,
        body: Option<(&str, Bytes)>,
        headers: &[(&str, &str)],
    ) -> Option<Answer> {
        let mut request =
            Request::builder().method(method).uri(path).header(header::USER_AGENT, "Mozilla/5.0");
        let cookie = self.cookie();
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie).header("sec-fetch-site", "same-origin");
        }
        if let Some(key) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some((kind, bytes)) => {
                request = request.header(header::CONTENT_TYPE, kind);
                bytes
            }
            None => Bytes::new(),
        };
        let answer = self.door.knock(request.body(body).expect("a well-formed request")).await?;
        self.keep(&answer);
        Some(answer)
    }

    fn keep(&self, answer: &Answer) {
        let mut cookies = self.cookies.lock().expect("one test");
        for value in answer.headers.get_all(header::SET_COOKIE) {
            let text = value.to_str().expect("cookies are ASCII");
            let pair = text.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a name and a value");
            cookies.retain(|(known, _)| known != name);
            if !text.contains("Max-Age=0;") {
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}
