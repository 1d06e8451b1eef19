//! What it costs that somebody is signed in, what a storm of sign-ins costs everybody else, and what writes
//! gain when they wait for the disk together.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use ::http::{Request, header};
use anyhow::{Context, ensure};
use bytes::Bytes;
use futures::future::join_all;
use http_body_util::Full;
use serde_json::{Value, json};
use tests::{
    http,
    persona::{Door, Persona},
    server::Server,
};
use tokio::sync::Mutex;

use crate::{
    report::{Must, Report, median},
    requests::{bare, wrk},
};

const ROUNDS: usize = 7;
const SIGN_INS: usize = 200;
const CLIENTS: usize = 32;
const WRITES_FOR: Duration = Duration::from_secs(2);

pub(crate) async fn measure(report: &mut Report) -> anyhow::Result<()> {
    let server = Server::without_limits().await;
    signed_in(report, &server).await?;
    storm(report, &server).await?;
    writes(report, &server).await
}

async fn signed_in(report: &mut Report, server: &Server) -> anyhow::Result<()> {
    let anna = Persona::demo(server, "Anna Lind").await;
    let path = format!("/api/v1/organisations/{}", anna.organisation().await);
    let answer = anna.get(&path).await;
    ensure!(answer.status == 200, "{}", answer.text());
    let peer = bare(answer.body.clone(), answer.header("content-type").to_owned()).await?;
    let cookie = format!("Cookie: {}", anna.cookie());
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(wrk(&server.url(&path), &["-H", &cookie]).await?);
        theirs.push(wrk(&format!("http://{peer}/"), &[]).await?);
    }
    let what = "signed-in JSON over HTTP against a bare route";
    report.ratio(what, (median(ours), "req/s"), (median(theirs), "req/s"), Must::AtLeast(0.4));
    Ok(())
}

/// Anonymous reads while 200 people sign in at once, against the same reads by themselves.
async fn storm(report: &mut Report, server: &Server) -> anyhow::Result<()> {
    let list = server.get("/api/v1/listings?limit=1").await.json();
    let slug = list["items"][0]["slug"].as_str().context("the demo has listings")?;
    let read = server.url(&format!("/api/v1/listings/{slug}"));
    let (mut calm, mut stormy) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        calm.push(wrk(&read, &[]).await?);
        let over = Arc::new(AtomicBool::new(false));
        let guesses: Vec<_> = (0..SIGN_INS)
            .map(|person| {
                let (over, address) = (Arc::clone(&over), server.address.clone());
                tokio::spawn(async move {
                    while !over.load(Ordering::Relaxed) {
                        let body = json!({
                            "email": format!("person-{person}@storm.example"),
                            "password": "a password that is long enough",
                        });
                        let answer = post(&address, "/api/v1/sign-in", &body).await?;
                        ensure!(answer.status.as_u16() < 500, "{}", answer.text());
                    }
                    Ok(())
                })
            })
            .collect();
        stormy.push(wrk(&read, &[]).await?);
        over.store(true, Ordering::Relaxed);
        for guess in guesses {
            guess.await??;
        }
    }
    let what = format!("anonymous reads while {SIGN_INS} people sign in, against the reads alone");
    report.ratio(&what, (median(stormy), "req/s"), (median(calm), "req/s"), Must::AtLeast(0.3));
    Ok(())
}

async fn post(address: &str, path: &str, body: &Value) -> anyhow::Result<http::Answer> {
    let mut request = http::request("POST", address, path, &[("content-type", "application/json")])
        .map(|_| body.to_string());
    let length = request.body().len().into();
    request.headers_mut().insert("content-length", length);
    http::try_send(address, request.map(|body| http_body_util::Full::new(body.into())))
        .await
        .context("the server is gone")
}

/// A client that keeps its connection, as browsers and programs do.
pub(crate) struct Line {
    address: String,
    connection: Mutex<http::Connection>,
}

impl Line {
    pub(crate) async fn open(server: &Server) -> Self {
        let address = server.address.clone();
        Self { connection: Mutex::new(http::Connection::open(&address).await), address }
    }
}

impl Door for Line {
    async fn knock(&self, mut request: Request<Bytes>) -> Option<http::Answer> {
        let host = self.address.parse().expect("an address is a header value");
        request.headers_mut().insert(header::HOST, host);
        Some(self.connection.lock().await.send(request.map(Full::new)).await)
    }
}

/// Durable writes of many clients, each in a session of its own, against those of one.
async fn writes(report: &mut Report, server: &Server) -> anyhow::Result<()> {
    let lines = join_all((0..CLIENTS).map(|_| Line::open(server))).await;
    let people = join_all(lines.iter().map(|line| Persona::demo(line, "Anna Lind"))).await;
    let organisation = people[0].organisation().await;
    let per_second = async |clients: &[Persona<'_, Line>]| {
        let start = Instant::now();
        let counts = join_all(clients.iter().map(async |client| {
            let mut count = 0_u32;
            while start.elapsed() < WRITES_FOR {
                let body = json!({ "organisation": organisation });
                let answer = client.put("/api/v1/me/organisation", &body).await;
                ensure!(answer.status == 200, "{}", answer.text());
                count += 1;
            }
            Ok(count)
        }))
        .await;
        let total = counts.into_iter().sum::<anyhow::Result<u32>>()?;
        anyhow::Ok(f64::from(total) / start.elapsed().as_secs_f64())
    };
    let (mut many, mut one) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        many.push(per_second(&people).await?);
        one.push(per_second(&people[..1]).await?);
    }
    let what = format!("durable writes of {CLIENTS} clients against those of one");
    report.ratio(&what, (median(many), "writes/s"), (median(one), "writes/s"), Must::AtLeast(4.0));
    Ok(())
}
