//! Somebody who calls the API: signed in or not, with the cookies of a browser.

use std::sync::Mutex;

use axum::body::Body;
use http::{Request, header};
use serde_json::{Value, json};

use crate::{http::Answer, in_process::InProcess};

/// One browser: it keeps the cookies that it gets.
#[derive(Debug)]
pub struct Persona<'r> {
    router: &'r InProcess,
    cookies: Mutex<Vec<(String, String)>>,
    bearer: Option<String>,
}

impl<'r> Persona<'r> {
    /// A browser in which nobody is signed in.
    pub fn anonymous(router: &'r InProcess) -> Self {
        Self { router, cookies: Mutex::default(), bearer: None }
    }

    /// A program with a key.
    pub fn with_key(router: &'r InProcess, key: &str) -> Self {
        Self { bearer: Some(key.to_owned()), ..Self::anonymous(router) }
    }

    /// A ready-made person of the demo program, by name.
    ///
    /// # Panics
    /// When there is no such person.
    pub async fn demo(router: &'r InProcess, name: &str) -> Self {
        let persona = Self::anonymous(router);
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
    /// When the request is not well-formed.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
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
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        let answer = self.router.send(request.body(body).expect("a well-formed request")).await;
        self.keep(&answer);
        answer
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
